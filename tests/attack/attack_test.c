/* Attacks on a copy of the file with plain SQL and no guards: verify tells each by what it is. */
#include "attack.h"

#include <glib/gstdio.h>

#include "share/audit.h"
#include "share/reports.h"
#include "share/txn.h"
#include "share/verify.h"

/* The office after a day's work: one report dispatched, one new, one waiting for its signature. */
static void a_day(struct trial *t)
{
	trial_report_in(t, STATE_ISSUED);
	trial_receive(t, "第二份", "正文");
	trial_report_in(t, STATE_SIGNING);
}

/* What verify says of the file: true for whole, the words of the damage in t->err else. */
static bool is_whole(struct trial *t, const char *path, const char *since, guint *flags)
{
	struct verify_plan plan = {.full = true, .since = since};
	struct verified verified;

	err_clear(&t->err);
	struct share *share = share_open(path, true, &t->err);
	assert_works(share, t->err);
	bool whole = share_verify(share, &plan, &verified, &t->err);
	*flags = whole ? verified.flags->len : 0;
	if (whole)
		verified_clear(&verified);
	share_close(share);
	return whole;
}

static void told(struct trial *t, const char *path, const char *since, const char *words)
{
	guint flags;

	if (is_whole(t, path, since, &flags))
		fail_msg("verify did not tell: %s", words);
	if (t->err.kind != ERR_DAMAGED || !strstr(t->err.words, words))
		fail_msg("verify said \"%s\", not \"%s\"", t->err.words, words);
}

/* SQL on a bare copy is told with these words. */
static void attack(struct trial *t, const char *sql, const char *words)
{
	g_autofree char *path = trial_bare_copy(t, "bare.db");
	g_autofree char *said = NULL;

	if (!trial_shell(path, sql, &said))
		fail_msg("%s: %s", sql, said);
	told(t, path, NULL, words);
	g_remove(path);
}

static void rows_are_edited(void **state)
{
	struct trial *t = *state;

	a_day(t);
	attack(t, "UPDATE report SET assigned = 3 WHERE id = 2", "not what its events add up to");
	attack(t, "UPDATE report SET state = 'signed' WHERE id = 3", "but its events add up to");
	attack(t, "UPDATE event SET words = '同意' WHERE kind = 'pass'",
	    "(pass by 赵审核): was changed");
	attack(t, "UPDATE revision SET body = '别的' WHERE report = 1 AND no = 2",
	    "(revise by 张编辑): brought a text that was changed");
	attack(t, "UPDATE person SET roles = 'editor,signer' WHERE id = 4", "张编辑");
	attack(t, "UPDATE person SET retired = 1 WHERE id = 5", "赵审核");
}

static void events_are_taken_out_or_swapped(void **state)
{
	struct trial *t = *state;

	a_day(t);
	attack(t, "DELETE FROM event WHERE seq = 15", "event 15 is missing");
	attack(t, "DELETE FROM event WHERE seq > (SELECT max(seq) - 2 FROM event)", "is not there");
	attack(t,
	    "UPDATE event SET seq = -1 WHERE seq = 13; UPDATE event SET seq = 13 WHERE seq = 14;"
	    "UPDATE event SET seq = 14 WHERE seq = -1",
	    "does not follow the one before it");
}

/* The newest events go, and every row with them: only what was written down outside can tell. */
static void a_whole_older_copy_is_put_back(void **state)
{
	struct trial *t = *state;
	guint flags;

	a_day(t);
	g_autofree char *old = trial_bare_copy(t, "old.db");
	g_autofree char *early = verify_head(t->share, &t->err);
	trial_receive(t, "第四份", "正文");
	g_autofree char *late = verify_head(t->share, &t->err);
	assert_true(is_whole(t, old, NULL, &flags));
	assert_true(is_whole(t, old, early, &flags));
	told(t, old, late, "the newest events were cut off");
}

static void guards_are_dropped(void **state)
{
	struct trial *t = *state;
	guint flags;

	a_day(t);
	g_autofree char *path = trial_bare_copy(t, "bare.db");
	assert_true(is_whole(t, path, NULL, &flags)); /* odd, and no damage */
	assert_int_equal(flags, 1);
	assert_true(trial_shell(
	    path, "CREATE TRIGGER other AFTER INSERT ON event BEGIN SELECT 1; END", NULL));
	assert_true(is_whole(t, path, NULL, &flags));
	assert_int_equal(flags, 1);
}

/* An event written as the program would, digests and rows and all, by one who may not. */
static void forged_with(struct trial *t, const struct key *key, enum move_id move, int64_t person,
    const char *name, enum state to, const char *words)
{
	g_autofree char *path = trial_bare_copy(t, "bare.db");
	struct attack_plan plan = {.path = path,
	    .report = 3,
	    .move = move,
	    .person = person,
	    .name = name,
	    .key = key,
	    .to = to,
	    .now_ms = t->now_ms};

	attack_forge(&plan);
	told(t, path, NULL, words);
	g_remove(path);
}

static const struct key *key_of(int64_t person)
{
	return g_ptr_array_index(trial_keys(person), 0);
}

