/* Pages: nothing is lost in wrapping, items are reached one by one, words are found and shown. */
#include "keys.h"

#include "ui/page.h"

static void fit(struct page *page, int rows, int cols)
{
	page_fit(page, (struct width_rule){0}, rows, cols);
}

static void rows_are_the_text(void **state)
{
	static const char *const parts[] = {"严审，", "word ", "“引”", "\n", "……", "2026年", "(x)"};

	(void)state;
	for (unsigned seed = 1; seed <= 80; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		struct page page;
		size_t at = 0;

		page_init(&page);
		for (int i = g_rand_int_range(rand, 1, 60); i > 0; i--) {
			if (g_rand_int_range(rand, 0, 8) == 0)
				page_margin(&page, g_rand_int_range(rand, 0, 9),
				    g_rand_int_range(rand, 0, 9));
			page_add(&page, (enum style)g_rand_int_range(rand, 0, STYLE_COUNT),
			    parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))]);
		}
		fit(&page, 5, g_rand_int_range(rand, 1, 40));
		for (guint i = 0; i < page.rows->len; i++) {
			struct page_row *row = &g_array_index(page.rows, struct page_row, i);

			/* one behind the other, only newlines between */
			while (at < row->at)
				assert_int_equal(page.text->str[at++], '\n');
			assert_int_equal(at, row->at);
			assert_null(memchr(page.text->str + row->at, '\n', row->len));
			at = row->at + row->len;
		}
		while (at < page.text->len)
			assert_int_equal(page.text->str[at++], '\n');
		page_clear(&page);
	}
}

/* Twenty items of one to four lines, two lines above them. */
static void fill(struct page *page)
{
	page_init(page);
	page_add(page, STYLE_HEADING, "heading\nfact\n");
	for (int i = 1; i <= 20; i++) {
		page_begin_item(page, i);
		for (int line = 0; line <= i % 4; line++)
			page_addf(page, STYLE_TEXT, "item %d line %d\n", i, line);
	}
	fit(page, 6, 40);
}

static void items_are_reached_one_by_one(void **state)
{
	struct page page;
	int64_t last = 1;

	(void)state;
	fill(&page);
	assert_int_equal(page_item_id(&page), 1);
	assert_int_equal(page.top, 0);
	while (page_item_id(&page) < 20) {
		int row, col;

		type_keys(page_key, &page, "Down");
		assert_in_range(page_item_id(&page), last, last + 1);
		last = page_item_id(&page);
		assert_true(page_place(&page, (struct rect){0, 0, 6, 40}, &row, &col));
		assert_in_range(row, 0, 5);
	}
	assert_true(page.seen_end);
	for (int i = 0; i < 60; i++)
		type_keys(page_key, &page, "Up");
	assert_int_equal(page_item_id(&page), 1);
	assert_int_equal(page.top, 0); /* what stands above the first is seen again */
	page_find_item(&page, 13);
	assert_int_equal(page_item_id(&page), 13);
	type_keys(page_key, &page, "PgDn PgDn");
	assert_true(page_item_id(&page) > 13);
	page_clear(&page);
}

static void the_end_is_noted_only_when_seen(void **state)
{
	struct page page;

	(void)state;
	fill(&page);
	assert_false(page.seen_end);
	type_keys(page_key, &page, "PgDn");
	assert_false(page.seen_end);
	type_keys(page_key, &page, "End");
	assert_true(page.seen_end);
	page_top(&page);
	assert_false(page.seen_end);
	page_clear(&page);
}

static void words_are_found_round_the_ends(void **state)
{
	struct page page;

	(void)state;
	fill(&page);
	assert_int_equal(page_find(&page, "ITEM 7 "), 4);
	size_t first = page.match;
	assert_true(page.top > 0);
	assert_true(page_find_next(&page, false) && page.match > first);
	assert_true(page_find_next(&page, true) && page.match == first);
	assert_true(page_find_next(&page, true) && page.match > first);
	assert_true(page_find_next(&page, false) && page.match == first);
	assert_int_equal(page_find(&page, "nowhere"), 0);
	assert_false(page_find_next(&page, false));
	assert_int_equal(page_find(&page, ""), 0);
	page_clear(&page);
}

static void another_width_keeps_the_place(void **state)
{
	struct page page;

	(void)state;
	page_init(&page);
	for (int i = 0; i < 100; i++)
		page_addf(&page, STYLE_TEXT, "第%03d段，这是一段要折行的文字。\n", i);
	fit(&page, 10, 60);
	page_scroll(&page, 50);
	for (int cols = 60; cols > 5; cols -= 7) {
		fit(&page, 10, cols);
		struct page_row *row = &g_array_index(page.rows, struct page_row, page.top);
		assert_true(g_str_has_prefix(page.text->str + row->at, "第050段"));
	}
	page_clear(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rows_are_the_text),
	    cmocka_unit_test(items_are_reached_one_by_one),
	    cmocka_unit_test(the_end_is_noted_only_when_seen),
	    cmocka_unit_test(words_are_found_round_the_ends),
	    cmocka_unit_test(another_width_keeps_the_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
