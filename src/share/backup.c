/* Copy, check, name: nothing in the folder looks like a backup before it is one. */
#include "share/backup.h"

#include "base/clock.h"
#include "base/fs.h"
#include "base/ident.h"
#include "base/lang.h"
#include "share/act.h"
#include "share/backup_copy.h"
#include "share/backup_keep.h"
#include "share/init.h"
#include "share/people.h"
#include "share/verify.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names of one run. */
struct run {
	struct share *share;
	const struct backup_plan *plan;
	struct backup *backup;
	struct share *copy; /* the local one, opened to be checked */
	char *dir; /* canonical */
	char *stem; /* "office" of office.db */
	char *uid;
	char *local, *local_d; /* the copy on this desk's disk; .d leads to the originals in DIR */
	char *part, *part_d; /* in DIR, not yet named */
	GPtrArray *before; /* earlier copies, newest first */
	atomic_bool stop;
};

void backup_clear(struct backup *backup)
{
	g_free(backup->path);
	if (backup->purged)
		g_ptr_array_free(backup->purged, TRUE);
	verified_clear(&backup->verified);
	*backup = (struct backup){0};
}

static bool folder(struct run *run, struct err *err)
{
	char *real = realpath(run->plan->dir, NULL);
	int code = real ? 0 : errno;
	struct stat found;

	if (real && stat(real, &found) == 0 && !S_ISDIR(found.st_mode))
		code = ENOTDIR;
	else if (real && faccessat(AT_FDCWD, real, W_OK | X_OK, AT_EACCESS) != 0)
		code = errno;
	run->dir = g_strdup(real);
	free(real);
	if (code == 0)
		return true;
	g_autofree char *shown = fs_shown(run->plan->dir);

	return err_fail_code(err, err_kind_of_errno(code), code,
	    _("backups cannot be kept at %s: %s"), shown, tr_system(code));
}

static void name_all(struct run *run)
{
	g_autofree char *base = g_path_get_basename(share_path(run->share));
	g_autofree char *ident = ident_new(run->plan->now_ms);
	g_autofree char *part = NULL;
	g_autofree char *local = NULL;

	run->stem = backup_stem(base);
	part = g_strdup_printf(".%s-%s.part", run->stem, ident);
	local = g_strdup_printf("backup-%s.part", ident);
	run->part = g_build_filename(run->dir, part, NULL);
	run->part_d = g_strconcat(run->part, ".d", NULL);
	run->local = g_build_filename(run->plan->local_dir, local, NULL);
	run->local_d = g_strconcat(run->local, ".d", NULL);
}

static bool begin(struct run *run, struct err *err)
{
	if (!folder(run, err) || !fs_make_dir(run->plan->local_dir, err))
		return false;
	name_all(run);
	if (!settings_get(share_db(run->share), SETTING_OFFICE_UID, &run->uid, err))
		return false;
	backup_sweep(run->dir, run->stem);
	run->before = backup_list(run->dir, run->stem, run->uid, err);
	return run->before != NULL;
}

static void look(void *of, int64_t done, int64_t all)
{
	struct run *run = of;

	(void)done;
	(void)all;
	if (run->plan->go_on && !run->plan->go_on(run->plan->of))
		atomic_store(&run->stop, true);
}

/* The audit reads the originals where the backup will have them. */
static bool check(struct run *run, struct err *err)
{
	struct verify_plan plan = {.full = true, .progress = look, .of = run, .stop = &run->stop};

	if (run->backup->originals && symlink(run->part_d, run->local_d) != 0)
		return err_fail_code(
		    err, err_kind_of_errno(errno), errno, "%s: %s", run->local_d, tr_system(errno));
	return share_verify(run->copy, &plan, &run->backup->verified, err) ||
	       (err->kind == ERR_DAMAGED &&
		   err_while(
		       err, "%s", _("no backup was made, the database does not pass its check")));
}

static bool copy_all(struct run *run, struct err *err)
{
	const char *before = run->before->len ? g_ptr_array_index(run->before, 0) : NULL;

	if (!backup_read(run->share, run->plan, run->local, err) ||
	    !backup_put(run->plan, run->local, run->part, &run->backup->bytes, err))
		return false;
	run->copy = share_open(run->local, true, err);
	return run->copy &&
	       backup_originals(
		   run->share, run->copy, before, run->part, run->plan, run->backup, err) &&
	       check(run, err);
}

