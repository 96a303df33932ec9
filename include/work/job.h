/* A job: the only thing that crosses between the screen's thread and the worker's. */
#ifndef WORK_JOB_H
#define WORK_JOB_H

#include "work/ground.h"

enum job_lane {
	JOB_HAND, /* somebody waits for it */
	JOB_BACK, /* the rest; between two of its slices a HAND job goes first */
};

struct job;
struct job_kind {
	const char *name;
	enum job_lane lane;
	/* Worker's thread. Sets job->err on failure. Returns true when it wants another slice. */
	bool (*run)(struct ground *ground, struct job *job);
	void (*free_body)(void *body);
};

/* Screen's thread, once, whatever became of the job; what is to stay is taken out of the body. */
typedef void job_home(void *desk, struct job *job);

/* One owner at a time; nothing in it points outside it. */
struct job {
	const struct job_kind *kind;
	void *body; /* the kind's own struct: question and answer */
	uint64_t key; /* a waiting job of this key is replaced; 0: never */
	int64_t deadline_ms; /* clock_mono_ms(); past it the job comes home ERR_BUSY; 0: 15 s after
				it began */
	atomic_bool stop; /* set by the screen to end it early */
	atomic_int done; /* progress, of all; 0 of 0: none to show */
	atomic_int all;
	struct err err;
	job_home *home; /* may be NULL */
	int64_t asked_ms;
};

/* How long a person waits for the share. Units: ms. Source: netdrive 5.5. */
int64_t job_patience_ms(void);

/* Owns: takes the body. */
struct job *job_new(const struct job_kind *kind, void *body, job_home *home);
void job_free(struct job *job);

/* Run it to its end on this thread: for the command line. */
void job_do(struct ground *ground, struct job *job);
/* One slice of it; true when it wants another. */
bool job_slice(struct ground *ground, struct job *job);

#endif
