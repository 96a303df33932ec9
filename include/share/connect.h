/* What opening and making a share have in common; of this room alone. */
#ifndef SHARE_CONNECT_H
#define SHARE_CONNECT_H

#include "share/roster.h"
#include "share/gate.h"
#include "share/sql.h"
#include "share/vfs.h"

#define CONNECT_WAIT_MS 15000 /* for a lock, where nobody says otherwise */

/* One open file. */
struct share {
	char *path;
	struct db *db;
	struct vfs *vfs;
	struct gate *gate;
	struct seal *seal; /* NULL until asked for */
	struct roster *roster; /* the same */
	char *pinned; /* fingerprint of the office key that this desk joined; NULL: any */
	struct busy busy;
	int version;
	bool is_older; /* than this program's, and so only read */
	const char *why_read_only;
	const char *warning;
	int64_t deadline_ms;
	const atomic_bool *stop;
	uint32_t seen_counter;
	int64_t seen_version;
	unsigned looks;
};

/*
 * A share of PATH, not connected yet, on the drive that ON_DRIVE lies on. Owns: takes PATH, the
 * caller closes. Errors: INPUT when the drive is unfit or not there, AWAY, SYSTEM.
 */
struct share *connect_new(char *path, const char *on_drive, struct err *err) CHECKED;

/* Connect with SQLite's FLAGS and set up the fence. Errors: as sqlerr.h and vfs_arm(). */
bool connect_open(struct share *share, int flags, struct err *err) CHECKED;

/* Set and check what must hold before the first question. Errors: as sqlerr.h. */
bool connect_set_up(struct share *share, struct err *err) CHECKED;

/* Whether the name still leads to the open file. Errors: AWAY. */
bool connect_is_there(struct share *share, struct err *err) CHECKED;

/* Open the side file; without it work goes on, less fairly. */
void connect_side_file(struct share *share);

/* Begin to wait for locks, as deadline_ms and stop have it. */
void connect_wait(struct share *share);

/* Close everything, in the order that loses no lock too early. NULL is fine. */
void connect_close(struct share *share);

#endif
