/* Where a line may be broken: UAX #14, with what Chinese printing wants besides. */
#ifndef TEXT_LINEBREAK_H
#define TEXT_LINEBREAK_H

#include "base/attr.h"

/*
 * Goes over a text once, character by character. Besides the annex, unless `plain`:
 * - curly quotes are opening and closing brackets, except between Latin letters (don't), so that a
 *   line of Chinese may be broken before an opening and after a closing one;
 * - a middle dot after Han (foreign names) does not begin a line.
 * What must not begin a line (the closing marks and stops) or end it (the opening ones) is the
 * annex's own: LB13 to LB19.
 * Source: UAX #14, revision of the version in text/unidata.c, numbers as in its example 7.
 */
struct line_breaker {
	bool plain;
	/* What follows is the walk's own; begin with zeros. */
	bool started;
	bool spaces; /* blanks since the last character */
	bool joiner; /* the last character was a ZWJ */
	bool hebrew_dash; /* LB21a */
	bool odd_regional; /* LB30a */
	bool after_han; /* U+4E00 to U+9FFF, with no mark upon it */
	uint8_t last; /* its class, blanks and marks left out */
	uint8_t last_flags;
	uint8_t number; /* 1 in a number, 2 after its closing bracket */
};

/*
 * Whether a line may be broken before the character at *AT, which moves behind it; no at the
 * beginning. To be asked of every character in turn; it looks at most 20 bytes ahead.
 */
bool linebreak_before(struct line_breaker *breaker, const char *text, size_t len, size_t *at);

#endif
