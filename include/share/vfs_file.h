/* What SQLite calls on an open file of ours: the database, and its journal. */
#ifndef SHARE_VFS_FILE_H
#define SHARE_VFS_FILE_H

#include "share/fence.h"
#include "share/journal.h"

#include <sqlite3.h>

/*
 * Pieces of the database around pages that were asked for. What an act needs lies close together,
 * where the file grew last, and one request for four pages takes as long as for one. 64 KiB is what
 * SMB carries in a single credit. True only while a lock is held without a break.
 */
#define VFS_PIECE_BYTES (64 << 10)
#define VFS_PIECES 8

struct vfs_ahead {
	unsigned char *bytes[VFS_PIECES]; /* NULL: never used */
	int64_t at[VFS_PIECES];
	int held; /* so many are true */
	int next; /* which is written over once all are */
};

/* What the files of one connection have in common. */
struct vfs_files {
	struct fence fence;
	struct journal *journal; /* the one that is open, or NULL */
	struct vfs_ahead ahead;
	int level; /* of the database's lock */
	bool wipes; /* the journal is written over with zeros before it is emptied */
};

/* The real file stands behind it, at VFS_FILE_REAL_AT in the memory that SQLite gives. */
struct vfs_file {
	sqlite3_file base;
	sqlite3_file *real;
	struct vfs_files *all;
	struct journal journal; /* of a journal only */
};

#define VFS_FILE_REAL_AT ((int)((sizeof(struct vfs_file) + 15) & ~(size_t)15))

extern const sqlite3_io_methods vfs_db_methods;
extern const sqlite3_io_methods vfs_journal_methods;

#endif
