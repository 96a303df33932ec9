/* Real files of every older form become what a new one would be, whatever happens on the way. */
#include "trial.h"

#include "share/connect.h"
#include "share/migrate.h"
#include "share/verify.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* An office as the program of that form made it, unpacked; the share of the trial is put away. */
static char *old_office(struct trial *t, int form)
{
	const char *top = g_getenv("top_srcdir");
	g_autofree char *name = g_strdup_printf(
	    "%s/tests/data/office-%d.tar.gz", top ? top : ".", form);
	g_autofree char *tar = g_strdup("tar"), *how = g_strdup("xzf"), *where = g_strdup("-C");
	g_autofree char *below = g_strdup("--one-top-level=old");
	char *argv[] = {tar, how, name, where, t->dir, below, NULL};
	int status = -1;

	assert_true(g_spawn_sync(
	    NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
	assert_int_equal(status, 0);
	return g_build_filename(t->dir, "old", "desk.db", NULL);
}

/* Names and texts of all that is in the schema, a line each. */
static char *schema_of(struct share *share)
{
	GString *all = g_string_new(NULL);
	struct err err = {0};
	struct sql *sql = sql_ask(share_db(share),
	    "SELECT type || ' ' || name || ': ' || ifnull(sql, '') FROM sqlite_schema "
	    "ORDER BY type, name");

	while (sql_row(sql))
		g_string_append_printf(all, "%s\n", sql_get_text(sql, 0));
	assert_works(sql_end(sql, &err), err);
	return g_string_free(all, FALSE);
}

#define OLDER G_MAXUINT /* its guards are an older program's, which may be told */

static int64_t whole(struct share *share, guint flags)
{
	struct verify_plan plan = {.full = true};
	struct verified found = {0};
	struct err err = {0};

	assert_works(share_verify(share, &plan, &found, &err), err);
	if (flags != OLDER)
		assert_int_equal(found.flags->len, flags);
	int64_t events = found.events;
	verified_clear(&found);
	return events;
}

static void each_old_form_becomes_the_new_one(void **state)
{
	struct trial *t = *state;
	g_autofree char *fresh = schema_of(t->share);

	for (int form = 1; form < SHARE_VERSION; form++) {
		g_autofree char *path = old_office(t, form);
		g_autofree char *kept = g_build_filename(t->dir, "old", NULL);
		g_autofree char *local = g_build_filename(t->dir, "local", NULL);
		struct backup_plan plan = {.dir = kept, .local_dir = local, .now_ms = t->now_ms};
		struct migration done = {0};
		struct share *share = share_open(path, false, &t->err);

		assert_works(share, t->err);
		assert_int_equal(share_version(share), form);
		assert_non_null(strstr(share_read_only(share), "yanshen migrate"));
		int64_t events = whole(share, OLDER);
		assert_int_equal(events, 237);
		share_close(share);

		assert_works(share_migrate(path, &plan, &done, &t->err), t->err);
		assert_int_equal(done.from, form);
		assert_int_equal(done.to, SHARE_VERSION);
		share = share_open(done.backup.path, true, &t->err);
		assert_works(share, t->err);
		assert_int_equal(share_version(share), form);
		assert_int_equal(whole(share, OLDER), events);
		share_close(share);
		migration_clear(&done);

		share = share_open(path, false, &t->err);
		assert_works(share, t->err);
		assert_null(share_read_only(share));
		assert_int_equal(whole(share, 0), events);
		g_autofree char *now = schema_of(share);
		assert_string_equal(now, fresh);
		share_close(share);

		/* A second time there is nothing to do, and no copy is made of it. */
		assert_works(share_migrate(path, &plan, &done, &t->err), t->err);
		assert_int_equal(done.from, done.to);
		assert_null(done.backup.path);
		migration_clear(&done);
	}
}

/* Without a copy nothing is touched. */
static void no_copy_no_migration(void **state)
{
	struct trial *t = *state;
	g_autofree char *path = old_office(t, 1);
	g_autofree char *nowhere = g_build_filename(t->dir, "nowhere", NULL);
	struct backup_plan plan = {.dir = nowhere, .local_dir = t->dir, .now_ms = t->now_ms};
	struct migration done = {0};

	assert_refused(share_migrate(path, &plan, &done, &t->err), t->err, ERR_INPUT);
	err_clear(&t->err);
	struct share *share = share_open(path, true, &t->err);
	assert_works(share, t->err);
	assert_int_equal(share_version(share), 1);
	share_close(share);
}

#ifdef YANSHEN_TEST_HOOKS

static void put_back(const char *path, const char *bytes, size_t len)
{
	g_autofree char *journal = g_strconcat(path, "-journal", NULL);

	g_unlink(journal);
	assert_true(g_file_set_contents(path, bytes, (gssize)len, NULL));
}

/* Wholly old or wholly new; going on from there ends at the new form. Returns whether it is. */
static bool is_old_or_new(const char *path, const char *fresh, const char *old)
{
	struct err err = {0};
	struct share *share = share_open(path, false, &err);

	assert_works(share, err);
	bool is_new = share_version(share) == SHARE_VERSION;
	g_autofree char *now = schema_of(share);
	assert_string_equal(now, is_new ? fresh : old);
	assert_int_equal(whole(share, is_new ? 0 : OLDER), 237);
	assert_works(migrate_steps(share, NULL, &err), err);
	g_autofree char *then = schema_of(share);
	assert_string_equal(then, fresh);
	share_close(share);
	return is_new;
}

static bool goes_wrong(
    const char *path, int64_t nth, enum fault_what what, const char *fresh, const char *old)
{
	struct err err = {0};
	struct share *share = share_open(path, false, &err);
	bool unknown = false;

	assert_works(share, err);
	struct faults *faults = vfs_faults(share_vfs(share));
	faults_set(faults, CALL_ANY & ~(unsigned)CALL_CLOSE, nth, what);
	bool told = migrate_steps(share, &unknown, &err);
	bool hit = faults->hits > 0;
	faults_set(faults, 0, 0, FAULT_NONE);
	share_close(share);
	assert_true(told || hit);
	bool is_new = is_old_or_new(path, fresh, old);
	if (!unknown)
		assert_int_equal(is_new, told);
	return hit;
}

static bool is_killed(const char *path, int64_t nth, const char *fresh, const char *old)
{
	struct err err = {0};
	int status;
	pid_t child = fork();

	if (child == 0) {
		struct share *share = share_open(path, false, &err);

		if (!share)
			_exit(2);
		faults_set(vfs_faults(share_vfs(share)), CALL_ANY, nth, FAULT_KILL);
		_exit(migrate_steps(share, NULL, &err) ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
	assert_true(killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
	assert_true(is_old_or_new(path, fresh, old) || killed);
	return killed;
}

static void each_call(struct trial *t, enum fault_what what)
{
	g_autofree char *path = old_office(t, 1);
	g_autofree char *fresh = schema_of(t->share);
	g_autofree char *bytes = NULL;
	int64_t nth = 1;
	size_t len;

	share_close(t->share);
	t->share = NULL;
	assert_true(g_file_get_contents(path, &bytes, &len, NULL));
	struct share *share = share_open(path, true, &t->err);
	assert_works(share, t->err);
	g_autofree char *old = schema_of(share);
	share_close(share);
	for (bool hit = true; hit; nth++) {
		put_back(path, bytes, len);
		hit = what == FAULT_KILL ? is_killed(path, nth, fresh, old)
					 : goes_wrong(path, nth, what, fresh, old);
	}
	assert_true(nth > 15);
}

static void it_fails_at_each_call(void **state)
{
	each_call(*state, FAULT_FAIL);
}

static void its_answer_is_lost_at_each_call(void **state)
{
	each_call(*state, FAULT_LOST);
}

static void it_dies_at_each_call(void **state)
{
	each_call(*state, FAULT_KILL);
}

/* What a desk with the older program hears: it wrote before, and writes no more after. */
static int older_desk(struct trial *t, int go)
{
	struct act act = trial_act(t, CLERK, MOVE_RECEIVE, 0);
	struct revision *text = trial_text("标题", "正文");
	struct done done = {0};
	struct err err = {0};
	char byte;

	g_setenv("YANSHEN_TEST_SCHEMA", "1", TRUE);
	struct share *share = share_open(t->path, false, &err);
	act.ask.text = text;
	if (!share || share_read_only(share) || !share_move(share, &act, &done, &err))
		return 10;
	if (write(go, "w", 1) != 1 || read(go, &byte, 1) != 1)
		return 11;
	act.uid = NULL;
	if (share_move(share, &act, &done, &err) || err.kind != ERR_AWAY)
		return 12;
	share_close(share);
	err_clear(&err);
	share = share_open(t->path, false, &err);
	return !share && err.kind == ERR_INPUT && strstr(err.words, "please update") ? 0 : 13;
}

static void a_desk_with_the_older_program_only_reads(void **state)
{
	struct trial *t = *state;
	int ends[2], status;
	char byte;

	/* The office of this test, as a program of form 1 would have it. */
	assert_works(sql_exec(share_db(t->share), "PRAGMA user_version=1", &t->err), t->err);
	share_close(t->share);
	t->share = NULL;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		_exit(older_desk(t, ends[1]));
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	struct share *share = share_open(t->path, false, &t->err);
	assert_works(share, t->err);
	assert_works(migrate_steps(share, NULL, &t->err), t->err);
	assert_int_equal(write(ends[0], "g", 1), 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), 0);
	close(ends[0]);
	t->share = share;
	assert_int_equal(trial_count(t, "SELECT count(*) FROM report"), 1);
	trial_verify(t);
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(each_old_form_becomes_the_new_one),
	    TRIAL(no_copy_no_migration),
#ifdef YANSHEN_TEST_HOOKS
	    TRIAL(it_fails_at_each_call),
	    TRIAL(its_answer_is_lost_at_each_call),
	    TRIAL(it_dies_at_each_call),
	    TRIAL(a_desk_with_the_older_program_only_reads),
#endif
	};

	if (g_file_test("/dev/shm", G_FILE_TEST_IS_DIR))
		g_setenv("TMPDIR", "/dev/shm", FALSE);
	return cmocka_run_group_tests_name("migrate", tests, NULL, NULL);
}
