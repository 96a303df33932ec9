/* Authority lent for a time: who may give it, what it allows, when it ends; forged and expired
 * told. */
#include "trial.h"

#include "base/clock.h"
#include "model/detail.h"
#include "share/audit.h"
#include "share/txn.h"
#include "share/verify.h"

static struct act lend_act(struct trial *t, int64_t actor, struct lend *lend)
{
	struct act act = trial_act(t, actor, MOVE_DELEGATE, 0);

	if (!lend->from_ms)
		lend->from_ms = t->now_ms;
	if (!lend->until_ms)
		lend->until_ms = t->now_ms + 7 * DAY_MS;
	act.lend = lend;
	act.ask.words = "出差一周";
	return act;
}

/* Lend ROLES of BY to TO for a week, by BY's own key. Returns the event. */
static int64_t lend(struct trial *t, int64_t by, int64_t to, unsigned roles)
{
	struct lend wanted = {.by = by, .to = to, .roles = roles};
	struct act act = lend_act(t, by, &wanted);

	trial_do(t, &act);
	assert_false(t->done.waits);
	return t->done.seq;
}

static void a_delegate_signs_for_a_week(void **state)
{
	struct trial *t = *state;
	int64_t first = trial_report_in(t, STATE_SIGNING),
		second = trial_report_in(t, STATE_SIGNING);

	trial_denied(t, SECURITY, MOVE_SIGN, first, "does not hold it");
	int64_t seq = lend(t, SIGNER, SECURITY, ROLE_BIT(SIGNER));
	trial_move(t, SECURITY, MOVE_SIGN, first);
	assert_int_equal(t->done.state, STATE_SIGNED);
	g_autofree char *detail = trial_ask(t, "SELECT detail FROM event WHERE kind = 'sign'");
	assert_int_equal(detail_get_int(detail, "for", 0), SIGNER);
	assert_int_equal(detail_get_int(detail, "lent", 0), seq);
	/* Signing was lent, nothing else. */
	trial_denied(t, SECURITY, MOVE_RECALL, first, "does not hold it");
	trial_move(t, SECURITY, MOVE_UNDO_LAST, first);
	assert_int_equal(t->done.state, STATE_SIGNING);
	trial_move(t, SECURITY, MOVE_SENDBACK, first);
	t->now_ms += 7 * DAY_MS;
	trial_denied(t, SECURITY, MOVE_SIGN, second, "ended at");
	trial_move(t, SIGNER, MOVE_SIGN, second);
	trial_verify(t);
}

static void it_can_be_taken_back(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_SIGNING);
	int64_t seq = lend(t, SIGNER, SECURITY, ROLE_BIT(SIGNER));
	struct act act = trial_act(t, APPROVER, MOVE_DELEGATE, 0);

	act.asked_seq = seq;
	act.takes_back = true;
	act.ask.words = "提前回来";
	trial_refused(t, &act, ERR_DENIED);
	act.actor = SIGNER;
	act.keys = trial_keys(SIGNER);
	trial_do(t, &act);
	trial_denied(t, SECURITY, MOVE_SIGN, report, "does not hold it");
	trial_refused(t, &act, ERR_INPUT); /* once */
	trial_verify(t);
}

static void nobody_gets_it_who_must_not(void **state)
{
	struct trial *t = *state;
	static const struct {
		int64_t actor, by, to;
		unsigned roles;
	} wrong[] = {
	    {SIGNER, SIGNER, EDITOR, ROLE_BIT(SIGNER)}, /* never to an editor */
	    {SIGNER, SIGNER, SIGNER, ROLE_BIT(SIGNER)},
	    {SIGNER, SIGNER, AUDITOR, ROLE_BIT(SIGNER)}, /* reads no texts */
	    {SIGNER, SIGNER, SECURITY, ROLE_BIT(APPROVER)}, /* not one's own role */
	    {APPROVER, SIGNER, SECURITY, ROLE_BIT(SIGNER)}, /* not one's own */
	    {EDITOR, SIGNER, SECURITY, ROLE_BIT(SIGNER)},
	    {SIGNER, 0, ALL_ROLES, ROLE_BIT(SIGNER) | ROLE_BIT(APPROVER)}, /* not alone */
	};

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		struct lend wanted = {
		    .by = wrong[i].by, .to = wrong[i].to, .roles = wrong[i].roles};
		struct act act = lend_act(t, wrong[i].actor, &wanted);

		trial_refused(t, &act, ERR_DENIED);
	}
	struct lend past = {.by = SIGNER,
	    .to = SECURITY,
	    .roles = ROLE_BIT(SIGNER),
	    .from_ms = 1,
	    .until_ms = t->now_ms};
	struct act act = lend_act(t, SIGNER, &past);
	trial_refused(t, &act, ERR_INPUT);
	past.from_ms = t->now_ms;
	past.until_ms = t->now_ms + 2 * LEND_YEAR_MS;
	trial_refused(t, &act, ERR_INPUT);
	/* Nor as a setting that only an administrator writes. */
	act = trial_act(t, FOUNDER, MOVE_SETTING, 0);
	act.key = "delegate.x";
	act.value = "signer 6 7 0 1900000000000";
	trial_refused(t, &act, ERR_INPUT);
}

