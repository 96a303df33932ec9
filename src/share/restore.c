/* Checked, copied beside, made ready there; then two names change hands under the lock. */
#include "share/restore.h"

#include "base/fs.h"
#include "base/ident.h"
#include "base/lang.h"
#include "share/backup.h"
#include "share/backup_copy.h"
#include "share/backup_keep.h"
#include "share/connect.h"
#include "share/header.h"
#include "share/migrate.h"
#include "share/people.h"
#include "share/settings.h"
#include "share/txn.h"
#include "share/verify.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

void restored_clear(struct restored *restored)
{
	g_free(restored->aside);
	verified_clear(&restored->verified);
	*restored = (struct restored){0};
}

static bool is_of_office(struct share *copy, const char *office, struct err *err)
{
	g_autofree char *uid = NULL;
	struct txn txn;
	bool good = txn_read(&txn, copy, err) &&
		    settings_get(share_db(copy), SETTING_OFFICE_UID, &uid, err);

	txn_end(&txn);
	return good && (g_strcmp0(uid, office) == 0 ||
			   err_fail(err, ERR_INPUT, _("this is a backup of another office")));
}

static bool check(const char *from, const char *office, const char *key, struct restored *restored,
    struct err *err)
{
	struct verify_plan plan = {.full = true, .key = key};
	struct share *copy = share_open(from, true, err);
	bool good = copy && is_of_office(copy, office, err) &&
		    (share_verify(copy, &plan, &restored->verified, err) ||
			err_while(err, "%s", _("the backup does not pass its check")));

	share_close(copy);
	return good;
}

/* Originals that are not there yet: a name is its content's digest. */
static bool put_originals(
    const char *from, const char *path, const struct backup_plan *plan, struct err *err)
{
	g_autofree char *old_dir = g_strconcat(from, ".d", NULL);
	g_autofree char *new_dir = g_strconcat(path, ".d", NULL);
	g_autoptr(GDir) files = g_dir_open(old_dir, 0, NULL);
	const char *name;

	if (files && mkdir(new_dir, 0770) != 0 && errno != EEXIST)
		return fs_fail_write(new_dir, err);
	while (files && (name = g_dir_read_name(files))) {
		g_autofree char *old = g_build_filename(old_dir, name, NULL);
		g_autofree char *new = g_build_filename(new_dir, name, NULL);
		g_autofree char *part = g_strconcat(new, ".part", NULL);
		int64_t bytes;

		if (!digest_ok(name) || access(new, F_OK) == 0)
			continue;
		unlink(part);
		if (!backup_put(plan, old, part, &bytes, err))
			return false;
		if (rename(part, new) != 0)
			return fs_fail_write(new, err);
	}
	return true;
}

/* Of this program's form, and with nobody at work in it. */
static bool make_ready(const char *part, struct err *err)
{
	struct share *share = header_take_back(part, err) ? share_open(part, false, err) : NULL;
	struct txn txn = {0};
	bool good = share && migrate_steps(share, NULL, err) && txn_write(&txn, share, err) &&
		    sql_exec(share_db(share), "DELETE FROM claim", err) && txn_commit(&txn, err);

	txn_end(&txn);
	share_close(share);
	g_autofree char *side = g_strconcat(part, "-lk", NULL);
	g_autofree char *journal = g_strconcat(part, "-journal", NULL);
	unlink(side);
	unlink(journal);
	return good;
}

/* A journal that a broken file has left belongs to it, and must not be played into another. */
static bool change_names(const char *path, const char *part, const char *aside, struct err *err)
{
	g_autofree char *journal = g_strconcat(path, "-journal", NULL);
	g_autofree char *along = g_strconcat(aside, "-journal", NULL);
	bool had = access(path, F_OK) == 0;
	int64_t size;

	if (fs_size_now(journal, &size) && size > 0 && rename(journal, along) != 0)
		return fs_fail_write(along, err);
	if (had && rename(path, aside) != 0)
		return fs_fail_write(aside, err);
	if (rename(part, path) == 0) {
		fs_sync_folder_of(path);
		return true;
	}
	fs_fail_write(path, err);
	(void)!rename(aside, path);
	return false;
}

/*
 * From here on whoever has the old file open is told, under its own lock, that it is no longer the
 * database. One that was marked before a power cut, or is broken, nobody writes.
 */
static bool mark(struct share *old, int version, struct err *err)
{
	g_autofree char *stamp = g_strdup_printf("PRAGMA user_version=%d", version);
	struct db *db = share_db(old);

	/* Not by txn_write(): the form changes with it, and an older one is written, too. */
	if (!sql_exec(db, "BEGIN IMMEDIATE", err))
		return false;
	if (sql_exec(db, stamp, err) && sql_exec(db, "COMMIT", err))
		return true;
	struct err ignored = {0};
	if (!sql_exec(db, "ROLLBACK", &ignored))
		err_clear(&ignored);
	return false;
}

static bool swap(const char *path, const char *part, const char *aside, struct err *err)
{
	bool is_marked = header_is_aside(path);
	struct err found = {0};
	struct share *old = is_marked ? NULL : share_open(path, false, &found);

	if (!old && (found.kind == ERR_BUSY || found.kind == ERR_AWAY)) {
		*err = found;
		return false;
	}
	err_clear(&found);
	bool can_be_written = old && (old->is_older || !share_read_only(old));
	int version = old ? share_version(old) : 0;
	bool good = (!can_be_written || mark(old, version | SHARE_PUT_ASIDE, err)) &&
		    change_names(path, part, aside, err);

	/* Where that fails, too, it stays marked: restore is to be run again, as opening says. */
	if (!good && can_be_written && !mark(old, version, &found))
		err_clear(&found);
	share_close(old);
	return good;
}

static char *aside_name(const char *path, int64_t now_ms)
{
	g_autofree char *stem = backup_stem(path);
	char stamp[14];

	backup_stamp_print(now_ms, stamp);
	for (int i = 1;; i++) {
		g_autofree char *more = i > 1 ? g_strdup_printf("-%d", i) : g_strdup("");
		char *name = g_strdup_printf("%s-replaced-%s%s.db", stem, stamp, more);

		if (access(name, F_OK) != 0)
			return name;
		g_free(name);
	}
}

bool share_restore(const char *from, const char *path, const char *office, const char *key,
    const struct backup_plan *plan, struct restored *restored, struct err *err)
{
	g_autofree char *ident = ident_new(plan->now_ms);
	g_autofree char *part = g_strdup_printf("%s-%s.part", path, ident);
	g_autofree char *aside = aside_name(path, plan->now_ms);
	bool had = access(path, F_OK) == 0;
	int64_t bytes;

	*restored = (struct restored){0};
	bool good = check(from, office, key, restored, err) &&
		    put_originals(from, path, plan, err) &&
		    backup_put(plan, from, part, &bytes, err) && make_ready(part, err) &&
		    swap(path, part, aside, err);

	if (good && had)
		restored->aside = g_steal_pointer(&aside);
	if (!good) {
		unlink(part);
		restored_clear(restored);
	}
	return good;
}
