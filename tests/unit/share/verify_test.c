/* The audit: a whole file passes, and each way of touching one is told. */
#include "trial.h"

#include <glib/gstdio.h>

#include "share/txn.h"
#include "share/verify.h"

static void verify_ok(struct trial *t, const char *path)
{
	struct verify_plan plan = {.full = true};
	struct verified verified;
	struct share *share = share_open(path, true, &t->err);

	assert_works(share, t->err);
	assert_works(share_verify(share, &plan, &verified, &t->err), t->err);
	verified_clear(&verified);
	share_close(share);
}

static void touched(struct trial *t, const char *sql, const char *words)
{
	struct verify_plan plan = {.full = true};

	trial_told(t, &plan, sql, words);
}

static void forgeries_are_told(void **state)
{
	struct trial *t = *state;

	trial_report_in(t, STATE_ISSUED);
	trial_receive(t, "第二份", "正文");
	trial_report_in(t, STATE_SIGNING);
	share_close(t->share);
	t->share = NULL;
	verify_ok(t, t->path);
	touched(t, "UPDATE report SET state = 'signed' WHERE state = 'incoming'", "add up to");
	touched(t, "UPDATE report SET assigned = 3 WHERE id = 2", "assigned");
	touched(t, "DELETE FROM event WHERE seq = 15", "is missing");
	touched(t, "DELETE FROM event WHERE seq > (SELECT max(seq) - 2 FROM event)", "");
	touched(t, "UPDATE event SET person = 7 WHERE kind = 'sign'", "does not fit");
	touched(t, "UPDATE revision SET body = '别的' WHERE report = 1 AND no = 2", "was changed");
	touched(t, "DELETE FROM revision WHERE report = 1 AND no = 2", "not there");
	touched(t,
	    "INSERT INTO revision SELECT 99, report, 9, base, title, writers, unit, contact, "
	    "category, addressees, copies, periodical, urgency, mark, person, at_ms, chars, "
	    "digest, body FROM revision WHERE report = 1 AND no = 1",
	    "without its event");
	touched(t, "UPDATE person SET roles = 'clerk,signer' WHERE id = 4", "张编辑");
	touched(t, "INSERT INTO person VALUES (12, '外人', '', 'signer', 0, 3)", "外人");
	touched(t, "UPDATE counter SET value = value + 1 WHERE kind = 'report'", "counters");
	touched(t, "UPDATE report SET number = '2026-0009', serial = 9 WHERE id = 2", "number");
	touched(t, "UPDATE setting SET value = 'nation' WHERE key = 'office.level'", "settings");
	touched(t, "DELETE FROM report WHERE id = 2", "");
	/* Behind a zero byte other programs would read what we do not. */
	touched(
	    t, "UPDATE event SET words = words || char(0) || '藏' WHERE seq = 13", "does not fit");
	touched(
	    t, "UPDATE revision SET body = body || char(0) || '藏' WHERE no = 2", "was changed");
}

/* The program of somebody else, written from doc/trail.md alone, comes to the same head. */
static bool chain_py(const char *path, char **said)
{
	const char *const argv[] = {"python3", TEST_SRCDIR "/tests/tool/chain.py", path, NULL};
	int status = -1;

	return g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
		   said, NULL, &status, NULL) &&
	       g_spawn_check_wait_status(status, NULL);
}

static void others_can_check_the_chain(void **state)
{
	struct trial *t = *state;
	g_autofree char *said = NULL, *touched = NULL;

	trial_report_in(t, STATE_ISSUED);
	g_autofree char *head = verify_head(t->share, &t->err);
	assert_works(head, t->err);
	share_close(t->share);
	t->share = NULL;
	if (!chain_py(t->path, &said))
		fail_msg("%s", said ? said : "python3 could not be started");
	if (!strstr(said, head))
		fail_msg("%s is not %s", said, head);
	g_autofree char *bare = trial_bare_copy(t, "bare.db");
	assert_true(trial_shell(bare, "UPDATE event SET words = '' WHERE kind = 'accept'", NULL));
	assert_false(chain_py(bare, &touched));
	assert_non_null(strstr(touched, "was changed"));
	g_autofree char *other = trial_bare_copy(t, "other.db");
	g_autofree char *told = NULL;
	assert_true(trial_shell(other,
	    "UPDATE event SET signature = (SELECT signature FROM event WHERE seq = 2) "
	    "WHERE kind = 'accept'",
	    NULL));
	assert_false(chain_py(other, &told));
	assert_non_null(strstr(told, "is forged"));
}

