/* A first copy: the index in large strokes, nothing synced until the end. */
#include "mirror/take.h"

#include "base/fs.h"
#include "mirror/index.h"
#include "mirror/place.h"

#include <sqlite3.h>

bool mirror_leads(struct mirror *mirror)
{
	struct err ignored = {0};

	if (mirror->off_disk || mirror->lead >= 0)
		return true;
	g_autofree char *path = g_strconcat(mirror->path, ".copy", NULL);
	mirror->lead = fs_lock(path, &ignored);
	return mirror->lead >= 0;
}

static bool put_text(struct mirror *mirror, const char *name, const char *value, struct err *err)
{
	struct probe *probe = probe_begin(
	    mirror, "INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)");

	probe_text(probe, name);
	probe_text(probe, value);
	return probe_run(probe, err);
}

static bool put_loose(struct mirror *mirror, int loose, struct err *err)
{
	struct probe *probe = probe_begin(
	    mirror, "INSERT OR REPLACE INTO mark (name, value) VALUES ('loose', ?)");

	probe_int(probe, loose);
	return probe_run(probe, err);
}

/*
 * The same pages are written dozens of times, and a mirror that a power cut has torn is made anew.
 * To know that, the mark "boot" says which start of the computer the copy belongs to.
 */
bool mirror_bulk(struct mirror *mirror, struct err *err)
{
	g_autofree char *boot = place_boot();

	mirror->is_unsynced = boot && !mirror->off_disk;
	/* The mark is on the disk before the first page that is not. */
	return local_exec(mirror, "PRAGMA synchronous = FULL", err) &&
	       put_text(mirror, "boot", boot ? boot : MARK_SYNCED, err) &&
	       put_loose(mirror, 1, err) && index_bulk(mirror, true, err) &&
	       local_exec(mirror,
		   mirror->is_unsynced || mirror->off_disk ? "PRAGMA synchronous = OFF"
							   : "PRAGMA synchronous = NORMAL",
		   err);
}

bool mirror_tidy(struct mirror *mirror, int milliseconds, bool *done, struct err *err)
{
	if (!index_tidy(mirror, milliseconds, done, err))
		return false;
	if (!*done)
		return true;
	bool good = index_bulk(mirror, false, err) &&
		    (mirror->off_disk ||
			(local_sync(mirror, err) &&
			    local_exec(mirror, "PRAGMA synchronous = NORMAL", err))) &&
		    put_loose(mirror, 0, err);
	mirror->is_unsynced = mirror->is_unsynced && !good;
	return good;
}
