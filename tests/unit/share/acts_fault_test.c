/* Every call to the drive fails in turn during an act: it is done wholly or not at all, and once.
 */
#include "trial.h"

#include "share/claims.h"
#include "share/open.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef YANSHEN_TEST_HOOKS

#define UID "01K5ZZZZZZ0123456789ABCDEF"

/* A fresh copy of the prepared file, opened. */
static void fresh(struct trial *t, const char *bytes, size_t len)
{
	share_close(t->share);
	assert_true(g_file_set_contents(t->path, bytes, (gssize)len, NULL));
	t->share = share_open(t->path, false, &t->err);
	assert_works(t->share, t->err);
}

static bool attempt(struct trial *t, const struct act *act)
{
	err_clear(&t->err);
	done_clear(&t->done);
	return share_move(t->share, act, &t->done, &t->err);
}

/*
 * A desk whose N-th call to the drive goes wrong. Whatever it is told, the file is whole, and
 * asking again with the same uid does it exactly once.
 */
static bool goes_wrong(struct trial *t, const struct act *act, int64_t nth, enum fault_what what)
{
	struct faults *faults = vfs_faults(share_vfs(t->share));

	faults_set(faults, CALL_ANY & ~(unsigned)CALL_CLOSE, nth, what);
	bool told = attempt(t, act);
	bool unknown = !told && t->err.kind == ERR_AWAY;
	bool hit = faults->hits > 0;

	faults_set(faults, 0, 0, FAULT_NONE);
	share_close(t->share);
	err_clear(&t->err);
	t->share = share_open(t->path, false, &t->err);
	assert_works(t->share, t->err);
	trial_verify(t);
	int64_t there = trial_count(t, "SELECT count(*) FROM event WHERE uid = '" UID "'");

	if (!unknown) /* what was told is true */
		assert_int_equal(there, told);
	if (!attempt(t, act))
		fail_msg("call %lld: %s", (long long)nth, t->err.words);
	assert_int_equal(t->done.again, there == 1);
	if (t->after)
		t->after(t);
	return hit;
}

