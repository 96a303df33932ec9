/* Line ends: which one a file had, and plain ones inside. */
#ifndef TEXT_NEWLINE_H
#define TEXT_NEWLINE_H

#include "base/attr.h"

enum newline {
	NEWLINE_NONE, /* one line without an end */
	NEWLINE_LF,
	NEWLINE_CRLF,
	NEWLINE_CR,
	NEWLINE_MIXED,
};

/*
 * Make every line end of TEXT a line feed, in place: CR, CR LF, and the separators that word
 * processors leave (vertical tab, form feed, U+0085, U+2028, U+2029). Says which kind there was,
 * counting CR, LF and CR LF only.
 * Units: *len in bytes, before and after; TEXT stays ended by NUL.
 */
enum newline newline_plain(char *text, size_t *len);

#endif
