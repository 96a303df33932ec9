/* One step after the other, until one says that the folder is not to be used. */
#include "share/doctor.h"

#include "base/fs.h"
#include "base/lang.h"
#include "share/cloud.h"
#include "share/doctor_steps.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* A decision is one commit of about forty calls, and people wait for it. */
#define SLOW_COMMIT_MS 500.0
#define SLOW_TRIP_MS 10.0
#define LITTLE_SPACE (1ll << 30)

static void check_free(void *data)
{
	struct drive_check *check = data;

	g_free(check->words);
	g_free(check);
}

void diagnosis_clear(struct diagnosis *diagnosis)
{
	g_free(diagnosis->folder);
	mount_clear(&diagnosis->mount);
	if (diagnosis->checks)
		g_ptr_array_free(diagnosis->checks, TRUE);
	*diagnosis = (struct diagnosis){0};
}

static void add(struct diagnosis *diagnosis, const char *id, enum check_mark mark, char *words)
{
	struct drive_check *check = g_new0(struct drive_check, 1);

	*check = (struct drive_check){.id = id, .mark = mark, .words = words};
	g_ptr_array_add(diagnosis->checks, check);
	if (mark == CHECK_BAD)
		diagnosis->fit = UNFIT;
}

/*
 * What a step came to. A drive that says no is a finding; one that is gone, full or stopped is an
 * error. Returns whether to go on.
 */
static bool step(struct diagnosis *diagnosis, const char *id, bool good, const char *words,
    struct err *found, struct err *err)
{
	if (good) {
		add(diagnosis, id, CHECK_GOOD, g_strdup(words));
		return true;
	}
	if (found->kind == ERR_AWAY || found->kind == ERR_STOPPED || found->kind == ERR_FULL ||
	    found->kind == ERR_SYSTEM)
		*err = *found;
	else
		add(diagnosis, id, CHECK_BAD, g_strdup(found->words));
	return false;
}

static bool find_folder(
    const struct doctor_plan *plan, struct diagnosis *diagnosis, struct err *err)
{
	char *real = realpath(plan->path, NULL);
	int code = errno;
	struct stat found;

	if (!real || stat(real, &found) != 0) {
		g_autofree char *shown = fs_shown(plan->path);

		if (real)
			code = errno;
		free(real);
		return err_fail_code(err, err_kind_of_errno(code), code, _("cannot open %s: %s"),
		    shown, tr_system(code));
	}
	diagnosis->folder = S_ISDIR(found.st_mode) ? g_strdup(real) : g_path_get_dirname(real);
	free(real);
	return true;
}

static bool find_mount(const struct doctor_plan *plan, struct diagnosis *diagnosis, struct err *err)
{
	const struct mount *given = plan->mount;

	if (!given)
		return mount_find(diagnosis->folder, &diagnosis->mount, err);
	diagnosis->mount = (struct mount){.type = g_strdup(given->type),
	    .options = g_strdup(given->options),
	    .point = g_strdup(given->point),
	    .source = g_strdup(given->source),
	    .is_smb = given->is_smb,
	    .is_remote = given->is_remote};
	return true;
}

/* What can be said without writing a byte. */
static bool look(struct diagnosis *diagnosis, struct err *err)
{
	const struct mount *mount = &diagnosis->mount;
	const char *warning = mount_warning(mount);
	struct err found = {0};
	struct statvfs space;

	g_autofree char *words = g_strdup_printf(
	    _("%s on %s, mounted with %s"), mount->type, mount->point, mount->options);
	if (!step(diagnosis, "mount", mount_fit(mount, &found), words, &found, err))
		return false;
	if (warning)
		add(diagnosis, "mount", CHECK_NOTE, g_strdup(warning));
	if (mount->is_smb &&
	    mount_is_soft(mount)) /* the default of SMB: said here, not at every start */
		add(diagnosis, "mount", CHECK_NOTE,
		    g_strdup(
			_("mounted 'soft', which is usual for SMB: where the server is slow to "
			  "answer a save breaks off and is asked for again; with 'hard' it "
			  "waits")));
	if (!step(diagnosis, "cloud", cloud_free(diagnosis->folder, &found),
		_("no folder of a cloud drive"), &found, err))
		return false;
	if (statvfs(diagnosis->folder, &space) == 0 && space.f_blocks > 0 &&
	    (int64_t)space.f_bavail * (int64_t)space.f_frsize < LITTLE_SPACE)
		add(diagnosis, "space", CHECK_NOTE,
		    g_strdup_printf(_("only %lld MiB are free there"),
			(long long)((int64_t)space.f_bavail * (int64_t)space.f_frsize >> 20)));
	return true;
}

