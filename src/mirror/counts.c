/* Counts of a query, and whether it has one report: the conditions of its pages. */
#include "mirror/pages.h"

#include "mirror/plan.h"

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

bool mirror_count(struct mirror *mirror, const struct query *query, int patience_ms,
    struct tally *tally, struct err *err)
{
	return count(mirror, query, NULL, patience_ms, tally, err);
}
