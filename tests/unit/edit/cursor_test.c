/* The caret on its ways: by character, row with the column kept, page, word, and with selection. */
#include "pen.h"

#include "text/step.h"

static const struct width_rule narrow = {0};

static void go(struct pen *pen, enum motion motion)
{
	cursor_move(pen->draft, motion, false);
}

/* Right to the end and left to the beginning meet the same places, over tiny steps and big. */
static void there_and_back(void **state)
{
	struct pen pen;
	g_autoptr(GArray) way = g_array_new(FALSE, FALSE, sizeof(size_t));

	(void)state;
	pen_up(&pen, "社e\u0301👩\u200D👧\n\n🇨🇳🇨🇳“a”\r\n末");
	for (size_t last = SIZE_MAX; pen.draft->caret != last;) {
		last = pen.draft->caret;
		g_array_append_val(way, last);
		go(&pen, MOTION_RIGHT);
	}
	assert_int_equal(pen.draft->caret, draft_len(pen.draft));
	for (guint i = way->len; i > 0; i--) {
		assert_int_equal(pen.draft->caret, g_array_index(way, size_t, i - 1));
		go(&pen, MOTION_LEFT);
	}
	assert_int_equal(pen.draft->caret, 0);
	pen_down(&pen);
}

static void the_column_is_kept(void **state)
{
	struct pen pen;

	(void)state;
	pen_up(&pen, "一二三四五\nab\n\n六七八九");
	view_shape(pen.draft->view, &narrow, 20, 10);
	cursor_set(pen.draft, 9, false);
	go(&pen, MOTION_DOWN);
	assert_seen(&pen, "一二三四五\nab|\n\n六七八九");
	go(&pen, MOTION_DOWN);
	assert_seen(&pen, "一二三四五\nab\n|\n六七八九");
	go(&pen, MOTION_DOWN);
	assert_seen(&pen, "一二三四五\nab\n\n六七八|九");
	go(&pen, MOTION_DOWN);
	assert_seen(&pen, "一二三四五\nab\n\n六七八|九");
	go(&pen, MOTION_UP);
	go(&pen, MOTION_UP);
	go(&pen, MOTION_UP);
	assert_seen(&pen, "一二三|四五\nab\n\n六七八九");
	pen_down(&pen);
}

static void rows_of_a_wrapped_line(void **state)
{
	struct pen pen;
	size_t row, col;

	(void)state;
	pen_up(&pen, "一二三四五六七八");
	view_shape(pen.draft->view, &narrow, 6, 10);
	go(&pen, MOTION_ROW_END);
	assert_seen(&pen, "一二三|四五六七八");
	assert_true(cursor_place(pen.draft, &row, &col));
	assert_int_equal(row, 0);
	assert_int_equal(col, 6);
	go(&pen, MOTION_DOWN); /* at the end of a row it goes on to the end of the next */
	assert_seen(&pen, "一二三四五六|七八");
	assert_true(cursor_place(pen.draft, &row, &col));
	assert_int_equal(row, 1);
	go(&pen, MOTION_ROW_START);
	assert_seen(&pen, "一二三|四五六七八");
	assert_true(cursor_place(pen.draft, &row, &col));
	assert_int_equal(row, 1);
	assert_int_equal(col, 0);
	go(&pen, MOTION_ROW_START);
	assert_seen(&pen, "一二三|四五六七八");
	go(&pen, MOTION_LINE_START);
	assert_seen(&pen, "|一二三四五六七八");
	go(&pen, MOTION_LINE_END);
	assert_seen(&pen, "一二三四五六七八|");
	pen_down(&pen);
}

static void pages(void **state)
{
	struct pen pen;
	g_autoptr(GString) text = g_string_new(NULL);
	size_t row, col;

	(void)state;
	for (int i = 0; i < 100; i++)
		g_string_append_printf(text, "%02d\n", i);
	pen_up(&pen, text->str);
	view_shape(pen.draft->view, &narrow, 20, 10);
	go(&pen, MOTION_DOWN);
	go(&pen, MOTION_PAGE_DOWN);
	assert_int_equal(pen.draft->caret, 3 * 10);
	assert_true(cursor_place(pen.draft, &row, &col));
	assert_int_equal(row, 1); /* the pane has gone with it */
	for (int i = 0; i < 20; i++)
		go(&pen, MOTION_PAGE_DOWN);
	assert_int_equal(pen.draft->caret, text->len);
	for (int i = 0; i < 20; i++)
		go(&pen, MOTION_PAGE_UP);
	assert_int_equal(pen.draft->caret, 0);
	draft_show_caret(pen.draft);
	assert_true(cursor_place(pen.draft, &row, &col));
	assert_int_equal(row, 0);
	pen_down(&pen);
}

