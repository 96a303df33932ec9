/* What a move must carry besides being open: reason, words, text, ticks, addressees. */
#ifndef FLOW_CARRY_H
#define FLOW_CARRY_H

#include "flow/ask.h"

/*
 * Whether everything is there that the row of the move wants, and well formed.
 * Errors: INPUT for what is missing or malformed, FULL past a bound, STALE when the text is another
 * by now, DENIED where an answer of the checklist or the signed addressees forbid it.
 */
bool carry_complete(const struct case_file *file, const struct ask *ask, struct err *err) CHECKED;
/* Whether the pass that stands has answered the point of the three proofs: dispatch need not ask. */
bool carry_proofs_answered(const struct case_file *file);

#endif
