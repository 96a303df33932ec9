/* What is opened, what is refused in words, and what nothing is made beside. */
#include "desk.h"

#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Everything in the folder, sorted, to see that nothing was made. */
static char *listing(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	while ((name = g_dir_read_name(dir)))
		g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, by_name);
	g_ptr_array_add(names, NULL);
	return g_strjoinv(" ", (char **)names->pdata);
}

/* Run SQL through SQLite's own VFS, as another program would. */
static void foreign_sql(const char *path, const char *script)
{
	sqlite3 *handle;

	assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
	if (sqlite3_exec(handle, script, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", script, sqlite3_errmsg(handle));
	sqlite3_close(handle);
}

static void refuse(
    const struct place *place, const char *path, enum err_kind kind, const char *said)
{
	g_autofree char *before = listing(place->dir);
	struct err err = {0};
	struct share *share = share_open(path, false, &err);

	assert_null(share);
	assert_int_equal(err.kind, kind);
	if (!strstr(err.words, said))
		fail_msg("“%s” does not say “%s”", err.words, said);
	g_autofree char *after = listing(place->dir);
	assert_string_equal(before, after);
}

static char *beside(const struct place *place, const char *name)
{
	return g_build_filename(place->dir, name, NULL);
}

static void what_is_not_ours_is_left_alone(void **state)
{
	struct place place;
	g_autofree char *zeros = g_malloc0(65536);

	(void)state;
	place_make(&place);
	g_autofree char *path = beside(&place, "other");

	refuse(&place, path, ERR_INPUT, "no such file");
	assert_true(g_file_set_contents(path, "", 0, NULL));
	refuse(&place, path, ERR_INPUT, "empty");
	assert_true(g_file_set_contents(path, zeros, 65536, NULL));
	refuse(&place, path, ERR_INPUT, "not a yanshen database");
	assert_true(g_file_set_contents(path, "SQLite format 3", -1, NULL));
	refuse(&place, path, ERR_INPUT, "not a yanshen database");
	assert_true(g_file_set_contents(path, "一篇稿件", -1, NULL));
	refuse(&place, path, ERR_INPUT, "not a yanshen database");
	unlink(path);
	foreign_sql(path, "CREATE TABLE theirs(x)");
	refuse(&place, path, ERR_INPUT, "not a yanshen database");
	foreign_sql(path, "PRAGMA application_id=77; PRAGMA journal_mode=WAL");
	refuse(&place, path, ERR_INPUT, "not a yanshen database");
	refuse(&place, place.dir, ERR_INPUT, "no file");
	place_clear(&place);
}

static void ours_that_cannot_be_used_says_why(void **state)
{
	struct place place;
	g_autofree char *version = g_strdup_printf("PRAGMA user_version=%d", SHARE_VERSION + 1);

	(void)state;
	place_make(&place);
	g_autofree char *second = beside(&place, "second");

	foreign_sql(place.db, version);
	refuse(&place, place.db, ERR_INPUT, "please update");
	foreign_sql(place.db, "PRAGMA user_version=0");
	refuse(&place, place.db, ERR_DAMAGED, "damaged");
	foreign_sql(place.db, "PRAGMA user_version=2; PRAGMA journal_mode=WAL");
	refuse(&place, place.db, ERR_INPUT, "WAL");
	foreign_sql(place.db, "PRAGMA journal_mode=DELETE");
	assert_int_equal(link(place.db, second), 0);
	refuse(&place, place.db, ERR_INPUT, "second name");
	unlink(second);
	assert_int_equal(toy_count_in(place.db), 0); /* and mended, it opens */
	place_clear(&place);
}

static void ours_but_damaged_is_told_from_foreign(void **state)
{
	struct place place;
	g_autofree char *bytes = NULL;
	gsize len;

	(void)state;
	place_make(&place);
	assert_true(g_file_get_contents(place.db, &bytes, &len, NULL));
	assert_true(g_file_set_contents(place.db, bytes, (gssize)len / 2, NULL)); /* a cut copy */
	refuse(&place, place.db, ERR_DAMAGED, "damaged");
	memset(bytes + 100, 0x5a, 16284); /* the first page behind its head */
	assert_true(g_file_set_contents(place.db, bytes, (gssize)len, NULL));
	refuse(&place, place.db, ERR_DAMAGED, "damaged");
	place_clear(&place);
}

static char *ask(struct share *share, const char *question)
{
	struct err err = {0};
	struct sql *sql = sql_ask(share_db(share), question);
	char *answer = sql_row(sql) ? sql_get_dup(sql, 0) : NULL;

	assert_works(sql_end(sql, &err), err);
	return answer;
}

static void it_is_made_and_opened_as_the_protocol_says(void **state)
{
	static const char *const wanted[][2] = {{"journal_mode", "truncate"}, {"synchronous", "2"},
	    {"page_size", "16384"}, {"auto_vacuum", "0"}, {"mmap_size", "0"},
	    {"cache_size", "-4096"}, {"cache_spill", "0"}, {"foreign_keys", "1"},
	    {"trusted_schema", "0"}, {"user_version", G_STRINGIFY(SHARE_VERSION)}, {"application_id", "1498630193"},
	    {"encoding", "UTF-8"}};
	struct place place;
	struct err err = {0};

	(void)state;
	place_make(&place);
	struct share *share = share_open(place.db, false, &err);

	assert_works(share != NULL, err);
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
		g_autofree char *question = g_strconcat("PRAGMA ", wanted[i][0], NULL);
		g_autofree char *answer = ask(share, question);

		assert_string_equal(answer, wanted[i][1]);
	}
	assert_null(share_read_only(share));
	assert_non_null(share_gate(share));
	assert_int_equal(share_version(share), SHARE_VERSION);
	/* Not even on purpose: this VFS has no shared memory to do it with. */
	g_autofree char *mode = ask(share, "PRAGMA journal_mode=WAL");
	assert_string_not_equal(mode, "wal");
	share_close(share);
	place_clear(&place);
}

static void links_lead_to_one_name(void **state)
{
	struct place place;
	struct err err = {0};

	(void)state;
	place_make(&place);
	g_autofree char *link_path = beside(&place, "link");
	g_autofree char *canonical = realpath(place.db, NULL);

	assert_int_equal(symlink(place.db, link_path), 0);
	struct share *share = share_open(link_path, false, &err);
	assert_works(share != NULL, err);
	assert_string_equal(share_path(share), canonical);
	share_close(share);
	place_clear(&place);
}

static bool fill_badly(struct db *db, void *of, struct err *err)
{
	(void)of;
	return sql_exec(db, "CREATE TABLE t(x); INSERT INTO nowhere VALUES(1)", err);
}

static void making_is_whole_or_nothing(void **state)
{
	struct place place;
	struct err err = {0};

	(void)state;
	place_make(&place);
	g_autofree char *before = listing(place.dir);
	g_autofree char *path = beside(&place, "new");

	assert_refused(share_create(place.db, toy_fill, NULL, &err) != NULL, err, ERR_INPUT);
	assert_refused(share_create(path, fill_badly, NULL, &err) != NULL, err, ERR_SYSTEM);
	g_autofree char *after = listing(place.dir);
	assert_string_equal(before, after);
	assert_int_equal(toy_count_in(place.db), 0);
	g_autofree char *nowhere = g_build_filename(place.dir, "no", "where", NULL);
	assert_refused(share_create(nowhere, toy_fill, NULL, &err) != NULL, err, ERR_INPUT);
	place_clear(&place);
}

static void reads_only(const struct place *place, const char *path, bool asked)
{
	struct err err = {0};
	g_autofree char *before = listing(place->dir);
	struct share *share = share_open(path, asked, &err);
	struct txn txn;

	assert_works(share != NULL, err);
	assert_non_null(share_read_only(share));
	assert_int_equal(toy_count(share), 0);
	assert_refused(txn_write(&txn, share, &err), err, ERR_INPUT);
	assert_refused(sql_exec(share_db(share), "DELETE FROM note", &err), err, ERR_INPUT);
	share_close(share);
	g_autofree char *after = listing(place->dir);
	assert_string_equal(before, after);
}

static void reading_only_makes_nothing(void **state)
{
	struct place place;

	(void)state;
	place_make(&place);
	g_autofree char *journal = beside(&place, "db-journal");
	g_autofree char *side = beside(&place, "db-lk");

	unlink(journal);
	unlink(side);
	reads_only(&place, place.db, true);

	/* A real read-only place: mode bits would not stop root. */
	if (mount(place.dir, place.dir, "none", MS_BIND, NULL) != 0) {
		print_message("# skipped in part: no mount may be made here\n");
	} else {
		int code = mount("none", place.dir, "none", MS_BIND | MS_REMOUNT | MS_RDONLY, NULL);

		if (code == 0)
			reads_only(&place, place.db, false);
		umount2(place.dir, MNT_DETACH);
		assert_int_equal(code, 0);
	}
	place_clear(&place);
}

static void a_replaced_file_is_noticed(void **state)
{
	struct place place;
	struct err err = {0};
	bool changed;

	(void)state;
	place_make(&place);
	g_autofree char *aside = beside(&place, "aside");
	struct share *share = share_open(place.db, false, &err);
	struct txn txn;

	assert_works(share != NULL, err);
	assert_works(txn_read(&txn, share, &err), err);
	assert_works(share_saw(share, &err), err);
	txn_end(&txn);
	assert_int_equal(rename(place.db, aside), 0);
	for (int look = 0; look < 5 && err.kind == ERR_NONE; look++)
		(void)!share_changed(share, &changed, &err);
	assert_int_equal(err.kind, ERR_AWAY);
	assert_non_null(strstr(err.words, "replaced"));
	share_close(share);
	place_clear(&place);
}

/* The sqlite3 shell speaks the same locks, with its own VFS, while a desk is open. */
static void other_programs_may_use_it_too(void **state)
{
	struct place place;
	struct err err = {0};
	int status = -1;

	(void)state;
	place_make(&place);
	g_autofree char *shell = g_find_program_in_path("sqlite3");
	if (!shell) {
		place_clear(&place);
		print_message("# skipped: no sqlite3 here\n");
		skip();
	}
	const char *argv[] = {shell, place.db,
	    "BEGIN IMMEDIATE; INSERT INTO note(words) VALUES('shell'); UPDATE tally SET "
	    "count=count+1; "
	    "COMMIT",
	    NULL};
	struct share *share = share_open(place.db, false, &err);
	struct txn txn;

	assert_works(share != NULL, err);
	for (int i = 0; i < 3; i++) {
		assert_works(toy_add(share, "desk", NULL, &err), err);
		assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, 0, NULL, NULL, NULL,
		    NULL, &status, NULL));
		assert_int_equal(status, 0);
		assert_int_equal(toy_count(share), 2 * i + 2);
	}
	/* Under our write lock it is told to wait. */
	assert_works(txn_write(&txn, share, &err), err);
	assert_works(toy_note(share, "held", &err), err);
	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL,
	    NULL, NULL, NULL, NULL, &status, NULL));
	assert_int_not_equal(status, 0);
	assert_works(txn_commit(&txn, &err), err);
	assert_int_equal(toy_count(share), 7);
	share_close(share);
	place_clear(&place);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_not_ours_is_left_alone),
	    cmocka_unit_test(ours_that_cannot_be_used_says_why),
	    cmocka_unit_test(ours_but_damaged_is_told_from_foreign),
	    cmocka_unit_test(it_is_made_and_opened_as_the_protocol_says),
	    cmocka_unit_test(links_lead_to_one_name),
	    cmocka_unit_test(making_is_whole_or_nothing),
	    cmocka_unit_test(reading_only_makes_nothing),
	    cmocka_unit_test(a_replaced_file_is_noticed),
	    cmocka_unit_test(other_programs_may_use_it_too),
	};

	if (desk_main(argc, argv))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
