/* A logical line as the rows of a pane: what stands on each, by the rules of linebreak.h. */
#ifndef TEXT_WRAP_H
#define TEXT_WRAP_H

#include "text/width.h"

struct wrap_row {
	size_t len; /* bytes, the blanks at its end included */
	size_t cols; /* columns, at most those asked for */
};

/* Bytes that must follow what a row takes before the row is certain. */
#define WRAP_AHEAD 32

/*
 * The row that TEXT begins with. It depends on nothing before it: after a change in a line rows
 * can be made anew from the row before the change until one begins where an old one did. That keeps
 * typing in the middle of a long paragraph cheap.
 *
 * Blanks that a row has no room for stay at its end unseen, as in every word processor; nothing
 * else stands past the edge. A run that allows no break is broken between clusters. A row takes at
 * least one cluster, even one that is too wide for it.
 *
 * WHOLE says that TEXT is all of the rest of the line. False when it is not and more is needed.
 * Units: len in bytes, cut between characters; cols at least 1.
 */
bool wrap_row(const struct width_rule *rule, const char *text, size_t len, bool whole, size_t cols,
    struct wrap_row *row) CHECKED;

/*
 * Append all rows of a line to ROWS, an array of struct wrap_row: one at least, also of an empty
 * line. TEXT has no line end.
 */
void wrap_line(
    const struct width_rule *rule, const char *text, size_t len, size_t cols, GArray *rows);

#endif
