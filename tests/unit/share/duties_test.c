/* Separation of duties, paper signatures, merging: what takes more than one person or one report.
 */
#include "trial.h"

/* One who holds every role may do every step, but not two that need two people. */
static void nobody_does_it_all(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_receive(t, "标题", "正文");
	struct act act;

	trial_move(t, ALL_ROLES, MOVE_ACCEPT, report);
	trial_write(t, ALL_ROLES, MOVE_SAVE, report, "改过的正文");
	trial_move(t, ALL_ROLES, MOVE_SUBMIT, report);
	act = trial_act(t, ALL_ROLES, MOVE_PASS, report);
	act.ask.ticks = trial_ticks();
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, APPROVER, MOVE_PASS, report);
	act = trial_act(t, ALL_ROLES, MOVE_SIGN, report);
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, SIGNER, MOVE_SENDBACK, report);

	/* Whose hand is not in it may pass, and then not sign. */
	int64_t other = trial_report_in(t, STATE_REVIEW);
	trial_move(t, ALL_ROLES, MOVE_PASS, other);
	act = trial_act(t, ALL_ROLES, MOVE_SIGN, other);
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, SIGNER, MOVE_SIGN, other);
	trial_verify(t);
}

static void writers_do_not_judge(void **state)
{
	struct trial *t = *state;
	struct revision *text = trial_text("标题", "正文");
	struct act act = trial_act(t, CLERK, MOVE_RECEIVE, 0);

	revision_add_writer(text, "李初审", WRITER_PERSON, REVIEWER);
	act.ask.text = text;
	int64_t report = trial_do(t, &act);
	act = trial_act(t, REVIEWER, MOVE_ACCEPT, report);
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, ALL_ROLES, MOVE_ACCEPT, report);
	revision_free(text);
	trial_verify(t);
}

static void a_pass_of_another_text_is_worth_nothing(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_SIGNING);
	struct act act = trial_act(t, SIGNER, MOVE_SIGN, report);

	trial_move(t, SIGNER, MOVE_SENDBACK, report);
	trial_move(t, EDITOR, MOVE_SUBMIT, report);
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, APPROVER, MOVE_PASS, report);
	act.ask.digest = "0123456789abcdef";
	trial_refused(t, &act, ERR_STALE);
	act.ask.digest = NULL;
	trial_do(t, &act);
	trial_verify(t);
}

static void a_paper_signature_waits_for_its_signatory(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_REVIEW);
	g_autofree char *digest = trial_ask(t, "SELECT digest FROM report");
	struct person *approver = person_new(APPROVER, "赵审核", "", ROLE_BIT(APPROVER));
	struct act act = trial_act(t, CLERK, MOVE_RECORD_PAPER, report);

	digest[12] = '\0';
	act.ask.paper = MOVE_PASS;
	act.ask.to_person = approver;
	act.ask.digest = "ffffffffffff";
	trial_refused(t, &act, ERR_STALE); /* the sheet is of another text */
	act.ask.digest = digest;
	trial_do(t, &act);
	assert_int_equal(t->done.state, STATE_REVIEW);
	act = trial_act(t, APPROVER_TOO, MOVE_PASS, report);
	trial_refused(t, &act, ERR_DENIED); /* the ticks on the sheet are another's */

	/* Entered by mistake: taken back, the sheet counts no more; entered anew. */
	trial_move(t, CLERK, MOVE_UNDO_LAST, report);
	assert_int_equal(t->done.state, STATE_REVIEW);
	act = trial_act(t, APPROVER, MOVE_PASS, report);
	trial_refused(t, &act, ERR_DENIED);
	act = trial_act(t, CLERK, MOVE_RECORD_PAPER, report);
	act.ask.paper = MOVE_PASS;
	act.ask.to_person = approver;
	act.ask.digest = digest;
	trial_do(t, &act);
	act = trial_act(t, APPROVER, MOVE_PASS, report);
	trial_do(t, &act); /* the ticks stand on the sheet */
	assert_int_equal(t->done.state, STATE_SIGNING);

	/* What the signatory may not do, the clerk may not enter for them. */
	act = trial_act(t, CLERK, MOVE_RECORD_PAPER, report);
	approver->roles = ROLE_BIT(SIGNER);
	act.ask.paper = MOVE_SIGN;
	act.ask.to_person = approver;
	act.ask.digest = digest;
	trial_refused(t, &act, ERR_DENIED);
	person_free(approver);
	trial_verify(t);
}

