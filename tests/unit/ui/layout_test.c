/* The parts of the screen: at every size they cover it without overlap, and the focus is shown. */
#include "unit.h"

#include "base/bounds.h"
#include "ui/layout.h"

/* Count each cell of RECT. */
static void cover(unsigned char *seen, int rows, int cols, struct rect rect)
{
	if (rect.rows <= 0 || rect.cols <= 0)
		return;
	assert_in_range(rect.row, 0, rows - 1);
	assert_in_range(rect.col, 0, cols - 1);
	assert_in_range(rect.row + rect.rows, 1, rows);
	assert_in_range(rect.col + rect.cols, 1, cols);
	for (int row = rect.row; row < rect.row + rect.rows; row++) {
		for (int col = rect.col; col < rect.col + rect.cols; col++)
			seen[row * cols + col]++;
	}
}

static void check(int rows, int cols, enum layout_pane focus, bool zoom, bool banner)
{
	struct layout layout = layout_solve(rows, cols, focus, zoom, banner);
	struct rect middle = layout_middle(&layout);
	g_autofree unsigned char *seen = g_malloc0((size_t)rows * (size_t)cols);
	int shown = 0;

	if (layout.too_small) {
		assert_true(rows < LAYOUT_MIN_ROWS || cols < LAYOUT_MIN_COLS);
		return;
	}
	cover(seen, rows, cols, layout.title);
	cover(seen, rows, cols, layout.banner);
	cover(seen, rows, cols, layout.bar);
	cover(seen, rows, cols, layout.footer);
	for (int i = 0; i < LAYOUT_PANES; i++) {
		cover(seen, rows, cols, layout.panes[i]);
		shown += layout.panes[i].cols > 0;
	}
	for (int i = 0; i < 2; i++) {
		if (layout.borders[i] >= 0)
			cover(seen, rows, cols,
			    (struct rect){middle.row, layout.borders[i], middle.rows, 1});
	}
	for (int i = 0; i < rows * cols; i++)
		assert_int_equal(seen[i], 1);
	assert_true(layout.panes[focus].cols >= 18 && layout.panes[focus].rows >= 2);
	assert_int_equal(layout.footer.row, rows - 1);
	assert_int_equal(shown, zoom || cols < LAYOUT_TWO_COLS ? 1
				: cols < LAYOUT_THREE_COLS     ? 2
							       : 3);
}

static void the_screen_is_covered_at_every_size(void **state)
{
	(void)state;
	for (int rows = 1; rows <= 60; rows++) {
		for (int cols = 1; cols <= 200; cols += rows % 2 ? 1 : 7) {
			for (int i = 0; i < LAYOUT_PANES * 4; i++)
				check(rows, cols, (enum layout_pane)(i / 4), i & 1, i & 2);
		}
	}
	check(BOUND_SCREEN_ROWS, BOUND_SCREEN_COLS, LAYOUT_QUEUE, false, true);
}

static void a_small_screen_asks_for_room(void **state)
{
	(void)state;
	for (int rows = 1; rows <= 5; rows++) {
		for (int cols = 1; cols <= 22; cols++) {
			struct canvas canvas;

			canvas_init(&canvas, rows, cols, (struct width_rule){0});
			layout_draw_too_small(&canvas);
			assert_string_equal(canvas_look(&canvas, 0, 0)->bytes, "P");
			canvas_clear(&canvas);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_screen_is_covered_at_every_size),
	    cmocka_unit_test(a_small_screen_asks_for_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
