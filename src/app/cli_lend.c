/* The verb delegate: authority lent for a time, confirmed, ended, listed. */
#include "app/cli.h"

#include "app/json.h"
#include "app/lend.h"
#include "app/safe.h"
#include "base/lang.h"

static void print_lend(struct session *session, const struct lend *lend)
{
	if (session->options->values[OPTION_JSON]) {
		g_autofree char *line = json_of_lend(
		    session->people, lend, lend_state(session, lend, NULL));

		fputs(line, stdout);
		return;
	}
	g_autofree char *line = lend_line(session, lend);
	g_autofree char *safe = safe_line(line);

	puts(safe);
}

static int list(struct session *session)
{
	for (guint i = 0; i < session->lent->len; i++)
		print_lend(session, g_ptr_array_index(session->lent, i));
	return 0;
}

/* The authority of the entry that was named. */
static bool fill_entry(struct session *session, struct deed *deed, struct err *err)
{
	const GPtrArray *words = session->options->words;
	const char *what = g_ptr_array_index(words, 0);

	deed->takes_back = strcmp(what, "end") == 0;
	if (!deed->takes_back && strcmp(what, "confirm") != 0)
		return err_fail(err, ERR_INPUT, _("\"%s\" is not end or confirm"), what);
	deed->asked_seq = words->len > 1 ? g_ascii_strtoll(g_ptr_array_index(words, 1), NULL, 10)
					 : 0;
	return deed->asked_seq > 0 || err_fail(err, ERR_INPUT,
					  _("say which entry: yanshen delegate %s ENTRY (yanshen "
					    "delegate lists them)"),
					  what);
}

static bool fill_new(struct session *session, struct deed *deed, struct err *err)
{
	const char *const *values = session->options->values;
	const struct lend_wish wish = {.to = values[OPTION_TO],
	    .role = values[OPTION_ROLE],
	    .by = values[OPTION_FOR],
	    .from = values[OPTION_FROM],
	    .until = values[OPTION_UNTIL]};

	deed->lend = g_new0(struct lend, 1);
	return lend_wanted(session, &wish, deed->lend, err);
}

/* What the office has of it now, read back. */
static void say_done(struct session *session, const struct deed *deed, struct err *err)
{
	int64_t seq = deed->lend ? deed->done.seq : deed->asked_seq;

	if (!session_refresh(session, err))
		return;
	for (guint i = 0; i < session->lent->len; i++) {
		const struct lend *lend = g_ptr_array_index(session->lent, i);

		if (lend->seq == seq)
			print_lend(session, lend);
	}
	if (deed->done.waits && !session->options->values[OPTION_JSON])
		printf(_("it waits for a second person: yanshen delegate confirm %lld\n"),
		    (long long)seq);
	if (deed->takes_back && !session->options->values[OPTION_JSON])
		puts(_("it is taken back: nothing more is decided by it"));
}

int cli_delegate(struct session *session)
{
	const char *const *values = session->options->values;
	struct err err = {0};

	if (!session->options->words->len && !values[OPTION_TO] && !values[OPTION_ROLE])
		return list(session);
	const struct person *actor = session_actor(session, &err);
	struct deed *deed = actor ? deed_new(MOVE_DELEGATE, actor->id) : NULL;

	if (deed) {
		deed->with_office_key = values[OPTION_OFFICE_KEY] != NULL;
		deed->words = g_strdup(values[OPTION_NOTE]);
	}
	bool good = deed && (session->options->words->len ? fill_entry(session, deed, &err)
							  : fill_new(session, deed, &err));
	if (good && deed_do(&session->ground, deed, &err))
		say_done(session, deed, &err);
	deed_free(deed);
	return cli_say(&err);
}
