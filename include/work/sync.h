/* Keeping the mirror true to the share: the trail is the change log, and every desk checks it. */
#ifndef WORK_SYNC_H
#define WORK_SYNC_H

#include "work/job.h"

/*
 * A mirror that holds nothing yet gets its first page; one that does is left alone.
 * Errors: AWAY, BUSY; STALE or DAMAGED when the share's history is no longer the one that this desk
 * has seen: the ground is stopped then.
 */
bool sync_first(struct ground *ground, struct err *err) CHECKED;

/* All there is to take, until nothing is left. Errors: as above. */
bool sync_all(struct ground *ground, struct err *err) CHECKED;

/* The same; between two batches TELL is told how far a first copy has come. Units: per cent.
 * Errors: as above. */
bool sync_telling(
    struct ground *ground, void (*tell)(void *of, int percent), void *of, struct err *err) CHECKED;

/* All that is new, but of a first copy that is not complete no more. Errors: as above. */
bool sync_news(struct ground *ground, struct err *err) CHECKED;

/*
 * Take one batch of what is new on the share into the mirror; *more says that there is more.
 * *news says that anything was stored. What was taken has been checked against its digests.
 * Errors: AWAY, BUSY; STALE or DAMAGED when the share's history is no longer the one that this desk
 * has seen: the ground is stopped then.
 */
bool sync_slice(struct ground *ground, bool *news, bool *more, struct err *err) CHECKED;

/* How far a first copy has come; 100 where there is none, or nobody can tell. */
int sync_copied(struct ground *ground);

#endif
