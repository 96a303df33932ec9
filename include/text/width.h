/* Terminal columns: the one place that decides how wide a text is drawn, cut and padded. */
#ifndef TEXT_WIDTH_H
#define TEXT_WIDTH_H

#include "base/attr.h"

/* How this terminal draws; probed once and handed down. All zero is a Western terminal. */
struct width_rule {
	bool ambiguous_wide; /* East Asian Width class A takes two columns */
	uint8_t tab_cols; /* what a tab takes wherever it stands; 0: shown as a stand-in */
};

#define GLYPH_DRAWN_MAX 20 /* bytes: one character and four marks, what a curses cell holds */

/* One cluster as it is to be drawn: drawn_len bytes, then blanks up to cols. */
struct glyph {
	size_t len; /* bytes of the text that it stands for */
	uint8_t cols; /* columns it takes: 1, 2, or those of a tab */
	uint8_t drawn_len; /* bytes from its beginning to send to the terminal, may be 0 */
	uint8_t drawn_cols; /* columns that those fill */
	bool stand_in; /* a control or invisible character: draw WIDTH_STAND_IN, marked as such */
};

#define WIDTH_STAND_IN "?"
#define WIDTH_ELLIPSIS "\u2026"

/*
 * The cluster at AT, which is below LEN: its bytes, its columns, and what of it every terminal
 * draws in the columns stated. A terminal that knows no emoji sequences would draw one wider than
 * ours and break the row, so only its first picture is drawn; an emoji with VS16 takes two columns.
 * Every cluster takes at least one column, so that nothing is hidden and the caret has a place.
 * Source: UAX #11, version in text/unidata.c.
 */
struct glyph width_glyph(const struct width_rule *rule, const char *text, size_t len, size_t at);

/* Columns of all of TEXT, which is one line. */
size_t width_of(const struct width_rule *rule, const char *text, size_t len);

/*
 * Bytes of the longest beginning of TEXT, in whole clusters, that takes at most COLS columns;
 * *USED (may be NULL) are the columns it takes, at most one fewer than COLS where more text
 * follows.
 */
size_t width_cut(
    const struct width_rule *rule, const char *text, size_t len, size_t cols, size_t *used);

enum width_fit {
	WIDTH_PAD_RIGHT = 1, /* blanks after the text up to COLS */
	WIDTH_PAD_LEFT = 2, /* blanks before it, for numbers */
	WIDTH_MARK_CUT = 4, /* what is cut ends with an ellipsis, if the ellipsis fits */
};

/*
 * Append TEXT to OUT, cut to COLS columns and padded as FLAGS (enum width_fit) say. Controls are
 * replaced by stand-ins. Returns the columns appended: exactly COLS with a padding flag.
 */
size_t width_fit(GString *out, const struct width_rule *rule, const char *text, size_t len,
    size_t cols, unsigned flags);

#endif
