/* Lines of a text, one after the other, without their blanks. */
#ifndef EXCHANGE_LINE_H
#define EXCHANGE_LINE_H

#include "base/attr.h"

/* A line without blanks at its ends; start is where it begins, next where the one behind it does.
 */
struct line {
	const char *start, *text, *next;
	size_t len;
};

/* The line at AT; false at the end of the text. */
bool line_at(const char *at, struct line *line);

/* The first line from AT on that holds something. */
bool line_full_at(const char *at, struct line *line);

/* The last such line of the LEN bytes of TEXT. */
bool line_last(const char *text, size_t len, struct line *line);

/* Whether the line fits a regular expression of GLib's. */
bool line_is(const struct line *line, const char *pattern);

#endif
