/* How large the write-ahead log gets. It begins anew when all of it is in the file and nobody reads
 * it; where somebody always does, the writer waits for that moment, so that it comes. */
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
