/* One desk of a race: random work on a shared file, written down as it goes. */
#ifndef RACE_RACER_H
#define RACE_RACER_H

#include "history.h"

#include <stdatomic.h>

struct race_plan {
	const char *path; /* the shared file */
	const char *dir; /* where the histories lie: history.1, history.2, ... */
	guint32 seed;
	int64_t now_ms; /* the day on which it all happens */
	int operations; /* in all, looks not counted */
	int hot; /* most of the work is on the newest so many reports */
	int kill_each; /* one act in so many dies at a call to the drive; 0: none does */
	/* What shows that the checker sees: */
	bool claims_are_off; /* another's claim is passed over without a word */
	bool bases_are_off; /* a text is saved whatever it was made from */
	bool fence_is_off;
	bool loses_locks; /* locks go without a word in the middle of acts, and another gets in */
	atomic_int *done; /* operations begun so far by all, in memory that all share */
};

/*
 * Work in this process until the plan's operations are done, or it is killed; LIFE counts the
 * restarts of the desk. A byte goes to TICKS after each operation.
 */
void racer_run(const struct race_plan *plan, int desk, int life, int ticks);

#endif
