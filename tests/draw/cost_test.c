/* What a frame costs: bytes to the terminal, which is exact, and time, which is told. */
#include "draw.h"

#include "base/fs.h"
#include "edit/cursor.h"
#include "ui/layout.h"
#include "ui/paint.h"

struct desk {
	struct canvas canvas;
	struct painter painter;
	struct queue_pane *queue;
	struct editor_pane *editor;
	struct trail_pane *trail;
	struct draft *draft;
	struct layout layout;
	GString *out;
};

static void desk_init(struct desk *desk, const char *theme, bool zoom, int rows, int cols)
{
	g_autofree char *path = g_strdup_printf("%s/themes/%s.theme", TEST_SRCDIR, theme);
	struct theme looks;
	struct err err = {0};

	assert_works(theme_load(&looks, path, NULL, &err), err);
	canvas_init(&desk->canvas, rows, cols, (struct width_rule){.tab_cols = 4});
	painter_init(
	    &desk->painter, &looks, (struct paint_skill){COLOR_DEPTH_256, true, true, true});
	desk->queue = draw_queue(200000);
	desk->editor = draw_editor(EDITOR_READ, &desk->draft);
	desk->trail = draw_trail();
	desk->layout = layout_solve(rows, cols, LAYOUT_QUEUE, zoom, false);
	desk->out = g_string_new(NULL);
	pane_place(&desk->queue->pane, desk->layout.panes[LAYOUT_QUEUE], true);
	pane_place(&desk->editor->pane, desk->layout.panes[LAYOUT_EDITOR], false);
	pane_place(&desk->trail->pane, desk->layout.panes[LAYOUT_TRAIL], false);
}

static void desk_clear(struct desk *desk)
{
	desk->queue->pane.kind->free(&desk->queue->pane);
	desk->editor->pane.kind->free(&desk->editor->pane);
	desk->trail->pane.kind->free(&desk->trail->pane);
	draft_free(desk->draft);
	canvas_clear(&desk->canvas);
	painter_clear(&desk->painter);
	g_string_free(desk->out, TRUE);
}

/* One turn of the loop: draw what is marked, send what differs. Returns the bytes. */
static size_t turn(struct desk *desk, bool all)
{
	int row = 0, col = 0;

	pane_draw(&desk->queue->pane, &desk->canvas, all);
	pane_draw(&desk->editor->pane, &desk->canvas, all);
	pane_draw(&desk->trail->pane, &desk->canvas, all);
	layout_draw_borders(&desk->layout, &desk->canvas);
	desk->queue->pane.kind->cursor(&desk->queue->pane, &row, &col);
	g_string_truncate(desk->out, 0);
	painter_frame(&desk->painter, &desk->canvas, row, col, desk->out);
	return desk->out->len;
}

static size_t down(struct desk *desk)
{
	struct key_event event = {.key = {KEYCODE_DOWN, 0}};

	desk->queue->pane.kind->key(&desk->queue->pane, &event);
	return turn(desk, false);
}

static void a_step_down_costs_at_most_400_bytes(void **state)
{
	static const char *const themes[] = {"classic", "dark", "light", "contrast", "mono"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(themes); i++) {
		struct desk desk;
		size_t worst = 0, sum = 0;

		desk_init(&desk, themes[i], true, 50, 160);
		turn(&desk, true);
		for (int n = 0; n < 120; n++) {
			size_t bytes = down(&desk);

			worst = MAX(worst, bytes);
			sum += bytes;
		}
		print_message(
		    "# %s: a step down %zu bytes, at worst %zu\n", themes[i], sum / 120, worst);
		assert_in_range(sum / 120, 1, 400);
		desk_clear(&desk);
	}
}

static void nothing_new_costs_nothing(void **state)
{
	struct desk desk;

	(void)state;
	desk_init(&desk, "dark", false, 48, 160);
	assert_true(turn(&desk, true) > 0);
	assert_int_equal(turn(&desk, false), 0);
	assert_int_equal(turn(&desk, true), 0);
	desk_clear(&desk);
}

static void the_time_of_a_whole_frame(void **state)
{
	struct desk desk;
	int64_t start;

	(void)state;
	desk_init(&desk, "dark", false, 48, 160);
	turn(&desk, true);
	start = g_get_monotonic_time();
	for (int i = 0; i < 50; i++) {
		painter_forget(&desk.painter);
		turn(&desk, true);
	}
	print_message("# all of 160x48 drawn and made %zu bytes: %.3f ms\n", desk.out->len,
	    (double)(g_get_monotonic_time() - start) / 50000);
	start = g_get_monotonic_time();
	for (int i = 0; i < 50; i++)
		down(&desk);
	print_message("# a step down: %.3f ms\n", (double)(g_get_monotonic_time() - start) / 50000);
	desk_clear(&desk);
}

static void the_cost_of_typing(void **state)
{
	struct key_event event = {.key = {0x4E25, 0}, .text = "严"};
	struct desk desk;
	size_t bytes = 0;
	int64_t start;

	(void)state;
	desk_init(&desk, "dark", false, 48, 160);
	editor_pane_show(desk.editor, EDITOR_EDIT, desk.draft);
	cursor_set(desk.draft, 150, false);
	turn(&desk, true);
	start = g_get_monotonic_time();
	for (int i = 0; i < 100; i++) {
		desk.editor->pane.kind->key(&desk.editor->pane, &event);
		bytes += turn(&desk, false);
	}
	print_message("# a Han character typed: %.3f ms, %zu bytes\n",
	    (double)(g_get_monotonic_time() - start) / 100000, bytes / 100);
	/* a line of a hundred columns or two and what follows it in the paragraph */
	assert_in_range(bytes / 100, 1, 1500);
	desk_clear(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_step_down_costs_at_most_400_bytes),
	    cmocka_unit_test(nothing_new_costs_nothing),
	    cmocka_unit_test(the_time_of_a_whole_frame),
	    cmocka_unit_test(the_cost_of_typing),
	};

	return cmocka_run_group_tests(tests, draw_speak_chinese, NULL);
}
