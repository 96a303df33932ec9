/* Search in all texts: pairs of characters from an index, candidates checked against the text. */
#ifndef MIRROR_SEARCH_H
#define MIRROR_SEARCH_H

#include "mirror/open.h"
#include "mirror/query.h"

struct search_wish {
	const char *words; /* parts between blanks, all to be found; "quoted" keeps blanks */
	bool folded; /* width, case and punctuation make no difference */
	bool heads_only; /* title, writers and unit: for people who may not read bodies */
	const struct query *within; /* only what this query has; NULL: everything */
};

struct search; /* one search on its way */

/*
 * Begin. A report is found when each part stands in its title, writers, unit or body as they are
 * now; exact unless folded. Owns: the caller frees. Errors: INPUT when there is nothing to look
 * for.
 */
struct search *search_begin(
    struct mirror *mirror, const struct search_wish *wish, struct err *err) CHECKED;

/*
 * Go on, newest report first: append to FOUND (int64_t ids) until LIMIT more are there,
 * MILLISECONDS are over, or all was searched (*done). Nothing stays open in between. Errors:
 * DAMAGED, SYSTEM.
 */
bool search_next(struct search *search, int limit, int milliseconds, GArray *found, bool *done,
    struct err *err) CHECKED;

void search_free(struct search *search);

#endif
