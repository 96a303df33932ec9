/* Moving on: a database brought to a newer form. */
#include "app/cli.h"

#include "base/fs.h"
#include "base/lang.h"
#include "share/migrate.h"

#include <json.h>

/* Whether the caller is an administrator; *PATH is the file then, which nobody here has open any
 * more. Owns: the caller frees. */
static bool ask_admin(const struct options *options, char **path, struct err *err)
{
	struct session session;
	bool good = session_open(&session, options, false, err);

	good = good && session_admin(&session, err);
	*path = good ? g_strdup(session.ground.path) : NULL;
	session_close(&session);
	return good;
}

static void say_migrated(const struct options *options, const struct migration *done)
{
	if (options->values[OPTION_JSON]) {
		json_object *line = json_object_new_object();

		json_object_object_add(line, "from", json_object_new_int(done->from));
		json_object_object_add(line, "to", json_object_new_int(done->to));
		if (done->backup.path)
			json_object_object_add(
			    line, "backup", json_object_new_string(done->backup.path));
		cli_print_json(line);
	} else if (done->from == done->to) {
		printf(
		    _("nothing to do: the database has the form of this yanshen (%d)\n"), done->to);
	} else {
		g_autofree char *shown = fs_shown(done->backup.path);

		printf(_("the database has form %d now, it had %d; a copy as it was: %s\n"),
		    done->to, done->from, shown);
		puts(_("desks with an older yanshen only read until it is updated; nothing of "
		       "theirs is lost"));
	}
}

int cli_migrate(const struct options *options)
{
	struct err err = {0};
	struct migration done = {0};
	struct clock clock = session_clock();
	g_autofree char *state = fs_state_dir();
	g_autofree char *path = NULL;

	if (!ask_admin(options, &path, &err))
		return cli_say(&err);
	g_autofree char *beside = g_path_get_dirname(path);
	struct backup_plan plan = {
	    .dir = options->words->len ? g_ptr_array_index(options->words, 0) : beside,
	    .local_dir = state,
	    .now_ms = clock_wall_ms(&clock)};

	if (share_migrate(path, &plan, &done, &err))
		say_migrated(options, &done);
	migration_clear(&done);
	return cli_say(&err);
}
