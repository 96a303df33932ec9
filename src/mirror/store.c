/* Rows of a batch into the mirror's tables; the search indexes follow where a text changes. */
#include "mirror/store.h"

#include "base/lang.h"
#include "mirror/columns.h"
#include "mirror/index.h"
#include "mirror/purge.h"

#include <inttypes.h>

static bool event_is_held(struct mirror *mirror, const struct event *event, struct err *err)
{
	struct probe *probe = probe_begin(mirror, "SELECT digest FROM event WHERE seq = ?");
	bool same = false;

	probe_int(probe, event->seq);
	if (probe_row(probe)) {
		g_autofree char *held = probe_get_digest(probe);
		same = strcmp(held, event->digest) == 0;
	}
	if (!probe_end(probe, err))
		return false;
	g_autofree char *which = g_strdup_printf("%" PRId64, event->seq);
	return same ||
	       err_fail(err, ERR_DAMAGED,
		   _("event %s of the share is another one than this desk has seen"), which);
}

static void bind_event(struct probe *probe, const struct event *event)
{
	probe_int(probe, event->seq);
	probe_text(probe, event->uid);
	probe_int(probe, event->report);
	probe_text(probe, event->kind);
	probe_int(probe, event->from);
	probe_int(probe, event->to);
	probe_int(probe, event->person);
	probe_text(probe, event->person_name);
	probe_text(probe, event->desk);
	probe_text(probe, event->program);
	probe_int(probe, event->at_ms);
	probe_text(probe, event->reason);
	probe_text(probe, event->words);
	probe_int(probe, event->revision);
	probe_digest(probe, event->text_digest);
	probe_text(probe, event->detail);
	probe_digest(probe, event->digest);
}

static bool put_event(struct mirror *mirror, const struct event *event, struct err *err)
{
	struct probe *probe = probe_begin(mirror,
	    "INSERT OR IGNORE INTO event (seq, uid, report, kind, from_state, to_state, person, "
	    "person_name, desk, program, at_ms, reason, words, revision, text_digest, detail, "
	    "digest) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");

	bind_event(probe, event);
	if (!probe_run(probe, err))
		return false;
	if (local_changes(mirror) == 0)
		return event_is_held(mirror, event, err);
	if (!event->report || !event->person)
		return true;
	probe = probe_begin(mirror, "INSERT OR IGNORE INTO acted (person, report) VALUES (?, ?)");
	probe_int(probe, event->person);
	probe_int(probe, event->report);
	return probe_run(probe, err);
}

bool store_events(
    struct mirror *mirror, const GPtrArray *events, GHashTable *touched, struct err *err)
{
	for (guint i = 0; i < events->len; i++) {
		struct event *event = g_ptr_array_index(events, i);

		if (!put_event(mirror, event, err))
			return false;
		if (event->report && (event->from == STATE_NONE || event->to == STATE_DECLINED))
			g_hash_table_add(touched, &event->report);
	}
	return true;
}

bool store_people(struct mirror *mirror, const GPtrArray *people, struct err *err)
{
	for (guint i = 0; i < people->len; i++) {
		const struct person *person = g_ptr_array_index(people, i);
		struct probe *probe = probe_begin(mirror,
		    "INSERT OR REPLACE INTO person (id, name, login, roles, retired, seq) "
		    "VALUES (?,?,?,?,?,?)");

		probe_int(probe, person->id);
		probe_text(probe, person->name);
		probe_text(probe, person->login);
		probe_int(probe, person->roles);
		probe_int(probe, person->retired);
		probe_int(probe, person->seq);
		if (!probe_run(probe, err))
			return false;
	}
	return true;
}

bool store_settings(struct mirror *mirror, const GPtrArray *settings, struct err *err)
{
	for (guint i = 0; i < settings->len; i++) {
		const struct setting *setting = g_ptr_array_index(settings, i);
		struct probe *probe = probe_begin(
		    mirror, "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)");

		probe_text(probe, setting->name);
		probe_text(probe, setting->value);
		if (!probe_run(probe, err))
			return false;
	}
	return true;
}

