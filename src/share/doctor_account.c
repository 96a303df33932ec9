/* A colleague's login on the same computer: may it do with the folder what this one does? */
#include "share/doctor_steps.h"

#include "base/ident.h"
#include "base/lang.h"
#include "share/peer.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

/* Someone other than root and the folder's owner who belongs to its group. */
static bool find_member(const struct stat *folder, struct peer_account *account, char **name)
{
	const struct group *group = getgrgid(folder->st_gid);
	const struct passwd *entry = NULL;

	for (char **member = group ? group->gr_mem : NULL; member && *member && !entry; member++) {
		entry = getpwnam(*member);
		if (entry && (entry->pw_uid == 0 || entry->pw_uid == folder->st_uid))
			entry = NULL;
	}
	setpwent();
	while (!entry && (entry = getpwent())) {
		if (entry->pw_gid != folder->st_gid || entry->pw_uid == 0 ||
		    entry->pw_uid == folder->st_uid)
			entry = NULL;
		if (entry)
			break;
	}
	endpwent();
	if (entry) {
		*account = (struct peer_account){.uid = entry->pw_uid, .gid = folder->st_gid};
		*name = g_strdup(entry->pw_name);
	}
	return entry != NULL;
}

static bool does(struct peer *peer, enum peer_op op, const char *name, int *code, struct err *err)
{
	struct peer_ask ask = {.op = op};
	struct peer_answer answer = {0};

	g_strlcpy(ask.name, name, sizeof(ask.name));
	if (!peer_ask(peer, &ask, &answer, err))
		return false;
	*code = answer.code;
	return true;
}

/* It makes and removes a file of its own, and opens one of ours as the first journal would be. */
static bool act(
    const char *folder, struct peer *peer, const char *ident, int *code, struct err *err)
{
	g_autofree char *theirs = g_strdup_printf(".yanshen-doctor-%s-1", ident);
	g_autofree char *ours = g_strdup_printf(".yanshen-doctor-%s-2", ident);
	g_autofree char *path = g_build_filename(folder, ours, NULL);
	g_autofree char *left = g_build_filename(folder, theirs, NULL);
	bool good = does(peer, PEER_MAKE, theirs, code, err) &&
		    (*code || does(peer, PEER_REMOVE, theirs, code, err));

	unlink(left);
	if (!good || *code)
		return good;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0660);
	if (fd < 0)
		return err_fail_code(err, ERR_SYSTEM, errno, "%s: %s", folder, tr_system(errno));
	(void)!fchmod(fd, 0660); /* whatever the umask is: the program does so, too */
	close(fd);
	good = does(peer, PEER_OPEN, ours, code, err);
	unlink(path);
	return good;
}

static bool as_member(const char *folder, const struct peer_account *account, const char *name,
    char **note, struct err *err)
{
	g_autofree char *ident = ident_new(0);
	struct peer *peer = peer_start(folder, account, err);
	int code = 0;
	bool good = peer && act(folder, peer, ident, &code, err);

	peer_stop(peer);
	if (good && code)
		*note = g_strdup_printf(
		    _("the account %s of the folder's group cannot write there (%s): chmod 2770 on "
		      "the folder, and the same group for all"),
		    name, tr_system(code));
	return good;
}

bool doctor_account(const char *folder, char **note, struct err *err)
{
	struct peer_account account;
	g_autofree char *name = NULL;
	struct stat found;

	*note = NULL;
	if (stat(folder, &found) != 0)
		return err_fail_code(
		    err, err_kind_of_errno(errno), errno, "%s: %s", folder, tr_system(errno));
	if (geteuid() != 0) {
		*note = g_strdup(
		    found.st_mode & (S_IWGRP | S_IWOTH)
			? _("a second account was not tried: only the system's administrator can")
			: _("only this account may write in the folder; colleagues with accounts "
			    "of "
			    "their own need a common group and chmod 2770"));
		return true;
	}
	if (!find_member(&found, &account, &name)) {
		*note = g_strdup(_("a second account was not tried: nobody else belongs to the "
				   "folder's group"));
		return true;
	}
	return as_member(folder, &account, name, note, err);
}
