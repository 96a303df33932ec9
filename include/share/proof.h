/* The stream of an audit: where it has come to, and what it carries along. */
#ifndef SHARE_PROOF_H
#define SHARE_PROOF_H

#include "share/open.h"
#include "share/replay.h"
#include "share/verified.h"

#define PROOF_LINE_HEX 32 /* of the digest on a line of paper */

/* A line of paper: which event, and how its digest begins. */
struct proof_line {
	int64_t seq; /* 0: none given */
	char hex[PROOF_LINE_HEX + 1];
};

struct proof {
	struct share *share;
	struct db *db;
	const struct seal *seal;
	const struct verify_plan *plan;
	struct verified *verified;
	struct replay replay;
	struct proof_line since;
	struct sql *texts; /* revisions in the order of their events, while a slice is read */
	bool has_text;
	struct sql *originals;
	bool has_original;
	GPtrArray *taken; /* events of reports of this slice, whose signatures are to be checked */
	int64_t seq; /* of the last event taken */
	int64_t newest; /* in the file, as of this slice */
	char prev[DIGEST_HEX_LEN + 1];
	int64_t at_ms; /* of the last event */
	int64_t backdated; /* events dated well before the one they follow */
	int64_t leftover; /* originals that were purged and are still there */
	int64_t miscounted; /* texts whose 字数 is not what we count */
};

/*
 * Take the next events, inside a read transaction; proof_signed() says after it whether those of
 * reports, as far as the chain held, were signed as they must be. Errors: DAMAGED, as sqlerr.h.
 */
bool proof_slice(struct proof *proof, struct err *err) CHECKED;
bool proof_signed(struct proof *proof, struct err *err) CHECKED;

#endif
