/* Which copies of this office are in a folder, and which of them stay; of this room alone. */
#ifndef SHARE_BACKUP_KEEP_H
#define SHARE_BACKUP_KEEP_H

#include "base/err.h"

/*
 * Copies of the office UID named STEM-YYYYMMDD-HHMM.db or with seconds, the newest first.
 * Owns: the caller frees the array of paths. Errors: INPUT.
 */
GPtrArray *backup_list(const char *dir, const char *stem, const char *uid, struct err *err) CHECKED;

/* Which copies stay besides those of the last hours, days and weeks. */
struct backup_bounds {
	int copies; /* 0: any number */
	char oldest[14]; /* "20261124-0905"; "": any age */
};

/*
 * Remove those of COPIES that are past their hour, day and week, or out of bounds; never SPARE nor
 * the newest two. Returns how many.
 */
int64_t backup_thin(const GPtrArray *copies, const char *spare, const struct backup_bounds *bounds);

/* The path or name of a database without ".db": what its copies are called by. Owns: the caller
 * frees. */
char *backup_stem(const char *path);

/* "20261124-0905" of a copy's name. Owns: borrowed. */
const char *backup_stamp(const char *path);

/*
 * Those of COPIES (newest first) in which texts of the REPORTS ("3" or "3,17"; NULL: of all that
 * the newest of them knows as purged) still stand. Owns: the caller frees the array of paths.
 */
GPtrArray *backup_purged(const GPtrArray *copies, const char *reports);

/*
 * Numbers of the reports, with blanks between, that the DISPLACED database knows as purged and
 * whose texts the COPY in its place still holds; NULL: none. Owns: the caller frees.
 */
char *backup_revived(const char *displaced, const char *copy);

/* What a run that was cut off has left for more than a day. */
void backup_sweep(const char *dir, const char *stem);

/* Remove a database and the originals beside it, nothing but files of ours. */
void backup_remove(const char *path);

#endif
