/* Transactions on the share: short, begun as what they are, and with a known end. */
#ifndef SHARE_TXN_H
#define SHARE_TXN_H

#include "share/open.h"

#define TXN_HOLD_MS 5000 /* longer, and the machine was asleep: others may have given us up */

/*
 * After AWAY from any of these close the share and open it again: on SMB a connection that lost its
 * session goes on reading this desk's own old cache (seen on a real drive).
 */
struct txn {
	struct share *share;
	int64_t begun_ms; /* clock_mono_ms(), which goes on in sleep */
	int64_t hold_ms; /* past it a commit becomes a rollback; set higher for long work */
	bool is_open;
	bool is_write;
	bool outcome_is_unknown; /* the commit's answer was lost: look the event's id up */
};

/*
 * Begin to write: wait at the gate, then BEGIN IMMEDIATE. Prepare all you can before.
 * Errors: BUSY past the deadline, STOPPED, AWAY, INPUT where the file can only be read, DAMAGED.
 */
bool txn_write(struct txn *txn, struct share *share, struct err *err) CHECKED;

/*
 * Begin to read: everything until txn_end() is of one moment, and as new as the drive's.
 * Errors: BUSY, STOPPED, AWAY, DAMAGED.
 */
bool txn_read(struct txn *txn, struct share *share, struct err *err) CHECKED;

/*
 * Commit what was written. After a failure nothing of it stands in the file, unless
 * outcome_is_unknown says that nobody can know: then reopen and look the event's global id up.
 * Errors: BUSY readers did not let go for 10 s, or the transaction was open for too long; AWAY
 * the drive failed, or the fence found that somebody wrote under our lock; FULL; STOPPED; DENIED a
 * guard.
 */
bool txn_commit(struct txn *txn, struct err *err) CHECKED;

/*
 * End without writing: rolls back what was not committed, ends a read. Does nothing after
 * txn_commit() or a failed begin, so that one exit can always call it.
 */
void txn_end(struct txn *txn);

#endif
