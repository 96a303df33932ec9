/* A look at the share as a job. */
#ifndef WORK_LOOK_H
#define WORK_LOOK_H

#include "work/job.h"

/*
 * The regular look at the share, a job of the back lane: asks cheaply whether anybody wrote, and
 * takes what is new. Of a first copy it takes about a second's work and comes home, so that the
 * desk shows what there is. Its body is a struct look_found.
 */
struct look_found {
	bool eager; /* asked: a share that is away is tried at once, not when it is due */
	int64_t person; /* asked: who says what a purge made this desk do; 0: nobody */
	bool news; /* the mirror has something new */
	bool more; /* there is more of it: look again at once */
	int copied; /* how far a first copy is, per cent; 100 when there is none to wait for */
	GPtrArray *lost; /* struct mirror_deed: given up by an administrator; NULL: nothing */
	int64_t took_ms; /* its last slice: the desk looks again after ten times as long at least */
};
struct job *look_job(job_home *home);

#endif
