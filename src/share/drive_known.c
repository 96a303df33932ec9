/* Which mounts this desk has tried and found good; a mount with other options is another one. */
#include "share/drive.h"

#include "base/fs.h"
#include "base/lang.h"
#include "base/log.h"

#include <unistd.h>

#define FILE_MAX (1 << 20)

static char *memory(const char *state_dir)
{
	return g_build_filename(state_dir, "drives.ini", NULL);
}

/* A key file's group may not hold every character that a path may. */
static char *group_of(const struct mount *mount)
{
	return g_uri_escape_string(mount->point, "/", TRUE);
}

static GKeyFile *load(const char *path)
{
	GKeyFile *drives = g_key_file_new();
	struct err none = {0};
	g_autoptr(GBytes) bytes = fs_read(path, FILE_MAX, &none);

	/* What cannot be read is forgotten: then the drive is tried again. */
	if (bytes)
		g_key_file_load_from_bytes(drives, bytes, G_KEY_FILE_NONE, NULL);
	return drives;
}

static bool is_good(GKeyFile *drives, const struct mount *mount)
{
	g_autofree char *group = group_of(mount);
	g_autofree char *options = g_key_file_get_string(drives, group, "options", NULL);
	g_autofree char *source = g_key_file_get_string(drives, group, "source", NULL);
	g_autofree char *type = g_key_file_get_string(drives, group, "type", NULL);

	return g_strcmp0(options, mount->options) == 0 && g_strcmp0(source, mount->source) == 0 &&
	       g_strcmp0(type, mount->type) == 0;
}

static void remember(GKeyFile *drives, const char *path, const struct mount *mount)
{
	g_autofree char *group = group_of(mount);
	struct err err = {0};
	gsize len;

	g_key_file_set_string(drives, group, "options", mount->options);
	g_key_file_set_string(drives, group, "source", mount->source);
	g_key_file_set_string(drives, group, "type", mount->type);
	g_autofree char *text = g_key_file_to_data(drives, &len, NULL);
	g_autofree char *dir = g_path_get_dirname(path);
	if (!fs_make_dir(dir, &err) || !fs_write(path, text, len, 0600, &err))
		log_line("the drive is not remembered: %s", err.words);
}

static bool try_it(const char *folder, const struct mount *mount, struct err *err)
{
	struct drive drive;
	bool good = drive_begin(&drive, folder, NULL, mount, err) && drive_locks(&drive, err) &&
		    drive_syncs(&drive, err) && drive_fresh(&drive, err);

	drive_end(&drive);
	return good || (err->kind == ERR_INPUT &&
			   err_while(err, "%s", _("unfit drive (yanshen doctor says more)")));
}

static bool is_tried(const struct mount *mount)
{
#ifdef YANSHEN_TEST_HOOKS
	if (g_getenv("YANSHEN_TEST_PEER"))
		return true;
#endif
	return mount->is_remote;
}

bool drive_known(const char *path, const char *state_dir, struct err *err)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *at = memory(state_dir);
	struct mount mount;

	if (!mount_find(path, &mount, err))
		return false;
	bool good = !is_tried(&mount) || mount_fit(&mount, err);
	if (good && is_tried(&mount) && access(folder, W_OK | X_OK) == 0) {
		g_autoptr(GKeyFile) drives = load(at);

		if (!is_good(drives, &mount)) {
			good = try_it(folder, &mount, err);
			if (good)
				remember(drives, at, &mount);
		}
	}
	mount_clear(&mount);
	return good;
}
