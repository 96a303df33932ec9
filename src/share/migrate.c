/* A copy first, then the steps from migrate.def and the guards, all in one transaction. */
#include "share/migrate.h"

#include "base/lang.h"
#include "share/backup.h"
#include "share/connect.h"
#include "share/guard.h"
#include "share/txn.h"

#define HOLD_MS 60000 /* a table may be rewritten; nobody waits for it in the middle of a word */

static const struct {
	int version;
	const char *sql;
} steps[] = {
#define STEP(version, sql) {version, sql},
#include "share/migrate.def"
#undef STEP
};

void migration_clear(struct migration *done)
{
	backup_clear(&done->backup);
	*done = (struct migration){0};
}

static bool take_steps(struct share *share, struct err *err)
{
	g_autofree char *stamp = g_strdup_printf("PRAGMA user_version=%d", header_newest());
	struct db *db = share_db(share);

	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		if (steps[i].version > share_version(share) && *steps[i].sql &&
		    !sql_exec(db, steps[i].sql, err))
			return false;
	}
	return guard_install(db, err) && sql_exec(db, stamp, err);
}

bool migrate_steps(struct share *share, bool *unknown, struct err *err)
{
	const char *why = share->why_read_only;
	struct txn txn;

	if (!share->is_older)
		return share_version(share) == header_newest() ||
		       err_fail(err, ERR_INPUT, "%s", why);
	share->why_read_only = NULL; /* that is what ends here */
	bool good = txn_write(&txn, share, err);

	txn.hold_ms = HOLD_MS;
	good = good && take_steps(share, err) && txn_commit(&txn, err);
	txn_end(&txn);
	if (unknown)
		*unknown = txn.outcome_is_unknown;
	if (good)
		share->version = header_newest();
	else
		share->why_read_only = why;
	share->is_older = !good;
	return good;
}

/* The form of the file as it lies there now. */
static bool look_up(const char *path, struct err *err)
{
	struct err found = {0};
	struct share *share = share_open(path, true, &found);
	bool is_done = share && share_version(share) == header_newest();

	share_close(share);
	if (is_done)
		err_clear(err);
	return is_done;
}

bool share_migrate(
    const char *path, const struct backup_plan *plan, struct migration *done, struct err *err)
{
	struct share *share = share_open(path, false, err);
	bool unknown = false;

	*done = (struct migration){0};
	if (!share)
		return false;
	done->from = share_version(share);
	done->to = header_newest();
	bool good = done->from == done->to ||
		    ((share->is_older || migrate_steps(share, NULL, err)) &&
			share_backup(share, plan, &done->backup, err) &&
			migrate_steps(share, &unknown, err));
	share_close(share);
	good = good || (unknown && look_up(path, err));
	if (!good)
		migration_clear(done);
	return good;
}
