/* A report's row into the mirror, with the keys of the lists and the index entry that goes with it.
 */
#include "mirror/store.h"

#include "mirror/columns.h"
#include "mirror/index.h"

/* indexed, kept and first_seq are not here: they follow from other rows. */
static const char upsert[] =
    "INSERT INTO report (id, uid, number, number_key, state, was, source, received_ms, since_ms, "
    "limit_ms, revision, digest, assigned, merged_into, dispatch_number, original_digest, "
    "original_name, seq, title, writers, unit, urgency, chars, turn_roles, turn_person, due_ms, "
    "rank, wait, due_key, tie) VALUES "
    "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
    "ON CONFLICT (id) DO UPDATE SET (uid, number, number_key, state, was, source, received_ms, "
    "since_ms, limit_ms, revision, digest, assigned, merged_into, dispatch_number, "
    "original_digest, original_name, seq, title, writers, unit, urgency, chars, turn_roles, "
    "turn_person, due_ms, rank, wait, due_key, tie) = (excluded.uid, excluded.number, "
    "excluded.number_key, excluded.state, excluded.was, excluded.source, excluded.received_ms, "
    "excluded.since_ms, excluded.limit_ms, excluded.revision, excluded.digest, "
    "excluded.assigned, excluded.merged_into, excluded.dispatch_number, "
    "excluded.original_digest, excluded.original_name, excluded.seq, excluded.title, "
    "excluded.writers, excluded.unit, excluded.urgency, excluded.chars, excluded.turn_roles, "
    "excluded.turn_person, excluded.due_ms, excluded.rank, excluded.wait, excluded.due_key, "
    "excluded.tie)";

/* Of what waits for the security officer only the list's line is found, never its text. */
static bool is_masked(const struct report *report)
{
	return report->state == STATE_QUARANTINED;
}

/* What stands in the indexes follows from these; as it was before, as it is to be. */
static bool text_stays(
    struct mirror *mirror, const struct report *report, bool *known, bool *stays, struct err *err)
{
	struct probe *probe = probe_begin(mirror,
	    "SELECT number = ? AND dispatch_number = ? AND title = ? AND writers = ? AND unit = ? "
	    "AND indexed = ? FROM report WHERE id = ?");

	probe_text(probe, report->number);
	probe_text(probe, report->dispatch_number);
	probe_text(probe, report->title);
	probe_text(probe, report->writers);
	probe_text(probe, report->unit);
	probe_int(probe, is_masked(report) ? 0 : report->revision);
	probe_int(probe, report->id);
	*known = probe_row(probe);
	*stays = *known && probe_get_int(probe);
	return probe_end(probe, err);
}

static void bind_report(struct probe *probe, const struct report *report)
{
	probe_int(probe, report->id);
	probe_text(probe, report->uid);
	probe_text(probe, report->number);
	probe_int(probe, columns_number_key(report));
	probe_int(probe, report->state);
	probe_int(probe, report->was);
	probe_int(probe, report->source);
	probe_int(probe, report->received_ms);
	probe_int(probe, report->since_ms);
	probe_int(probe, report->limit_ms);
	probe_int(probe, report->revision);
	probe_digest(probe, report->digest);
	probe_int(probe, report->assigned);
	probe_int(probe, report->merged_into);
	probe_text(probe, report->dispatch_number);
	probe_digest(probe, report->original_digest);
	probe_text(probe, report->original_name);
	probe_int(probe, report->seq);
	probe_text(probe, report->title);
	probe_text(probe, report->writers);
	probe_text(probe, report->unit);
	probe_int(probe, report->urgency);
	probe_int(probe, report->chars);
	probe_int(probe, report->turn_roles);
	probe_int(probe, report->turn_person);
	probe_int(probe, report->due_ms);
	probe_int(probe, columns_rank(report));
	probe_int(probe, columns_wait(report));
	probe_int(probe, columns_due_key(report));
	probe_int(probe, report->id);
}

static bool put_report(struct mirror *mirror, const struct report *report, struct err *err)
{
	struct probe *probe = probe_begin(mirror, upsert);

	bind_report(probe, report);
	return probe_run(probe, err);
}

static int by_id(const void *a, const void *b)
{
	const struct report *one = *(struct report *const *)a;
	const struct report *other = *(struct report *const *)b;

	return one->id < other->id ? -1 : one->id > other->id;
}

bool store_reports(
    struct mirror *mirror, const GPtrArray *reports, GHashTable *touched, struct err *err)
{
	/* A first copy comes newest first. The search index writes out all it has gathered each
	 * time an id lies below the one before: once a report, where once a batch is enough. */
	g_autoptr(GPtrArray) rising = g_ptr_array_new();

	for (guint i = 0; i < reports->len; i++)
		g_ptr_array_add(rising, reports->pdata[i]);
	g_ptr_array_sort(rising, by_id);
	for (guint i = 0; i < rising->len; i++) {
		struct report *report = g_ptr_array_index(rising, i);
		bool known = false;
		bool stays = false;

		if (!text_stays(mirror, report, &known, &stays, err))
			return false;
		if (known && !stays && !index_out(mirror, report->id, err))
			return false;
		if (!put_report(mirror, report, err) ||
		    !store_stands(
			mirror, report->id, is_masked(report) ? -1 : report->revision, err))
			return false;
		if (!stays && !index_in(mirror, report->id, err))
			return false;
		g_hash_table_add(touched, &report->id);
	}
	return true;
}
