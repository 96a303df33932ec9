/* Where two rows of numbers differ: anchors that occur once in each, and Myers between them. */
#ifndef TEXT_DIFF_CORE_H
#define TEXT_DIFF_CORE_H

#include "base/attr.h"

/* Some of a was replaced by some of b; either may be none. Between hunks all is the same. */
struct diff_hunk {
	size_t a, a_len, b, b_len;
};

/*
 * Append the hunks to HUNKS, ascending, none touching another. Time is bounded by the length times
 * a constant: past that many edits a stretch is one hunk.
 */
void diff_core(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len, GArray *hunks);

#endif