/* It is given to somebody who can do something with it in that state. */
static void a_report_is_given_to_who_can_take_it(void **state)
{
	struct trial *t = *state;
	struct person *taker = person_new(CLERK, "王收发", "", ROLE_BIT(CLERK));
	int64_t report = trial_receive(t, "标题", "正文");
	struct act act = trial_act(t, REVIEWER, MOVE_ASSIGN, report);

	act.ask.to_person = taker;
	trial_refused(t, &act, ERR_INPUT);
	taker->id = EDITOR;
	trial_do(t, &act);
	report = trial_report_in(t, STATE_REVIEW);
	act = trial_act(t, SIGNER, MOVE_ASSIGN, report);
	act.ask.to_person = taker;
	trial_refused(t, &act, ERR_INPUT);
	taker->id = APPROVER_TOO;
	trial_do(t, &act);
	assert_int_equal(trial_count(t, "SELECT assigned FROM report WHERE id = 2"), APPROVER_TOO);
	person_free(taker);
	trial_verify(t);
}

static int64_t merged(struct trial *t, int64_t actor, const int64_t *parts, size_t len)
{
	struct act act = trial_act(t, actor, MOVE_MERGE, 0);

	act.ask.words = "同一问题";
	act.parts = parts;
	act.parts_len = len;
	return trial_do(t, &act);
}

static void merged_and_apart_again(void **state)
{
	struct trial *t = *state;
	int64_t parts[3] = {trial_receive(t, "甲", "甲文"), trial_report_in(t, STATE_EDITING),
	    trial_receive(t, "丙", "丙文")};
	struct act act = trial_act(t, EDITOR, MOVE_MERGE, 0);

	act.ask.words = "同一问题";
	act.parts = parts;
	act.parts_len = 1;
	trial_refused(t, &act, ERR_INPUT);
	act.parts_len = 2;
	trial_refused(t, &act, ERR_DENIED); /* one is incoming: a reviewer's */
	int64_t whole = merged(t, REVIEWER, parts, 2);
	assert_int_equal(whole, 4);
	assert_string_equal(t->done.number, "2026-0004");
	assert_int_equal(t->done.state, STATE_EDITING);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM report WHERE merged_into = 4"), 2);
	g_autofree char *body = trial_ask(t, "SELECT body FROM revision WHERE report = 4");
	assert_non_null(strstr(body, "甲文"));
	assert_non_null(strstr(body, "停放混乱"));

	/* A composite may be a part itself. */
	parts[0] = whole;
	parts[1] = parts[2];
	int64_t larger = merged(t, REVIEWER, parts, 2);
	trial_verify(t);
	trial_move(t, REVIEWER, MOVE_UNMERGE, larger);
	assert_int_equal(t->done.report, larger);
	assert_int_equal(t->done.state, STATE_WITHDRAWN);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM report WHERE merged_into = 4"), 2);
	trial_move(t, EDITOR, MOVE_UNMERGE, whole);
	g_autofree char *states = trial_ask(
	    t, "SELECT group_concat(state) FROM (SELECT state FROM report ORDER BY id)");
	assert_string_equal(states, "incoming,editing,incoming,withdrawn,withdrawn");
	trial_verify(t);
}

/* Who wrote in a part has written in the whole. */
static void hands_in_parts_count(void **state)
{
	struct trial *t = *state;
	int64_t parts[2] = {trial_report_in(t, STATE_EDITING), trial_report_in(t, STATE_EDITING)};
	struct act act;

	trial_write(t, ALL_ROLES, MOVE_SAVE, parts[0], "全能者改过");
	int64_t whole = merged(t, EDITOR_TOO, parts, 2);
	trial_move(t, EDITOR, MOVE_SUBMIT, whole);
	act = trial_act(t, ALL_ROLES, MOVE_PASS, whole);
	act.ask.ticks = trial_ticks();
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, APPROVER, MOVE_PASS, whole);
	trial_move(t, SIGNER, MOVE_SIGN, whole);
	trial_verify(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(nobody_does_it_all),
	    TRIAL(writers_do_not_judge),
	    TRIAL(a_pass_of_another_text_is_worth_nothing),
	    TRIAL(a_paper_signature_waits_for_its_signatory),
	    TRIAL(a_report_is_given_to_who_can_take_it),
	    TRIAL(merged_and_apart_again),
	    TRIAL(hands_in_parts_count),
	};

	return cmocka_run_group_tests_name("duties", tests, NULL, NULL);
}