static int64_t ask_for(struct trial *t, int64_t by, int64_t to, unsigned roles, bool *waits)
{
	struct lend wanted = {.by = by, .to = to, .roles = roles};
	struct act act = lend_act(t, FOUNDER, &wanted);

	trial_do(t, &act);
	*waits = t->done.waits;
	return t->done.seq;
}

static void for_one_who_is_away_two_agree(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_REVIEW);
	bool waits;
	int64_t seq = ask_for(t, APPROVER, SECURITY, ROLE_BIT(APPROVER), &waits);
	struct act act = trial_act(t, APPROVER_TOO, MOVE_DELEGATE, 0);

	assert_true(waits);
	trial_denied(t, SECURITY, MOVE_PASS, report, "has not been confirmed");
	act.asked_seq = seq;
	act.ask.words = "同意";
	trial_refused(t, &act, ERR_DENIED); /* no signer */
	act = trial_act(t, FOUNDER, MOVE_DELEGATE, 0);
	act.asked_seq = seq;
	act.ask.words = "同意";
	trial_refused(t, &act, ERR_DENIED); /* who asked */
	act = trial_act(t, SIGNER, MOVE_DELEGATE, 0);
	act.asked_seq = seq;
	act.ask.words = "同意";
	trial_do(t, &act);
	trial_refused(t, &act, ERR_INPUT); /* once */
	trial_move(t, SECURITY, MOVE_PASS, report);
	assert_int_equal(t->done.state, STATE_SIGNING);
	trial_verify(t);
}

/* Two verdicts never fall on one person, whoever's hand gives them. */
static void two_people_stay_two(void **state)
{
	struct trial *t = *state;
	int64_t first = trial_report_in(t, STATE_REVIEW), second = trial_report_in(t, STATE_REVIEW);
	int64_t third = trial_report_in(t, STATE_SIGNING),
		fourth = trial_report_in(t, STATE_REVIEW);

	/* One hand for two. */
	lend(t, APPROVER, SECURITY, ROLE_BIT(APPROVER));
	lend(t, SIGNER, SECURITY, ROLE_BIT(SIGNER));
	trial_move(t, SECURITY, MOVE_PASS, first);
	trial_denied(t, SECURITY, MOVE_SIGN, first, "need two people");
	trial_move(t, SIGNER, MOVE_SIGN, first);
	/* Two hands for one. */
	lend(t, ALL_ROLES, REVIEWER, ROLE_BIT(APPROVER));
	trial_move(t, REVIEWER, MOVE_PASS, second);
	trial_denied(t, ALL_ROLES, MOVE_SIGN, second, "passed for you");
	lend(t, ALL_ROLES, CLERK, ROLE_BIT(SIGNER));
	trial_denied(t, CLERK, MOVE_SIGN, second, "for whom you would sign");
	trial_move(t, SECURITY, MOVE_SIGN, second); /* for the signer, who is another */
	t->now_ms += 3600000; /* verify notes two at one computer within half an hour */
	/* The absent one passed it, their delegate cannot sign for them. */
	trial_move(t, SIGNER, MOVE_SENDBACK, third);
	trial_move(t, EDITOR, MOVE_SUBMIT, third);
	trial_move(t, ALL_ROLES, MOVE_PASS, third);
	trial_denied(t, CLERK, MOVE_SIGN, third, "for whom you would sign");
	/* A hand in the text counts for both. */
	trial_write(t, APPROVER, MOVE_AMEND, fourth, "核改过的正文");
	trial_denied(t, SECURITY, MOVE_PASS, fourth, "you would act for");
	trial_verify(t);
}

