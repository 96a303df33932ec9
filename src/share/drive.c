/* Byte ranges are SQLite's own, so that what is tried is what will be done. */
#include "share/drive.h"

#include "base/fs.h"
#include "base/ident.h"
#include "base/lang.h"
#include "share/fence.h"
#include "share/peer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCRATCH ".yanshen-doctor-"
#define PROBE "probe"
#define DAY_S (24 * 60 * 60)
/* Source: SQLite os.h: PENDING_BYTE, then RESERVED, then the bytes that readers share. */
#define PENDING_AT 0x40000000
#define SHARED_AT (PENDING_AT + 2)
#define SHARED_LEN 510
#define ROUNDS 6
#define TRIPS 15
#define PAGE 4096

static bool fail_errno(struct err *err, const char *path, int code)
{
	g_autofree char *shown = fs_shown(path);

	return err_fail_code(err, err_kind_of_errno(code), code, "%s: %s", shown, tr_system(code));
}

static void remove_folder(const char *dir)
{
	g_autoptr(GDir) files = g_dir_open(dir, 0, NULL);
	const char *name;

	while (files && (name = g_dir_read_name(files))) {
		g_autofree char *path = g_build_filename(dir, name, NULL);

		unlink(path);
	}
	rmdir(dir);
}

static void sweep(const char *folder)
{
	g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
	int64_t now_s = g_get_real_time() / G_USEC_PER_SEC;
	const char *name;

	while (files && (name = g_dir_read_name(files))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		struct stat found;

		if (g_str_has_prefix(name, SCRATCH) && lstat(path, &found) == 0 &&
		    S_ISDIR(found.st_mode) && now_s - found.st_mtime > DAY_S)
			remove_folder(path);
	}
}

static bool make_probe(struct drive *drive, struct err *err)
{
	g_autofree char *path = g_build_filename(drive->dir, PROBE, NULL);
	g_autofree char *bytes = g_malloc0(PAGE);

	drive->fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0660);
	if (drive->fd < 0)
		return fail_errno(err, path, errno);
	ssize_t put = pwrite(drive->fd, bytes, PAGE, 0);
	return put == PAGE || fail_errno(err, path, put < 0 ? errno : ENOSPC);
}

/* Ask; what the drive refuses the second program is an error here. */
static bool ask(struct drive *drive, const struct peer_ask *what, int64_t *value, struct err *err)
{
	struct peer_answer answer;

	if (!peer_ask(drive->peer, what, &answer, err))
		return false;
	if (value)
		*value = answer.value;
	return answer.code == 0 || fail_errno(err, drive->peer_dir, answer.code);
}

static bool meet(struct drive *drive, struct err *err)
{
	static const struct peer_ask open_it = {.op = PEER_OPEN, .name = PROBE};
	struct err found = {0};

	drive->peer = peer_start(drive->peer_dir, NULL, &found);
	if (drive->peer && ask(drive, &open_it, NULL, &found))
		return true;
	/* What was just made is not seen: another folder, or names that lag behind. */
	if (found.code == ENOENT)
		return err_fail_code(err, ERR_INPUT, ENOENT,
		    _("what is made in this folder is not seen in %s"), drive->peer_dir);
	if (err->kind == ERR_NONE)
		*err = found;
	return false;
}

bool drive_begin(struct drive *drive, const char *folder, const char *peer_folder,
    const struct mount *mount, struct err *err)
{
	g_autofree char *ident = ident_new(0);
	g_autofree char *name = g_strconcat(SCRATCH, ident, NULL);

	*drive = (struct drive){.fd = -1, .mount = mount};
	sweep(folder);
	drive->dir = g_build_filename(folder, name, NULL);
	drive->peer_dir = g_build_filename(peer_folder ? peer_folder : folder, name, NULL);
	if (mkdir(drive->dir, 0770) != 0) {
		int code = errno;
		g_autofree char *shown = fs_shown(folder);

		return err_fail_code(err, err_kind_of_errno(code), code,
		    _("nothing can be written in %s: %s"), shown, tr_system(code));
	}
	return make_probe(drive, err) && meet(drive, err);
}

void drive_end(struct drive *drive)
{
	peer_stop(drive->peer);
	if (drive->fd >= 0)
		close(drive->fd);
	if (drive->dir)
		remove_folder(drive->dir);
	g_free(drive->dir);
	g_free(drive->peer_dir);
	*drive = (struct drive){.fd = -1};
}

/* Locks. */

static bool own(
    const struct drive *drive, short type, int64_t at, int64_t len, bool *got, struct err *err)
{
	struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = at, .l_len = len};

	*got = fcntl(drive->fd, F_SETLK, &lock) == 0;
	if (*got || errno == EAGAIN || errno == EACCES)
		return true;
	return err_fail_code(err, ERR_INPUT, errno,
	    _("this drive does not lock files (%s): several desks would overwrite each other"),
	    tr_system(errno));
}

