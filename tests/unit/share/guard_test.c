/* The guards against the plain SQLite shell: what goes round the program is refused by the file. */
#include "trial.h"

#include "share/claims.h"
#include "share/guard.h"
#include "share/txn.h"

/* Another program tries it: refused with these words, and the file is as it was. */
static void refused(struct trial *t, const char *sql, const char *words)
{
	g_autofree char *said = NULL;

	if (trial_shell(t->path, sql, &said))
		fail_msg("not refused: %s", sql);
	if (!strstr(said, words))
		fail_msg("%s: said \"%s\", not \"%s\"", sql, said, words);
}

#define D64 "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'"
#define S128 "'" A32 A32 A32 A32 "'"
#define A32 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
/* An event as somebody would forge it, right in every formal way but for what is given. */
#define EVENT(seq, report, kind, from, to, person, revision, text, detail)                        \
	"INSERT INTO event SELECT " seq ", '01K5ZZZZZZ0123456789ABCDEF', " report ", " kind       \
	", " from ", " to ", p.id, p.name, 'x', 'x', 1790000000000, '', '', " revision ", " text  \
	", " detail ", 'x', (SELECT digest FROM event ORDER BY seq DESC LIMIT 1), " D64 ", " S128 \
	" FROM person AS p WHERE p.id = " person
#define NEXT "(SELECT max(seq) + 1 FROM event)"
#define STANDING "(SELECT revision FROM report WHERE id = 1)"
#define DIGEST "(SELECT digest FROM report WHERE id = 1)"
#define MOVE_BY(kind, from, to, person) \
	EVENT(NEXT, "1", kind, from, to, person, STANDING, DIGEST, "''")

static void the_trail_is_kept(void **state)
{
	struct trial *t = *state;

	trial_report_in(t, STATE_EDITING);
	refused(t, "UPDATE event SET words = 'x' WHERE seq = 13", "ever changed");
	refused(t, "DELETE FROM event WHERE seq = 13", "ever changed");
	refused(t, "DELETE FROM event", "ever changed");
	refused(t,
	    "REPLACE INTO event SELECT seq, uid, report, kind, from_state, to_state, person, "
	    "person_name, desk, program, at_ms, 'x', words, revision, text_digest, detail, key, "
	    "prev, "
	    "digest, signature FROM event WHERE seq = 13",
	    "follow the newest");
	refused(t,
	    "REPLACE INTO event SELECT " NEXT ", uid, report, 'note', 'editing', 'editing', "
	    "person, person_name, desk, program, at_ms, reason, words, revision, text_digest, "
	    "detail, key, (SELECT digest FROM event ORDER BY seq DESC LIMIT 1), digest, "
	    "signature FROM event "
	    "WHERE seq = 13",
	    "follow the newest");
	refused(t,
	    EVENT("99", "1", "'submit'", "'editing'", "'review'", "4", STANDING, DIGEST, "''"),
	    "follow the newest");
	refused(t,
	    "INSERT INTO event SELECT " NEXT ", '01K5ZZZZZZ0123456789ABCDEF', 1, 'submit', "
	    "'editing', 'review', id, name, 'x', 'x', 1, '', '', 1, " D64 ", '', 'x', " D64 ", " D64
	    ", " S128 " FROM person WHERE id = 4",
	    "follow the newest");
	trial_verify(t);
}

static void no_move_but_those_of_the_table(void **state)
{
	struct trial *t = *state;

	trial_report_in(t, STATE_EDITING);
	/* An illegal jump, a state that is not the report's, a role that is not held. */
	refused(t, MOVE_BY("'sign'", "'editing'", "'signed'", "6"), "no move leads");
	refused(t, MOVE_BY("'submit'", "'editing'", "'signed'", "4"), "no move leads");
	refused(t, MOVE_BY("'sign'", "'signing'", "'signed'", "6"), "present state");
	refused(t, MOVE_BY("'submit'", "'editing'", "'review'", "3"), "role for it");
	refused(t, MOVE_BY("'submit'", "'editing'", "'review'", "8"), "role for it");
	refused(t, MOVE_BY("'dance'", "'editing'", "'review'", "4"), "no move leads");
	refused(t, MOVE_BY("'purge'", "'editing'", "'editing'", "7"), "no move leads");
	refused(t, EVENT(NEXT, "1", "'submit'", "'editing'", "'review'", "4", STANDING, D64, "''"),
	    "exactly the text");
	refused(t, EVENT(NEXT, "7", "'note'", "''", "''", "4", "0", "''", "''"), "present state");
	refused(t, EVENT(NEXT, "9", "'receive'", "''", "'incoming'", "2", "1", D64, "''"),
	    "present state");
	refused(t,
	    EVENT(NEXT, "1", "'undo'", "'editing'", "'incoming'", "4", STANDING, DIGEST,
		"'undone=' || (SELECT max(seq) FROM event) || char(10)"),
	    "taken back");
	refused(t,
	    EVENT(NEXT, "1", "'undo'", "'editing'", "'incoming'", "3", STANDING, DIGEST,
		"'undone=12' || char(10)"),
	    "taken back");
	refused(
	    t, EVENT(NEXT, "0", "'person-role'", "''", "''", "2", "0", "''", "''"), "role for it");
	refused(
	    t, EVENT(NEXT, "0", "'office'", "''", "''", "1", "0", "''", "''"), "follow the newest");
	trial_verify(t);
}

