/* One act, one transaction: load, judge again, write, commit; and never the same act twice. */
#include "share/moves.h"

#include "base/clock.h"
#include "base/lang.h"
#include "flow/purge.h"
#include "share/audit.h"
#include "share/claim_act.h"
#include "share/claims.h"
#include "share/originals.h"
#include "share/purge.h"
#include "share/reports.h"
#include "share/revisions.h"
#include "share/txn.h"
#include "share/write.h"

static void put_text(struct detail *detail, const char *key, const char *value)
{
	detail_put(detail, key, value);
}

/* What an act of one step keeps in its event besides the fixed fields (doc/trail.md). */
static void fill_detail(
    const struct act *act, const struct share_case *found, struct detail *detail)
{
	const struct ask *ask = &act->ask;

	put_text(detail, "to", ask->to);
	put_text(detail, "form", act->form);
	put_text(detail, "scan", act->scan);
	if (ask->to_person)
		detail_put_int(detail, "person", ask->to_person->id);
	if (ask->ticks) {
		g_autofree char *ticks = checklist_print(ask->ticks);

		detail_put(detail, "ticks", ticks);
	}
	if (ask->move == MOVE_SET && act->limit_ms >= 0)
		detail_put_int(detail, "limit", act->limit_ms);
	if (ask->move == MOVE_RECORD_PAPER) {
		put_text(detail, "verdict", move_row(ask->paper)->name);
		put_text(detail, "sheet", ask->digest);
	}
	if (ask->move == MOVE_CORRECT)
		put_text(detail, "void", found->report->dispatch_number);
	if (ask->move == MOVE_PASS || ask->move == MOVE_SIGN) {
		const struct event *paper = story_own_paper(&found->file, ask->move);

		if (paper)
			detail_put_int(detail, "paper", paper->seq);
	}
	case_say_authority(&found->file, ask->move, detail);
	if (ask->move == MOVE_UNDO_LAST)
		detail_put_int(detail, "undone", story_undoable(&found->file)->seq);
	if (ask->move == MOVE_PURGE_CONFIRM) {
		detail_put_int(detail, "of", purge_asked(found->trail, found->report->id)->seq);
		put_text(detail, "desks", act->desks);
	}
}

/* Where it goes: what was signed, or, where nothing was, what is named only now, and said so. */
static bool fill_dispatch(struct writing *writing, const struct share_case *found,
    struct step *step, struct detail *detail, struct err *err)
{
	const struct revision *text = story_text(&found->file);

	if (text && *text->addressees)
		detail_put(detail, "to", text->addressees);
	else
		detail_put(detail, "late", "yes");
	return write_number(writing, COUNTER_DISPATCH, step, detail, err);
}

/*
 * What asks for a claim is done under one, or the guard refuses it; where the desk holds none, the
 * claim is taken and given back with the act itself.
 */
static bool write_claimed(
    struct writing *writing, struct share_case *found, const struct step *step, struct err *err)
{
	bool takes = (move_row(step->move)->flags & MOVE_CLAIM) && !found->claim;

	if (takes && !claim_grant(writing, found, err))
		return false;
	return write_step(writing, found, step, err) &&
	       (!takes || claims_drop(writing->db, found->report->id, err));
}

static bool plain_move(struct writing *writing, struct share_case *found, struct err *err)
{
	const struct ask *ask = &writing->act->ask;
	struct detail detail = {0};
	g_autofree char *words = NULL;
	struct step step = {.move = ask->move, .reason = ask->reason, .words = ask->words};
	bool good = true;

	step.to = judge_target(&found->file, ask->move);
	step.text = move_row(ask->move)->flags & MOVE_TEXT ? ask->text : NULL;
	fill_detail(writing->act, found, &detail);
	if (ask->move == MOVE_DISPATCH)
		good = fill_dispatch(writing, found, &step, &detail, err);
	if (writing->act->takes_over) {
		good = claim_take_over(writing, found, &detail, &words, err);
		step.words = words;
	}
	step.detail = &detail;
	good = good && write_claimed(writing, found, &step, err);
	detail_clear(&detail);
	return good;
}

/* The person whom it is given to as the file knows them, whatever the caller holds. */
static bool resolve_person(struct act *act, const struct share_case *found, struct err *err)
{
	const struct person *asked = act->ask.to_person;

	if (!asked)
		return true;
	act->ask.to_person = person_by_id(found->people, asked->id);
	if (!act->ask.to_person || act->ask.to_person->retired)
		return err_fail(
		    err, ERR_INPUT, _("%s is not of this office, or has left"), asked->name);
	if (act->ask.move == MOVE_ACCEPT && !person_holds(act->ask.to_person, ROLE_BIT(EDITOR)))
		return err_fail(err, ERR_INPUT, _("%s is no editor"), act->ask.to_person->name);
	return true;
}

