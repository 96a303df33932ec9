/* From a good point on: what the replay carries along is gathered from the file as it was then. */
#include "share/resume.h"

#include "base/lang.h"
#include "model/detail.h"
#include "share/audit.h"
#include "share/history.h"
#include "share/reports.h"

/* One event of that seq, NULL when it is not there. Owns: the caller frees. */
static bool event_at(struct db *db, int64_t seq, struct event **event, struct err *err)
{
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);

	*event = NULL;
	if (!audit_range(db, seq, seq, events, err))
		return false;
	if (events->len)
		*event = event_copy(g_ptr_array_index(events, 0));
	return true;
}

/* Whether an administrator's word gives up what this desk found good before. */
static bool was_given_up(struct proof *proof, bool *given_up, struct err *err)
{
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	struct history said;

	*given_up = false;
	if (!audit_office(proof->db, 0, events, err))
		return false;
	for (guint i = 0; i < events->len && !*given_up; i++)
		*given_up = history_says(g_ptr_array_index(events, i), &said) &&
			    said.keeps < proof->plan->good_seq &&
			    said.lost >= proof->plan->good_seq;
	return true;
}

/* The point itself, and a line on paper of an event before it. */
static bool stand_at_point(struct proof *proof, struct err *err)
{
	const struct verify_plan *plan = proof->plan;
	const struct proof_line *since = &proof->since;
	struct event *event = NULL, *named = NULL;
	bool good = event_at(proof->db, plan->good_seq, &event, err) &&
		    (!since->seq || since->seq > plan->good_seq ||
			event_at(proof->db, since->seq, &named, err));

	bool same = event && strcmp(event->digest, plan->good_digest) == 0;
	bool given_up = false;

	if (good && !same)
		good = was_given_up(proof, &given_up, err);
	if (given_up) { /* by an administrator's word, which the audit judges: all of it anew */
		event_free(event);
		event_free(named);
		return true;
	}
	if (good && !same)
		good = err_fail(err, ERR_DAMAGED,
		    _("event %lld is not the one that this desk found good before: the history "
		      "was rewritten, or events were cut off"),
		    (long long)plan->good_seq);
	if (good && named && !g_str_has_prefix(named->digest, since->hex))
		good = blame(
		    err, named, _("is not the one on the line: the history was rewritten"));
	if (good && event) {
		proof->seq = plan->good_seq;
		proof->at_ms = event->at_ms;
		g_strlcpy(proof->prev, event->digest, sizeof(proof->prev));
	}
	event_free(event);
	event_free(named);
	return good;
}

static bool gather_people(struct proof *proof, struct err *err)
{
	struct roster *roster = proof->replay.roster;
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	bool good = audit_office(proof->db, 0, events, err) &&
		    roster_read_first(roster, proof->db, err);

	if (roster->first_report > proof->seq) /* the replay will come to it */
		roster->first_report = 0;
	for (guint i = 0; good && i < events->len; i++) {
		const struct event *event = g_ptr_array_index(events, i);

		if (event->seq > proof->seq)
			break;
		good = roster_take(roster, event, err);
	}
	return good;
}

static bool first_event_of(struct db *db, int64_t report, int64_t *seq, struct err *err)
{
	struct sql *sql = sql_ask(db, "SELECT min(seq) FROM event WHERE report = ?1");

	sql_int(sql, 1, report);
	*seq = sql_row(sql) ? sql_get_int(sql, 0) : 0;
	return sql_end(sql, err);
}

/* Reports are numbered in the order in which they came: the last one that had begun by then. */
static bool gather_reports(struct proof *proof, struct err *err)
{
	int64_t low = 0, high;

	if (!sql_one_int(proof->db, "SELECT max(report) FROM event", 0, &high, err))
		return false;
	while (low < high) {
		int64_t middle = low + (high - low + 1) / 2, seq;

		if (!first_event_of(proof->db, middle, &seq, err))
			return false;
		if (seq && seq <= proof->seq)
			low = middle;
		else
			high = middle - 1;
	}
	proof->replay.reports = low;
	return true;
}

