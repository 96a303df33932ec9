/* Reads for the mirror what is new on the share, each row checked against its digest on the way. */
#include "share/changes.h"

#include "base/clock.h"
#include "base/lang.h"
#include "model/changes.h"
#include "share/audit.h"
#include "share/claims.h"
#include "share/people.h"
#include "share/purge.h"
#include "share/reports.h"
#include "share/revisions.h"
#include "share/roster.h"
#include "share/signatures.h"
#include "share/txn.h"

#define PAGE_MS 400 /* of reading a page of the first copy: whoever writes waits for its end */
#define PAGE_BYTES (16u << 20) /* of texts on it */
#define HEADS_LOOKED_AT 8 /* of this batch, from the newest: a report's own are there */

/* One reading: everything of one moment, one transaction. */
struct reading {
	struct share *share;
	struct db *db;
	const struct seal *seal;
	struct roster *roster;
	struct changes *changes;
	GPtrArray *office; /* events of the office that the roster has not taken */
	int64_t office_to; /* they are all up to this one */
	struct txn txn;
};

static bool begin(
    struct reading *reading, struct share *share, struct changes *changes, struct err *err)
{
	char digest[DIGEST_HEX_LEN + 1];

	*reading = (struct reading){.share = share, .db = share_db(share), .changes = changes};
	reading->seal = share_seal(share, err);
	reading->roster = reading->seal ? share_roster(share, err) : NULL;
	return reading->roster && txn_read(&reading->txn, share, err) &&
	       audit_newest(reading->db, &changes->share_seq, digest, err);
}

/*
 * The office's events that the roster needs before it can judge this batch: they are in it, or are
 * asked for.
 */
static bool read_office(struct reading *reading, struct err *err)
{
	struct changes *changes = reading->changes;
	/* Rows of people are of the newest moment, not of where the batch ends. */
	bool follows = changes->events->len && changes->first_seq <= reading->roster->seq + 1 &&
		       (!changes->people->len || changes->last_seq >= changes->share_seq);
	bool wanted = changes->people->len || changes->last_seq > reading->roster->seq;

	reading->office = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	reading->office_to = reading->roster->seq;
	if (!wanted || !roster_read_first(reading->roster, reading->db, err))
		return !wanted;
	reading->office_to = follows ? changes->last_seq : changes->share_seq;
	if (!follows)
		return audit_office(reading->db, reading->roster->seq, reading->office, err);
	for (guint i = 0; i < changes->events->len; i++) {
		const struct event *event = g_ptr_array_index(changes->events, i);

		if (!event->report && event->seq > reading->roster->seq)
			g_ptr_array_add(reading->office, event_copy(event));
	}
	return true;
}

/*
 * Who signed what. It takes a thousand times as long as reading it, so nobody is kept from writing
 * meanwhile: the transaction is over.
 */
static bool check_signatures(struct reading *reading, struct err *err)
{
	struct roster *roster = reading->roster;
	const struct changes *changes = reading->changes;

	for (guint i = 0; i < reading->office->len; i++) {
		if (!roster_take(roster, g_ptr_array_index(reading->office, i), err))
			return false;
	}
	roster->seq = MAX(roster->seq, reading->office_to);
	if (!signatures_fit(roster, changes->events, err))
		return false;
	return !changes->people->len || roster_same_people(roster, changes->people, err);
}

static bool finish(struct reading *reading, bool good, struct err *err)
{
	good = good && read_office(reading, err);
	reading->changes->read_ms = clock_machine_ms();
	txn_end(&reading->txn);
	good = good && check_signatures(reading, err);
	if (!good && err->kind == ERR_DAMAGED)
		share_forget_roster(reading->share);
	if (reading->office)
		g_ptr_array_free(reading->office, TRUE);
	return good;
}

static bool event_fits(
    struct reading *reading, const struct event *event, const char *prev, struct err *err)
{
	char digest[DIGEST_HEX_LEN + 1];

	if (!audit_digest(reading->seal, event, digest, err))
		return false;
	if (strcmp(digest, event->digest) != 0)
		return err_fail(err, ERR_DAMAGED,
		    _("event %lld was changed: its digest does not fit; run yanshen verify"),
		    (long long)event->seq);
	if (prev && strcmp(prev, event->prev) != 0)
		return err_fail(err, ERR_DAMAGED,
		    _("event %lld does not follow the one before; run yanshen verify"),
		    (long long)event->seq);
	return true;
}

/* Add FIRST to LAST; PREV is the digest before the first, NULL where that is not known. */
static bool take_events(
    struct reading *reading, int64_t first, int64_t last, const char *prev, struct err *err)
{
	GPtrArray *events = reading->changes->events;
	guint had = events->len;

