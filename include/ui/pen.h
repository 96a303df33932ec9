/* Attributes of the terminal: what a role comes to there, and how to say only what changes. */
#ifndef UI_PEN_H
#define UI_PEN_H

#include "ui/theme.h"

#define PEN_COLOR 24

/* What one role is on this terminal, ready to send. */
struct pen_look {
	unsigned attrs; /* LOOK_ bits */
	/* SGR parameters, zeros up to the end; "" for the terminal's own */
	char fg[PEN_COLOR], bg[PEN_COLOR];
};

/* What is in force on the terminal. */
struct pen {
	struct pen_look look;
	const struct pen_look *set; /* where that was copied from; to be compared, not looked at */
	bool known;
};

/* How STYLE looks on a terminal of DEPTH, into LOOK. */
void pen_look_of(
    struct pen_look *look, const struct theme *theme, enum style style, enum color_depth depth);

/* Whether both look the same on any character, or on a blank, where only the background shows. */
bool pen_same(const struct pen_look *a, const struct pen_look *b);
bool pen_same_on_blank(const struct pen_look *a, const struct pen_look *b);

/* Append to OUT what puts LOOK in force. Nothing if it is. */
void pen_set(struct pen *pen, const struct pen_look *look, GString *out);

#endif
