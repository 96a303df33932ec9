/* Reads the kernel's table of mounts; asks no drive anything. */
#include "share/mount.h"

#include "base/fs.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static const char *const disks[] = {"bcachefs", "btrfs", "exfat", "ext2", "ext3", "ext4", "f2fs",
    "fuseblk", "iso9660", "jfs", "msdos", "ntfs", "ntfs3", "overlay", "ramfs", "reiserfs",
    "squashfs", "tmpfs", "vfat", "xfs", "zfs", NULL};

static const char *const smb_types[] = {"cifs", "smb3", NULL};
static const char *const nfs_types[] = {"nfs", "nfs4", NULL};

/* Drives that keep locks to themselves or serve old data however they are mounted. */
static const char *const unfit_types[] = {"davfs", "fuse.curlftpfs", "fuse.davfs2",
    "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "vboxsf", "fuse.vmhgfs-fuse",
    NULL};

/* Options that make locks local or let caches lie. */
static const struct {
	const char *const *types;
	const char *option;
} unfit_options[] = {
    {smb_types, "nobrl"},
    {smb_types, "cache=loose"},
    {nfs_types, "nolock"},
    {nfs_types, "local_lock=posix"},
    {nfs_types, "local_lock=all"},
    {nfs_types, "nocto"},
};

bool mount_parse(const char *table, int id, struct mount *mount)
{
	g_auto(GStrv) lines = g_strsplit(table, "\n", -1);

	for (char **line = lines; *line; line++) {
		g_auto(GStrv) words = g_strsplit(*line, " ", -1);
		guint count = g_strv_length(words);
		guint dash = 6;

		while (dash < count && strcmp(words[dash], "-") != 0)
			dash++;
		if (dash + 3 >= count || g_ascii_strtoll(words[0], NULL, 10) != id)
			continue;
		*mount = (struct mount){
		    .type = g_strdup(words[dash + 1]),
		    .options = g_strconcat(words[5], ",", words[dash + 3], NULL),
		    .point = g_strcompress(words[4]),
		    .source = g_strcompress(words[dash + 2]),
		};
		mount->is_smb = g_strv_contains(smb_types, mount->type);
		mount->is_remote = !g_strv_contains(disks, mount->type);
		return true;
	}
	return false;
}

bool mount_find_fd(int fd, struct mount *mount)
{
	g_autofree char *path = g_strdup_printf("/proc/self/fdinfo/%d", fd);
	g_autofree char *about = NULL;
	g_autofree char *table = NULL;

	*mount = (struct mount){.is_remote = true};
	if (g_file_get_contents(path, &about, NULL, NULL) &&
	    g_file_get_contents("/proc/self/mountinfo", &table, NULL, NULL)) {
		const char *id = strstr(about, "mnt_id:");

		if (id && mount_parse(table, (int)g_ascii_strtoll(id + 7, NULL, 10), mount))
			return true;
	}
	mount->type = g_strdup("");
	mount->options = g_strdup("");
	mount->point = g_strdup("");
	mount->source = g_strdup("");
	return false;
}

bool mount_find(const char *path, struct mount *mount, struct err *err)
{
	/* O_PATH: closing it gives up no lock that the process may have on the file. */
	int fd = open(path, O_PATH | O_CLOEXEC);

	if (fd < 0) {
		int code = errno;
		g_autofree char *shown = fs_shown(path);

		return err_fail_code(err, err_kind_of_errno(code), code, _("cannot open %s: %s"),
		    shown, tr_system(code));
	}
	mount_find_fd(fd, mount);
	close(fd);
	return true;
}

void mount_clear(struct mount *mount)
{
	g_free(mount->type);
	g_free(mount->options);
	g_free(mount->point);
	g_free(mount->source);
	*mount = (struct mount){0};
}

static bool has_option(const struct mount *mount, const char *option)
{
	g_auto(GStrv) options = g_strsplit(mount->options, ",", -1);

	return g_strv_contains((const char *const *)options, option);
}

bool mount_fit(const struct mount *mount, struct err *err)
{
	if (g_strv_contains(unfit_types, mount->type))
		return err_fail(err, ERR_INPUT,
		    _("a shared database cannot be kept on a drive of the kind %s (%s): its locks "
		      "or its "
		      "data do not reach the other desks; use SMB or NFS"),
		    mount->type, mount->point);
	for (size_t i = 0; i < G_N_ELEMENTS(unfit_options); i++) {
		if (g_strv_contains(unfit_options[i].types, mount->type) &&
		    has_option(mount, unfit_options[i].option))
			return err_fail(err, ERR_INPUT,
			    _("the drive %s is mounted with '%s', which loses what others write; "
			      "have the "
			      "administrator mount it without"),
			    mount->point, unfit_options[i].option);
	}
	return true;
}

bool mount_is_soft(const struct mount *mount)
{
	return has_option(mount, "soft");
}

const char *mount_warning(const struct mount *mount)
{
	if (!mount->is_remote || g_strv_contains(smb_types, mount->type))
		return NULL;
	if (!g_strv_contains(nfs_types, mount->type))
		return _("this kind of drive has not been tried; test it with two desks first");
	if (mount_is_soft(mount))
		return _("the drive is mounted 'soft': writes may break off; 'hard' is safer");
	if (has_option(mount, "vers=3"))
		return _("the drive is mounted as NFS 3; version 4.1 or newer is safer");
	return NULL;
}
