/* What the clerk hands to the administrator: the exact line, and one page. */
#include "share/doctor.h"

#include "base/lang.h"

#define SMB_OPTIONS "vers=3.1.1,hard,cache=strict,serverino,_netdev"
#define NFS_OPTIONS "vers=4.2,proto=tcp,hard,lookupcache=positive,_netdev"
#define GLUSTER_OPTIONS "direct-io-mode=enable,attribute-timeout=0,entry-timeout=0,_netdev"

/* Options of a mounted SMB drive that are this office's own and stay as they are. */
static const char *const kept[] = {
    "uid=", "gid=", "file_mode=", "dir_mode=", "domain=", "sec=", "seal", NULL};

static bool is_kept(const char *option)
{
	for (size_t i = 0; kept[i]; i++)
		if (g_str_has_prefix(option, kept[i]))
			return true;
	return false;
}

/* In /etc/fstab a space is \040. */
static char *fstab_word(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, " ", -1);

	return g_strjoinv("\\040", parts);
}

static char *smb_line(const char *source, const char *point, const char *options)
{
	g_autofree char *from = fstab_word(source);
	g_autofree char *at = fstab_word(point);
	g_auto(GStrv) old = g_strsplit(options, ",", -1);
	GString *line = g_string_new(NULL);

	g_string_append_printf(
	    line, "%s %s cifs %s,credentials=/etc/yanshen-smb", from, at, SMB_OPTIONS);
	for (char **option = old; *option; option++)
		if (is_kept(*option))
			g_string_append_printf(line, ",%s", *option);
	g_string_append(line, " 0 0");
	return g_string_free(line, FALSE);
}

static char *plain_line(const struct mount *mount, const char *type, const char *options)
{
	g_autofree char *from = fstab_word(mount->source);
	g_autofree char *at = fstab_word(mount->point);

	return g_strdup_printf("%s %s %s %s 0 0", from, at, type, options);
}

char *doctor_mount_line(const struct mount *mount)
{
	if (mount->is_smb)
		return smb_line(mount->source, mount->point, mount->options);
	if (g_str_has_prefix(mount->type, "nfs"))
		return plain_line(mount, "nfs4", NFS_OPTIONS);
	if (strcmp(mount->type, "fuse.glusterfs") == 0)
		return plain_line(mount, "glusterfs", GLUSTER_OPTIONS);
	/* Another kind of drive: the same server by SMB, with the names left to be filled in. */
	return smb_line(_("//SERVER/SHARE"), "/mnt/yanshen", "");
}

/* Lines of the page; each stands by itself. */
static const char *const page[] = {
    N_("For whoever keeps the file server"),
    N_("yanshen keeps the reports of the office in one SQLite file that several computers write. "
       "It needs real byte-range locks and no stale caches."),
    N_("1. Give the database a folder of its own, which only the people of the office can enter; "
       "all of them need the right to make, change and remove files in it."),
    N_("2. Let nothing else touch the files in it (name.db, name.db-journal, name.db-lk, "
       "name.db.d): no virus scanner, no synchronisation, no deduplication, no indexing, no "
       "recycle bin, no snapshot that stops writes."),
    N_("3. Do not restart the server or the network in office hours without a word; after one, "
       "the desks find back by themselves."),
    N_("4. Nobody deletes, renames or copies back these files by hand, above all not "
       "name.db-journal: it takes back what was half written."),
    N_("5. Copies are made by `yanshen backup FOLDER`, best every night to another machine; a "
       "plain "
       "copy of the file while it is in use may be torn."),
    N_("6. SMB: protocol 3, oplocks and leases as they come, 'strict locking' not off; in Samba "
       "'posix locking = yes', 'kernel oplocks' only where files are used on the server itself."),
    N_("7. NFS: version 4.1 or 4.2, export with 'sync', never 'async'; the lock lease at 90 s or "
       "less."),
    N_("8. GlusterFS: gluster volume set VOLUME group db-workload; gluster volume set VOLUME "
       "client.strict-locks on."),
};

char *doctor_page(const struct mount *mount)
{
	g_autofree char *line = doctor_mount_line(mount);
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(page); i++)
		g_string_append_printf(text, "%s\n", _(page[i]));
	g_string_append_printf(text, "%s\n    %s\n",
	    _("9. On each computer mount it so (/etc/fstab, one line), and remove the other "
	      "mount:"),
	    line);
	return g_string_free(text, FALSE);
}
