/* Waiting for a lock: longer each time, never in step with others, up to a deadline or a stop. */
#ifndef SHARE_BUSY_H
#define SHARE_BUSY_H

#include "base/attr.h"

#include <stdatomic.h>

struct sqlite3;

struct busy {
	int64_t deadline_ms; /* clock_mono_ms() at which to give up */
	const atomic_bool *stop; /* set by another thread to give up at once; may be NULL */
	uint64_t chance; /* state of the jitter */
	int64_t slept_ms; /* since busy_until() */
};

/*
 * Make HANDLE (NULL: none) wait through BUSY.
 * Owns: borrows BUSY for as long as the connection lives.
 */
void busy_init(struct busy *busy, struct sqlite3 *handle);

/* From now on wait up to a deadline, or until STOP is set. Units: ms of clock_mono_ms(). */
void busy_until(struct busy *busy, int64_t deadline_ms, const atomic_bool *stop);

/*
 * How long to sleep before try number TRIES (from 0): anything from 10 ms to a ceiling that doubles
 * from 20 ms to 250. Units: ms. Source: netdrive.md 4.3 and 5.5 (flat short sleeps collapse).
 */
int busy_pause_ms(struct busy *busy, int tries);

/* Sleep once and say whether to try again. */
bool busy_wait(struct busy *busy, int tries);

/* Whether the wait ended because STOP was set. */
bool busy_stopped(const struct busy *busy);

#endif
