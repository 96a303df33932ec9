/* Text made to break programs, where the shared data is present: nothing is lost, nothing escapes.
 */
#include "pen.h"

#include "edit/clean.h"
#include "text/step.h"
#include "text/utf8.h"

static const struct width_rule narrow = {.tab_cols = 4};

static char *shared(const char *name, size_t *len)
{
	g_autofree char *path = g_build_filename(TEST_SRCDIR, "../shared/data/unicode", name, NULL);
	char *text;

	if (g_file_get_contents(path, &text, len, NULL))
		return text;
	print_message("skipped: shared/data/unicode/%s is absent\n", name);
	skip();
	return NULL;
}

/* Every row fits, they cover the text, and what is drawn can do nothing to a terminal. */
static void check_rows(struct draft *draft, size_t cols)
{
	struct view_spot spot = {0, 0};
	size_t at = 0;

	view_shape(draft->view, &narrow, cols, 24);
	do {
		struct view_row row = view_row_at(draft->view, spot);
		g_autoptr(GString) text = g_string_new(NULL);
		size_t used = 0;

		assert_int_equal(row.at, at);
		piece_copy(draft->table, row.at, row.len, text);
		for (size_t i = 0; i < text->len;) {
			struct glyph glyph = width_glyph(&narrow, text->str, text->len, i);

			for (size_t b = 0; b < glyph.drawn_len; b++) {
				unsigned char byte = (unsigned char)text->str[i + b];

				assert_true(byte >= 0x20 && byte != 0x7F);
				assert_false(
				    byte == 0xC2 && (unsigned char)text->str[i + b + 1] < 0xA0);
			}
			assert_true(glyph.drawn_len <= GLYPH_DRAWN_MAX);
			if (text->str[i] != ' ')
				assert_true(used + glyph.cols <= cols || used == 0);
			used += glyph.cols;
			i += glyph.len;
		}
		at += row.len + (row.ends_line ? 1 : 0);
	} while (view_move(draft->view, &spot, 1) == 1);
	assert_int_equal(at, draft_len(draft) + 1);
}

static void check_file(const char *name)
{
	struct pen pen;
	size_t len, count = 0;
	g_autofree char *raw = shared(name, &len);
	GString *clean = NULL, *text;

	pen_up(&pen, "");
	clean = clean_paste(raw, len, NULL, &pen.err);
	assert_non_null(clean);
	assert_true(utf8_is_sound(clean->str, clean->len));
	assert_works(ops_paste(pen.draft, raw, len, NULL, &pen.err), pen.err);
	text = draft_text(pen.draft, &pen.err);
	assert_string_equal(text->str, clean->str);
	for (size_t cols = 2; cols < 130; cols += 9)
		check_rows(pen.draft, cols);
	cursor_set(pen.draft, 0, false);
	for (size_t last = SIZE_MAX; pen.draft->caret != last; count++) {
		last = pen.draft->caret;
		cursor_move(pen.draft, MOTION_RIGHT, false);
	}
	assert_int_equal(pen.draft->caret, draft_len(pen.draft));
	for (; count > 1; count--)
		cursor_move(pen.draft, MOTION_LEFT, false);
	assert_int_equal(pen.draft->caret, 0);
	assert_true(ops_undo(pen.draft));
	assert_int_equal(draft_len(pen.draft), 0);
	g_string_free(clean, TRUE);
	g_string_free(text, TRUE);
	pen_down(&pen);
}

static void utf8_stress(void **state)
{
	(void)state;
	check_file("UTF-8-test.txt");
}

static void naughty_strings(void **state)
{
	(void)state;
	check_file("blns.txt");
}

/* A letter with ten thousand marks, a line of a million flags' halves: slow is not an option. */
static void monsters(void **state)
{
	struct pen pen;
	g_autoptr(GString) text = g_string_new("a");
	gint64 start = g_get_monotonic_time();

	(void)state;
	for (int i = 0; i < 10000; i++)
		g_string_append(text, "\u0301");
	for (int i = 0; i < 10000; i++)
		g_string_append(text, "🇨");
	pen_up(&pen, text->str);
	check_rows(pen.draft, 40);
	cursor_move(pen.draft, MOTION_TEXT_END, false);
	for (int i = 0; i < 20; i++)
		cursor_move(pen.draft, MOTION_LEFT, false);
	pen_type(&pen, "中");
	assert_works(ops_erase_back(pen.draft, &pen.err), pen.err);
	check_rows(pen.draft, 41);
	assert_true(g_get_monotonic_time() - start < 20 * G_USEC_PER_SEC);
	pen_down(&pen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(utf8_stress),
	    cmocka_unit_test(naughty_strings),
	    cmocka_unit_test(monsters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
