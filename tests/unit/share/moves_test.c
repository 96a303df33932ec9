/* Acts as people do them, on a real file: the whole way of a report, its side ways, undo. */
#include "trial.h"

static void whole_way(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_ISSUED);
	g_autofree char *number = trial_ask(t, "SELECT number FROM report");
	g_autofree char *sent = trial_ask(t, "SELECT dispatch_number FROM report");
	g_autofree char *kinds = trial_ask(t,
	    "SELECT group_concat(kind) FROM (SELECT kind FROM event WHERE report = 1 "
	    "ORDER BY seq)");

	assert_int_equal(report, 1);
	assert_string_equal(number, "2026-0001");
	assert_string_equal(sent, "2026-B0001");
	assert_string_equal(t->done.number, "2026-0001");
	assert_string_equal(t->done.dispatch_number, "2026-B0001");
	assert_string_equal(kinds, "receive,accept,save,submit,pass,sign,dispatch");
	assert_int_equal(trial_count(t, "SELECT count(*) FROM revision"), 2);
	trial_move(t, CLERK, MOVE_CLOSE, report);
	assert_int_equal(t->done.state, STATE_CLOSED);
	trial_verify(t);
}

static void back_to_the_writer_and_in_again(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_receive(t, "标题", "正文");
	struct act act = trial_act(t, REVIEWER, MOVE_RETURN, report);

	trial_refused(t, &act, ERR_INPUT); /* no reason, no words */
	trial_move(t, REVIEWER, MOVE_RETURN, report);
	assert_int_equal(t->done.state, STATE_RETURNED);
	trial_write(t, CLERK, MOVE_RESUBMIT, report, "改后的正文");
	assert_int_equal(t->done.state, STATE_INCOMING);
	trial_move(t, REVIEWER, MOVE_DECLINE, report);
	trial_move(t, REVIEWER, MOVE_REOPEN, report);
	trial_move(t, REVIEWER, MOVE_ACCEPT, report);
	trial_move(t, EDITOR, MOVE_DROP, report);
	assert_int_equal(t->done.state, STATE_INCOMING);
	trial_move(t, CLERK, MOVE_WITHDRAW, report);
	assert_int_equal(t->done.state, STATE_WITHDRAWN);
	act = trial_act(t, REVIEWER, MOVE_REOPEN, report);
	act.ask.words = "为何";
	trial_refused(t, &act, ERR_DENIED);
	trial_verify(t);
}

static void forwarded_quarantined_and_back(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_receive(t, "标题", "正文");

	trial_move(t, REVIEWER, MOVE_DECLINE, report);
	trial_move(t, CLERK, MOVE_FORWARD, report);
	trial_move(t, EDITOR, MOVE_QUARANTINE, report);
	assert_int_equal(t->done.state, STATE_QUARANTINED);
	trial_move(t, SECURITY, MOVE_RELEASE, report);
	assert_int_equal(t->done.state, STATE_FORWARDED);
	/* From where it was forwarded is known still. */
	trial_move(t, CLERK, MOVE_HANDBACK, report);
	assert_int_equal(t->done.state, STATE_DECLINED);
	trial_move(t, CLERK, MOVE_UNDO_LAST, report);
	assert_int_equal(t->done.state, STATE_FORWARDED);
	trial_move(t, CLERK, MOVE_HANDBACK, report);
	assert_int_equal(t->done.state, STATE_DECLINED);
	/* By who triages as well; taken back by who made it, and by nobody else. */
	trial_move(t, REVIEWER, MOVE_FORWARD, report);
	assert_int_equal(t->done.state, STATE_FORWARDED);
	struct act act = trial_act(t, CLERK, MOVE_UNDO_LAST, report);
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, REVIEWER, MOVE_HANDBACK, report);
	assert_int_equal(t->done.state, STATE_DECLINED);
	act = trial_act(t, EDITOR, MOVE_FORWARD, report);
	act.ask.to = "市教育局";
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, CLERK, MOVE_CLOSE, report);
	/* From review either supervisor sends it back. */
	report = trial_report_in(t, STATE_REVIEW);
	trial_move(t, SIGNER, MOVE_SENDBACK, report);
	assert_int_equal(t->done.state, STATE_EDITING);
	trial_verify(t);
}