static void one_supervisor_for_both(void **state)
{
	struct trial *t = *state;
	int64_t first = trial_report_in(t, STATE_REVIEW), second = trial_report_in(t, STATE_REVIEW);
	int64_t third = trial_report_in(t, STATE_REVIEW);
	bool waits;

	trial_move(t, ALL_ROLES, MOVE_PASS, first);
	trial_denied(t, ALL_ROLES, MOVE_SIGN, first, "need two people");
	int64_t seq = ask_for(t, 0, ALL_ROLES, ROLE_BIT(APPROVER) | ROLE_BIT(SIGNER), &waits);
	assert_true(waits);
	struct act act = trial_act(t, ALL_ROLES, MOVE_DELEGATE, 0);
	act.asked_seq = seq;
	act.ask.words = "同意";
	trial_refused(t, &act, ERR_DENIED);
	trial_denied(t, ALL_ROLES, MOVE_SIGN, first, "need two people");
	act.actor = SIGNER;
	act.keys = trial_keys(SIGNER);
	trial_do(t, &act);
	trial_move(t, ALL_ROLES, MOVE_SIGN, first);
	g_autofree char *detail = trial_ask(t, "SELECT detail FROM event WHERE kind = 'sign'");
	assert_int_equal(detail_get_int(detail, "both", 0), seq);
	/* Never an editor of that text, were it only an amendment that was confirmed. */
	trial_write(t, ALL_ROLES, MOVE_AMEND, second, "核改过的正文");
	trial_move(t, EDITOR, MOVE_CONFIRM, second);
	trial_move(t, ALL_ROLES, MOVE_PASS, second);
	trial_denied(t, ALL_ROLES, MOVE_SIGN, second, "need two people");
	/* It ends by itself. */
	trial_move(t, ALL_ROLES, MOVE_PASS, third);
	t->now_ms += 7 * DAY_MS;
	trial_denied(t, ALL_ROLES, MOVE_SIGN, third, "need two people");
	trial_verify(t);
}

/* An event with a good chain and the right key of PERSON, on a copy without guards. */
static void forge(struct trial *t, const char *path, int64_t person, const char *name,
    int64_t at_ms, const char *detail)
{
	struct share *share = share_open(path, false, &t->err);
	struct event *event = event_new();
	struct txn txn;

	assert_works(share, t->err);
	event->report = 1;
	event->person = person;
	event->at_ms = at_ms;
	event->from = STATE_SIGNING;
	event->to = STATE_SIGNED;
	g_autofree char *digest = NULL;
	struct sql *sql = sql_ask(
	    share_db(share), "SELECT digest, revision FROM report WHERE id = 1");
	assert_true(sql_row(sql));
	digest = sql_get_dup(sql, 0);
	event->revision = (int)sql_get_int(sql, 1);
	assert_works(sql_end(sql, &t->err), t->err);
	revision_set(&event->kind, "sign");
	revision_set(&event->person_name, name);
	revision_set(&event->desk, "x");
	revision_set(&event->program, "x");
	revision_set(&event->text_digest, digest);
	revision_set(&event->detail, detail);
	assert_works(txn_write(&txn, share, &t->err), t->err);
	const struct seal *seal = share_seal(share, &t->err);
	assert_works(audit_append(share_db(share), seal, g_ptr_array_index(trial_keys(person), 0),
			 event, &t->err),
	    t->err);
	g_autofree char *row = g_strdup_printf(
	    "UPDATE report SET state = 'signed', seq = %lld, since_ms = %lld WHERE id = 1",
	    (long long)event->seq, (long long)at_ms);
	assert_works(sql_exec(share_db(share), row, &t->err), t->err);
	assert_works(txn_commit(&txn, &t->err), t->err);
	txn_end(&txn);
	event_free(event);
	share_close(share);
}

static void is_told(struct trial *t, int64_t person, const char *name, int64_t at_ms,
    const char *detail, const char *words)
{
	static int copies;
	g_autofree char *file = g_strdup_printf("forged%d.db", copies++);
	g_autofree char *path = trial_bare_copy(t, file);
	struct verify_plan plan = {.full = true};
	struct verified verified;

	forge(t, path, person, name, at_ms, detail);
	struct share *share = share_open(path, true, &t->err);
	assert_works(share, t->err);
	bool good = share_verify(share, &plan, &verified, &t->err);
	if (!words && !good)
		fail_msg("an honest one was refused: %s", t->err.words);
	if (words && (good || t->err.kind != ERR_DAMAGED || !strstr(t->err.words, words)))
		fail_msg("%s %s: said \"%s\", not \"%s\"", name, detail,
		    good ? "fine" : t->err.words, words);
	if (good)
		verified_clear(&verified);
	err_clear(&t->err);
	share_close(share);
}

