/* What a decision and a look cost at the drive, in calls: on a slow link each is a round trip. */
#include "trial.h"

#include "share/changes.h"
#include "share/claims.h"
#include "share/vfs.h"

#include "model/changes.h"

#define GATE_CALLS                                                                    \
	6 /* of the side file, counted apart: into line, in, out of line, out, a beat \
	   */
#define DECISION_CALLS (40 - GATE_CALLS) /* design: 40, warm, with nobody else writing */
#define COLD_DECISION_CALLS 36 /* after another desk wrote, and what was cached is void */
#define COLD_LOOK_CALLS 15 /* the same, for reading what it wrote */
#define POLL_CALLS 6 /* a look that finds nothing, SQLite's own question included */
#define REPORTS 120 /* an office that is at work, so that nothing fits one page */

#ifdef YANSHEN_TEST_HOOKS

static int64_t calls(struct trial *t)
{
	return vfs_faults(share_vfs(t->share))->calls;
}

static void fill(struct trial *t)
{
	for (int i = 0; i < REPORTS; i++)
		trial_receive(
		    t, "关于规范共享电动车停放的建议", "情况：停放混乱。\n建议：增设停放点。\n");
}

/* The dearest of these decisions stays below the bar. */
static void a_decision_is_few_calls(void **state)
{
	static const struct {
		enum move_id move;
		int64_t actor;
	} way[] = {
	    {MOVE_ACCEPT, REVIEWER},
	    {MOVE_NOTE, EDITOR},
	    {MOVE_SUBMIT, EDITOR},
	    {MOVE_PASS, APPROVER},
	    {MOVE_SIGN, SIGNER},
	    {MOVE_DISPATCH, CLERK},
	};
	struct trial *t = *state;

	fill(t);
	int64_t report = trial_receive(t, "标题", "正文");
	for (size_t i = 0; i < G_N_ELEMENTS(way); i++) {
		int64_t before = calls(t);

		trial_move(t, way[i].actor, way[i].move, report);
		int64_t made = calls(t) - before;
		print_message("# %s: %lld calls\n", move_row(way[i].move)->name, (long long)made);
		assert_true(made > 5); /* it did go to the drive */
		assert_true(made <= DECISION_CALLS);
	}
}

static void a_save_is_few_calls(void **state)
{
	struct trial *t = *state;

	fill(t);
	int64_t report = trial_report_in(t, STATE_EDITING);
	int64_t before = calls(t);

	trial_write(t, EDITOR, MOVE_SAVE, report, "情况：盲道被占。\n建议：增设停放点。\n");
	print_message("# save: %lld calls\n", (long long)(calls(t) - before));
	assert_true(calls(t) - before <= DECISION_CALLS);
}

/* A claim taken, kept alive and given back: what writing costs besides. */
static void a_beat_is_few_calls(void **state)
{
	struct trial *t = *state;
	struct claim *claim = NULL;

	fill(t);
	int64_t report = trial_report_in(t, STATE_EDITING);
	assert_works(
	    claim_take(t->share, report, EDITOR, "desk", t->now_ms, false, &claim, &t->err),
	    t->err);
	int64_t before = calls(t);
	assert_works(claim_beat(t->share, claim, true, &t->err), t->err);
	print_message("# beat: %lld calls\n", (long long)(calls(t) - before));
	assert_true(calls(t) - before <= DECISION_CALLS);
	claim_free(claim);
}

static void note_elsewhere(struct trial *t, struct share *other, int64_t report)
{
	struct share *mine = t->share;

	t->share = other;
	trial_move(t, REVIEWER, MOVE_NOTE, report);
	t->share = mine;
}

static void digest_at(struct trial *t, int64_t seq, char *digest)
{
	struct sql *sql = sql_ask(share_db(t->share), "SELECT digest FROM event WHERE seq = ?1");

	sql_int(sql, 1, seq);
	assert_true(sql_row(sql));
	g_strlcpy(digest, sql_get_text(sql, 0), DIGEST_HEX_LEN + 1);
	assert_works(sql_end(sql, &t->err), t->err);
}

static void read_newest(struct trial *t, int64_t after, const char *digest)
{
	struct changes *changes = changes_new();
	bool changed;
	int64_t before = calls(t);
	assert_works(share_changed(t->share, &changed, &t->err), t->err);
	assert_true(changed);
	assert_works(changes_after(t->share, after, digest, 100, changes, &t->err), t->err);
	print_message("# look after another desk: %lld calls\n", (long long)(calls(t) - before));
	assert_true(calls(t) - before <= COLD_LOOK_CALLS);
	assert_int_equal(changes->events->len, 1);
	changes_free(changes);
}

/* Pages lie close together, and several come with one request. */
static void after_another_desk_it_is_few_more(void **state)
{
	struct trial *t = *state;
	char digest[DIGEST_HEX_LEN + 1];

	fill(t);
	struct share *other = share_open(share_path(t->share), false, &t->err);
	assert_works(other != NULL, t->err);
	for (int64_t report = 1; report <= 5; report++) {
		note_elsewhere(t, other, report + 50);
		int64_t before = calls(t);

		trial_move(t, REVIEWER, MOVE_ACCEPT, report);
		int64_t seq = t->done.seq;
		print_message(
		    "# accept after another desk: %lld calls\n", (long long)(calls(t) - before));
		assert_true(calls(t) - before <= COLD_DECISION_CALLS);
		digest_at(t, seq, digest);
		note_elsewhere(t, other, report + 60);
		read_newest(t, seq, digest);
	}
	share_close(other);
}

static void a_look_that_finds_nothing_is_fewer(void **state)
{
	struct trial *t = *state;
	struct changes *changes = changes_new();
	int64_t most = 0;
	bool changed;

	fill(t);
	assert_works(changes_after(t->share, 0, EVENT_NO_DIGEST, 10000, changes, &t->err), t->err);
	changes_free(changes);
	for (int i = 0; i < 20; i++) {
		int64_t before = calls(t);

		assert_works(share_changed(t->share, &changed, &t->err), t->err);
		assert_false(changed);
		assert_true(calls(t) > before);
		most = MAX(most, calls(t) - before);
	}
	print_message("# look: %lld calls at most\n", (long long)most);
	assert_true(most <= POLL_CALLS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(a_decision_is_few_calls),
	    TRIAL(a_save_is_few_calls),
	    TRIAL(a_beat_is_few_calls),
	    TRIAL(after_another_desk_it_is_few_more),
	    TRIAL(a_look_that_finds_nothing_is_fewer),
	};

	return cmocka_run_group_tests_name("calls", tests, NULL, NULL);
}

#else

int main(void)
{
	return 77; /* calls are counted only in test builds */
}

#endif