static bool other(
    struct drive *drive, short type, int64_t at, int64_t len, bool *got, struct err *err)
{
	struct peer_ask what = {.op = PEER_LOCK, .lock = type, .at = at, .len = len};
	struct peer_answer answer;

	if (!peer_ask(drive->peer, &what, &answer, err))
		return false;
	*got = answer.code == 0;
	return *got || answer.code == EAGAIN || answer.code == EACCES ||
	       fail_errno(err, drive->peer_dir, answer.code);
}

static bool locks_fail(struct err *err)
{
	return err_fail(err, ERR_INPUT,
	    _("a second program does not see the locks of the first: several desks would "
	      "overwrite each other"));
}

/* Each takes the write lock in turn; the other must neither get nor miss it. */
static bool exclude(struct drive *drive, struct err *err)
{
	struct peer_ask look = {.op = PEER_LOOK, .lock = F_WRLCK, .at = PENDING_AT, .len = 1};
	bool mine, theirs, free_mine, free_theirs;
	int64_t seen;

	if (!own(drive, F_WRLCK, PENDING_AT, 1, &mine, err) ||
	    !other(drive, F_WRLCK, PENDING_AT, 1, &theirs, err) || !ask(drive, &look, &seen, err))
		return false;
	if (!mine || theirs || seen != F_WRLCK)
		return locks_fail(err);
	if (!own(drive, F_UNLCK, PENDING_AT, 1, &free_mine, err) ||
	    !other(drive, F_WRLCK, PENDING_AT, 1, &theirs, err) ||
	    !own(drive, F_WRLCK, PENDING_AT, 1, &mine, err) ||
	    !other(drive, F_UNLCK, PENDING_AT, 1, &free_theirs, err))
		return false;
	return (free_mine && theirs && !mine && free_theirs) || locks_fail(err);
}

/* SQLite's commit: from the read lock to the write lock on the same bytes. */
static bool upgrade(struct drive *drive, bool *got, struct err *err)
{
	bool ignored;

	/* On SMB our VFS gives up the read lock first; PENDING keeps others out meanwhile. */
	if (drive->mount->is_smb && !own(drive, F_UNLCK, SHARED_AT, SHARED_LEN, &ignored, err))
		return false;
	return own(drive, F_WRLCK, SHARED_AT, SHARED_LEN, got, err);
}

static bool share_and_upgrade(struct drive *drive, struct err *err)
{
	bool mine, theirs, early, late, done;

	if (!own(drive, F_RDLCK, SHARED_AT, SHARED_LEN, &mine, err) ||
	    !other(drive, F_RDLCK, SHARED_AT, SHARED_LEN, &theirs, err) ||
	    !upgrade(drive, &early, err))
		return false;
	if (!mine || !theirs || early)
		return locks_fail(err);
	if (!own(drive, F_RDLCK, SHARED_AT, SHARED_LEN, &mine, err) ||
	    !other(drive, F_UNLCK, SHARED_AT, SHARED_LEN, &done, err) ||
	    !upgrade(drive, &late, err) ||
	    !other(drive, F_RDLCK, SHARED_AT, SHARED_LEN, &theirs, err) ||
	    !own(drive, F_UNLCK, SHARED_AT, SHARED_LEN, &done, err))
		return false;
	if (theirs)
		return locks_fail(err);
	return late || err_fail(err, ERR_INPUT,
			   _("this drive does not turn a read lock into a write lock: nothing "
			     "could ever be saved"));
}

/* A killed program's locks must go, at the latest when the server hears of it. */
static bool killed(struct drive *drive, struct err *err)
{
	bool got = false;

	if (!other(drive, F_WRLCK, PENDING_AT, 1, &got, err))
		return false;
	if (!got)
		return locks_fail(err);
	peer_stop(drive->peer);
	drive->peer = NULL;
	got = false;
	for (int tries = 0; !got && tries < 50; tries++) {
		if (!own(drive, F_WRLCK, PENDING_AT, 1, &got, err))
			return false;
		if (!got)
			g_usleep(100000);
	}
	if (!got)
		return err_fail(err, ERR_INPUT,
		    _("the lock of a program that was ended stays: nobody could write any more"));
	return own(drive, F_UNLCK, PENDING_AT, 1, &got, err) && meet(drive, err);
}

bool drive_locks(struct drive *drive, struct err *err)
{
	return exclude(drive, err) && share_and_upgrade(drive, err) && killed(drive, err);
}

bool drive_syncs(struct drive *drive, struct err *err)
{
	if (fsync(drive->fd) == 0)
		return true;
	int code = errno;
	enum err_kind kind = err_kind_of_errno(code);

	return err_fail_code(err, kind == ERR_SYSTEM ? ERR_INPUT : kind, code,
	    _("this drive does not confirm that something is written (%s): a power cut would lose "
	      "what was saved"),
	    tr_system(code));
}

/* Data. */

