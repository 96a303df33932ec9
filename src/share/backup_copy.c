/* Reads through SQLite's own handle: no second descriptor whose end would end the locks. */
#include "share/backup_copy.h"

#include "base/fs.h"
#include "base/lang.h"
#include "share/originals.h"
#include "share/sqlerr.h"
#include "share/txn.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (1 << 20)
#define PAGES_A_STEP 256 /* of 16 KiB: what a writer waits for */
#define RESTARTS_MAX 3

bool backup_goes_on(const struct backup_plan *plan, struct err *err)
{
	return !plan->go_on || plan->go_on(plan->of) || err_fail(err, ERR_STOPPED, _("stopped"));
}

static bool fail_at(struct err *err, const char *words, const char *path, int code)
{
	g_autofree char *shown = fs_shown(path);

	return err_fail_code(
	    err, err_kind_of_errno(code), code, "%s %s: %s", words, shown, tr_system(code));
}

static int create(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		fail_at(err, _("cannot write"), path, errno);
	return fd;
}

static bool put_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t put = write(fd, bytes, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		bytes += put;
		len -= (size_t)put;
	}
	return true;
}

/* Under one read lock: 0.2 s for 9 MB at 1 ms a call, and writers wait. Source: netdrive.md 4.5. */
static bool read_held(
    struct share *share, const struct backup_plan *plan, int fd, const char *path, struct err *err)
{
	g_autofree char *piece = g_malloc(PIECE);
	sqlite3_file *file = NULL;
	int64_t size;

	sqlite3_file_control(db_handle(share_db(share)), "main", SQLITE_FCNTL_FILE_POINTER, &file);
	if (!share_size(share, &size, err))
		return false;
	for (int64_t at = 0; at < size; at += PIECE) {
		int len = (int)MIN(PIECE, size - at);
		int code = file->pMethods->xRead(file, piece, len, at);

		if (code != SQLITE_OK)
			return sqlerr_fail(err, NULL, code);
		if (!put_all(fd, piece, (size_t)len))
			return fail_at(err, _("cannot write"), path, errno);
		if (!backup_goes_on(plan, err))
			return false;
	}
	return true;
}

static bool copy_held(
    struct share *share, const struct backup_plan *plan, const char *path, struct err *err)
{
	struct txn txn;
	int fd = create(path, err);

	if (fd < 0)
		return false;
	bool good = txn_read(&txn, share, err) && read_held(share, plan, fd, path, err);

	txn_end(&txn);
	if (close(fd) != 0 && good)
		good = fail_at(err, _("cannot write"), path, errno);
	return good;
}

/* All pages in steps; begun anew by SQLite when another desk writes, HELD after a few such. */
static bool step_through(struct share *share, const struct backup_plan *plan, sqlite3_backup *pages,
    sqlite3 *to, struct err *err)
{
	int code = SQLITE_OK, left = INT_MAX, restarts = 0;
	struct txn held = {0};
	bool good = true;

	while (good && code == SQLITE_OK) {
		if (restarts == RESTARTS_MAX && !held.is_open)
			good = txn_read(&held, share, err);
		else
			share_begin_wait(share);
		code = good ? sqlite3_backup_step(pages, PAGES_A_STEP) : SQLITE_OK;
		restarts += sqlite3_backup_remaining(pages) > left;
		left = sqlite3_backup_remaining(pages);
		good = good && backup_goes_on(plan, err);
	}
	txn_end(&held);
	return good && (code == SQLITE_DONE || sqlerr_fail(err, to, code));
}

static bool copy_paged(
    struct share *share, const struct backup_plan *plan, const char *path, struct err *err)
{
	sqlite3 *to = NULL;
	int code = sqlite3_open_v2(
	    path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, "unix");
	bool good = code == SQLITE_OK || sqlerr_fail(err, to, code);

	if (good) {
		/* Nobody reads it before it is whole, and a half one is thrown away. */
		sqlite3_exec(
		    to, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", NULL, NULL, NULL);
		sqlite3_backup *pages = sqlite3_backup_init(
		    to, "main", db_handle(share_db(share)), "main");

		good = pages ? step_through(share, plan, pages, to, err)
			     : sqlerr_fail(err, to, sqlite3_extended_errcode(to));
		sqlite3_backup_finish(pages);
	}
	sqlite3_close(to);
	return good && (chmod(path, 0600) == 0 || fail_at(err, _("cannot write"), path, errno));
}

bool backup_read(
    struct share *share, const struct backup_plan *plan, const char *path, struct err *err)
{
	int64_t most = plan->paged_bytes ? plan->paged_bytes : BACKUP_PAGED_BYTES;
	int64_t size;

