/* Pages of the trail: of one report or of the whole office, newest last. */
#ifndef MIRROR_TRAIL_H
#define MIRROR_TRAIL_H

#include "mirror/open.h"
#include "model/event.h"

struct trail_query {
	int64_t report; /* 0: the whole office's */
	int64_t person; /* 0: anybody's */
	const char *kind; /* NULL: any */
	const char *words; /* in the words said, the person's name or the reason; NULL: any */
	int64_t from_ms; /* 0: open */
	int64_t to_ms; /* 0: open; not included */
};

struct trail_page {
	GPtrArray *events; /* struct event, oldest first */
	bool more; /* there are older ones (newer ones, with AFTER) */
	bool partial; /* the time was up: ask again from resume */
	int64_t resume;
};
void trail_page_clear(struct trail_page *page);

/*
 * The newest events below BEFORE (0: below none). Owns: trail_page_clear() frees.
 * Errors: DAMAGED, SYSTEM.
 */
bool mirror_trail(struct mirror *mirror, const struct trail_query *query, int64_t before, int limit,
    struct trail_page *page, struct err *err) CHECKED;
/* The oldest events above AFTER: what came since. */
bool mirror_trail_after(struct mirror *mirror, const struct trail_query *query, int64_t after,
    int limit, struct trail_page *page, struct err *err) CHECKED;

#endif
