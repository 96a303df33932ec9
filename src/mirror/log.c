/* The write-ahead log: on the disk when that is asked for, and bounded. It begins anew when all of
 * it is in the file and nobody reads it; where somebody always does, the writer waits for that
 * moment, so that it comes. */
#include "mirror/local.h"

#include <sqlite3.h>

#define WRITE_BACK_PAGES 2000 /* 16 MiB */
#define LOG_PAGES 8000

static int committed(void *of, sqlite3 *handle, const char *name, int pages)
{
	struct mirror *mirror = of;
	bool waits = pages >= mirror->log_next;

	if (pages < WRITE_BACK_PAGES && !waits) {
		mirror->log_next = mirror->log_pages;
		return SQLITE_OK;
	}
	/* Readers that cannot let go, one that is suspended say, are waited for now and then only.
	 */
	if (waits)
		mirror->log_next = pages + mirror->log_pages / 4;
	/* What cannot be written back now is at the next commit. */
	(void)sqlite3_wal_checkpoint_v2(handle, name,
	    waits ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	return SQLITE_OK;
}

void local_bound_log(struct mirror *mirror)
{
	mirror->log_pages = mirror->log_next = LOG_PAGES;
	sqlite3_wal_hook(mirror->handle, committed, mirror);
}

bool local_sync(struct mirror *mirror, struct err *err)
{
	static const int which[] = {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER};

	for (size_t i = 0; i < G_N_ELEMENTS(which); i++) {
		sqlite3_file *file = NULL;
		int code = sqlite3_file_control(mirror->handle, "main", which[i], (void *)&file);

		if (code == SQLITE_OK && file && file->pMethods)
			code = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
		if (code != SQLITE_OK)
			return local_fail(mirror, code, err);
	}
	return true;
}

void local_leave(struct mirror *mirror)
{
	struct err ignored = {0};

	if (!mirror->is_unsynced || mirror->is_damaged)
		return;
	(void)!(local_sync(mirror, &ignored) &&
		local_exec(mirror,
		    "PRAGMA synchronous = FULL; "
		    "UPDATE mark SET value = '" MARK_SYNCED "' WHERE name = 'boot'",
		    &ignored));
}