	share_begin_wait(share);
	if (!share_size(share, &size, err))
		return false;
	return size > most ? copy_paged(share, plan, path, err) : copy_held(share, plan, path, err);
}

/* The next piece of both files; *LEN 0 at the end. Errors: DAMAGED when they differ. */
static bool same_piece(int a, int b, char *piece, ssize_t *len, const char *path, struct err *err)
{
	ssize_t other;

	*len = read(a, piece, PIECE);
	if (*len < 0)
		return fail_at(err, _("cannot read"), path, errno);
	for (ssize_t done = 0; done < *len; done += other) {
		other = read(b, piece + PIECE, (size_t)(*len - done));
		if (other < 0)
			return fail_at(err, _("cannot read"), path, errno);
		if (other == 0 || memcmp(piece + done, piece + PIECE, (size_t)other) != 0)
			return err_fail(err, ERR_DAMAGED,
			    _("the drive of %s gives back something else than was written"), path);
	}
	return true;
}

static bool read_back(const struct backup_plan *plan, int from, int to, char *piece,
    const char *path, struct err *err)
{
	ssize_t len = 1;

	posix_fadvise(to, 0, 0, POSIX_FADV_DONTNEED); /* from the drive, where that can be had */
	if (lseek(from, 0, SEEK_SET) < 0 || lseek(to, 0, SEEK_SET) < 0)
		return fail_at(err, _("cannot read"), path, errno);
	while (len > 0) {
		if (!same_piece(from, to, piece, &len, path, err) || !backup_goes_on(plan, err))
			return false;
	}
	return true;
}

static bool put_file(const struct backup_plan *plan, int from, int to, const char *path,
    int64_t *bytes, struct err *err)
{
	g_autofree char *piece = g_malloc(2 * PIECE);
	ssize_t len;

	*bytes = 0;
	while ((len = read(from, piece, PIECE)) > 0) {
		if (!put_all(to, piece, (size_t)len))
			return fail_at(err, _("cannot write"), path, errno);
		*bytes += len;
		if (!backup_goes_on(plan, err))
			return false;
	}
	if (len < 0 || fsync(to) != 0)
		return fail_at(err, _("cannot write"), path, errno);
	return read_back(plan, from, to, piece, path, err);
}

bool backup_put(const struct backup_plan *plan, const char *from, const char *to, int64_t *bytes,
    struct err *err)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1 : create(to, err);
	bool good = out >= 0;

	if (in < 0)
		good = fail_at(err, _("cannot open"), from, errno);
	good = good && put_file(plan, in, out, to, bytes, err);
	if (out >= 0 && close(out) != 0 && good)
		good = fail_at(err, _("cannot write"), to, errno);
	if (in >= 0)
		close(in);
	return good;
}

static bool is_it(const struct seal *seal, GBytes *bytes, const char *digest, struct err *err)
{
	char hex[DIGEST_HEX_LEN + 1];
	size_t len;
	const void *data = g_bytes_get_data(bytes, &len);

	return digest_of(seal, data, len, hex, err) && strcmp(hex, digest) == 0;
}

/* One more name for what an earlier copy has; false where that cannot be, without an error. */
static bool link_one(
    const struct seal *seal, const char *before, const char *to, const char *digest)
{
	struct err none = {0};

	if (!before)
		return false;
	g_autoptr(GBytes) bytes = originals_read(before, digest, &none);

	if (!bytes || !is_it(seal, bytes, digest, &none))
		return false;
	g_autofree char *old = g_strconcat(before, ".d/", digest, NULL);
	g_autofree char *dir = g_strconcat(to, ".d", NULL);
	g_autofree char *name = g_build_filename(dir, digest, NULL);

	return (mkdir(dir, 0700) == 0 || errno == EEXIST) && link(old, name) == 0;
}

static bool copy_one(struct share *share, const struct seal *seal, const char *to,
    const char *digest, struct err *err)
{
	g_autoptr(GBytes) bytes = originals_read(share_path(share), digest, err);

	if (!bytes)
		return false;
	if (!is_it(seal, bytes, digest, err))
		return err_fail(err, ERR_DAMAGED,
		    _("the original %.16s beside the database was changed since it came"), digest);
	return originals_keep(to, digest, bytes, err);
}

bool backup_originals(struct share *share, struct share *copy, const char *before, const char *to,
    const struct backup_plan *plan, struct backup *backup, struct err *err)
{
	const struct seal *seal = share_seal(share, err);
	struct sql *sql = sql_ask(
	    share_db(copy), "SELECT DISTINCT digest FROM original WHERE kept <> 0 ORDER BY digest");
	bool good = seal != NULL;

	while (good && sql_row(sql)) {
		const char *digest = sql_get_text(sql, 0);
		bool linked = digest_ok(digest) && link_one(seal, before, to, digest);

		/* A name that is no digest could lead anywhere. */
		if (!digest_ok(digest))
			good = err_fail(err, ERR_DAMAGED,
			    _("the database names an original that has no digest"));
		good = good && (linked || copy_one(share, seal, to, digest, err)) &&
		       backup_goes_on(plan, err);
		backup->originals++;
		backup->fresh += !linked;
	}
	return sql_end(sql, err) && good;
}
