/* Pages of the book of reports by key, and counts: both from the one query (mirror/query.h). */
#ifndef MIRROR_PAGES_H
#define MIRROR_PAGES_H

#include "mirror/open.h"
#include "mirror/query.h"

/* One line of the list. */
struct row {
	struct report *report;
	int64_t claimed_by; /* person who has it open for writing, 0: nobody */
	char *claimed_desk; /* and where, "" when nobody */
	bool checked; /* all its events are here and verified; without it, it takes no verdict */
	bool kept; /* declined with N18 */
};

struct book_page {
	GPtrArray *rows; /* struct row, in the list's order */
	bool more; /* there are rows beyond the end that was asked for */
	bool partial; /* the time was up first: ask again from resume */
	struct report *resume; /* with partial: where to go on, NULL otherwise */
};
void book_page_clear(struct book_page *page);

enum page_way {
	PAGE_AFTER, /* what follows FROM; the first page where FROM is NULL */
	PAGE_BEFORE, /* what stands before FROM, ending just before it; the last page where NULL */
	PAGE_FROM, /* FROM itself, if the query has it, and what follows */
};

/*
 * Read a page. FROM is a row as it was shown: its old place counts, even where the report itself
 * has moved in the meantime, so what is under the finger never jumps. No scan without bound. Owns:
 * book_page_clear() frees. Errors: DAMAGED, SYSTEM.
 * Thread: any, with that thread's own connection.
 */
bool mirror_page(struct mirror *mirror, const struct query *query, const struct report *from,
    enum page_way way, int limit, struct book_page *page, struct err *err) CHECKED;

/*
 * The rows of these reports as they are now, in this order, whether a query has them or not: for
 * what is on the screen or marked. One that is unknown is left out.
 * Owns: the caller frees the array of struct row. Errors: DAMAGED, SYSTEM.
 */
GPtrArray *mirror_rows(
    struct mirror *mirror, const int64_t *ids, size_t count, struct err *err) CHECKED;

/* Whether the query has this report now. Errors: DAMAGED, SYSTEM. */
bool mirror_matches(struct mirror *mirror, const struct query *query, int64_t report, bool *it_does,
    struct err *err) CHECKED;

struct tally {
	int64_t count;
	bool more; /* at least that many; the time was up */
};

/*
 * How many rows the query has: the same conditions as its pages.
 * Units: patience in ms. Errors: DAMAGED, SYSTEM.
 */
bool mirror_count(struct mirror *mirror, const struct query *query, int patience_ms,
    struct tally *tally, struct err *err) CHECKED;

#endif
