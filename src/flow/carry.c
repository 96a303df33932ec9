/* What a move must carry, and that the text is still the one that was seen. */
#include "flow/carry.h"

#include "base/bounds.h"
#include "base/lang.h"
#include "flow/turn.h"
#include "model/detail.h"

static bool filled(const char *text)
{
	return text && *text;
}

static bool carries_reason(const struct ask *ask, const struct move *row, struct err *err)
{
	if (!(row->flags & MOVE_REASON))
		return true;
	if (!filled(ask->reason))
		return err_fail(
		    err, ERR_INPUT, _("%s needs a reason code, N01 to N20"), _(row->words));
	const struct reason *reason = reason_by_code(ask->reason);
	if (!reason)
		return err_fail(err, ERR_INPUT, _("there is no reason code \"%s\""), ask->reason);
	return true;
}

static bool carries_words(const struct ask *ask, const struct move *row, struct err *err)
{
	if ((row->flags & MOVE_WORDS) && !filled(ask->words))
		return err_fail(err, ERR_INPUT, _("%s needs words: say why"), _(row->words));
	if (ask->words && strlen(ask->words) > BOUND_WORDS_BYTES)
		return err_fail(
		    err, ERR_FULL, _("the words are longer than %u KiB"), BOUND_WORDS_BYTES >> 10);
	if (ask->words && !g_utf8_validate(ask->words, -1, NULL))
		return err_fail(err, ERR_INPUT, _("%s is not valid text"), _("the note"));
	return true;
}

/* It is given to somebody who can do something with it. */
static bool can_take(const struct person *person, enum state state, struct err *err)
{
	unsigned roles = turn_takers(state);

	if (person_holds(person, roles))
		return true;
	g_autofree char *wanted = roles_words(roles);
	return err_fail(err, ERR_INPUT,
	    _("while it is %s it is for the role %s; %s does not hold it"), state_words(state),
	    wanted, person->name);
}

static bool carries_to(
    const struct case_file *file, const struct ask *ask, const struct move *row, struct err *err)
{
	if (row->id == MOVE_ASSIGN || row->id == MOVE_RECORD_PAPER) {
		if (!ask->to_person || ask->to_person->retired)
			return err_fail(
			    err, ERR_INPUT, _("%s needs a person of this office"), _(row->words));
		return row->id == MOVE_RECORD_PAPER ||
		       can_take(ask->to_person, file->report->state, err);
	}
	if ((row->flags & MOVE_TO) && !filled(ask->to))
		return err_fail(err, ERR_INPUT, _("%s needs a unit"), _(row->words));
	return true;
}

static bool text_is_current(const struct case_file *file, const struct ask *ask, struct err *err)
{
	if (!file->report)
		return true;
	bool other = filled(ask->digest) && !g_str_has_prefix(file->report->digest, ask->digest);
	if (other && ask->move == MOVE_RECORD_PAPER)
		return err_fail(err, ERR_STALE,
		    _("the sheet bears another digest than the text that stands: the text changed "
		      "after it was printed"));
	if (other)
		return err_fail(err, ERR_STALE,
		    _("the text has changed since you saw it: read revision %d first"),
		    file->report->revision);
	if (ask->base && ask->base != file->report->revision)
		return err_fail(err, ERR_STALE,
		    _("revision %d stands now, and yours was made from %d"), file->report->revision,
		    ask->base);
	return true;
}

static bool carries_text(const struct ask *ask, const struct move *row, struct err *err)
{
	if (!(row->flags & MOVE_TEXT))
		return true;
	if (!ask->text)
		return err_fail(err, ERR_INPUT, _("%s needs a text"), _(row->words));
	return revision_fits(ask->text, err);
}

static bool carries_ticks(
    const struct case_file *file, const struct ask *ask, const struct move *row, struct err *err)
{
	static const struct checklist none;

	if (!(row->flags & MOVE_TICKS) || story_own_paper(file, MOVE_PASS))
		return true; /* a paper sheet has its own ticks */
	/* Point 18, the three proofs, is asked at dispatch where pass has not answered it. */
	const struct checklist *ticks = ask->ticks ? ask->ticks : &none;
	return checklist_complete(ticks, 1, CHECKLIST_POINTS - 1, err) &&
	       (ticks->points[CHECKLIST_POINTS - 1].kind == ANSWER_NONE ||
		   checklist_complete(ticks, CHECKLIST_POINTS, CHECKLIST_POINTS, err));
}

