/* The plan of a query: the path of fewest rows, and where in its order a page begins. */
#include "mirror/plan.h"

#include "mirror/columns.h"

/*
 * Up to this many candidates are taken together and sorted for each page, a few milliseconds; more
 * are so dense in the list's own order that walking along it fills a page soon.
 */
#define COLLECT_MAX 2000

/* How many rows a path reaches, counted no further than it matters. */
static bool reaches(struct mirror *mirror, const struct query *query, enum path path,
    const GArray *lanes, int64_t *count, struct err *err)
{
	*count = 0;
	for (guint i = 0; i < lanes->len && *count <= COLLECT_MAX; i++) {
		struct clause clause;

		clause_init(&clause);
		clause_add(&clause, "SELECT count(*) FROM (SELECT 1");
		path_from(&clause, path, query, &g_array_index(lanes, int64_t, i));
		g_string_append_printf(clause.sql, " LIMIT %d)", COLLECT_MAX + 1);
		struct probe *probe = clause_ask(mirror, &clause);
		if (probe_row(probe))
			*count += probe_get_int(probe);
		clause_clear(&clause);
		if (!probe_end(probe, err))
			return false;
	}
	return true;
}

void plan_clear(struct plan *plan)
{
	if (plan->lanes)
		g_array_free(plan->lanes, TRUE);
	plan->lanes = NULL;
}

bool plan_make(struct mirror *mirror, const struct query *query, bool for_count, struct plan *plan,
    struct err *err)
{
	int64_t best = for_count ? INT64_MAX : COLLECT_MAX + 1;

	*plan = (struct plan){.path = PATH_WALK, .in_order = true};
	for (int path = 0; path < PATH_WALK; path++) {
		if (!path_serves((enum path)path, query))
			continue;
		GArray *lanes = g_array_new(FALSE, FALSE, sizeof(int64_t));
		int64_t count = 0;
		bool is_all = path_is_all((enum path)path, query);
		bool in_order = is_all && (for_count || query->sort == SORT_QUEUE);
		bool good = path_lanes(mirror, (enum path)path, query, lanes, err);

		if (good && !in_order)
			good = reaches(mirror, query, (enum path)path, lanes, &count, err);
		if (!good || (!in_order && count >= best)) {
			g_array_free(lanes, TRUE);
			if (!good)
				return false;
			continue;
		}
		plan_clear(plan);
		*plan = (struct plan){(enum path)path, in_order, lanes};
		best = count;
		if (in_order)
			break;
	}
	return true;
}

static void add_keys(struct clause *clause, const struct query *query)
{
	const char *key;

	for (int at = 0; (key = columns_key_name(query->sort, at)); at++)
		g_string_append_printf(clause->sql, "report.%s, ", key);
	clause_add(clause, "report.tie");
}

void plan_begin(struct clause *clause, const struct query *query, const struct report *from,
    bool is_down, bool with_it)
{
	clause_add(clause, " AND (");
	add_keys(clause, query);
	clause_add(clause, is_down ? ") <" : ") >");
	clause_add(clause, with_it ? "= (" : " (");
	for (int at = 0; columns_key_name(query->sort, at); at++) {
		int64_t key;

		if (columns_key_int(query->sort, at, from, &key))
			clause_int(clause, key);
		else
			clause_text(clause, columns_key_text(query->sort, at, from));
		clause_add(clause, ", ");
	}
	clause_int(clause, from->id);
	clause_add(clause, ")");
}

void plan_order(struct clause *clause, const struct query *query, bool is_down, int limit)
{
	const char *key;

	clause_add(clause, " ORDER BY ");
	for (int at = 0; (key = columns_key_name(query->sort, at)); at++)
		g_string_append_printf(clause->sql, "report.%s%s, ", key, is_down ? " DESC" : "");
	g_string_append_printf(clause->sql, "report.tie%s LIMIT %d", is_down ? " DESC" : "", limit);
}
