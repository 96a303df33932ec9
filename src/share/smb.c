/* The lock order that SMB needs, put under SQLite's unix VFS. */
#include "share/smb.h"

#include "share/mount.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>

/*
 * A commit turns SQLite's read lock on 510 bytes at 1 GiB + 2 into a write lock. On POSIX the
 * kernel changes the one into the other; an SMB client asks the server for a second lock, which the
 * first one forbids: "database is locked", for ever, with one single desk. Giving up the read lock
 * first is safe because the PENDING byte is held by then: nobody new can come in, nobody else can
 * commit.
 */
#define SHARED_FIRST 0x40000002
#define SHARED_SIZE 510

static bool is_upgrade(const struct flock *lock)
{
	return lock->l_type == F_WRLCK && lock->l_whence == SEEK_SET &&
	       lock->l_start == SHARED_FIRST && lock->l_len == SHARED_SIZE;
}

/* From the kernel's own tables: statfs would ask the server, once more for each commit. */
static bool lies_on_smb(int fd)
{
	struct mount mount;

	mount_find_fd(fd, &mount);
	bool found = mount.is_smb;
	mount_clear(&mount);
	return found;
}

static int upgrade(int fd, struct flock *lock)
{
	struct flock step = *lock;

	step.l_type = F_UNLCK;
	if (fcntl(fd, F_SETLK, &step) < 0)
		return -1;
	if (fcntl(fd, F_SETLK, lock) == 0)
		return 0;

	int code = errno;
	step.l_type = F_RDLCK;
	/* Should this fail as well, PENDING still keeps every writer out until SQLite unlocks. */
	fcntl(fd, F_SETLK, &step);
	/* The client says EACCES where a local file system says EAGAIN; SQLite takes both for BUSY.
	 */
	errno = code;
	return -1;
}

static int mended_fcntl(int fd, int cmd, ...)
{
	va_list args;

	/* An int or a pointer, passed on unread, as the C library itself does it. */
	va_start(args, cmd);
	void *value = va_arg(args, void *);
	va_end(args);

	if (cmd == F_SETLK && is_upgrade(value) && lies_on_smb(fd))
		return upgrade(fd, value);
	return fcntl(fd, cmd, value);
}

void smb_mend(struct sqlite3_vfs *unix_vfs)
{
	union {
		int (*hook)(int, int, ...);
		sqlite3_syscall_ptr call;
	} ours = {.hook = mended_fcntl};

	if (unix_vfs->xGetSystemCall(unix_vfs, "fcntl") != ours.call)
		unix_vfs->xSetSystemCall(unix_vfs, "fcntl", ours.call);
}
