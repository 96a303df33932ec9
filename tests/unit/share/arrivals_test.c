/* What comes in: originals beside the file, bytes seen before, secrecy marks; and the office's
 * people. */
#include "trial.h"

#include "share/originals.h"
#include "share/people.h"
#include "share/txn.h"

#include <glib/gstdio.h>

static struct act arrival(struct trial *t, const struct revision *text, GBytes *bytes)
{
	struct act act = trial_act(t, CLERK, MOVE_RECEIVE, 0);

	act.ask.text = text;
	act.original = bytes;
	act.original_name = "来稿.txt";
	return act;
}

static void the_same_bytes_are_seen_before(void **state)
{
	struct trial *t = *state;
	struct revision *text = trial_text("标题", "正文");
	GBytes *bytes = g_bytes_new_static("标题\n正文\n", strlen("标题\n正文\n"));
	struct act act = arrival(t, text, bytes);

	trial_do(t, &act);
	assert_false(t->done.seen_before);
	g_autofree char *digest = trial_ask(t, "SELECT original_digest FROM report");
	GBytes *kept = originals_read(t->path, digest, &t->err);
	assert_works(kept, t->err);
	assert_true(g_bytes_equal(bytes, kept));
	g_bytes_unref(kept);

	act = arrival(t, text, bytes);
	trial_do(t, &act);
	assert_true(t->done.seen_before);
	assert_string_equal(t->done.number, "2026-0001");
	assert_int_equal(trial_count(t, "SELECT count(*) FROM report"), 1);
	/* Who may not import is told that, not what is here. */
	act.actor = AUDITOR;
	act.keys = trial_keys(AUDITOR);
	trial_refused(t, &act, ERR_DENIED);
	trial_verify(t);
	g_bytes_unref(bytes);
	revision_free(text);
}

static void a_secret_is_not_stored(void **state)
{
	struct trial *t = *state;
	struct revision *text = trial_text("关于某事项的报告", "只应留在纸上的文字");
	GBytes *bytes = g_bytes_new_static("机密\n只应留在纸上", strlen("机密\n只应留在纸上"));
	struct act act = arrival(t, text, bytes);
	g_autofree char *file = NULL;
	size_t len;

	act.is_secret = true;
	int64_t report = trial_do(t, &act);
	assert_int_equal(t->done.state, STATE_QUARANTINED);
	assert_true(g_file_get_contents(t->path, &file, &len, NULL));
	assert_null(memmem(file, len, "只应留在纸上", strlen("只应留在纸上")));
	assert_null(memmem(file, len, "某事项", strlen("某事项")));
	g_autofree char *folder = g_strconcat(t->path, ".d", NULL);
	assert_false(g_file_test(folder, G_FILE_TEST_EXISTS));
	/* What was never stored cannot be let go. */
	act = trial_act(t, SECURITY, MOVE_RELEASE, report);
	act.ask.words = "放行";
	trial_refused(t, &act, ERR_DENIED);
	trial_verify(t);
	act = arrival(t, text, bytes);
	act.is_secret = true;
	trial_do(t, &act);
	assert_true(t->done.seen_before);
	g_bytes_unref(bytes);
	revision_free(text);
}

static void an_act_is_done_once(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_receive(t, "标题", "正文");
	struct act act = trial_act(t, REVIEWER, MOVE_ACCEPT, report);

	act.uid = "01K5ZZZZZZ0123456789ABCDEF";
	trial_do(t, &act);
	int64_t seq = t->done.seq;
	trial_do(t, &act);
	assert_true(t->done.again);
	assert_int_equal(t->done.seq, seq);
	assert_int_equal(t->done.state, STATE_EDITING);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM event WHERE kind = 'accept'"), 1);
}

/* Past its time an act is only asked after: done or not, it is not done by the question. */
static void a_late_question_does_nothing(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_receive(t, "标题", "正文");
	struct act act = trial_act(t, REVIEWER, MOVE_ACCEPT, report);

	act.uid = "01K5ZZZZZZ0123456789ABCDEF";
	act.only_asks = true;
	trial_refused(t, &act, ERR_BUSY);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM event WHERE kind = 'accept'"), 0);
	act.only_asks = false;
	err_clear(&t->err);
	trial_do(t, &act);
	act.only_asks = true;
	trial_do(t, &act);
	assert_true(t->done.again);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM event WHERE kind = 'accept'"), 1);
	trial_verify(t);
}

static void a_stale_save_is_refused(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);
	struct revision *text = trial_text("标题", "第二个人的稿子");
	struct act act = trial_act(t, EDITOR_TOO, MOVE_SAVE, report);

	act.ask.text = text;
	act.ask.base = 1;
	trial_write(t, EDITOR, MOVE_SAVE, report, "第一个人的稿子");
	trial_refused(t, &act, ERR_STALE);
	act.ask.base = 2;
	trial_do(t, &act);
	revision_free(text);
}

