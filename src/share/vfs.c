/* One VFS a connection, named after its address, so that no state is shared between two. */
#include "share/vfs.h"

#include "share/smb.h"
#include "share/vfs_file.h"
#include "base/fs.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct vfs {
	sqlite3_vfs base; /* its pAppData is this struct */
	sqlite3_vfs *real;
	char *name;
	bool is_remote;
	struct vfs_files files;
#ifdef YANSHEN_TEST_HOOKS
	struct faults faults;
#endif
};

static struct vfs *ours(sqlite3_vfs *base)
{
	return base->pAppData;
}

/*
 * A journal that exists, empty, is the usual case: opened without CREATE it needs no look at the
 * folder and no sync of it. Its name was made durable when share_create() made it.
 */
static int open_journal(struct vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	sqlite3_vfs *real = vfs->real;
	int code = SQLITE_CANTOPEN;

	if (flags & SQLITE_OPEN_CREATE) {
		code = DRIVE_CALL(vfs->files.fence.faults, CALL_OPEN, SQLITE_CANTOPEN,
		    real->xOpen(real, name, file, flags & ~SQLITE_OPEN_CREATE, out));
		if (code == SQLITE_OK || errno != ENOENT)
			return code;
	}
	return DRIVE_CALL(vfs->files.fence.faults, CALL_OPEN, SQLITE_CANTOPEN,
	    real->xOpen(real, name, file, flags, out));
}

static int open_ours(struct vfs *vfs, const char *name, struct vfs_file *file, int flags, int *out)
{
	sqlite3_file *real = (sqlite3_file *)((char *)file + VFS_FILE_REAL_AT);

	*file = (struct vfs_file){.real = real, .all = &vfs->files};
	if (flags & SQLITE_OPEN_MAIN_DB) {
		int code = DRIVE_CALL(vfs->files.fence.faults, CALL_OPEN, SQLITE_CANTOPEN,
		    vfs->real->xOpen(vfs->real, name, real, flags, out));

		if (code == SQLITE_OK)
			file->base.pMethods = &vfs_db_methods;
		return code;
	}

	int code = open_journal(vfs, name, real, flags, out);
	if (code != SQLITE_OK)
		return code;
	code = journal_init(&file->journal, real, name, &vfs->files.fence);
	if (code != SQLITE_OK) {
		(void)journal_finish(&file->journal);
		real->pMethods->xClose(real);
		return code;
	}
	vfs->files.journal = &file->journal;
	file->base.pMethods = &vfs_journal_methods;
	return SQLITE_OK;
}

static int vfs_open(sqlite3_vfs *base, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct vfs *vfs = ours(base);

	if (name && flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL))
		return open_ours(vfs, name, (struct vfs_file *)file, flags, out);
	return vfs->real->xOpen(
	    vfs->real, name, file, flags, out); /* temporary files of this desk */
}

static int vfs_delete(sqlite3_vfs *base, const char *name, int sync_dir)
{
	struct vfs *vfs = ours(base);

	return DRIVE_CALL(vfs->files.fence.faults, CALL_DELETE, SQLITE_IOERR_DELETE,
	    vfs->real->xDelete(vfs->real, name, sync_dir));
}

/*
 * Whether a dead desk's journal waits to be played back. SQLite's VFS would ask stat(): half-written
 * pages would be taken for the truth. Nobody locks the journal, so opening and closing it loses
 * nothing.
 */
static int journal_waits(const char *name, int *answer)
{
	int64_t size;
	bool good = fs_size_now(name, &size);

	*answer = size > 0;
	return good ? SQLITE_OK : SQLITE_IOERR_ACCESS;
}

static int vfs_access(sqlite3_vfs *base, const char *name, int how, int *answer)
{
	struct vfs *vfs = ours(base);

	/* A file in WAL mode is refused before it is opened; SQLite would ask each time it reads.
	 */
	if (g_str_has_suffix(name, "-wal")) {
		*answer = 0;
		return SQLITE_OK;
	}
	if (how == SQLITE_ACCESS_EXISTS && g_str_has_suffix(name, "-journal"))
		return DRIVE_CALL(vfs->files.fence.faults, CALL_ACCESS, SQLITE_IOERR_ACCESS,
		    journal_waits(name, answer));
	return DRIVE_CALL(vfs->files.fence.faults, CALL_ACCESS, SQLITE_IOERR_ACCESS,
	    vfs->real->xAccess(vfs->real, name, how, answer));
}

