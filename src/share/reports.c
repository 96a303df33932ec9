/* Rows of reports and their numbers, through bound statements only. */
#include "share/reports.h"

#include "base/lang.h"

#include <inttypes.h>

#define REPORT_COLUMNS                                                                     \
	"id, uid, number, state, was, source, received_ms, since_ms, limit_ms, revision, " \
	"digest, assigned, merged_into, dispatch_number, original_digest, original_name, seq"

static void take_text(char **field, struct sql *sql, int at)
{
	const char *text = sql_get_text(sql, at);

	revision_set(field, text ? text : "");
}

static struct report *report_row(struct sql *sql, struct err *err)
{
	struct report *report = report_new();
	const char *state = sql_get_text(sql, 3), *was = sql_get_text(sql, 4);
	const char *source = sql_get_text(sql, 5);

	report->id = sql_get_int(sql, 0);
	take_text(&report->uid, sql, 1);
	take_text(&report->number, sql, 2);
	report->received_ms = sql_get_int(sql, 6);
	report->since_ms = sql_get_int(sql, 7);
	report->limit_ms = sql_get_int(sql, 8);
	report->revision = (int)sql_get_int(sql, 9);
	take_text(&report->digest, sql, 10);
	report->assigned = sql_get_int(sql, 11);
	report->merged_into = sql_get_int(sql, 12);
	take_text(&report->dispatch_number, sql, 13);
	take_text(&report->original_digest, sql, 14);
	take_text(&report->original_name, sql, 15);
	report->seq = sql_get_int(sql, 16);
	if (state && was && source && state_parse(state, &report->state) &&
	    (!*was || state_parse(was, &report->was)) && source_parse(source, &report->source))
		return report;
	err_fail(err, ERR_DAMAGED,
	    _("the row of report %s holds a state or source that does not exist"), report->number);
	report_free(report);
	return NULL;
}

bool reports_by_id(struct db *db, int64_t id, struct report **report, struct err *err)
{
	struct sql *sql = sql_ask(db, "SELECT " REPORT_COLUMNS " FROM report WHERE id = ?1");
	bool good = true;

	*report = NULL;
	sql_int(sql, 1, id);
	if (sql_row(sql)) {
		*report = report_row(sql, err);
		good = *report != NULL;
	}
	return sql_end(sql, err) && good;
}

bool reports_below(struct db *db, int64_t before, int limit, GPtrArray *reports, struct err *err)
{
	struct sql *sql = sql_ask(
	    db, "SELECT " REPORT_COLUMNS " FROM report WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2");
	bool good = true;

	sql_int(sql, 1, before ? before : INT64_MAX);
	sql_int(sql, 2, limit);
	while (good && sql_row(sql)) {
		struct report *report = report_row(sql, err);

		if (report)
			g_ptr_array_add(reports, report);
		good = report != NULL;
	}
	return sql_end(sql, err) && good;
}

bool reports_by_number(struct db *db, const char *number, int64_t *id, struct err *err)
{
	struct sql *sql = sql_ask(db, "SELECT id FROM report WHERE number = ?1");

	sql_text(sql, 1, number);
	*id = sql_row(sql) ? sql_get_int(sql, 0) : 0;
	return sql_end(sql, err);
}

bool reports_by_original(struct db *db, const char *digest, char **number, struct err *err)
{
	struct sql *sql = sql_ask(db, "SELECT r.number FROM original AS o JOIN report AS r ON "
				      "r.id = o.report WHERE o.digest = ?1 ORDER BY o.seq LIMIT 1");

	sql_text(sql, 1, digest);
	*number = sql_row(sql) ? sql_get_dup(sql, 0) : NULL;
	return sql_end(sql, err);
}

