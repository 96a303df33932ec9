/* Trust in the drive and in what is kept of it: doctor, backup. */
#include "app/cli.h"

#include "base/fs.h"
#include "base/lang.h"
#include "share/backup.h"
#include "share/doctor.h"

#include <json.h>
#include <signal.h>

void cli_hold_signals(void)
{
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigprocmask(SIG_BLOCK, &ends, NULL);
}

bool cli_no_signal(void *of)
{
	sigset_t came;

	(void)of;
	return sigpending(&came) != 0 ||
	       (!sigismember(&came, SIGINT) && !sigismember(&came, SIGTERM) &&
		   !sigismember(&came, SIGHUP));
}

void cli_print_json(json_object *line)
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
	json_object *purged = json_object_new_array();
	for (guint i = 0; i < backup->purged->len; i++) {
		g_autofree char *shown = fs_shown(g_ptr_array_index(backup->purged, i));

		json_object_array_add(purged, json_object_new_string(shown));
	}
	json_object_object_add(line, "purged", purged);
	cli_print_json(line);
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
	for (guint i = 0; i < backup->purged->len; i++) {
		g_autofree char *old = fs_shown(g_ptr_array_index(backup->purged, i));

		printf(_("still holds what was purged since: %s\n"), old);
	}
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
	    .go_on = cli_no_signal};
	g_autofree char *path = session_db(options, &err);
	struct share *share = path ? share_open(path, false, &err) : NULL;

	cli_hold_signals();
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

static const char *const fitness_names[] = {[FIT] = "fit", [FIT_SLOW] = "slow", [UNFIT] = "unfit"};
static const char *const mark_names[] = {
    [CHECK_GOOD] = "good", [CHECK_NOTE] = "note", [CHECK_BAD] = "bad"};

static void doctor_json(const struct diagnosis *found)
{
	json_object *line = json_object_new_object();
	json_object *checks = json_object_new_array();
	g_autofree char *mount = doctor_mount_line(&found->mount);

	for (guint i = 0; i < found->checks->len; i++) {
		const struct drive_check *check = g_ptr_array_index(found->checks, i);
		json_object *one = json_object_new_object();

		json_object_object_add(one, "check", json_object_new_string(check->id));
		json_object_object_add(
		    one, "result", json_object_new_string(mark_names[check->mark]));
		json_object_object_add(one, "words", json_object_new_string(check->words));
		json_object_array_add(checks, one);
	}
	json_object_object_add(line, "verdict", json_object_new_string(fitness_names[found->fit]));
	json_object_object_add(line, "folder", json_object_new_string(found->folder));
	json_object_object_add(line, "type", json_object_new_string(found->mount.type));
	json_object_object_add(line, "options", json_object_new_string(found->mount.options));
	json_object_object_add(line, "call_ms", json_object_new_double(found->trip_ms));
	json_object_object_add(line, "write_ms", json_object_new_double(found->commit_ms));
	json_object_object_add(line, "longest_ms", json_object_new_double(found->longest_ms));
	json_object_object_add(line, "trials", json_object_new_int(found->trials));
	json_object_object_add(line, "mount", json_object_new_string(mount));
	json_object_object_add(line, "checks", checks);
	cli_print_json(line);
}

static const char *why_unfit(const struct diagnosis *found)
{
	for (guint i = 0; i < found->checks->len; i++) {
		const struct drive_check *check = g_ptr_array_index(found->checks, i);

		if (check->mark == CHECK_BAD)
			return check->words;
	}
	return "";
}

static void doctor_verdict(const struct diagnosis *found)
{
	g_autofree char *shown = fs_shown(found->folder);

	switch (found->fit) {
	case FIT:
		printf(_("FIT: %s (a write takes %.1f ms, one call %.2f ms)\n"), shown,
		    found->commit_ms, found->trip_ms);
		break;
	case FIT_SLOW:
		printf(_("FIT BUT SLOW: %s (a write takes %.1f ms, at most %.1f ms; one call %.2f "
			 "ms)\n"),
		    shown, found->commit_ms, found->longest_ms, found->trip_ms);
		break;
	case UNFIT:
		printf(_("UNFIT: %s: %s\n"), shown, why_unfit(found));
		break;
	}
}

static void doctor_words(const struct diagnosis *found)
{
	static const char *const marks[] = {
	    [CHECK_GOOD] = N_("good"), [CHECK_NOTE] = N_("notice"), [CHECK_BAD] = N_("bad")};

	doctor_verdict(found);
	for (guint i = 0; i < found->checks->len; i++) {
		const struct drive_check *check = g_ptr_array_index(found->checks, i);

		printf("  %s  %s\n", _(marks[check->mark]), check->words);
	}
	if (found->mount.is_remote || found->fit == UNFIT) {
		g_autofree char *page = doctor_page(&found->mount);

		printf("\n%s", page);
	}
}

int cli_doctor(const struct options *options)
{
	struct err err = {0};
	struct diagnosis found = {0};
	struct doctor_plan plan = {.path = g_ptr_array_index(options->words, 0),
	    .other_path = options->words->len > 1 ? g_ptr_array_index(options->words, 1) : NULL,
	    .go_on = cli_no_signal};

	cli_hold_signals();
	if (!share_doctor(&plan, &found, &err))
		return cli_say(&err);
	int status = found.fit == UNFIT ? err_exit_status(ERR_INPUT) : 0;

	if (options->values[OPTION_JSON])
		doctor_json(&found);
	else
		doctor_words(&found);
	diagnosis_clear(&found);
	return status;
}