static void rows_change_only_with_their_event(void **state)
{
	struct trial *t = *state;

	trial_report_in(t, STATE_EDITING);
	refused(t, "UPDATE report SET state = 'signed'", "newest event");
	refused(t, "UPDATE report SET assigned = 4", "newest event");
	refused(t, "UPDATE report SET seq = seq + 1, state = 'review'", "newest event");
	refused(t, "UPDATE report SET number = '2026-0007'", "never changes");
	refused(t, "DELETE FROM report", "taken out");
	refused(t, "REPLACE INTO report SELECT * FROM report", "begins with its event");
	refused(t,
	    "INSERT INTO report SELECT 2, 'u', '2026-0002', 2026, 2, 'incoming', '', source, 1, 1, "
	    "0, 1, digest, 0, 0, '', '', '', seq FROM report",
	    "begins with its event");
	refused(t,
	    "INSERT INTO revision SELECT seq + 1, report, no + 1, no, title, writers, unit, "
	    "contact, "
	    "category, addressees, copies, periodical, urgency, mark, person, at_ms, chars, "
	    "digest, "
	    "body FROM revision",
	    "carries its digest");
	refused(t, "UPDATE revision SET body = '别的'", "never changed");
	refused(t, "DELETE FROM revision", "never changed");
	refused(t, "REPLACE INTO revision SELECT * FROM revision", "carries its digest");
	refused(t, "UPDATE person SET roles = 'signer' WHERE id = 4", "the event that says so");
	refused(t, "INSERT INTO person VALUES (12, '外人', '', 'signer', 0, 12)", "says so");
	refused(t, "DELETE FROM person WHERE id = 4", "says so");
	refused(t, "UPDATE person SET retired = 1, seq = 99 WHERE id = 6", "says so");
	refused(t, "UPDATE counter SET value = value + 1", "go up by one");
	refused(t, "DELETE FROM counter", "go up by one");
	refused(t, "INSERT INTO counter VALUES ('dispatch', 2026, 1, 13)", "go up by one");
	refused(t, "UPDATE setting SET value = 'x'", "says so");
	refused(t, "INSERT INTO setting VALUES ('late-addressees', 'yes', 13)", "says so");
	refused(t, "DELETE FROM setting", "says so");
	refused(t, "INSERT INTO original VALUES (12, 1, " D64 ", 'x', 1, 1)", "original");
	refused(t, "INSERT INTO claim VALUES (1, 4, 'x', 77, 1, 0)", "claim");
	trial_verify(t);
}

/* An event that brings another head, as far as it comes; what is not committed is as nothing. */
#define HEAD(urgency)                                                                            \
	"BEGIN; " EVENT(NEXT, "1", "'set'", "'editing'", "'editing'", "4", STANDING " + 1", D64, \
	    "''") "; INSERT INTO revision SELECT (SELECT max(seq) FROM event), report, no + 1, " \
		  "no, title, writers, unit, contact, category, addressees, copies, "            \
		  "periodical, '" urgency "', mark, 4, 1790000000000, chars, " D64 ", body "     \
		  "FROM revision WHERE no = " STANDING

static void no_urgency_changes_without_words(void **state)
{
	struct trial *t = *state;
	g_autofree char *said = NULL;

	trial_report_in(t, STATE_EDITING);
	if (!trial_shell(t->path, HEAD("plain"), &said)) /* it is the urgency that is refused */
		fail_msg("%s", said);
	refused(t, HEAD("extra"), "words that say why");
	trial_verify(t);
}

/* A text is changed and submitted only by who has it open, on that desk. */
static void nothing_is_written_without_a_claim(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);
	struct claim *claim = NULL;

	refused(t, MOVE_BY("'submit'", "'editing'", "'review'", "4"), "has it open");
	refused(t,
	    EVENT(NEXT, "1", "'save'", "'editing'", "'editing'", "4", STANDING " + 1", D64, "''"),
	    "has it open");
	assert_works(
	    claim_take(t->share, report, EDITOR, "desk", t->now_ms, false, &claim, &t->err),
	    t->err);
	claim_free(claim); /* the shell sits at the desk x */
	refused(t, MOVE_BY("'submit'", "'editing'", "'review'", "4"), "has it open");
	refused(t, MOVE_BY("'submit'", "'editing'", "'review'", "9"), "has it open");
	refused(t, "UPDATE claim SET person = 9", "claim");
	trial_verify(t);
}