bool carry_proofs_answered(const struct case_file *file)
{
	const struct event *pass = story_verdict(file, MOVE_PASS);
	struct checklist list = {0};
	bool answered = false;

	if (!pass)
		return false;
	g_autofree char *ticks = detail_get(pass->detail, "ticks");
	if (ticks && checklist_parse(ticks, &list))
		answered = list.points[CHECKLIST_POINTS - 1].kind == ANSWER_YES ||
			   list.points[CHECKLIST_POINTS - 1].kind == ANSWER_NA;
	checklist_clear(&list);
	return answered;
}

static bool carries_dispatch(const struct case_file *file, const struct ask *ask, struct err *err)
{
	static const struct checklist none;
	const struct revision *text = story_text(file);
	bool named = text && *text->addressees;

	const struct checklist *ticks = ask->ticks ? ask->ticks : &none;
	/* what the clerk says now counts over what was said at the pass */
	bool said = ticks->points[CHECKLIST_POINTS - 1].kind != ANSWER_NONE;
	if ((said || !carry_proofs_answered(file)) &&
	    !checklist_complete(ticks, CHECKLIST_POINTS, CHECKLIST_POINTS, err))
		return false;
	if (named && filled(ask->to) && strcmp(ask->to, text->addressees) != 0)
		return err_fail(err, ERR_DENIED, _("what was signed goes to %s, not to %s"),
		    text->addressees, ask->to);
	if (!named && !filled(ask->to))
		return err_fail(err, ERR_INPUT, _("nobody is named to send it to"));
	if (!named && !file->late_addressees)
		return err_fail(err, ERR_DENIED, "%s",
		    _("no addressees were signed, and this office does not name them only at "
		      "dispatch"));
	return true;
}

/* A colleague cannot clear their own name as a writer's. */
static bool carries_links(const struct case_file *file, const struct ask *ask, struct err *err)
{
	const struct revision *old = story_text(file);

	for (guint i = 0; old && i < old->writers->len; i++) {
		const struct writer *was = g_ptr_array_index(old->writers, i);
		bool mine = strcmp(was->name, file->actor->name) == 0 &&
			    was->link != WRITER_OUTSIDE &&
			    (was->link == WRITER_UNLINKED || was->person == file->actor->id);

		for (guint j = 0; mine && j < ask->text->writers->len; j++) {
			const struct writer *now = g_ptr_array_index(ask->text->writers, j);

			if (strcmp(now->name, was->name) == 0 && now->link == WRITER_OUTSIDE)
				return err_fail(err, ERR_DENIED, "%s",
				    _("a writer has your name: somebody else must say whether it "
				      "is you or an outsider"));
		}
	}
	return true;
}

/* How urgent a report is changes by an event with words (design 3), whichever brings the text. */
static bool carries_urgency(const struct case_file *file, const struct ask *ask, struct err *err)
{
	const struct revision *old = story_text(file);

	if (!old || !ask->text || old->urgency == ask->text->urgency || filled(ask->words))
		return true;
	return err_fail(err, ERR_INPUT,
	    _("the urgency changes from %s to %s: say why, in a few words"),
	    urgency_words(old->urgency), urgency_words(ask->text->urgency));
}

bool carry_complete(const struct case_file *file, const struct ask *ask, struct err *err)
{
	const struct move *row = move_row(ask->move);

	if (!carries_reason(ask, row, err) || !carries_words(ask, row, err) ||
	    !carries_to(file, ask, row, err) || !carries_text(ask, row, err) ||
	    !text_is_current(file, ask, err))
		return false;
	switch (ask->move) {
	case MOVE_PASS:
		return carries_ticks(file, ask, row, err);
	case MOVE_DISPATCH:
		return carries_dispatch(file, ask, err);
	case MOVE_SAVE:
	case MOVE_SET:
	case MOVE_AMEND:
	case MOVE_RESUBMIT:
		return carries_links(file, ask, err) && carries_urgency(file, ask, err);
	default:
		return true;
	}
}
