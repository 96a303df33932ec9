/* What a report's events add up to: its row, in the one way that writing and verifying share. */
#ifndef SHARE_FOLD_H
#define SHARE_FOLD_H

#include "model/event.h"
#include "model/report.h"

/*
 * Take EVENT, the newest of TRAIL (oldest first, of this report and perhaps of its parts), into
 * ROW. An undone event is taken out again by adding the others up anew. Owns: borrows all but ROW's
 * own strings.
 */
void fold_event(struct report *row, const GPtrArray *trail, const struct event *event);

/* Whether the stored fields of two rows are the same; WHAT names the first that is not. */
bool fold_same(const struct report *one, const struct report *other, const char **what);

#endif
