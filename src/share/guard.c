/* Fills the template of the guards from the table of moves, and compares a file's with ours. */
#include "share/guard.h"

#include "base/lang.h"
#include "flow/move.h"
#include "model/event.h"

#include "share/guard_sql.h"

/* The words stay English in the file: a msgid that whoever shows the refusal translates. */
static const struct refusal {
	const char *name;
	const char *words;
} refusals[] = {
#define GUARD(name, words) {#name, words},
#include "share/guard.def"
#undef GUARD
};

typedef bool kind_filter(const struct move *row);

static bool is_birth(const struct move *row)
{
	return row->id == MOVE_RECEIVE || row->id == MOVE_COMPOSE;
}

static bool is_office(const struct move *row)
{
	return row->from == STATE_BIT(NONE) && !is_birth(row);
}

static bool is_text(const struct move *row)
{
	return row->flags & MOVE_TEXT;
}

static bool is_undoable(const struct move *row)
{
	return row->flags & MOVE_UNDO;
}

static bool is_not_writer(const struct move *row)
{
	return row->flags & MOVE_NOT_WRITER;
}

static bool is_not_touched(const struct move *row)
{
	return row->flags & MOVE_NOT_TOUCHED;
}

static bool is_claimed(const struct move *row)
{
	return row->flags & MOVE_CLAIM;
}

static bool is_lent(const struct move *row)
{
	return row->flags & MOVE_LENT;
}

static const struct kind_list {
	const char *name;
	kind_filter *has;
} lists[] = {
    {"births", is_birth},
    {"offices", is_office},
    {"texts", is_text},
    {"undoable", is_undoable},
    {"notwriter", is_not_writer},
    {"nottouched", is_not_touched},
    {"claimed", is_claimed},
    {"lent", is_lent},
};

/* Pieces of SQL that stand in more than one guard. */
static const struct {
	const char *name;
	const char *sql;
} pieces[] = {
    /* For whom an event is made: detail is sorted, and of verdicts nothing stands before it. Nobody
     * has the number -1, nobody the 0 of a pass that was for nobody. */
    {"for", "iif(NEW.detail GLOB 'for=[0-9]*', CAST(substr(NEW.detail, 5) AS INTEGER), -1)"},
    {"passfor", "iif(e.detail GLOB 'for=[0-9]*', CAST(substr(e.detail, 5) AS INTEGER), 0)"},
    /* What ended the verdicts on a report last; an event E that nobody has taken back. */
    {"editing", "(SELECT max(seq) FROM event WHERE report = NEW.report AND to_state = 'editing'"
		" AND from_state <> 'editing')"},
    {"stands", "NOT EXISTS (SELECT 1 FROM event WHERE report = NEW.report AND kind = 'undo'"
	       " AND detail = 'undone=' || e.seq || char(10))"},
    /* How many passes it wants: detail is sorted, and of a submission nothing stands before it. */
    {"wanted",
	"(1 + coalesce((SELECT iif(e.detail GLOB 'steps=[0-9]*', CAST(substr(e.detail, 7)"
	" AS INTEGER), 0) FROM event AS e WHERE e.report = NEW.report AND e.kind = 'submit' AND "
	"NOT EXISTS (SELECT 1 FROM event WHERE report = NEW.report AND kind = 'undo'"
	" AND detail = 'undone=' || e.seq || char(10)) ORDER BY e.seq DESC LIMIT 1), 0))"},
    /* Authority that is lent and confirmed: "ROLE BY TO FROM UNTIL" (flow/lend.h). */
    {"lends",
	"(SELECT seq, role, by, taker, CAST(v AS INTEGER) AS from_ms,"
	" CAST(substr(v, instr(v, ' ') + 1) AS INTEGER) AS until_ms FROM (SELECT seq, role, by,"
	" CAST(v AS INTEGER) AS taker, substr(v, instr(v, ' ') + 1) AS v FROM (SELECT seq, role,"
	" CAST(v AS INTEGER) AS by, substr(v, instr(v, ' ') + 1) AS v FROM ("
	"SELECT CAST(substr(key, 10) AS INTEGER) AS seq, substr(value, 1, instr(value, ' ') - 1)"
	" AS role, substr(value, instr(value, ' ') + 1) AS v FROM setting"
	" WHERE key GLOB 'delegate.[0-9]*' AND value <> '' AND value NOT GLOB 'asked *'))))"},
};

