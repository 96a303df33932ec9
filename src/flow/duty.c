/* Separation of duties: whose hand is in a text. */
#include "flow/duty.h"

#include "base/lang.h"

/* What the revision that stands says of a writer's name, if anything that clears a colleague. */
static bool cleared_now(const struct case_file *file, const char *name, int64_t actor)
{
	const struct revision *text = story_text(file);
	bool cleared = false;

	for (guint i = 0; text && i < text->writers->len; i++) {
		const struct writer *w = g_ptr_array_index(text->writers, i);

		if (strcmp(w->name, name) != 0)
			continue;
		/* Two writers may share the name: one who is the actor is never cleared. */
		if (w->link == WRITER_PERSON && w->person == actor)
			return false;
		cleared = cleared || w->link != WRITER_UNLINKED;
	}
	return cleared;
}

/* Refused because of the actor's own hand in the text, or of the one whom they would act for. */
static bool hand_refused(
    const struct case_file *file, const struct person *who, const char *words, struct err *err)
{
	if (who == file->actor)
		return err_fail(err, ERR_DENIED, "%s", words);
	return err_fail(err, ERR_DENIED,
	    _("you would act for %s, who wrote or changed this text: somebody else must judge it"),
	    who->name);
}

bool duty_not_writer(const struct case_file *file, const struct person *who, struct err *err)
{
	for (guint i = 0; file->revisions && i < file->revisions->len; i++) {
		const struct revision *revision = g_ptr_array_index(file->revisions, i);

		for (guint j = 0; j < revision->writers->len; j++) {
			const struct writer *w = g_ptr_array_index(revision->writers, j);
			bool linked = w->link == WRITER_PERSON && w->person == who->id;
			bool named = w->link == WRITER_UNLINKED && strcmp(w->name, who->name) == 0;

			if ((!linked && !named) || cleared_now(file, w->name, who->id))
				continue;
			if (linked)
				return hand_refused(file, who,
				    _("you are a writer of this report: somebody else must judge "
				      "it"),
				    err);
			return hand_refused(file, who,
			    _("a writer has your name: somebody else must say whether it is you "
			      "or an outsider"),
			    err);
		}
	}
	return true;
}

bool duty_not_touched(const struct case_file *file, const struct person *who, struct err *err)
{
	if (!story_touched(file, who->id) || story_amended_and_confirmed(file, who->id))
		return true;
	const struct event *amended = story_unconfirmed(file);
	if (amended && amended->person == who->id)
		return hand_refused(file, who,
		    _("you amended this text: an editor must confirm it before you may decide on "
		      "it"),
		    err);
	return hand_refused(
	    file, who, _("you changed this text yourself: somebody else must decide on it"), err);
}

/* Whether the one whom the actor acts for gave the pass, or lent the authority for it. */
static bool lender_gave(const struct event *pass, const struct lend *lent)
{
	return lent && (lent->by == pass->person || lent->by == story_for(pass));
}

bool duty_gave_step(const struct case_file *file, const struct event *pass, const struct lend *lent)
{
	return pass->person == file->actor->id || story_for(pass) == file->actor->id ||
	       lender_gave(pass, lent);
}

const struct lend *duty_both(const struct case_file *file)
{
	for (guint i = 0; file->lent && i < file->lent->len; i++) {
		const struct lend *lend = g_ptr_array_index(file->lent, i);
		struct err why = {0};

		if (lend->to == file->actor->id && lend_is_both(lend) &&
		    lend_stands(lend, file->people, file->now_ms, &why))
			return story_touched(file, file->actor->id) ? NULL : lend;
	}
	return NULL;
}

bool duty_is_another(const struct case_file *file, const struct event *pass,
    const struct lend *lent, struct err *err)
{
	int64_t passed_for = story_for(pass);
	bool own = pass->person == file->actor->id;

	if (own && !lent && !passed_for && duty_both(file))
		return true;
	if (own)
		return err_fail(err, ERR_DENIED,
		    _("you passed this text: passing and signing need two people"));
	if (lender_gave(pass, lent))
		return err_fail(err, ERR_DENIED,
		    _("%s, for whom you would sign, passed this text: passing and signing need "
		      "two people"),
		    person_name(file->people, lent->by));
	if (passed_for == file->actor->id)
		return err_fail(err, ERR_DENIED,
		    _("this text was passed for you: passing and signing need two people"));
	return true;
}
