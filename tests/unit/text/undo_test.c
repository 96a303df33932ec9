/* The undo tree: nothing typed is out of reach, typing goes back by clauses, old points go last. */
#include "unit.h"

#include "text/piece.h"
#include "text/undo.h"

struct desk {
	struct piece_table *table;
	struct undo *undo;
	size_t caret;
	int64_t now_ms;
	struct err err;
};

static void desk_open(struct desk *desk, size_t bound)
{
	*desk = (struct desk){.table = piece_table_new(4), .now_ms = 1000};
	desk->undo = undo_new(desk->table, bound);
}

static void desk_close(struct desk *desk)
{
	undo_free(desk->undo);
	piece_table_free(desk->table);
}

static char *text_of(const struct desk *desk)
{
	GString *out = g_string_new(NULL);

	piece_copy(desk->table, 0, SIZE_MAX, out);
	return g_string_free(out, FALSE);
}

static void assert_text(const struct desk *desk, const char *wanted)
{
	g_autofree char *text = text_of(desk);

	assert_string_equal(text, wanted);
}

static void put(struct desk *desk, enum undo_kind kind, size_t at, size_t remove, const char *text)
{
	undo_begin(desk->undo, kind, desk->caret, desk->now_ms);
	assert_works(
	    undo_replace(desk->undo, at, remove, text, strlen(text), &desk->err), desk->err);
	desk->caret = at + strlen(text);
	undo_end(desk->undo, desk->caret);
}

static void type(struct desk *desk, const char *text)
{
	put(desk, UNDO_TYPED, desk->caret, 0, text);
}

static void typing_is_one_step(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk, 100);
	type(&desk, "社");
	type(&desk, "情");
	type(&desk, "民");
	assert_true(undo_back(desk.undo, &desk.caret));
	assert_text(&desk, "");
	assert_int_equal(desk.caret, 0);
	assert_false(undo_back(desk.undo, &desk.caret));
	assert_true(undo_forward(desk.undo, &desk.caret));
	assert_text(&desk, "社情民");
	assert_int_equal(desk.caret, 9);
	assert_false(undo_forward(desk.undo, &desk.caret));
	desk_close(&desk);
}

static void what_begins_a_new_step(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk, 100);
	type(&desk, "a");
	desk.now_ms += UNDO_PAUSE_MS;
	type(&desk, "b");
	undo_seal(desk.undo);
	type(&desk, "c");
	undo_mark_saved(desk.undo);
	type(&desk, "d");
	put(&desk, UNDO_ERASED, 3, 1, "");
	assert_text(&desk, "abc");
	assert_false(undo_is_saved(desk.undo)); /* the same text, yet another point */
	undo_back(desk.undo, &desk.caret);
	assert_text(&desk, "abcd");
	undo_back(desk.undo, &desk.caret);
	assert_text(&desk, "abc");
	assert_true(undo_is_saved(desk.undo));
	undo_back(desk.undo, &desk.caret);
	assert_text(&desk, "ab");
	undo_back(desk.undo, &desk.caret);
	assert_text(&desk, "a");
	desk_close(&desk);
}

static void a_group_goes_back_whole(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk, 100);
	type(&desk, "一二三");
	undo_begin(desk.undo, UNDO_ALONE, 9, 0);
	assert_works(undo_replace(desk.undo, 0, 3, "", 0, &desk.err), desk.err);
	assert_works(undo_replace(desk.undo, 3, 3, "四", 3, &desk.err), desk.err);
	undo_end(desk.undo, 6);
	assert_text(&desk, "二四");
	undo_back(desk.undo, &desk.caret);
	assert_text(&desk, "一二三");
	assert_int_equal(desk.caret, 9);
	undo_begin(desk.undo, UNDO_ALONE, 9, 0);
	assert_works(undo_replace(desk.undo, 0, 3, "", 0, &desk.err), desk.err);
	undo_cancel(desk.undo);
	assert_text(&desk, "一二三");
	assert_true(undo_has_forward(desk.undo) == false);
	undo_begin(desk.undo, UNDO_ALONE, 9, 0);
	undo_end(desk.undo, 9); /* nothing done: no point */
	undo_back(desk.undo, &desk.caret);
	assert_text(&desk, "");
	desk_close(&desk);
}

