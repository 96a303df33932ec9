/* Every call to the drive fails in turn during an act: it is done wholly or not at all, and once.
 */
#include "trial.h"

#include "share/open.h"

#include <glib/gstdio.h>

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
	bool hit = faults->hits > 0;

	faults_set(faults, 0, 0, FAULT_NONE);
	share_close(t->share);
	err_clear(&t->err);
	t->share = share_open(t->path, false, &t->err);
	assert_works(t->share, t->err);
	trial_verify(t);
	int64_t there = trial_count(t, "SELECT count(*) FROM event WHERE uid = '" UID "'");

	if (told)
		assert_int_equal(there, 1);
	if (!attempt(t, act))
		fail_msg("call %lld: %s", (long long)nth, t->err.words);
	assert_int_equal(t->done.again, there == 1);
	trial_verify(t);
	return hit;
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
		hit = goes_wrong(t, act, nth, what);
	}
	assert_true(nth > 15); /* there were calls to go wrong */
}

static void a_merge_is_whole(void **state)
{
	struct trial *t = *state;
	int64_t parts[2] = {trial_receive(t, "甲", "甲文"), trial_receive(t, "乙", "乙文")};
	struct act act = trial_act(t, REVIEWER, MOVE_MERGE, 0);

	act.ask.words = "同一问题";
	act.parts = parts;
	act.parts_len = 2;
	act.uid = UID;
	each_call(t, &act, FAULT_FAIL);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(a_merge_is_whole),
	    TRIAL(an_answer_is_lost),
	    TRIAL(a_write_is_cut),
	};

	return cmocka_run_group_tests_name("acts_fault", tests, NULL, NULL);
}

#else

int main(void)
{
	return 77; /* faults are only in test builds */
}

#endif
