/* Pages of the trail, newest first by seq and then turned round; bounded like every scan. */
#include "mirror/trail.h"

#include "mirror/clause.h"
#include "mirror/columns.h"
#include "mirror/grams.h"

void trail_page_clear(struct trail_page *page)
{
	if (page->events)
		g_ptr_array_free(page->events, TRUE);
	*page = (struct trail_page){0};
}

/* The narrowest index that serves: a report has dozens of events, a person thousands. */
static void add_from(struct clause *clause, const struct trail_query *query)
{
	clause_add(clause, "SELECT " EVENT_COLUMNS " FROM event ");
	if (query->report) {
		clause_add(clause, "INDEXED BY event_report WHERE event.report = ");
		clause_int(clause, query->report);
	} else if (query->kind) {
		clause_add(clause, "INDEXED BY event_kind WHERE event.kind = ");
		clause_text(clause, query->kind);
	} else if (query->person) {
		clause_add(clause, "INDEXED BY event_person WHERE event.person = ");
		clause_int(clause, query->person);
	} else {
		clause_add(clause, "NOT INDEXED WHERE event.seq > 0");
	}
	clause_add(clause, " AND at(event.seq)");
}

static void add_words(struct clause *clause, const char *words)
{
	static const char *const columns[] = {"words", "person_name", "reason", "detail"};
	g_autofree char *folded = grams_fold_text(words);

	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
		clause_add(clause, i ? " OR has(" : " AND (has(");
		clause_text(clause, folded);
		g_string_append_printf(clause->sql, ", event.%s)", columns[i]);
	}
	clause_add(clause, ")");
}

static void add_conditions(struct clause *clause, const struct trail_query *query)
{
	if (query->report && query->kind) {
		clause_add(clause, " AND event.kind = ");
		clause_text(clause, query->kind);
	}
	if ((query->report || query->kind) && query->person) {
		clause_add(clause, " AND event.person = ");
		clause_int(clause, query->person);
	}
	if (query->from_ms) {
		clause_add(clause, " AND event.at_ms >= ");
		clause_int(clause, query->from_ms);
	}
	if (query->to_ms) {
		clause_add(clause, " AND event.at_ms < ");
		clause_int(clause, query->to_ms);
	}
	if (query->words && *query->words)
		add_words(clause, query->words);
}

static void turn_round(GPtrArray *events)
{
	for (guint i = 0; i < events->len / 2; i++) {
		void *other = events->pdata[events->len - 1 - i];

		events->pdata[events->len - 1 - i] = events->pdata[i];
		events->pdata[i] = other;
	}
}

/* Where to go on: what at() saw last comes again, unless it has come out of the statement. */
static int64_t resume_of(
    const struct mirror *mirror, const struct trail_page *page, bool is_down, int64_t bound)
{
	int64_t last = mirror->scan.last;
	const struct event *end = page->events->len
				      ? g_ptr_array_index(page->events, page->events->len - 1)
				      : NULL;

	if (!last)
		return bound;
	if (end && end->seq == last)
		return last;
	return is_down ? last + 1 : last - 1;
}

static bool read_page(struct mirror *mirror, const struct trail_query *query, bool is_down,
    int64_t bound, int limit, struct trail_page *page, struct err *err)
{
	struct clause clause;

	*page = (struct trail_page){
	    .events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free)};
	clause_init(&clause);
	add_from(&clause, query);
	add_conditions(&clause, query);
	if (bound) {
		clause_add(&clause, is_down ? " AND event.seq < " : " AND event.seq > ");
		clause_int(&clause, bound);
	}
	g_string_append_printf(
	    clause.sql, " ORDER BY event.seq%s LIMIT %d", is_down ? " DESC" : "", limit + 1);

	local_patience(mirror, mirror->patience_ms);
	struct probe *probe = clause_ask(mirror, &clause);
	while (probe_row(probe))
		g_ptr_array_add(page->events, columns_event(probe));
	page->partial = probe_was_late(probe);
	page->resume = resume_of(mirror, page, is_down, bound);
	local_patience(mirror, 0);
	clause_clear(&clause);
	if (!probe_end(probe, err)) {
		trail_page_clear(page);
		return false;
	}
	if (page->events->len > (guint)limit) {
		page->more = true;
		page->partial = false;
		g_ptr_array_set_size(page->events, limit);
	}
	if (is_down)
		turn_round(page->events);
	return true;
}

bool mirror_trail(struct mirror *mirror, const struct trail_query *query, int64_t before, int limit,
    struct trail_page *page, struct err *err)
{
	return read_page(mirror, query, true, before, limit, page, err);
}

bool mirror_trail_after(struct mirror *mirror, const struct trail_query *query, int64_t after,
    int limit, struct trail_page *page, struct err *err)
{
	return read_page(mirror, query, false, after, limit, page, err);
}