static void the_other_branch_stays(void **state)
{
	struct desk desk;
	uint64_t first;
	g_autoptr(GArray) points = NULL;

	(void)state;
	desk_open(&desk, 100);
	type(&desk, "同意");
	first = undo_here(desk.undo);
	undo_back(desk.undo, &desk.caret);
	type(&desk, "退回");
	assert_false(undo_has_forward(desk.undo));
	assert_true(undo_go(desk.undo, first, &desk.caret));
	assert_text(&desk, "同意");
	assert_int_equal(desk.caret, 6);
	points = undo_points(desk.undo);
	assert_int_equal(points->len, 3);
	undo_back(desk.undo, &desk.caret);
	undo_forward(desk.undo, &desk.caret);
	assert_text(&desk, "同意"); /* the branch visited last is the one that is done again */
	desk_close(&desk);
}

/* Random walks over the tree: each point has the text it had. */
static void every_point_keeps_its_text(void **state)
{
	uint32_t seed = (uint32_t)g_get_monotonic_time();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free); /* by number - 1 */
	struct desk desk;

	(void)state;
	print_message("seed %u\n", seed);
	desk_open(&desk, 1000);
	g_ptr_array_add(texts, g_strdup(""));
	for (int round = 0; round < 3000; round++) {
		int what = g_rand_int_range(rand, 0, 6);
		size_t len = piece_len(desk.table);

		if (what < 3 && texts->len < 900) {
			size_t at = (size_t)g_rand_int_range(rand, 0, (gint32)len + 1);
			size_t remove = (size_t)g_rand_int_range(rand, 0, (gint32)(len - at) + 1);
			static const char *const words[] = {"x", "yz\n", "12345678", ""};

			put(&desk, UNDO_ALONE, at, remove > 9 ? 9 : remove,
			    words[g_rand_int_range(rand, 0, 4)]);
			if (undo_here(desk.undo) > texts->len)
				g_ptr_array_add(texts, text_of(&desk));
		} else if (what == 3) {
			undo_back(desk.undo, &desk.caret);
		} else if (what == 4) {
			undo_forward(desk.undo, &desk.caret);
		} else {
			uint64_t number = (uint64_t)g_rand_int_range(
			    rand, 1, (gint32)texts->len + 1);

			assert_true(undo_go(desk.undo, number, &desk.caret));
			assert_int_equal(undo_here(desk.undo), number);
		}
		assert_text(&desk, g_ptr_array_index(texts, undo_here(desk.undo) - 1));
	}
	desk_close(&desk);
}

static void the_oldest_go_first(void **state)
{
	struct desk desk;
	g_autoptr(GArray) points = NULL;
	size_t back = 0;

	(void)state;
	desk_open(&desk, 16);
	put(&desk, UNDO_ALONE, 0, 0, "x");
	undo_back(desk.undo, &desk.caret);
	for (int i = 0; i < 100; i++)
		put(&desk, UNDO_ALONE, (size_t)i, 0, "y");
	points = undo_points(desk.undo);
	assert_in_range(points->len, 8, 16);
	while (undo_back(desk.undo, &desk.caret))
		back++;
	assert_int_equal(back, points->len - 1);
	assert_int_equal(piece_len(desk.table), 100 - back);
	assert_false(undo_go(desk.undo, 2, &desk.caret));
	/* At the root with the children of old: the newest survive. */
	for (int i = 0; i < 40; i++) {
		put(&desk, UNDO_ALONE, 0, 0, "z");
		undo_back(desk.undo, &desk.caret);
	}
	assert_true(undo_forward(desk.undo, &desk.caret));
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(typing_is_one_step),
	    cmocka_unit_test(what_begins_a_new_step),
	    cmocka_unit_test(a_group_goes_back_whole),
	    cmocka_unit_test(the_other_branch_stays),
	    cmocka_unit_test(every_point_keeps_its_text),
	    cmocka_unit_test(the_oldest_go_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