	if (!audit_range(reading->db, first, last, events, err))
		return false;
	for (guint i = had; i < events->len; i++) {
		const struct event *event = g_ptr_array_index(events, i);

		if (event->seq != first + (i - had))
			return err_fail(err, ERR_DAMAGED,
			    _("event %lld is missing; run yanshen verify"),
			    (long long)(first + (i - had)));
		if (!event_fits(reading, event, prev, err))
			return false;
		prev = event->digest;
	}
	/* A range that ends before the newest event is a gap as well, at its end. */
	int64_t next = first + (events->len - had);
	if (next <= MIN(last, reading->changes->share_seq))
		return err_fail(err, ERR_DAMAGED, _("event %lld is missing; run yanshen verify"),
		    (long long)next);
	if (events->len > had) {
		reading->changes->first_seq = first;
		reading->changes->last_seq = first + (events->len - had) - 1;
	}
	return true;
}

static bool revision_fits_digest(
    struct reading *reading, struct revision *revision, struct err *err)
{
	g_autofree char *stored = g_strdup(revision->digest);

	if (!revisions_seal(reading->seal, revision, err) ||
	    !purge_explains(reading->db, revision, stored, err))
		return false;
	return strcmp(stored, revision->digest) == 0 ||
	       err_fail(err, ERR_DAMAGED,
		   _("the text of event %lld was changed: its digest does not fit; run yanshen "
		     "verify"),
		   (long long)revision->seq);
}

static bool take_revisions(struct reading *reading, struct sql *sql, struct err *err)
{
	bool good = true;

	while (good && sql_row(sql)) {
		struct revision *revision = revisions_row(sql, true, err);

		good = revision && revision_fits_digest(reading, revision, err);
		if (revision)
			g_ptr_array_add(reading->changes->revisions, revision);
	}
	return sql_end(sql, err) && good;
}

/* The text that stands, as far as lists show it: of this batch, or out of the file. */
static bool take_head(struct reading *reading, struct report *report, struct err *err)
{
	const GPtrArray *taken = reading->changes->revisions;
	struct revision *head = NULL;

	for (guint i = taken->len; i-- > 0;) {
		const struct revision *revision = g_ptr_array_index(taken, i);

		if (revision->report == report->id && revision->no == report->revision) {
			report_take_head(report, revision);
			return true;
		}
		if (taken->len - i > HEADS_LOOKED_AT)
			break;
	}
	if (!revisions_head(reading->db, report->id, report->revision, &head, err))
		return false;
	if (head)
		report_take_head(report, head);
	revision_free(head);
	return true;
}

/* The row as a list shows it; whose turn it is, the rules say where the whole trail is known. */
static bool take_report(struct reading *reading, int64_t id, struct err *err)
{
	struct report *report = NULL;

	if (!reports_by_id(reading->db, id, &report, err))
		return false;
	if (!report)
		return err_fail(err, ERR_DAMAGED,
		    _("report %lld has events but no row; run yanshen verify"), (long long)id);
	g_ptr_array_add(reading->changes->reports, report);
	return take_head(reading, report, err);
}

static void take_setting(void *of, const char *key, const char *value, int64_t seq)
{
	struct changes *changes = of;

	(void)seq;
	g_ptr_array_add(changes->settings, setting_new(key, value));
}

static bool take_office(struct reading *reading, struct err *err)
{
	GPtrArray *people = people_all(reading->db, err);

	if (!people)
		return false;
	g_ptr_array_extend_and_steal(reading->changes->people, people);
	return settings_all(reading->db, take_setting, reading->changes, err);
}

static bool take_claims(struct reading *reading, struct err *err)
{
	reading->changes->claims = claims_all(reading->db, err);
	return reading->changes->claims != NULL;
}

/* The rows that the events taken name, each once. */
static bool take_subjects(struct reading *reading, struct err *err)
{
	struct changes *changes = reading->changes;
	g_autoptr(GHashTable)
	    seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	bool office = false;

	for (guint i = 0; i < changes->events->len; i++) {
		const struct event *event = g_ptr_array_index(changes->events, i);

		if (!event->report) {
			office = true;
			continue;
		}
		if (g_hash_table_contains(seen, &event->report))
			continue;
		g_hash_table_add(seen, g_memdup2(&event->report, sizeof(event->report)));
		if (!take_report(reading, event->report, err))
			return false;
	}
	/* What was purged comes once more, as the shell that is left of it. */
	struct sql *sql = sql_ask(reading->db,
	    "SELECT " REVISION_COLUMNS ", body FROM revision WHERE seq BETWEEN ?1 AND ?2 OR report "
	    "IN (SELECT report FROM event WHERE seq BETWEEN ?1 AND ?2 AND kind = 'purge-confirm')");

	sql_int(sql, 1, changes->first_seq);
	sql_int(sql, 2, changes->last_seq);
	return take_revisions(reading, sql, err) && (!office || take_office(reading, err));
}