static void append_kinds(GString *sql, kind_filter *has)
{
	const char *comma = "";

	for (int id = 0; id < MOVE_COUNT; id++) {
		const struct move *row = move_row((enum move_id)id);

		if ((row->flags & MOVE_LATER) || !has(row))
			continue;
		g_string_append_printf(sql, "%s'%s'", comma, row->name);
		comma = ", ";
	}
}

/* "NEW.kind = 'return' AND NEW.from_state IN ('incoming', 'editing')" */
static void append_from(GString *sql, const struct move *row, unsigned states)
{
	const char *comma = "";

	g_string_append_printf(sql, "NEW.kind = '%s' AND NEW.from_state IN (", row->name);
	for (int state = STATE_NONE; state < STATE_COUNT; state++) {
		if (!(states & 1u << state))
			continue;
		g_string_append_printf(sql, "%s'%s'", comma, state_name((enum state)state));
		comma = ", ";
	}
	g_string_append(sql, ")");
}

static void append_ways(GString *sql)
{
	const char * or = "";

	for (int id = 0; id < MOVE_COUNT; id++) {
		const struct move *row = move_row((enum move_id)id);

		if (row->flags & MOVE_LATER)
			continue;
		g_string_append_printf(sql, "%s", or);
		or = "\n\t\tOR ";
		append_from(sql, row, row->from);
		if (row->id == MOVE_UNDO_LAST)
			continue; /* where to is said by the event it takes back */
		if (row->to == MOVE_STAY)
			g_string_append(sql, " AND NEW.to_state = NEW.from_state");
		else if (row->id == MOVE_PASS) /* or one more is wanted: guard STEPS */
			g_string_append_printf(sql,
			    " AND (NEW.to_state = '%s' OR NEW.to_state = NEW.from_state)",
			    state_name(row->to));
		else if (row->to == MOVE_BACK)
			g_string_append(sql,
			    " AND NEW.to_state = (SELECT was FROM report WHERE id = NEW.report)");
		else
			g_string_append_printf(
			    sql, " AND NEW.to_state = '%s'", state_name(row->to));
	}
}

static void append_held(GString *sql, unsigned roles)
{
	const char * or = "";

	g_string_append(sql, " AND (");
	for (int role = 0; role < ROLE_COUNT; role++) {
		if (!(roles & 1u << role))
			continue;
		g_string_append_printf(sql, "%sp.%s", or, role_name((enum role)role));
		or = " OR ";
	}
	g_string_append(sql, ")");
}

/* A column for each role: whether the person holds it. */
static void append_roles(GString *sql)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		const char *name = role_name((enum role)role);

		g_string_append_printf(sql, "%sinstr(',' || roles || ',', ',%s,') AS %s",
		    role ? ",\n\t\t\t" : "", name, name);
	}
}

/* A move's states in groups that ask for the same roles. */
static void append_entitled(GString *sql)
{
	const char * or = "";

	for (int id = 0; id < MOVE_COUNT; id++) {
		const struct move *row = move_row((enum move_id)id);
		unsigned left = row->roles && !(row->flags & MOVE_LATER) ? row->from : 0;

		for (int state = STATE_NONE; state < STATE_COUNT; state++) {
			unsigned roles = move_roles(row->id, (enum state)state);
			unsigned group = 0;

			for (int other = state; other < STATE_COUNT; other++) {
				if ((left & 1u << other) &&
				    move_roles(row->id, (enum state)other) == roles)
					group |= 1u << other;
			}
			if (!(left & 1u << state))
				continue;
			left &= ~group;
			g_string_append_printf(sql, "%s", or);
			or = "\n\t\t\tOR ";
			append_from(sql, row, group);
			append_held(sql, roles);
		}
	}
}

