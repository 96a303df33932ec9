/* Rows of a text under change: what is kept is what wrapping all anew would give. */
#include "unit.h"

#include "edit/view.h"
#include "text/lines.h"
#include "text/step.h"
#include "text/utf8.h"
#include "text/wrap.h"

static const struct width_rule narrow = {0};

static struct piece_table *table_of(const char *text, size_t block_bytes)
{
	struct piece_table *table = piece_table_new(block_bytes);
	struct err err = {0};

	assert_works(piece_replace(table, 0, 0, text, strlen(text), NULL, &err), err);
	return table;
}

/* All rows of the text as "row|row\nrow", from a view. */
static char *rows_of(struct view *view, const struct piece_table *table)
{
	GString *out = g_string_new(NULL);
	struct view_spot spot = {0, 0};

	do {
		struct view_row row = view_row_at(view, spot);

		if (row.begins_line && row.line > 0)
			g_string_append_c(out, '\n');
		else if (row.line > 0 || row.at > 0)
			g_string_append_c(out, '|');
		piece_copy(table, row.at, row.len, out);
	} while (view_move(view, &spot, 1) == 1);
	return g_string_free(out, FALSE);
}

/* The same by wrapping every line of the whole text. */
static char *rows_anew(const struct piece_table *table, size_t cols)
{
	g_autoptr(GString) all = g_string_new(NULL);
	GString *out = g_string_new(NULL);
	g_auto(GStrv) lines = NULL;

	piece_copy(table, 0, SIZE_MAX, all);
	lines = g_strsplit(all->str, "\n", -1);
	for (size_t i = 0; lines[i] != NULL || i == 0; i++) {
		g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct wrap_row));
		const char *line = lines[i] == NULL ? "" : lines[i];
		size_t at = 0;

		wrap_line(&narrow, line, strlen(line), cols, rows);
		for (guint r = 0; r < rows->len; r++) {
			size_t len = g_array_index(rows, struct wrap_row, r).len;

			if (r > 0)
				g_string_append_c(out, '|');
			else if (i > 0)
				g_string_append_c(out, '\n');
			g_string_append_len(out, line + at, (gssize)len);
			at += len;
		}
		if (lines[i] == NULL)
			break;
	}
	return g_string_free(out, FALSE);
}

static const char *const parts[] = {"严", "社情民意", "“", "”", "，", "a", "longword", " ", "12",
    "\n", "e\u0301", "👩\u200D👧", "🇨🇳", "\u0301", "…", "（", "）", "\n\n", "\t", "·", "don’t", "-",
    "3.5%", "\u200D"};

static size_t any_char(GRand *rand, const struct piece_table *table)
{
	size_t at = (size_t)g_rand_int_range(rand, 0, (gint32)piece_len(table) + 1), len;

	while (at > 0 && at < piece_len(table) && !utf8_is_lead(*piece_span(table, at, &len)))
		at--;
	return at;
}

static void change_at_random(GRand *rand, struct piece_table *table)
{
	size_t at = any_char(rand, table), to = any_char(rand, table);
	const char *text = parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))];
	struct err err = {0};
	bool erase = to > at && (to - at < 30 || piece_len(table) > 1500);

	if (!erase)
		to = at;
	else if (g_rand_boolean(rand))
		text = "";
	assert_works(piece_replace(table, at, to - at, text, strlen(text), NULL, &err), err);
}

static void random_changes(size_t block_bytes, int rounds)
{
	uint32_t seed = (uint32_t)g_get_monotonic_time();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	struct piece_table *table = table_of("", block_bytes);
	struct view *view = view_new(table);
	size_t cols = 10;

	print_message("seed %u\n", seed);
	for (int round = 0; round < rounds; round++) {
		g_autofree char *kept = NULL, *anew = NULL;

		if (round % 100 == 0) {
			cols = (size_t)g_rand_int_range(rand, 1, 40);
			view_shape(view, &narrow, cols, 10);
		}
		change_at_random(rand, table);
		if (round % 3 == 0) { /* only a part is known when the next change comes */
			struct view_row rows[3];

			view_set_top(view, any_char(rand, table));
			view_rows(view, rows, 3);
			continue;
		}
		kept = rows_of(view, table);
		anew = rows_anew(table, cols);
		assert_string_equal(kept, anew);
	}
	view_free(view);
	piece_table_free(table);
}

static void kept_rows_are_rows_made_anew(void **state)
{
	(void)state;
	random_changes(0, 6000);
	random_changes(4, 2000);
}

