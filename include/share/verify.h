/* The audit: the file replayed from its first event by the rules themselves (design 4). */
#ifndef SHARE_VERIFY_H
#define SHARE_VERIFY_H

#include "share/open.h"
#include "share/verified.h"

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
