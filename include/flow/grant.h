/* What an administrator may change of people alone, and what a second person must confirm. */
#ifndef FLOW_GRANT_H
#define FLOW_GRANT_H

#include "flow/move.h"
#include "model/person.h"

/* Roles that no administrator gives alone once the office works. */
#define GRANT_ROLES (ROLE_BIT(APPROVER) | ROLE_BIT(SIGNER) | ROLE_BIT(SECURITY))

/*
 * The office at that moment. It is being founded until its first report has come in, and after that
 * as long as nobody has ever been a signer with an admitted key: until then one administrator sets
 * it up alone. Borrowed for the call.
 */
struct grant_file {
	const GPtrArray *people; /* struct person */
	bool (*holds_key)(const void *of, int64_t person); /* one that is admitted */
	const void *of;
	bool is_founding;
	bool with_office_key; /* who holds it needs nobody beside them */
};

/*
 * Those of the WANTED roles of SUBJECT (NULL: who is added) that wait for a second person, as
 * *WAITS. Errors: DENIED to whoever would give a role to themselves.
 */
bool grant_roles(const struct grant_file *file, const struct person *actor,
    const struct person *subject, unsigned wanted, unsigned *waits, struct err *err) CHECKED;

/* Whether a key of SUBJECT, admitted by ACTOR, waits for a second person. */
bool grant_key_waits(
    const struct grant_file *file, const struct person *actor, const struct person *subject);

/*
 * Whether ACTOR may be the second person to what ASKER wants for SUBJECT: a signer who is neither
 * of them; where no such signer holds a key, another administrator. Errors: DENIED says who can.
 */
bool grant_confirm(const struct grant_file *file, const struct person *actor, int64_t asker,
    int64_t subject, struct err *err) CHECKED;
/* The same where more people than two have a part in it and cannot confirm it. */
bool grant_confirm_beside(const struct grant_file *file, const struct person *actor,
    const int64_t *out, size_t len, struct err *err) CHECKED;

#endif
