/* Such programs copy a database in the middle of a write and merge two desks by renaming one. */
#include "share/cloud.h"

#include "base/lang.h"

/* Folders as the services name them; "OneDrive - Office" and "坚果云 (2)" as well. */
static const struct {
	const char *folder;
	const char *service;
} folders[] = {
    {"Nutstore", N_("Nutstore")},
    {"Nutstore Files", N_("Nutstore")},
    {"坚果云", N_("Nutstore")},
    {"我的坚果云", N_("Nutstore")},
    {"OneDrive", "OneDrive"},
    {"Dropbox", "Dropbox"},
    {"WPS云盘", N_("WPS cloud drive")},
    {"WPS 云盘", N_("WPS cloud drive")},
    {"WPSDrive", N_("WPS cloud drive")},
    {"WPS Cloud Files", N_("WPS cloud drive")},
    {"百度网盘", N_("Baidu Netdisk")},
    {"百度云同步盘", N_("Baidu Netdisk")},
    {"百度网盘同步空间", N_("Baidu Netdisk")},
    {"BaiduNetdisk", N_("Baidu Netdisk")},
    {"BaiduNetdiskWorkspace", N_("Baidu Netdisk")},
    {"BaiduSyncdisk", N_("Baidu Netdisk")},
    {"Google Drive", "Google Drive"},
    {"iCloud Drive", "iCloud Drive"},
    {"Nextcloud", "Nextcloud"},
    {"ownCloud", "ownCloud"},
};

/*
 * What their programs leave at the top of what they copy. A folder ~/.dropbox is that program's
 * settings: the mark is a file.
 */
static const struct {
	const char *mark;
	GFileTest kind;
	const char *service;
} marks[] = {
    {".dropbox", G_FILE_TEST_IS_REGULAR, "Dropbox"},
    {".stfolder", G_FILE_TEST_IS_DIR, "Syncthing"},
    {".nextcloudsync.log", G_FILE_TEST_IS_REGULAR, "Nextcloud"},
    {".owncloudsync.log", G_FILE_TEST_IS_REGULAR, "ownCloud"},
    {".csync_journal.db", G_FILE_TEST_IS_REGULAR, "ownCloud"},
};

static bool is_folder(const char *name, const char *known)
{
	size_t len = strlen(known);

	return strncmp(name, known, len) == 0 &&
	       (name[len] == '\0' || name[len] == '(' || g_str_has_prefix(name + len, " -") ||
		   g_str_has_prefix(name + len, " ("));
}

static const char *service_by_name(const char *path)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);

	for (char **part = parts; *part; part++)
		for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
			if (is_folder(*part, folders[i].folder))
				return folders[i].service;
	return NULL;
}

static const char *service_by_mark(const char *path)
{
	g_autofree char *folder = g_strdup(path);

	for (;;) {
		for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
			g_autofree char *mark = g_build_filename(folder, marks[i].mark, NULL);

			if (g_file_test(mark, marks[i].kind))
				return marks[i].service;
		}
		char *above = g_path_get_dirname(folder);
		bool is_top = strcmp(above, folder) == 0;

		g_free(folder);
		folder = above;
		if (is_top)
			return NULL;
	}
}

bool cloud_free(const char *path, struct err *err)
{
	const char *service = service_by_name(path);

	if (!service)
		service = service_by_mark(path);
	return !service ||
	       err_fail(err, ERR_INPUT,
		   _("this folder is synchronised by %s: it copies the database while it is being "
		     "written and knows no locks; use a folder on a file server"),
		   _(service));
}