static bool put_claim(struct mirror *mirror, const struct claim *claim, struct err *err)
{
	struct probe *probe = probe_begin(mirror,
	    "INSERT INTO claim (report, person, desk, fence, since_ms, beat) "
	    "VALUES (?1,?2,?3,?4,?5,?6) ON CONFLICT (report) DO UPDATE SET "
	    "person = ?2, desk = ?3, fence = ?4, since_ms = ?5, beat = ?6 "
	    "WHERE fence <> ?4 OR beat <> ?6 OR person <> ?2 OR desk <> ?3 OR since_ms <> ?5");

	probe_int(probe, claim->report);
	probe_int(probe, claim->person);
	probe_text(probe, claim->desk);
	probe_int(probe, claim->fence);
	probe_int(probe, claim->since_ms);
	probe_int(probe, claim->beat);
	return probe_run(probe, err);
}

bool store_claims(struct mirror *mirror, const GPtrArray *claims, struct err *err)
{
	g_autoptr(GString) kept = g_string_new("DELETE FROM claim WHERE report NOT IN (0");

	for (guint i = 0; i < claims->len; i++) {
		const struct claim *claim = g_ptr_array_index(claims, i);

		g_string_append_printf(kept, ",%" PRId64, claim->report);
		if (!put_claim(mirror, claim, err))
			return false;
	}
	g_string_append_c(kept, ')');
	return local_exec(mirror, kept->str, err);
}

/* A report's id below, the rest above: ids of revisions that do not stand. */
static int64_t id_aside(int64_t report, int no)
{
	return INT64_C(1) << 62 | report << 16 | (no & 0xFFFF);
}

/* Whether this revision stands, by the batch or else by the row, and whether it is the one indexed.
 */
static bool look_up(struct mirror *mirror, GHashTable *standing, const struct revision *revision,
    bool *stands, bool *is_indexed, struct err *err)
{
	const struct report *report = g_hash_table_lookup(standing, &revision->report);
	struct probe *probe = probe_begin(
	    mirror, "SELECT revision, indexed, state FROM report WHERE id = ?");

	*stands = report && report->revision == revision->no && report->state != STATE_QUARANTINED;
	*is_indexed = false;
	probe_int(probe, revision->report);
	if (probe_row(probe)) {
		int64_t no = probe_get_int(probe);
		int64_t indexed = probe_get_int(probe);

		if (!report)
			*stands = no == revision->no && probe_get_int(probe) != STATE_QUARANTINED;
		*is_indexed = no == revision->no || indexed == revision->no;
	}
	return probe_end(probe, err);
}

static bool revision_is_held(
    struct mirror *mirror, const struct revision *revision, bool *held, struct err *err)
{
	struct probe *probe = probe_begin(
	    mirror, "SELECT digest, body = ? FROM revision WHERE report = ? AND no = ?");

	probe_text(probe, revision->body);
	probe_int(probe, revision->report);
	probe_int(probe, revision->no);
	*held = false;
	if (probe_row(probe)) {
		g_autofree char *digest = probe_get_digest(probe);
		*held = probe_get_int(probe) &&
			strcmp(digest, revision->digest ? revision->digest : "") == 0;
	}
	return probe_end(probe, err);
}

/* The place of the one that stands is for NO: another one there steps aside. */
static bool make_room(struct mirror *mirror, int64_t report, int no, struct err *err)
{
	struct probe *probe = probe_begin(
	    mirror, "UPDATE revision SET id = ?1 | (no & 65535) WHERE id = ?2 AND no <> ?3");

	probe_int(probe, id_aside(report, 0));
	probe_int(probe, report);
	probe_int(probe, no);
	return probe_run(probe, err);
}

bool store_stands(struct mirror *mirror, int64_t report, int no, struct err *err)
{
	if (!make_room(mirror, report, no, err))
		return false;
	struct probe *probe = probe_begin(
	    mirror, "UPDATE revision SET id = ?1 WHERE report = ?1 AND no = ?2 AND id <> ?1");

	probe_int(probe, report);
	probe_int(probe, no);
	return probe_run(probe, err);
}

static bool put_revision(
    struct mirror *mirror, const struct revision *revision, bool stands, struct err *err)
{
	g_autofree char *writers = writers_print(revision);
	struct probe *probe = probe_begin(mirror,
	    "INSERT OR REPLACE INTO revision (id, report, no, base, title, writers, unit, contact, "
	    "category, addressees, copies, periodical, urgency, mark, person, at_ms, seq, chars, "
	    "digest, body) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");

