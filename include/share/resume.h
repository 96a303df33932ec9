/* Taking an audit up where an earlier one found all good; of this room alone. */
#ifndef SHARE_RESUME_H
#define SHARE_RESUME_H

#include "share/proof.h"

/*
 * Stand PROOF after the plan's good point, inside a read transaction: that event is still the same,
 * people and keys are worked out from their events, numbers and reports go on from there, and the
 * rows that no later event touched stand where their newest event left them. What lies before that
 * is not read again.
 * Errors: DAMAGED the point is gone or another, or a row says otherwise; as sqlerr.h.
 */
bool proof_resume(struct proof *proof, struct err *err) CHECKED;

#endif
