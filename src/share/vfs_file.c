/* Each method does its one thing and hands on to the file of SQLite's own "unix" VFS. */
#include "share/vfs_file.h"

#define PAGE_LEAST 512 /* SQLite's smallest page; what is shorter is a header */

static struct vfs_file *of(sqlite3_file *file)
{
	return (struct vfs_file *)file;
}

#define CALL(file, kind, lost, call) DRIVE_CALL(of(file)->all->fence.faults, kind, lost, call)

/* Always made: a file that stayed open would keep its locks. */
static int close_real(sqlite3_file *file)
{
	sqlite3_file *real = of(file)->real;
	int code = real->pMethods->xClose(real);

	return CALL(file, CALL_CLOSE, SQLITE_IOERR_CLOSE, code);
}

/* The database file. */

static int db_close(sqlite3_file *file)
{
	struct vfs_ahead *ahead = &of(file)->all->ahead;

	for (int i = 0; i < VFS_PIECES; i++)
		g_free(ahead->bytes[i]);
	*ahead = (struct vfs_ahead){0};
	return close_real(file);
}

static int read_real(sqlite3_file *file, void *into, int len, int64_t at)
{
	sqlite3_file *real = of(file)->real;

	return CALL(file, CALL_READ, SQLITE_IOERR_READ, real->pMethods->xRead(real, into, len, at));
}

static void forget_ahead(struct vfs_ahead *ahead)
{
	ahead->held = ahead->next = 0;
}

/* A page of a piece that was read before, or of a new piece. */
static int read_ahead(sqlite3_file *file, void *into, int len, int64_t at)
{
	struct vfs_ahead *ahead = &of(file)->all->ahead;
	int64_t begin = at - at % VFS_PIECE_BYTES;
	int i = 0;

	while (i < ahead->held && ahead->at[i] != begin)
		i++;
	if (i == ahead->held) {
		i = ahead->next;
		if (!ahead->bytes[i])
			ahead->bytes[i] = g_malloc(VFS_PIECE_BYTES);
		ahead->at[i] = -1;
		int code = read_real(file, ahead->bytes[i], VFS_PIECE_BYTES, begin);

		/* Behind the end of the file are zeros, which is what SQLite takes them for, too.
		 */
		if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
			return code;
		ahead->at[i] = begin;
		ahead->held = MAX(ahead->held, i + 1);
		ahead->next = (i + 1) % VFS_PIECES;
	}
	memcpy(into, ahead->bytes[i] + (at - begin), (size_t)len);
	return SQLITE_OK;
}

static int db_read(sqlite3_file *file, void *into, int len, sqlite3_int64 at)
{
	bool is_page = len >= PAGE_LEAST && VFS_PIECE_BYTES % len == 0 && at % len == 0;
	int code = is_page && of(file)->all->level != SQLITE_LOCK_NONE
		       ? read_ahead(file, into, len, at)
		       : read_real(file, into, len, at);

	/* A short read is filled with zeros: an empty file's counter is 0. */
	if (code == SQLITE_OK || code == SQLITE_IOERR_SHORT_READ)
		fence_note(&of(file)->all->fence, into, len, at);
	return code;
}

/* Whether a page may go out; if not, our journal must not stay behind either. */
static bool pages_pass(struct vfs_files *all)
{
	if (fence_passes(&all->fence, FENCE_PAGES))
		return true;
	if (all->journal)
		journal_disown(all->journal);
	return false;
}

static int db_write(sqlite3_file *file, const void *from, int len, sqlite3_int64 at)
{
	sqlite3_file *real = of(file)->real;
	struct vfs_files *all = of(file)->all;

	forget_ahead(&all->ahead);
	if (!pages_pass(all))
		return SQLITE_IOERR_LOCK;
	fence_note(&all->fence, from, len, at);
	return drive_write(all->fence.faults, real, from, len, at);
}

static int db_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	sqlite3_file *real = of(file)->real;

	forget_ahead(&of(file)->all->ahead);
	if (!pages_pass(of(file)->all))
		return SQLITE_IOERR_LOCK;
	return CALL(
	    file, CALL_TRUNCATE, SQLITE_IOERR_TRUNCATE, real->pMethods->xTruncate(real, size));
}

static int db_sync(sqlite3_file *file, int flags)
{
	sqlite3_file *real = of(file)->real;

	return CALL(file, CALL_SYNC, SQLITE_IOERR_FSYNC, real->pMethods->xSync(real, flags));
}