static void refuses(struct trial *t, const char *since, enum err_kind kind)
{
	struct verify_plan plan = {.since = since};
	struct verified verified;

	assert_refused(share_verify(t->share, &plan, &verified, &t->err), t->err, kind);
}

static void a_line_on_paper_finds_a_cut(void **state)
{
	struct trial *t = *state;
	struct verify_plan plan = {0};
	struct verified verified;

	trial_report_in(t, STATE_EDITING);
	g_autofree char *early = verify_head(t->share, &t->err);
	g_autofree char *padded = g_strdup_printf("  抄录 %s 。", early);
	trial_report_in(t, STATE_REVIEW);
	g_autofree char *late = verify_head(t->share, &t->err);

	assert_true(strlen(late) >= 20 && strlen(late) <= 160);
	plan.since = padded;
	assert_works(share_verify(t->share, &plan, &verified, &t->err), t->err);
	assert_string_equal(verified.head, late);
	assert_int_equal(verified.reports, 2);
	verified_clear(&verified);
	refuses(t, "nonsense", ERR_INPUT);
	refuses(t, "12:ffffffffffffffffffffffffffffffff", ERR_DAMAGED);
	refuses(t, "9999:ffffffffffffffffffffffffffffffff", ERR_DAMAGED);

	/* The newest events cut off, and the rows set back: only the line can tell. */
	share_close(t->share);
	t->share = NULL;
	g_autofree char *bare = trial_bare_copy(t, "bare.db");
	assert_true(trial_shell(bare,
	    "DELETE FROM event WHERE report = 2; DELETE FROM revision WHERE report = 2;"
	    "DELETE FROM report WHERE id = 2; UPDATE counter SET value = 1",
	    NULL));
	t->share = share_open(bare, true, &t->err);
	assert_works(t->share, t->err);
	plan.since = early;
	assert_works(share_verify(t->share, &plan, &verified, &t->err), t->err);
	assert_true(
	    verified.flags->len > 0); /* that the guards are gone is said, and is no damage */
	verified_clear(&verified);
	refuses(t, late, ERR_DAMAGED);
}

static void originals_are_checked(void **state)
{
	struct trial *t = *state;
	struct revision *text = trial_text("标题", "正文");
	struct act act = trial_act(t, CLERK, MOVE_RECEIVE, 0);
	struct verify_plan plan = {.full = true};
	struct verified verified;

	act.ask.text = text;
	act.original = g_bytes_new_static("abcdef", 6);
	act.original_name = "来稿.txt";
	trial_do(t, &act);
	g_bytes_unref(act.original);
	revision_free(text);
	trial_verify(t);
	g_autofree char *digest = trial_ask(t, "SELECT digest FROM original");
	g_autofree char *file = g_strconcat(t->path, ".d/", digest, NULL);
	assert_true(g_file_set_contents(file, "abcdeF", 6, NULL));
	assert_refused(share_verify(t->share, &plan, &verified, &t->err), t->err, ERR_DAMAGED);
	assert_true(g_file_set_contents(file, "abc", 3, NULL));
	plan.full = false;
	assert_refused(share_verify(t->share, &plan, &verified, &t->err), t->err, ERR_DAMAGED);
	g_unlink(file);
	assert_refused(share_verify(t->share, &plan, &verified, &t->err), t->err, ERR_DAMAGED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(forgeries_are_told),
	    TRIAL(others_can_check_the_chain),
	    TRIAL(a_line_on_paper_finds_a_cut),
	    TRIAL(originals_are_checked),
	};

	return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
