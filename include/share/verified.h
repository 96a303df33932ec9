/* What an audit is asked, and what it found. */
#ifndef SHARE_VERIFIED_H
#define SHARE_VERIFIED_H

#include "base/err.h"

#include <stdatomic.h>

struct verify_plan {
	bool full; /* read every original's bytes, and SQLite's own check of the file */
	const char *key; /* fingerprint that the office key must have; NULL: any */
	const char *since; /* a line that verify_head() printed once; NULL or "": none */
	void (*progress)(void *of, int64_t done, int64_t all);
	void *of;
	const atomic_bool *stop; /* set by another thread to give up; may be NULL */
};

struct verified {
	int64_t events, reports, revisions, people, originals;
	char *head; /* what verify_head() prints of it */
	char *key; /* fingerprint of the office key, from which all of it was checked */
	GPtrArray *flags; /* char *: what is odd and is no damage, in words */
};
void verified_clear(struct verified *verified);

#endif