/* Whether the history that the mirror knows is this file's. */
static bool same_history(
    struct reading *reading, int64_t after, const char *digest, struct err *err)
{
	struct sql *sql = sql_ask(reading->db, "SELECT digest FROM event WHERE seq = ?1");
	bool same = after == 0;

	sql_int(sql, 1, after);
	if (!same && sql_row(sql))
		same = strcmp(sql_get_text(sql, 0), digest) == 0;
	if (!sql_end(sql, err))
		return false;
	return same || err_fail(err, ERR_STALE,
			   _("event %lld is not the one this desk has seen: the file was rolled "
			     "back or replaced"),
			   (long long)after);
}

bool changes_after(struct share *share, int64_t after, const char *digest, int limit,
    struct changes *changes, struct err *err)
{
	struct reading reading;
	bool good = begin(&reading, share, changes, err) &&
		    same_history(&reading, after, digest, err) &&
		    take_events(&reading, after + 1, after + limit,
			after ? digest : EVENT_NO_DIGEST, err) &&
		    (changes->events->len == 0 || take_subjects(&reading, err)) &&
		    take_claims(&reading, err);

	if (good && after + changes->events->len == changes->share_seq)
		good = share_saw(share, err);
	return finish(&reading, good, err);
}

/* A report with all its revisions; *BYTES grows by their texts. */
static bool take_texts(
    struct reading *reading, struct report *report, size_t *bytes, struct err *err)
{
	GPtrArray *revisions = reading->changes->revisions;
	guint had = revisions->len;
	struct sql *sql = sql_ask(
	    reading->db, "SELECT " REVISION_COLUMNS ", body FROM revision WHERE report = ?1");

	sql_int(sql, 1, report->id);
	if (!take_revisions(reading, sql, err) || !take_head(reading, report, err))
		return false;
	for (guint i = had; i < revisions->len; i++) {
		const struct revision *revision = g_ptr_array_index(revisions, i);

		*bytes += revision->body ? strlen(revision->body) : 0;
	}
	return true;
}

/* A page ends early where the drive is slow or the texts are long. */
static bool take_page(struct reading *reading, int64_t before, int limit, struct err *err)
{
	struct changes *changes = reading->changes;
	g_autoptr(GPtrArray) page = g_ptr_array_new_with_free_func((GDestroyNotify)report_free);
	bool good = reports_below(reading->db, before, limit, page, err);
	int64_t until = clock_mono_ms() + PAGE_MS;
	bool is_all = (int)page->len < limit;
	size_t bytes = 0;
	guint taken = 0;

	while (good && taken < page->len) {
		struct report *report = g_ptr_array_index(page, taken);

		good = take_texts(reading, report, &bytes, err);
		changes->reports_down_to = report->seq;
		taken++;
		if (clock_mono_ms() >= until || bytes > PAGE_BYTES)
			break;
	}
	if (is_all && taken == page->len)
		changes->reports_down_to = 1;
	for (guint i = 0; i < taken; i++)
		g_ptr_array_add(changes->reports, g_steal_pointer(&page->pdata[i]));
	return good;
}

bool changes_before(
    struct share *share, int64_t before, int limit, struct changes *changes, struct err *err)
{
	struct reading reading;
	bool good = begin(&reading, share, changes, err) &&
		    (before || take_office(&reading, err)) &&
		    take_page(&reading, before, limit, err) && take_claims(&reading, err);

	return finish(&reading, good, err);
}

bool changes_newest(struct share *share, int64_t *seq, struct err *err)
{
	char digest[DIGEST_HEX_LEN + 1];
	struct txn txn;

	if (!txn_read(&txn, share, err))
		return false;
	bool good = audit_newest(share_db(share), seq, digest, err);
	txn_end(&txn);
	return good;
}

bool changes_events(
    struct share *share, int64_t first, int64_t last, struct changes *changes, struct err *err)
{
	struct reading reading;
	bool good = begin(&reading, share, changes, err) &&
		    take_events(&reading, first, last, first == 1 ? EVENT_NO_DIGEST : NULL, err);

	return finish(&reading, good, err);
}
