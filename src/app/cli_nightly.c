/* The nightly copy on the command line: what is set, what was made, and making it. */
#include "app/cli.h"

#include "app/unlock.h"
#include "base/fs.h"
#include "base/lang.h"
#include "share/nightly.h"
#include "share/settings.h"

#include <json.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define NICENESS 10
#define HOUR 2 /* where none is said */

static void say_json(const struct nightly_found *found)
{
	json_object *line = json_object_new_object();

	json_object_object_add(
	    line, "folder", found->folder ? json_object_new_string(found->folder) : NULL);
	if (found->folder) {
		const struct nightly *set = &found->nightly;
		const char *made = found->backup.path;
		const char *newest = made ? made : found->newest;

		json_object_object_add(line, "hour", json_object_new_int(set->hour));
		json_object_object_add(line, "copies", json_object_new_int(set->copies));
		json_object_object_add(line, "days", json_object_new_int(set->days));
		json_object_object_add(
		    line, "newest", newest ? json_object_new_string(newest) : NULL);
		json_object_object_add(line, "owed", json_object_new_boolean(found->is_owed));
		json_object_object_add(line, "made", json_object_new_boolean(made != NULL));
	}
	cli_print_json(line);
}

static void say_words(const struct nightly_found *found)
{
	const struct nightly *set = &found->nightly;

	if (!found->folder) {
		puts(_("no nightly copies are made: an administrator says where with yanshen "
		       "nightly DIR"));
		return;
	}
	g_autofree char *folder = fs_shown(found->folder);
	g_autofree char *newest = found->newest ? fs_shown(found->newest) : NULL;

	printf(_("nightly copies: into %s, by the first desk open after %d:00; %d copies stay, at "
		 "most %d days\n"),
	    folder, set->hour, set->copies, set->days);
	if (newest)
		printf(_("the newest good copy: %s\n"), newest);
	else
		puts(_("there is no copy yet"));
	if (found->is_owed)
		puts(_("one is owed: the first desk that is open makes it"));
	if (found->same_drive)
		puts(
		    _("this folder is on the same disk or server as the database: it helps against "
		      "mistakes, not when the server is lost; better a folder of another machine"));
}

static void say_made(const struct nightly_found *found)
{
	if (found->backup.path) {
		g_autofree char *shown = fs_shown(found->backup.path);

		printf(_("backup made: %s\n"), shown);
	}
}

/* What is set, or with RUN the copy itself. */
static int look(const struct options *options, bool run)
{
	struct err err = {0};
	struct clock clock = session_clock();
	struct nightly_found found = {0};
	g_autofree char *state = fs_state_dir();
	struct backup_plan plan = {
	    .local_dir = state, .now_ms = clock_wall_ms(&clock), .go_on = cli_no_signal};
	g_autofree char *path = session_db(options, &err);
	struct share *share = path ? share_open(path, !run, &err) : NULL;

	cli_hold_signals();
	if (run) /* whoever types at a desk of this computer goes first */
		(void)setpriority(PRIO_PROCESS, 0, NICENESS);
	if (share && (run ? nightly_make(share, &plan, &found, &err)
			  : nightly_look(share, &plan, &found, &err))) {
		if (options->values[OPTION_JSON])
			say_json(&found);
		else if (run)
			say_made(&found);
		else
			say_words(&found);
	}
	/* Another desk is at it, and may die of it: who asked looks again. */
	bool busy = run && err.kind == ERR_NONE && found.is_owed;
	nightly_found_clear(&found);
	share_close(share);
	return busy ? err_exit_status(ERR_BUSY) : cli_say(&err);
}

/* How the folder stands in the setting: below the database's own it moves with it. */
static char *folder_of(const char *word, const char *db, struct err *err)
{
	char *real = realpath(word, NULL);
	g_autofree char *beside = g_path_get_dirname(db);
	g_autofree char *prefix = g_strconcat(beside, "/", NULL);
	g_autofree char *shown = fs_shown(word);
	char *folder = NULL;

	if (!real || !g_file_test(real, G_FILE_TEST_IS_DIR) || access(real, W_OK | X_OK) != 0)
		err_fail(err, ERR_INPUT, _("%s is no folder that copies can be written to"), shown);
	else if (strcmp(real, beside) == 0)
		folder = g_strdup(".");
	else
		folder = g_strdup(g_str_has_prefix(real, prefix) ? real + strlen(prefix) : real);
	free(real);
	return folder;
}

/* The setting that the words ask for. Owns: the caller frees. */
static char *wanted(struct session *session, struct err *err)
{
	const GPtrArray *words = session->options->words;
	const char *said[4] = {NULL};
	struct nightly check;

	for (guint i = 0; i < words->len; i++)
		said[i] = g_ptr_array_index(words, i);
	if (strcmp(said[0], "off") == 0)
		return g_strdup("");
	g_autofree char *folder = folder_of(said[0], session->ground.path, err);
	if (!folder)
		return NULL;
	g_autofree char *hour = g_strdup_printf("%d", HOUR);
	g_autofree char *copies = g_strdup_printf("%d", NIGHTLY_COPIES);
	g_autofree char *days = g_strdup_printf("%d", NIGHTLY_DAYS);
	char *value = g_strdup_printf("%s %s %s %s", said[1] ? said[1] : hour,
	    said[2] ? said[2] : copies, said[3] ? said[3] : days, folder);

	if (nightly_parse(value, &check, err)) {
		nightly_clear(&check);
		return value;
	}
	g_free(value);
	return NULL;
}

static void put(struct session *session, const struct person *actor, struct err *err)
{
	char *value = wanted(session, err);
	struct deed *deed = value ? deed_new(MOVE_SETTING, actor->id) : NULL;

	if (!deed)
		return;
	deed->key = g_strdup(SETTING_NIGHTLY);
	deed->value = value;
	deed->words = g_strdup(session->options->values[OPTION_NOTE]);
	if (deed_do(&session->ground, deed, err) && !session->options->values[OPTION_JSON])
		puts(*value
			 ? _("nightly copies are set; the first is made as soon as a desk is open")
			 : _("no nightly copies are made from now on"));
	deed_free(deed);
}

int cli_nightly(const struct options *options)
{
	const char *word = options->words->len ? g_ptr_array_index(options->words, 0) : NULL;
	bool run = word && strcmp(word, "run") == 0;
	struct session session;
	struct err err = {0};

	if (!word || run)
		return look(options, run);
	const struct person *actor = session_open(&session, options, false, &err)
					 ? session_actor(&session, &err)
					 : NULL;
	if (actor && unlock_for(&session, actor->id, &err))
		put(&session, actor, &err);
	session_close(&session);
	if (err.kind == ERR_NONE)
		return strcmp(word, "off") == 0 ? 0 : look(options, false);
	return cli_say(&err);
}
