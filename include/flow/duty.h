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

#endif
