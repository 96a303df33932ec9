/* Files of this desk: read whole, replace atomically, list a folder, take a lock. Never the share.
 */
#ifndef BASE_FS_H
#define BASE_FS_H

#include "base/err.h"

/*
 * Read a whole regular file.
 * Units: limit in bytes. Owns: the caller frees.
 * Errors: INPUT when it is missing or no file, FULL past the limit, AWAY when the drive is gone.
 */
GBytes *fs_read(const char *path, size_t limit, struct err *err) CHECKED;

/*
 * Replace a file by BYTES, wholly or not at all: temporary name, sync, rename, sync of the folder.
 * Errors: FULL without room, INPUT where it may not be written, AWAY when the drive is gone.
 */
bool fs_write(const char *path, const void *bytes, size_t len, int mode, struct err *err) CHECKED;

/*
 * Make the name of PATH last: sync the folder that it stands in. Some drives refuse that for
 * folders; the file itself is synced by whoever wrote it, so nothing is said.
 */
void fs_sync_folder_of(const char *path);

/*
 * Bytes in a file as its drive has them at this moment, 0 where there is none: a client answers
 * stat() from its memory of names and sizes for seconds (NFS 3 to 60, SMB 1), opening asks the
 * server. Not for a file that this process has locked: closing gives its locks up. Returns false
 * with errno when it cannot be looked at.
 */
bool fs_size_now(const char *path, int64_t *size) CHECKED;

/* Say that PATH cannot be written. Returns false. Errors: what err_kind_of_errno makes of errno. */
bool fs_fail_write(const char *path, struct err *err);

/*
 * Zeros over a regular file, synced, then it is removed; none there is fine. What the drive itself
 * keeps of it elsewhere is not reached. Errors: INPUT, AWAY, FULL.
 */
bool fs_wipe(const char *path, struct err *err) CHECKED;
/* The same, but an empty file stays. */
bool fs_blank(const char *path, struct err *err) CHECKED;

/* Make a folder and those above it, 0700. Errors: INPUT, FULL. */
bool fs_make_dir(const char *path, struct err *err) CHECKED;

/*
 * Names of regular files below a folder, sorted, folders entered, links not followed.
 * Owns: the caller frees the array of paths. Errors: INPUT.
 */
GPtrArray *fs_list(const char *dir, struct err *err) CHECKED;

/*
 * Take the lock file of PATH for as long as the program lives: another process is refused.
 * Returns the descriptor to keep, or -1 without an error set when another holds it.
 * Errors: what err_kind_of_errno makes of a file that cannot be opened or locked.
 */
int fs_lock(const char *path, struct err *err);

/* A name as it can be shown: what is not UTF-8 becomes U+FFFD. Owns: the caller frees. */
char *fs_shown(const char *path);

/* Where this desk keeps its state and its settings (design 8). Owns: the caller frees. */
char *fs_state_dir(void);
char *fs_config_dir(void);

#endif
