/* The live test of a drive: do locks and data reach a second program, and how long is a call? */
#ifndef SHARE_DRIVE_H
#define SHARE_DRIVE_H

#include "share/mount.h"

/* A scratch folder and what is open in it while the drive is tried. */
struct drive {
	char *dir; /* the scratch folder, removed by drive_end() */
	char *peer_dir; /* the same folder as the second program sees it */
	const struct mount *mount;
	struct peer *peer;
	int fd; /* of the file that both try */
};

/*
 * Make a scratch folder in FOLDER, which the second program finds in PEER_FOLDER: the same one
 * seen through another mount, or NULL for this one. What earlier runs were killed over is removed.
 * Owns: borrows MOUNT; drive_end() ends it, after a failure too.
 * Errors: INPUT it cannot be written or PEER_FOLDER is another folder; FULL, AWAY, SYSTEM.
 */
bool drive_begin(struct drive *drive, const char *folder, const char *peer_folder,
    const struct mount *mount, struct err *err) CHECKED;

/* End the second program and remove everything. */
void drive_end(struct drive *drive);

/*
 * A lock of either is seen and respected by the other; a read lock becomes a write lock in the way
 * SQLite asks for it, and only when nobody else reads; what a killed program held is free.
 * Errors: INPUT says what does not hold; AWAY.
 */
bool drive_locks(struct drive *drive, struct err *err) CHECKED;

/* What is written can be synced. Errors: INPUT when the drive refuses, AWAY, FULL. */
bool drive_syncs(struct drive *drive, struct err *err) CHECKED;

/*
 * What one wrote under the lock, the other reads under the lock: bytes, length, names; both ways,
 * several rounds. Errors: INPUT says what was old; AWAY, FULL.
 */
bool drive_fresh(struct drive *drive, struct err *err) CHECKED;

/*
 * Median time of one call that no cache answers. Units: ms.
 * Errors: INPUT when nothing can be read past the cache; AWAY.
 */
bool drive_trip(struct drive *drive, double *ms, struct err *err) CHECKED;

/*
 * The first three on the drive that the database at PATH lies on, unless this desk found this very
 * mount good before: once per mount, not per start. Local disks and folders that may not be written
 * pass. STATE_DIR remembers. Errors: INPUT the drive is unfit, with what to do; AWAY, FULL.
 */
bool drive_known(const char *path, const char *state_dir, struct err *err) CHECKED;

#endif
