/* Statements are kept by their text; the first thing that goes wrong is kept with the statement. */
#include "share/sql.h"

#include "share/sqlerr.h"

#include <sqlite3.h>

#define KEPT_MAX 128 /* the program has fewer; texts made up at run time must not pile up */

struct db {
	sqlite3 *handle;
	GHashTable *kept; /* text -> struct sql */
};

struct sql {
	struct db *db;
	sqlite3_stmt *stmt; /* NULL when it could not be prepared */
	char *text;
	bool is_kept;
	bool is_asked; /* between sql_ask() and sql_end() */
	struct err err;
};

static void sql_free(void *item)
{
	struct sql *sql = item;

	sqlite3_finalize(sql->stmt);
	g_free(sql->text);
	g_free(sql);
}

struct db *db_new(struct sqlite3 *handle)
{
	struct db *db = g_new0(struct db, 1);

	db->handle = handle;
	db->kept = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, sql_free);
	sqlite3_extended_result_codes(handle, 1);
	return db;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	g_hash_table_destroy(db->kept);
	/* Only a statement that was never given back could be left; the locks must go with it. */
	for (sqlite3_stmt *left; (left = sqlite3_next_stmt(db->handle, NULL));)
		sqlite3_finalize(left);
	sqlite3_close(db->handle);
	g_free(db);
}

struct sqlite3 *db_handle(struct db *db)
{
	return db->handle;
}

bool sql_exec(struct db *db, const char *script, struct err *err)
{
	int code = sqlite3_exec(db->handle, script, NULL, NULL, NULL);

	return code == SQLITE_OK || sqlerr_fail(err, db->handle, code);
}

static void note(struct sql *sql, int code)
{
	if (code != SQLITE_OK)
		sqlerr_fail(&sql->err, sql->db->handle, code);
}

static gboolean is_idle(gpointer key, gpointer value, gpointer unused)
{
	(void)key;
	(void)unused;
	return !((struct sql *)value)->is_asked;
}

static struct sql *prepare(struct db *db, const char *text)
{
	struct sql *sql = g_new0(struct sql, 1);

	sql->db = db;
	sql->text = g_strdup(text);
	sql->is_asked = true;
	note(sql,
	    sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT, &sql->stmt, NULL));
	return sql;
}

struct sql *sql_ask(struct db *db, const char *text)
{
	struct sql *sql = g_hash_table_lookup(db->kept, text);

	if (sql && !sql->is_asked) {
		sql->is_asked = true;
		return sql;
	}
	bool is_nested = sql != NULL;

	sql = prepare(db, text);
	if (sql->stmt && !is_nested) {
		if (g_hash_table_size(db->kept) >= KEPT_MAX)
			g_hash_table_foreach_remove(db->kept, is_idle, NULL);
		sql->is_kept = true;
		g_hash_table_insert(db->kept, sql->text, sql);
	}
	return sql;
}

static bool can_bind(const struct sql *sql)
{
	return sql->stmt && sql->err.kind == ERR_NONE;
}

void sql_int(struct sql *sql, int at, int64_t value)
{
	if (can_bind(sql))
		note(sql, sqlite3_bind_int64(sql->stmt, at, value));
}

void sql_text(struct sql *sql, int at, const char *text)
{
	if (!can_bind(sql))
		return;
	if (text)
		note(sql, sqlite3_bind_text64(
			      sql->stmt, at, text, strlen(text), SQLITE_TRANSIENT, SQLITE_UTF8));
	else
		note(sql, sqlite3_bind_null(sql->stmt, at));
}

bool sql_row(struct sql *sql)
{
	if (!can_bind(sql))
		return false;
	int code = sqlite3_step(sql->stmt);

	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		note(sql, code);
	return false;
}

int64_t sql_get_int(struct sql *sql, int at)
{
	return sqlite3_column_int64(sql->stmt, at);
}

const char *sql_get_text(struct sql *sql, int at)
{
	return (const char *)sqlite3_column_text(sql->stmt, at);
}

char *sql_get_dup(struct sql *sql, int at)
{
	return g_strdup(sql_get_text(sql, at));
}

char *sql_get_whole(struct sql *sql, int at)
{
	const char *text = sql_get_text(sql, at);
	size_t len;

	sql_get_bytes(sql, at, &len);
	if (!text)
		return g_strdup("");
	return strlen(text) == len ? g_strdup(text) : g_strconcat(text, "\357\277\275", NULL);
}

const void *sql_get_bytes(struct sql *sql, int at, size_t *len)
{
	const void *bytes = sqlite3_column_blob(sql->stmt, at);

	*len = (size_t)sqlite3_column_bytes(sql->stmt, at);
	return bytes;
}

bool sql_get_null(struct sql *sql, int at)
{
	return sqlite3_column_type(sql->stmt, at) == SQLITE_NULL;
}

bool sql_end(struct sql *sql, struct err *err)
{
	bool good = sql->err.kind == ERR_NONE;

	if (!good && err->kind == ERR_NONE)
		*err = sql->err;
	err_clear(&sql->err);
	sql->is_asked = false;
	if (sql->is_kept) {
		sqlite3_reset(sql->stmt);
		sqlite3_clear_bindings(sql->stmt);
	} else {
		sql_free(sql);
	}
	return good;
}

bool sql_run(struct sql *sql, struct err *err)
{
	while (sql_row(sql))
		;
	return sql_end(sql, err);
}

bool sql_one_int(struct db *db, const char *text, int64_t fallback, int64_t *value, struct err *err)
{
	struct sql *sql = sql_ask(db, text);

	*value = sql_row(sql) && !sql_get_null(sql, 0) ? sql_get_int(sql, 0) : fallback;
	return sql_end(sql, err);
}

int64_t sql_changes(struct db *db)
{
	return sqlite3_changes64(db->handle);
}