/* By somebody who sits at that person's desk, with their key. */
static void forged(struct trial *t, enum move_id move, int64_t person, const char *name,
    enum state to, const char *words)
{
	forged_with(t, key_of(person), move, person, name, to, words);
}

static void events_are_forged(void **state)
{
	struct trial *t = *state;

	a_day(t);
	forged(t, MOVE_SIGN, EDITOR, "张编辑", STATE_SIGNED, "(sign by 张编辑): was not allowed");
	forged(t, MOVE_SIGN, APPROVER, "赵审核", STATE_SIGNED, "(sign by 赵审核): was not allowed");
	forged_with(t, key_of(EDITOR), MOVE_SIGN, 99, "外人", STATE_SIGNED,
	    "signed with the key of 张编辑");
	forged(t, MOVE_SIGN, SIGNER, "赵审核", STATE_SIGNED, "nobody of this office");
	forged(t, MOVE_SIGN, SIGNER, "陈签发", STATE_ISSUED, "it leads to a state");
	forged(t, MOVE_DISPATCH, CLERK, "王收发", STATE_ISSUED, "was not allowed");
}

static void a_retired_person_goes_on(void **state)
{
	struct trial *t = *state;
	struct act act;
	struct person *signer = person_new(SIGNER, "陈签发", "", 0);

	a_day(t);
	act = trial_act(t, FOUNDER, MOVE_PERSON_RETIRE, 0);
	act.person = signer;
	trial_do(t, &act);
	person_free(signer);
	forged(t, MOVE_SIGN, SIGNER, "陈签发", STATE_SIGNED,
	    "(sign by 陈签发): is forged: it is signed with a key that was no longer valid then");
}

/* An event that is right in every way but for who made it. */
static void a_good_chain_without_the_right_key(void **state)
{
	struct trial *t = *state;
	const struct seal *seal = share_seal(t->share, &t->err);
	struct key *stranger = key_make(seal, &t->err);

	assert_works(stranger, t->err);
	a_day(t);
	forged_with(t, stranger, MOVE_SIGN, SIGNER, "陈签发", STATE_SIGNED,
	    "(sign by 陈签发): is forged: it is signed with a key that nobody of this office has");
	forged_with(t, key_of(APPROVER), MOVE_SIGN, SIGNER, "陈签发", STATE_SIGNED,
	    "(sign by 陈签发): is forged: it is signed with the key of 赵审核");
	forged_with(
	    t, key_of(0), MOVE_SIGN, SIGNER, "陈签发", STATE_SIGNED, "(sign by 陈签发): is forged");
	attack(t,
	    "UPDATE event SET signature = (SELECT signature FROM event WHERE seq = 13) "
	    "WHERE seq = 14",
	    "is forged: its signature is not of the key it names");
	key_free(stranger);
}

/* A pass and a signature at one computer within half an hour: said, and no damage. */
static void two_verdicts_at_one_desk(void **state)
{
	struct trial *t = *state;
	struct verify_plan plan = {0};
	struct verified verified;
	int64_t report = trial_report_in(t, STATE_SIGNING);
	struct act act = trial_act(t, SIGNER, MOVE_SIGN, report);

	act.desk = "desk/pts/7";
	act.ask.words = "同意";
	trial_do(t, &act);
	assert_works(share_verify(t->share, &plan, &verified, &t->err), t->err);
	assert_int_equal(verified.flags->len, 1);
	assert_non_null(strstr(g_ptr_array_index(verified.flags, 0), "within 30 minutes"));
	verified_clear(&verified);
}

/* A whole file of its own, right in itself, in the place of the office's. */
static void the_office_key_is_another(void **state)
{
	struct trial *t = *state;
	struct verify_plan plan = {.key = key_id(key_of(0))};
	struct verified verified;

	assert_works(share_verify(t->share, &plan, &verified, &t->err), t->err);
	assert_string_equal(verified.key, plan.key);
	verified_clear(&verified);
	plan.key = key_id(key_of(EDITOR));
	assert_false(share_verify(t->share, &plan, &verified, &t->err));
	assert_int_equal(t->err.kind, ERR_DAMAGED);
	if (!strstr(t->err.words, "this desk joined the office of key"))
		fail_msg("%s", t->err.words);
	assert_non_null(strstr(t->err.words, plan.key));
}

/* The whole chain made anew over a changed word: the signatures tell, and where somebody has all
 * the keys only the line on paper. */
static void history_is_rewritten(void **state)
{
	struct trial *t = *state;
	guint flags;

	a_day(t);
	g_autofree char *head = verify_head(t->share, &t->err);
	g_autofree char *path = trial_bare_copy(t, "bare.db");
	attack_rewrite(path, 14, "别的话", false);
	told(t, path, NULL, "is forged: its signature");
	attack_rewrite(path, 14, "别的话", true);
	assert_true(is_whole(t, path, NULL, &flags));
	told(t, path, head, "the history was rewritten");
}

