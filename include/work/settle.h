/* A batch of what came from the share, on its way into the mirror. */
#ifndef WORK_SETTLE_H
#define WORK_SETTLE_H

#include "model/changes.h"
#include "work/ground.h"

/*
 * Store a batch, and with it whose turn each report is, by the rules: of those in the batch, and of
 * those held whose turn its events and claims change. STATE is the mirror's when the batch was
 * asked for. Where another window of this account was faster it is dropped, *OVERTAKEN: look again.
 * Owns: fills in CHANGES. Errors: as mirror_take().
 */
bool settle_take(struct ground *ground, struct changes *changes, int64_t state, bool *overtaken,
    struct err *err) CHECKED;

#endif