static void append_quoted(GString *sql, const char *words)
{
	for (; *words; words++)
		g_string_append_printf(sql, *words == '\'' ? "''" : "%c", *words);
}

static void append_name(GString *sql, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
		if (strcmp(refusals[i].name, name) == 0)
			append_quoted(sql, refusals[i].words);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
		if (strcmp(lists[i].name, name) == 0)
			append_kinds(sql, lists[i].has);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		if (strcmp(pieces[i].name, name) == 0)
			g_string_append(sql, pieces[i].sql);
	}
	if (strcmp(name, "ways") == 0)
		append_ways(sql);
	if (strcmp(name, "entitled") == 0)
		append_entitled(sql);
	if (strcmp(name, "roles") == 0)
		append_roles(sql);
	if (strcmp(name, "zeros") == 0)
		g_string_append(sql, EVENT_NO_DIGEST);
}

/* SQL that makes all guards. Owns: the caller frees. */
static char *guard_script(void)
{
	GString *sql = g_string_new(NULL);
	g_auto(GStrv) parts = g_strsplit(schema_sql, "@", -1);

	/* Every second part stood between two marks: it is a name. */
	for (size_t i = 0; parts[i]; i++) {
		if (i % 2 == 0)
			g_string_append(sql, parts[i]);
		else
			append_name(sql, parts[i]);
	}
	return g_string_free(sql, FALSE);
}

static bool names_of(struct db *db, GPtrArray *names, struct err *err)
{
	struct sql *sql = sql_ask(
	    db, "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name");

	while (sql_row(sql))
		g_ptr_array_add(names, sql_get_dup(sql, 0));
	return sql_end(sql, err);
}

bool guard_install(struct db *db, struct err *err)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *script = guard_script();

	if (!names_of(db, names, err))
		return false;
	for (guint i = 0; i < names->len; i++) {
		g_auto(GStrv) parts = g_strsplit(g_ptr_array_index(names, i), "\"", -1);
		g_autofree char *quoted = g_strjoinv("\"\"", parts);
		g_autofree char *drop = g_strdup_printf("DROP TRIGGER \"%s\"", quoted);

		if (!sql_exec(db, drop, err))
			return false;
	}
	return sql_exec(db, script, err);
}

/* Name to text of the guards that this program would write. SQLite keeps the text as it was sent.
 */
static GHashTable *our_guards(void)
{
	GHashTable *guards = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	static const char begin[] = "CREATE TRIGGER ";
	g_autofree char *script = guard_script();

	for (const char *at = script; (at = strstr(at, begin)); at++) {
		const char *name = at + strlen(begin);
		const char *end = strstr(at, "\nEND;");

		g_hash_table_insert(guards, g_strndup(name, strcspn(name, " ")),
		    g_strndup(at, (size_t)(end - at) + strlen("\nEND")));
	}
	return guards;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

bool guard_missing(struct db *db, GPtrArray **names, struct err *err)
{
	g_autoptr(GHashTable) guards = our_guards();
	struct sql *sql = sql_ask(db, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
	GPtrArray *odd = g_ptr_array_new_with_free_func(g_free);
	GHashTableIter iter;
	void *name;

	while (sql_row(sql)) {
		const char *ours = g_hash_table_lookup(guards, sql_get_text(sql, 0));

		if (ours && strcmp(ours, sql_get_text(sql, 1)) == 0)
			g_hash_table_remove(guards, sql_get_text(sql, 0));
		else if (!ours)
			g_ptr_array_add(odd, sql_get_dup(sql, 0));
	}
	g_hash_table_iter_init(&iter, guards);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		g_ptr_array_add(odd, g_strdup(name));
	g_ptr_array_sort(odd, by_name);
	*names = odd;
	return sql_end(sql, err);
}
