/* The thread that owns the share: takes jobs by lane, runs them, brings them home. */
#ifndef WORK_WORKER_H
#define WORK_WORKER_H

#include "work/job.h"

struct worker;

/*
 * Start the thread. Owns: takes GROUND, which it closes at its end. Errors: SYSTEM.
 */
struct worker *worker_start(struct ground *ground, struct err *err) CHECKED;

/* Hand a job over; it is taken in every case and comes home once. Never blocks. Thread: screen. */
void worker_ask(struct worker *worker, struct job *job);

/* Ask the job that runs or waits under KEY to stop. Thread: screen. */
void worker_cancel(struct worker *worker, uint64_t key);

/* Readable when a job is home. */
int worker_fd(const struct worker *worker);
/* Next job that is home, NULL if none. Owns: the caller frees. Thread: screen. */
struct job *worker_take(struct worker *worker);

/* Jobs asked for and not yet taken home. */
int worker_out(const struct worker *worker);

/* What can be seen of the worker without waiting for it. */
struct worker_state {
	bool away;
	int64_t away_since_ms;
	bool unfit; /* what lies there is no share of this office: open it anew (ground_ready) */
	bool stopped; /* the share's history is another one: nothing is written any more */
	char away_words[400]; /* why it is away, or stopped */
	const char *warning; /* what is not advised about the drive (share_warning), or NULL */
	int done, all; /* progress of the job that runs; 0 of 0: none */
	const char *doing; /* its kind's name, NULL when idle */
	int64_t doing_since_ms; /* clock_mono_ms() */
};
void worker_look(struct worker *worker, struct worker_state *state);

/*
 * End the thread once all that was asked for in the hand lane is done; what runs in the back lane
 * is stopped, the rest of it dropped. False when the drive did not let go within GRACE_MS: then the
 * thread is left behind and the program must end without it. Units: ms.
 */
bool worker_stop(struct worker *worker, int grace_ms);

#endif
