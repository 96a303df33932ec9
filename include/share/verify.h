/* The audit: the file replayed from its first event by the rules themselves (design 4). */
#ifndef SHARE_VERIFY_H
#define SHARE_VERIFY_H

#include "share/open.h"

struct verify_plan {
	bool full; /* read every original's bytes, and SQLite's own check of the file */
	const char *since; /* a line that verify_head() printed once; NULL or "": none */
	void (*progress)(void *of, int64_t done, int64_t all);
	void *of;
	const atomic_bool *stop; /* set by another thread to give up; may be NULL */
};

struct verified {
	int64_t events, reports, revisions, people, originals;
	char *head; /* what verify_head() prints of it */
	GPtrArray *flags; /* char *: what is odd and is no damage, in words */
};
void verified_clear(struct verified *verified);

/*
 * Replay the whole file: chain, digests, who was entitled then, every move legal from the state
 * reached, separation of duties, texts, rows, numbers, originals. Only reads.
 * Owns: verified_clear() frees. Errors: DAMAGED names the first thing that is wrong; INPUT a line
 * that is none; BUSY, AWAY, STOPPED.
 */
bool share_verify(struct share *share, const struct verify_plan *plan, struct verified *verified,
    struct err *err) CHECKED;

/*
 * "412:9f3a...": newest event and its digest, short enough for a line of paper.
 * Owns: the caller frees. Errors: as sqlerr.h.
 */
char *verify_head(struct share *share, struct err *err) CHECKED;

#endif