/* The process itself ends at the N-th call; whoever comes after finds it done or not done. */
static bool is_killed(struct trial *t, const struct act *act, int64_t nth)
{
	int status;

	share_close(t->share); /* SQLite is not to be forked */
	t->share = NULL;
	pid_t child = fork();
	if (child == 0) {
		t->share = share_open(t->path, false, &t->err);
		if (!t->share)
			_exit(2);
		faults_set(vfs_faults(share_vfs(t->share)), CALL_ANY, nth, FAULT_KILL);
		_exit(attempt(t, act) ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;

	assert_true(killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
	t->share = share_open(t->path, false, &t->err);
	assert_works(t->share, t->err);
	trial_verify(t);
	int64_t there = trial_count(t, "SELECT count(*) FROM event WHERE uid = '" UID "'");

	assert_true(killed || there == 1);
	if (!attempt(t, act))
		fail_msg("call %lld: %s", (long long)nth, t->err.words);
	assert_int_equal(t->done.again, there == 1);
	if (t->after)
		t->after(t);
	return killed;
}

static void each_call(struct trial *t, const struct act *act, enum fault_what what)
{
	g_autofree char *bytes = NULL;
	size_t len;
	int64_t nth = 1;

	share_close(t->share);
	t->share = NULL;
	assert_true(g_file_get_contents(t->path, &bytes, &len, NULL));
	for (bool hit = true; hit; nth++) {
		fresh(t, bytes, len);
		hit = what == FAULT_KILL ? is_killed(t, act, nth) : goes_wrong(t, act, nth, what);
	}
	assert_true(nth > 15); /* there were calls to go wrong */
}

/* Two reports that are to be one. Owns: the act borrows PARTS, which it fills. */
static struct act merge_act(struct trial *t, int64_t parts[2])
{
	parts[0] = trial_receive(t, "甲", "甲文");
	parts[1] = trial_receive(t, "乙", "乙文");
	struct act act = trial_act(t, REVIEWER, MOVE_MERGE, 0);

	act.ask.words = "同一问题";
	act.parts = parts;
	act.parts_len = 2;
	return act;
}

static void a_merge_is_whole(void **state)
{
	struct trial *t = *state;
	int64_t parts[2];
	struct act act = merge_act(t, parts);

	act.uid = UID;
	each_call(t, &act, FAULT_FAIL);
}

static void a_merge_meets_death(void **state)
{
	struct trial *t = *state;
	int64_t parts[2];
	struct act act = merge_act(t, parts);

	act.uid = UID;
	each_call(t, &act, FAULT_KILL);
}

static void a_merge_is_undone_whole(void **state)
{
	struct trial *t = *state;
	int64_t parts[2];
	struct act act = merge_act(t, parts);

	act = trial_act(t, REVIEWER, MOVE_UNMERGE, trial_do(t, &act));
	act.ask.words = "不是同一问题";
	act.uid = UID;
	each_call(t, &act, FAULT_FAIL);
}

/* Under the claim of a desk, which stands afterwards, whatever became of the save. */
static void save_with(struct trial *t, enum fault_what what)
{
	int64_t report = trial_report_in(t, STATE_EDITING);
	struct claim *claim = NULL;
	struct act act = trial_act(t, EDITOR, MOVE_SAVE, report);
	struct revision *text = trial_text("标题", "又一稿");

	assert_works(
	    claim_take(t->share, report, EDITOR, "desk", t->now_ms, false, &claim, &t->err),
	    t->err);
	act.ask.text = text;
	act.ask.base = 1;
	act.fence = claim->fence;
	act.uid = UID;
	each_call(t, &act, what);
	assert_int_equal(trial_count(t, "SELECT fence FROM claim"), claim->fence);
	claim_free(claim);
	revision_free(text);
}

static void a_save_is_whole(void **state)
{
	save_with(*state, FAULT_FAIL);
}

static void a_save_meets_death(void **state)
{
	save_with(*state, FAULT_KILL);
}

/* A number is allotted in it: none is lost, none given twice. */
static void a_dispatch_with(struct trial *t, enum fault_what what)
{
	int64_t report = trial_report_in(t, STATE_SIGNED);
	struct act act = trial_act(t, CLERK, MOVE_DISPATCH, report);

	act.ask.to = "市委办公室";
	act.ask.ticks = trial_ticks();
	act.uid = UID;
	each_call(t, &act, what);
	assert_string_equal(t->done.dispatch_number, "2026-B0001");
}

static void a_dispatch_is_whole(void **state)
{
	a_dispatch_with(*state, FAULT_FAIL);
}

static void a_dispatch_meets_death(void **state)
{
	a_dispatch_with(*state, FAULT_KILL);
}

/* A submit that takes its claim for itself leaves none behind. */
static void a_claim_for_one_act_goes_with_it(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);
	struct act act = trial_act(t, EDITOR, MOVE_SUBMIT, report);

	act.uid = UID;
	each_call(t, &act, FAULT_KILL);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM claim"), 0);
}

/* A file that comes in: its bytes lie beside the database before the event names them. */
static void an_arrival_with(struct trial *t, enum fault_what what)
{
	struct act act = trial_act(t, CLERK, MOVE_RECEIVE, 0);
	struct revision *text = trial_text("标题", "正文");
	GBytes *bytes = g_bytes_new_static("原件的字节", strlen("原件的字节"));

	act.ask.text = text;
	act.source = SOURCE_MEMBER;
	act.original = bytes;
	act.original_name = "来稿.txt";
	act.uid = UID;
	each_call(t, &act, what);
	g_bytes_unref(bytes);
	revision_free(text);
}

static void an_import_is_whole(void **state)
{
	an_arrival_with(*state, FAULT_FAIL);
}

static void an_import_meets_death(void **state)
{
	an_arrival_with(*state, FAULT_KILL);
}

static void a_setting_is_whole(void **state)
{
	struct trial *t = *state;
	struct act act = trial_act(t, FOUNDER, MOVE_SETTING, 0);

	act.key = SETTING_LATE_ADDRESSEES;
	act.value = "yes";
	act.uid = UID;
	each_call(t, &act, FAULT_FAIL);
}

static void taking_over_is_whole(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);
	struct claim *claim = NULL;
	struct act act = trial_act(t, EDITOR_TOO, MOVE_NOTE, report);

	assert_works(
	    claim_take(t->share, report, EDITOR, "desk", t->now_ms, false, &claim, &t->err),
	    t->err);
	act.ask.words = "他在外出差";
	act.desk = "desk2";
	act.takes_over = true;
	act.uid = UID;
	each_call(t, &act, FAULT_LOST);
	assert_true(t->done.fence > claim->fence);
	assert_int_equal(trial_count(t, "SELECT fence FROM claim"), t->done.fence);
	claim_free(claim);
}

static void an_answer_is_lost(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_SIGNING);
	struct act act = trial_act(t, SIGNER, MOVE_SIGN, report);

	act.uid = UID;
	each_call(t, &act, FAULT_LOST);
}

