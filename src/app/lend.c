/* Authority that is lent: read from what was typed, shown in a line. */
#include "app/lend.h"

#include "base/lang.h"
#include "share/settings.h"

static bool person_named(struct session *session, const char *name, int64_t *id, struct err *err)
{
	const struct person *person = person_by_name(session->people, name);

	*id = person ? person->id : 0;
	return person || err_fail(err, ERR_INPUT, _("there is no %s in this office"), name);
}

/* A day as typed; with IS_LAST the moment after it. */
static bool day(const char *text, bool is_last, int64_t *ms, struct err *err)
{
	if (!clock_parse(text, OFFICE_ZONE, ms))
		return err_fail(err, ERR_INPUT, _("\"%s\" is no day, such as 2026-11-24"), text);
	if (is_last && strlen(text) == strlen("2026-11-24"))
		*ms += DAY_MS;
	return true;
}

bool lend_wanted(
    struct session *session, const struct lend_wish *wish, struct lend *lend, struct err *err)
{
	*lend = (struct lend){.by = session->me->id, .from_ms = clock_wall_ms(&session->clock)};
	if (!wish->to || !wish->role || !wish->until)
		return err_fail(err, ERR_INPUT,
		    _("say to whom, in which role and until when: --to PERSON --role "
		      "approver|signer|both --until DAY"));
	if (!lend_role_parse(wish->role, &lend->roles))
		return err_fail(
		    err, ERR_INPUT, _("\"%s\" is not approver, signer or both"), wish->role);
	if (lend_is_both(lend))
		lend->by = 0;
	else if (wish->by && !person_named(session, wish->by, &lend->by, err))
		return false;
	return person_named(session, wish->to, &lend->to, err) &&
	       (!wish->from || day(wish->from, false, &lend->from_ms, err)) &&
	       day(wish->until, true, &lend->until_ms, err);
}

const char *lend_state(const struct session *session, const struct lend *lend, const char **words)
{
	static const struct {
		const char *name, *words;
	} states[] = {{"waits", N_("waits for a second person")}, {"later", N_("begins later")},
	    {"ended", N_("has ended")}, {"good", N_("valid")},
	    {"void", N_("void: one of them no longer has the role or has left")}};
	int64_t now = clock_wall_ms(&session->clock);
	struct err why = {0};
	int at = lend->asked_by                                  ? 0
		 : now < lend->from_ms                           ? 1
		 : now >= lend->until_ms                         ? 2
		 : lend_stands(lend, session->people, now, &why) ? 3
								 : 4;

	if (words)
		*words = _(states[at].words);
	return states[at].name;
}

char *lend_line(const struct session *session, const struct lend *lend)
{
	g_autofree char *from = clock_local_text(lend->from_ms);
	g_autofree char *until = clock_local_text(lend->until_ms - 1);
	g_autofree char *role = roles_words(lend->roles);
	const char *to = person_name(session->people, lend->to);
	const char *state;

	(void)lend_state(session, lend, &state);
	if (lend_is_both(lend))
		return g_strdup_printf(_("%s gives both verdicts  %s to %s  %s (entry %lld)"), to,
		    from, until, state, (long long)lend->seq);
	return g_strdup_printf(_("%s for %s as %s  %s to %s  %s (entry %lld)"), to,
	    person_name(session->people, lend->by), role, from, until, state, (long long)lend->seq);
}
