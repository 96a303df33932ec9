/* One verdict: state, role, separation of duties, claim; then what the move must carry. */
#include "flow/judge.h"

#include "base/lang.h"
#include "base/clock.h"
#include "flow/carry.h"
#include "flow/duty.h"
#include "flow/purge.h"

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

static bool in_office(const struct case_file *file, struct err *err)
{
	if (file->actor && !file->actor->retired)
		return true;
	return denied(err, _("only people of this office who have not left may do this"));
}

static bool role_refused(const struct case_file *file, const struct move *row, struct err *err)
{
	enum state state = file->report ? file->report->state : STATE_NONE;
	g_autofree char *wanted = roles_words(move_roles(row->id, state));

	return err_fail(err, ERR_DENIED, _("%s is for the role %s; %s does not hold it"),
	    _(row->words), wanted, file->actor->name);
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

static bool pass_allows(const struct case_file *file, const struct lend *lent, struct err *err)
{
	if (!checked_here(file, err))
		return false;
	g_autoptr(GPtrArray) passes = story_passes(file);
	if ((int)passes->len >= story_passes_wanted(file))
		return denied(err, _("it has been passed already; now it is to be signed"));
	for (guint i = 0; i < passes->len; i++) {
		if (duty_gave_step(file, g_ptr_array_index(passes, i), lent))
			return denied(
			    err, _("you, or the one you act for, gave a step of this text "
				   "already: each step needs another person"));
	}
	return true;
}

static bool sign_allows(const struct case_file *file, const struct lend *lent, struct err *err)
{
	if (!checked_here(file, err))
		return false;
	if (story_unconfirmed(file))
		return denied(err, _("the text was amended: an editor confirms it and an approver "
				     "passes it anew"));
	g_autoptr(GPtrArray) passes = story_passes(file);
	int wanted = story_passes_wanted(file);
	if (!passes->len)
		return denied(
		    err, _("no pass stands on this text: an approver must pass it first"));
	if ((int)passes->len < wanted)
		return err_fail(err, ERR_DENIED,
		    _("%d of %d passes stand on this text: the others come first"),
		    (int)passes->len, wanted);
	for (guint i = 0; i < passes->len; i++) {
		if (!duty_is_another(file, g_ptr_array_index(passes, i), lent, err))
			return false;
	}
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

	if (purge_confirmed(file->trail, file->report->id))
		return denied(err, _("its text was purged: it can only be closed"));
	if (!text || text->chars > 0)
		return true;
	return denied(err, _("its text was never stored: it can only come in again, from a file "
			     "without the secrecy mark"));
}

/* Only a composite can be taken apart. */
static bool unmerge_allows(const struct case_file *file, struct err *err)
{
	if (file->report->source != SOURCE_COMPOSITE)
		return denied(err, _("this report was not merged from others"));
	if (purge_confirmed(file->trail, 0))
		return denied(err, _("the text of a part was purged: it stays merged"));
	return true;
}

/* From secrecy review only an empty shell is put away. */
static bool close_allows(const struct case_file *file, struct err *err)
{
	if (file->report->state != STATE_QUARANTINED ||
	    purge_confirmed(file->trail, file->report->id))
		return true;
	return denied(err, _("in secrecy review only a report that was purged is closed"));
}

static bool export_allows(const struct case_file *file, struct err *err)
{
	return !purge_confirmed(file->trail, file->report->id) ||
	       denied(err, _("its text was purged: nothing is left to give out"));
}

static bool particular_rule(
    const struct case_file *file, enum move_id move, const struct lend *lent, struct err *err)
{
	switch (move) {
	case MOVE_PASS:
		return pass_allows(file, lent, err);
	case MOVE_SIGN:
		return sign_allows(file, lent, err);
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
	case MOVE_CLOSE:
		return close_allows(file, err);
	case MOVE_EXPORT:
	case MOVE_REVEAL:
		return export_allows(file, err);
	case MOVE_PURGE:
	case MOVE_PURGE_CONFIRM:
	case MOVE_PURGE_DROP:
	case MOVE_PURGE_DONE:
		return purge_allows(file, move, err);
	default:
		return true;
	}
}

/* Every rule but the role: for oneself, or with the authority of another. */
static bool open_with(
    const struct case_file *file, const struct move *row, const struct lend *lent, struct err *err)
{
	const struct person *const hands[] = {
	    file->actor, lent ? person_by_id(file->people, lent->by) : NULL};

	if (!file->report)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(hands) && hands[i]; i++) {
		if ((row->flags & MOVE_NOT_WRITER) && !duty_not_writer(file, hands[i], err))
			return false;
		if ((row->flags & MOVE_NOT_TOUCHED) && !duty_not_touched(file, hands[i], err))
			return false;
	}
	return particular_rule(file, row->id, lent, err) && claim_allows(file, row, err);
}

