/* Rectangles from a size. */
#include "ui/layout.h"

#include "base/lang.h"

#define TITLE_FROM_ROWS 10 /* lower screens give the line to the panes */

/* Give the panes shown their columns of the middle, left to right, with a line between. */
static void share_out(struct layout *layout, const int *widths, int top, int rows)
{
	int col = 0, border = 0;

	for (int i = 0; i < LAYOUT_PANES; i++) {
		if (widths[i] == 0)
			continue;
		if (col > 0)
			layout->borders[border++] = col++;
		layout->panes[i] = (struct rect){top, col, rows, widths[i]};
		col += widths[i];
	}
}

static void choose_widths(int cols, enum layout_pane focus, bool zoom, int *widths)
{
	if (zoom || cols < LAYOUT_TWO_COLS) {
		widths[focus] = cols;
	} else if (cols < LAYOUT_THREE_COLS) {
		/* the queue keeps its two-line rows; the text gets what it can */
		int left = cols * 45 / 100;

		if (focus == LAYOUT_TRAIL) {
			widths[LAYOUT_TRAIL] = left;
			widths[LAYOUT_EDITOR] = cols - 1 - left;
		} else {
			widths[LAYOUT_QUEUE] = left;
			widths[LAYOUT_EDITOR] = cols - 1 - left;
		}
	} else {
		widths[LAYOUT_QUEUE] = cols * 33 / 100;
		widths[LAYOUT_TRAIL] = cols * 27 / 100;
		widths[LAYOUT_EDITOR] = cols - 2 - widths[LAYOUT_QUEUE] - widths[LAYOUT_TRAIL];
	}
}

struct layout layout_solve(int rows, int cols, enum layout_pane focus, bool zoom, bool banner)
{
	struct layout layout = {.rows = rows, .cols = cols, .borders = {-1, -1}};
	int widths[LAYOUT_PANES] = {0}, top = 0;

	if (rows < LAYOUT_MIN_ROWS || cols < LAYOUT_MIN_COLS) {
		layout.too_small = true;
		return layout;
	}
	layout.title = (struct rect){0, 0, rows >= TITLE_FROM_ROWS, cols};
	top = layout.title.rows;
	layout.banner = (struct rect){top, 0, banner && rows > LAYOUT_MIN_ROWS, cols};
	top += layout.banner.rows;
	layout.bar = (struct rect){rows - 2, 0, 1, cols};
	layout.footer = (struct rect){rows - 1, 0, 1, cols};
	choose_widths(cols, focus, zoom, widths);
	share_out(&layout, widths, top, rows - 2 - top);
	return layout;
}

struct rect layout_middle(const struct layout *layout)
{
	int top = layout->title.rows + layout->banner.rows;

	return (struct rect){top, 0, layout->rows - 2 - top, layout->cols};
}

bool layout_same(const struct layout *a, const struct layout *b)
{
	bool same = a->rows == b->rows && a->cols == b->cols && a->too_small == b->too_small &&
		    rect_same(a->title, b->title) && rect_same(a->banner, b->banner) &&
		    rect_same(a->bar, b->bar) && rect_same(a->footer, b->footer) &&
		    a->borders[0] == b->borders[0] && a->borders[1] == b->borders[1];

	for (int i = 0; same && i < LAYOUT_PANES; i++)
		same = rect_same(a->panes[i], b->panes[i]);
	return same;
}

void layout_draw_borders(const struct layout *layout, struct canvas *canvas)
{
	struct rect middle = layout_middle(layout);

	for (int i = 0; i < 2; i++) {
		if (layout->borders[i] >= 0)
			canvas_line_down(
			    canvas, middle.row, layout->borders[i], middle.rows, STYLE_PANE_BORDER);
	}
}

void layout_draw_too_small(struct canvas *canvas)
{
	g_autofree char *words = g_strdup_printf(
	    _("Please enlarge the window to %d x %d"), LAYOUT_MIN_COLS, LAYOUT_MIN_ROWS);
	size_t at = 0, len = strlen(words);

	canvas_fill(canvas, (struct rect){0, 0, canvas->rows, canvas->cols}, STYLE_TEXT);
	for (int row = 0; row < canvas->rows && at < len; row++) {
		size_t take = width_cut(
		    &canvas->width, words + at, len - at, (size_t)canvas->cols, NULL);

		canvas_put(canvas, row, 0, canvas->cols, words + at, (gssize)take, STYLE_TEXT);
		at += MAX(take, 1);
		while (at < len && words[at] == ' ')
			at++;
	}
}