static int db_size(sqlite3_file *file, sqlite3_int64 *size)
{
	sqlite3_file *real = of(file)->real;

	return CALL(file, CALL_SIZE, SQLITE_IOERR_FSTAT, real->pMethods->xFileSize(real, size));
}

static int db_lock(sqlite3_file *file, int level)
{
	sqlite3_file *real = of(file)->real;
	struct vfs_files *all = of(file)->all;
	struct fence *fence = &all->fence;
	int code = CALL(file, CALL_LOCK, SQLITE_IOERR_LOCK, real->pMethods->xLock(real, level));

	if (code == SQLITE_OK) {
		if (all->level == SQLITE_LOCK_NONE)
			forget_ahead(&all->ahead);
		all->level = MAX(all->level, level);
	}
	if (code == SQLITE_OK && level == SQLITE_LOCK_RESERVED)
		fence_arm(fence);
	return code;
}

static int db_unlock(sqlite3_file *file, int level)
{
	sqlite3_file *real = of(file)->real;
	struct vfs_files *all = of(file)->all;

	fence_disarm(&all->fence);
	forget_ahead(&all->ahead);
	all->level = MIN(all->level, level);
	return CALL(file, CALL_UNLOCK, SQLITE_IOERR_UNLOCK, real->pMethods->xUnlock(real, level));
}

static int db_check_reserved(sqlite3_file *file, int *is_held)
{
	sqlite3_file *real = of(file)->real;

	return CALL(file, CALL_LOCK, SQLITE_IOERR_CHECKRESERVEDLOCK,
	    real->pMethods->xCheckReservedLock(real, is_held));
}

static int real_control(sqlite3_file *file, int what, void *value)
{
	sqlite3_file *real = of(file)->real;

	return real->pMethods->xFileControl(real, what, value);
}

static int real_sector(sqlite3_file *file)
{
	sqlite3_file *real = of(file)->real;

	return real->pMethods->xSectorSize(real);
}

static int real_traits(sqlite3_file *file)
{
	sqlite3_file *real = of(file)->real;

	return real->pMethods->xDeviceCharacteristics(real);
}

/* Version 1 has neither shared memory nor mapping: WAL cannot even be begun on it. */
const sqlite3_io_methods vfs_db_methods = {
    .iVersion = 1,
    .xClose = db_close,
    .xRead = db_read,
    .xWrite = db_write,
    .xTruncate = db_truncate,
    .xSync = db_sync,
    .xFileSize = db_size,
    .xLock = db_lock,
    .xUnlock = db_unlock,
    .xCheckReservedLock = db_check_reserved,
    .xFileControl = real_control,
    .xSectorSize = real_sector,
    .xDeviceCharacteristics = real_traits,
};

/* The journal. */

static int j_close(sqlite3_file *file)
{
	int code = journal_finish(&of(file)->journal);

	of(file)->all->journal = NULL;
	int closed = close_real(file);
	return code == SQLITE_OK ? closed : code;
}

static int j_read(sqlite3_file *file, void *into, int len, sqlite3_int64 at)
{
	return journal_read(&of(file)->journal, into, len, at);
}

static int j_write(sqlite3_file *file, const void *from, int len, sqlite3_int64 at)
{
	return journal_write(&of(file)->journal, from, len, at);
}

static int j_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	int code = size == 0 && of(file)->all->wipes ? journal_wipe(&of(file)->journal) : SQLITE_OK;

	if (code != SQLITE_OK)
		return code;
	return journal_truncate(&of(file)->journal, size);
}

static int j_sync(sqlite3_file *file, int flags)
{
	return journal_sync(&of(file)->journal, flags);
}

static int j_size(sqlite3_file *file, sqlite3_int64 *size)
{
	int64_t found = 0;
	int code = journal_size(&of(file)->journal, &found);

	*size = found;
	return code;
}

static int j_no_lock(sqlite3_file *file, int level)
{
	(void)file;
	(void)level;
	return SQLITE_OK;
}

static int j_none_reserved(sqlite3_file *file, int *is_held)
{
	(void)file;
	*is_held = 0;
	return SQLITE_OK;
}

const sqlite3_io_methods vfs_journal_methods = {
    .iVersion = 1,
    .xClose = j_close,
    .xRead = j_read,
    .xWrite = j_write,
    .xTruncate = j_truncate,
    .xSync = j_sync,
    .xFileSize = j_size,
    .xLock = j_no_lock,
    .xUnlock = j_no_lock,
    .xCheckReservedLock = j_none_reserved,
    .xFileControl = real_control,
    .xSectorSize = real_sector,
    .xDeviceCharacteristics = real_traits,
};
