/* How rows of a list are laid on the screen: in one line where there is room, else in two. */
#include "ui/list.h"

#include "base/lang.h"
#include "ui/page.h"

#define GUTTER 2 /* the mark, and a blank */

/*
 * From here on the bar of the cursor ends with the growing column, the title: the columns behind it
 * keep their colours, and a step down sends half as much.
 */
#define SHORT_BAR_COLS 100

bool list_is_tall(const struct list *list)
{
	if (list->cols >= PANE_WIDE_COLS)
		return false;
	for (int i = 0; i < list->column_count; i++) {
		if (list->columns[i].line == 1)
			return true;
	}
	return false;
}

static bool in_line(const struct list *list, int i, int line)
{
	/* one-line rows have every column that fits, in order */
	return list_is_tall(list) ? list->columns[i].line == line : true;
}

static int wanted_cols(const struct list *list, int i)
{
	const struct list_column *column = &list->columns[i];

	if (column->rare && list->widest[i] == 0)
		return 0;
	return column->whole ? MAX(column->cols, list->widest[i]) : column->cols;
}

/*
 * Width of each column in LINE of a row of COLS columns; 0 for one that has no room. Columns are
 * given room first to last, a blank behind each that is not tight; the growing one gets what is
 * left.
 */
static void solve(const struct list *list, int line, int cols, int *widths)
{
	int left = cols + 1, grows = -1; /* the blank behind the last one is past the edge */
	bool full = false;

	for (int i = 0; i < list->column_count; i++) {
		const struct list_column *column = &list->columns[i];
		int gap = column->tight ? 0 : 1, want = wanted_cols(list, i);

		widths[i] = 0;
		if (!in_line(list, i, line) || want <= 0)
			continue;
		if (want + gap > left && column->grows && grows < 0 && left > 6)
			want = left - gap; /* better a short title than none */
		if (want + gap > left)
			full = true;
		if (full)
			continue;
		widths[i] = want;
		left -= want + gap;
		if (column->grows && grows < 0)
			grows = i;
	}
	if (grows >= 0)
		widths[grows] += left;
}

static enum style look_of(const struct list_row *row, int i, int under)
{
	return under ? (enum style)under : row->dim ? STYLE_DIM : row->cells[i].style;
}

/* One line of a row. UNDER is the role of the cursor's bar, 0 when the cursor is elsewhere. */
static void draw_line(const struct list *list, struct canvas *canvas, const struct list_row *row,
    int line, struct rect at, int under)
{
	int widths[LIST_COLUMNS];
	int col = at.col;

	solve(list, line, at.cols, widths);
	for (int i = 0; i < MIN(list->column_count, row->count); i++) {
		const char *text = row->cells[i].text ? row->cells[i].text : "";
		enum style style = look_of(row, i, under);

		if (widths[i] == 0)
			continue;
		/* the cell, and the blank behind it, which belongs to the bar */
		if (under && !list->columns[i].tight)
			canvas_fill(canvas, (struct rect){at.row, col + widths[i], 1, 1}, style);
		if (list->columns[i].right)
			canvas_put_right(canvas, at.row, col, widths[i], text, style);
		else
			canvas_put_fit(canvas, at.row, col, widths[i], text, style);
		col += widths[i] + (list->columns[i].tight ? 0 : 1);
		if (list->columns[i].grows && at.cols >= SHORT_BAR_COLS)
			under = 0;
	}
}

static void draw_row(const struct list *list, struct canvas *canvas, const struct list_row *row,
    struct rect at, int under)
{
	enum style base = under ? (enum style)under : STYLE_TEXT;
	bool marked = list_is_marked(list, row->id);

	canvas_fill(canvas, at, at.cols < SHORT_BAR_COLS ? base : STYLE_TEXT);
	canvas_put(canvas, at.row, at.col, GUTTER, marked ? "* " : "  ", GUTTER,
	    under || !marked ? base : STYLE_MARK);
	for (int line = 0; line < at.rows; line++) {
		struct rect inner = {at.row + line, at.col + GUTTER, 1, at.cols - GUTTER};

		draw_line(list, canvas, row, line, inner, under);
	}
}

/* The words over a part, in a line across. */
static void draw_head(const struct list *list, struct canvas *canvas, int i, struct rect at)
{
	const struct list_row *row = list->rows->pdata[i];
	const char *words = list->heads[row->part];

	canvas_line_across(canvas, at.row, at.col, at.cols, STYLE_PANE_BORDER);
	canvas_put_fit(canvas, at.row, at.col + GUTTER,
	    MIN(canvas_width(canvas, words), at.cols - GUTTER), words, STYLE_STRONG);
}

void list_draw(const struct list *list, struct canvas *canvas, struct rect rect, bool focused)
{
	int tall = list_is_tall(list) ? 2 : 1, line = 0;
	struct rect clip = canvas_clip(canvas, rect);

	for (int i = list->top; i < (int)list->rows->len && line < rect.rows; i++, line += tall) {
		if (list_has_head(list, i))
			draw_head(list, canvas, i,
			    (struct rect){rect.row + line++, rect.col, 1, rect.cols});
		struct rect at = {
		    rect.row + line, rect.col, MIN(tall, rect.rows - line), rect.cols};
		enum style bar = focused ? STYLE_SELECT : STYLE_SELECT_AWAY;

		draw_row(list, canvas, list->rows->pdata[i], at, i == list->cursor ? (int)bar : 0);
	}
	if (line < rect.rows)
		canvas_fill(canvas,
		    (struct rect){rect.row + line, rect.col, rect.rows - line, rect.cols},
		    STYLE_TEXT);
	if (list->rows->len == 0 && list->empty)
		page_say(canvas,
		    (struct rect){rect.row, rect.col + GUTTER, rect.rows, rect.cols - GUTTER},
		    list->empty, STYLE_DIM);
	canvas->clip = clip;
}

void list_draw_titles(const struct list *list, struct canvas *canvas, struct rect rect)
{
	int widths[LIST_COLUMNS];
	int col = rect.col + GUTTER;

	canvas_fill(canvas, rect, STYLE_FORM_LABEL);
	solve(list, 0, rect.cols - GUTTER, widths);
	for (int i = 0; i < list->column_count; i++) {
		const char *title = list->columns[i].title;

		if (widths[i] == 0)
			continue;
		if (title[0])
			title = _(title);
		if (list->columns[i].right)
			canvas_put_right(canvas, rect.row, col, widths[i], title, STYLE_FORM_LABEL);
		else
			canvas_put_fit(canvas, rect.row, col, widths[i], title, STYLE_FORM_LABEL);
		col += widths[i] + (list->columns[i].tight ? 0 : 1);
	}
}

bool list_place(const struct list *list, struct rect rect, int *row, int *col)
{
	if (list->rows->len == 0)
		return false;
	int line = list_lines(list, list->top, list->cursor) + list_has_head(list, list->cursor);
	if (line >= rect.rows)
		return false;
	*row = rect.row + line;
	*col = rect.col;
	return true;
}
