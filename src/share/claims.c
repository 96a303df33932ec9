/* Claims as rows: each grant takes the next fence, so that an old holder can be told from a new
 * one. */
#include "share/claims.h"

#include "base/clock.h"
#include "base/lang.h"
#include "flow/move.h"
#include "share/people.h"
#include "share/reports.h"
#include "share/txn.h"

static struct claim *claim_row(struct sql *sql)
{
	struct claim *claim = claim_new(
	    sql_get_int(sql, 0), sql_get_int(sql, 1), sql_get_text(sql, 2), sql_get_int(sql, 3));

	claim->since_ms = sql_get_int(sql, 4);
	claim->beat = sql_get_int(sql, 5);
	return claim;
}

bool claims_of(struct db *db, int64_t report, struct claim **claim, struct err *err)
{
	struct sql *sql = sql_ask(
	    db, "SELECT report, person, desk, fence, since_ms, beat FROM claim WHERE report = ?1");

	sql_int(sql, 1, report);
	*claim = sql_row(sql) ? claim_row(sql) : NULL;
	return sql_end(sql, err);
}

static void claim_free_item(void *item)
{
	claim_free(item);
}

GPtrArray *claims_all(struct db *db, struct err *err)
{
	struct sql *sql = sql_ask(
	    db, "SELECT report, person, desk, fence, since_ms, beat FROM claim ORDER BY report");
	GPtrArray *claims = g_ptr_array_new_with_free_func(claim_free_item);

	while (sql_row(sql))
		g_ptr_array_add(claims, claim_row(sql));
	if (sql_end(sql, err))
		return claims;
	g_ptr_array_free(claims, TRUE);
	return NULL;
}

bool claims_drop(struct db *db, int64_t report, struct err *err)
{
	struct sql *sql = sql_ask(db, "DELETE FROM claim WHERE report = ?1");

	sql_int(sql, 1, report);
	return sql_run(sql, err);
}

bool claims_put(struct db *db, struct claim *claim, struct err *err)
{
	int fence;

	if (!counter_next(db, COUNTER_FENCE, 0, &fence, err) ||
	    !counter_take(db, COUNTER_FENCE, 0, fence, 0, err) ||
	    !claims_drop(db, claim->report, err))
		return false;
	claim->fence = fence;
	struct sql *sql = sql_ask(db,
	    "INSERT INTO claim (report, person, desk, fence, since_ms, beat) "
	    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

	sql_int(sql, 1, claim->report);
	sql_int(sql, 2, claim->person);
	sql_text(sql, 3, claim->desk);
	sql_int(sql, 4, claim->fence);
	sql_int(sql, 5, claim->since_ms);
	sql_int(sql, 6, claim->beat);
	return sql_run(sql, err);
}

static bool is_same(const struct claim *one, const struct claim *other)
{
	return one->person == other->person && strcmp(one->desk, other->desk) == 0;
}

bool claims_may_write(const struct report *report, const struct person *person, struct err *err)
{
	for (int id = 0; id < MOVE_COUNT; id++) {
		const struct move *row = move_row((enum move_id)id);

		if ((row->flags & MOVE_TEXT) && (row->from & 1u << report->state) &&
		    person_holds(person, move_roles(row->id, report->state)))
			return true;
	}
	return err_fail(err, ERR_DENIED,
	    _("%s: the report is %s, and you do not write in it there"), report->number,
	    state_words(report->state));
}

/* Whether the claim can be had: nobody's, or one's own. */
static bool is_free(struct db *db, const struct claim *wanted, bool from_own,
    struct claim **standing, struct err *err)
{
	g_autoptr(GPtrArray) people = people_all(db, err);
	struct report *report = NULL;

	if (!people || !reports_by_id(db, wanted->report, &report, err))
		return false;
	bool good = report ? claims_may_write(report, person_by_id(people, wanted->person), err)
			   : err_fail(err, ERR_INPUT, _("there is no such report"));
	report_free(report);
	if (!good || !claims_of(db, wanted->report, standing, err))
		return false;
	if (!*standing || is_same(*standing, wanted) ||
	    (from_own && (*standing)->person == wanted->person))
		return true;
	g_autofree char *since = clock_short_text((*standing)->since_ms);
	return err_fail(err, ERR_STALE, _("%s has had this report open on %s since %s"),
	    person_name(people, (*standing)->person), (*standing)->desk, since);
}

bool claim_take(struct share *share, int64_t report, int64_t person, const char *desk,
    int64_t now_ms, bool from_own, struct claim **claim, struct err *err)
{
	struct txn txn;
	struct claim *wanted = claim_new(report, person, desk, 0);
	bool good;

	*claim = NULL;
	wanted->since_ms = now_ms;
	good = txn_write(&txn, share, err) &&
	       is_free(share_db(share), wanted, from_own, claim, err) &&
	       claims_put(share_db(share), wanted, err) && txn_commit(&txn, err);
	if (good) {
		claim_free(*claim);
		*claim = g_steal_pointer(&wanted);
	}
	txn_end(&txn);
	claim_free(wanted);
	if (!good && *claim && err->kind != ERR_STALE) {
		claim_free(*claim);
		*claim = NULL;
	}
	return good;
}

bool claim_release(struct share *share, const struct claim *claim, struct err *err)
{
	struct txn txn;
	bool good = false;

	if (txn_write(&txn, share, err)) {
		struct sql *sql = sql_ask(
		    share_db(share), "DELETE FROM claim WHERE report = ?1 AND fence = ?2");

		sql_int(sql, 1, claim->report);
		sql_int(sql, 2, claim->fence);
		good = sql_run(sql, err) && txn_commit(&txn, err);
	}
	txn_end(&txn);
	return good;
}

bool claim_beat(struct share *share, struct claim *claim, bool typed, struct err *err)
{
	int64_t beat = claim->beat + (typed ? CLAIM_TYPED : 1);
	struct txn txn;
	bool good = false;

	if (txn_write(&txn, share, err)) {
		struct sql *sql = sql_ask(
		    share_db(share), "UPDATE claim SET beat = ?3 WHERE report = ?1 AND fence = ?2");

		sql_int(sql, 1, claim->report);
		sql_int(sql, 2, claim->fence);
		sql_int(sql, 3, beat);
		good = sql_run(sql, err);
		if (good && !sql_changes(share_db(share)))
			good = err_fail(err, ERR_STALE,
			    _("this report was taken over from you, or given back, since you "
			      "opened it"));
		good = good && txn_commit(&txn, err);
	}
	txn_end(&txn);
	if (good)
		claim->beat = beat;
	return good;
}
