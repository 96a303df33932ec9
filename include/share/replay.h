/* The rules run again over a file's events: what verify.h streams through, one event at a time. */
#ifndef SHARE_REPLAY_H
#define SHARE_REPLAY_H

#include "share/replay_case.h"

/* Empty, over the rows of DB. Owns: borrows DB and SEAL; replay_clear() frees what the fields hold.
 */
void replay_init(struct replay *replay, struct db *db, const struct seal *seal);
void replay_clear(struct replay *replay);

/*
 * Judge EVENT, the next one, whose digest and place in the chain are good, with the revision it
 * brought (NULL: none), and take it in; the signature of one of a report is the caller's to check.
 * A report's row in the file is compared after its last event. Owns: takes EVENT and TEXT in every
 * case. Errors: DAMAGED says what is wrong with it; as sqlerr.h.
 */
bool replay_event(
    struct replay *replay, struct event *event, struct revision *text, struct err *err) CHECKED;

/*
 * After the last event: nothing is owed, no report is left over, and the rows of people, settings
 * and numbers are what the events add up to. Errors: DAMAGED, as sqlerr.h.
 */
bool replay_end(struct replay *replay, struct err *err) CHECKED;

#endif
