/* The piece table and its lines against a plain string, also with blocks of four bytes. */
#include "unit.h"

#include "base/bounds.h"
#include "text/lines.h"
#include "text/piece.h"
#include "text/utf8.h"

static const char *const parts[] = {"严", "审", "a", "\n", "政协\n委员", "\n\n", "，", "0123456789",
    "\xF0\xA0\xAE\xB7", "关于老旧小区加装电梯的建议"};

static void assert_same(const struct piece_table *table, const GString *model)
{
	g_autoptr(GString) all = g_string_new(NULL);

	assert_int_equal(piece_len(table), model->len);
	piece_copy(table, 0, SIZE_MAX, all);
	assert_int_equal(all->len, model->len);
	assert_memory_equal(all->str, model->str, model->len);
}

static void assert_same_lines(const struct piece_table *table, const GString *model)
{
	size_t line = 0, start = 0;

	for (size_t at = 0; at <= model->len; at++) {
		assert_int_equal(lines_at(table, at), line);
		if (at < model->len && model->str[at] != '\n')
			continue;
		assert_int_equal(lines_start(table, line), start);
		assert_int_equal(lines_len(table, line), at - start);
		line++;
		start = at + 1;
	}
	assert_int_equal(lines_count(table), line);
	assert_int_equal(lines_start(table, line), model->len);
}

static size_t random_char_start(GRand *rand, const GString *model)
{
	size_t at = (size_t)g_rand_int_range(rand, 0, (gint32)model->len + 1);

	while (at > 0 && at < model->len && !utf8_is_lead(model->str[at]))
		at--;
	return at;
}

static void random_changes(size_t block_bytes, int rounds)
{
	uint32_t seed = (uint32_t)g_get_monotonic_time();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	g_autoptr(GString) model = g_string_new(NULL);
	struct piece_table *table = piece_table_new(block_bytes);
	struct err err = {0};

	print_message("blocks of %zu, seed %u\n", block_bytes, seed);
	for (int round = 0; round < rounds; round++) {
		size_t at = random_char_start(rand, model), to = random_char_start(rand, model);
		const char *text = parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))];
		size_t remove = 0;

		if (to > at && (model->len > 600 || g_rand_int_range(rand, 0, 3) == 0))
			remove = to - at;
		if (remove > 0 && g_rand_boolean(rand))
			text = "";
		if (g_rand_boolean(rand) && remove == 0)
			at = model->len; /* typing on */
		assert_works(piece_replace(table, at, remove, text, strlen(text), NULL, &err), err);
		g_string_erase(model, (gssize)at, (gssize)remove);
		g_string_insert(model, (gssize)at, text);
		assert_same(table, model);
		if (round % 16 == 0)
			assert_same_lines(table, model);
	}
	piece_table_free(table);
}

static void like_a_string(void **state)
{
	(void)state;
	random_changes(0, 3000);
}

static void like_a_string_with_tiny_blocks(void **state)
{
	(void)state;
	random_changes(4, 3000);
	random_changes(7, 1000);
}

/* No span of bytes begins or ends inside a character, whatever the blocks. */
static void spans_are_whole_characters(void **state)
{
	struct piece_table *table = piece_table_new(5);
	struct err err = {0};
	const char text[] = "ab社情c民意\xF0\xA0\xAE\xB7"
			    "信息，反映。";
	size_t len, at = 0;

	(void)state;
	assert_works(piece_replace(table, 0, 0, text, sizeof(text) - 1, NULL, &err), err);
	while (at < sizeof(text) - 1) {
		const char *bytes = piece_span(table, at, &len);

		assert_true(len > 0);
		assert_true(utf8_is_sound(bytes, len));
		at += len;
	}
	piece_span(table, at, &len);
	assert_int_equal(len, 0);
	piece_table_free(table);
}

static void changes_go_back_and_forth(void **state)
{
	struct piece_table *table = piece_table_new(4);
	struct piece_change first, second, third;
	struct err err = {0};
	g_autoptr(GString) one = g_string_new("一二三四五");
	g_autoptr(GString) two = g_string_new("一X五");

	(void)state;
	assert_works(piece_replace(table, 0, 0, "一二五", 9, &first, &err), err);
	assert_works(piece_replace(table, 6, 0, "三四", 6, &second, &err), err);
	assert_works(piece_replace(table, 3, 9, "X", 1, &third, &err), err);
	assert_same(table, two);
	piece_undo(table, &third);
	assert_same(table, one);
	piece_redo(table, &third);
	assert_same(table, two);
	piece_undo(table, &third);
	piece_undo(table, &second);
	piece_undo(table, &first);
	assert_int_equal(piece_len(table), 0);
	piece_change_clear(&first);
	piece_change_clear(&second);
	piece_change_clear(&third);
	piece_table_free(table);
}

static void too_much_is_refused(void **state)
{
	struct piece_table *table = piece_table_new(1u << 20);
	g_autofree char *much = g_malloc(BOUND_BODY_BYTES);
	struct err err = {0};

	(void)state;
	memset(much, 'x', BOUND_BODY_BYTES);
	assert_works(piece_replace(table, 0, 0, much, BOUND_BODY_BYTES, NULL, &err), err);
	assert_refused(piece_replace(table, 5, 0, "y", 1, NULL, &err), err, ERR_FULL);
	assert_int_equal(piece_len(table), BOUND_BODY_BYTES);
	assert_works(piece_replace(table, 5, 1, "y", 1, NULL, &err), err);
	for (size_t i = 1; i < BOUND_DRAFT_BYTES / BOUND_BODY_BYTES - 1; i++)
		assert_works(
		    piece_replace(table, 0, BOUND_BODY_BYTES, much, BOUND_BODY_BYTES, NULL, &err),
		    err);
	assert_refused(
	    piece_replace(table, 0, BOUND_BODY_BYTES, much, BOUND_BODY_BYTES, NULL, &err), err,
	    ERR_FULL);
	assert_int_equal(piece_len(table), BOUND_BODY_BYTES);
	piece_table_free(table);
}

struct seen {
	size_t at, removed, inserted, calls;
};

static void remember(void *context, size_t at, size_t removed, size_t inserted)
{
	struct seen *seen = context;

	*seen = (struct seen){at, removed, inserted, seen->calls + 1};
}

static void changes_are_told(void **state)
{
	struct piece_table *table = piece_table_new(0);
	struct piece_change change;
	struct seen seen = {0};
	struct err err = {0};

	(void)state;
	piece_table_watch(table, remember, &seen);
	assert_works(piece_replace(table, 0, 0, "abcdef", 6, NULL, &err), err);
	assert_works(piece_replace(table, 2, 3, "XY", 2, &change, &err), err);
	assert_int_equal(seen.calls, 2);
	assert_int_equal(seen.at, 2);
	assert_int_equal(seen.removed, 3);
	assert_int_equal(seen.inserted, 2);
	piece_undo(table, &change);
	assert_int_equal(seen.removed, 2);
	assert_int_equal(seen.inserted, 3);
	piece_change_clear(&change);
	piece_table_free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(like_a_string),
	    cmocka_unit_test(like_a_string_with_tiny_blocks),
	    cmocka_unit_test(spans_are_whole_characters),
	    cmocka_unit_test(changes_go_back_and_forth),
	    cmocka_unit_test(too_much_is_refused),
	    cmocka_unit_test(changes_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