	probe_int(probe, stands ? revision->report : id_aside(revision->report, revision->no));
	probe_int(probe, revision->report);
	probe_int(probe, revision->no);
	probe_int(probe, revision->base);
	probe_text(probe, revision->title);
	probe_text(probe, writers);
	probe_text(probe, revision->unit);
	probe_text(probe, revision->contact);
	probe_text(probe, revision->category);
	probe_text(probe, revision->addressees);
	probe_text(probe, revision->copies);
	probe_text(probe, revision->periodical);
	probe_int(probe, revision->urgency);
	probe_text(probe, revision->mark);
	probe_int(probe, revision->person);
	probe_int(probe, revision->at_ms);
	probe_int(probe, revision->seq);
	probe_int(probe, revision->chars);
	probe_digest(probe, revision->digest);
	probe_text(probe, revision->body ? revision->body : "");
	return probe_run(probe, err);
}

/* Whether the text that is held for this revision, if any, is to be a shell from now on. */
static bool is_purged_here(
    struct mirror *mirror, const struct revision *revision, bool *purged, struct err *err)
{
	struct probe *probe = probe_begin(mirror,
	    "SELECT 1 FROM revision WHERE report = ? AND no = ? AND (body <> '' OR title <> '')");

	probe_int(probe, revision->report);
	probe_int(probe, revision->no);
	*purged = probe_row(probe) && !*revision->title;
	return probe_end(probe, err);
}

static bool store_revision(
    struct mirror *mirror, GHashTable *standing, const struct revision *revision, struct err *err)
{
	bool held = false;
	bool stands = false;
	bool is_indexed = false;

	bool purged = false;
	if (!revision_is_held(mirror, revision, &held, err) || held)
		return held;
	if (!is_purged_here(mirror, revision, &purged, err) || (purged && !purge_note(mirror, err)))
		return false;
	return look_up(mirror, standing, revision, &stands, &is_indexed, err) &&
	       (!is_indexed || index_out(mirror, revision->report, err)) &&
	       (!stands || make_room(mirror, revision->report, revision->no, err)) &&
	       put_revision(mirror, revision, stands, err) &&
	       (!is_indexed || index_in(mirror, revision->report, err));
}

static int by_report(const void *a, const void *b)
{
	const struct revision *one = *(struct revision *const *)a;
	const struct revision *other = *(struct revision *const *)b;

	if (one->report != other->report)
		return one->report < other->report ? -1 : 1;
	return one->no < other->no ? -1 : one->no > other->no;
}

bool store_revisions(struct mirror *mirror, const struct changes *changes, struct err *err)
{
	g_autoptr(GHashTable) standing = g_hash_table_new(g_int64_hash, g_int64_equal);
	g_autoptr(GPtrArray) rising = g_ptr_array_new(); /* pages are filled from their beginning */

	for (guint i = 0; i < changes->reports->len; i++) {
		struct report *report = g_ptr_array_index(changes->reports, i);

		g_hash_table_insert(standing, &report->id, report);
	}
	for (guint i = 0; i < changes->revisions->len; i++)
		g_ptr_array_add(rising, changes->revisions->pdata[i]);
	g_ptr_array_sort(rising, by_report);
	for (guint i = 0; i < rising->len; i++) {
		if (!store_revision(mirror, standing, g_ptr_array_index(rising, i), err))
			return false;
	}
	return true;
}

static bool put_follows(struct mirror *mirror, int64_t report, struct err *err)
{
	struct probe *probe = probe_begin(mirror,
	    "UPDATE report SET first_seq = coalesce((SELECT min(seq) FROM event "
	    "WHERE event.report = report.id AND from_state = 0), 0), "
	    "kept = state = ?2 AND coalesce((SELECT reason = 'N18' FROM event "
	    "WHERE event.report = report.id AND to_state = ?2 AND from_state <> ?2 "
	    "ORDER BY seq DESC LIMIT 1), 0) WHERE id = ?1");

	probe_int(probe, report);
	probe_int(probe, STATE_DECLINED);
	return probe_run(probe, err);
}

bool store_what_follows(struct mirror *mirror, GHashTable *touched, struct err *err)
{
	GHashTableIter each;
	void *key;

	g_hash_table_iter_init(&each, touched);
	while (g_hash_table_iter_next(&each, &key, NULL)) {
		if (!put_follows(mirror, *(int64_t *)key, err))
			return false;
	}
	return true;
}
