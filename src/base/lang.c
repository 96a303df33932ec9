/* Gettext without depending on the locales that a system happens to have. */
#include "base/lang.h"

#include <errno.h>
#include <locale.h>
#include <unistd.h>

static bool utf8_locale(void)
{
	static const char *const tried[] = {"", "C.UTF-8", "zh_CN.UTF-8", "en_US.UTF-8", NULL};

	for (const char *const *name = tried; *name; name++) {
		const char *set = setlocale(LC_ALL, *name);

		if (set && g_get_charset(NULL) && strcmp(set, "C") != 0 && strcmp(set, "POSIX") != 0)
			return true;
	}
	return false;
}

bool lang_start(const char *lang, const char *program)
{
	bool found = utf8_locale();
	g_autofree char *dir = g_path_get_dirname(program);
	g_autofree char *near = g_build_filename(dir, "locale", NULL);
	g_autofree char *mo =
	    g_build_filename(near, "zh_CN", "LC_MESSAGES", "yanshen.mo", NULL);

	/* gettext looks at LANGUAGE only where LC_MESSAGES is not plain C; C.UTF-8 will do. */
	if (found && !setlocale(LC_MESSAGES, "C.UTF-8"))
		setlocale(LC_MESSAGES, "");
	g_setenv("LANGUAGE", strcmp(lang, "en") == 0 ? "en" : "zh_CN", TRUE);
	bindtextdomain("yanshen", access(mo, R_OK) == 0 ? near : YANSHEN_LOCALE_DIR);
	bind_textdomain_codeset("yanshen", "UTF-8");
	textdomain("yanshen");
	return found;
}

const char *tr_system(int code)
{
	switch (code) {
	case ENOENT:
		return _("no such file or folder");
	case EACCES:
	case EPERM:
		return _("not permitted");
	case EROFS:
		return _("the place is read-only");
	case ENOSPC:
		return _("no space is left");
	case EDQUOT:
		return _("the quota is used up");
	case EIO:
		return _("the drive reports an error");
	case ENOTDIR:
		return _("a part of the path is no folder");
	case EISDIR:
		return _("it is a folder");
	case ENAMETOOLONG:
		return _("the name is too long");
	case ESTALE:
	case ENOTCONN:
	case ETIMEDOUT:
	case EHOSTDOWN:
		return _("the drive does not answer");
	default:
		return g_strerror(code);
	}
}