static void verify_tells_expired_and_forged_authority(void **state)
{
	struct trial *t = *state;

	trial_report_in(t, STATE_SIGNING);
	int64_t seq = lend(t, SIGNER, SECURITY, ROLE_BIT(SIGNER));
	g_autofree char *honest = g_strdup_printf("for=%d\nlent=%lld\n", SIGNER, (long long)seq);
	g_autofree char *other = g_strdup_printf("for=%d\nlent=%lld\n", ALL_ROLES, (long long)seq);
	int64_t now = t->now_ms + 60000;

	is_told(t, SECURITY, "周保密", now, honest, NULL);
	is_told(t, SECURITY, "周保密", now + 8 * DAY_MS, honest, "ended at");
	is_told(t, SECURITY, "周保密", now, "", "another authority");
	is_told(t, SECURITY, "周保密", now, other, "another authority");
	is_told(t, REVIEWER, "李初审", now, honest, "does not hold it");
	is_told(t, SIGNER, "陈签发", now, honest, "another authority");
}

#define D64 "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'"

/* The same by the plain SQLite shell against the guards. */
static void shell(
    struct trial *t, int64_t person, int64_t at_ms, const char *detail, const char *words)
{
	g_autofree char *said = NULL;
	g_autofree char *sql = g_strdup_printf(
	    "BEGIN; INSERT INTO event SELECT (SELECT max(seq) + 1 FROM event), "
	    "'01K5ZZZZZZ0123456789ABCDEF', 1, 'sign', 'signing', 'signed', p.id, p.name, 'x', 'x', "
	    "%lld, '', '', r.revision, r.digest, '%s', 'x', (SELECT digest FROM event ORDER BY seq "
	    "DESC LIMIT 1), " D64 ", " D64 " || " D64
	    " FROM person AS p, report AS r WHERE p.id = %lld AND r.id = 1; ROLLBACK",
	    (long long)at_ms, detail, (long long)person);
	bool lets = trial_shell(t->path, sql, &said);

	if (lets != (words == NULL) || (words && !strstr(said, words)))
		fail_msg("%s: said \"%s\", not \"%s\"", detail, lets ? "fine" : said,
		    words ? words : "fine");
}

static void guards_know_authority(void **state)
{
	struct trial *t = *state;

	trial_report_in(t, STATE_REVIEW);
	int64_t seq = lend(t, SIGNER, SECURITY, ROLE_BIT(SIGNER));
	int64_t passes = lend(t, ALL_ROLES, REVIEWER, ROLE_BIT(APPROVER));
	int64_t signs = lend(t, ALL_ROLES, CLERK, ROLE_BIT(SIGNER));
	int64_t now = t->now_ms + 60000;
	g_autofree char *honest = g_strdup_printf("for=%d\nlent=%lld\n", SIGNER, (long long)seq);
	g_autofree char *wrong = g_strdup_printf("for=%d\nlent=%lld\n", SIGNER, (long long)passes);
	g_autofree char *whose = g_strdup_printf(
	    "for=%d\nlent=%lld\n", ALL_ROLES, (long long)signs);

	trial_move(t, REVIEWER, MOVE_PASS, 1);
	shell(t, SECURITY, now, honest, NULL);
	shell(t, SECURITY, now, "", "role for it");
	shell(t, SECURITY, now + 8 * DAY_MS, honest, "role for it");
	shell(t, SECURITY, now, wrong, "role for it");
	shell(t, REVIEWER, now, honest, "role for it");
	shell(t, CLERK, now, whose, "need two people");
	shell(t, ALL_ROLES, now, "", "need two people");
	g_autofree char *said = NULL;
	g_autofree char *sql = g_strdup_printf(
	    "UPDATE setting SET value = 'signer 6 8 0 1900000000000' WHERE key = "
	    "'delegate.%lld'",
	    (long long)seq);
	assert_false(trial_shell(t->path, sql, &said));
	assert_non_null(strstr(said, "setting changes only"));
}

int main(void)
{
#define STORY(story) cmocka_unit_test_setup_teardown(story, trial_setup, trial_teardown)
	const struct CMUnitTest tests[] = {
	    STORY(a_delegate_signs_for_a_week),
	    STORY(it_can_be_taken_back),
	    STORY(nobody_gets_it_who_must_not),
	    STORY(for_one_who_is_away_two_agree),
	    STORY(two_people_stay_two),
	    STORY(one_supervisor_for_both),
	    STORY(verify_tells_expired_and_forged_authority),
	    STORY(guards_know_authority),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
