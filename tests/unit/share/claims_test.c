/* Claims: one desk at a time writes on a report, and nothing is saved but under its claim. */
#include "trial.h"

#include "share/claims.h"

/* Fails the test unless it is given. Owns: the caller frees. */
static struct claim *take(struct trial *t, int64_t report, int64_t person, const char *desk)
{
	struct claim *claim = NULL;

	assert_works(
	    claim_take(t->share, report, person, desk, t->now_ms, false, &claim, &t->err), t->err);
	return claim;
}

/* It is refused, with the one who has it. */
static void not_given(struct trial *t, int64_t report, int64_t person, const char *desk, bool own)
{
	struct claim *holder = NULL;

	assert_refused(claim_take(t->share, report, person, desk, t->now_ms, own, &holder, &t->err),
	    t->err, ERR_STALE);
	assert_int_equal(holder->person, EDITOR);
	assert_string_equal(holder->desk, "desk");
	claim_free(holder);
	err_clear(&t->err);
}

/* A save by ACTOR at DESK under FENCE; refused as STALE where it is not to work. */
static void save(
    struct trial *t, int64_t report, int64_t actor, const char *desk, int64_t fence, bool works)
{
	struct act act = trial_act(t, actor, MOVE_SAVE, report);
	struct revision *text = trial_text("标题", "又一稿");

	act.ask.text = text;
	act.desk = desk;
	act.fence = fence;
	if (works)
		trial_do(t, &act);
	else
		trial_refused(t, &act, ERR_STALE);
	err_clear(&t->err);
	revision_free(text);
}

static int64_t claims(struct trial *t)
{
	return trial_count(t, "SELECT count(*) FROM claim");
}

static void one_writes_at_a_time(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);
	struct claim *claim = take(t, report, EDITOR, "desk");
	struct claim *none = NULL;

	not_given(t, report, EDITOR_TOO, "desk2", false);
	not_given(t, report, EDITOR_TOO, "desk2", true); /* another's is not one's own */
	not_given(t, report, EDITOR_TOO, "desk", false);
	assert_refused(
	    claim_take(t->share, report, CLERK, "desk3", t->now_ms, false, &none, &t->err), t->err,
	    ERR_DENIED);
	assert_null(none);
	err_clear(&t->err);
	save(t, report, EDITOR_TOO, "desk2", 0, false);
	save(t, report, EDITOR_TOO, "desk2", claim->fence, false); /* a number is not enough */
	save(t, report, EDITOR, "desk", claim->fence, true);
	assert_works(claim_release(t->share, claim, &t->err), t->err);
	save(t, report, EDITOR_TOO, "desk2", 0, true);
	claim_free(claim);
	trial_verify(t);
}

/* What is done in one go, as by a command, takes the claim and leaves none behind. */
static void a_save_by_itself_takes_its_claim(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);
	int64_t fence = trial_count(t, "SELECT value FROM counter WHERE kind = 'fence'");

	save(t, report, EDITOR, "desk", 0, true);
	assert_int_equal(claims(t), 0);
	trial_move(t, EDITOR_TOO, MOVE_SUBMIT, report);
	assert_int_equal(claims(t), 0);
	trial_write(t, APPROVER, MOVE_AMEND, report, "核改");
	assert_int_equal(claims(t), 0);
	assert_int_equal(
	    trial_count(t, "SELECT value FROM counter WHERE kind = 'fence'"), fence + 3);
	trial_verify(t);
}

/* The claim is a running desk's: the same person's command is another desk, wherever it is typed.
 */
static void a_claim_is_a_desks_not_a_persons(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);
	struct claim *claim = take(t, report, EDITOR, "desk");

	not_given(t, report, EDITOR, "desk2", false);
	save(t, report, EDITOR, "desk2", 0, false);
	assert_int_equal(claims(t), 1);
	save(t, report, EDITOR, "desk", 0, false); /* typed in the same terminal */
	save(t, report, EDITOR, "desk", claim->fence - 1, false);
	save(t, report, EDITOR, "desk", claim->fence, true);
	assert_int_equal(claims(t), 1); /* the desk goes on writing */
	assert_works(claim_release(t->share, claim, &t->err), t->err);
	save(t, report, EDITOR, "desk", claim->fence, false); /* given back is given back */
	save(t, report, EDITOR, "desk2", 0, true);
	claim_free(claim);
	trial_verify(t);
}

