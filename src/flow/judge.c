/* One verdict: state, role, separation of duties, claim; then what the move must carry. */
#include "flow/judge.h"

#include "base/lang.h"
#include "base/clock.h"
#include "flow/carry.h"

/* Words for a person who asks why: what, then the rule. */
static bool denied(struct err *err, const char *words)
{
	return err_fail(err, ERR_DENIED, "%s", words);
}

static bool state_allows(const struct case_file *file, const struct move *row, struct err *err)
{
	enum state state = file->report ? file->report->state : STATE_NONE;

	if (row->flags & MOVE_LATER)
		return err_fail(err, ERR_DENIED, _("%s is not possible yet"), _(row->words));
	if (row->from & 1u << state)
		return true;
	if (!file->report)
		return err_fail(err, ERR_DENIED, _("%s needs a report"), _(row->words));
	return err_fail(err, ERR_DENIED,
	    _("%s: the report is %s, and from there this is not possible"), _(row->words),
	    state_words(state));
}

static bool role_allows(const struct case_file *file, const struct move *row, struct err *err)
{
	enum state state = file->report ? file->report->state : STATE_NONE;
	unsigned roles = move_roles(row->id, state);

	if (!file->actor || file->actor->retired)
		return denied(err, _("only people of this office who have not left may do this"));
	if (person_holds(file->actor, roles))
		return true;
	g_autofree char *wanted = roles_words(roles);
	return err_fail(err, ERR_DENIED, _("%s is for the role %s; %s does not hold it"),
	    _(row->words), wanted, file->actor->name);
}

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

/*
 * A person may not judge what they wrote, parts of a composite included [D 1.2, separation rule 2].
 * A writer who was taken out of the head later still counts; an unlinked colleague's name forbids.
 */
static bool not_writer(const struct case_file *file, struct err *err)
{
	for (guint i = 0; file->revisions && i < file->revisions->len; i++) {
		const struct revision *revision = g_ptr_array_index(file->revisions, i);

		for (guint j = 0; j < revision->writers->len; j++) {
			const struct writer *w = g_ptr_array_index(revision->writers, j);
			bool linked = w->link == WRITER_PERSON && w->person == file->actor->id;
			bool named = w->link == WRITER_UNLINKED &&
				     strcmp(w->name, file->actor->name) == 0;

			if ((!linked && !named) || cleared_now(file, w->name, file->actor->id))
				continue;
			if (linked)
				return denied(err, _("you are a writer of this report: somebody "
						     "else must judge it"));
			return denied(err, _("a writer has your name: somebody else must say "
					     "whether it is you or an outsider"));
		}
	}
	return true;
}

static bool not_touched(const struct case_file *file, struct err *err)
{
	if (!story_touched(file, file->actor->id) ||
	    story_amended_and_confirmed(file, file->actor->id))
		return true;
	const struct event *amended = story_unconfirmed(file);
	if (amended && amended->person == file->actor->id)
		return denied(err, _("you amended this text: an editor must confirm it before you "
				     "may decide on it"));
	return denied(err, _("you changed this text yourself: somebody else must decide on it"));
}

/*
 * A claim is a running desk's, not a person's: the fence says whether it is this one's. Where
 * nobody has the report, whoever held no claim either may have it for the move.
 */
static bool claim_allows(const struct case_file *file, const struct move *row, struct err *err)
{
	const struct claim *claim = file->claim;
	bool mine = claim && claim->person == file->actor->id;

	if (!(row->flags & MOVE_CLAIM) || (!claim && !file->fence) ||
	    (mine && claim->fence == file->fence))
		return true;
	if (!claim)
		return err_fail(err, ERR_STALE,
		    _("this report was taken over from you, or given back, since you opened it"));
	g_autofree char *since = clock_short_text(claim->since_ms);
	if (mine)
		return err_fail(err, ERR_STALE,
		    _("you have had this report open on %s since %s: leave it there first, or "
		      "open it here and go on"),
		    claim->desk, since);
	return err_fail(err, ERR_STALE, _("%s has had this report open on %s since %s"),
	    person_name(file->people, claim->person), claim->desk, since);
}

/* A desk that still copies the trail may show it; nobody decides on what is not proved yet. */
static bool checked_here(const struct case_file *file, struct err *err)
{
	if (!file->is_unchecked)
		return true;
	return denied(err, _("the trail of this report has not been checked here yet: it is still "
			     "being read, try again in a moment"));
}

static bool pass_allows(const struct case_file *file, struct err *err)
{
	if (!checked_here(file, err))
		return false;
	if (file->report->state == STATE_SIGNING && story_verdict(file, MOVE_PASS))
		return denied(err, _("it has been passed already; now it is to be signed"));
	return true;
}

static bool sign_allows(const struct case_file *file, struct err *err)
{
	const struct event *pass = story_verdict(file, MOVE_PASS);

	if (!checked_here(file, err))
		return false;
	if (story_unconfirmed(file))
		return denied(err, _("the text was amended: an editor confirms it and an approver "
				     "passes it anew"));
	if (!pass)
		return denied(
		    err, _("no pass stands on this text: an approver must pass it first"));
	if (pass->person == file->actor->id)
		return denied(err, _("you passed this text: passing and signing need two people"));
	return true;
}

