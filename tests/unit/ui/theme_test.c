/* Themes: what is shipped can be read by everybody, and a bad line is named and passed over. */
#include "unit.h"

#include "ui/pen.h"

static const char *const shipped[] = {"classic", "dark", "light", "contrast", "mono"};

static void load(struct theme *theme, const char *name)
{
	g_autofree char *path = g_strdup_printf("%s/themes/%s.theme", TEST_SRCDIR, name);
	g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func(g_free);
	struct err err = {0};

	assert_works(theme_load(theme, path, complaints, &err), err);
	for (guint i = 0; i < complaints->len; i++)
		fail_msg("%s: %s", name, (char *)complaints->pdata[i]);
}

static void words_can_be_read_in_every_theme_at_every_depth(void **state)
{
	static const enum color_depth depths[] = {
	    COLOR_DEPTH_TRUE, COLOR_DEPTH_256, COLOR_DEPTH_16, COLOR_DEPTH_8};

	(void)state;
	for (size_t t = 0; t < G_N_ELEMENTS(shipped); t++) {
		struct theme theme;

		load(&theme, shipped[t]);
		for (size_t d = 0; d < G_N_ELEMENTS(depths); d++) {
			for (int i = 0; i < STYLE_COUNT; i++) {
				struct look look = theme_look(&theme, (enum style)i, depths[d]);
				bool both = look.fg.kind != COLOR_DEFAULT &&
					    look.bg.kind != COLOR_DEFAULT;

				/* one of the two alone would stand on who knows what */
				assert_int_equal(
				    look.fg.kind == COLOR_DEFAULT, look.bg.kind == COLOR_DEFAULT);
				if (both && style_is_read((enum style)i) &&
				    color_contrast(look.fg, look.bg) < 4.5)
					fail_msg("%s at depth %d: %s has a contrast of %.2f",
					    shipped[t], (int)depths[d], style_name((enum style)i),
					    color_contrast(look.fg, look.bg));
			}
		}
	}
}

static void the_cursor_is_seen_in_every_theme(void **state)
{
	static const enum style bars[] = {
	    STYLE_SELECT, STYLE_BLOCK, STYLE_PANE_FOCUS, STYLE_MENU_HERE};

	(void)state;
	for (size_t t = 0; t < G_N_ELEMENTS(shipped); t++) {
		for (int depth = COLOR_DEPTH_MONO; depth <= COLOR_DEPTH_TRUE; depth++) {
			struct theme theme;
			struct pen_look plain, bar;

			load(&theme, shipped[t]);
			pen_look_of(&plain, &theme, STYLE_TEXT, (enum color_depth)depth);
			for (size_t i = 0; i < G_N_ELEMENTS(bars); i++) {
				pen_look_of(&bar, &theme, bars[i], (enum color_depth)depth);
				if (pen_same_on_blank(&plain, &bar))
					fail_msg("%s at depth %d: %s looks like text", shipped[t],
					    depth, style_name(bars[i]));
			}
		}
	}
}

static void bad_lines_are_named_and_the_rest_holds(void **state)
{
	static const char text[] = "# remark\n\ntext = white black\nnonsense\nnobody = red black\n"
				   "error = blu black\nwarn = red black shiny\nok = green -\n";
	g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func(g_free);
	struct theme theme;

	(void)state;
	theme_parse(&theme, text, strlen(text), complaints);
	assert_int_equal(complaints->len, 4);
	assert_true(g_str_has_prefix(complaints->pdata[0], "line 4:"));
	assert_true(g_str_has_prefix(complaints->pdata[1], "line 5:"));
	assert_non_null(strstr(complaints->pdata[2], "blu"));
	assert_non_null(strstr(complaints->pdata[3], "shiny"));
	assert_int_equal(theme.looks[STYLE_OK].fg.index, 2);
	assert_int_equal(theme.looks[STYLE_OK].bg.index, 0);
	assert_int_equal(theme.looks[STYLE_ERROR].fg.index, 7); /* its parent's parent, text */
	assert_int_equal(theme.looks[STYLE_BANNER].fg.index, 7);
}

static void a_missing_file_leaves_a_theme_that_works(void **state)
{
	struct theme theme, plain;
	struct err err = {0};

	(void)state;
	assert_refused(theme_load(&theme, "/nowhere/x.theme", NULL, &err), err, ERR_INPUT);
	theme_plain(&plain);
	for (int i = 0; i < STYLE_COUNT; i++)
		assert_int_equal(theme.looks[i].attrs, plain.looks[i].attrs);
}

static void themes_are_found_from_the_build_tree(void **state)
{
	(void)state;
	for (size_t t = 0; t < G_N_ELEMENTS(shipped); t++) {
		g_autofree char *path = theme_path(shipped[t], TEST_BUILDDIR "/yanshen", NULL);

		assert_non_null(path);
	}
	assert_null(theme_path("../themes/dark", TEST_BUILDDIR "/yanshen", NULL));
	assert_null(theme_path("nothing", TEST_BUILDDIR "/yanshen", "/nowhere"));
}

static void colours_come_down(void **state)
{
	struct color color;

	(void)state;
	assert_true(color_parse("#ff0000", &color));
	assert_int_equal(color_to_256(color), 196);
	assert_int_equal(color_to_basic(color, 16), 9);
	assert_true(color_parse("brightblue", &color));
	assert_int_equal(color_to_256(color), 12);
	assert_false(color_parse("#ff000", &color));
	assert_false(color_parse("#ff00zz", &color));
	assert_false(color_parse("Red", &color));
	g_autoptr(GString) sgr = g_string_new(NULL);
	assert_true(color_parse("#102030", &color));
	color_sgr(sgr, color, COLOR_DEPTH_TRUE, true);
	assert_string_equal(sgr->str, "48;2;16;32;48");
	/* black on white is 21, a colour on itself 1 */
	struct color black = {0}, white = {0};
	assert_true(color_parse("#000000", &black));
	assert_true(color_parse("#ffffff", &white));
	assert_true(color_contrast(black, white) > 20.99 && color_contrast(black, white) < 21.01);
	assert_true(color_contrast(color, color) == 1.0);
	assert_true(color_parse("#777777", &color));
	assert_true(color_contrast(color, white) > 4.47 && color_contrast(color, white) < 4.49);
}

static void every_state_has_its_role(void **state)
{
	(void)state;
	assert_int_equal(style_of_state("returned"), STYLE_STATE_RETURNED);
	assert_int_equal(style_of_state("nothing"), STYLE_TEXT);
}

/* Complaints are shown on the screen: they are text, whatever the file is. */
static void a_theme_that_is_no_text_is_complained_of_in_words(void **state)
{
	g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func(g_free);
	static const char text[] = "n\377dim = blue\n\300\200\n";
	struct theme theme;

	(void)state;
	theme_parse(&theme, text, sizeof(text) - 1, complaints);
	assert_int_equal(complaints->len, 2);
	for (guint i = 0; i < complaints->len; i++)
		assert_true(g_utf8_validate(complaints->pdata[i], -1, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_can_be_read_in_every_theme_at_every_depth),
	    cmocka_unit_test(the_cursor_is_seen_in_every_theme),
	    cmocka_unit_test(bad_lines_are_named_and_the_rest_holds),
	    cmocka_unit_test(a_theme_that_is_no_text_is_complained_of_in_words),
	    cmocka_unit_test(a_missing_file_leaves_a_theme_that_works),
	    cmocka_unit_test(themes_are_found_from_the_build_tree),
	    cmocka_unit_test(colours_come_down),
	    cmocka_unit_test(every_state_has_its_role),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
