/* Files of this desk; GLib does what it can, the rest is what must survive a power cut. */
#include "base/fs.h"

#include "base/ident.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail_errno(struct err *err, const char *what, const char *path)
{
	int code = errno;
	g_autofree char *shown = fs_shown(path);

	return err_fail_code(
	    err, err_kind_of_errno(code), code, _("%s %s: %s"), what, shown, tr_system(code));
}

bool fs_fail_write(const char *path, struct err *err)
{
	int code = errno;
	g_autofree char *shown = fs_shown(path);

	return err_fail_code(
	    err, err_kind_of_errno(code), code, _("cannot write %s: %s"), shown, tr_system(code));
}

bool fs_size_now(const char *path, int64_t *size)
{
	struct stat found;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	*size = 0;
	if (fd < 0)
		return errno == ENOENT;
	bool good = fstat(fd, &found) == 0;

	*size = good ? found.st_size : 0;
	close(fd);
	return good;
}

char *fs_shown(const char *path)
{
	return g_filename_display_name(path);
}

static GBytes *read_all(int fd, size_t size, const char *path, size_t limit, struct err *err)
{
	unsigned char *bytes = g_try_malloc(size + 1);
	size_t len = 0;

	if (!bytes) {
		err_fail(err, ERR_FULL, _("not enough memory to read %s"), path);
		return NULL;
	}
	for (;;) {
		ssize_t got = read(fd, bytes + len, size + 1 - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			fail_errno(err, _("cannot read"), path);
			g_free(bytes);
			return NULL;
		}
		len += (size_t)got;
		if (got == 0)
			break;
		if (len > size) { /* it grew meanwhile: bounded again below */
			size = MIN(limit, size * 2 + 4096);
			if (len > limit || len > size) {
				err_fail(err, ERR_FULL, _("%s grew while it was read"), path);
				g_free(bytes);
				return NULL;
			}
			bytes = g_realloc(bytes, size + 1);
		}
	}
	return g_bytes_new_take(bytes, len);
}

GBytes *fs_read(const char *path, size_t limit, struct err *err)
{
	GBytes *found = NULL;
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	g_autofree char *shown = fs_shown(path);

	if (fd < 0) {
		fail_errno(err, _("cannot open"), path);
		return NULL;
	}
	if (fstat(fd, &info) < 0)
		fail_errno(err, _("cannot read"), path);
	else if (!S_ISREG(info.st_mode))
		err_fail(err, ERR_INPUT, _("%s is no file"), shown);
	else if ((uint64_t)info.st_size > limit)
		err_fail(err, ERR_FULL, _("%s is larger than %zu MiB"), shown, limit >> 20);
	else
		found = read_all(fd, (size_t)info.st_size, shown, limit, err);
	close(fd);
	return found;
}

static bool write_all(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len) {
		ssize_t put = write(fd, at, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		at += put;
		len -= (size_t)put;
	}
	return true;
}

static bool write_zeros(int fd, int64_t len)
{
	static const char zeros[64 << 10];

	for (int64_t at = 0; at < len; at += (int64_t)sizeof(zeros)) {
		if (!write_all(fd, zeros, (size_t)MIN(len - at, (int64_t)sizeof(zeros))))
			return false;
	}
	return fsync(fd) == 0;
}

static bool blank(const char *path, bool removes, struct err *err)
{
	struct stat info;
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ||
		       fail_errno(err, _("cannot overwrite"), path);
	bool good = fstat(fd, &info) == 0 &&
		    write_zeros(fd, S_ISREG(info.st_mode) ? info.st_size : 0) &&
		    (removes ? unlink(path) == 0 : ftruncate(fd, 0) == 0 && fsync(fd) == 0);
	if (!good)
		fail_errno(err, _("cannot overwrite"), path);
	close(fd);
	return good;
}

bool fs_blank(const char *path, struct err *err)
{
	return blank(path, false, err);
}

bool fs_wipe(const char *path, struct err *err)
{
	if (!blank(path, true, err))
		return false;
	fs_sync_folder_of(path);
	return true;
}

void fs_sync_folder_of(const char *path)
{
	g_autofree char *dir = g_path_get_dirname(path);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

bool fs_write(const char *path, const void *bytes, size_t len, int mode, struct err *err)
{
	uint64_t salt;
	ident_random(&salt, sizeof(salt));
	g_autofree char *part = g_strdup_printf("%s.%" PRIx64 ".part", path, salt);
	int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);

	if (fd < 0)
		return fail_errno(err, _("cannot write"), path);
	bool good = write_all(fd, bytes, len) && fsync(fd) == 0;
	int code = errno;
	if (close(fd) < 0 && good) {
		code = errno;
		good = false;
	}
	if (good && rename(part, path) < 0) {
		code = errno;
		good = false;
	}
	if (!good) {
		unlink(part);
		errno = code;
		return fail_errno(err, _("cannot write"), path);
	}
	fs_sync_folder_of(path);
	return true;
}

bool fs_make_dir(const char *path, struct err *err)
{
	if (g_mkdir_with_parents(path, 0700) < 0)
		return fail_errno(err, _("cannot make the folder"), path);
	return true;
}

static bool list_into(const char *dir, GPtrArray *found, int depth, struct err *err)
{
	g_autoptr(GDir) open_dir = depth > 64 ? NULL : g_dir_open(dir, 0, NULL);
	const char *name;

	if (!open_dir) {
		if (depth > 64)
			errno = ELOOP;
		return fail_errno(err, _("cannot list"), dir);
	}
	while ((name = g_dir_read_name(open_dir))) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		struct stat info;

		if (lstat(path, &info) < 0)
			continue;
		if (S_ISREG(info.st_mode))
			g_ptr_array_add(found, g_steal_pointer(&path));
		else if (S_ISDIR(info.st_mode) && !list_into(path, found, depth + 1, err))
			return false;
	}
	return true;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *fs_list(const char *dir, struct err *err)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);

	if (!list_into(dir, found, 0, err)) {
		g_ptr_array_free(found, TRUE);
		return NULL;
	}
	g_ptr_array_sort(found, by_name);
	return found;
}

int fs_lock(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0) {
		fail_errno(err, _("cannot open"), path);
		return -1;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EWOULDBLOCK)
			fail_errno(err, _("cannot lock"), path);
		close(fd);
		return -1;
	}
	return fd;
}

char *fs_state_dir(void)
{
	const char *set = g_getenv("YANSHEN_STATE");

	return set && *set ? g_strdup(set)
			   : g_build_filename(g_get_user_state_dir(), "yanshen", NULL);
}

char *fs_config_dir(void)
{
	const char *set = g_getenv("YANSHEN_CONFIG");

	return set && *set ? g_strdup(set)
			   : g_build_filename(g_get_user_config_dir(), "yanshen", NULL);
}
