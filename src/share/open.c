/* Opens an existing file in the order that keeps it safe: look, connect, set up, side file. */
#include "share/open.h"

#include "share/connect.h"

#include "base/clock.h"
#include "base/fs.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#define LOOKS_A_QUESTION 5 /* looks at the counter for each question to SQLite */

static const char *why_read_only(const char *path, bool asked)
{
	g_autofree char *dir = g_path_get_dirname(path);

	if (asked)
		return _("the database was opened for reading only");
	if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) < 0)
		return errno == EROFS ? _("the database lies in a read-only place: reading only")
				      : _("you may not write this database: reading only");
	if (faccessat(AT_FDCWD, dir, W_OK | X_OK, AT_EACCESS) < 0)
		return _("you may not write the folder of this database: reading only");
	return NULL;
}

/* What an older form lacks this program would write into it wrongly. */
static const char *why_too_old(struct share *share)
{
	share->is_older = SHARE_FORM(share->version) < header_newest();
	return share->is_older
		   ? _("the database has the form of an older yanshen: reading only, until an "
		       "administrator runs yanshen migrate")
		   : NULL;
}

static char *canonical(const char *path, struct err *err)
{
	char *real = realpath(path, NULL);
	int code = errno;

	if (!real) {
		g_autofree char *shown = fs_shown(path);

		err_fail_code(err, err_kind_of_errno(code), code, _("cannot open %s: %s"), shown,
		    tr_system(code));
		return NULL;
	}
	char *copy = g_strdup(real); /* so that one kind of free fits all */

	free(real);
	return copy;
}

/*
 * The form once a write that a dead desk left half made is undone: the head that was looked at
 * first may have been of that write. One question, under one lock.
 */
static bool read_form(struct share *share, struct err *err)
{
	int64_t version;

	if (!sql_one_int(share->db,
		"SELECT user_version + 0 * (SELECT count(*) FROM sqlite_schema) "
		"FROM pragma_user_version",
		0, &version, err))
		return false;
	share->version = (int)version;
	return SHARE_FORM(version) <= header_newest() ||
	       header_too_new(share->path, (int)SHARE_FORM(version), err);
}

/* What was put aside may be looked at; a desk waits for what takes its place. */
static bool is_in_its_place(const struct share *share, bool read_only, struct err *err)
{
	if (read_only || !(share->version & SHARE_PUT_ASIDE))
		return true;
	return err_fail(err, ERR_AWAY,
	    _("another file is just taking the place of the database; if this lasts, the "
	      "administrator runs yanshen restore again"));
}

static struct share *open_once(
    const char *name, bool read_only, int64_t deadline_ms, const atomic_bool *stop, struct err *err)
{
	char *path = canonical(name, err);
	int version;

	if (!path || !header_judge(path, &version, err)) {
		g_free(path);
		return NULL;
	}
	struct share *share = connect_new(path, path, err);

	if (!share)
		return NULL;
	share->version = version;
	share_patience(share, deadline_ms, stop);
	share->why_read_only = why_read_only(path, read_only);
	if (connect_open(
		share, share->why_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, err) &&
	    connect_is_there(share, err) && connect_set_up(share, err) &&
	    read_form(share, err) && is_in_its_place(share, read_only, err)) {
		if (!share->why_read_only) {
			connect_side_file(share);
			share->why_read_only = why_too_old(share);
			if (share->is_older)
				share->warning = share->why_read_only;
		}
		return share;
	}
	share_close(share);
	return NULL;
}

struct share *share_open(const char *path, bool read_only, struct err *err)
{
	return share_open_until(path, read_only, 0, NULL, err);
}

struct share *share_open_until(
    const char *path, bool read_only, int64_t deadline_ms, const atomic_bool *stop, struct err *err)
{
	struct err first = {0};
	struct share *share = open_once(path, read_only, deadline_ms, stop, &first);

	/* A stale cache looks like damage: ask once more before saying so. Source: netdrive.md 5.9.
	 */
	if (!share && first.kind == ERR_DAMAGED)
		share = open_once(path, read_only, deadline_ms, stop, err);
	else if (!share && err->kind == ERR_NONE)
		*err = first;
	return share;
}

void share_close(struct share *share)
{
	connect_close(share);
}

struct db *share_db(struct share *share)
{
	return share->db;
}

const struct seal *share_seal(struct share *share, struct err *err)
{
	if (!share->seal)
		share->seal = seal_open(err);
	return share->seal;
}

struct roster *share_roster(struct share *share, struct err *err)
{
	const struct seal *seal = share->roster ? NULL : share_seal(share, err);

	if (seal) {
		share->roster = roster_new(seal);
		share->roster->pinned = g_strdup(share->pinned);
	}
	return share->roster;
}

void share_forget_roster(struct share *share)
{
	g_clear_pointer(&share->roster, roster_free);
}

void share_pin(struct share *share, const char *office_key)
{
	share_forget_roster(share);
	g_free(share->pinned);
	share->pinned = g_strdup(office_key);
}

struct gate *share_gate(struct share *share)
{
	return share->gate;
}

const char *share_path(const struct share *share)
{
	return share->path;
}

int share_version(const struct share *share)
{
	return share->version;
}

const char *share_read_only(const struct share *share)
{
	return share->why_read_only;
}

const char *share_warning(const struct share *share)
{
	return share->warning;
}

struct busy *share_busy(struct share *share)
{
	return &share->busy;
}

struct vfs *share_vfs(struct share *share)
{
	return share->vfs;
}

void share_patience(struct share *share, int64_t deadline_ms, const atomic_bool *stop)
{
	share->deadline_ms = deadline_ms;
	share->stop = stop;
}

void share_begin_wait(struct share *share)
{
	connect_wait(share);
}

bool share_changed(struct share *share, bool *changed, struct err *err)
{
	uint32_t counter;
	int64_t version;

	if (!vfs_counter(share->vfs, &counter, err))
		return false;
	*changed = counter != share->seen_counter;
	if (*changed || ++share->looks % LOOKS_A_QUESTION != 0)
		return true;
	share_begin_wait(share);
	if (!connect_is_there(share, err) ||
	    !sql_one_int(share->db, "PRAGMA data_version", 0, &version, err))
		return false;
	*changed = version != share->seen_version;
	return true;
}

bool share_saw(struct share *share, struct err *err)
{
	if (!sql_one_int(share->db, "PRAGMA data_version", 0, &share->seen_version, err))
		return false;
	share->seen_counter = vfs_believed(share->vfs);
	return true;
}

bool share_size(struct share *share, int64_t *bytes, struct err *err)
{
	int64_t pages, page;

	if (!sql_one_int(share->db, "PRAGMA page_count", 0, &pages, err) ||
	    !sql_one_int(share->db, "PRAGMA page_size", 0, &page, err))
		return false;
	*bytes = pages * page;
	return true;
}
