/* Statements: what is bound comes back, what fails is told once, a guard speaks its own words. */
#include "unit.h"

#include "share/busy.h"
#include "share/sql.h"
#include "share/sqlerr.h"
#include "base/clock.h"

#include <sqlite3.h>

static struct db *open_memory(void)
{
	sqlite3 *handle;
	struct err err = {0};

	assert_int_equal(sqlite3_open(":memory:", &handle), SQLITE_OK);
	struct db *db = db_new(handle);
	assert_works(
	    sql_exec(
		db, "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT UNIQUE, c BLOB) STRICT", &err),
	    err);
	return db;
}

/* C as SQL writes it: "x'0001'", "NULL". */
static bool put(struct db *db, int64_t a, const char *b, const char *c, struct err *err)
{
	g_autofree char *text = g_strdup_printf("INSERT INTO t VALUES(?1, ?2, %s)", c);
	struct sql *sql = sql_ask(db, text);

	sql_int(sql, 1, a);
	sql_text(sql, 2, b);
	return sql_run(sql, err);
}

static void what_is_bound_comes_back(void **state)
{
	struct db *db = open_memory();
	struct err err = {0};
	size_t len;

	(void)state;
	assert_works(put(db, INT64_MAX, "严审", "x'0001'", &err), err);
	assert_true(sql_changes(db) == 1);
	assert_works(put(db, 2, NULL, "NULL", &err), err);
	assert_works(put(db, 3, "", "x''", &err), err);
	for (int round = 0; round < 2; round++) { /* the second time from the kept statement */
		struct sql *sql = sql_ask(db, "SELECT a, b, c FROM t ORDER BY a DESC");

		assert_true(sql_row(sql));
		assert_true(sql_get_int(sql, 0) == INT64_MAX);
		assert_string_equal(sql_get_text(sql, 1), "严审");
		assert_memory_equal(sql_get_bytes(sql, 2, &len), "\0\1", 2);
		assert_int_equal(len, 2);
		assert_true(sql_row(sql));
		assert_string_equal(sql_get_text(sql, 1), "");
		assert_false(sql_get_null(sql, 2));
		assert_true(sql_row(sql));
		assert_null(sql_get_text(sql, 1));
		assert_true(sql_get_null(sql, 1) && sql_get_null(sql, 2));
		assert_false(sql_row(sql));
		assert_works(sql_end(sql, &err), err);
	}
	db_close(db);
}

static void a_statement_may_be_asked_within_itself(void **state)
{
	static const char text[] = "SELECT a FROM t WHERE a > ?1 ORDER BY a";
	struct db *db = open_memory();
	struct err err = {0};
	int pairs = 0;

	(void)state;
	for (int i = 1; i <= 4; i++)
		assert_works(put(db, i, NULL, "NULL", &err), err);
	struct sql *outer = sql_ask(db, text);
	sql_int(outer, 1, 0);
	while (sql_row(outer)) {
		struct sql *inner = sql_ask(db, text);

		sql_int(inner, 1, sql_get_int(outer, 0));
		while (sql_row(inner))
			pairs++;
		assert_works(sql_end(inner, &err), err);
	}
	assert_works(sql_end(outer, &err), err);
	assert_int_equal(pairs, 6);
	db_close(db);
}

static void what_fails_is_told_at_the_end(void **state)
{
	struct db *db = open_memory();
	struct err err = {0};
	int64_t value;

	(void)state;
	assert_refused(sql_run(sql_ask(db, "SELEKT 1"), &err), err, ERR_SYSTEM);
	struct sql *sql = sql_ask(db, "SELECT ?1");
	sql_int(sql, 7, 1); /* there is no seventh */
	assert_false(sql_row(sql));
	assert_refused(sql_end(sql, &err), err, ERR_SYSTEM);
	assert_works(sql_one_int(db, "SELECT 5 WHERE 0", 9, &value, &err), err);
	assert_int_equal(value, 9);
	assert_works(put(db, 1, "x", "NULL", &err), err);
	assert_refused(put(db, 2, "x", "NULL", &err), err, ERR_STALE);
	assert_refused(put(db, 1, "y", "NULL", &err), err, ERR_STALE);
	assert_works(put(db, 2, "y", "NULL", &err), err); /* the kept statement is as new */
	db_close(db);
}

static void a_guard_refuses_in_its_own_words(void **state)
{
	struct db *db = open_memory();
	struct err err = {0};

	(void)state;
	assert_works(sql_exec(db,
			 "CREATE TRIGGER guard BEFORE DELETE ON t BEGIN "
			 "SELECT RAISE(ABORT, 'nothing is deleted here'); END",
			 &err),
	    err);
	assert_works(put(db, 1, NULL, "NULL", &err), err);
	assert_false(sql_exec(db, "DELETE FROM t", &err));
	assert_int_equal(err.kind, ERR_DENIED);
	assert_string_equal(err.words, "nothing is deleted here");
	db_close(db);
}

static void codes_have_kinds(void **state)
{
	static const struct {
		int code;
		enum err_kind kind;
	} wishes[] = {
	    {SQLITE_BUSY, ERR_BUSY},
	    {SQLITE_BUSY_RECOVERY, ERR_BUSY},
	    {SQLITE_IOERR_LOCK, ERR_AWAY},
	    {SQLITE_IOERR_FSYNC, ERR_AWAY},
	    {SQLITE_IOERR_NOMEM, ERR_FULL},
	    {SQLITE_FULL, ERR_FULL},
	    {SQLITE_CORRUPT_INDEX, ERR_DAMAGED},
	    {SQLITE_NOTADB, ERR_DAMAGED},
	    {SQLITE_READONLY_DBMOVED, ERR_AWAY},
	    {SQLITE_READONLY_DIRECTORY, ERR_INPUT},
	    {SQLITE_INTERRUPT, ERR_STOPPED},
	    {SQLITE_MISUSE, ERR_SYSTEM},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(wishes); i++) {
		struct err err = {0};

		assert_false(sqlerr_fail(&err, NULL, wishes[i].code));
		assert_int_equal(err.kind, wishes[i].kind);
		assert_int_equal(err.code, wishes[i].code);
	}
}

static void pauses_grow_and_are_never_in_step(void **state)
{
	struct busy one, two;
	int same = 0;

	(void)state;
	busy_init(&one, NULL);
	busy_init(&two, NULL);
	for (int tries = 0; tries < 200; tries++) {
		int first = busy_pause_ms(&one, tries), second = busy_pause_ms(&two, tries);

		assert_in_range(first, 10, MIN(250, 20 << MIN(tries, 10)));
		same += first == second;
	}
	assert_true(same < 20);
	busy_until(&one, clock_mono_ms() - 1, NULL);
	assert_false(busy_wait(&one, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_bound_comes_back),
	    cmocka_unit_test(a_statement_may_be_asked_within_itself),
	    cmocka_unit_test(what_fails_is_told_at_the_end),
	    cmocka_unit_test(a_guard_refuses_in_its_own_words),
	    cmocka_unit_test(codes_have_kinds),
	    cmocka_unit_test(pauses_grow_and_are_never_in_step),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
