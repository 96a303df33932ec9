/* Start and end of the program: language, the command line, then the desk or a verb. */
#include "app/cli.h"
#include "app/desk_main.h"
#include "base/lang.h"
#include "mirror/open.h"
#include "share/init.h"

#include <errno.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

/* The language is needed before the command line has been understood: its complaints are in it. */
static const char *language(int argc, char **argv)
{
	const char *set = NULL;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			set = argv[i + 1];
		else if (g_str_has_prefix(argv[i], "--lang="))
			set = argv[i] + strlen("--lang=");
	}
	return set ? set : "zh";
}

/* Where the program itself lies: its catalogue and themes lie beside it in a build tree. */
static char *own_path(const char *called)
{
	char *found = g_file_read_link("/proc/self/exe", NULL);

	if (!found)
		return g_strdup(called);
	return found;
}

int main(int argc, char **argv)
{
	struct options options;
	struct err err = {0};
	const char *lang = language(argc, argv);
	g_autofree char *self = own_path(argc ? argv[0] : "yanshen");
	const struct rlimit none = {0, 0};
	int status;

	setrlimit(RLIMIT_CORE, &none); /* texts of reports do not belong into core dumps */
	mallopt(M_ARENA_MAX, 1); /* what one thread has freed the other can use */
	clock_use_zone(OFFICE_ZONE, OFFICE_ZONE_RULE); /* as due times are, at every desk */
	mirror_start();
	if (!lang_start(lang, self))
		err_fail(&err, ERR_SYSTEM, _("this system has no UTF-8 locale"));
	else if (strcmp(lang, "zh") != 0 && strcmp(lang, "en") != 0)
		err_fail(&err, ERR_INPUT, _("there is no language \"%s\": zh or en"), lang);
	bool read = options_read(&options, argc, argv, &err);
	if (!read || err.kind != ERR_NONE) {
		status = cli_say(&err);
	} else if (options.values[OPTION_HELP]) {
		g_autofree char *help = options_help(&options);

		fputs(help, stdout);
		status = 0;
	} else if (options.values[OPTION_VERSION]) {
		printf("%s\n", PACKAGE_STRING);
		status = 0;
	} else if (options.verb == VERB_DESK) {
		status = desk_main(&options);
	} else {
		status = cli_run(&options);
	}
	if ((fflush(stdout) != 0 || ferror(stdout)) && status == 0) {
		int code = errno;

		err_fail_code(&err, err_kind_of_errno(code), code,
		    _("not all could be printed: %s"), tr_system(code));
		status = cli_say(&err);
	}
	options_clear(&options);
	return status;
}
