/* Where everything stands, from the size of the screen alone: pure arithmetic. */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include "ui/canvas.h"

#define LAYOUT_MIN_ROWS 5 /* below 20 x 5 only a sentence is shown that asks for room */
#define LAYOUT_MIN_COLS 20
#define LAYOUT_THREE_COLS 120 /* three panes from here on */
#define LAYOUT_TWO_COLS 80 /* two */

enum layout_pane {
	LAYOUT_QUEUE,
	LAYOUT_EDITOR,
	LAYOUT_TRAIL,
	LAYOUT_PANES
};

struct layout {
	int rows, cols;
	bool too_small; /* nothing else is set */
	struct rect title; /* office, person, share; no rows where the screen is low */
	struct rect banner; /* a lasting warning; no rows unless asked for */
	struct rect panes[LAYOUT_PANES]; /* with their title row; no columns when not shown */
	int borders[2]; /* columns of the lines between panes, -1 when there is none */
	struct rect bar; /* state and message, the line above the last */
	struct rect footer; /* keys, the last line */
};

/*
 * Lay out ROWS x COLS. The pane FOCUS is always shown; ZOOM shows it alone. BANNER asks for the
 * line of a warning. Units: cells. Errors: none, any size does.
 */
struct layout layout_solve(int rows, int cols, enum layout_pane focus, bool zoom, bool banner);

/* Whether everything stands at the same places. */
bool layout_same(const struct layout *a, const struct layout *b);

/* Where the panes are: all the screen between title and bar. */
struct rect layout_middle(const struct layout *layout);

/* The lines between panes. */
void layout_draw_borders(const struct layout *layout, struct canvas *canvas);

/* For a screen too small for anything: one sentence asking for a larger window, cut where it must.
 */
void layout_draw_too_small(struct canvas *canvas);

#endif