bool reports_insert(struct db *db, const struct report *report, struct err *err)
{
	int year, serial;

	if (!report_number_parse(report->number, 0, &year, &serial))
		return err_fail(err, ERR_INPUT, _("%s is no report's number"), report->number);
	struct sql *sql = sql_ask(db,
	    "INSERT INTO report (" REPORT_COLUMNS ", year, serial) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
	    "?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)");

	sql_int(sql, 1, report->id);
	sql_text(sql, 2, report->uid);
	sql_text(sql, 3, report->number);
	sql_text(sql, 4, state_name(report->state));
	sql_text(sql, 5, state_name(report->was));
	sql_text(sql, 6, source_name(report->source));
	sql_int(sql, 7, report->received_ms);
	sql_int(sql, 8, report->since_ms);
	sql_int(sql, 9, report->limit_ms);
	sql_int(sql, 10, report->revision);
	sql_text(sql, 11, report->digest);
	sql_int(sql, 12, report->assigned);
	sql_int(sql, 13, report->merged_into);
	sql_text(sql, 14, report->dispatch_number);
	sql_text(sql, 15, report->original_digest);
	sql_text(sql, 16, report->original_name);
	sql_int(sql, 17, report->seq);
	sql_int(sql, 18, year);
	sql_int(sql, 19, serial);
	return sql_run(sql, err);
}

bool reports_update(struct db *db, const struct report *report, struct err *err)
{
	struct sql *sql = sql_ask(db,
	    "UPDATE report SET state = ?2, was = ?3, since_ms = ?4, limit_ms = ?5, revision = ?6, "
	    "digest = ?7, assigned = ?8, merged_into = ?9, dispatch_number = ?10, seq = ?11 "
	    "WHERE id = ?1");

	sql_int(sql, 1, report->id);
	sql_text(sql, 2, state_name(report->state));
	sql_text(sql, 3, state_name(report->was));
	sql_int(sql, 4, report->since_ms);
	sql_int(sql, 5, report->limit_ms);
	sql_int(sql, 6, report->revision);
	sql_text(sql, 7, report->digest);
	sql_int(sql, 8, report->assigned);
	sql_int(sql, 9, report->merged_into);
	sql_text(sql, 10, report->dispatch_number);
	sql_int(sql, 11, report->seq);
	return sql_run(sql, err);
}

bool reports_next_id(struct db *db, int64_t *id, struct err *err)
{
	return sql_one_int(db, "SELECT max(id) + 1 FROM report", 1, id, err);
}

bool reports_parts(struct db *db, int64_t composite, GArray *ids, struct err *err)
{
	struct sql *sql = sql_ask(db,
	    "WITH RECURSIVE part (id) AS (SELECT id FROM report WHERE merged_into = ?1 AND "
	    "merged_into <> 0 UNION SELECT r.id FROM report AS r JOIN part ON r.merged_into = "
	    "part.id "
	    "AND r.merged_into <> 0) SELECT id FROM part ORDER BY id");

	sql_int(sql, 1, composite);
	while (sql_row(sql)) {
		int64_t id = sql_get_int(sql, 0);

		g_array_append_val(ids, id);
	}
	return sql_end(sql, err);
}

bool reports_add_original(struct db *db, const struct original *original, struct err *err)
{
	struct sql *sql = sql_ask(db,
	    "INSERT INTO original (seq, report, digest, name, bytes, kept) "
	    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

	sql_int(sql, 1, original->seq);
	sql_int(sql, 2, original->report);
	sql_text(sql, 3, original->digest);
	sql_text(sql, 4, original->name);
	sql_int(sql, 5, original->bytes);
	sql_int(sql, 6, original->is_kept);
	return sql_run(sql, err);
}

bool counter_next(struct db *db, const char *kind, int year, int *serial, struct err *err)
{
	struct sql *sql = sql_ask(db, "SELECT value FROM counter WHERE kind = ?1 AND year = ?2");

	sql_text(sql, 1, kind);
	sql_int(sql, 2, year);
	*serial = sql_row(sql) ? (int)sql_get_int(sql, 0) + 1 : 1;
	return sql_end(sql, err);
}

bool counter_take(
    struct db *db, const char *kind, int year, int serial, int64_t seq, struct err *err)
{
	struct sql *sql =
	    serial == 1
		? sql_ask(
		      db, "INSERT INTO counter (kind, year, value, seq) VALUES (?1, ?2, ?3, ?4)")
		: sql_ask(
		      db, "UPDATE counter SET value = ?3, seq = ?4 WHERE kind = ?1 AND year = ?2");

	sql_text(sql, 1, kind);
	sql_int(sql, 2, year);
	sql_int(sql, 3, serial);
	sql_int(sql, 4, seq);
	return sql_run(sql, err);
}
