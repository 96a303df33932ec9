/* Typing: graphemes are one step, blocks are cleaned, nothing too long is cut, the caret is in
 * view. */
#include "keys.h"

#include "ui/area.h"
#include "ui/field.h"

static void paste(struct entry *entry, const char *text)
{
	struct key_event event = {.kind = KEY_EVENT_PASTE, .paste = g_string_new(text)};

	assert_int_equal(entry_key(entry, &event), WIDGET_TAKEN);
	key_event_clear(&event);
}

static void a_grapheme_is_one_step(void **state)
{
	struct field field;

	(void)state;
	field_init(&field, 100, false);
	paste(&field.entry, "严e\xcc\x81👨‍👩‍👧b");
	type_keys(field_key, &field, "Left BS");
	assert_string_equal(field_text(&field), "严e\xcc\x81"
						"b");
	type_keys(field_key, &field, "BS Del");
	assert_string_equal(field_text(&field), "严");
	type_keys(field_key, &field, "Home x End y Left z");
	assert_string_equal(field_text(&field), "x严zy");
	type_keys(field_key, &field, "C-u");
	assert_string_equal(field_text(&field), "y");
	type_keys(field_key, &field, "C-k a C-a C-k");
	assert_string_equal(field_text(&field), "");
	field_clear(&field);
}

static void a_block_is_one_line_without_controls(void **state)
{
	struct field field;

	(void)state;
	field_init(&field, 100, false);
	paste(&field.entry, "一\r\n二\t三\033[31m\x01\xff四\n");
	assert_string_equal(field_text(&field), "一 二 三[31m\xef\xbf\xbd四 ");
	field_clear(&field);
}

static void what_does_not_fit_is_refused_whole(void **state)
{
	struct field field;

	(void)state;
	field_init(&field, 10, false);
	type_keys(field_key, &field, "严 审 ，");
	paste(&field.entry, "xy");
	assert_true(field.entry.full);
	assert_string_equal(field_text(&field), "严审，");
	type_keys(field_key, &field, "x");
	assert_false(field.entry.full);
	assert_string_equal(field_text(&field), "严审，x");
	field_set(&field, "严审严审");
	assert_string_equal(field_text(&field), "严审严");
	field_clear(&field);
}

static void history_gives_back_what_was_entered(void **state)
{
	struct field field;

	(void)state;
	field_init(&field, 100, true);
	type_keys(field_key, &field, "a");
	field_remember(&field);
	type_keys(field_key, &field, "b");
	field_remember(&field);
	type_keys(field_key, &field, "a");
	field_remember(&field);
	type_keys(field_key, &field, "n Up");
	assert_string_equal(field_text(&field), "a");
	type_keys(field_key, &field, "Up Up Up");
	assert_string_equal(field_text(&field), "b");
	type_keys(field_key, &field, "Down Down Down");
	assert_string_equal(field_text(&field), "n");
	field_clear(&field);
}

static void keys_that_are_the_owners_are_passed(void **state)
{
	struct field field;

	(void)state;
	field_init(&field, 100, false);
	assert_int_equal(type_keys(field_key, &field, "Enter"), WIDGET_PASS);
	assert_int_equal(type_keys(field_key, &field, "Esc"), WIDGET_PASS);
	assert_int_equal(type_keys(field_key, &field, "Tab"), WIDGET_PASS);
	assert_int_equal(type_keys(field_key, &field, "F6"), WIDGET_PASS);
	assert_int_equal(type_keys(field_key, &field, "M-1"), WIDGET_PASS);
	field_clear(&field);
}

/* The caret stands in the field whatever is typed, at every width. */
static void the_caret_is_always_in_view(void **state)
{
	static const char *const keys[] = {
	    "严", "x", "“", "Left", "Right", "Home", "End", "BS", "Space"};
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 3, 40, (struct width_rule){0});
	for (unsigned seed = 1; seed <= 50; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		int cols = g_rand_int_range(rand, 2, 40);
		struct field field;

		field_init(&field, 400, false);
		for (int i = 0; i < 200; i++) {
			int n = g_rand_int_range(rand, 0, G_N_ELEMENTS(keys) * 2);
			struct rect rect = {1, 0, 1, cols};

			type_keys(field_key, &field, keys[n % 2 ? n / 4 : n / 2]);
			int col = field_place(&field, &canvas, rect);
			if (col < 0 || col >= cols)
				fail_msg("seed %u: caret at %d of %d", seed, col, cols);
			field_draw(&field, &canvas, rect, true);
		}
		field_clear(&field);
	}
	canvas_clear(&canvas);
}

static void an_area_moves_by_rows(void **state)
{
	struct area area;

	(void)state;
	area_init(&area, 1000);
	area_set(&area, "一二三四五六七八\n九十");
	area_fit(&area, (struct width_rule){0}, 3, 9); /* four characters a row */
	assert_int_equal(area.rows->len, 3);
	type_keys(area_key, &area, "Up");
	area_fit(&area, (struct width_rule){0}, 3, 9);
	assert_int_equal(area.entry.caret, strlen("一二三四五六"));
	type_keys(area_key, &area, "Up x");
	assert_string_equal(area_text(&area), "一二x三四五六七八\n九十");
	area_fit(&area, (struct width_rule){0}, 3, 9);
	assert_int_equal(type_keys(area_key, &area, "Up"), WIDGET_PASS);
	type_keys(area_key, &area, "End y");
	area_fit(&area, (struct width_rule){0}, 3, 9);
	assert_int_equal(type_keys(area_key, &area, "Enter"), WIDGET_PASS);
	type_keys(area_key, &area, "Home M-Enter");
	assert_true(strchr(area_text(&area), '\n') != NULL);
	area_clear(&area);
}

/* Random typing: rows cover the text, the caret is on the screen. */
static void an_area_holds_together(void **state)
{
	static const char *const keys[] = {"严", "，", "x", "M-Enter", "Up", "Down", "Left",
	    "Right", "Home", "End", "BS", "Del", "Space"};

	(void)state;
	for (unsigned seed = 1; seed <= 60; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		int cols = g_rand_int_range(rand, 3, 20), rows = g_rand_int_range(rand, 1, 6);
		struct area area;

		area_init(&area, 500);
		area_fit(&area, (struct width_rule){0}, rows, cols);
		for (int i = 0; i < 300; i++) {
			int row, col;
			size_t at = 0;

			type_keys(
			    area_key, &area, keys[g_rand_int_range(rand, 0, G_N_ELEMENTS(keys))]);
			area_place(&area, (struct rect){0, 0, rows, cols}, &row, &col);
			if (row < 0 || row >= rows || col < 0 || col >= cols)
				fail_msg("seed %u: caret at %d,%d", seed, row, col);
			for (guint r = 0; r < area.rows->len; r++) {
				struct area_row *here = &g_array_index(
				    area.rows, struct area_row, r);

				assert_in_range(here->at, at, at + 1);
				at = here->at + here->len;
			}
			assert_int_equal(at, area.entry.text->len);
		}
		area_clear(&area);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_grapheme_is_one_step),
	    cmocka_unit_test(a_block_is_one_line_without_controls),
	    cmocka_unit_test(what_does_not_fit_is_refused_whole),
	    cmocka_unit_test(history_gives_back_what_was_entered),
	    cmocka_unit_test(keys_that_are_the_owners_are_passed),
	    cmocka_unit_test(the_caret_is_always_in_view),
	    cmocka_unit_test(an_area_moves_by_rows),
	    cmocka_unit_test(an_area_holds_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