static bool confirm_allows(const struct case_file *file, struct err *err)
{
	const struct event *amended = story_unconfirmed(file);

	if (!amended)
		return denied(err, _("nothing is there to confirm: nobody amended the text since"));
	if (amended->person == file->actor->id)
		return denied(err, _("you amended it yourself: another editor must confirm it"));
	return true;
}

static bool dispatch_allows(const struct case_file *file, struct err *err)
{
	if (!story_verdict(file, MOVE_SIGN))
		return denied(err, _("no signature stands on this text"));
	return true;
}

static bool undo_allows(const struct case_file *file, struct err *err)
{
	if (story_undoable(file))
		return true;
	return denied(err, _("nothing of yours can be taken back here: only your own last "
			     "decision, while nobody acted after it"));
}

static bool release_allows(const struct case_file *file, struct err *err)
{
	const struct revision *text = story_text(file);

	if (!text || text->chars > 0)
		return true;
	return denied(err, _("its text was never stored: it can only come in again, from a file "
			     "without the secrecy mark"));
}

/* Only a composite can be taken apart. */
static bool unmerge_allows(const struct case_file *file, struct err *err)
{
	if (file->report->source == SOURCE_COMPOSITE)
		return true;
	return denied(err, _("this report was not merged from others"));
}

static bool particular_rule(const struct case_file *file, enum move_id move, struct err *err)
{
	switch (move) {
	case MOVE_PASS:
		return pass_allows(file, err);
	case MOVE_SIGN:
		return sign_allows(file, err);
	case MOVE_CONFIRM:
		return confirm_allows(file, err);
	case MOVE_DISPATCH:
		return dispatch_allows(file, err);
	case MOVE_UNDO_LAST:
		return undo_allows(file, err);
	case MOVE_RELEASE:
		return release_allows(file, err);
	case MOVE_UNMERGE:
		return unmerge_allows(file, err);
	default:
		return true;
	}
}

bool judge_open(const struct case_file *file, enum move_id move, struct err *err)
{
	const struct move *row = move_row(move);

	if (!state_allows(file, row, err) || !role_allows(file, row, err))
		return false;
	if (!file->report)
		return true;
	if ((row->flags & MOVE_NOT_WRITER) && !not_writer(file, err))
		return false;
	if ((row->flags & MOVE_NOT_TOUCHED) && !not_touched(file, err))
		return false;
	return particular_rule(file, move, err) && claim_allows(file, row, err);
}

static bool filled(const char *text)
{
	return text && *text;
}

/* A paper verdict is judged as if its signatory made it here and now. */
static bool judge_paper(const struct case_file *file, const struct ask *ask, struct err *err)
{
	struct case_file theirs = *file;

	if (ask->paper != MOVE_PASS && ask->paper != MOVE_SIGN)
		return err_fail(err, ERR_INPUT, _("a paper signature is for pass or sign"));
	if (!filled(ask->digest) || strlen(ask->digest) < 8)
		return err_fail(err, ERR_INPUT,
		    _("type the short digest printed on the sheet, at least 8 characters"));
	theirs.actor = ask->to_person;
	theirs.claim = NULL;
	theirs.fence = 0;
	return judge_open(&theirs, ask->paper, err);
}

static bool judge_merge(const struct case_file *file, const struct ask *ask, struct err *err)
{
	if (!ask->with_incoming)
		return true;
	if (!person_holds(file->actor, ROLE_BIT(REVIEWER)))
		return denied(
		    err, _("one of them has not been triaged: merging is for a reviewer then"));
	return not_writer(file, err);
}

bool judge(const struct case_file *file, const struct ask *ask, struct err *err)
{
	if (!judge_open(file, ask->move, err) || !carry_complete(file, ask, err))
		return false;
	switch (ask->move) {
	case MOVE_RECORD_PAPER:
		return judge_paper(file, ask, err);
	case MOVE_MERGE:
		return judge_merge(file, ask, err);
	default:
		return true;
	}
}

enum state judge_target(const struct case_file *file, enum move_id move)
{
	const struct move *row = move_row(move);
	enum state state = file->report ? file->report->state : STATE_NONE;

	if (row->to == MOVE_STAY)
		return state;
	if (row->to != MOVE_BACK)
		return row->to;
	if (move == MOVE_UNDO_LAST) {
		const struct event *event = story_undoable(file);

		return event ? event->from : state;
	}
	return file->report ? file->report->was : state;
}

enum move_id judge_forward(const struct case_file *file)
{
	static const enum move_id forward[] = {MOVE_CONFIRM, MOVE_ACCEPT, MOVE_RESUBMIT,
	    MOVE_SUBMIT, MOVE_PASS, MOVE_SIGN, MOVE_DISPATCH, MOVE_RELEASE, MOVE_CLOSE};

	for (size_t i = 0; i < G_N_ELEMENTS(forward); i++) {
		struct err err = {0};

		if (judge_open(file, forward[i], &err))
			return forward[i];
	}
	return MOVE_COUNT;
}
