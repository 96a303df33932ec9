/* The bytes of originals beside the database: a name is its content's digest, so it never changes.
 */
#include "share/originals.h"

#include "base/bounds.h"
#include "base/fs.h"
#include "base/lang.h"

#include <errno.h>
#include <sys/stat.h>

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
	    _("cannot keep the original at %s: %s"), shown, tr_system(code));
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

bool originals_keep(const char *db_path, const char *digest, GBytes *bytes, struct err *err)
{
	g_autofree char *path = path_of(db_path, digest);
	int64_t size;
	bool is_there;
	mode_t mode = 0;

	if (!originals_size(db_path, digest, &is_there, &size, err))
		return false;
	if (is_there && size == (int64_t)g_bytes_get_size(bytes))
		return true;
	if (!make_folder(db_path, &mode, err))
		return false;
	size_t len;
	const void *data = g_bytes_get_data(bytes, &len);

	return fs_write(path, data, len, (int)mode, err) ||
	       err_while(err, "%s", _("keeping the original"));
}

GBytes *originals_read(const char *db_path, const char *digest, struct err *err)
{
	g_autofree char *path = path_of(db_path, digest);

	return fs_read(path, BOUND_FILE_BYTES, err);
}

bool originals_wipe(const char *db_path, const char *digest, struct err *err)
{
	g_autofree char *path = path_of(db_path, digest);

	return fs_wipe(path, err) || err_while(err, "%s", _("overwriting the original"));
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