static bool put(const struct drive *drive, int64_t value, int64_t at, struct err *err)
{
	ssize_t done = pwrite(drive->fd, &value, sizeof(value), at);

	if (done == sizeof(value) && fsync(drive->fd) == 0)
		return true;
	return fail_errno(err, drive->dir, done < 0 ? errno : EIO);
}

static bool stale(struct err *err, const char *what)
{
	return err_fail(err, ERR_INPUT,
	    _("a second program reads old data (%s) although it holds the lock: commits of "
	      "colleagues would be lost without a word"),
	    what);
}

/* Under the write lock: a value, a longer file, a name. Then the second program looks. */
static bool there(struct drive *drive, int round, int64_t *size, struct err *err)
{
	struct peer_ask read_it = {.op = PEER_READ}, size_of = {.op = PEER_SIZE};
	struct peer_ask has = {.op = PEER_HAS};
	g_autofree char *path = NULL;
	int64_t value, found, is_there;
	bool got;

	g_snprintf(has.name, sizeof(has.name), "name-%d", round);
	path = g_build_filename(drive->dir, has.name, NULL);
	if (!ask(drive, &has, &is_there, err)) /* so that an old answer may lie in a cache */
		return false;
	if (!own(drive, F_WRLCK, SHARED_AT, SHARED_LEN, &got, err) || !put(drive, round, 0, err) ||
	    !put(drive, round, *size, err))
		return false;
	*size += (int64_t)sizeof(int64_t);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0660);
	if (fd < 0)
		return fail_errno(err, path, errno);
	close(fd);
	if (!own(drive, F_UNLCK, SHARED_AT, SHARED_LEN, &got, err) ||
	    !other(drive, F_RDLCK, SHARED_AT, SHARED_LEN, &got, err) ||
	    !ask(drive, &read_it, &value, err) || !ask(drive, &size_of, &found, err) ||
	    !ask(drive, &has, &is_there, err) ||
	    !other(drive, F_UNLCK, SHARED_AT, SHARED_LEN, &got, err))
		return false;
	if (value != round)
		return stale(err, _("bytes"));
	if (found != *size)
		return stale(err, _("length of the file"));
	return is_there || stale(err, _("names"));
}

/* The other way round; the name goes again. */
static bool back(struct drive *drive, int round, struct err *err)
{
	struct peer_ask write_it = {.op = PEER_WRITE, .value = -round};
	struct peer_ask remove_it = {.op = PEER_REMOVE};
	int64_t value = 0;
	bool got;

	g_snprintf(remove_it.name, sizeof(remove_it.name), "name-%d", round);
	g_autofree char *path = g_build_filename(drive->dir, remove_it.name, NULL);
	if (!other(drive, F_WRLCK, SHARED_AT, SHARED_LEN, &got, err) ||
	    !ask(drive, &write_it, NULL, err) || !ask(drive, &remove_it, NULL, err) ||
	    !other(drive, F_UNLCK, SHARED_AT, SHARED_LEN, &got, err) ||
	    !own(drive, F_RDLCK, SHARED_AT, SHARED_LEN, &got, err))
		return false;
	if (pread(drive->fd, &value, sizeof(value), 0) != sizeof(value))
		return fail_errno(err, drive->dir, EIO);
	bool is_there = faccessat(AT_FDCWD, path, F_OK, 0) == 0;
	if (!own(drive, F_UNLCK, SHARED_AT, SHARED_LEN, &got, err))
		return false;
	if (value != -round)
		return stale(err, _("bytes"));
	return !is_there || stale(err, _("names"));
}

bool drive_fresh(struct drive *drive, struct err *err)
{
	int64_t size = PAGE;

	for (int round = 1; round <= ROUNDS; round++) {
		if (!there(drive, round, &size, err) || !back(drive, round, err))
			return false;
	}
	return true;
}

static int by_time(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

bool drive_trip(struct drive *drive, double *ms, struct err *err)
{
	g_autofree char *path = g_build_filename(drive->dir, PROBE, NULL);
	int64_t took_us[TRIPS];
	struct fence fence;
	uint32_t counter;
	bool good = true;
#ifdef YANSHEN_TEST_HOOKS
	struct faults faults;

	faults_init(&faults);
	fence_init(&fence, &faults);
#else
	fence_init(&fence, NULL);
#endif
	if (!fence_open(&fence, path, drive->mount->is_remote, err))
		return false;
	for (int i = 0; good && i < TRIPS; i++) {
		int64_t begun_us = g_get_monotonic_time();

		good = fence_read(&fence, &counter);
		took_us[i] = g_get_monotonic_time() - begun_us;
	}
	int code = errno;
	fence_close(&fence); /* no lock of ours is on the file now */
	if (!good)
		return fail_errno(err, path, code);
	qsort(took_us, TRIPS, sizeof(took_us[0]), by_time);
	int64_t median_us = took_us[TRIPS / 2];
	*ms = (double)median_us / 1000;
	return true;
}
