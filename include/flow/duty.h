/* Separation of duties: nobody judges what they wrote or changed, nor has another do it for them.
 */
#ifndef FLOW_DUTY_H
#define FLOW_DUTY_H

#include "flow/story.h"

/*
 * A person may not judge what they wrote, parts of a composite included [D 1.2, separation rule 2].
 * A writer who was taken out of the head later still counts; an unlinked colleague's name forbids.
 * WHO is the actor or the one whom they would act for. Errors: DENIED.
 */
bool duty_not_writer(
    const struct case_file *file, const struct person *who, struct err *err) CHECKED;
/* Nor what they changed, but for an amendment that an editor has confirmed. Errors: DENIED. */
bool duty_not_touched(
    const struct case_file *file, const struct person *who, struct err *err) CHECKED;
/* Whether the actor, or the one whom they act for by LENT (NULL: nobody), gave PASS. */
bool duty_gave_step(
    const struct case_file *file, const struct event *pass, const struct lend *lent);
/* Whether they are other people than those of PASS, or may give both verdicts. Errors: DENIED. */
bool duty_is_another(const struct case_file *file, const struct event *pass,
    const struct lend *lent, struct err *err) CHECKED;
/* The authority by which the actor may give both verdicts now; no hand of theirs is in the text. NULL:
 * none. */
const struct lend *duty_both(const struct case_file *file);

#endif