static void end(struct run *run, bool good)
{
	share_close(run->copy);
	if (run->local) {
		unlink(run->local);
		unlink(run->local_d);
	}
	if (run->part && !good)
		backup_remove(run->part);
	if (run->before)
		g_ptr_array_free(run->before, TRUE);
	g_free(run->dir);
	g_free(run->stem);
	g_free(run->uid);
	g_free(run->local);
	g_free(run->local_d);
	g_free(run->part);
	g_free(run->part_d);
}

bool backup_newest(
    struct share *share, const struct backup_plan *plan, char **path, struct err *err)
{
	struct backup nothing = {0};
	struct run run = {.share = share, .plan = plan, .backup = &nothing};
	bool good = begin(&run, err);
	char latest[14];

	*path = NULL;
	/* A clock that was wrong once must not say for years that all is done. */
	backup_stamp_print(plan->now_ms + CLOCK_SLACK_MS, latest);
	for (guint i = 0; good && !*path && i < run.before->len; i++) {
		const char *one = g_ptr_array_index(run.before, i);

		if (strncmp(backup_stamp(one), latest, strlen(latest)) <= 0)
			*path = g_strdup(one);
	}
	end(&run, true);
	return good;
}

void backup_stamp_print(int64_t ms, char stamp[14])
{
	g_autofree char *text = clock_local_text(ms); /* "2026-11-24 09:05" */

	g_snprintf(
	    stamp, 14, "%.4s%.2s%.2s-%.2s%.2s", text, text + 5, text + 8, text + 11, text + 14);
}

/* NAME-YYYYMMDD-HHMM.db, with seconds where that minute has one. */
static char *final_name(const struct run *run)
{
	char stamp[14];
	char *path = NULL;

	backup_stamp_print(run->plan->now_ms, stamp);
	for (int seconds = -1; seconds < 60; seconds++) {
		g_autofree char *more = seconds < 0 ? g_strdup("")
						    : g_strdup_printf("%02d", seconds);
		g_autofree char *name = g_strdup_printf("%s-%s%s.db", run->stem, stamp, more);

		path = g_build_filename(run->dir, name, NULL);
		if (faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT)
			return path;
		g_free(path);
		if (seconds < 0)
			seconds = (int)(run->plan->now_ms / 1000 % 60) - 1;
	}
	return NULL;
}

static void sync_folder(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd); /* some drives refuse it; the files themselves are synced */
		close(fd);
	}
}

static bool give_name(struct run *run, struct err *err)
{
	g_autofree char *path = final_name(run);
	g_autofree char *beside = path ? g_strconcat(path, ".d", NULL) : NULL;

	if (!path)
		return err_fail(
		    err, ERR_INPUT, _("a backup of this minute is there already: %s"), run->dir);
	/* The originals first: a database without its own would be no backup. */
	if ((run->backup->originals && rename(run->part_d, beside) != 0) ||
	    rename(run->part, path) != 0) {
		int code = errno;

		(void)!rename(beside, run->part_d); /* if they have got their name already */
		return err_fail_code(err, err_kind_of_errno(code), code,
		    _("backups cannot be kept at %s: %s"), run->dir, tr_system(code));
	}
	sync_folder(run->dir);
	run->backup->path = g_steal_pointer(&path);
	return true;
}

static int64_t thin(const struct run *run)
{
	const struct backup_plan *plan = run->plan;
	struct backup_bounds bounds = {.copies = plan->copies};

	if (plan->days)
		backup_stamp_print(plan->now_ms - plan->days * DAY_MS, bounds.oldest);
	return backup_thin(run->before, run->backup->path, &bounds);
}

bool share_backup(
    struct share *share, const struct backup_plan *plan, struct backup *backup, struct err *err)
{
	struct run run = {.share = share, .plan = plan, .backup = backup};

	*backup = (struct backup){0};
	bool good = begin(&run, err) && copy_all(&run, err) && give_name(&run, err);

	if (good) {
		g_ptr_array_insert(run.before, 0, g_strdup(backup->path));
		backup->removed = thin(&run);
		backup->purged = backup_purged(run.before, NULL);
	}
	end(&run, good);
	if (!good)
		backup_clear(backup);
	return good;
}
