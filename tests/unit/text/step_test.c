/* Clusters over the seams of a text in pieces are those of the text in one piece. */
#include "unit.h"

#include "text/cluster.h"
#include "text/step.h"

static void assert_steps(const char *text, size_t len, size_t block_bytes)
{
	struct piece_table *table = piece_table_new(block_bytes);
	struct err err = {0};

	assert_works(piece_replace(table, 0, 0, text, len, NULL, &err), err);
	for (size_t at = 0; at <= len; at++) {
		size_t floor = cluster_floor(text, len, at);

		assert_int_equal(step_floor(table, at), floor);
		assert_int_equal(step_prev(table, at), cluster_prev(text, len, at));
		if (floor == at)
			assert_int_equal(step_next(table, at), cluster_next(text, len, at));
		assert_int_equal(
		    step_ceil(table, at), floor == at ? at : cluster_next(text, len, floor));
	}
	piece_table_free(table);
}

static void as_in_one_piece(void **state)
{
	static const char *const parts[] = {
	    "严", "a", "\u0301", "👩", "\u200D", "🇨", "\r", "\n", "한", "ᄀ", "ᅡ", "，", "\uFE0F"};
	uint32_t seed = (uint32_t)g_get_monotonic_time();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);

	(void)state;
	print_message("seed %u\n", seed);
	for (int round = 0; round < 300; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		int n = g_rand_int_range(rand, 1, 60);

		while (n-- > 0)
			g_string_append(
			    text, parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))]);
		assert_steps(text->str, text->len, round % 2 ? 4 : 0);
	}
}

/* Longer than any window: thousands of marks on one letter, a chain of flags. */
static void monsters(void **state)
{
	g_autoptr(GString) marks = g_string_new("xa");
	g_autoptr(GString) flags = g_string_new("x");

	(void)state;
	for (int i = 0; i < 200; i++) {
		g_string_append(marks, "\u0301");
		g_string_append(flags, "🇨");
	}
	g_string_append(marks, "b");
	assert_steps(marks->str, marks->len, 7);
	assert_steps(flags->str, flags->len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(as_in_one_piece),
	    cmocka_unit_test(monsters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
