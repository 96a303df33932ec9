/* Conditions of a query, written once for pages, counts and single rows.
 *
 * Each column has a plus in front: SQLite then judges by it and does not seek by it. Which way
 * leads to the rows is path.c's to say, and a list goes on by its key alone; two bounds on one
 * index would leave the choice to SQLite.
 */
#include "mirror/clause.h"

struct value {
	char *text; /* NULL: a number */
	int64_t number;
};

static void value_free(void *item)
{
	struct value *value = item;

	g_free(value->text);
	g_free(value);
}

void clause_init(struct clause *clause)
{
	clause->sql = g_string_new(NULL);
	clause->values = g_ptr_array_new_with_free_func(value_free);
}

void clause_clear(struct clause *clause)
{
	g_string_free(clause->sql, TRUE);
	g_ptr_array_free(clause->values, TRUE);
}

void clause_add(struct clause *clause, const char *sql)
{
	g_string_append(clause->sql, sql);
}

static void add_value(struct clause *clause, const char *text, int64_t number)
{
	struct value *value = g_new(struct value, 1);

	value->text = g_strdup(text);
	value->number = number;
	g_ptr_array_add(clause->values, value);
	g_string_append_c(clause->sql, '?');
}

void clause_int(struct clause *clause, int64_t value)
{
	add_value(clause, NULL, value);
}

void clause_text(struct clause *clause, const char *value)
{
	add_value(clause, value, 0);
}

struct probe *clause_ask(struct mirror *mirror, const struct clause *clause)
{
	struct probe *probe = probe_begin(mirror, clause->sql->str);

	for (guint i = 0; i < clause->values->len; i++) {
		const struct value *value = g_ptr_array_index(clause->values, i);

		if (value->text)
			probe_text(probe, value->text);
		else
			probe_int(probe, value->number);
	}
	return probe;
}

/* A set of enum values, written out: they come from tables, never from a person. */
static void add_set(struct clause *clause, const char *column, unsigned bits)
{
	const char *between = "";

	g_string_append_printf(clause->sql, "%s IN (", column);
	for (int i = 0; i < 32; i++) {
		if (bits & 1u << i) {
			g_string_append_printf(clause->sql, "%s%d", between, i);
			between = ",";
		}
	}
	g_string_append_c(clause->sql, ')');
}

static void add_overdue(struct clause *clause, const struct query *query)
{
	clause_add(clause, "(+report.rank < 3 AND +report.due_ms > 0 AND +report.due_ms < ");
	clause_int(clause, query->now_ms);
	clause_add(clause, ")");
}

static void add_today(struct clause *clause, const struct query *query)
{
	clause_add(clause, "(+report.rank < 3 AND +report.due_ms > 0 AND +report.due_ms >= ");
	clause_int(clause, query->now_ms);
	clause_add(clause, " AND +report.due_ms < ");
	clause_int(clause, query->day_end_ms);
	clause_add(clause, ")");
}

static void add_view(struct clause *clause, const struct query *query)
{
	switch (query->view) {
	case VIEW_TURN:
		clause_add(clause, " AND +report.turn_person > 0 AND +report.turn_person = ");
		clause_int(clause, query->me);
		break;
	case VIEW_POOL:
		clause_add(clause, " AND +report.turn_person = 0 AND +report.rank < 3 AND "
				   "(report.turn_roles & ");
		clause_int(clause, query->roles);
		clause_add(clause, ") <> 0");
		break;
	case VIEW_URGENT:
		clause_add(clause, " AND +report.rank < 2"); /* RANK_PLAIN */
		break;
	case VIEW_OVERDUE:
		clause_add(clause, " AND ");
		add_overdue(clause, query);
		break;
	case VIEW_TODAY:
		clause_add(clause, " AND ");
		add_today(clause, query);
		break;
	case VIEW_MINE:
		clause_add(clause, " AND EXISTS (SELECT 1 FROM acted WHERE acted.person = ");
		clause_int(clause, query->me);
		clause_add(clause, " AND acted.report = report.id)");
		break;
	case VIEW_KEPT:
		clause_add(clause, " AND +report.kept = 1");
		break;
	default: /* RETURNED and FEEDBACK are sets of states; ALL asks nothing */
		break;
	}
}

static unsigned view_states(enum query_view view)
{
	switch (view) {
	case VIEW_RETURNED:
		return STATE_BIT(RETURNED);
	case VIEW_FEEDBACK:
		return STATE_BIT(ISSUED) | STATE_BIT(FORWARDED) | STATE_BIT(DECLINED);
	default:
		return 0;
	}
}