static void signed_recalled_corrected(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_SIGNED);

	trial_move(t, SIGNER, MOVE_RECALL, report);
	assert_int_equal(t->done.state, STATE_EDITING);
	assert_int_equal(trial_count(t, "SELECT assigned FROM report"), EDITOR);
	trial_move(t, EDITOR, MOVE_SUBMIT, report);
	trial_move(t, APPROVER, MOVE_PASS, report);
	trial_move(t, SIGNER, MOVE_SIGN, report);
	trial_move(t, CLERK, MOVE_DISPATCH, report);
	trial_move(t, SIGNER, MOVE_CORRECT, report);
	assert_int_equal(t->done.state, STATE_EDITING);
	assert_string_equal(t->done.dispatch_number, "2026-B0001");
	g_autofree char *detail = trial_ask(t, "SELECT detail FROM event WHERE kind = 'correct'");
	assert_string_equal(detail, "void=2026-B0001\n");
	trial_write(t, EDITOR, MOVE_SAVE, report, "更正后的正文");
	trial_move(t, EDITOR, MOVE_SUBMIT, report);
	trial_move(t, APPROVER, MOVE_PASS, report);
	trial_move(t, SIGNER, MOVE_SIGN, report);
	trial_move(t, CLERK, MOVE_DISPATCH, report);
	assert_string_equal(t->done.dispatch_number, "2026-B0002");
	trial_verify(t);
}

/* A comma amended by the approver: the editor confirms, another passes or the same. */
static void amended_and_confirmed(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_REVIEW);
	struct act act;

	trial_write(t, APPROVER, MOVE_AMEND, report, "情况，盲道被占。\n");
	act = trial_act(t, APPROVER, MOVE_PASS, report);
	act.ask.ticks = trial_ticks();
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, EDITOR, MOVE_CONFIRM, report);
	trial_move(t, APPROVER, MOVE_PASS, report);
	/* In signing the signer amends: the pass has ended. */
	trial_write(t, SIGNER, MOVE_AMEND, report, "情况，盲道被占！\n");
	act = trial_act(t, SIGNER, MOVE_SIGN, report);
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, EDITOR, MOVE_CONFIRM, report);
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, APPROVER_TOO, MOVE_PASS, report);
	trial_move(t, SIGNER, MOVE_SIGN, report);
	assert_int_equal(t->done.state, STATE_SIGNED);
	trial_verify(t);
}

static void undo_gives_back_what_was(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_receive(t, "标题", "正文");
	struct act act = trial_act(t, REVIEWER, MOVE_ACCEPT, report);
	struct person *editor = person_new(EDITOR, "张编辑", "", ROLE_BIT(EDITOR));

	act.ask.to_person = editor;
	trial_do(t, &act);
	assert_int_equal(trial_count(t, "SELECT assigned FROM report"), EDITOR);
	int64_t since = trial_count(t, "SELECT since_ms FROM report");

	act = trial_act(t, EDITOR, MOVE_UNDO_LAST, report);
	trial_refused(t, &act, ERR_DENIED);
	act = trial_act(t, REVIEWER, MOVE_UNDO_LAST, report);
	trial_do(t, &act);
	assert_int_equal(t->done.state, STATE_INCOMING);
	assert_int_equal(trial_count(t, "SELECT assigned FROM report"), 0);
	assert_int_equal(trial_count(t, "SELECT since_ms FROM report"), since - 60000);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM event WHERE kind = 'accept'"), 1);

	act = trial_act(t, REVIEWER, MOVE_UNDO_LAST, report);
	trial_refused(t, &act, ERR_DENIED);
	/* An assignment taken back: the one before stands again. */
	act = trial_act(t, REVIEWER, MOVE_ACCEPT, report);
	act.ask.to_person = editor;
	trial_do(t, &act);
	editor->id = EDITOR_TOO;
	act = trial_act(t, REVIEWER, MOVE_ASSIGN, report);
	act.ask.to_person = editor;
	trial_do(t, &act);
	assert_int_equal(trial_count(t, "SELECT assigned FROM report"), EDITOR_TOO);
	trial_move(t, REVIEWER, MOVE_UNDO_LAST, report);
	assert_int_equal(trial_count(t, "SELECT assigned FROM report"), EDITOR);
	assert_int_equal(t->done.state, STATE_EDITING);
	person_free(editor);
	trial_verify(t);
}