/* The head is changed over the body that stands. Owns: the caller frees *TEXT. */
static bool resolve_head(struct writing *writing, struct act *act, const struct share_case *found,
    struct revision **text, struct err *err)
{
	struct revision *stands = NULL;

	*text = NULL;
	if (act->ask.move != MOVE_SET || !act->ask.text)
		return true;
	if (!revisions_one(writing->db, found->report->id, found->report->revision, &stands, err))
		return false;
	if (!stands)
		return err_fail(
		    err, ERR_DAMAGED, _("the text of %s is missing"), found->report->number);
	*text = revision_copy(act->ask.text);
	revision_set(&(*text)->body, stands->body);
	revision_free(stands);
	act->ask.text = *text;
	return true;
}

static bool move_case(struct writing *writing, struct share_case *found, struct err *err)
{
	const struct act *asked = writing->act;
	struct act act = *asked;
	struct revision *head = NULL;
	bool good = resolve_person(&act, found, err) &&
		    resolve_head(writing, &act, found, &head, err);

	writing->act = &act; /* until the move is made */
	if (good && act.ask.move == MOVE_RESUBMIT)
		good = resubmit_report(writing, found, err);
	else if (good)
		good = judge(&found->file, &act.ask, err) &&
		       (act.ask.move == MOVE_UNMERGE ? unmerge_report(writing, found, err)
						     : plain_move(writing, found, err));
	writing->act = asked;
	revision_free(head);
	return good;
}

static bool move_report(struct writing *writing, struct err *err)
{
	const struct act *act = writing->act;
	struct share_case found = {0};
	int64_t report = act->report;
	bool good = report ||
		    (act->number && reports_by_number(writing->db, act->number, &report, err));

	if (good && !report)
		good = err_fail(err, ERR_INPUT, _("there is no report %s"), act->number);
	good = good && write_open(writing, report, &found, err) && move_case(writing, &found, err);
	case_clear(&found);
	return good;
}

/* The claim that was taken over then, if it is this desk's still. */
static bool was_taken_over(struct writing *writing, int64_t report, struct err *err)
{
	const struct act *act = writing->act;
	struct claim *claim = NULL;

	if (!act->takes_over)
		return true;
	bool good = claims_of(writing->db, report, &claim, err);
	if (claim && claim->person == act->actor && strcmp(claim->desk, act->desk) == 0)
		writing->done->fence = claim->fence;
	claim_free(claim);
	return good;
}

/* Whether this very act is in the file already, its answer having been lost. */
static bool was_done(struct writing *writing, bool *again, struct err *err)
{
	struct event *event = NULL;
	struct report *report = NULL;

	*again = false;
	if (!writing->act->uid)
		return true;
	if (!audit_find(writing->db, writing->act->uid, &event, err))
		return false;
	bool good = !event || (reports_by_id(writing->db, event->report, &report, err) &&
				  was_taken_over(writing, event->report, err));
	if (good && event) {
		*again = writing->done->again = true;
		writing->done->seq = event->seq;
		writing->done->person = detail_get_int(event->detail, "id", 0);
	}
	if (good && report) {
		writing->done->report = report->id;
		writing->done->state = report->state;
		writing->done->number = g_strdup(report->number);
		writing->done->dispatch_number = g_strdup(report->dispatch_number);
		writing->done->revision = event->revision;
		writing->done->digest = g_strdup(event->text_digest);
	}
	event_free(event);
	report_free(report);
	return good;
}

/*
 * Nor may one clock that is days ahead date an event that shuts all the others out. Others whose
 * own clocks are behind the newest event prove nothing, and where nobody else is at work, as in the
 * morning after a long holiday, nothing is known.
 */
static bool clock_is_not_ahead(const struct act *act, int64_t newest, struct err *err)
{
	int64_t others = act->now_ms - act->ahead_ms;

	if (act->ahead_ms <= CLOCK_AHEAD_MS || others < newest - CLOCK_SLACK_MS)
		return true;
	g_autofree char *mine = clock_local_text(act->now_ms);
	g_autofree char *theirs = clock_local_text(others);
	return err_fail(err, ERR_INPUT,
	    _("the clock of this computer says %s, and those of the other desks at work say %s: "
	      "set the wrong one right, until then this desk only reads"),
	    mine, theirs);
}

/*
 * A clock far behind would date events before those they follow. An administrator's settings are
 * excepted: one of them says which clock is right, where a wrong one has dated the newest event in
 * the future.
 */
