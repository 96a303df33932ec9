/* From the canvas to the fewest bytes: what the terminal shows is known, only what differs is sent.
 */
#ifndef UI_PAINT_H
#define UI_PAINT_H

#include "ui/canvas.h"
#include "ui/pen.h"

/* What the terminal can do beyond moving, writing and colours; from its description. */
struct paint_skill {
	enum color_depth depth;
	bool erase_colours; /* erasing leaves the background of the moment (bce) */
	bool erase_chars; /* ECH */
	bool scroll_region; /* DECSTBM */
};

struct painter {
	struct paint_skill skill;
	struct pen_look looks[STYLE_COUNT];
	struct canvas shown; /* what stands on the terminal */
	const struct canvas *last; /* whose untouched rows are shown; never followed */
	bool known; /* false: nothing is known of it */
	int row, col; /* of the terminal's cursor, -1 when not known */
	struct pen pen;
	bool cursor_hidden;
};

/* Start with an unknown screen. */
void painter_init(struct painter *painter, const struct theme *theme, struct paint_skill skill);
void painter_clear(struct painter *painter);
/* Another theme; the whole screen is sent with the next frame. */
void painter_use(struct painter *painter, const struct theme *theme);
/* Forget what is on the terminal: the next frame clears and sends all (Ctrl-L, after a stop). */
void painter_forget(struct painter *painter);

/*
 * Append to OUT what turns the shown screen into NEXT with the cursor at ROW, COL (hidden when ROW
 * is negative). Nothing at all is appended when nothing differs.
 */
void painter_frame(
    struct painter *painter, const struct canvas *next, int row, int col, GString *out);

#endif
