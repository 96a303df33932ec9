/* Which copies of this office are in a folder, and which of them stay; of this room alone. */
#ifndef SHARE_BACKUP_KEEP_H
#define SHARE_BACKUP_KEEP_H

#include "base/err.h"

/*
 * Copies of the office UID named STEM-YYYYMMDD-HHMM.db or with seconds, the newest first.
 * Owns: the caller frees the array of paths. Errors: INPUT.
 */
GPtrArray *backup_list(const char *dir, const char *stem, const char *uid, struct err *err) CHECKED;

/* Remove those of COPIES that are past their hour, day and week, never SPARE. Returns how many. */
int64_t backup_thin(const GPtrArray *copies, const char *spare);

/* What a run that was cut off has left for more than a day. */
void backup_sweep(const char *dir, const char *stem);

/* Remove a database and the originals beside it, nothing but files of ours. */
void backup_remove(const char *path);

#endif
