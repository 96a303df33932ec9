/* What the painter sends makes a terminal show exactly the canvas; and it sends little. */
#include <vterm.h>

#include "unit.h"

#include "ui/paint.h"

#define ROWS 12
#define COLS 40

struct stage {
	VTerm *vt;
	VTermScreen *screen;
	struct painter painter;
	struct canvas canvas;
	struct theme theme;
	GString *out;
};

static void stage_init(struct stage *stage, struct paint_skill skill)
{
	static const char theme[] = "text = white black\ndim = cyan black\nselect = black cyan\n"
				    "title = brightwhite black bold\nerror = black yellow\n"
				    "find = white black underline\nblock = white black reverse\n";

	theme_parse(&stage->theme, theme, strlen(theme), NULL);
	stage->vt = vterm_new(ROWS, COLS);
	vterm_set_utf8(stage->vt, 1);
	stage->screen = vterm_obtain_screen(stage->vt);
	vterm_screen_reset(stage->screen, 1);
	canvas_init(&stage->canvas, ROWS, COLS, (struct width_rule){0});
	painter_init(&stage->painter, &stage->theme, skill);
	stage->out = g_string_new(NULL);
	/* as term_know asks for: no wrapping at the edge */
	vterm_input_write(stage->vt, "\033[?7l", 5);
}

static void stage_clear(struct stage *stage)
{
	vterm_free(stage->vt);
	canvas_clear(&stage->canvas);
	painter_clear(&stage->painter);
	g_string_free(stage->out, TRUE);
}

static size_t show(struct stage *stage, int row, int col)
{
	g_string_truncate(stage->out, 0);
	painter_frame(&stage->painter, &stage->canvas, row, col, stage->out);
	vterm_input_write(stage->vt, stage->out->str, stage->out->len);
	return stage->out->len;
}

/* Background of a cell as the theme wants it, reverse and all, as a number of the palette. */
static void check_cell(struct stage *stage, int row, int col, unsigned seed)
{
	const struct cell *cell = canvas_look(&stage->canvas, row, col);
	struct look look = stage->theme.looks[cell->style];
	VTermScreenCell seen;
	char bytes[32] = "";
	size_t len = 0;

	if (cell->cols == 0)
		return;
	vterm_screen_get_cell(stage->screen, (VTermPos){.row = row, .col = col}, &seen);
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && seen.chars[i]; i++)
		len += (size_t)g_unichar_to_utf8(seen.chars[i], bytes + len);
	bytes[len] = '\0';
	if (len == 0)
		g_strlcpy(bytes, " ", sizeof(bytes));
	if (strncmp(bytes, cell->bytes, cell->len) != 0 || strlen(bytes) != cell->len)
		fail_msg("seed %u: %d,%d shows \"%s\", wanted \"%.*s\"", seed, row, col, bytes,
		    cell->len, cell->bytes);
	if (seen.bg.indexed.idx != look.bg.index ||
	    !!seen.attrs.reverse != !!(look.attrs & LOOK_REVERSE) ||
	    !!seen.attrs.underline != !!(look.attrs & LOOK_UNDERLINE))
		fail_msg("seed %u: %d,%d \"%s\" looks wrong: role %s", seed, row, col, bytes,
		    style_name(cell->style));
	if (cell->bytes[0] != ' ' && seen.fg.indexed.idx != look.fg.index)
		fail_msg("seed %u: %d,%d \"%s\" has a wrong colour", seed, row, col, bytes);
}

static void check_all(struct stage *stage, unsigned seed)
{
	for (int row = 0; row < ROWS; row++) {
		for (int col = 0; col < COLS; col++)
			check_cell(stage, row, col, seed);
	}
}

