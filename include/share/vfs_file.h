/* What SQLite calls on an open file of ours: the database, and its journal. */
#ifndef SHARE_VFS_FILE_H
#define SHARE_VFS_FILE_H

#include "share/fence.h"
#include "share/journal.h"

#include <sqlite3.h>

/* What the files of one connection have in common. */
struct vfs_files {
	struct fence fence;
	struct journal *journal; /* the one that is open, or NULL */
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
