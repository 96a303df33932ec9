/* What a backup is asked, and what it has made. */
#ifndef SHARE_BACKUP_PLAN_H
#define SHARE_BACKUP_PLAN_H

#include "share/verified.h"

#define BACKUP_PAGED_BYTES (200ll << 20) /* larger files are copied between others' writes */

struct backup_plan {
	const char *dir; /* where the copies are kept: must be there */
	const char *local_dir; /* on this desk's own disk, for the time of the work */
	int64_t now_ms; /* wall clock: goes into the name */
	int64_t paged_bytes; /* 0: BACKUP_PAGED_BYTES */
	int copies; /* at most so many of this office stay there; 0: any number */
	int days; /* and none older, but always the newest two; 0: any age */
	bool (*go_on)(void *of); /* asked now and then; NULL: always */
	void *of;
};

struct backup {
	char *path; /* DIR/NAME-YYYYMMDD-HHMM.db */
	int64_t bytes; /* of the database */
	int64_t originals; /* all of them, beside the copy in PATH.d */
	int64_t fresh; /* of these not linked from an earlier copy */
	int64_t removed; /* older copies that were given up */
	GPtrArray *purged; /* paths of older copies there that hold what was purged since */
	struct verified verified;
};

#endif
