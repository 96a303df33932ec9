/* What an audit is asked, and what it found. */
#ifndef SHARE_VERIFIED_H
#define SHARE_VERIFIED_H

#include "base/err.h"

#include <stdatomic.h>

struct verify_plan {
	bool full; /* from the first event, every original's bytes, and SQLite's own check of the
		      file */
	int64_t good_seq; /* an event up to which an earlier audit found all good, with its digest;
			     0: none; not asked where full */
	const char *good_digest;
	const char *key; /* fingerprint that the office key must have; NULL: any */
	const char *since; /* a line that verify_head() printed once; NULL or "": none */
	void (*progress)(void *of, int64_t done, int64_t all);
	void *of;
	const atomic_bool *stop; /* set by another thread to give up; may be NULL */
};

struct verified {
	int64_t events, reports, revisions, people, originals;
	int64_t from; /* the good point that it was taken up from; 0: the beginning */
	char *digest; /* of the newest event: the next good point */
	char *head; /* what verify_head() prints of it */
	char *key; /* fingerprint of the office key, from which all of it was checked */
	GPtrArray *flags; /* char *: what is odd and is no damage, in words */
};
void verified_clear(struct verified *verified);

#endif
