/* A purge on a real file: two people, nothing left of the bytes, the chain as good as before. */
#include "trial.h"

#include "base/fs.h"
#include "share/backup.h"
#include "share/nightly.h"
#include "share/purge.h"
#include "share/verify.h"

#include <glib/gstdio.h>

#define MARK "QZXKWJVPURGEMARK"

/* Whether any file of the office holds the bytes. */
static bool holds(struct trial *t, const char *bytes)
{
	g_autoptr(GPtrArray) paths = fs_list(t->dir, &t->err);
	bool found = false;

	assert_works(paths, t->err);
	for (guint i = 0; i < paths->len && !found; i++) {
		g_autofree char *all = NULL;
		gsize len;

		assert_true(g_file_get_contents(paths->pdata[i], &all, &len, NULL));
		found = memmem(all, len, bytes, strlen(bytes)) != NULL;
	}
	return found;
}

/* A report whose every revision and whose original bear the mark; others stand before and behind.
 */
static int64_t marked(struct trial *t)
{
	g_autoptr(GString) body = g_string_new(NULL);
	g_autoptr(GBytes)
	    bytes = g_bytes_new_static(MARK " as it came", strlen(MARK " as it came"));

	for (int i = 0; i < 20; i++)
		trial_receive(t, "邻近的一份", "邻近一份的正文，应当原样留下。");
	for (int i = 0; i < 2000; i++) /* longer than a page */
		g_string_append(body, MARK "，涉及不应出现在这里的内容。");
	struct revision *text = trial_text("标题 " MARK, body->str);
	struct act act = trial_act(t, CLERK, MOVE_RECEIVE, 0);
	act.ask.text = text;
	act.source = SOURCE_MEMBER;
	act.original = bytes;
	act.original_name = "来稿.txt";
	int64_t report = trial_do(t, &act);
	revision_free(text);
	trial_move(t, REVIEWER, MOVE_ACCEPT, report);
	trial_write(t, EDITOR, MOVE_SAVE, report, "短的一稿 " MARK);
	for (int i = 0; i < 20; i++)
		trial_receive(t, "后面的一份", "后面一份的正文，应当原样留下。");
	trial_move(t, EDITOR, MOVE_QUARANTINE, report);
	return report;
}

static void purge(struct trial *t, int64_t report)
{
	trial_move(t, SECURITY, MOVE_PURGE, report);
	trial_move(t, SIGNER, MOVE_PURGE_CONFIRM, report);
}

static void nothing_is_left(void **state)
{
	struct trial *t = *state;
	int64_t report = marked(t);

	assert_true(holds(t, MARK));
	purge(t, report);
	assert_false(holds(t, MARK));
	trial_verify(t); /* the digests stand, and the events say why the texts do not */
	assert_int_equal(
	    trial_count(t, "SELECT count(*) FROM revision WHERE length(body) > 10"), 40);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM original WHERE kept = 1"), 0);
	struct act act = trial_act(t, SECURITY, MOVE_RELEASE, report);
	act.ask.words = "放行";
	trial_refused(t, &act, ERR_DENIED);
	act = trial_act(t, SECURITY, MOVE_EXPORT, report);
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, SECURITY, MOVE_CLOSE, report);
	assert_int_equal(t->done.state, STATE_CLOSED);
	trial_verify(t);
}

/* The check of somebody else, written from doc/trail.md alone, takes a purge for what it is. */
static void others_can_check_it(void **state)
{
	struct trial *t = *state;
	const char *const argv[] = {"python3", TEST_SRCDIR "/tests/tool/chain.py", t->path, NULL};
	g_autofree char *said = NULL, *refused = NULL;
	int status = -1;

	purge(t, marked(t));
	trial_receive(t, "又一份", "正文");
	share_close(t->share);
	t->share = NULL;
	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL,
	    NULL, &said, NULL, &status, NULL));
	if (status)
		fail_msg("%s", said);
	g_autofree char *bare = trial_bare_copy(t, "bare.db");
	const char *const again[] = {"python3", TEST_SRCDIR "/tests/tool/chain.py", bare, NULL};
	assert_true(
	    trial_shell(bare, "UPDATE revision SET title = '', body = '' WHERE report = 1", NULL));
	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)again, NULL, G_SPAWN_SEARCH_PATH, NULL,
	    NULL, &refused, NULL, &status, NULL));
	assert_true(status != 0);
	assert_non_null(strstr(refused, "a text of report 1 was changed"));
}

