/* SMB's locks are Windows locks: the order in which SQLite changes one must be mended. */
#ifndef SHARE_SMB_H
#define SHARE_SMB_H

struct sqlite3_vfs;

/*
 * Make UNIX_VFS give up the read lock before it asks for the write lock on the same bytes, on files
 * that lie on an SMB mount and on no others. SQLite keeps one table of system calls for the whole
 * process: the hook that is put there has no state, and putting it there twice changes nothing.
 * Source: netdrive.md 1 and 5.2; the order is that of SQLite's os_win.c.
 */
void smb_mend(struct sqlite3_vfs *unix_vfs);

#endif
