/* What a pane is, and what a widget says when it was given a key. */
#ifndef UI_PANE_H
#define UI_PANE_H

#include "ui/canvas.h"
#include "ui/key.h"

/* Columns of a pane from which rows of a list have one line instead of two. */
#define PANE_WIDE_COLS 60

enum widget_answer {
	WIDGET_PASS, /* not a key of this widget: somebody else's turn */
	WIDGET_TAKEN, /* taken; draw again */
	WIDGET_DONE, /* finished: read the result */
	WIDGET_CANCELLED, /* given up by the person */
};

struct pane;

struct pane_kind {
	const char *context; /* name of its key table */
	/* Work out lines and rows for the box; called when box or contents changed, before draw. */
	void (*fit)(struct pane *pane, const struct canvas *canvas);
	void (*draw)(const struct pane *pane, struct canvas *canvas);
	/* Where the terminal's cursor belongs; false when the pane has no place for it. */
	bool (*cursor)(const struct pane *pane, int *row, int *col);
	/* Keys that no table binds, and pasted blocks. */
	enum widget_answer (*key)(struct pane *pane, const struct key_event *event);
	void (*free)(struct pane *pane);
};

struct pane { /* first member of every pane's own struct */
	const struct pane_kind *kind;
	struct rect box; /* title row and body */
	bool focused, dirty;
	bool anew; /* what the canvas holds in the box is not from this pane's last drawing */
};

/* Give the pane another box or focus; it is marked dirty where that changes anything. */
void pane_place(struct pane *pane, struct rect box, bool focused);
/*
 * Fit and draw the pane if it is dirty or ALWAYS, clipped to its box. Returns whether it was.
 * ALWAYS is for a canvas that holds something else there: another size, a dialog that went away.
 */
bool pane_draw(struct pane *pane, struct canvas *canvas, bool always);
/* The box without the title row. */
struct rect pane_body(const struct pane *pane);
/*
 * The title row: LEFT words (emphasised while the pane has the focus) and, where there is room,
 * RIGHT (may be NULL).
 */
void pane_draw_title(
    const struct pane *pane, struct canvas *canvas, const char *left, const char *right);
/* How far down: "37%", or "" when all is seen. TOP of TOTAL lines, SEEN at once. */
void pane_draw_scroll(const struct pane *pane, struct canvas *canvas, int top, int seen, int total);

#endif
