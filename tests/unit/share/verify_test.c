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

/* Touch a copy without guards: verify must say DAMAGED, with these words in what it says. */
static void touched(struct trial *t, const char *sql, const char *words)
{
	g_autofree char *path = trial_bare_copy(t, "bare.db");
	struct verify_plan plan = {.full = true};
	struct verified verified;
	g_autofree char *said = NULL;

	if (!trial_shell(path, sql, &said))
		fail_msg("%s: %s", sql, said);
	struct share *share = share_open(path, true, &t->err);
	assert_works(share, t->err);
	if (share_verify(share, &plan, &verified, &t->err))
		fail_msg("verify did not see: %s", sql);
	if (t->err.kind != ERR_DAMAGED || !strstr(t->err.words, words))
		fail_msg("%s: said \"%s\", not \"%s\"", sql, t->err.words, words);
	err_clear(&t->err);
	share_close(share);
	g_remove(path);
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
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(forgeries_are_told, trial_setup, trial_teardown),
	};

	return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
