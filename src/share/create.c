/* Makes a database: wholly, in one transaction, or not at all. */
#include "share/connect.h"
#include "share/header.h"
#include "share/open.h"

#include "base/fs.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

static char *new_path(const char *name, struct err *err)
{
	g_autofree char *dir = g_path_get_dirname(name);
	g_autofree char *base = g_path_get_basename(name);
	char *real = realpath(dir, NULL);
	int code = errno;

	if (!real) {
		g_autofree char *shown = fs_shown(dir);

		err_fail_code(err, err_kind_of_errno(code), code, _("cannot open %s: %s"), shown,
		    tr_system(code));
		return NULL;
	}
	char *path = g_build_filename(real, base, NULL);

	free(real);
	return path;
}

/* Hold the name: whoever else makes the same database at this moment is refused. */
static bool make_empty(const char *path, struct err *err)
{
	g_autofree char *shown = fs_shown(path);
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0660);

	if (fd >= 0) {
		close(fd);
		return true;
	}
	int code = errno;

	if (code == EEXIST)
		return err_fail_code(
		    err, ERR_INPUT, code, _("there is already something at %s"), shown);
	errno = code;
	return fs_fail_write(path, err);
}

static bool fill_in(struct share *share, bool (*fill)(struct db *db, void *of, struct err *err),
    void *of, struct err *err)
{
	g_autofree char *begin = g_strdup_printf("BEGIN EXCLUSIVE; PRAGMA application_id=%d; "
						 "PRAGMA user_version=%d",
	    SHARE_APPLICATION_ID, header_newest());

	return sql_exec(share->db, "PRAGMA page_size=16384; PRAGMA auto_vacuum=NONE", err) &&
	       connect_set_up(share, err) && sql_exec(share->db, begin, err) &&
	       fill(share->db, of, err) && sql_exec(share->db, "COMMIT", err);
}

static void remove_all(const char *path)
{
	static const char *const tails[] = {"-journal", "-lk", ""};

	for (size_t i = 0; i < G_N_ELEMENTS(tails); i++) {
		g_autofree char *name = g_strconcat(path, tails[i], NULL);

		unlink(name);
	}
}

struct share *share_create(const char *path, bool (*fill)(struct db *db, void *of, struct err *err),
    void *of, struct err *err)
{
	char *full = new_path(path, err);

	if (!full)
		return NULL;
	g_autofree char *dir = g_path_get_dirname(full);
	struct share *share = connect_new(full, dir, err);

	if (!share)
		return NULL;
	share->version = header_newest();
	if (!make_empty(full, err)) {
		share_close(share);
		return NULL;
	}
	if (connect_open(share, SQLITE_OPEN_READWRITE, err) && fill_in(share, fill, of, err)) {
		fs_sync_folder_of(full);
		connect_side_file(share);
		return share;
	}
	g_autofree char *left = g_strdup(full);

	share_close(share);
	remove_all(left);
	return NULL;
}
