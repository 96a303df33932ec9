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
 * The regular look at the share, a job of the back lane: asks cheaply whether anybody wrote, and
 * takes what is new. Of a first copy it takes about a second's work and comes home, so that the
 * desk shows what there is. Its body is a struct sync_found.
 */
struct sync_found {
	bool eager; /* asked: a share that is away is tried at once, not when it is due */
	bool news; /* the mirror has something new */
	bool more; /* there is more of it: look again at once */
	int copied; /* how far a first copy is, per cent; 100 when there is none to wait for */
	int64_t took_ms; /* its last slice: the desk looks again after ten times as long at least */
};
struct job *sync_look_job(job_home *home);

#endif
