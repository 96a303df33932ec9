/* Reading the share's news into the mirror, with whose turn it is worked out on the way. */
#include "work/sync.h"

#include "base/lang.h"
#include "base/log.h"
#include "flow/turn.h"
#include "mirror/pages.h"
#include "mirror/read.h"
#include "mirror/take.h"
#include "share/changes.h"

#define EVENTS_A_SLICE 2000
#define REPORTS_A_SLICE 500
/* From so many missing events on, the newest reports come first. */
#define FIRST_COPY_EVENTS 20000

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
		struct err unknown = {0};
		bool known = mirror_read(ground->writer, report->id, &dossier, &unknown);

		if (!known && unknown.kind != ERR_INPUT) {
			*err = unknown;
			return false;
		}
		if (!dossier.trail)
			dossier.trail = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
		add_new_events(dossier.trail, changes, report->id);
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
	int64_t *key = g_new(int64_t, 1);

	*key = report;
	g_hash_table_add(ids, key);
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

/* States in which the turn hangs on the trail or on a claim, not on the row alone. */
static bool turn_may_differ(const struct report *report)
{
	return report->state == STATE_EDITING || report->state == STATE_REVIEW ||
	       report->state == STATE_SIGNING;
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

static bool take(struct ground *ground, struct changes *changes, struct err *err)
{
	changes->read_ms = clock_wall_ms(&ground->clock);
	return add_touched(ground, changes, err) && settle(ground, changes, err) &&
	       mirror_take(ground->writer, changes, err);
}

/* The share's newest never goes back, and what this desk saw stays in it (netdrive 5.8.5). */
static bool history_fails(struct ground *ground, struct err *err)
{
	if (err->kind == ERR_STALE || err->kind == ERR_DAMAGED)
		ground_stop(ground, err);
	return false;
}

/* Newest reports first, then the trail from its end to its beginning. */
static bool first_copy_slice(
    struct ground *ground, const struct mirror_marks *marks, bool *more, struct err *err)
{
	struct changes *changes = changes_new();
	int64_t last = marks->newest_seq ? marks->lowest_seq - 1 : marks->share_seq;
	bool good;

	if (marks->newest_seq && marks->reports_down_to != 1)
		good = changes_before(
		    ground->share, marks->reports_down_to, REPORTS_A_SLICE, changes, err);
	else
		good = changes_events(
		    ground->share, MAX(1, last - EVENTS_A_SLICE + 1), last, changes, err);
	good = good && take(ground, changes, err);
	changes_free(changes);
	*more = good;
	return good;
}

/* The very first page: people, settings and what came in last; the queue is usable with it. */
static bool first_page(struct ground *ground, struct mirror_marks *marks, struct err *err)
{
	struct changes *changes = changes_new();
	bool good = changes_before(ground->share, 0, REPORTS_A_SLICE, changes, err);
	bool large = good && changes->share_seq > FIRST_COPY_EVENTS;

	marks->share_seq = changes->share_seq;
	good = good && (!large || take(ground, changes, err));
	changes_free(changes);
	bool more;
	return good && (!large || first_copy_slice(ground, marks, &more, err));
}

static bool news_slice(struct ground *ground, const struct mirror_marks *marks, bool *news,
    bool *more, struct err *err)
{
	struct changes *changes = changes_new();
	bool good = changes_after(
	    ground->share, marks->newest_seq, marks->newest_digest, EVENTS_A_SLICE, changes, err);

	if (good && changes->share_seq < MAX(ground->own_seq, marks->newest_seq))
		good = err_fail(err, ERR_STALE,
		    _("events that this desk has seen are gone from the database: nothing is "
		      "written any more"));
	*news = good && changes->events->len > 0;
	*more = good && changes->last_seq && changes->last_seq < changes->share_seq;
	good = good && take(ground, changes, err);
	changes_free(changes);
	return good || history_fails(ground, err);
}

/*
 * Take one batch of what is new on the share into the mirror; *more says that there is more.
 * *news says that anything was stored. What was taken has been checked against its digests.
 * Errors: AWAY, BUSY; STALE or DAMAGED when the share's history is no longer the one that this desk
 * has seen: the ground is stopped then.
 */
static bool sync_slice(struct ground *ground, bool *news, bool *more, struct err *err)
{
	struct mirror_marks marks;

	*news = *more = false;
	if (!ground_ready(ground, err) || !mirror_marks(ground->writer, &marks, err))
		return false;
	if (!marks.newest_seq) {
		if (!first_page(ground, &marks, err) || !mirror_marks(ground->writer, &marks, err))
			return false;
		*news = true;
	}
	bool copying = marks.newest_seq && marks.lowest_seq > 1;
	bool fresh = false;
	if (!news_slice(ground, &marks, &fresh, more, err))
		return false;
	*news = *news || fresh;
	ground->behind = *more || copying;
	if (*more || !copying)
		return true;
	/* The news are in: one more slice of the first copy, behind whatever somebody waits for. */
	*news = true;
	return first_copy_slice(ground, &marks, more, err) || history_fails(ground, err);
}

bool sync_news(struct ground *ground, struct err *err)
{
	struct mirror_marks marks;
	bool fresh;
	bool more = true;

	while (more) {
		if (!ground_ready(ground, err) || !mirror_marks(ground->writer, &marks, err))
			return false;
		if (!marks.newest_seq)
			return sync_all(ground, err);
		if (!news_slice(ground, &marks, &fresh, &more, err))
			return false;
	}
	return true;
}

bool sync_first(struct ground *ground, struct err *err)
{
	struct mirror_marks marks;
	bool news, more;

	if (!mirror_marks(ground->writer, &marks, err))
		return false;
	return marks.newest_seq || sync_slice(ground, &news, &more, err);
}

bool sync_all(struct ground *ground, struct err *err)
{
	bool news, more;

	do {
		if (!sync_slice(ground, &news, &more, err))
			return false;
	} while (more);
	return true;
}

/* How far the first copy has come, for whoever waits for it. */
static void note_progress(struct ground *ground, struct job *job)
{
	struct mirror_marks marks;
	struct err none = {0};

	if (!mirror_marks(ground->writer, &marks, &none) || marks.whole)
		return;
	atomic_store(&job->all, (int)MIN(marks.share_seq, INT_MAX));
	atomic_store(&job->done, (int)MIN(marks.newest_seq - marks.lowest_seq, INT_MAX));
}

static bool look(struct ground *ground, struct job *job)
{
	struct sync_found *body = job->body;
	int64_t began = clock_mono_ms();
	bool changed = true;
	bool news = false;
	bool more = false;

	if (ground->stopped) {
		job->err = ground->why_stopped;
		return false;
	}
	if (body->eager)
		ground->retry_ms = 0;
	if (!ground_ready(ground, &job->err))
		return false;
	/* A copy that was broken off, or has more to come, goes on whether anybody wrote or not. */
	if (!ground->behind && !share_changed(ground->share, &changed, &job->err))
		return false;
	if (changed && !sync_slice(ground, &news, &more, &job->err))
		return false;
	if (more)
		note_progress(ground, job);
	body->news = body->news || news;
	body->took_ms = clock_mono_ms() - began;
	return more;
}

static const struct job_kind look_kind = {
    .name = "look", .lane = JOB_BACK, .run = look, .free_body = g_free};

struct job *sync_look_job(job_home *home)
{
	struct job *job = job_new(&look_kind, g_new0(struct sync_found, 1), home);

	job->key = 1; /* one look at a time */
	return job;
}
