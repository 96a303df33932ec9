/* A desk's part in a purge, from its disk outwards: mirror, drafts, originals, a word in the trail.
 */
#include "work/purge.h"

#include "base/fs.h"
#include "base/log.h"
#include "flow/purge.h"
#include "mirror/purge.h"
#include "share/purge.h"
#include "work/deed.h"

#include <sys/stat.h>

#define SCRUB_MS 100 /* of one slice; in between the worker does what somebody waits for */
#define RETRY_MS 60000

/* Drafts of a report, and what a computer that went down left half written beside them. */
static bool wipe_drafts(const struct ground *ground, const char *uid, struct err *err)
{
	g_autofree char *dir = g_build_filename(ground->state_dir, "drafts", ground->office, NULL);
	g_autofree char *prefix = g_strconcat(uid, "-", NULL);
	g_autoptr(GPtrArray) paths = NULL;
	bool good = true;

	if (!g_file_test(dir, G_FILE_TEST_IS_DIR))
		return true;
	paths = fs_list(dir, err);
	for (guint i = 0; paths && good && i < paths->len; i++) {
		g_autofree char *name = g_path_get_basename(g_ptr_array_index(paths, i));

		good = !g_str_has_prefix(name, prefix) || fs_wipe(g_ptr_array_index(paths, i), err);
	}
	return paths && good;
}

/*
 * A backup has its copy on this disk while it is made; one that was killed has left it. *BUSY: one
 * of these may still be at work.
 */
static bool wipe_copies(const struct ground *ground, bool *busy, struct err *err)
{
	g_autoptr(GDir) dir = g_dir_open(ground->state_dir, 0, NULL);
	int64_t hour_ago_s = clock_machine_ms() / 1000 - 3600;
	const char *name;
	bool good = true;

	while (dir && good && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(ground->state_dir, name, NULL);
		struct stat found;

		if (!g_str_has_prefix(name, "backup-") || !g_str_has_suffix(name, ".part") ||
		    lstat(path, &found) != 0 || !S_ISREG(found.st_mode))
			continue;
		*busy = *busy || found.st_mtime > hour_ago_s;
		good = found.st_mtime > hour_ago_s || fs_wipe(path, err);
	}
	return good;
}

static bool clean(struct ground *ground, const struct mirror_purge *purge, struct err *err)
{
	return purge->is_clean || (wipe_drafts(ground, purge->uid, err) &&
				      purge_finish(ground->share, purge->report, err) &&
				      mirror_cleaned(ground->writer, purge->seq, err));
}

/* The person's own key signs it: as long as it is locked it stays owed, and shown as that. */
static void say_done(struct ground *ground, const struct mirror_purge *purge, int64_t person)
{
	struct err err = {0};

	if (purge->is_said || !person || clock_mono_ms() < ground->purge_retry_ms ||
	    keyring_look(ground->keys, person) != KEYRING_OPEN)
		return;
	struct deed *deed = deed_new(MOVE_PURGE_DONE, person);
	deed->report = purge->report;
	if (!deed_do(ground, deed, &err)) {
		log_line("a purge is done here, but that could not be said: %s", err.words);
		ground->purge_retry_ms = clock_mono_ms() + RETRY_MS;
	}
	deed_free(deed);
}

bool purge_duties(struct ground *ground, int64_t person, bool *more, struct err *err)
{
	g_autofree char *computer = purge_computer(ground->desk);
	struct err why = {0};
	bool done;

	*more = false;
	if (!mirror_scrub(ground->writer, SCRUB_MS, &done, &why)) {
		if (why.kind != ERR_BUSY)
			*err = why;
		return why.kind == ERR_BUSY; /* somebody reads: at the next look */
	}
	*more = !done;
	if (*more)
		return true;
	bool busy = false;
	g_autoptr(GPtrArray) purges = mirror_purges(ground->writer, computer, person, err);
	for (guint i = 0; purges && i < purges->len; i++) {
		const struct mirror_purge *purge = g_ptr_array_index(purges, i);

		if (!purge->is_clean && !wipe_copies(ground, &busy, err))
			return false;
		if (busy) /* a backup is being made here: at a look after it */
			break;
		if (!clean(ground, purge, err))
			return false;
		say_done(ground, purge, person);
	}
	return purges != NULL;
}