/* What was purged since is still in the older copies; they are named, the new one is not. */
static void copies_that_hold_it_are_named(void **state)
{
	struct trial *t = *state;
	int64_t report = marked(t);
	g_autofree char *dir = g_build_filename(t->dir, "kept", NULL);
	g_autofree char *local = g_build_filename(t->dir, "local", NULL);
	struct backup_plan plan = {.dir = dir, .local_dir = local, .now_ms = t->now_ms};
	struct backup before, after;

	assert_int_equal(g_mkdir(dir, 0700), 0);
	assert_works(share_backup(t->share, &plan, &before, &t->err), t->err);
	assert_int_equal(before.purged->len, 0);
	purge(t, report);
	plan.now_ms = t->now_ms + 3600000;
	assert_works(share_backup(t->share, &plan, &after, &t->err), t->err);
	assert_int_equal(after.purged->len, 1);
	assert_string_equal(g_ptr_array_index(after.purged, 0), before.path);
	/* And where it is the folder of the nightly copies, whoever looks at the report is told. */
	g_autofree char *setting = g_strdup_printf("2 30 60 %s", dir);
	g_autofree char *uid = trial_ask(t, "SELECT value FROM setting WHERE key = 'office.uid'");
	g_autoptr(GPtrArray) holding = nightly_holding(setting, t->path, uid, report);
	assert_int_equal(holding->len, 1);
	assert_string_equal(g_ptr_array_index(holding, 0), before.path);
	g_autoptr(GPtrArray) others = nightly_holding(setting, t->path, uid, report + 100);
	assert_int_equal(others->len, 0);
	assert_null(nightly_holding("", t->path, uid, report));
	backup_clear(&before);
	backup_clear(&after);
}

#define SEVERAL 24

/* Pages that grow empty are put together: what SQLite moved on the way is nowhere either. */
static void rows_that_were_moved(void **state)
{
	struct trial *t = *state;
	g_autoptr(GString) body = g_string_new(NULL);
	int64_t reports[SEVERAL];

	for (int i = 0; i < 100; i++)
		g_string_append(body, MARK "，内容。");
	for (int i = 0; i < SEVERAL; i++) {
		reports[i] = trial_receive(t, "标题 " MARK, body->str);
		trial_move(t, EDITOR, MOVE_QUARANTINE, reports[i]);
	}
	for (int i = 0; i < SEVERAL; i++)
		purge(t, reports[i]);
	assert_false(holds(t, MARK));
	trial_verify(t);
}

static void it_takes_two(void **state)
{
	struct trial *t = *state;
	int64_t report = marked(t);
	struct act act = trial_act(t, SIGNER, MOVE_PURGE_CONFIRM, report);

	trial_refused(t, &act, ERR_DENIED); /* nobody asked */
	act = trial_act(t, SECURITY, MOVE_PURGE, report);
	trial_refused(t, &act, ERR_INPUT); /* without words */
	act = trial_act(t, EDITOR, MOVE_PURGE, report);
	act.ask.words = "应清除";
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, SECURITY, MOVE_PURGE, report);
	act = trial_act(t, SECURITY, MOVE_PURGE_CONFIRM, report);
	trial_refused(t, &act, ERR_DENIED);
	act = trial_act(t, EDITOR, MOVE_PURGE_CONFIRM, report);
	trial_refused(t, &act, ERR_DENIED);
	assert_true(holds(t, MARK));
	trial_verify(t);
	/* Given up it is not confirmed any more; asked for by one of two who hold the role, by the
	 * other. */
	trial_move(t, SECURITY, MOVE_PURGE_DROP, report);
	act = trial_act(t, SIGNER, MOVE_PURGE_CONFIRM, report);
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, ALL_ROLES, MOVE_PURGE, report);
	act = trial_act(t, ALL_ROLES, MOVE_PURGE_CONFIRM, report);
	trial_refused(t, &act, ERR_DENIED);
	/* Released it is asked for anew. */
	trial_move(t, SECURITY, MOVE_RELEASE, report);
	trial_move(t, EDITOR, MOVE_QUARANTINE, report);
	act = trial_act(t, SECURITY, MOVE_PURGE_CONFIRM, report);
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, ALL_ROLES, MOVE_PURGE, report);
	trial_move(t, SECURITY, MOVE_PURGE_CONFIRM, report);
	assert_false(holds(t, MARK));
	act = trial_act(t, SECURITY, MOVE_PURGE, report);
	act.ask.words = "再清一次";
	trial_refused(t, &act, ERR_DENIED);
	trial_verify(t);
}

