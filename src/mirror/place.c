/* Names of the mirror's files, and the drives they may not be on. */
#include "mirror/place.h"

#include "base/clock.h"
#include "base/fs.h"
#include "base/ident.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#define JOIN_TRIES 100
#define JOIN_WAIT_US 20000

#define MAGIC_FUSE 0x65735546l
#define MAGIC_TMPFS 0x01021994l
#define MAGIC_RAMFS 0x858458F6l

/* Source: statfs(2), linux/magic.h. 9p is how virtual machines reach their host. */
static const long remote_magics[] = {
    0x6969l, /* nfs */
    0x517Bl, /* smb */
    0xFF534D42l, /* cifs */
    0xFE534D42l, /* smb2 */
    0x00C36400l, /* ceph */
    0x5346414Fl, /* afs */
    0x6B414653l, /* kafs */
    0x73757245l, /* coda */
    0x564Cl, /* ncp */
    0x01021997l, /* 9p */
    0x7461636Fl, /* ocfs2 */
    0x01161970l, /* gfs2 */
    0x0BD00BD0l, /* lustre */
};

/* FUSE that stays on this computer; anything else behind it is taken for a network. */
static const char *const local_fuse[] = {"fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuseblk",
    "fuse.ext2", "fuse.ext4", "fuse.fuse-overlayfs", "fuse.lxcfs", NULL};

bool place_is_remote(long magic, const char *type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(remote_magics); i++) {
		if ((magic & 0xFFFFFFFFl) == remote_magics[i])
			return true;
	}
	return magic == MAGIC_FUSE && !(type && g_strv_contains(local_fuse, type));
}

/* Type of the mount with this device number, from the table; NULL when it is not in it. */
static char *type_of_device(dev_t device)
{
	g_autofree char *table = NULL;
	g_autofree char *wanted = g_strdup_printf(
	    " %u:%u ", (unsigned)(device >> 8 & 0xFFF), (unsigned)(device & 0xFF));
	char *found = NULL;

	if (!g_file_get_contents("/proc/self/mountinfo", &table, NULL, NULL))
		return NULL;
	g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
	for (char **line = lines; *line; line++) {
		const char *rest = strstr(*line, " - ");

		if (!rest || !strstr(*line, wanted))
			continue;
		g_free(found); /* the last one mounted is the one in sight */
		found = g_strndup(rest + 3, strcspn(rest + 3, " "));
	}
	return found;
}

bool place_make(const char *dir, struct err *err)
{
	struct statfs system;
	struct stat info;

	if (!fs_make_dir(dir, err))
		return false;
	if (statfs(dir, &system) < 0 || stat(dir, &info) < 0) {
		int code = errno;
		return err_fail_code(
		    err, err_kind_of_errno(code), code, "%s: %s", dir, tr_system(code));
	}
	g_autofree char *type = (long)system.f_type == MAGIC_FUSE ? type_of_device(info.st_dev)
								  : NULL;
	if (place_is_remote((long)system.f_type, type))
		return err_fail(err, ERR_INPUT,
		    _("%s lies on a network drive; the local copy needs a disk of this computer: "
		      "set YANSHEN_STATE to a folder there"),
		    dir);
	return true;
}

char *place_dir(const char *state_dir, const char *share)
{
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, share, -1);

	sum[16] = '\0';
	return g_build_filename(state_dir, "mirror", sum, NULL);
}

char *place_file(const char *dir, const char *office, const char *suffix)
{
	g_autofree char *name = g_strconcat(office, suffix, NULL);

	return g_build_filename(dir, name, NULL);
}

char *place_office(const char *dir)
{
	g_autofree char *path = g_build_filename(dir, "office", NULL);
	char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return NULL;
	text[strcspn(text, "\n")] = '\0';
	if (*text && !strchr(text, '/') && *text != '.')
		return text;
	g_free(text);
	return NULL;
}

bool place_settle(const char *dir, const char *share, const char *office, struct err *err)
{
	g_autofree char *path = g_build_filename(dir, "office", NULL);
	g_autofree char *before = place_office(dir);
	g_autofree char *text = g_strdup_printf("%s\n%s\n", office, share);

	if (before && strcmp(before, office) == 0)
		return true;
	if (before) {
		g_autofree char *old = place_file(dir, before, ".db");
		g_autofree char *old_lock = place_file(dir, before, ".lock");
		struct err nobody = {0};
		int lock = fs_lock(old_lock, &nobody);

		if (lock >= 0) { /* nobody writes it any more */
			place_remove(old);
			unlink(old_lock);
			close(lock);
		}
	}
	return fs_write(path, text, strlen(text), 0600, err);
}

void place_remove(const char *path)
{
	static const char *const beside[] = {"", "-wal", "-shm", "-journal", ".spoilt", ".copy"};

	for (size_t i = 0; i < G_N_ELEMENTS(beside); i++) {
		g_autofree char *name = g_strconcat(path, beside[i], NULL);

		unlink(name);
	}
}

int place_join(const char *path, bool *alone, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	int code = errno;

	*alone = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0;
	for (int i = 0; fd >= 0 && !*alone && i < JOIN_TRIES; i++) {
		if (flock(fd, LOCK_SH | LOCK_NB) == 0)
			return fd;
		if (errno != EWOULDBLOCK)
			break;
		g_usleep(JOIN_WAIT_US);
	}
	if (*alone)
		return fd;
	code = fd < 0 ? code : errno;
	if (code != EWOULDBLOCK)
		err_fail_code(err, err_kind_of_errno(code), code, "%s: %s", path, tr_system(code));
	if (fd >= 0)
		close(fd);
	return -1;
}

void place_share(int lock)
{
	flock(lock, LOCK_SH | LOCK_NB);
}

bool place_alone(int lock)
{
	return flock(lock, LOCK_EX | LOCK_NB) == 0;
}

void place_spoil(const char *path)
{
	g_autofree char *name = g_strconcat(path, ".spoilt", NULL);
	int fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd >= 0)
		close(fd);
}

bool place_is_spoilt(const char *path)
{
	g_autofree char *name = g_strconcat(path, ".spoilt", NULL);

	return access(name, F_OK) == 0;
}

char *place_in_memory(struct err *err)
{
	g_autofree char *mine = g_strdup_printf("/run/user/%u", (unsigned)getuid());
	const char *const tried[] = {"/dev/shm", g_getenv("XDG_RUNTIME_DIR"), mine, "/tmp"};

	for (size_t i = 0; i < G_N_ELEMENTS(tried); i++) {
		struct statfs system;

		if (!tried[i] || statfs(tried[i], &system) < 0)
			continue;
		if ((long)system.f_type != MAGIC_TMPFS &&
		    ((long)system.f_type & 0xFFFFFFFFl) != MAGIC_RAMFS)
			continue;
		g_autofree char *id = ident_new(clock_machine_ms());
		g_autofree char *name = g_strconcat("yanshen-", id, NULL);
		char *path = g_build_filename(tried[i], name, NULL);
		int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

		if (fd >= 0) {
			close(fd);
			return path;
		}
		g_free(path);
	}
	err_fail(err, ERR_INPUT,
	    _("this computer has no file system in memory where the local copy could be kept"));
	return NULL;
}

char *place_boot(void)
{
	char *text = NULL;

	if (!g_file_get_contents("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
		return NULL;
	return g_strchomp(text);
}
