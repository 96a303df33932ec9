/* Claims within an act that is under way in its transaction. */
#ifndef SHARE_CLAIM_ACT_H
#define SHARE_CLAIM_ACT_H

#include "share/write.h"

/*
 * The report becomes the actor's and this desk's, with the next fence; FOUND has the new claim.
 * Errors: as sqlerr.h.
 */
bool claim_grant(struct writing *writing, struct share_case *found, struct err *err) CHECKED;

/*
 * The same for an act that takes over: DETAIL and *WORDS say from whom, DONE the fence. Owns: the
 * caller frees *WORDS. Errors: STALE nobody else has it; DENIED they do not write there; as
 * sqlerr.h.
 */
bool claim_take_over(struct writing *writing, struct share_case *found, struct detail *detail,
    char **words, struct err *err) CHECKED;

#endif
