/* Trust in the drive and in what is kept of it: backup. */
#include "app/cli.h"

#include "base/fs.h"
#include "base/lang.h"
#include "share/backup.h"

#include <json.h>
#include <signal.h>

/* Signals that end the program are held back, so that nothing is left behind; they are looked for.
 */
static void hold_signals(void)
{
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigprocmask(SIG_BLOCK, &ends, NULL);
}

static bool no_signal(void *of)
{
	sigset_t came;

	(void)of;
	return sigpending(&came) != 0 ||
	       (!sigismember(&came, SIGINT) && !sigismember(&came, SIGTERM) &&
		   !sigismember(&came, SIGHUP));
}

static void print_json(json_object *line)
{
	puts(json_object_to_json_string_ext(
	    line, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(line);
}

static void backup_json(const struct backup *backup)
{
	const struct verified *found = &backup->verified;
	json_object *line = json_object_new_object();

	json_object_object_add(line, "backup", json_object_new_string(backup->path));
	json_object_object_add(line, "bytes", json_object_new_int64(backup->bytes));
	json_object_object_add(line, "events", json_object_new_int64(found->events));
	json_object_object_add(line, "reports", json_object_new_int64(found->reports));
	json_object_object_add(line, "originals", json_object_new_int64(backup->originals));
	json_object_object_add(line, "removed", json_object_new_int64(backup->removed));
	json_object_object_add(line, "head", json_object_new_string(found->head));
	print_json(line);
}

static void backup_words(const struct backup *backup)
{
	const struct verified *found = &backup->verified;
	g_autofree char *shown = fs_shown(backup->path);

	printf(_("backup made: %s\n"), shown);
	printf(_("checked: the file is sound, %lld events, %lld reports, %lld texts, %lld "
		 "originals (%lld of them copied now); newest %s\n"),
	    (long long)found->events, (long long)found->reports, (long long)found->revisions,
	    (long long)backup->originals, (long long)backup->fresh, found->head);
	for (guint i = 0; i < found->flags->len; i++)
		printf("%s: %s\n", _("odd"), (const char *)g_ptr_array_index(found->flags, i));
	if (backup->removed)
		printf(_("older backups removed: %lld\n"), (long long)backup->removed);
}

int cli_backup(const struct options *options)
{
	struct err err = {0};
	struct clock clock = session_clock();
	struct backup backup = {0};
	g_autofree char *state = fs_state_dir();
	struct backup_plan plan = {.dir = g_ptr_array_index(options->words, 0),
	    .local_dir = state,
	    .now_ms = clock_wall_ms(&clock),
	    .go_on = no_signal};
	g_autofree char *path = session_db(options, &err);
	struct share *share = path ? share_open(path, false, &err) : NULL;

	hold_signals();
	if (share && share_backup(share, &plan, &backup, &err)) {
		if (options->values[OPTION_JSON])
			backup_json(&backup);
		else
			backup_words(&backup);
	}
	backup_clear(&backup);
	share_close(share);
	return cli_say(&err);
}
