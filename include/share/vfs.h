/* The thin VFS between SQLite and the drive: SMB's lock order, fence, gathered journal. */
#ifndef SHARE_VFS_H
#define SHARE_VFS_H

#include "share/faults.h"
#include "share/mount.h"

/*
 * One for each connection: nothing is shared between two. It speaks SQLite's own locking protocol,
 * so that other programs may use the file at the same time.
 */
struct vfs;

/*
 * Register a VFS for one connection to a file on MOUNT.
 * Owns: the caller frees, after the connection. Errors: SYSTEM.
 */
struct vfs *vfs_new(const struct mount *mount, struct err *err) CHECKED;
void vfs_free(struct vfs *vfs);

/* Name to open the connection with. Owns: borrowed. */
const char *vfs_name(const struct vfs *vfs);

/*
 * Open the fence's descriptor, once the connection has opened the file. It is closed by vfs_free():
 * closing any descriptor of the file gives up all locks that this process has on it.
 * Errors: INPUT when the drive cannot read past its cache, AWAY, STALE when the file was replaced.
 */
bool vfs_arm(struct vfs *vfs, const char *path, struct err *err) CHECKED;

/*
 * The file's change counter as it stands on the drive, past every cache and without a lock; 0 for
 * an empty file. Errors: AWAY.
 */
bool vfs_counter(struct vfs *vfs, uint32_t *counter, struct err *err) CHECKED;

/* The change counter as SQLite last read or wrote it: inside a transaction, the one it goes by. */
uint32_t vfs_believed(const struct vfs *vfs);

/* From now on (or no more) a journal is written over with zeros before it is emptied: nothing stays
 * in it of what its transaction overwrote. */
void vfs_wipe(struct vfs *vfs, bool on);

/* Whether the fence has stopped a write since the file was last unlocked or vfs_forget() called. */
bool vfs_tripped(const struct vfs *vfs);
void vfs_forget(struct vfs *vfs);

#ifdef YANSHEN_TEST_HOOKS
/* The faults of this connection. Owns: borrowed. */
struct faults *vfs_faults(struct vfs *vfs);
/* Lose all locks on the file at PATH as a dropped session does: silently. */
void vfs_drop_locks(const char *path);
#endif

#endif