static void head_notes_and_exports(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_receive(t, "标题", "正文");
	struct revision *text = trial_text("标题", "正文");
	struct act act = trial_act(t, CLERK, MOVE_SET, report);

	text->urgency = URGENCY_EXTRA;
	revision_set(&text->body, "夹带的正文"); /* a head is set over the body that stands */
	act.ask.text = text;
	act.ask.words = "市领导要求加快";
	act.limit_ms = t->now_ms + 3600000;
	trial_do(t, &act);
	assert_int_equal(trial_count(t, "SELECT limit_ms FROM report"), act.limit_ms);
	assert_int_equal(trial_count(t, "SELECT revision FROM report"), 2);
	g_autofree char *body = trial_ask(t, "SELECT body FROM revision WHERE no = 2");
	assert_string_equal(body, "正文");
	trial_move(t, REVIEWER, MOVE_NOTE, report);
	act = trial_act(t, AUDITOR, MOVE_NOTE, report);
	act.ask.words = "无权记事";
	trial_refused(t, &act, ERR_DENIED);
	act = trial_act(t, REVIEWER, MOVE_EXPORT, report);
	act.form = "sheet";
	trial_do(t, &act);
	act = trial_act(t, CLERK, MOVE_SET, report);
	act.ask.text = text;
	act.limit_ms = 0;
	trial_do(t, &act);
	assert_int_equal(trial_count(t, "SELECT limit_ms FROM report"), 0);
	revision_free(text);
	trial_verify(t);
}

/* Sign-off and dispatch wait while it is looked at, and go on where they were. */
static void quarantined_after_signing_and_after_issue(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_SIGNED);
	struct act act;

	trial_move(t, CLERK, MOVE_QUARANTINE, report);
	act = trial_act(t, CLERK, MOVE_DISPATCH, report);
	act.ask.to = "市委办公室";
	act.ask.ticks = trial_ticks();
	trial_refused(t, &act, ERR_DENIED);
	act = trial_act(t, SIGNER, MOVE_RECALL, report);
	act.ask.words = "撤回";
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, SECURITY, MOVE_RELEASE, report);
	assert_int_equal(t->done.state, STATE_SIGNED);
	trial_move(t, CLERK, MOVE_DISPATCH, report); /* the signature stands still */
	assert_string_equal(t->done.dispatch_number, "2026-B0001");
	trial_move(t, SECURITY, MOVE_QUARANTINE, report);
	act = trial_act(t, CLERK, MOVE_CLOSE, report);
	trial_refused(t, &act, ERR_DENIED);
	act = trial_act(t, SIGNER, MOVE_CORRECT, report);
	act.ask.words = "更正";
	trial_refused(t, &act, ERR_DENIED);
	trial_move(t, SECURITY, MOVE_RELEASE, report);
	assert_int_equal(t->done.state, STATE_ISSUED);
	trial_move(t, CLERK, MOVE_CLOSE, report);
	act = trial_act(t, SECURITY, MOVE_QUARANTINE, report);
	act.ask.words = "归档后";
	trial_refused(t, &act, ERR_DENIED);
	trial_verify(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(whole_way),
	    TRIAL(back_to_the_writer_and_in_again),
	    TRIAL(forwarded_quarantined_and_back),
	    TRIAL(quarantined_after_signing_and_after_issue),
	    TRIAL(signed_recalled_corrected),
	    TRIAL(amended_and_confirmed),
	    TRIAL(undo_gives_back_what_was),
	    TRIAL(head_notes_and_exports),
	};

	return cmocka_run_group_tests_name("moves", tests, NULL, NULL);
}