/* One random change of the canvas, of the kinds that panes make. */
static void change(struct canvas *canvas, GRand *rand)
{
	static const char *const words[] = {"严审", "hello", "a严b审c", " ", "“引”", "—…",
	    "长长长长长长长长长长长长长长长长长长长长长长长长", "x", "                "};
	static const enum style styles[] = {
	    STYLE_TEXT, STYLE_DIM, STYLE_SELECT, STYLE_TITLE, STYLE_ERROR, STYLE_FIND, STYLE_BLOCK};
	int row = g_rand_int_range(rand, 0, ROWS), col = g_rand_int_range(rand, -3, COLS);
	enum style style = styles[g_rand_int_range(rand, 0, G_N_ELEMENTS(styles))];
	const char *word = words[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))];

	switch (g_rand_int_range(rand, 0, 5)) {
	case 0:
		canvas_fill(canvas,
		    (struct rect){
			row, col, g_rand_int_range(rand, 0, ROWS), g_rand_int_range(rand, 0, COLS)},
		    style);
		break;
	case 1: { /* the rows go up or down, as in a list */
		size_t bytes = sizeof(struct cell) * COLS;
		int by = g_rand_int_range(rand, 1, 4);

		for (int each = 0; each < ROWS; each++) /* all of them are changed */
			(void)canvas_at(canvas, each, 0);
		if (g_rand_boolean(rand))
			memmove(canvas_at(canvas, 0, 0), canvas_at(canvas, by, 0),
			    bytes * (size_t)(ROWS - by));
		else
			memmove(canvas_at(canvas, by, 0), canvas_at(canvas, 0, 0),
			    bytes * (size_t)(ROWS - by));
		break;
	}
	case 2:
		canvas_restyle(canvas, (struct rect){row, 0, 1, COLS}, style);
		break;
	default:
		canvas_put(canvas, row, col, COLS, word, -1, style);
	}
}

static void random_screens(struct paint_skill skill)
{
	for (unsigned seed = 1; seed <= 40; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		struct stage stage;

		stage_init(&stage, skill);
		for (int frame = 0; frame < 30; frame++) {
			int row = g_rand_int_range(rand, 0, ROWS);
			VTermPos at;

			for (int n = g_rand_int_range(rand, 0, 12); n > 0; n--)
				change(&stage.canvas, rand);
			if (g_rand_int_range(rand, 0, 20) == 0)
				painter_forget(&stage.painter);
			show(&stage, row, 5);
			check_all(&stage, seed);
			vterm_state_get_cursorpos(vterm_obtain_state(stage.vt), &at);
			assert_int_equal(at.row, row);
			assert_int_equal(at.col, 5);
			assert_int_equal(show(&stage, row, 5), 0);
		}
		stage_clear(&stage);
	}
}

static void any_change_is_shown_by_an_able_terminal(void **state)
{
	(void)state;
	random_screens((struct paint_skill){COLOR_DEPTH_16, true, true, true});
}

static void any_change_is_shown_by_a_poor_terminal(void **state)
{
	(void)state;
	random_screens((struct paint_skill){COLOR_DEPTH_16, false, false, false});
}

static void a_list_that_goes_on_by_a_line_is_scrolled(void **state)
{
	struct stage stage;

	(void)state;
	stage_init(&stage, (struct paint_skill){COLOR_DEPTH_16, true, true, true});
	for (int from = 0; from < 5; from++) {
		for (int row = 0; row < ROWS; row++) {
			g_autofree char *text = g_strdup_printf(
			    "%03d 关于加强城区老旧小区改造的建议", row + from);

			canvas_put_fit(&stage.canvas, row, 0, COLS, text, STYLE_TEXT);
		}
		size_t bytes = show(&stage, ROWS - 1, 0);
		check_all(&stage, 0);
		if (from > 0)
			assert_in_range(bytes, 1, 120);
	}
	stage_clear(&stage);
}

static void monochrome_sends_no_colour(void **state)
{
	struct stage stage;

	(void)state;
	stage_init(&stage, (struct paint_skill){COLOR_DEPTH_MONO, true, true, true});
	for (int i = 0; i < STYLE_COUNT; i++)
		canvas_put(&stage.canvas, i % ROWS, i % COLS, COLS, "严审", -1, (enum style)i);
	show(&stage, 0, 0);
	g_auto(GStrv) parts = g_strsplit_set(stage.out->str, "m;", -1);
	for (int i = 0; parts[i]; i++) {
		const char *open = strrchr(parts[i], '[');
		const char *number = open ? open + 1 : parts[i];
		char *end;
		long value = strtol(number, &end, 10);

		if (end != number && *end == '\0')
			assert_false((value >= 30 && value <= 49) || value >= 90);
	}
	stage_clear(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_change_is_shown_by_an_able_terminal),
	    cmocka_unit_test(any_change_is_shown_by_a_poor_terminal),
	    cmocka_unit_test(a_list_that_goes_on_by_a_line_is_scrolled),
	    cmocka_unit_test(monochrome_sends_no_colour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
