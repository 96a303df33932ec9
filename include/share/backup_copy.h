/* How the bytes of a backup travel; of this room alone. */
#ifndef SHARE_BACKUP_COPY_H
#define SHARE_BACKUP_COPY_H

#include "share/backup_plan.h"
#include "share/open.h"

/* The share as of one moment, into a new file at PATH. Errors: FULL, AWAY, BUSY, STOPPED, INPUT. */
bool backup_read(
    struct share *share, const struct backup_plan *plan, const char *path, struct err *err) CHECKED;

/*
 * A file into a new file on another drive, synced and read back. *BYTES is its length.
 * Errors: FULL, AWAY, INPUT; DAMAGED when the drive gives back something else; STOPPED.
 */
bool backup_put(const struct backup_plan *plan, const char *from, const char *to, int64_t *bytes,
    struct err *err) CHECKED;

/*
 * The originals that the database COPY names, into TO.d: linked from those beside the earlier copy
 * BEFORE (NULL: none) where these are good, else copied from the share's.
 * Errors: DAMAGED an original is not what its digest says; INPUT one is missing; FULL, AWAY.
 */
bool backup_originals(struct share *share, struct share *copy, const char *before, const char *to,
    const struct backup_plan *plan, struct backup *backup, struct err *err) CHECKED;

/* Whether to go on. Errors: STOPPED. */
bool backup_goes_on(const struct backup_plan *plan, struct err *err) CHECKED;

#endif
