/* Which way to a query's rows: the few of an index, or the list's own order. */
#include "mirror/clause.h"

#include "mirror/columns.h"
#include "mirror/grams.h"

static bool is_of_words(const struct query_term *term)
{
	return !term->inverted && (term->field == FIELD_WORDS || term->field == FIELD_TITLE ||
				      term->field == FIELD_WRITER || term->field == FIELD_UNIT ||
				      term->field == FIELD_NUMBER);
}

static bool has_term(const struct query *query, bool (*fits)(const struct query_term *term))
{
	for (guint i = 0; query->terms && i < query->terms->len; i++) {
		if (fits(g_ptr_array_index(query->terms, i)))
			return true;
	}
	return false;
}

static bool is_of_time(const struct query_term *term)
{
	return !term->inverted && (term->field == FIELD_OVERDUE || term->field == FIELD_TODAY);
}

static bool is_no_state(const struct query_term *term)
{
	return term->field != FIELD_STATE;
}

bool path_serves(enum path path, const struct query *query)
{
	switch (path) {
	case PATH_TURN:
		return query->view == VIEW_TURN;
	case PATH_POOL:
		return query->view == VIEW_POOL;
	case PATH_KEPT:
		return query->view == VIEW_KEPT;
	case PATH_STATE:
		return clause_states(query) != 0;
	case PATH_DUE:
		return query->view == VIEW_OVERDUE || query->view == VIEW_TODAY ||
		       has_term(query, is_of_time);
	case PATH_MINE:
		return query->view == VIEW_MINE;
	case PATH_WORDS:
		return has_term(query, is_of_words);
	default:
		return true;
	}
}

/* What the index of heads is asked: every positive part, alternatives in brackets. */
static char *match_of(const struct query *query)
{
	GString *match = g_string_new(NULL);

	for (guint i = 0; i < query->terms->len; i++) {
		const struct query_term *term = g_ptr_array_index(query->terms, i);

		if (!is_of_words(term))
			continue;
		g_string_append(match, match->len ? " AND (" : "(");
		for (guint t = 0; t < term->texts->len; t++) {
			g_string_append(match, t ? " OR (" : "(");
			grams_match(match, g_ptr_array_index(term->texts, t));
			g_string_append_c(match, ')');
		}
		g_string_append_c(match, ')');
	}
	return g_string_free(match, FALSE);
}

/* The latest time that a positive wish about time leaves possible. */
static int64_t due_bound(const struct query *query)
{
	int64_t bound = INT64_MAX;

	if (query->view == VIEW_OVERDUE)
		bound = query->now_ms;
	if (query->view == VIEW_TODAY)
		bound = query->day_end_ms;
	for (guint i = 0; query->terms && i < query->terms->len; i++) {
		const struct query_term *term = g_ptr_array_index(query->terms, i);

		if (is_of_time(term))
			bound = MIN(bound,
			    term->field == FIELD_OVERDUE ? query->now_ms : query->day_end_ms);
	}
	return bound;
}

void path_from(
    struct clause *clause, enum path path, const struct query *query, const int64_t *lane)
{
	g_autofree char *match = NULL;
	const char *column = NULL;

	switch (path) {
	case PATH_TURN:
		clause_add(
		    clause, " FROM report INDEXED BY report_turn WHERE report.turn_person > 0");
		column = "turn_person";
		break;
	case PATH_POOL:
		clause_add(clause, " FROM report INDEXED BY report_pool "
				   "WHERE report.turn_person = 0 AND report.rank < 3");
		column = "turn_roles";
		break;
	case PATH_KEPT:
		clause_add(clause, " FROM report INDEXED BY report_kept WHERE report.kept = 1");
		break;
	case PATH_STATE:
		clause_add(clause, " FROM report INDEXED BY report_state WHERE 1");
		column = "state";
		break;
	case PATH_DUE:
		clause_add(clause, " FROM report INDEXED BY report_due "
				   "WHERE report.due_ms > 0 AND report.due_ms < ");
		clause_int(clause, due_bound(query));
		break;
	case PATH_MINE:
		clause_add(clause,
		    " FROM acted AS mine CROSS JOIN report ON report.id = mine.report "
		    "WHERE mine.person = ");
		clause_int(clause, query->me);
		break;
	case PATH_WORDS:
		match = match_of(query);
		clause_add(clause, " FROM head_gram CROSS JOIN report "
				   "ON report.id = head_gram.rowid WHERE head_gram MATCH ");
		clause_text(clause, match);
		break;
	case PATH_WALK:
		g_string_append_printf(
		    clause->sql, " FROM report INDEXED BY %s WHERE 1", columns_index(query->sort));
		break;
	}
	if (lane && column) {
		g_string_append_printf(clause->sql, " AND report.%s = ", column);
		clause_int(clause, *lane);
	}
}

void path_bound(struct clause *clause, enum path path, const struct query *query)
{
	if (path != PATH_WALK || query->sort != SORT_QUEUE)
		return;
	if (query->view == VIEW_URGENT)
		clause_add(clause, " AND report.rank < 2"); /* RANK_PLAIN */
	else if (path_serves(PATH_DUE, query))
		clause_add(clause, " AND report.rank < 3"); /* RANK_NOBODY */
}

/* The sets of roles that wait for somebody, each found by one step into the index. */
static bool pool_lanes(
    struct mirror *mirror, const struct query *query, GArray *lanes, struct err *err)
{
	for (int64_t last = 0;;) {
		struct probe *probe = probe_begin(mirror,
		    "SELECT turn_roles FROM report INDEXED BY report_pool "
		    "WHERE turn_person = 0 AND rank < 3 AND turn_roles > ? "
		    "ORDER BY turn_roles LIMIT 1");

		probe_int(probe, last);
		bool found = probe_row(probe);
		if (found)
			last = probe_get_int(probe);
		if (!probe_end(probe, err))
			return false;
		if (!found)
			return true;
		if ((unsigned)last & query->roles)
			g_array_append_val(lanes, last);
	}
}

bool path_lanes(struct mirror *mirror, enum path path, const struct query *query, GArray *lanes,
    struct err *err)
{
	unsigned states = clause_states(query);
	int64_t lane = path == PATH_TURN ? query->me : 0;

	if (path == PATH_POOL)
		return pool_lanes(mirror, query, lanes, err);
	if (path != PATH_STATE) {
		g_array_append_val(lanes, lane);
		return true;
	}
	for (lane = 0; lane < STATE_COUNT; lane++) {
		if (states & 1u << lane)
			g_array_append_val(lanes, lane);
	}
	return true;
}

bool path_is_all(enum path path, const struct query *query)
{
	bool is_of_states_only = !has_term(query, is_no_state);
	unsigned states = clause_states(query);

	switch (path) {
	case PATH_TURN:
	case PATH_POOL:
	case PATH_KEPT:
		return is_of_states_only && !states;
	case PATH_STATE:
		return is_of_states_only && states &&
		       (query->view == VIEW_ALL || query->view == VIEW_RETURNED ||
			   query->view == VIEW_FEEDBACK);
	default:
		return false;
	}
}
