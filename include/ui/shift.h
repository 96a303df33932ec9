/* Rows of a screen that only changed place: what a terminal can move by itself. */
#ifndef UI_SHIFT_H
#define UI_SHIFT_H

#include "ui/canvas.h"

struct shift {
	int top, rows; /* of the block as it is to stand */
	int by; /* how many rows further down it stands now; negative: further up */
};

/*
 * The longest block of rows of NEXT that stands elsewhere in SHOWN, if it has at least WANTED rows.
 * Both are of one size.
 */
bool shift_find(
    const struct canvas *next, const struct canvas *shown, int wanted, struct shift *shift);

#endif
