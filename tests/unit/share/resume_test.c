/* An audit that goes on from where the last one found all good says the same as one of everything.
 */
#include "trial.h"

#include "share/verify.h"

#include <glib/gstdio.h>

/* What was found good, kept as a desk keeps it. */
struct point {
	int64_t seq;
	char *digest;
};

static void point_clear(struct point *point)
{
	g_free(point->digest);
	*point = (struct point){0};
}

/* Verify from POINT on, and move it to the end. */
static void is_good(struct trial *t, struct point *point, int64_t from)
{
	struct verify_plan plan = {.good_seq = point->seq, .good_digest = point->digest};
	struct verified verified, all;

	assert_works(share_verify(t->share, &plan, &verified, &t->err), t->err);
	assert_int_equal(verified.from, from);
	plan.full = true;
	assert_works(share_verify(t->share, &plan, &all, &t->err), t->err);
	assert_int_equal(all.from, 0);
	assert_int_equal(verified.events, all.events);
	assert_int_equal(verified.reports, all.reports);
	assert_int_equal(verified.revisions, all.revisions);
	assert_int_equal(verified.people, all.people);
	assert_string_equal(verified.head, all.head);
	point_clear(point);
	point->seq = verified.events;
	point->digest = g_strdup(verified.digest);
	verified_clear(&verified);
	verified_clear(&all);
}

/* At every event of a day's work a point is good, whatever was under way then. */
static void a_day_goes_on_from_every_point(void **state)
{
	struct trial *t = *state;
	struct point points[64] = {0};
	size_t count = 0;
	struct person *person = person_new(EDITOR_TOO, "孙编辑", "", ROLE_BIT(EDITOR));
	int64_t first;

#define MARK()                                                                           \
	do {                                                                             \
		struct verify_plan plan = {0};                                           \
		struct verified verified;                                                \
		assert_works(share_verify(t->share, &plan, &verified, &t->err), t->err); \
		points[count].seq = verified.events;                                     \
		points[count++].digest = g_strdup(verified.digest);                      \
		verified_clear(&verified);                                               \
	} while (0)

	MARK();
	first = trial_receive(t, "第一份", "正文");
	MARK();
	trial_move(t, REVIEWER, MOVE_ACCEPT, first);
	MARK();
	int64_t second = trial_report_in(t, STATE_REVIEW);
	MARK();
	int64_t parts[] = {first, trial_report_in(t, STATE_EDITING)};
	struct act act = trial_act(t, EDITOR, MOVE_MERGE, 0);
	act.ask.words = "同一问题";
	act.parts = parts;
	act.parts_len = 2;
	int64_t whole = trial_do(t, &act);
	MARK();
	act = trial_act(t, FOUNDER, MOVE_PERSON_RETIRE, 0);
	act.person = person;
	trial_do(t, &act);
	MARK();
	trial_move(t, APPROVER, MOVE_PASS, second);
	trial_move(t, SIGNER, MOVE_SIGN, second);
	MARK();
	trial_move(t, CLERK, MOVE_DISPATCH, second);
	trial_move(t, EDITOR, MOVE_UNMERGE, whole);
	MARK();
	trial_report_in(t, STATE_ISSUED);
	for (size_t i = 0; i < count; i++) {
		int64_t from = points[i].seq;

		is_good(t, &points[i], from);
		point_clear(&points[i]);
	}
	person_free(person);
}

/* With a point before the damage it is told as it is without one. */
static void told(struct trial *t, const struct point *point, const char *sql, const char *words)
{
	struct verify_plan plan = {.good_seq = point->seq, .good_digest = point->digest};

	trial_told(t, &plan, sql, words);
}

static void what_is_wrong_is_told_from_a_point_on(void **state)
{
	struct trial *t = *state;
	struct point point = {0}, end = {0};

	trial_report_in(t, STATE_ISSUED);
	trial_receive(t, "第二份", "正文");
	is_good(t, &point, 0);
	trial_report_in(t, STATE_SIGNING);
	end = (struct point){.seq = point.seq, .digest = g_strdup(point.digest)};
	is_good(t, &end, point.seq);
	told(t, &point, "UPDATE event SET words = 'x' WHERE kind = 'pass' AND report = 3",
	    "was changed");
	told(
	    t, &point, "DELETE FROM event WHERE seq = (SELECT max(seq) - 1 FROM event)", "missing");
	told(t, &point, "UPDATE revision SET body = '别的' WHERE report = 3 AND no = 2",
	    "a text that was changed");
	told(t, &point, "UPDATE report SET assigned = 2 WHERE id = 3", "add up to");
	told(t, &point, "UPDATE counter SET value = 9", "takes the number");
	told(t, &point, "UPDATE person SET roles = 'signer' WHERE id = 4", "the row of 张编辑");
	/* Rows that nothing has touched since. */
	told(t, &end, "UPDATE report SET state = 'signed' WHERE id = 2", "add up to");
	told(t, &end, "UPDATE report SET state = 'signed', seq = 1 WHERE id = 2", "add up to");
	told(t, &end, "DELETE FROM report WHERE id = 2", "rows of reports");
	/* Before the point: only that it still stands. */
	told(t, &end, "UPDATE event SET digest = prev WHERE seq = (SELECT max(seq) FROM event)",
	    "found good before");
	told(t, &end, "DELETE FROM event WHERE seq > 20", "found good before");
	told(t, &end,
	    "UPDATE event SET signature = (SELECT signature FROM event WHERE seq = 1) "
	    "WHERE kind = 'person-add' AND seq = 3",
	    "is forged");
	point_clear(&point);
	point_clear(&end);
}

static void a_line_on_paper_counts_before_the_point_too(void **state)
{
	struct trial *t = *state;
	struct point point = {0};
	struct verified verified;

	trial_report_in(t, STATE_EDITING);
	g_autofree char *early = verify_head(t->share, &t->err);
	trial_report_in(t, STATE_REVIEW);
	is_good(t, &point, 0);
	struct verify_plan plan = {
	    .since = early, .good_seq = point.seq, .good_digest = point.digest};
	assert_works(share_verify(t->share, &plan, &verified, &t->err), t->err);
	verified_clear(&verified);
	early[strlen(early) - 1] = early[strlen(early) - 1] == '0' ? '1' : '0';
	assert_refused(share_verify(t->share, &plan, &verified, &t->err), t->err, ERR_DAMAGED);
	point_clear(&point);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(a_day_goes_on_from_every_point),
	    TRIAL(what_is_wrong_is_told_from_a_point_on),
	    TRIAL(a_line_on_paper_counts_before_the_point_too),
	};
	return cmocka_run_group_tests_name("resume", tests, NULL, NULL);
}
