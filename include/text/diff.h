/* What differs between two texts, in pieces that a person can read. */
#ifndef TEXT_DIFF_H
#define TEXT_DIFF_H

#include "base/err.h"

enum diff_kind {
	DIFF_SAME,
	DIFF_REMOVED, /* in the first text only */
	DIFF_ADDED, /* in the second only */
};

/* A run of either. Where text was replaced, the removed run comes before the added one. */
struct diff_run {
	enum diff_kind kind;
	size_t a, b; /* where it is, or would be, in the two texts */
	size_t len;
};

/*
 * The differences between A and B, as an array of struct diff_run that covers both from beginning
 * to end. Han are compared one by one, Latin words and numbers whole; a word or two that happen to
 * stand between two changes are shown as changed with them, and what was put in or taken out begins
 * and ends at marks where it can. Texts with little in common are told as replaced: that is
 * quick, and says more than scattered matches.
 * Units: bytes; runs begin and end on clusters.
 * Owns: the caller frees the array.
 * Errors: FULL when there is not the memory for it.
 */
GArray *diff_texts(
    const char *a, size_t a_len, const char *b, size_t b_len, struct err *err) CHECKED;

#endif
