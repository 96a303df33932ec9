/* Whether many events are signed as they must be; of this room alone. */
#ifndef SHARE_SIGNATURES_H
#define SHARE_SIGNATURES_H

#include "share/roster.h"

/*
 * Whether every event of a report among EVENTS is signed as roster_signed() has it. What is said is
 * about the first that is not. Errors: as roster_signed().
 * Thread: it takes all processors of this computer while it runs, and leaves nothing behind.
 */
bool signatures_fit(const struct roster *roster, const GPtrArray *events, struct err *err) CHECKED;

#endif
