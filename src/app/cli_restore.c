/* A backup put in place, and the word of an administrator that it holds. */
#include "app/cli.h"

#include "base/fs.h"
#include "base/lang.h"
#include "flow/move.h"
#include "mirror/take.h"
#include "share/backup_keep.h"
#include "share/history.h"
#include "share/restore.h"
#include "work/heal.h"

#include <json.h>

/* What is given up, by the numbers of reports, so that it can be done again. */
static void say_lost(struct session *session)
{
	const GPtrArray *lost = session->ground.lost;

	if (session->options->values[OPTION_JSON]) {
		json_object *line = json_object_new_object();
		const struct history *said = session->ground.admitted;

		json_object_object_add(
		    line, "keeps", json_object_new_int64(said ? said->keeps : 0));
		json_object_object_add(
		    line, "lost", json_object_new_int((int)(lost ? lost->len : 0)));
		cli_print_json(line);
		return;
	}
	puts(_("this history holds from now on; every desk takes it at its next look"));
	for (guint i = 0; lost && i < lost->len; i++) {
		const struct mirror_deed *deed = g_ptr_array_index(lost, i);
		const struct person *who = person_by_id(session->people, deed->person);
		g_autofree char *when = clock_local_text(deed->at_ms);
		enum move_id move;

		printf(_("given up: %s  %s  %s  %s\n"), when, deed->number,
		    move_is_kind(deed->kind, &move) ? move_words(move) : deed->kind,
		    who ? who->name : "");
	}
}

static bool admit(struct session *session, const struct person *actor, struct err *err)
{
	struct ground *ground = &session->ground;
	char *value = ground_ready(ground, err) ? heal_words(ground, err) : NULL;

	if (!value)
		return false;
	struct deed *deed = deed_new(MOVE_SETTING, actor->id);

	deed->admits = true;
	deed->key = g_strdup(SETTING_HISTORY);
	deed->value = value;
	deed->words = g_strdup(session->options->values[OPTION_NOTE]);
	bool good = deed_do(ground, deed, err) && sync_all(ground, err);
	deed_free(deed);
	if (good)
		say_lost(session);
	return good;
}

/* Whether what lies there now is what this desk has seen, so that nothing is to be admitted. */
static bool holds_all(struct session *session)
{
	struct err err = {0};

	session->ground.retry_ms = 0;
	return ground_ready(&session->ground, &err) && sync_all(&session->ground, &err);
}

static bool put_back(struct session *session, const struct person *actor, struct err *err)
{
	struct ground *ground = &session->ground;
	g_autofree char *path = g_strdup(ground->path);
	g_autofree char *key = keyring_pin_of_path(path);
	g_autofree char *state = fs_state_dir();
	struct restored restored = {0};
	struct backup_plan plan = {
	    .local_dir = state, .now_ms = clock_wall_ms(&session->clock), .go_on = cli_no_signal};

	share_close(ground->share); /* a process has a file open once */
	ground->share = NULL;
	if (!share_restore(g_ptr_array_index(session->options->words, 0), path, ground->office, key,
		&plan, &restored, err))
		return false;
	if (!session->options->values[OPTION_JSON]) {
		printf(_("restored: %s\n"), path);
		if (restored.aside)
			printf(_("what was there before is kept: %s\n"), restored.aside);
	}
	g_autofree char *revived = restored.aside
				       ? backup_revived(restored.aside,
					     g_ptr_array_index(session->options->words, 0))
				       : NULL;
	if (revived) /* on the channel of errors: a script is not to pass it over */
		fprintf(stderr,
		    _("The backup is older than a purge: the texts of %s are back; security is to "
		      "purge them again.\n"),
		    revived);
	restored_clear(&restored);
	ground->retry_ms = 0;
	return holds_all(session) || admit(session, actor, err);
}

int cli_restore(struct session *session)
{
	struct err err = {0};
	const char *what = g_ptr_array_index(session->options->words, 0);
	const char *note = session->options->values[OPTION_NOTE];
	const struct person *actor = session_admin(session, &err);

	if (actor && (!note || !*note))
		err_fail(&err, ERR_INPUT, _("say why, with --note: it goes into the trail"));
	if (err.kind != ERR_NONE)
		return cli_say(&err);
	cli_hold_signals();
	bool good = strcmp(what, "admit") == 0 ? admit(session, actor, &err)
					       : put_back(session, actor, &err);

	err_clear(&session->unsynced);
	return good ? 0 : cli_say(&err);
}
