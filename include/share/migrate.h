/* Bringing a file of an older form up to this program's, while other desks have it open. */
#ifndef SHARE_MIGRATE_H
#define SHARE_MIGRATE_H

#include "share/backup_plan.h"
#include "share/open.h"

struct migration {
	int from, to; /* the same where nothing was to be done */
	struct backup backup; /* made before; path NULL: none */
};
void migration_clear(struct migration *done);

/*
 * Back the database at PATH up as PLAN says, then take all steps in one transaction: the file is
 * wholly of the old form or of the new one. Desks with an older program only read from then on, and
 * say so. What was done already is not done again. An answer that was lost is looked up.
 * Owns: migration_clear(). Errors: as share_open(), share_backup(), txn.h.
 */
bool share_migrate(const char *path, const struct backup_plan *plan, struct migration *done,
    struct err *err) CHECKED;

/*
 * The steps alone, without a copy before. *UNKNOWN, where given: the answer was lost.
 * Errors: as txn.h; INPUT the file can only be read for another reason.
 */
bool migrate_steps(struct share *share, bool *unknown, struct err *err) CHECKED;

#endif
