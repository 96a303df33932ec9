/* From a verb to its function; the session is opened once for those that need one. */
#include "app/cli.h"

#include "app/manual.h"
#include "app/safe.h"
#include "app/unlock.h"
#include "base/lang.h"

int cli_say(const struct err *err)
{
	if (err->kind != ERR_NONE && err->kind != ERR_STOPPED) {
		g_autofree char *words = safe_line(err->words);

		fflush(stdout); /* in the order in which it happened */
		fprintf(stderr, "yanshen: %s\n", words);
	}
	return err_exit_status(err->kind);
}

int cli_worse(int a, int b)
{
	return MAX(a, b);
}

/* Whether the verb writes an event, which the actor signs. */
static bool signs(const struct options *options)
{
	const char *word = options->words->len ? g_ptr_array_index(options->words, 0) : "";

	switch (options->verb) {
	case VERB_LIST:
	case VERB_JOIN:
		return false;
	case VERB_SHOW:
		return options->values[OPTION_REVEAL] != NULL;
	case VERB_PERSON:
	case VERB_KEY: /* to change a passphrase asks for it by itself */
		return strcmp(word, "list") != 0 && strcmp(word, "passphrase") != 0;
	case VERB_STEPS:
		return options->words->len > 0;
	case VERB_DELEGATE:
		return options->words->len || options->values[OPTION_TO];
	default:
		return true;
	}
}

static bool unlock(struct session *session, struct err *err)
{
	bool office = session->options->values[OPTION_OFFICE_KEY] != NULL;

	if (!session->me || !signs(session->options))
		return true;
	return unlock_for(session, office ? KEYRING_OFFICE : session->me->id, err);
}

static int with_session(struct session *session, const struct options *options)
{
	switch (options->verb) {
	case VERB_LIST:
		return cli_list(session);
	case VERB_SHOW:
		return cli_show(session);
	case VERB_EXPORT:
		return cli_export(session);
	case VERB_IMPORT:
		return cli_import(session);
	case VERB_SAVE:
		return cli_text(session, MOVE_SAVE);
	case VERB_RESUBMIT:
		return cli_text(session, MOVE_RESUBMIT);
	case VERB_AMEND:
		return cli_text(session, MOVE_AMEND);
	case VERB_SET:
		return cli_set(session);
	case VERB_MERGE:
		return cli_merge(session);
	case VERB_RECORD_PAPER:
		return cli_paper(session);
	case VERB_JOIN:
		return cli_join(session);
	case VERB_KEY:
		return cli_key(session);
	case VERB_RESTORE:
		return cli_restore(session);
	case VERB_PERSON:
		return cli_person(session);
	case VERB_DELEGATE:
		return cli_delegate(session);
	case VERB_STEPS:
		return cli_steps(session);
	default:
		return cli_move(session); /* VERB_MOVE, VERB_ASSIGN, VERB_UNDO */
	}
}

/* Reading goes on while the share is away; how old it is is said, and the status tells scripts. */
static int say_away(struct session *session, int status)
{
	if (session->unsynced.kind == ERR_NONE || status)
		return status;
	g_autofree char *known = clock_local_text(session->known_ms);
	fflush(stdout);
	fprintf(stderr, _("yanshen: the share is away, this is what this desk knew at %s: %s\n"),
	    known, session->unsynced.words);
	return err_exit_status(ERR_AWAY);
}

/* What needs no database: the program's own tables. */
static int print_tables(const struct options *options)
{
	g_autofree char *text = options->verb == VERB_MANUAL
				    ? manual_page()
				    : manual_actions(options->values[OPTION_JSON] != NULL);

	fputs(text, stdout);
	return 0;
}

int cli_run(const struct options *options)
{
	struct session session;
	struct err err = {0};
	int status;

	if (options->verb == VERB_INIT)
		return cli_init(options);
	if (options->verb == VERB_MANUAL || options->verb == VERB_ACTIONS)
		return print_tables(options);
	if (options->verb == VERB_VERIFY)
		return cli_verify(
		    options); /* reads the named file alone: no mirror, no memory of it */
	if (options->verb == VERB_DOCTOR)
		return cli_doctor(options);
	if (options->verb == VERB_BACKUP)
		return cli_backup(options);
	if (options->verb == VERB_NIGHTLY)
		return cli_nightly(options);
	if (options->verb == VERB_MIGRATE)
		return cli_migrate(options);
	if (session_open(&session, options, false, &err) && unlock(&session, &err)) {
		status = say_away(&session, with_session(&session, options));
		session_duties(&session);
	} else
		status = cli_say(&err);
	session_close(&session);
	return status;
}
