/* What a purge on the share makes every desk do: drop its own copies, and say so in the trail. */
#ifndef WORK_PURGE_H
#define WORK_PURGE_H

#include "work/ground.h"

/*
 * After news were stored: the mirror is scrubbed, kept drafts of purged reports are overwritten,
 * originals that are still beside the database too; then PERSON (0: nobody) says that it is done,
 * as soon as their key is open. *MORE: a slice is done, another is due. What fails is tried again
 * at the next call. Errors: DAMAGED, AWAY, as sqlerr.h.
 */
bool purge_duties(struct ground *ground, int64_t person, bool *more, struct err *err) CHECKED;

#endif
