/* The one verdict: may this person make this move on this report now, and if not, which rule
 * forbids it. */
#ifndef FLOW_JUDGE_H
#define FLOW_JUDGE_H

#include "flow/ask.h"

/*
 * Whether the move is open to the person at all: state, role, separation of duties, claim. What it
 * must carry is not asked; the desk greys its menu rows with the words.
 * Errors: DENIED with the one rule that forbids it, in words; STALE when another holds the claim.
 */
bool judge_open(const struct case_file *file, enum move_id move, struct err *err) CHECKED;

/*
 * The whole verdict, asked again inside the transaction: judge_open, then what the move must carry
 * and that the text is still the one that was seen.
 * Errors: as judge_open; INPUT for what is missing or malformed; STALE when the text has changed.
 */
bool judge(const struct case_file *file, const struct ask *ask, struct err *err) CHECKED;

/*
 * The authority under which the actor, who lacks the role, may make the move now; NULL when they
 * act for themselves or may not. Borrowed from the file.
 */
const struct lend *judge_lent(const struct case_file *file, enum move_id move);
/* The authority that the actor, who passed the text, needs to sign it too; NULL: none, or none
 * needed.
 */
const struct lend *judge_needs_both(const struct case_file *file);

/* The state that the move leads to from here. */
enum state judge_target(const struct case_file *file, enum move_id move);

/*
 * The forward move of this state and person (F6), one that is open to them; MOVE_COUNT when none
 * is.
 */
enum move_id judge_forward(const struct case_file *file);

#endif
