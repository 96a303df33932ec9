/* Inside the room: a report's characters in and out of the search indexes. */
#ifndef MIRROR_INDEX_H
#define MIRROR_INDEX_H

#include "mirror/local.h"

/*
 * Take a report out of the indexes, before its row or the body that is indexed changes: the index
 * holds no text, so exactly what went in must be said again. Errors: FULL, DAMAGED.
 */
bool index_out(struct mirror *mirror, int64_t report, struct err *err) CHECKED;
/* Put it in as it is now. Errors: FULL, DAMAGED. */
bool index_in(struct mirror *mirror, int64_t report, struct err *err) CHECKED;

/* As mirror_bulk() and mirror_tidy() in take.h; ON false: back to small strokes. Errors: FULL. */
bool index_bulk(struct mirror *mirror, bool on, struct err *err) CHECKED;
bool index_tidy(struct mirror *mirror, int milliseconds, bool *done, struct err *err) CHECKED;

#endif
