/* The lines at the edges of the screen: title, banner, message, and the keys in people's words. */
#ifndef UI_BAR_H
#define UI_BAR_H

#include "ui/canvas.h"

/* One key of the footer. */
struct bar_key {
	const char *key; /* as people read it: "F6" */
	const char *words; /* what it does here: "送审" */
	bool off; /* known here but not open now */
};

/*
 * One line: LEFT, then MIDDLE (may be NULL) centred where there is room, RIGHT (may be NULL) at the
 * edge. RIGHT gives way last but LEFT, which is cut.
 */
void bar_draw(struct canvas *canvas, struct rect rect, const char *left, const char *middle,
    const char *right, enum style style);

/*
 * The footer: as many keys as fit whole, in order; SECRET (may be NULL) at the right edge in its
 * own role, where it leaves half of the line to the keys.
 */
void bar_draw_keys(struct canvas *canvas, struct rect rect, const struct bar_key *keys, int count,
    const char *secret);

#endif