/* Whoever has all the keys and a program without the rule: what it lets through is told. */
static void an_urgency_is_changed_without_words(void **state)
{
	struct trial *t = *state;
	struct revision *text = trial_text("标题", "正文");
	struct act act = trial_act(t, CLERK, MOVE_SET, trial_receive(t, "标题", "正文"));

	text->urgency = URGENCY_EXTRA;
	act.ask.text = text;
	act.limit_ms = -1;
	trial_refused(t, &act, ERR_INPUT);
	act.ask.words = "市领导要求加快";
	trial_do(t, &act);
	g_autofree char *path = trial_bare_copy(t, "bare.db");
	attack_rewrite(path, trial_count(t, "SELECT max(seq) FROM event"), "", true);
	told(t, path, NULL, "the urgency changes from");
	revision_free(text);
}

#define BLANK "UPDATE revision SET title = '', body = '' WHERE report = 2"

/* A purge as one person alone would write it, rows and all: WHO also asked for it. */
static void purged_alone(struct trial *t, const char *path, int64_t who, const char *name)
{
	struct attack_plan plan = {.path = path,
	    .report = 2,
	    .move = MOVE_PURGE_CONFIRM,
	    .person = who,
	    .name = name,
	    .key = key_of(who),
	    .to = STATE_QUARANTINED,
	    .now_ms = t->now_ms};
	g_autofree char *asked = trial_ask(t, "SELECT max(seq) FROM event");
	g_autofree char *detail = g_strdup_printf("of=%s\n", asked);

	plan.detail = detail;
	attack_forge(&plan);
	assert_true(trial_shell(path, BLANK, NULL));
}

/* A text that is gone is damage, unless two people purged it. */
static void texts_are_wiped(void **state)
{
	struct trial *t = *state;
	guint flags;

	a_day(t);
	attack(t, BLANK, "(receive by 王收发): brought a text that is gone, and nobody purged it");
	trial_move(t, EDITOR, MOVE_QUARANTINE, 2);
	attack(t, BLANK, "brought a text that is gone, and nobody purged it");
	trial_move(t, SECURITY, MOVE_PURGE, 2);
	attack(t, BLANK, "brought a text that is gone, and nobody purged it"); /* one only asked */
	g_autofree char *alone = trial_bare_copy(t, "alone.db");
	purged_alone(t, alone, SECURITY, "周保密");
	told(t, alone, NULL, "(purge by 周保密): was not allowed: you asked for this purge");
	g_autofree char *other = trial_bare_copy(t, "other.db");
	purged_alone(t, other, EDITOR, "张编辑"); /* two people, and one without the right */
	told(t, other, NULL, "(purge by 张编辑): was not allowed");
	trial_move(t, SIGNER, MOVE_PURGE_CONFIRM, 2);
	g_autofree char *good = trial_bare_copy(t, "good.db");
	assert_true(is_whole(t, good, NULL, &flags));
	/* The text comes back, from a backup say; another one goes under the same cover. */
	attack(t, "UPDATE revision SET body = '正文' WHERE report = 2", "was changed");
	attack(t, "UPDATE revision SET title = '', body = '' WHERE report = 1",
	    "brought a text that is gone, and nobody purged it");
}

/* Nobody asked at all: the second person's word stands alone. */
static void a_purge_that_nobody_asked_for(void **state)
{
	struct trial *t = *state;

	a_day(t);
	trial_move(t, EDITOR, MOVE_QUARANTINE, 2);
	g_autofree char *path = trial_bare_copy(t, "bare.db");
	purged_alone(t, path, SIGNER, "陈签发");
	told(t, path, NULL, "(purge by 陈签发): was not allowed: nobody has asked");
}

/* The events are there, and the text as well. */
static void a_purge_that_wiped_nothing(void **state)
{
	struct trial *t = *state;

	a_day(t);
	trial_move(t, EDITOR, MOVE_QUARANTINE, 2);
	g_autofree char *title = trial_ask(t, "SELECT title FROM revision WHERE report = 2");
	g_autofree char *body = trial_ask(t, "SELECT body FROM revision WHERE report = 2");
	trial_move(t, SECURITY, MOVE_PURGE, 2);
	trial_move(t, SIGNER, MOVE_PURGE_CONFIRM, 2);
	g_autofree char *back = g_strdup_printf(
	    "UPDATE revision SET title = '%s', body = '%s' WHERE report = 2", title, body);
	attack(t, back, "(purge by 陈签发): purged the text, and yet it is still there");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(rows_are_edited),
	    TRIAL(events_are_taken_out_or_swapped),
	    TRIAL(a_whole_older_copy_is_put_back),
	    TRIAL(guards_are_dropped),
	    TRIAL(events_are_forged),
	    TRIAL(a_retired_person_goes_on),
	    TRIAL(a_good_chain_without_the_right_key),
	    TRIAL(two_verdicts_at_one_desk),
	    TRIAL(the_office_key_is_another),
	    TRIAL(history_is_rewritten),
	    TRIAL(texts_are_wiped),
	    TRIAL(a_purge_that_nobody_asked_for),
	    TRIAL(a_purge_that_wiped_nothing),
	    TRIAL(an_urgency_is_changed_without_words),
	};

	return cmocka_run_group_tests_name("attack", tests, NULL, NULL);
}
