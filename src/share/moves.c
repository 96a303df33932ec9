/* One act, one transaction: load, judge again, write, commit; and never the same act twice. */
#include "share/moves.h"

#include "base/lang.h"
#include "share/audit.h"
#include "share/init.h"
#include "share/originals.h"
#include "share/reports.h"
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
		const struct event *paper = story_paper(&found->file, ask->move);

		if (paper)
			detail_put_int(detail, "paper", paper->seq);
	}
	if (ask->move == MOVE_UNDO_LAST)
		detail_put_int(detail, "undone", story_undoable(&found->file)->seq);
}

/* Where it goes: what was signed, or, where nothing was, what is named only now, and said so. */
static bool fill_dispatch(struct writing *writing, const struct share_case *found,
    struct step *step, struct detail *detail, struct err *err)
{
	for (guint i = 0; i < found->revisions->len; i++) {
		const struct revision *revision = g_ptr_array_index(found->revisions, i);

		if (revision->report != found->report->id ||
		    revision->no != found->report->revision)
			continue;
		if (*revision->addressees)
			detail_put(detail, "to", revision->addressees);
		else
			detail_put(detail, "late", "yes");
	}
	return write_number(writing, COUNTER_DISPATCH, step, detail, err);
}

static bool plain_move(struct writing *writing, struct share_case *found, struct err *err)
{
	const struct ask *ask = &writing->act->ask;
	struct detail detail = {0};
	struct step step = {.move = ask->move, .reason = ask->reason, .words = ask->words};
	bool good = true;

	step.to = judge_target(&found->file, ask->move);
	step.text = move_row(ask->move)->flags & MOVE_TEXT ? ask->text : NULL;
	fill_detail(writing->act, found, &detail);
	if (ask->move == MOVE_DISPATCH)
		good = fill_dispatch(writing, found, &step, &detail, err);
	step.detail = &detail;
	good = good && write_step(writing, found, &step, err);
	detail_clear(&detail);
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
	good = good && write_open(writing, report, &found, err);
	if (good && act->ask.move == MOVE_RESUBMIT)
		good = resubmit_report(writing, &found, err);
	else if (good)
		good = judge(&found.file, &act->ask, err) &&
		       (act->ask.move == MOVE_UNMERGE ? unmerge_report(writing, &found, err)
						      : plain_move(writing, &found, err));
	case_clear(&found);
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
	bool good = !event || reports_by_id(writing->db, event->report, &report, err);
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
	}
	event_free(event);
	report_free(report);
	return good;
}

static bool is_office(enum move_id move)
{
	return move == MOVE_PERSON_ADD || move == MOVE_PERSON_ROLE || move == MOVE_PERSON_RETIRE ||
	       move == MOVE_SETTING;
}

static bool act_inside(struct writing *writing, struct err *err)
{
	enum move_id move = writing->act->ask.move;
	bool again;

	if (!was_done(writing, &again, err) || again)
		return again;
	if (move == MOVE_RECEIVE)
		return receive_report(writing, err);
	if (move == MOVE_MERGE)
		return merge_reports(writing, err);
	if (is_office(move))
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

bool share_move(struct share *share, const struct act *act, struct done *done, struct err *err)
{
	struct txn txn;

	*done = (struct done){0};
	const struct seal *seal = share_seal(share, err);
	if (!seal || !keep_original(share, act, err))
		return false;
	struct writing writing = {.db = share_db(share), .seal = seal, .act = act, .done = done};
	bool good = txn_write(&txn, share, err) && act_inside(&writing, err);
	if (good && done->seq && !done->again)
		good = txn_commit(&txn, err);
	txn_end(&txn);
	if (!good)
		done_clear(done);
	return good;
}

struct bulk {
	struct share *share;
	const struct seal *seal;
	struct txn txn;
	GTimeZone *zone; /* while somebody holds it GLib does not read its file anew */
	int acts_each;
	int acts;
	bool failed;
};

#define BULK_HOLD_MS 600000 /* nobody waits for a demo or a bench */

static bool bulk_open(struct bulk *bulk, struct err *err)
{
	bulk->acts = 0;
	if (!txn_write(&bulk->txn, bulk->share, err))
		return false;
	bulk->txn.hold_ms = BULK_HOLD_MS;
	return true;
}

static void bulk_free(struct bulk *bulk)
{
	if (bulk->zone)
		g_time_zone_unref(bulk->zone);
	g_free(bulk);
}

struct bulk *bulk_begin(struct share *share, int acts_each, struct err *err)
{
	struct bulk *bulk = g_new0(struct bulk, 1);

	bulk->share = share;
	bulk->acts_each = acts_each;
	bulk->zone = g_time_zone_new_identifier(OFFICE_ZONE);
	bulk->seal = share_seal(share, err);
	if (bulk->seal && bulk_open(bulk, err))
		return bulk;
	txn_end(&bulk->txn);
	bulk_free(bulk);
	return NULL;
}

/* A refused act leaves nothing of itself in the transaction that goes on. */
bool bulk_move(struct bulk *bulk, const struct act *act, struct done *done, struct err *err)
{
	struct db *db = share_db(bulk->share);
	struct writing writing = {.db = db, .seal = bulk->seal, .act = act, .done = done};
	struct err lost = {0};

	*done = (struct done){0};
	if (bulk->acts == bulk->acts_each) {
		bulk->failed = !txn_commit(&bulk->txn, err) || !bulk_open(bulk, err);
		if (bulk->failed)
			return false;
	}
	if (!sql_exec(db, "SAVEPOINT act", err))
		return false;
	if (act_inside(&writing, err) && sql_exec(db, "RELEASE act", err)) {
		bulk->acts++;
		return true;
	}
	done_clear(done);
	bulk->failed = !sql_exec(db, "ROLLBACK TO act; RELEASE act", &lost);
	return false;
}

bool bulk_end(struct bulk *bulk, struct err *err)
{
	bool good = !bulk->failed && txn_commit(&bulk->txn, err);

	txn_end(&bulk->txn);
	bulk_free(bulk);
	return good;
}
