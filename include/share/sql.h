/* Statements with parameters: prepared once a connection, kept, and never without an answer. */
#ifndef SHARE_SQL_H
#define SHARE_SQL_H

#include "base/err.h"

struct sqlite3;
struct db; /* one connection and its prepared statements */
struct sql; /* one statement being asked */

/* Take over a connection. Owns: takes HANDLE. Thread: one, the store's. */
struct db *db_new(struct sqlite3 *handle);
/* Close the connection and all its statements. NULL is fine. */
void db_close(struct db *db);
/* The connection itself, for what is not said here. Owns: borrowed. */
struct sqlite3 *db_handle(struct db *db);

/*
 * Run statements that have neither parameters nor rows to look at, separated by semicolons.
 * Errors: as sqlerr.h.
 */
bool sql_exec(struct db *db, const char *script, struct err *err) CHECKED;

/*
 * Begin to ask one statement; it is prepared at its first use and kept. Never NULL: what goes wrong
 * here, in a binding or in a row is kept and told by sql_end(), which must be called once for each:
 *
 *	struct sql *sql = sql_ask(db, "SELECT title FROM report WHERE id = ?1");
 *	sql_int(sql, 1, id);
 *	while (sql_row(sql))
 *		show(sql_get_text(sql, 0));
 *	return sql_end(sql, err);
 *
 * Owns: TEXT is kept by its content.
 */
struct sql *sql_ask(struct db *db, const char *text) CHECKED;

/* Bind parameter AT (from 1). Owns: copies. NULL and a NULL pointer bind SQL's NULL. */
void sql_int(struct sql *sql, int at, int64_t value);
void sql_text(struct sql *sql, int at, const char *text);

/* Go to the next row: false after the last one and after a failure. */
bool sql_row(struct sql *sql);

/* Column AT (from 0) of this row. Owns: borrowed until the next row; sql_dup's the caller frees. */
int64_t sql_get_int(struct sql *sql, int at);
const char *sql_get_text(struct sql *sql, int at); /* NULL for SQL's NULL */
char *sql_get_dup(struct sql *sql, int at);
const void *sql_get_bytes(struct sql *sql, int at, size_t *len);
/*
 * Text with what stands behind a zero byte shown by a mark: other programs would see it and we
 * would not, so the digest is to tell. "" for NULL. Owns: the caller frees.
 */
char *sql_get_whole(struct sql *sql, int at);
bool sql_get_null(struct sql *sql, int at);

/* Give the statement back. Errors: the first that happened since sql_ask(), as sqlerr.h. */
bool sql_end(struct sql *sql, struct err *err) CHECKED;

/* Step a statement whose rows nobody looks at, and give it back. Errors: as sql_end(). */
bool sql_run(struct sql *sql, struct err *err) CHECKED;

/*
 * One integer from a statement without parameters; FALLBACK where there is no row or a NULL.
 * Errors: as sqlerr.h.
 */
bool sql_one_int(
    struct db *db, const char *text, int64_t fallback, int64_t *value, struct err *err) CHECKED;

/* Rows that the last INSERT, UPDATE or DELETE changed, triggers not counted. */
int64_t sql_changes(struct db *db);

#endif
