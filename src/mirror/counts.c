/* Counts of a query, and whether it has one report: the conditions of its pages. */
#include "mirror/pages.h"

#include "mirror/plan.h"

#define COUNTS_KEPT 16 /* lists change, the day goes on: their counts must not pile up */

bool mirror_matches(struct mirror *mirror, const struct query *query, int64_t report, bool *it_does,
    struct err *err)
{
	struct clause clause;

	clause_init(&clause);
	clause_add(&clause, "SELECT 1 FROM report WHERE report.id = ");
	clause_int(&clause, report);
	clause_conditions(&clause, query);
	struct probe *probe = clause_ask(mirror, &clause);
	*it_does = probe_row(probe);
	clause_clear(&clause);
	return probe_end(probe, err);
}

static bool count_lane(struct mirror *mirror, const struct query *query, const struct plan *plan,
    const int64_t *lane, const struct report *before, struct tally *tally, struct err *err)
{
	struct clause clause;

	clause_init(&clause);
	/* at() sees each row that is counted: what it saw stands even when the time is up. */
	clause_add(&clause, "SELECT count(at(report.id))");
	path_from(&clause, plan->path, query, lane);
	if (!before || query->reversed)
		path_bound(&clause, plan->path, query);
	clause_conditions(&clause, query);
	if (before)
		plan_begin(&clause, query, before, !query->reversed, false);
	mirror->scan.steps = 0;
	struct probe *probe = clause_ask(mirror, &clause);
	probe_row(probe);
	tally->count += mirror->scan.steps;
	tally->more = tally->more || probe_was_late(probe);
	clause_clear(&clause);
	return probe_end(probe, err);
}

static bool asks_nothing(const struct query *query)
{
	return query->view == VIEW_ALL && !query->states &&
	       (!query->terms || query->terms->len == 0);
}

static bool count(struct mirror *mirror, const struct query *query, const struct report *before,
    int patience_ms, struct tally *tally, struct err *err)
{
	struct plan plan = {0};

	*tally = (struct tally){0};
	if (!before && asks_nothing(query)) /* SQLite counts a whole tree by its pages */
		return local_int(mirror, "SELECT count(*) FROM report", 0, &tally->count, err);
	bool good = plan_make(mirror, query, true, &plan, err);
	local_patience(mirror, patience_ms);
	if (good && !plan.lanes)
		good = count_lane(mirror, query, &plan, NULL, before, tally, err);
	for (guint i = 0; good && plan.lanes && i < plan.lanes->len && !tally->more; i++)
		good = count_lane(mirror, query, &plan, &g_array_index(plan.lanes, int64_t, i),
		    before, tally, err);
	local_patience(mirror, 0);
	plan_clear(&plan);
	return good;
}

static bool depends_on_time(const struct query *query)
{
	bool it_does = query->view == VIEW_OVERDUE || query->view == VIEW_TODAY;

	for (guint i = 0; query->terms && i < query->terms->len; i++) {
		const struct query_term *term = g_ptr_array_index(query->terms, i);

		it_does = it_does || term->field == FIELD_OVERDUE || term->field == FIELD_TODAY;
	}
	return it_does;
}

/* All that a count depends on besides the rows, as text; not the order, which changes no count. */
static char *count_key(const struct query *query)
{
	GString *key = g_string_new(NULL);

	g_string_append_printf(key, "%d %u %" G_GINT64_FORMAT " %u", query->view, query->states,
	    query->me, query->roles);
	if (depends_on_time(query))
		g_string_append_printf(key, " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
		    query->now_ms, query->day_end_ms);
	for (guint i = 0; query->terms && i < query->terms->len; i++) {
		const struct query_term *term = g_ptr_array_index(query->terms, i);

		g_string_append_printf(key, "\n%d %d %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
		    term->field, term->inverted, term->bits, term->least, term->most);
		for (guint k = 0; k < term->texts->len; k++)
			g_string_append_printf(
			    key, "\t%s", (const char *)g_ptr_array_index(term->texts, k));
	}
	return g_string_free(key, FALSE);
}

/* Counts of rows that may have been written since are worth nothing. */
static bool forget_old_counts(struct mirror *mirror, struct err *err)
{
	int64_t version = 0, own = local_total_changes(mirror);

	if (!local_int(mirror, "PRAGMA data_version", 0, &version, err))
		return false;
	if (version != mirror->counts_version || own != mirror->counts_own ||
	    g_hash_table_size(mirror->counts) >= COUNTS_KEPT)
		g_hash_table_remove_all(mirror->counts);
	mirror->counts_version = version;
	mirror->counts_own = own;
	return true;
}

bool mirror_count(struct mirror *mirror, const struct query *query, int patience_ms,
    struct tally *tally, struct err *err)
{
	if (!forget_old_counts(mirror, err))
		return false;
	g_autofree char *key = count_key(query);
	const struct tally *kept = g_hash_table_lookup(mirror->counts, key);
	if (kept) {
		*tally = *kept;
		return true;
	}
	if (!count(mirror, query, NULL, patience_ms, tally, err))
		return false;
	g_hash_table_insert(
	    mirror->counts, g_steal_pointer(&key), g_memdup2(tally, sizeof(*tally)));
	return true;
}
