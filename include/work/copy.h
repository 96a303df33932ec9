/* The first copy of a share: the newest reports at once, the rest behind, broken off and taken up.
 */
#ifndef WORK_COPY_H
#define WORK_COPY_H

#include "mirror/take.h"
#include "work/ground.h"

/*
 * A mirror that holds nothing yet: where the share is *LARGE, people, settings and the newest
 * reports come first, so that the queue is usable; a small one is left to the news, which are all
 * of it then. Where another process of this account is at it nothing is done but to wait a little.
 * Errors: AWAY, BUSY, DAMAGED; those of mirror_take().
 */
bool copy_begin(
    struct ground *ground, const struct mirror_marks *marks, bool *large, struct err *err) CHECKED;

/* Whether something is left of the first copy, or of putting the search index in order after it. */
bool copy_is_open(const struct mirror_marks *marks);

/*
 * The next piece of it: reports, then the trail down to its first event, then the index. What is in
 * the mirror at its end is never taken again. *MORE says whether anything is left. Errors: as
 * above.
 */
bool copy_slice(
    struct ground *ground, const struct mirror_marks *marks, bool *more, struct err *err) CHECKED;

/* How far it has come. Units: per cent; 100 when nothing is left but the index. */
int copy_percent(const struct mirror_marks *marks);

#endif
