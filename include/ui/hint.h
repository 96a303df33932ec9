/* What may follow the keys typed so far: a small box at the lower edge, shown at once. */
#ifndef UI_HINT_H
#define UI_HINT_H

#include "ui/canvas.h"

struct hint_row {
	const char *key; /* as people read it: "r" */
	const char *words; /* "来稿" */
};

/*
 * Draw the rows in columns, TITLE (the keys typed) in the frame, along the lower edge of AROUND.
 * Rows that have no room are left out, and the frame says how many.
 */
void hint_draw(struct canvas *canvas, struct rect around, const char *title,
    const struct hint_row *rows, int count);

#endif