static int vfs_full_path(sqlite3_vfs *base, const char *name, int size, char *path)
{
	sqlite3_vfs *real = ours(base)->real;

	return real->xFullPathname(real, name, size, path);
}

static int vfs_random(sqlite3_vfs *base, int size, char *bytes)
{
	sqlite3_vfs *real = ours(base)->real;

	return real->xRandomness(real, size, bytes);
}

static int vfs_sleep(sqlite3_vfs *base, int us)
{
	sqlite3_vfs *real = ours(base)->real;

	return real->xSleep(real, us);
}

static int vfs_day(sqlite3_vfs *base, double *day)
{
	sqlite3_vfs *real = ours(base)->real;

	return real->xCurrentTime(real, day);
}

static int vfs_day_ms(sqlite3_vfs *base, sqlite3_int64 *ms)
{
	sqlite3_vfs *real = ours(base)->real;

	return real->xCurrentTimeInt64(real, ms);
}

static int vfs_last_error(sqlite3_vfs *base, int size, char *text)
{
	sqlite3_vfs *real = ours(base)->real;

	return real->xGetLastError(real, size, text);
}

struct vfs *vfs_new(const struct mount *mount, struct err *err)
{
	sqlite3_vfs *real = sqlite3_vfs_find("unix");

	if (!real || real->iVersion < 3) {
		err_fail(err, ERR_SYSTEM, _("the library SQLite on this computer is too old"));
		return NULL;
	}
	smb_mend(real);

	struct vfs *vfs = g_new0(struct vfs, 1);
	struct faults *faults = NULL;
#ifdef YANSHEN_TEST_HOOKS
	faults = &vfs->faults;
	faults_init(faults);
#endif
	fence_init(&vfs->files.fence, faults);
	vfs->real = real;
	vfs->is_remote = mount->is_remote;
	vfs->name = g_strdup_printf("yanshen-%p", (void *)vfs);
	vfs->base = (sqlite3_vfs){
	    .iVersion = 2,
	    .szOsFile = VFS_FILE_REAL_AT + real->szOsFile,
	    .mxPathname = real->mxPathname,
	    .zName = vfs->name,
	    .pAppData = vfs,
	    .xOpen = vfs_open,
	    .xDelete = vfs_delete,
	    .xAccess = vfs_access,
	    .xFullPathname = vfs_full_path,
	    .xRandomness = vfs_random,
	    .xSleep = vfs_sleep,
	    .xCurrentTime = vfs_day,
	    .xCurrentTimeInt64 = vfs_day_ms,
	    .xGetLastError = vfs_last_error,
	};
	sqlite3_vfs_register(&vfs->base, 0);
	return vfs;
}

void vfs_free(struct vfs *vfs)
{
	if (!vfs)
		return;
	fence_close(&vfs->files.fence);
	sqlite3_vfs_unregister(&vfs->base);
	g_free(vfs->name);
	g_free(vfs);
}

const char *vfs_name(const struct vfs *vfs)
{
	return vfs->name;
}

bool vfs_arm(struct vfs *vfs, const char *path, struct err *err)
{
	struct stat named, opened;

	if (!fence_open(&vfs->files.fence, path, vfs->is_remote, err))
		return false;
	if (stat(path, &named) < 0 || fstat(vfs->files.fence.fd, &opened) < 0 ||
	    named.st_ino != opened.st_ino || named.st_dev != opened.st_dev)
		return err_fail(err, ERR_STALE,
		    _("the database file was replaced while it was opened; open it again"));
	return true;
}

bool vfs_counter(struct vfs *vfs, uint32_t *counter, struct err *err)
{
	if (fence_read(&vfs->files.fence, counter))
		return true;
	return err_fail_code(
	    err, ERR_AWAY, errno, _("the database cannot be read: %s"), tr_system(errno));
}

uint32_t vfs_believed(const struct vfs *vfs)
{
	return vfs->files.fence.believed;
}

bool vfs_tripped(const struct vfs *vfs)
{
	return vfs->files.fence.has_tripped;
}

void vfs_wipe(struct vfs *vfs, bool on)
{
	vfs->files.wipes = on;
}

void vfs_forget(struct vfs *vfs)
{
	vfs->files.fence.has_tripped = false;
}

#ifdef YANSHEN_TEST_HOOKS
struct faults *vfs_faults(struct vfs *vfs)
{
	return &vfs->faults;
}

void vfs_drop_locks(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
}
#endif