static bool try_trip(struct diagnosis *diagnosis, struct drive *drive, struct err *err)
{
	struct err found = {0};
	bool good = drive_trip(drive, &diagnosis->trip_ms, &found);
	g_autofree char *words = g_strdup_printf(
	    _("one call to the drive takes %.2f ms"), diagnosis->trip_ms);

	return step(diagnosis, "trip", good, words, &found, err);
}

static bool try_writes(const struct doctor_plan *plan, struct diagnosis *diagnosis,
    struct drive *drive, struct err *err)
{
	struct trials trials = {.wanted = plan->trials ? plan->trials : DOCTOR_TRIALS,
	    .go_on = plan->go_on,
	    .of = plan->of};
	struct err found = {0};
	bool good = doctor_trials(drive, &trials, &found);

	diagnosis->trials = trials.made;
	diagnosis->commit_ms = trials.median_ms;
	diagnosis->longest_ms = trials.longest_ms;
	g_autofree char *words = g_strdup_printf(
	    _("%d trial writes, none lost: usually %.1f ms, at most %.1f ms"), trials.made,
	    trials.median_ms, trials.longest_ms);
	return step(diagnosis, "writes", good, words, &found, err);
}

/* The live part, in a scratch folder. */
static bool try_all(const struct doctor_plan *plan, struct diagnosis *diagnosis,
    struct drive *drive, struct err *err)
{
	struct err found = {0};

	if (!step(diagnosis, "folder",
		drive_begin(drive, diagnosis->folder, plan->other_path, &diagnosis->mount, &found),
		_("files can be made in the folder"), &found, err) ||
	    !step(diagnosis, "locks", drive_locks(drive, &found),
		_("locks are seen by a second program, in the order that SQLite takes them"),
		&found, err) ||
	    !step(diagnosis, "sync", drive_syncs(drive, &found),
		_("what is written is confirmed (fsync)"), &found, err) ||
	    !step(diagnosis, "fresh", drive_fresh(drive, &found),
		_("a second program reads new data, lengths and names under the lock"), &found,
		err) ||
	    !try_trip(diagnosis, drive, err))
		return false;
	return try_writes(plan, diagnosis, drive, err);
}

static void note_alone(const struct doctor_plan *plan, struct diagnosis *diagnosis)
{
	if (diagnosis->mount.is_remote && !plan->other_path)
		add(diagnosis, "desks", CHECK_NOTE,
		    g_strdup(_("tried from this computer alone: between two computers it is not "
			       "verified yet")));
}

/* A second desk that is at work proves what one computer alone cannot. */
static bool try_desks(const struct doctor_plan *plan, struct diagnosis *diagnosis, struct err *err)
{
	g_autofree char *name = NULL;
	struct err found = {0};

	if (doctor_desks(diagnosis->folder, plan->go_on, plan->of, &name, &found)) {
		if (name)
			add(diagnosis, "desks", CHECK_GOOD,
			    g_strdup_printf(_("%s is at work here: its lock is seen, what it "
					      "writes is new"),
				name));
		else
			note_alone(plan, diagnosis);
		return true;
	}
	if (found.kind == ERR_STALE)
		add(diagnosis, "desks", CHECK_BAD, g_strdup(found.words));
	else
		*err = found;
	return false;
}

static bool try_account(struct diagnosis *diagnosis, struct err *err)
{
	g_autofree char *note = NULL;

	/* SMB shows every file as the mounting account's: modes say nothing there. */
	if (diagnosis->mount.is_smb)
		return true;
	if (!doctor_account(diagnosis->folder, &note, err))
		return false;
	if (note)
		add(diagnosis, "account", CHECK_NOTE, g_steal_pointer(&note));
	else
		add(diagnosis, "account", CHECK_GOOD,
		    g_strdup(_("a second account can write in the folder")));
	return true;
}

bool share_doctor(const struct doctor_plan *plan, struct diagnosis *diagnosis, struct err *err)
{
	struct drive drive = {.fd = -1};

	*diagnosis = (struct diagnosis){.checks = g_ptr_array_new_with_free_func(check_free)};
	if (find_folder(plan, diagnosis, err) && find_mount(plan, diagnosis, err) &&
	    look(diagnosis, err)) {
		bool good = try_all(plan, diagnosis, &drive, err);

		drive_end(&drive);
		if (good && try_account(diagnosis, err))
			(void)!try_desks(plan, diagnosis, err);
	}
	if (diagnosis->fit == FIT &&
	    (diagnosis->commit_ms > SLOW_COMMIT_MS || diagnosis->trip_ms > SLOW_TRIP_MS))
		diagnosis->fit = FIT_SLOW;
	if (err->kind == ERR_NONE)
		return true;
	diagnosis_clear(diagnosis);
	return false;
}
