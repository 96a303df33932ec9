/* A backup in the place of the database, the displaced file kept aside. */
#ifndef SHARE_RESTORE_H
#define SHARE_RESTORE_H

#include "share/backup_plan.h"
#include "share/open.h"

struct restored {
	char *aside; /* where the displaced database lies now; NULL: there was none */
	struct verified verified; /* of the backup */
};
void restored_clear(struct restored *restored);

/*
 * Check the backup at FROM (whole audit, office OFFICE, its key KEY where not NULL), copy it and
 * its originals beside the database at PATH, and change the names while nobody writes. Desks that
 * had the old file open notice it at their next look. PLAN: local_dir, now_ms and go_on count.
 * Nothing is removed: the displaced file has a dated name. Nobody here may have PATH open. Owns:
 * restored_clear(). Errors: INPUT no backup of this office; DAMAGED it does not pass; BUSY, AWAY,
 * FULL, STOPPED: the database is as it was.
 */
bool share_restore(const char *from, const char *path, const char *office, const char *key,
    const struct backup_plan *plan, struct restored *restored, struct err *err) CHECKED;

#endif