/*
 * The first authority under which the move is open to an actor without the role; else NULL, and why
 * not: what forbids it under the first that stands, or where none does why the last there was does
 * not.
 */
static const struct lend *open_for_another(
    const struct case_file *file, const struct move *row, struct err *err)
{
	unsigned roles = move_roles(row->id, file->report->state);
	struct err stood = {0}, fell = {0};

	for (guint i = 0; file->lent && i < file->lent->len; i++) {
		const struct lend *lend = g_ptr_array_index(file->lent, i);
		struct err why = {0};

		if (lend->to != file->actor->id || lend_is_both(lend) || !(lend->roles & roles))
			continue;
		if (!lend_stands(lend, file->people, file->now_ms, &why))
			fell = why;
		else if (open_with(file, row, lend, &why))
			return lend;
		else if (stood.kind == ERR_NONE)
			stood = why;
	}
	if (stood.kind != ERR_NONE)
		*err = stood;
	else if (fell.kind != ERR_NONE)
		*err = fell;
	else
		(void)!role_refused(file, row, err);
	return NULL;
}

static bool holds_role(const struct case_file *file, const struct move *row)
{
	enum state state = file->report ? file->report->state : STATE_NONE;

	return person_holds(file->actor, move_roles(row->id, state));
}

bool judge_open(const struct case_file *file, enum move_id move, struct err *err)
{
	const struct move *row = move_row(move);

	if (!state_allows(file, row, err) || !in_office(file, err))
		return false;
	if (holds_role(file, row))
		return open_with(file, row, NULL, err);
	if (file->report && (row->flags & MOVE_LENT))
		return open_for_another(file, row, err) != NULL;
	return role_refused(file, row, err);
}

const struct lend *judge_lent(const struct case_file *file, enum move_id move)
{
	const struct move *row = move_row(move);
	struct err why = {0};

	if (!file->report || !file->actor || !(row->flags & MOVE_LENT) || holds_role(file, row))
		return NULL;
	return open_for_another(file, row, &why);
}

const struct lend *judge_needs_both(const struct case_file *file)
{
	g_autoptr(GPtrArray) passes = story_passes(file);

	for (guint i = 0; i < passes->len; i++) {
		const struct event *pass = g_ptr_array_index(passes, i);

		if (pass->person == file->actor->id && !story_for(pass))
			return duty_both(file);
	}
	return NULL;
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
	return duty_not_writer(file, file->actor, err);
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

static bool is_last_pass(const struct case_file *file)
{
	g_autoptr(GPtrArray) passes = story_passes(file);

	return (int)passes->len + 1 >= story_passes_wanted(file);
}

enum state judge_target(const struct case_file *file, enum move_id move)
{
	const struct move *row = move_row(move);
	enum state state = file->report ? file->report->state : STATE_NONE;

	if (row->to == MOVE_STAY)
		return state;
	if (move == MOVE_PASS && state == STATE_REVIEW && !is_last_pass(file))
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