static void a_write_is_cut(void **state)
{
	struct trial *t = *state;
	struct act act = trial_act(t, CLERK, MOVE_RECEIVE, 0);
	struct revision *text = trial_text("标题", "正文");

	act.ask.text = text;
	act.uid = UID;
	each_call(t, &act, FAULT_CUT);
	revision_free(text);
}

#define MARK "QZXKWJVPURGEMARK"

/* No file of the office holds what was purged, whatever went wrong on the way. */
static void mark_is_gone(struct trial *t)
{
	const char *const ends[] = {"", "-journal"};

	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *path = g_strconcat(t->path, ends[i], NULL);
		g_autofree char *all = NULL;
		gsize len;

		if (g_file_get_contents(path, &all, &len, NULL) &&
		    memmem(all, len, MARK, strlen(MARK)))
			fail_msg("%s still holds what was purged", path);
	}
}

static void a_purge_with(struct trial *t, enum fault_what what)
{
	int64_t report = trial_receive(t, "标题 " MARK, "正文 " MARK);

	trial_move(t, EDITOR, MOVE_QUARANTINE, report);
	trial_move(t, SECURITY, MOVE_PURGE, report);
	struct act act = trial_act(t, SIGNER, MOVE_PURGE_CONFIRM, report);
	act.uid = UID;
	t->after = mark_is_gone;
	each_call(t, &act, what);
}

static void a_purge_is_whole(void **state)
{
	a_purge_with(*state, FAULT_FAIL);
}

static void a_purge_meets_death(void **state)
{
	a_purge_with(*state, FAULT_KILL);
}

static void the_answer_to_a_purge_is_lost(void **state)
{
	a_purge_with(*state, FAULT_LOST);
}

static void a_write_of_a_purge_is_cut(void **state)
{
	a_purge_with(*state, FAULT_CUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(a_merge_is_whole),
	    TRIAL(a_merge_meets_death),
	    TRIAL(a_merge_is_undone_whole),
	    TRIAL(a_save_is_whole),
	    TRIAL(a_save_meets_death),
	    TRIAL(a_dispatch_is_whole),
	    TRIAL(a_dispatch_meets_death),
	    TRIAL(a_claim_for_one_act_goes_with_it),
	    TRIAL(an_import_is_whole),
	    TRIAL(an_import_meets_death),
	    TRIAL(a_setting_is_whole),
	    TRIAL(taking_over_is_whole),
	    TRIAL(an_answer_is_lost),
	    TRIAL(a_write_is_cut),
	    TRIAL(a_purge_is_whole),
	    TRIAL(a_purge_meets_death),
	    TRIAL(the_answer_to_a_purge_is_lost),
	    TRIAL(a_write_of_a_purge_is_cut),
	};

	/* Waiting for a disk is not what is tried here. */
	if (g_file_test("/dev/shm", G_FILE_TEST_IS_DIR))
		g_setenv("TMPDIR", "/dev/shm", FALSE);
	return cmocka_run_group_tests_name("acts_fault", tests, NULL, NULL);
}

#else

int main(void)
{
	return 77; /* faults are only in test builds */
}

#endif