unsigned clause_states(const struct query *query)
{
	unsigned all = ~0u;
	unsigned asked = view_states(query->view);
	bool is_any = true;

	if (asked) {
		all &= asked;
		is_any = false;
	}
	if (query->states) {
		all &= query->states;
		is_any = false;
	}
	for (guint i = 0; query->terms && i < query->terms->len; i++) {
		const struct query_term *term = g_ptr_array_index(query->terms, i);

		if (term->field == FIELD_STATE) {
			all &= term->inverted ? ~term->bits : term->bits;
			is_any = false;
		}
	}
	if (is_any)
		return 0;
	all &= (1u << STATE_COUNT) - 1;
	return all ? all : 1u << 31; /* no state at all fulfils it, and that is not "any" */
}

static void add_words(struct clause *clause, const struct query_term *term)
{
	static const char *const any[] = {
	    "title", "writers", "unit", "number", "dispatch_number", NULL};
	static const char *const title[] = {"title", NULL};
	static const char *const writers[] = {"writers", NULL};
	static const char *const unit[] = {"unit", NULL};
	static const char *const number[] = {"number", "dispatch_number", NULL};
	const char *const *columns = term->field == FIELD_TITLE    ? title
				     : term->field == FIELD_WRITER ? writers
				     : term->field == FIELD_UNIT   ? unit
				     : term->field == FIELD_NUMBER ? number
								   : any;
	const char *between = "(";

	for (guint i = 0; i < term->texts->len; i++) {
		for (const char *const *column = columns; *column; column++) {
			g_string_append_printf(clause->sql, "%shas(", between);
			clause_text(clause, g_ptr_array_index(term->texts, i));
			g_string_append_printf(clause->sql, ", report.%s)", *column);
			between = " OR ";
		}
	}
	clause_add(clause, ")");
}

static void add_hand(struct clause *clause, const struct query_term *term)
{
	static const char *const columns[] = {"turn_person", "assigned"};
	const char *between = "(";

	for (size_t c = 0; c < G_N_ELEMENTS(columns); c++) {
		for (guint i = 0; i < term->texts->len; i++) {
			g_string_append_printf(clause->sql,
			    "%s+report.%s IN (SELECT person.id FROM person WHERE has(", between,
			    columns[c]);
			clause_text(clause, g_ptr_array_index(term->texts, i));
			clause_add(clause, ", person.name))");
			between = " OR ";
		}
	}
	clause_add(clause, ")");
}

static void add_range(struct clause *clause, const char *column, const struct query_term *term)
{
	g_string_append_printf(clause->sql, "(%s >= ", column);
	clause_int(clause, term->least);
	g_string_append_printf(clause->sql, " AND %s < ", column);
	clause_int(clause, term->most);
	clause_add(clause, ")");
}

static void add_term(
    struct clause *clause, const struct query *query, const struct query_term *term)
{
	clause_add(clause, term->inverted ? " AND NOT " : " AND ");
	switch (term->field) {
	case FIELD_SOURCE:
		add_set(clause, "+report.source", term->bits);
		break;
	case FIELD_URGENCY:
		add_set(clause, "+report.urgency", term->bits);
		break;
	case FIELD_HAND:
		add_hand(clause, term);
		break;
	case FIELD_RECEIVED:
		add_range(clause, "+report.received_ms", term);
		break;
	case FIELD_DUE:
		add_range(clause, "+report.due_ms", term);
		break;
	case FIELD_CHARS:
		add_range(clause, "+report.chars", term);
		break;
	case FIELD_OVERDUE:
		add_overdue(clause, query);
		break;
	case FIELD_TODAY:
		add_today(clause, query);
		break;
	case FIELD_CLAIMED:
		clause_add(clause, "EXISTS (SELECT 1 FROM claim AS held "
				   "WHERE held.report = report.id)");
		break;
	default:
		add_words(clause, term);
		break;
	}
}

void clause_conditions(struct clause *clause, const struct query *query)
{
	unsigned states = clause_states(query);

	add_view(clause, query);
	if (states) {
		clause_add(clause, " AND ");
		add_set(clause, "+report.state", states);
	}
	for (guint i = 0; query->terms && i < query->terms->len; i++) {
		const struct query_term *term = g_ptr_array_index(query->terms, i);

		if (term->field != FIELD_STATE) /* clause_states() has it */
			add_term(clause, query, term);
	}
}
