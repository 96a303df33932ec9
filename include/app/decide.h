/* Asking for what a move must carry, and sending it off. */
#ifndef APP_DECIDE_H
#define APP_DECIDE_H

#include "app/desk.h"

/* Fields of the forms of decisions. */
enum decide_field {
	FIELD_REASON = 1,
	FIELD_SAID,
	FIELD_TO,
	FIELD_PROOFS,
	FIELD_PERSON,
	FIELD_PAPER,
	FIELD_DIGEST,
	FIELD_AGAIN, /* the report's, typed again before what cannot be undone */
};

/*
 * Whether MOVE now goes to the marked reports instead of the one under the cursor: there are marks,
 * and it is no move that wants one text before the eyes.
 */
bool decide_is_many(const struct desk *desk, enum move_id move);
/* A question that names the marked reports, for a move to many that wants nothing else. */
struct question *decide_confirm_many(struct desk *desk, enum move_id move);

/* A field to pick one of the people who hold one of ROLES. Owns: borrowed. */
struct form_field *decide_add_people(
    const struct desk *desk, struct form *form, int id, const char *label, unsigned roles);

/* The dialog that asks for what MOVE wants; NULL when it wants nothing. */
struct question *decide_question(struct desk *desk, enum move_id move);

/* Whether the move must take a claim for itself; one that this desk holds while the text is open is
 * not given back under the hands that write. */
int64_t decide_fence(const struct desk *desk, int64_t report);

/* The key that begins MOVE on the report under the cursor, "" where it has none of its own. */
const char *decide_key(const struct desk *desk, enum move_id move);

/* Do it: on the marked reports where there are some and the move is one for many, else on this. */
void decide_send(struct desk *desk, struct deed *deed);

#endif
