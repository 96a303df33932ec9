/* Authority lent for a time: a signatory who is away has another pass or sign for them (授权代签),
 * or one supervisor may give both verdicts (审签合一). */
#ifndef FLOW_LEND_H
#define FLOW_LEND_H

#include "flow/grant.h"

/* Settings that hold one authority each: the number is that of the event that brought it. */
#define LEND_SETTING "delegate."
#define LEND_YEAR_MS (INT64_C(366) * 24 * 3600 * 1000) /* none lasts longer */

struct lend {
	int64_t seq; /* of its event */
	unsigned roles; /* bits: APPROVER or SIGNER; both: one supervisor gives both verdicts */
	int64_t by, to; /* who lends and who gives the verdict; with both roles by is 0 */
	int64_t from_ms, until_ms; /* UNTIL is not included */
	int64_t
	    asked_by; /* an administrator, while a second person has not confirmed it; 0: none */
};

/* Whether one supervisor may give both verdicts by it, rather than one for another. */
bool lend_is_both(const struct lend *lend);
/* "approver", "signer" or "both": in the setting and on the command line. */
const char *lend_role_name(const struct lend *lend);
bool lend_role_parse(const char *name, unsigned *roles) CHECKED;

/* Whether a setting is of this kind at all. */
bool lend_is_key(const char *key);
/*
 * Read a setting; false where it is none, was taken back or is malformed. The form is "ROLE BY TO
 * FROM UNTIL", with "asked ADMIN " before it while it waits for a second person.
 */
bool lend_parse(const char *key, const char *value, struct lend *lend) CHECKED;
/* Owns: the caller frees. */
char *lend_print(const struct lend *lend);
/* Add it to LENT (struct lend) where it is one: what settings_take and a hash table call. */
void lend_add(GPtrArray *lent, const char *key, const char *value);

/* Whether it counts at NOW_MS: dated, confirmed, and both people are still who they were. Errors:
 * DENIED says why not. */
bool lend_stands(
    const struct lend *lend, const GPtrArray *people, int64_t now_ms, struct err *err) CHECKED;
/* Roles that PERSON may act in for another at NOW_MS. */
unsigned lend_roles_of(
    const GPtrArray *lent, const GPtrArray *people, int64_t person, int64_t now_ms);

/*
 * Whether ACTOR may turn BEFORE (NULL: there is none) into AFTER (NULL: it is taken back): a
 * signatory lends their own role; for one who is away, and for both verdicts in one hand, an
 * administrator asks and a second person confirms. Errors: DENIED, INPUT.
 */
bool lend_judge(const struct grant_file *file, const struct person *actor,
    const struct lend *before, const struct lend *after, int64_t now_ms, struct err *err) CHECKED;
/* Whether what ACTOR asks for waits for a second person. */
bool lend_waits(
    const struct grant_file *file, const struct person *actor, const struct lend *wanted);

#endif