/* Events that are right in themselves: their rows must follow, and nothing but what they say. */
static void an_event_carries_only_its_own_rows(void **state)
{
	struct trial *t = *state;

	trial_report_in(t, STATE_EDITING);
	refused(t,
	    "BEGIN;" MOVE_BY("'drop'", "'editing'", "'incoming'",
		"4") ";UPDATE report SET state = 'signed', seq = (SELECT max(seq) FROM event)",
	    "as that says");
	refused(t,
	    "BEGIN;" MOVE_BY("'drop'", "'editing'", "'incoming'",
		"4") ";UPDATE report SET state = 'incoming', dispatch_number = '2026-B0001', "
		     "since_ms "
		     "= 1790000000000, seq = (SELECT max(seq) FROM event)",
	    "as that says");
	refused(t,
	    "BEGIN;" MOVE_BY("'note'", "'editing'", "'editing'", "4") ";" MOVE_BY(
		"'note'", "'editing'", "'editing'", "4"),
	    "follow the newest"); /* the same uid */
	/* An event without its rows stops every writer until somebody has looked. */
	assert_true(trial_shell(t->path, MOVE_BY("'drop'", "'editing'", "'incoming'", "4"), NULL));
	struct act act = trial_act(t, EDITOR, MOVE_SUBMIT, 1);
	trial_refused(t, &act, ERR_DENIED);
	assert_non_null(strstr(t->err.words, "verify"));
}

static void duties_are_kept_apart(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);

	trial_write(t, ALL_ROLES, MOVE_SAVE, report, "全能者改过");
	trial_move(t, EDITOR, MOVE_SUBMIT, report);
	refused(t, MOVE_BY("'pass'", "'review'", "'signing'", "11"), "changed the text");
	trial_write(t, APPROVER, MOVE_AMEND, report, "核改一个逗号");
	refused(t, MOVE_BY("'pass'", "'review'", "'signing'", "5"), "changed the text");
	refused(t, MOVE_BY("'confirm'", "'review'", "'review'", "5"), "role for it");
	trial_move(t, EDITOR, MOVE_CONFIRM, report);
	trial_move(t, APPROVER_TOO, MOVE_PASS, report);
	refused(t, MOVE_BY("'sign'", "'signing'", "'signed'", "11"), "changed the text");
	trial_move(t, APPROVER_TOO, MOVE_UNDO_LAST, report);
	trial_move(t, APPROVER, MOVE_PASS, report);

	int64_t other = trial_report_in(t, STATE_REVIEW);
	trial_move(t, ALL_ROLES, MOVE_PASS, other);
	refused(t,
	    EVENT(NEXT, "2", "'sign'", "'signing'", "'signed'", "11",
		"(SELECT revision FROM report WHERE id = 2)",
		"(SELECT digest FROM report WHERE id = 2)", "''"),
	    "two people");
	trial_verify(t);
}

static void missing_guards_are_named(void **state)
{
	struct trial *t = *state;
	GPtrArray *names = NULL;
	struct txn txn;

	assert_true(trial_shell(t->path,
	    "DROP TRIGGER guard_event_delete; DROP TRIGGER guard_event_insert;"
	    "CREATE TRIGGER guard_event_insert BEFORE INSERT ON event BEGIN SELECT 1; END;"
	    "CREATE TRIGGER mine AFTER INSERT ON event BEGIN SELECT 1; END",
	    NULL));
	assert_works(txn_read(&txn, t->share, &t->err), t->err);
	assert_works(guard_missing(share_db(t->share), &names, &t->err), t->err);
	txn_end(&txn);
	assert_int_equal(names->len, 3);
	assert_string_equal(g_ptr_array_index(names, 0), "guard_event_delete");
	assert_string_equal(g_ptr_array_index(names, 1), "guard_event_insert");
	assert_string_equal(g_ptr_array_index(names, 2), "mine");
	g_ptr_array_free(names, TRUE);
	assert_works(txn_write(&txn, t->share, &t->err), t->err);
	assert_works(guard_install(share_db(t->share), &t->err), t->err);
	assert_works(txn_commit(&txn, &t->err), t->err);
	trial_receive(t, "标题", "正文");
	trial_verify(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(the_trail_is_kept),
	    TRIAL(no_move_but_those_of_the_table),
	    TRIAL(rows_change_only_with_their_event),
	    TRIAL(no_urgency_changes_without_words),
	    TRIAL(nothing_is_written_without_a_claim),
	    TRIAL(an_event_carries_only_its_own_rows),
	    TRIAL(duties_are_kept_apart),
	    TRIAL(missing_guards_are_named),
	};

	return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
