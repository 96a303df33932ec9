/* Claims: who has a report open for writing, on which running desk. No events; a small table that
 * is read whole. */
#ifndef SHARE_CLAIMS_H
#define SHARE_CLAIMS_H

#include "model/person.h"
#include "model/report.h"
#include "share/open.h"

/*
 * Take a report for writing, in a transaction of its own. One's own from the same terminal is left
 * from a desk that ended: it is given anew, with the next fence, so that nothing else goes on under
 * the old one; FROM_OWN: one's own from another terminal too. Another person's is only taken over
 * (接管) by an act with words, act.takes_over. Owns: the caller frees *CLAIM: ours when it worked,
 * the holder's when it is refused as STALE. Errors: STALE somebody has it (*CLAIM says who); DENIED
 * the person does not write there, or a guard; INPUT no such report; as txn.h.
 */
bool claim_take(struct share *share, int64_t report, int64_t person, const char *desk,
    int64_t now_ms, bool from_own, struct claim **claim, struct err *err) CHECKED;

/* Give one's own back; another's, or none, is left alone. Errors: as txn.h. */
bool claim_release(struct share *share, const struct claim *claim, struct err *err) CHECKED;

/*
 * Say that its holder lives and, with TYPED, that something was written since the last time.
 * Errors: STALE it was taken over or given back, as txn.h.
 */
bool claim_beat(struct share *share, struct claim *claim, bool typed, struct err *err) CHECKED;

/* For questions inside a transaction. Owns: the caller frees. Errors: as sqlerr.h. */
bool claims_of(struct db *db, int64_t report, struct claim **claim, struct err *err) CHECKED;
GPtrArray *claims_all(struct db *db, struct err *err) CHECKED;
bool claims_drop(struct db *db, int64_t report, struct err *err) CHECKED;
/* With the next fence, in place of any other. Errors: as sqlerr.h. */
bool claims_put(struct db *db, struct claim *claim, struct err *err) CHECKED;

/* Whether the person's roles let them write in the report as it stands. Errors: DENIED. */
bool claims_may_write(
    const struct report *report, const struct person *person, struct err *err) CHECKED;

#endif