#ifdef YANSHEN_TEST_HOOKS
/* The journal holds the pages as they were: it is zeros before it is cut, which here it never is.
 */
static void the_journal_keeps_nothing(void **state)
{
	struct trial *t = *state;
	int64_t report = marked(t);
	struct faults *faults = vfs_faults(share_vfs(t->share));
	g_autofree char *journal = g_strconcat(t->path, "-journal", NULL);
	GStatBuf info;

	trial_move(t, SECURITY, MOVE_PURGE, report);
	struct act act = trial_act(t, SIGNER, MOVE_PURGE_CONFIRM, report);
	faults_set(faults, CALL_TRUNCATE, 1, FAULT_FAIL);
	err_clear(&t->err);
	done_clear(&t->done);
	(void)!share_move(t->share, &act, &t->done, &t->err);
	assert_int_equal(faults->hits, 1);
	faults_set(faults, 0, 0, FAULT_NONE);
	share_close(t->share);
	t->share = NULL;
	assert_int_equal(g_stat(journal, &info), 0);
	assert_true(info.st_size > 0);
	g_autofree char *all = NULL;
	gsize len;
	assert_true(g_file_get_contents(journal, &all, &len, NULL));
	assert_null(memmem(all, len, MARK, strlen(MARK)));
	err_clear(&t->err);
	t->share = share_open(t->path, false, &t->err);
	assert_works(t->share, t->err);
	assert_works(purge_finish(t->share, report, &t->err), t->err);
	assert_false(holds(t, MARK));
	trial_verify(t);
}
#endif

/* Another report came as the very same file: that one's bytes are not this purge's to take. */
static void a_file_of_two_reports_stays(void **state)
{
	struct trial *t = *state;
	int64_t report = marked(t);
	int64_t other = trial_receive(t, "另一份", "正文");
	g_autoptr(GBytes)
	    bytes = g_bytes_new_static(MARK " as it came", strlen(MARK " as it came"));
	struct revision *text = trial_text("另一份", "又一稿");

	trial_move(t, REVIEWER, MOVE_RETURN, other);
	struct act act = trial_act(t, CLERK, MOVE_RESUBMIT, other);
	act.ask.text = text;
	act.original = bytes;
	act.original_name = "又来.txt";
	trial_do(t, &act);
	revision_free(text);
	purge(t, report);
	trial_verify(t);
	assert_true(holds(t, MARK));
	trial_move(t, REVIEWER, MOVE_DECLINE, other);
	trial_move(t, CLERK, MOVE_CLOSE, other);
	purge(t, other);
	assert_false(holds(t, MARK));
	trial_verify(t);
}

/* A part is purged where it rests; then the whole is not taken apart any more. */
static void a_merged_part(void **state)
{
	struct trial *t = *state;
	int64_t parts[2] = {trial_receive(t, "甲 " MARK, MARK), trial_receive(t, "乙", "乙文")};
	struct act act = trial_act(t, REVIEWER, MOVE_MERGE, 0);

	act.ask.words = "同一问题";
	act.parts = parts;
	act.parts_len = 2;
	int64_t whole = trial_do(t, &act);
	purge(t, parts[0]);
	assert_int_equal(t->done.state, STATE_MERGED);
	assert_true(holds(t, MARK)); /* what is not named stays: the whole took the text */
	trial_verify(t);
	act = trial_act(t, REVIEWER, MOVE_UNMERGE, whole);
	act.ask.words = "拆开";
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, EDITOR, MOVE_QUARANTINE, whole);
	purge(t, whole);
	assert_false(holds(t, MARK));
	trial_verify(t);
}

