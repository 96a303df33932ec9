/* A checked copy of the database and its originals, made while the desks work. */
#ifndef SHARE_BACKUP_H
#define SHARE_BACKUP_H

#include "share/backup_plan.h"
#include "share/open.h"

void backup_clear(struct backup *backup);

/*
 * Copy, check, and only then give it its name: the copy is one moment of the share, passes the
 * whole audit (share_verify, full) and was read back from DIR. Of this office's older copies in DIR
 * the newest of each of 24 hours, 14 days and 8 weeks stay; nothing else there is touched. Writers
 * wait while a small file is read; between the pieces of a large one they write.
 * Owns: backup_clear() frees.
 * Errors: INPUT no such folder, or it may not be written; FULL, AWAY; DAMAGED when the share does
 * not pass: then no copy is made and no older one removed; BUSY; STOPPED. After any of them nothing
 * is left in DIR.
 */
bool share_backup(struct share *share, const struct backup_plan *plan, struct backup *backup,
    struct err *err) CHECKED;

/*
 * The newest copy of this office in PLAN's folder that is not of the future; NULL: none. Owns: the caller frees.
 * Errors: INPUT no such folder, or it may not be written; AWAY.
 */
bool backup_newest(struct share *share, const struct backup_plan *plan, char **path,
    struct err *err) CHECKED;
/* A moment as it stands in a copy's name ("20261124-0905"), in the zone of this machine. */
void backup_stamp_print(int64_t ms, char stamp[14]);

#endif
