/* Where a file lies: which kind of drive, mounted how, and whether SQLite can be safe on it. */
#ifndef SHARE_MOUNT_H
#define SHARE_MOUNT_H

#include "base/err.h"

struct mount {
	char *type; /* of the file system: "cifs", "nfs4", "ext4", "fuse.sshfs" */
	char *options; /* of mount and file system, joined by commas */
	char *point; /* the folder it is mounted on */
	char *source; /* what is mounted there: "//nas/office", "nas:/office", "/dev/sda1" */
	bool is_smb; /* SMB's locks are Windows locks (share/smb.h) */
	bool is_remote; /* not a disk of this computer, or not known to be one */
};

/*
 * Mount that PATH lies on. An unreadable /proc gives an empty type, taken as remote.
 * Owns: mount_clear() frees. Errors: INPUT when PATH cannot be opened, AWAY when its drive is gone.
 */
bool mount_find(const char *path, struct mount *mount, struct err *err) CHECKED;

/* The same for an open file, without asking the drive. Owns: mount_clear() frees. */
bool mount_find_fd(int fd, struct mount *mount);

/*
 * Line of mount ID in TABLE, which has the form of /proc/self/mountinfo.
 * Owns: mount_clear() frees. Source: proc(5).
 */
bool mount_parse(const char *table, int id, struct mount *mount);

/* Free what the fields hold. */
void mount_clear(struct mount *mount);

/*
 * Whether locks and data of this mount can be trusted between desks as far as its type and options
 * tell. Errors: INPUT names the option to take away or the drive not to use.
 * Source: netdrive.md 3 and 5.8.
 */
bool mount_fit(const struct mount *mount, struct err *err) CHECKED;

/* Whether calls to the drive give up after a while instead of waiting for it ('soft'). */
bool mount_is_soft(const struct mount *mount);

/* A sentence about what is allowed but not advised, or NULL. In the person's language. */
const char *mount_warning(const struct mount *mount);

#endif