static void people_come_and_go(void **state)
{
	struct trial *t = *state;
	struct person *person = person_new(0, "王收发", "", ROLE_BIT(CLERK));
	struct act act = trial_act(t, FOUNDER, MOVE_PERSON_ADD, 0);

	act.person = person;
	trial_refused(t, &act, ERR_INPUT); /* a namesake */
	act.actor = CLERK;
	act.keys = trial_keys(CLERK);
	revision_set(&person->name, "王收发（二）");
	trial_refused(t, &act, ERR_DENIED);
	act.actor = FOUNDER;
	act.keys = trial_keys(FOUNDER);
	trial_do(t, &act);
	person->id = t->done.person;
	person->roles |= ROLE_BIT(EDITOR);
	act.ask.move = MOVE_PERSON_ROLE;
	trial_do(t, &act);
	act.ask.move = MOVE_PERSON_RETIRE;
	trial_do(t, &act);
	trial_refused(t, &act, ERR_INPUT);
	/* Who has left acts no more. */
	int64_t report = trial_report_in(t, STATE_EDITING);
	act = trial_act(t, person->id, MOVE_SUBMIT, report);
	trial_refused(t, &act, ERR_DENIED);
	person_free(person);

	/* Somebody must stay administrator. */
	person = person_new(ALL_ROLES, "全能者", "", ROLE_BIT(EDITOR));
	act = trial_act(t, FOUNDER, MOVE_PERSON_ROLE, 0);
	act.person = person;
	trial_do(t, &act);
	person_free(person);
	person = person_new(FOUNDER, "管理员", "admin", ROLE_BIT(CLERK));
	act.person = person;
	trial_refused(t, &act, ERR_DENIED);
	person_free(person);
	trial_verify(t);
}

static void settings_are_events(void **state)
{
	struct trial *t = *state;
	struct act act = trial_act(t, FOUNDER, MOVE_SETTING, 0);

	act.key = "late-addressees";
	act.value = "yes";
	trial_do(t, &act);
	act.value = "一行\n反斜杠\\两行";
	trial_do(t, &act);
	act.value = "";
	trial_do(t, &act);
	act.key = "Bad Key";
	trial_refused(t, &act, ERR_INPUT);
	act.key = SETTING_ZONE;
	act.value = "Europe/Berlin";
	act.actor = CLERK;
	act.keys = trial_keys(CLERK);
	trial_refused(t, &act, ERR_DENIED);
	trial_verify(t);
}

/* The year's last evening in UTC is the next year's morning in the office. */
static void numbers_follow_the_offices_day(void **state)
{
	struct trial *t = *state;

	trial_receive(t, "旧年", "正文");
	t->now_ms = 1798732500000; /* 2026-12-31 15:55 UTC, 23:55 in Shanghai */
	trial_receive(t, "旧年最后一份", "正文");
	assert_string_equal(t->done.number, "2026-0002");
	t->now_ms += 600000;
	trial_receive(t, "新年第一份", "正文");
	assert_string_equal(t->done.number, "2027-0001");
	trial_verify(t);
}

/* A clock that is behind only reads, until an administrator says which one is right. */
static void a_slow_clock_writes_nothing(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_receive(t, "标题", "正文");
	struct act act = trial_act(t, REVIEWER, MOVE_ACCEPT, report);

	act.now_ms = t->now_ms - 2 * CLOCK_SLACK_MS;
	trial_refused(t, &act, ERR_INPUT);
	act.now_ms = t->now_ms - CLOCK_SLACK_MS / 2;
	trial_do(t, &act);
	/* Somebody's clock was a year ahead, and their entry the newest. */
	act = trial_act(t, REVIEWER, MOVE_NOTE, t->done.report);
	act.ask.words = "明年的记录";
	act.now_ms += 365 * 86400000ll;
	trial_do(t, &act);
	act.now_ms = t->now_ms;
	trial_refused(t, &act, ERR_INPUT);
	act = trial_act(t, FOUNDER, MOVE_SETTING, 0);
	act.key = "clock.checked";
	act.value = "yes";
	trial_do(t, &act);
	trial_receive(t, "又能办了", "正文");
}

/* Whom it is given to is who the file says, not who the caller says. */
static void a_forged_person_is_not_believed(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_receive(t, "标题", "正文");
	struct person *person = person_new(CLERK, "王收发", "", ROLE_BIT(EDITOR));
	struct act act = trial_act(t, REVIEWER, MOVE_ACCEPT, report);

	act.ask.to_person = person;
	trial_refused(t, &act, ERR_INPUT);
	person->id = 77;
	trial_refused(t, &act, ERR_INPUT);
	person->id = EDITOR;
	trial_do(t, &act);
	person_free(person);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(the_same_bytes_are_seen_before),
	    TRIAL(a_secret_is_not_stored),
	    TRIAL(an_act_is_done_once),
	    TRIAL(a_late_question_does_nothing),
	    TRIAL(a_stale_save_is_refused),
	    TRIAL(people_come_and_go),
	    TRIAL(settings_are_events),
	    TRIAL(numbers_follow_the_offices_day),
	    TRIAL(a_slow_clock_writes_nothing),
	    TRIAL(a_forged_person_is_not_believed),
	};

	return cmocka_run_group_tests_name("arrivals", tests, NULL, NULL);
}
