/* Reports on their way through a replay: begun, found again, added up, compared with their rows. */
#include "share/replay_case.h"

#include "base/lang.h"
#include "share/audit.h"
#include "share/fold.h"
#include "share/reports.h"
#include "share/revisions.h"

static void event_free_item(void *item)
{
	event_free(item);
}

static void revision_free_item(void *item)
{
	revision_free(item);
}

static struct replayed *replayed_new(void)
{
	struct replayed *replayed = g_new0(struct replayed, 1);

	replayed->trail = g_ptr_array_new_with_free_func(event_free_item);
	replayed->revisions = g_ptr_array_new_with_free_func(revision_free_item);
	return replayed;
}

void replayed_free(void *item)
{
	struct replayed *replayed = item;

	report_free(replayed->row);
	g_ptr_array_free(replayed->trail, TRUE);
	g_ptr_array_free(replayed->revisions, TRUE);
	g_free(replayed);
}

/* What no rule asks for need not stay in memory until the report is done. */
static void slim(struct event *event)
{
	char **const fields[] = {&event->uid, &event->program, &event->words, &event->key,
	    &event->prev, &event->digest, &event->signature, &event->person_name};

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_free(*fields[i]);
		*fields[i] = NULL;
	}
}

static void keep(struct replay *replay, int64_t id, struct replayed *replayed)
{
	g_hash_table_insert(replay->cases, g_memdup2(&id, sizeof(id)), replayed);
}

static bool row_seq(struct replay *replay, int64_t id, int64_t *seq, struct err *err)
{
	struct sql *sql = sql_ask(replay->db, "SELECT seq FROM report WHERE id = ?1");

	sql_int(sql, 1, id);
	*seq = sql_row(sql) ? sql_get_int(sql, 0) : 0;
	return sql_end(sql, err);
}

static void add_up(struct replayed *replayed, const struct event *event, struct revision *text)
{
	if (!replayed->row)
		replayed->row = report_new();
	fold_event(replayed->row, replayed->trail, event);
	if (text) {
		report_take_head(replayed->row, text);
		revision_set(&text->body, NULL);
		g_ptr_array_add(replayed->revisions, text);
	}
}

/* A report that was done with, and that somebody went on with while the file was being read. */
static struct replayed *revive(struct replay *replay, int64_t id, int64_t before, struct err *err)
{
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func(event_free_item);
	g_autoptr(GPtrArray) heads = g_ptr_array_new_with_free_func(revision_free_item);
	struct replayed *replayed = NULL;

	if (!audit_of_report(replay->db, id, events, err) ||
	    !revisions_heads(replay->db, id, heads, err))
		return NULL;
	for (guint i = 0; i < events->len; i++) {
		struct event *event = g_ptr_array_index(events, i);
		struct revision *text = NULL;

		if (event->seq >= before)
			break;
		for (guint j = 0; j < heads->len && !text; j++) {
			const struct revision *head = g_ptr_array_index(heads, j);

			if (head->seq == event->seq)
				text = revision_copy(head);
		}
		if (!replayed)
			replayed = replayed_new();
		event = event_copy(event);
		g_ptr_array_add(replayed->trail, event);
		add_up(replayed, event, text);
		slim(event);
	}
	if (replayed)
		keep(replay, id, replayed);
	return replayed;
}

/* The case of a report that has begun, wherever it is; NULL without an error when there is none. */
struct replayed *replayed_find(struct replay *replay, int64_t id, int64_t before, struct err *err)
{
	struct replayed *replayed = g_hash_table_lookup(replay->cases, &id);

	if (!replayed && id > 0 && id <= replay->reports)
		replayed = revive(replay, id, before, err);
	return replayed;
}

/* The case of an event; NULL with an error set where there can be none. */
struct replayed *replayed_of(
    struct replay *replay, const struct event *event, bool is_birth, struct err *err)
{
	struct replayed *replayed;

	if (!is_birth) {
		replayed = replayed_find(replay, event->report, event->seq, err);
		if (!replayed && err->kind == ERR_NONE)
			blame(err, event, _("is of report %lld, which never came in"),
			    (long long)event->report);
		return replayed;
	}
	if (event->report != replay->reports + 1) {
		blame(err, event, _("begins report %lld out of turn"), (long long)event->report);
		return NULL;
	}
	replay->reports++;
	replayed = replayed_new();
	keep(replay, event->report, replayed);
	return row_seq(replay, event->report, &replayed->last_seq, err) ? replayed : NULL;
}

void replayed_take(struct replayed *replayed, struct event *event, struct revision *text)
{
	g_ptr_array_add(replayed->trail, event);
	add_up(replayed, event, text);
	slim(event);
}

/* After its last event a report's row must be what they add up to; then it may be forgotten. */
bool replayed_compare(
    struct replay *replay, struct replayed *replayed, const struct event *event, struct err *err)
{
	struct report *stored = NULL;
	const char *what;

	if (event->seq < replayed->last_seq)
		return true;
	if (!reports_by_id(replay->db, event->report, &stored, err))
		return false;
	bool good = true;
	if (!stored)
		good = err_fail(
		    err, ERR_DAMAGED, _("the row of report %s is missing"), replayed->row->number);
	else if (stored->seq > event->seq)
		replayed->last_seq = stored->seq; /* somebody went on meanwhile, or it was forged */
	else if (stored->state != replayed->row->state)
		good = err_fail(err, ERR_DAMAGED,
		    _("the row of report %s says %s, but its events add up to %s"),
		    replayed->row->number, state_words(stored->state),
		    state_words(replayed->row->state));
	else if (!fold_same(stored, replayed->row, &what))
		good = err_fail(err, ERR_DAMAGED,
		    _("the row of report %s is not what its events add up to (%s)"),
		    replayed->row->number, what);
	else
		g_hash_table_remove(replay->cases, &event->report);
	report_free(stored);
	return good;
}
