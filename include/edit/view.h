/* A text as the rows of a pane of some width: which are shown, where an offset is, what is below.
 */
#ifndef EDIT_VIEW_H
#define EDIT_VIEW_H

#include "text/piece.h"
#include "text/width.h"

/*
 * Logical lines are wrapped when they are looked at and kept until they change; a change wraps anew
 * only the rows that it moves. So a key costs the same in a paragraph and in a document of five
 * million characters. The view watches the text (piece_table_watch) and follows every change.
 *
 * A caret that stands where a row was broken belongs to the row below, unless AT_ROW_END says that
 * it is shown behind the last character of the row above (the End key). In a full row that is
 * the column of the width: a pane wraps at one column fewer than it has.
 */
struct view;

/* A row: of a logical line, both from 0. */
struct view_spot {
	size_t line, row;
};

/* A row to be drawn. Its text has no line end. */
struct view_row {
	size_t at, len; /* bytes of the text */
	size_t line; /* logical line, from 0 */
	bool begins_line; /* first row of its line */
	bool ends_line; /* last row: a line end follows, or the end of the text */
};

/*
 * A view of TABLE, 80 columns and 24 rows until view_shape.
 * Owns: table is borrowed and must live longer; it has no other watch.
 */
struct view *view_new(struct piece_table *table);
void view_free(struct view *view);

/* Columns to wrap at, rows to show, how the terminal draws. What was on top stays there. */
void view_shape(struct view *view, const struct width_rule *rule, size_t cols, size_t rows);
size_t view_height(const struct view *view);
const struct width_rule *view_rule(const struct view *view);

/* The rows shown, from the top: at most MOST. Returns how many there are. */
size_t view_rows(struct view *view, struct view_row *rows, size_t most);

/*
 * Where an offset is in the pane: row from the top, column from 0. False when it is not shown.
 */
bool view_place(struct view *view, size_t at, bool at_row_end, size_t *row, size_t *col);

/* Scroll by rows, down when positive, within the text. */
void view_scroll(struct view *view, ptrdiff_t rows);

/* Scroll as little as shows AT; when it is far away, it comes to the middle. */
void view_show(struct view *view, size_t at, bool at_row_end);

/* Offset of the top row; and set it, to the row with AT. */
size_t view_top(struct view *view);
void view_set_top(struct view *view, size_t at);

/* The row that an offset is on, and its column there. */
struct view_spot view_locate(struct view *view, size_t at, bool at_row_end, size_t *col);

/* Move a spot by rows; returns how many it could be moved. */
ptrdiff_t view_move(struct view *view, struct view_spot *spot, ptrdiff_t rows);

/* What stands on the row of a spot. */
struct view_row view_row_at(struct view *view, struct view_spot spot);

/*
 * The offset at COL of a row: where the cluster over that column begins, at the row's end past it.
 */
size_t view_offset(struct view *view, struct view_spot spot, size_t col, bool *at_row_end);

#endif
