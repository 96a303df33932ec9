/* Several lines of words in a dialog: a reason, an opinion. Wrapped, with the caret in view. */
#ifndef UI_AREA_H
#define UI_AREA_H

#include "ui/entry.h"

struct area {
	struct entry entry;
	GArray *rows; /* of struct area_row, made by area_fit */
	int top; /* first row shown */
	int height, cols; /* room, by area_fit */
	int want_col; /* column that Up and Down keep to, -1: the caret's own */
	struct width_rule width;
};

/* Part of the text on one row. */
struct area_row {
	size_t at, len;
};

/* An empty area. Units: limit in bytes. */
void area_init(struct area *area, size_t limit);
void area_clear(struct area *area);
void area_set(struct area *area, const char *text);
const char *area_text(const struct area *area);

/* Wrap for this room, and scroll to the caret. Units: rows and columns. */
void area_fit(struct area *area, struct width_rule width, int rows, int cols);
/*
 * Keys of entry_key; Up, Down, Home, End by rows; Alt-Enter begins a new line. Enter, Esc and Tab
 * are passed on; Up in the first row and Down in the last too.
 */
enum widget_answer area_key(struct area *area, const struct key_event *event);

/* The rows in view; and where the caret stands on the screen. */
void area_draw(const struct area *area, struct canvas *canvas, struct rect rect, bool focused);
void area_place(const struct area *area, struct rect rect, int *row, int *col);

#endif
