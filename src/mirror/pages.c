/* Pages by key: each stretch of an index gives its best rows, the best of all are the page. */
#include "mirror/pages.h"

#include "mirror/columns.h"
#include "mirror/plan.h"

/* What one page asks. */
struct want {
	const struct query *query;
	const struct report *from;
	enum page_way way;
	int limit;
	int64_t lowest; /* the range of events that is held and verified */
	int64_t newest;
};

static void row_free(struct row *row)
{
	if (!row)
		return;
	report_free(row->report);
	g_free(row->claimed_desk);
	g_free(row);
}

static GPtrArray *rows_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
}

void book_page_clear(struct book_page *page)
{
	if (page->rows)
		g_ptr_array_free(page->rows, TRUE);
	report_free(page->resume);
	*page = (struct book_page){0};
}

static struct row *take_row(struct probe *probe, const struct want *want)
{
	struct row *row = g_new0(struct row, 1);

	row->report = columns_report(probe);
	row->kept = probe_get_int(probe);
	int64_t first = probe_get_int(probe);
	row->checked = first > 0 && first >= want->lowest && row->report->seq <= want->newest;
	row->claimed_by = probe_get_int(probe);
	row->claimed_desk = probe_get_text(probe);
	return row;
}

static bool read_range(struct mirror *mirror, struct want *want, struct err *err)
{
	return local_int(
		   mirror, "SELECT value FROM mark WHERE name = 'lowest'", 0, &want->lowest, err) &&
	       local_int(
		   mirror, "SELECT value FROM mark WHERE name = 'newest'", 0, &want->newest, err);
}

/* The statement of a page along one lane; path_from's WHERE is followed by all conditions. */
static void page_clause(
    struct clause *clause, const struct want *want, const struct plan *plan, const int64_t *lane)
{
	bool is_down = want->query->reversed != (want->way == PAGE_BEFORE);
	g_autoptr(GString) from = g_string_new(NULL);

	clause_init(clause);
	clause_add(clause, "SELECT " ROW_COLUMNS);
	size_t at = clause->sql->len;
	path_from(clause, plan->path, want->query, lane);
	/* The join goes between FROM and WHERE. */
	g_string_assign(from, clause->sql->str + at);
	g_string_replace(from, " WHERE ", " LEFT JOIN claim ON claim.report = report.id WHERE ", 1);
	g_string_truncate(clause->sql, at);
	g_string_append(clause->sql, from->str);
	if (plan->path == PATH_WALK)
		clause_add(clause, " AND at(report.id)");
	if (!want->from || !is_down)
		path_bound(clause, plan->path, want->query);
	clause_conditions(clause, want->query);
	if (want->from)
		plan_begin(clause, want->query, want->from, is_down, want->way == PAGE_FROM);
	plan_order(clause, want->query, is_down, want->limit + 1);
}

static bool read_lane(struct mirror *mirror, const struct want *want, const struct plan *plan,
    const int64_t *lane, struct book_page *page, struct err *err)
{
	struct clause clause;

	page_clause(&clause, want, plan, lane);
	struct probe *probe = clause_ask(mirror, &clause);
	while (probe_row(probe))
		g_ptr_array_add(page->rows, take_row(probe, want));
	if (probe_was_late(probe))
		page->partial = true;
	clause_clear(&clause);
	return probe_end(probe, err);
}

static int by_order(const void *a, const void *b, void *of)
{
	const struct want *want = of;
	const struct row *one = *(struct row *const *)a;
	const struct row *other = *(struct row *const *)b;
	int order = columns_compare(want->query, one->report, other->report);

	return want->way == PAGE_BEFORE ? -order : order;
}

static void turn_round(GPtrArray *rows)
{
	for (guint i = 0; i < rows->len / 2; i++) {
		void *other = rows->pdata[rows->len - 1 - i];

		rows->pdata[rows->len - 1 - i] = rows->pdata[i];
		rows->pdata[i] = other;
	}
}

static bool read_lanes(struct mirror *mirror, const struct want *want, const struct plan *plan,
    struct book_page *page, struct err *err)
{
	if (!plan->lanes)
		return read_lane(mirror, want, plan, NULL, page, err);
	for (guint i = 0; i < plan->lanes->len; i++) {
		if (!read_lane(
			mirror, want, plan, &g_array_index(plan->lanes, int64_t, i), page, err))
			return false;
	}
	if (plan->lanes->len > 1)
		g_ptr_array_sort_with_data(page->rows, by_order, (void *)(uintptr_t)want);
	return true;
}

/* A walk whose time was up goes on behind the last row that was judged. */
static bool find_resume(
    struct mirror *mirror, const struct want *want, struct book_page *page, struct err *err)
{
	const struct row *end = page->rows->len ? g_ptr_array_index(page->rows, page->rows->len - 1)
						: NULL;
	int64_t last = mirror->scan.before_last;

	/* What came out was judged to its end, even where the scan had not gone on from it. */
	if (end && end->report->id == mirror->scan.last)
		last = mirror->scan.last;
	GPtrArray *rows = last ? mirror_rows(mirror, &last, 1, err) : NULL;

	if (last && !rows)
		return false;
	const struct row *row = rows && rows->len ? g_ptr_array_index(rows, 0) : NULL;
	if (row)
		page->resume = report_copy(row->report);
	else if (want->from)
		page->resume = report_copy(want->from);
	if (rows)
		g_ptr_array_free(rows, TRUE);
	return true;
}

bool mirror_page(struct mirror *mirror, const struct query *query, const struct report *from,
    enum page_way way, int limit, struct book_page *page, struct err *err)
{
	struct want want = {.query = query, .from = from, .way = way, .limit = limit};
	struct plan plan = {0};

	*page = (struct book_page){.rows = rows_new()};
	bool good = read_range(mirror, &want, err) && plan_make(mirror, query, false, &plan, err);
	if (good) {
		local_patience(mirror, plan.path == PATH_WALK ? mirror->patience_ms : 0);
		good = read_lanes(mirror, &want, &plan, page, err);
		struct scan scan = mirror->scan;
		local_patience(mirror, 0);
		mirror->scan = scan;
	}
	if (good && page->rows->len > (guint)limit) {
		page->more = true;
		g_ptr_array_set_size(page->rows, limit);
		page->partial = false;
	}
	if (good && page->partial)
		good = find_resume(mirror, &want, page, err);
	if (way == PAGE_BEFORE)
		turn_round(page->rows);
	plan_clear(&plan);
	if (!good)
		book_page_clear(page);
	return good;
}

GPtrArray *mirror_rows(struct mirror *mirror, const int64_t *ids, size_t count, struct err *err)
{
	struct want want = {0};
	GPtrArray *rows = rows_new();
	bool good = read_range(mirror, &want, err);

	for (size_t i = 0; good && i < count; i++) {
		struct probe *probe = probe_begin(mirror,
		    "SELECT " ROW_COLUMNS " FROM report LEFT JOIN claim "
		    "ON claim.report = report.id WHERE report.id = ?");

		probe_int(probe, ids[i]);
		if (probe_row(probe))
			g_ptr_array_add(rows, take_row(probe, &want));
		good = probe_end(probe, err);
	}
	if (good)
		return rows;
	g_ptr_array_free(rows, TRUE);
	return NULL;
}