/* Whether the guards let a person confirm the purge that was asked for last, whoever asked. */
static bool guards_let(
    struct trial *t, int64_t report, int64_t person, const char *name, char **said)
{
	g_autofree char *sql = g_strdup_printf(
	    "BEGIN; INSERT INTO event SELECT max(e.seq) + 1, '01K5ZZZZZZ0123456789ABCDEF', r.id, "
	    "'purge-confirm', r.state, r.state, %lld, '%s', '', '', 1, '', '', r.revision, "
	    "r.digest, "
	    "'of=' || max(e.seq) || char(10), '', (SELECT digest FROM event ORDER BY seq DESC "
	    "LIMIT 1), "
	    "printf('%%064d', 7), printf('%%0128d', 7) FROM event AS e, report AS r WHERE r.id = "
	    "%lld; "
	    "ROLLBACK",
	    (long long)person, name, (long long)report);

	return trial_shell(t->path, sql, said);
}

/* What the shell may do to a text: nothing, but to let it go with both events. */
static void the_guards_hold(void **state)
{
	struct trial *t = *state;
	int64_t report = marked(t);
	g_autofree char *blank = g_strdup_printf(
	    "UPDATE revision SET title = '', body = '' WHERE report = %lld", (long long)report);
	char *said = NULL;

	assert_false(trial_shell(t->path, blank, &said));
	assert_non_null(strstr(said, "never changed"));
	g_free(said);
	trial_move(t, SECURITY, MOVE_PURGE, report);
	assert_false(trial_shell(t->path, blank, &said));
	g_free(said);
	assert_false(guards_let(t, report, SECURITY, "周保密", &said));
	if (!strstr(said, "by another person"))
		fail_msg("%s", said);
	g_free(said);
	assert_true(guards_let(t, report, SIGNER, "陈签发", &said));
	g_free(said);
	trial_move(t, SIGNER, MOVE_PURGE_CONFIRM, report);
	assert_false(trial_shell(t->path, "UPDATE revision SET body = '别的' WHERE no = 2", &said));
	g_free(said);
	assert_false(trial_shell(t->path, "UPDATE original SET kept = 1", &said));
	g_free(said);
	trial_verify(t);
}

/* The file beside the database could not be reached then: whoever comes next finishes it. */
static void a_leftover_is_told_and_finished(void **state)
{
	struct trial *t = *state;
	struct verify_plan plan = {.full = true};
	struct verified verified;
	int64_t report = marked(t);
	g_autofree char *digest = trial_ask(t, "SELECT digest FROM original");
	g_autofree char *path = g_strconcat(t->path, ".d/", digest, NULL);

	purge(t, report);
	assert_true(g_file_set_contents(path, MARK " as it came", -1, NULL));
	assert_works(share_verify(t->share, &plan, &verified, &t->err), t->err);
	assert_int_equal(verified.flags->len, 1);
	verified_clear(&verified);
	assert_works(purge_finish(t->share, report, &t->err), t->err);
	assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
	trial_verify(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(nothing_is_left),
	    TRIAL(others_can_check_it),
	    TRIAL(copies_that_hold_it_are_named),
	    TRIAL(rows_that_were_moved),
	    TRIAL(it_takes_two),
#ifdef YANSHEN_TEST_HOOKS
	    TRIAL(the_journal_keeps_nothing),
#endif
	    TRIAL(a_file_of_two_reports_stays),
	    TRIAL(a_merged_part),
	    TRIAL(the_guards_hold),
	    TRIAL(a_leftover_is_told_and_finished),
	};

	return cmocka_run_group_tests_name("purge", tests, NULL, NULL);
}
