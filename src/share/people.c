/* People and settings as rows. */
#include "share/people.h"

static const char *text_of(struct sql *sql, int at)
{
	const char *text = sql_get_text(sql, at);

	return text ? text : "";
}

static void person_free_item(void *item)
{
	person_free(item);
}

GPtrArray *people_all(struct db *db, struct err *err)
{
	struct sql *sql = sql_ask(
	    db, "SELECT id, name, login, roles, retired, seq FROM person ORDER BY id");
	GPtrArray *people = g_ptr_array_new_with_free_func(person_free_item);
	bool good = true;

	while (good && sql_row(sql)) {
		unsigned roles;

		good = roles_parse(text_of(sql, 3), &roles, err);
		if (!good)
			break;
		struct person *person = person_new(
		    sql_get_int(sql, 0), text_of(sql, 1), text_of(sql, 2), roles);

		person->retired = sql_get_int(sql, 4) != 0;
		person->seq = sql_get_int(sql, 5);
		g_ptr_array_add(people, person);
	}
	if (sql_end(sql, err) && good)
		return people;
	g_ptr_array_free(people, TRUE);
	return NULL;
}

bool people_put(struct db *db, const struct person *person, bool is_new, struct err *err)
{
	g_autofree char *roles = roles_print(person->roles);
	struct sql *sql =
	    is_new
		? sql_ask(db, "INSERT INTO person (id, name, login, roles, retired, seq) "
			      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
		: sql_ask(db,
		      "UPDATE person SET name = ?2, login = ?3, roles = ?4, retired = ?5, seq = ?6 "
		      "WHERE id = ?1");

	sql_int(sql, 1, person->id);
	sql_text(sql, 2, person->name);
	sql_text(sql, 3, person->login);
	sql_text(sql, 4, roles);
	sql_int(sql, 5, person->retired);
	sql_int(sql, 6, person->seq);
	return sql_run(sql, err);
}

bool settings_get(struct db *db, const char *key, char **value, struct err *err)
{
	struct sql *sql = sql_ask(db, "SELECT value FROM setting WHERE key = ?1");

	sql_text(sql, 1, key);
	*value = sql_row(sql) ? sql_get_dup(sql, 0) : NULL;
	return sql_end(sql, err);
}

bool settings_all(struct db *db, settings_take *take, void *of, struct err *err)
{
	struct sql *sql = sql_ask(db, "SELECT key, value, seq FROM setting ORDER BY key");

	while (sql_row(sql))
		take(of, text_of(sql, 0), text_of(sql, 1), sql_get_int(sql, 2));
	return sql_end(sql, err);
}

bool settings_put(struct db *db, const char *key, const char *value, int64_t seq, struct err *err)
{
	g_autofree char *old = NULL;

	if (!settings_get(db, key, &old, err))
		return false;
	struct sql *sql = old ? sql_ask(
				    db, "UPDATE setting SET value = ?2, seq = ?3 WHERE key = ?1")
			      : sql_ask(db,
				    "INSERT INTO setting (key, value, seq) VALUES (?1, ?2, ?3)");

	sql_text(sql, 1, key);
	sql_text(sql, 2, value);
	sql_int(sql, 3, seq);
	return sql_run(sql, err);
}
