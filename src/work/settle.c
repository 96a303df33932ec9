/* Taking a batch into the mirror, with whose turn each report is worked out on the way. */
#include "work/settle.h"

#include "flow/turn.h"
#include "mirror/pages.h"
#include "mirror/read.h"
#include "mirror/take.h"

/* States in which the turn hangs on the trail or on a claim, not on the row alone. */
static bool turn_may_differ(const struct report *report)
{
	return report->state == STATE_EDITING || report->state == STATE_REVIEW ||
	       report->state == STATE_SIGNING || report->state == STATE_QUARANTINED;
}

/* Events of one report among the news that the dossier does not hold yet. */
static void add_new_events(GPtrArray *trail, const struct changes *changes, int64_t report)
{
	int64_t newest = 0;

	for (guint i = 0; i < trail->len; i++) {
		const struct event *event = g_ptr_array_index(trail, i);

		if (event->report == report)
			newest = MAX(newest, event->seq);
	}
	for (guint i = 0; i < changes->events->len; i++) {
		const struct event *event = g_ptr_array_index(changes->events, i);

		if (event->report == report && event->seq > newest)
			g_ptr_array_add(trail, event_copy(event));
	}
}

static const struct claim *claim_of(const struct changes *changes, int64_t report)
{
	for (guint i = 0; changes->claims && i < changes->claims->len; i++) {
		const struct claim *claim = g_ptr_array_index(changes->claims, i);

		if (claim->report == report)
			return claim;
	}
	return NULL;
}

/* What the mirror holds of a report, with what is new of it; only where its turn can hang on that.
 */
static bool read_case(struct ground *ground, const struct changes *changes,
    const struct report *report, struct dossier *dossier, struct err *err)
{
	struct err unknown = {0};

	if (!mirror_read(ground->writer, report->id, dossier, &unknown) &&
	    unknown.kind != ERR_INPUT) {
		*err = unknown;
		return false;
	}
	if (!dossier->trail)
		dossier->trail = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	add_new_events(dossier->trail, changes, report->id);
	return true;
}

/* Whose turn each report is, by the rules, from what the mirror holds and what is new. */
static bool settle(struct ground *ground, struct changes *changes, struct err *err)
{
	g_autoptr(GPtrArray) people = mirror_people(ground->writer, err);

	if (!people)
		return false;
	for (guint i = 0; i < changes->people->len; i++)
		g_ptr_array_insert(people, 0, person_copy(g_ptr_array_index(changes->people, i)));
	for (guint i = 0; i < changes->reports->len; i++) {
		struct report *report = g_ptr_array_index(changes->reports, i);
		struct dossier dossier = {0};

		if (turn_may_differ(report) && !read_case(ground, changes, report, &dossier, err))
			return false;
		struct case_file file = {.report = report,
		    .trail = dossier.trail,
		    .revisions = dossier.revisions,
		    .people = people,
		    .claim = changes->claims ? claim_of(changes, report->id) : dossier.claim,
		    .desk = "",
		    .now_ms = clock_wall_ms(&ground->clock)};
		turn_settle(&file, report);
		dossier_clear(&dossier);
	}
	return true;
}

static void want(GHashTable *ids, int64_t report)
{
	g_hash_table_add(ids, g_memdup2(&report, sizeof(report)));
}

/* Reports whose claim came, went or changed hands: a claim is no event, but it decides the turn. */
static void want_claimed(GHashTable *ids, const GPtrArray *one, const GPtrArray *other)
{
	for (guint i = 0; i < one->len; i++) {
		const struct claim *claim = g_ptr_array_index(one, i);
		bool same = false;

		for (guint j = 0; j < other->len && !same; j++) {
			const struct claim *there = g_ptr_array_index(other, j);

			same = there->report == claim->report && there->person == claim->person;
		}
		if (!same)
			want(ids, claim->report);
	}
}

/*
 * Rows that this batch does not bring but whose turn it may change: of those whose claim changed,
 * and of those whose older events arrive after the row, behind a first copy.
 */
static bool add_touched(struct ground *ground, struct changes *changes, struct err *err)
{
	g_autoptr(GPtrArray) before = mirror_claims(ground->writer, err);
	g_autoptr(GHashTable)
	    ids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(int64_t));

	if (!before)
		return false;
	if (changes->claims) {
		want_claimed(ids, before, changes->claims);
		want_claimed(ids, changes->claims, before);
	}
	for (guint i = 0; i < changes->events->len; i++)
		want(ids, ((const struct event *)g_ptr_array_index(changes->events, i))->report);
	for (guint i = 0; i < changes->reports->len; i++)
		g_hash_table_remove(
		    ids, &((struct report *)g_ptr_array_index(changes->reports, i))->id);
	GHashTableIter iter;
	void *key;
	g_hash_table_iter_init(&iter, ids);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		g_array_append_vals(list, key, 1);
	g_autoptr(GPtrArray) rows = mirror_rows(
	    ground->writer, (const int64_t *)(const void *)list->data, list->len, err);
	for (guint i = 0; rows && i < rows->len; i++) {
		const struct row *row = g_ptr_array_index(rows, i);

		if (turn_may_differ(row->report))
			g_ptr_array_add(changes->reports, report_copy(row->report));
	}
	return rows != NULL;
}

bool settle_take(
    struct ground *ground, struct changes *changes, int64_t state, bool *overtaken, struct err *err)
{
	struct err why = {0};

	*overtaken = false;
	changes->state = state;
	changes->read_ms = clock_wall_ms(&ground->clock);
	if (!add_touched(ground, changes, err) || !settle(ground, changes, err))
		return false;
	if (mirror_take(ground->writer, changes, &why))
		return true;
	*overtaken = why.kind == ERR_BUSY && why.code == MIRROR_OVERTAKEN;
	if (!*overtaken)
		*err = why;
	return *overtaken;
}
