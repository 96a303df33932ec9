/* What the file has that a mirror has not: events after its newest, and the rows they name. */
#ifndef SHARE_CHANGES_H
#define SHARE_CHANGES_H

#include "share/open.h"

struct changes; /* model/changes.h */

/*
 * Fill CHANGES with at most LIMIT events after AFTER, checked against their digests and AFTER's
 * DIGEST, the rows of their subjects, and all claims; one read transaction.
 * Errors: STALE the file's event AFTER is missing or has another digest: this is another history;
 * DAMAGED an event or a text does not fit its digest; BUSY, AWAY, STOPPED.
 */
bool changes_after(struct share *share, int64_t after, const char *digest, int limit,
    struct changes *changes, struct err *err) CHECKED;

/*
 * A page of the first copy, newest first: the reports whose newest event lies below BEFORE (0: the
 * newest of all), at most LIMIT of them, fewer where the drive is slow or the texts are long, with
 * their revisions and claims; people and settings come with the first page. reports_down_to says
 * where to go on; 1 when that was all.
 * Errors: DAMAGED, BUSY, AWAY, STOPPED.
 */
bool changes_before(struct share *share, int64_t before, int limit, struct changes *changes,
    struct err *err) CHECKED;

/* The file's newest event, 0 where there is none: how much there is to copy. Errors: BUSY, AWAY. */
bool changes_newest(struct share *share, int64_t *seq, struct err *err) CHECKED;

/* Events FIRST to LAST, checked among themselves, for the trail behind. Errors: as above. */
bool changes_events(struct share *share, int64_t first, int64_t last, struct changes *changes,
    struct err *err) CHECKED;

#endif
