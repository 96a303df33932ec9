/* Acts as people do them, on a real file: the whole way of a report, and every shortcut refused. */
#include "trial.h"

#include "share/case.h"
#include "share/claims.h"
#include "share/people.h"
#include "share/reports.h"
#include "share/txn.h"

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
	person_free(editor);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(whole_way, trial_setup, trial_teardown),
	    cmocka_unit_test_setup_teardown(undo_gives_back_what_was, trial_setup, trial_teardown),
	};

	return cmocka_run_group_tests_name("moves", tests, NULL, NULL);
}