static void words_and_paragraphs(void **state)
{
	struct pen pen;

	(void)state;
	pen_up(&pen, "近年来，GDP 增长\n\n  （一）");
	go(&pen, MOTION_WORD_RIGHT);
	assert_seen(&pen, "近年来，|GDP 增长\n\n  （一）");
	go(&pen, MOTION_WORD_RIGHT);
	assert_seen(&pen, "近年来，GDP |增长\n\n  （一）");
	go(&pen, MOTION_WORD_RIGHT);
	assert_seen(&pen, "近年来，GDP 增长|\n\n  （一）");
	go(&pen, MOTION_PARAGRAPH_DOWN);
	assert_seen(&pen, "近年来，GDP 增长\n\n|  （一）");
	go(&pen, MOTION_WORD_RIGHT);
	assert_seen(&pen, "近年来，GDP 增长\n\n  （|一）");
	go(&pen, MOTION_WORD_LEFT);
	assert_seen(&pen, "近年来，GDP 增长\n\n|  （一）");
	go(&pen, MOTION_PARAGRAPH_UP);
	assert_seen(&pen, "|近年来，GDP 增长\n\n  （一）");
	go(&pen, MOTION_TEXT_END);
	go(&pen, MOTION_PARAGRAPH_UP);
	assert_seen(&pen, "近年来，GDP 增长\n\n|  （一）");
	for (int i = 0; i < 3; i++)
		go(&pen, MOTION_WORD_LEFT);
	assert_seen(&pen, "近年来，GDP |增长\n\n  （一）");
	pen_down(&pen);
}

static void selecting(void **state)
{
	struct pen pen;
	size_t at, len;

	(void)state;
	pen_up(&pen, "一二三\n四 word 五");
	cursor_move(pen.draft, MOTION_RIGHT, false);
	cursor_move(pen.draft, MOTION_RIGHT, true);
	cursor_move(pen.draft, MOTION_RIGHT, true);
	assert_seen(&pen, "一[二三|\n四 word 五");
	cursor_move(pen.draft, MOTION_TEXT_START, true);
	assert_seen(&pen, "|一[二三\n四 word 五");
	cursor_move(pen.draft, MOTION_RIGHT, false);
	assert_seen(&pen, "一|二三\n四 word 五");
	assert_false(select_range(pen.draft, &at, &len));
	select_all(pen.draft);
	assert_true(select_range(pen.draft, &at, &len));
	assert_int_equal(len, draft_len(pen.draft));
	pen_down(&pen);
}

/* Whatever is done, the caret stands between characters and every change can be taken back. */
static void random_hands(void **state)
{
	static const char *const words[] = {
	    "社", "情，", "\n", "e", "\u0301", "👩", "\u200D", "🇨", " "};
	uint32_t seed = (uint32_t)g_get_monotonic_time();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	g_autofree char *last = NULL;
	struct pen pen;
	GString *text;

	(void)state;
	print_message("seed %u\n", seed);
	pen_up(&pen, "起点\n第二行");
	view_shape(pen.draft->view, &narrow, 7, 5);
	for (int i = 0; i < 5000; i++) {
		struct draft *draft = pen.draft;
		size_t row, col;

		switch (g_rand_int_range(rand, 0, 8)) {
		case 0:
		case 1:
		case 2:
			pen_type(&pen, words[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))]);
			break;
		case 3:
			assert_works(ops_erase_back(draft, &pen.err), pen.err);
			break;
		case 4:
			assert_works(ops_erase_ahead(draft, &pen.err), pen.err);
			break;
		case 5:
			if (g_rand_int_range(rand, 0, 4) == 0)
				ops_undo(draft);
			else if (g_rand_boolean(rand))
				ops_redo(draft);
			break;
		default:
			cursor_move(draft,
			    (enum motion)g_rand_int_range(rand, 0, MOTION_TEXT_END + 1),
			    g_rand_int_range(rand, 0, 4) == 0);
		}
		assert_true(draft->caret <= draft_len(draft));
		assert_int_equal(step_floor(draft->table, draft->caret), draft->caret);
		draft_show_caret(draft);
		assert_true(cursor_place(draft, &row, &col));
		assert_true(row < 5 && col <= 7);
	}
	while (ops_undo(pen.draft))
		;
	text = draft_text(pen.draft, &pen.err);
	assert_string_equal(text->str, "起点\n第二行");
	assert_false(draft_is_dirty(pen.draft));
	g_string_free(text, TRUE);
	pen_down(&pen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(there_and_back),
	    cmocka_unit_test(the_column_is_kept),
	    cmocka_unit_test(rows_of_a_wrapped_line),
	    cmocka_unit_test(pages),
	    cmocka_unit_test(words_and_paragraphs),
	    cmocka_unit_test(selecting),
	    cmocka_unit_test(random_hands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