/* A desk that ended without giving back: whoever starts it again goes on, under a new number. */
static void ones_own_is_given_anew(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);
	struct claim *first = take(t, report, EDITOR, "desk");
	struct claim *second = take(t, report, EDITOR, "desk");
	struct claim *third = NULL;

	assert_true(second->fence > first->fence);
	save(t, report, EDITOR, "desk", first->fence, false);
	assert_refused(claim_beat(t->share, first, true, &t->err), t->err, ERR_STALE);
	err_clear(&t->err);
	assert_works(claim_release(t->share, first, &t->err), t->err); /* takes nothing away */
	assert_works(claim_beat(t->share, second, true, &t->err), t->err);
	assert_works(
	    claim_take(t->share, report, EDITOR, "desk2", t->now_ms, true, &third, &t->err),
	    t->err);
	save(t, report, EDITOR, "desk", second->fence, false);
	save(t, report, EDITOR, "desk2", third->fence, true);
	claim_free(first);
	claim_free(second);
	claim_free(third);
	trial_verify(t);
}

static struct act taking_over(struct trial *t, int64_t actor, int64_t report)
{
	struct act act = trial_act(t, actor, MOVE_NOTE, report);

	act.desk = "desk2";
	act.takes_over = true;
	act.uid = "01K5ZZZZZZ0123456789ABCDEF";
	return act;
}

static void not_taken_over(struct trial *t, int64_t actor, int64_t report, enum err_kind kind)
{
	struct act act = taking_over(t, actor, report);

	act.ask.words = "他在外出差";
	trial_refused(t, &act, kind);
	err_clear(&t->err);
}

static void taking_over_is_an_act_with_words(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);
	struct claim *mine = take(t, report, EDITOR, "desk");
	struct act act = taking_over(t, EDITOR_TOO, report);

	trial_refused(t, &act, ERR_INPUT); /* without words */
	act.ask.words = "他在外出差";
	not_taken_over(t, REVIEWER, report, ERR_DENIED); /* who does not write there */
	not_taken_over(t, EDITOR, report, ERR_STALE); /* it is theirs already */
	assert_int_equal(trial_count(t, "SELECT fence FROM claim"), mine->fence);
	err_clear(&t->err);
	trial_do(t, &act);
	int64_t fence = t->done.fence;
	assert_true(fence > mine->fence);
	g_autofree char *words = trial_ask(t, "SELECT words FROM event ORDER BY seq DESC LIMIT 1");
	assert_non_null(strstr(words, "他在外出差"));
	assert_non_null(strstr(words, "desk"));
	g_autofree char *detail = trial_ask(
	    t, "SELECT detail FROM event ORDER BY seq DESC LIMIT 1");
	g_autofree char *expected = g_strdup_printf(
	    "fence=%" G_GINT64_FORMAT "\nover=%d\n", fence, EDITOR);
	assert_string_equal(detail, expected);

	/* The old holder: no beat, no save, and giving back takes nothing from the new one. */
	assert_refused(claim_beat(t->share, mine, true, &t->err), t->err, ERR_STALE);
	err_clear(&t->err);
	save(t, report, EDITOR, "desk", mine->fence, false);
	assert_works(claim_release(t->share, mine, &t->err), t->err);
	assert_int_equal(claims(t), 1);
	trial_do(t, &act); /* its answer was lost */
	assert_true(t->done.again);
	assert_int_equal(t->done.fence, fence);
	save(t, report, EDITOR_TOO, "desk2", fence, true);
	claim_free(mine);
	trial_verify(t);
}

static void what_nobody_has_is_not_taken_over(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);
	struct act act = taking_over(t, EDITOR_TOO, report);

	act.ask.words = "他在外出差";
	trial_refused(t, &act, ERR_STALE);
	trial_verify(t);
}

static void a_claim_ends_where_the_report_moves_on(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);
	struct claim *claim = take(t, report, EDITOR, "desk");

	trial_move(t, REVIEWER, MOVE_DROP, report);
	assert_int_equal(claims(t), 0);
	assert_refused(claim_beat(t->share, claim, false, &t->err), t->err, ERR_STALE);
	claim_free(claim);
	trial_verify(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(one_writes_at_a_time),
	    TRIAL(a_save_by_itself_takes_its_claim),
	    TRIAL(a_claim_is_a_desks_not_a_persons),
	    TRIAL(ones_own_is_given_anew),
	    TRIAL(taking_over_is_an_act_with_words),
	    TRIAL(what_nobody_has_is_not_taken_over),
	    TRIAL(a_claim_ends_where_the_report_moves_on),
	};

	return cmocka_run_group_tests_name("claims", tests, NULL, NULL);
}
