/* The one way in which anything is changed: judged again inside the transaction, then written
 * whole. */
#ifndef SHARE_MOVES_H
#define SHARE_MOVES_H

#include "share/act.h"
#include "share/open.h"

/*
 * Do it: one transaction that loads the case, judges it, writes events and rows, allots numbers,
 * and commits. An act whose uid is in the file already is not done twice. Owns: done_clear() frees
 * DONE, which is filled on success. Errors: DENIED by a rule, its words; INPUT for what is missing;
 * STALE somebody was first; BUSY, AWAY, FULL, DAMAGED, STOPPED as txn.h. After AWAY the outcome may
 * be unknown: ask again with the same uid.
 */
bool share_move(
    struct share *share, const struct act *act, struct done *done, struct err *err) CHECKED;

/* Many acts in few transactions, by the same code: for demos and benches, where nobody else writes.
 */
struct bulk;
/* Owns: bulk_end() frees it, whatever it returns. Errors: as txn.h. */
struct bulk *bulk_begin(struct share *share, int acts_each, struct err *err) CHECKED;
/* Errors: as share_move(); what was done before in this transaction stays. */
bool bulk_move(
    struct bulk *bulk, const struct act *act, struct done *done, struct err *err) CHECKED;
/* Errors: as txn_commit(). */
bool bulk_end(struct bulk *bulk, struct err *err) CHECKED;

#endif