static bool clock_is_right(struct writing *writing, struct err *err)
{
	int64_t newest;

	if (!sql_one_int(
		writing->db, "SELECT at_ms FROM event ORDER BY seq DESC LIMIT 1", 0, &newest, err))
		return false;
	if (writing->act->ask.move == MOVE_SETTING)
		return true;
	if (writing->act->now_ms >= newest - CLOCK_SLACK_MS)
		return clock_is_not_ahead(writing->act, newest, err);
	g_autofree char *when = clock_local_text(newest);
	return err_fail(err, ERR_INPUT,
	    _("the clock of this computer is behind: the newest entry is of %s; set it right, "
	      "until "
	      "then this desk only reads"),
	    when);
}

/* A file that was put back, cut or rewritten since this desk last read it takes nothing more. */
static bool holds_what_was_seen(struct writing *writing, struct err *err)
{
	const struct act *act = writing->act;
	struct sql *sql;

	if (!act->seen_seq)
		return true;
	sql = sql_ask(writing->db, "SELECT digest FROM event WHERE seq = ?1");
	sql_int(sql, 1, act->seen_seq);
	bool there = sql_row(sql) && strcmp(sql_get_text(sql, 0), act->seen_digest) == 0;
	return sql_end(sql, err) &&
	       (there || err_fail(err, ERR_DAMAGED,
			     _("events that this desk has seen are gone from the database: nothing "
			       "is written any more")));
}

bool write_act(struct writing *writing, struct err *err)
{
	enum move_id move = writing->act->ask.move;
	bool again;

	if (!holds_what_was_seen(writing, err) || !roster_read(writing->roster, writing->db, err))
		return false;
	if (!was_done(writing, &again, err) || again)
		return again;
	if (writing->act->only_asks)
		return err_fail(err, ERR_BUSY,
		    _("the share did not answer in time; nothing was changed, please decide "
		      "again"));
	if (!clock_is_right(writing, err))
		return false;
	if (move == MOVE_RECEIVE)
		return receive_report(writing, err);
	if (move == MOVE_MERGE)
		return merge_reports(writing, err);
	if (is_office_act(move))
		return change_office(writing, err);
	if (move == MOVE_OFFICE || move == MOVE_COMPOSE || move == MOVE_PARTAGAIN)
		return err_fail(err, ERR_INPUT, _("this is not done by itself"));
	return move_report(writing, err);
}

/*
 * An original's bytes lie beside the file before the transaction names them; but only for somebody
 * who may bring them, and not for bytes that are here already.
 */
static bool keep_original(struct share *share, const struct act *act, struct err *err)
{
	bool comes = act->ask.move == MOVE_RECEIVE || act->ask.move == MOVE_RESUBMIT;
	struct share_case found = {0};
	char digest[DIGEST_HEX_LEN + 1];
	g_autofree char *number = NULL;
	struct txn txn;

	if (!comes || !act->original || act->is_secret)
		return true;
	const struct seal *seal = share_seal(share, err);
	size_t len;
	const void *bytes = g_bytes_get_data(act->original, &len);
	if (!seal || !digest_of(seal, bytes, len, digest, err))
		return false;
	struct writing writing = {.db = share_db(share), .act = act};
	bool good = txn_read(&txn, share, err) && write_open(&writing, 0, &found, err) &&
		    (act->ask.move == MOVE_RESUBMIT ||
			judge_open(&found.file, MOVE_RECEIVE, err)) &&
		    reports_by_original(writing.db, digest, &number, err);
	txn_end(&txn);
	case_clear(&found);
	if (good && !number)
		good = originals_keep(share_path(share), digest, act->original, err);
	return good;
}

/* At first all of the office's events are read, which others need not wait for. */
static bool know_people(struct share *share, struct roster *roster, struct err *err)
{
	struct txn txn;

	if (roster->seq)
		return true;
	bool good = txn_read(&txn, share, err) && roster_read(roster, share_db(share), err);
	txn_end(&txn);
	return good;
}

bool share_move(struct share *share, const struct act *act, struct done *done, struct err *err)
{
	struct txn txn;

	*done = (struct done){0};
	const struct seal *seal = share_seal(share, err);
	struct roster *roster = seal ? share_roster(share, err) : NULL;
	if (!roster || !act_fits(act, err) || !keep_original(share, act, err) ||
	    !know_people(share, roster, err))
		return false;
	struct writing writing = {
	    .db = share_db(share), .seal = seal, .roster = roster, .act = act, .done = done};
	bool purges = act->ask.move == MOVE_PURGE_CONFIRM;
	if (purges && !purge_begin(share, err))
		return false;
	bool good = txn_write(&txn, share, err) && write_act(&writing, err);
	if (good && done->seq && !done->again)
		good = txn_commit(&txn, err);
	txn_end(&txn);
	if (purges)
		purge_end(share, good ? done->report : 0);
	if (!good) {
		done_clear(done);
		if (writing.took_office)
			share_forget_roster(share);
	}
	return good;
}
