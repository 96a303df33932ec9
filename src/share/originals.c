/* The bytes of originals beside the database: a name is its content's digest, so it never changes.
 */
#include "share/originals.h"

#include "base/bounds.h"
#include "base/fs.h"
#include "base/ident.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder_of(const char *db_path)
{
	return g_strconcat(db_path, ".d", NULL);
}

static char *path_of(const char *db_path, const char *digest)
{
	return g_strconcat(db_path, ".d/", digest, NULL);
}

static bool fail_at(struct err *err, const char *path, int code)
{
	g_autofree char *shown = fs_shown(path);

	return err_fail_code(err, err_kind_of_errno(code), code,
	    _("the original cannot be kept at %s: %s"), shown, tr_system(code));
}

/* Whoever may read and write the database may do so with its originals. */
static bool make_folder(const char *db_path, mode_t *mode, struct err *err)
{
	g_autofree char *folder = folder_of(db_path);
	struct stat db;

	if (stat(db_path, &db) != 0)
		return fail_at(err, db_path, errno);
	*mode = db.st_mode & 0666;
	if (mkdir(folder, 0700) != 0)
		return errno == EEXIST || fail_at(err, folder, errno);
	/* A drive without modes refuses the change; what it says instead holds there. */
	if (chmod(folder, *mode | (*mode & 0444) >> 2 | (db.st_mode & S_ISGID)) != 0 &&
	    errno != EPERM && errno != EOPNOTSUPP)
		return fail_at(err, folder, errno);
	return true;
}

static bool write_all(int fd, GBytes *bytes)
{
	size_t left;
	const char *at = g_bytes_get_data(bytes, &left);

	while (left > 0) {
		ssize_t wrote = write(fd, at, left);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			return false;
		at += wrote;
		left -= (size_t)wrote;
	}
	return fsync(fd) == 0;
}

static void sync_folder(const char *db_path)
{
	g_autofree char *folder = folder_of(db_path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd); /* some drives refuse it; the file itself is synced */
		close(fd);
	}
}

bool originals_keep(const char *db_path, const char *digest, GBytes *bytes, struct err *err)
{
	g_autofree char *path = path_of(db_path, digest);
	g_autofree char *ident = ident_new(0);
	g_autofree char *fresh = g_strconcat(path, ".", ident, NULL);
	int64_t size;
	bool is_there;
	mode_t mode;

	if (!originals_size(db_path, digest, &is_there, &size, err))
		return false;
	if (is_there && size == (int64_t)g_bytes_get_size(bytes))
		return true;
	if (!make_folder(db_path, &mode, err))
		return false;
	int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
	if (fd < 0)
		return fail_at(err, path, errno);
	int code = write_all(fd, bytes) ? 0 : errno;
	if (close(fd) != 0 && code == 0)
		code = errno;
	if (code == 0 && rename(fresh, path) != 0)
		code = errno;
	if (code != 0) {
		unlink(fresh);
		return fail_at(err, path, code);
	}
	sync_folder(db_path);
	return true;
}

GBytes *originals_read(const char *db_path, const char *digest, struct err *err)
{
	g_autofree char *path = path_of(db_path, digest);

	return fs_read(path, BOUND_FILE_BYTES, err);
}

bool originals_size(
    const char *db_path, const char *digest, bool *is_there, int64_t *bytes, struct err *err)
{
	g_autofree char *path = path_of(db_path, digest);
	struct stat found;

	*is_there = stat(path, &found) == 0;
	*bytes = *is_there ? (int64_t)found.st_size : 0;
	if (!*is_there && errno != ENOENT && errno != ENOTDIR)
		return fail_at(err, path, errno);
	return true;
}
