/* Claims: who has a report open for writing. No events; a small table that is read whole. */
#ifndef SHARE_CLAIMS_H
#define SHARE_CLAIMS_H

#include "model/report.h"
#include "share/open.h"

/*
 * Take a report for writing, in a transaction of its own; one's own on the same desk is given
 * again. TAKE_OVER ends another's (接管), who learns of it by the higher fence. Owns: the caller
 * frees *CLAIM: ours when it worked, the other's when it is refused as STALE. Errors: STALE
 * somebody else has it (*CLAIM says who); DENIED a guard; as txn.h.
 */
bool claim_take(struct share *share, int64_t report, int64_t person, const char *desk,
    int64_t now_ms, bool take_over, struct claim **claim, struct err *err) CHECKED;

/* Give one's own back; another's, or none, is left alone. Errors: as txn.h. */
bool claim_release(struct share *share, const struct claim *claim, struct err *err) CHECKED;

/* Say that its holder lives. Errors: STALE it was taken over, as txn.h. */
bool claim_beat(struct share *share, struct claim *claim, struct err *err) CHECKED;

/* For questions inside a transaction. Owns: the caller frees. Errors: as sqlerr.h. */
bool claims_of(struct db *db, int64_t report, struct claim **claim, struct err *err) CHECKED;
GPtrArray *claims_all(struct db *db, struct err *err) CHECKED;
/* With the next fence, in place of any other. */
bool claims_drop(struct db *db, int64_t report, struct err *err) CHECKED;

#endif