/* Take back from COUNTERS what an event after the point took. */
static void untake(GHashTable *counters, const char *kind, const char *detail)
{
	g_autofree char *number = detail_get(detail, "number");
	const char *counter = strcmp(kind, move_row(MOVE_DISPATCH)->name) == 0 ? COUNTER_DISPATCH
									       : COUNTER_REPORT;
	g_autofree char *key = number ? g_strdup_printf("%s %.4s", counter, number) : NULL;
	int value = key ? GPOINTER_TO_INT(g_hash_table_lookup(counters, key)) : 0;

	if (value > 1)
		g_hash_table_insert(counters, g_steal_pointer(&key), GINT_TO_POINTER(value - 1));
	else if (value == 1)
		g_hash_table_remove(counters, key);
}

/* The numbers that had been taken by then: as they are now, less those taken since. */
static bool gather_numbers(struct proof *proof, struct err *err)
{
	GHashTable *counters = proof->replay.counters;
	struct sql *sql = sql_ask(
	    proof->db, "SELECT kind || ' ' || year, value FROM counter WHERE kind <> 'fence'");

	while (sql_row(sql))
		g_hash_table_insert(
		    counters, sql_get_dup(sql, 0), GINT_TO_POINTER((int)sql_get_int(sql, 1)));
	if (!sql_end(sql, err))
		return false;
	sql = sql_ask(proof->db,
	    "SELECT kind, detail FROM event WHERE seq > ?1 AND kind IN ('receive', 'compose', "
	    "'dispatch')");
	sql_int(sql, 1, proof->seq);
	while (sql_row(sql))
		untake(counters, sql_get_text(sql, 0), sql_get_text(sql, 1));
	return sql_end(sql, err);
}

/* Rows that no later event touched are still where their newest event left them. */
static bool rows_stand(struct proof *proof, struct err *err)
{
	struct sql *sql = sql_ask(proof->db,
	    "SELECT r.number FROM report AS r LEFT JOIN event AS e ON e.seq = r.seq "
	    "WHERE r.seq <= ?1 AND (e.seq IS NULL OR e.report <> r.id OR e.to_state <> r.state "
	    "OR e.revision <> r.revision OR e.text_digest <> r.digest "
	    "OR r.seq <> (SELECT max(seq) FROM event WHERE report = r.id)) LIMIT 1");
	g_autofree char *odd = NULL;

	sql_int(sql, 1, proof->seq);
	if (sql_row(sql))
		odd = sql_get_dup(sql, 0);
	return sql_end(sql, err) &&
	       (!odd || err_fail(err, ERR_DAMAGED,
			    _("the row of report %s is not what its events add up to (%s)"), odd,
			    "state"));
}

static bool count_up_to(struct proof *proof, const char *text, int64_t *count, struct err *err)
{
	struct sql *sql = sql_ask(proof->db, text);

	sql_int(sql, 1, proof->seq);
	*count = sql_row(sql) ? sql_get_int(sql, 0) : 0;
	return sql_end(sql, err);
}

bool proof_resume(struct proof *proof, struct err *err)
{
	struct verified *verified = proof->verified;

	if (!stand_at_point(proof, err))
		return false;
	if (!proof->seq)
		return true;
	verified->from = proof->plan->good_seq;
	return gather_people(proof, err) &&
	       gather_reports(proof, err) && gather_numbers(proof, err) && rows_stand(proof, err) &&
	       count_up_to(proof, "SELECT count(*) FROM revision WHERE seq <= ?1",
		   &verified->revisions, err) &&
	       count_up_to(proof, "SELECT count(*) FROM original WHERE seq <= ?1 AND kept <> 0",
		   &verified->originals, err);
}