/* The offset under a row and column of the pane. */
static size_t under(struct view *view, size_t row, size_t col, bool *at_row_end)
{
	size_t top_col;
	struct view_spot spot = view_locate(view, view_top(view), false, &top_col);

	view_move(view, &spot, (ptrdiff_t)row);
	return view_offset(view, spot, col, at_row_end);
}

/* From every place to its row and column and back. */
static void places_come_back(void **state)
{
	struct piece_table *table = table_of(
	    "关于老旧小区“加装电梯”的 suggestions and e\u0301 👩\u200D👧。\n\n第二段🇨🇳落 \n末", 4);
	struct view *view = view_new(table);

	(void)state;
	for (size_t cols = 2; cols < 60; cols++) {
		view_shape(view, &narrow, cols, 100);
		for (size_t at = 0;; at = step_next(table, at)) {
			size_t row, col;
			bool at_row_end;

			assert_true(view_place(view, at, false, &row, &col));
			assert_true(col <= cols);
			if (under(view, row, col, &at_row_end) != at) {
				/* Only blanks past the edge share its column. */
				size_t len;

				assert_true(col == cols);
				assert_int_equal(*piece_span(table, at - 1, &len), ' ');
			}
			if (at == piece_len(table))
				break;
		}
	}
	view_free(view);
	piece_table_free(table);
}

static void the_end_of_a_row(void **state)
{
	struct piece_table *table = table_of("一二三四五", 0);
	struct view *view = view_new(table);
	size_t row, col;
	bool at_row_end;

	(void)state;
	view_shape(view, &narrow, 6, 10);
	assert_true(view_place(view, 9, false, &row, &col));
	assert_int_equal(row, 1);
	assert_int_equal(col, 0);
	assert_true(view_place(view, 9, true, &row, &col));
	assert_int_equal(row, 0);
	assert_int_equal(col, 6);
	assert_int_equal(under(view, 0, 50, &at_row_end), 9);
	assert_true(at_row_end);
	assert_int_equal(under(view, 1, 50, &at_row_end), 15);
	assert_false(at_row_end);
	assert_int_equal(under(view, 7, 3, &at_row_end), 12); /* below the text: its last row */
	view_free(view);
	piece_table_free(table);
}

static void scrolls_as_little_as_it_can(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct piece_table *table;
	struct view *view;
	struct err err = {0};

	(void)state;
	for (int i = 0; i < 100; i++)
		g_string_append(text, "abcdefgh\n"); /* 9 bytes a line, two rows of four */
	table = table_of(text->str, 0);
	view = view_new(table);
	view_shape(view, &narrow, 4, 10);
	view_show(view, 9 * 4, false);
	assert_int_equal(view_top(view), 0);
	view_show(view, 9 * 5, false); /* row 10: one too far */
	assert_int_equal(view_top(view), 4);
	view_show(view, 0, false);
	assert_int_equal(view_top(view), 0);
	view_show(view, 9 * 50, false); /* far: to the middle */
	assert_int_equal(view_top(view), 9 * 50 - 9 * 2 - 5);
	view_scroll(view, 1000);
	assert_int_equal(view_top(view), text->len);
	view_scroll(view, -3);
	assert_int_equal(view_top(view), text->len - 14);
	/* What stands above the pane changes: what is shown stays. */
	view_set_top(view, 9 * 20);
	assert_works(piece_replace(table, 0, 9 * 3, "x\n", 2, NULL, &err), err);
	assert_int_equal(view_top(view), 9 * 17 + 2);
	view_free(view);
	piece_table_free(table);
}

static void rows_to_draw(void **state)
{
	struct piece_table *table = table_of("一二三四\n\n五", 0);
	struct view *view = view_new(table);
	struct view_row rows[9];

	(void)state;
	view_shape(view, &narrow, 6, 9);
	assert_int_equal(view_rows(view, rows, 9), 4);
	assert_int_equal(rows[0].len, 9);
	assert_true(rows[0].begins_line && !rows[0].ends_line);
	assert_true(!rows[1].begins_line && rows[1].ends_line);
	assert_int_equal(rows[2].len, 0);
	assert_true(rows[2].begins_line && rows[2].ends_line);
	assert_int_equal(rows[3].at, 14);
	assert_int_equal(rows[3].line, 2);
	view_free(view);
	piece_table_free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(kept_rows_are_rows_made_anew),
	    cmocka_unit_test(places_come_back),
	    cmocka_unit_test(the_end_of_a_row),
	    cmocka_unit_test(scrolls_as_little_as_it_can),
	    cmocka_unit_test(rows_to_draw),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
