/* Verdicts over hand-made trails: who may decide on which text, and what ends it. */
#include "unit.h"

#include "flow/judge.h"
#include "flow/turn.h"
#include "model/detail.h"

struct bench {
	struct report *report;
	GPtrArray *trail, *revisions, *people;
	struct case_file file;
};

enum {
	CLERK = 1,
	REVIEWER,
	EDITOR,
	APPROVER,
	SIGNER,
	EVERYBODY
};

static void add_person(struct bench *b, int64_t id, const char *name, unsigned roles)
{
	g_ptr_array_add(b->people, person_new(id, name, "", roles));
}

static int begin(void **state)
{
	struct bench *b = g_new0(struct bench, 1);
	struct revision *first = revision_new();

	b->report = report_new();
	b->report->id = 1;
	b->report->state = STATE_INCOMING;
	b->report->revision = 1;
	revision_set(&b->report->digest, "aaaa");
	b->trail = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	b->revisions = g_ptr_array_new_with_free_func((GDestroyNotify)revision_free);
	b->people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	add_person(b, CLERK, "王收发", ROLE_BIT(CLERK));
	add_person(b, REVIEWER, "李初审", ROLE_BIT(REVIEWER));
	add_person(b, EDITOR, "张编辑", ROLE_BIT(EDITOR));
	add_person(b, APPROVER, "赵审核", ROLE_BIT(APPROVER));
	add_person(b, SIGNER, "陈签发", ROLE_BIT(SIGNER));
	add_person(b, EVERYBODY, "全能人", ~0u);
	first->report = 1;
	first->no = 1;
	first->chars = 100;
	revision_set(&first->title, "关于增设社区食堂的建议");
	revision_add_writer(first, "林〇", WRITER_UNLINKED, 0);
	g_ptr_array_add(b->revisions, first);
	b->file = (struct case_file){.report = b->report,
	    .trail = b->trail,
	    .revisions = b->revisions,
	    .people = b->people,
	    .desk = "desk",
	    .late_addressees = true};
	*state = b;
	return 0;
}

static int end(void **state)
{
	struct bench *b = *state;

	report_free(b->report);
	g_ptr_array_free(b->trail, TRUE);
	g_ptr_array_free(b->revisions, TRUE);
	g_ptr_array_free(b->people, TRUE);
	g_free(b);
	return 0;
}

static struct event *happened(struct bench *b, int64_t person, enum move_id move, enum state to)
{
	struct event *event = event_new();

	event->seq = b->trail->len + 1;
	event->report = 1;
	event->person = person;
	event->from = b->report->state;
	event->to = to;
	revision_set(&event->kind, move_row(move)->name);
	revision_set(&event->text_digest, b->report->digest);
	b->report->state = to;
	g_ptr_array_add(b->trail, event);
	return event;
}

static bool open_to(struct bench *b, int64_t person, enum move_id move)
{
	struct err err = {0};

	b->file.actor = person_by_id(b->people, person);
	bool open = judge_open(&b->file, move, &err);
	assert_true(open || err.words[0]);
	return open;
}

static void to_signing(struct bench *b)
{
	happened(b, CLERK, MOVE_RECEIVE, STATE_INCOMING);
	happened(b, REVIEWER, MOVE_ACCEPT, STATE_EDITING);
	happened(b, EDITOR, MOVE_SAVE, STATE_EDITING);
	happened(b, EDITOR, MOVE_SUBMIT, STATE_REVIEW);
	happened(b, APPROVER, MOVE_PASS, STATE_SIGNING);
}

static void each_step_is_for_its_role(void **state)
{
	struct bench *b = *state;

	assert_false(open_to(b, CLERK, MOVE_ACCEPT));
	assert_true(open_to(b, REVIEWER, MOVE_ACCEPT));
	assert_false(open_to(b, SIGNER, MOVE_SIGN));
	assert_false(open_to(b, EDITOR, MOVE_SAVE));
}

static void who_holds_all_roles_still_meets_the_others(void **state)
{
	struct bench *b = *state;

	happened(b, EVERYBODY, MOVE_RECEIVE, STATE_INCOMING);
	happened(b, EVERYBODY, MOVE_ACCEPT, STATE_EDITING);
	happened(b, EVERYBODY, MOVE_SAVE, STATE_EDITING);
	happened(b, EVERYBODY, MOVE_SUBMIT, STATE_REVIEW);
	assert_false(open_to(b, EVERYBODY, MOVE_PASS));
	happened(b, APPROVER, MOVE_PASS, STATE_SIGNING);
	assert_false(open_to(b, EVERYBODY, MOVE_SIGN));
	assert_true(open_to(b, SIGNER, MOVE_SIGN));
}

static void passing_and_signing_need_two_people(void **state)
{
	struct bench *b = *state;

	happened(b, CLERK, MOVE_RECEIVE, STATE_INCOMING);
	happened(b, REVIEWER, MOVE_ACCEPT, STATE_EDITING);
	happened(b, EDITOR, MOVE_SUBMIT, STATE_REVIEW);
	happened(b, EVERYBODY, MOVE_PASS, STATE_SIGNING);
	assert_false(open_to(b, EVERYBODY, MOVE_SIGN));
	assert_true(open_to(b, SIGNER, MOVE_SIGN));
}

static void what_is_not_checked_here_takes_no_verdict(void **state)
{
	struct bench *b = *state;

	to_signing(b);
	b->file.is_unchecked = true;
	assert_false(open_to(b, SIGNER, MOVE_SIGN));
	assert_true(open_to(b, SIGNER, MOVE_SENDBACK)); /* what decides on no text goes on */
	b->report->state = STATE_REVIEW;
	assert_false(open_to(b, APPROVER, MOVE_PASS));
	b->report->state = STATE_SIGNING;
	b->file.is_unchecked = false;
	assert_true(open_to(b, SIGNER, MOVE_SIGN));
}

static void a_due_time_over_an_unknown_year_is_guessed(void **state)
{
	struct bench *b = *state;
	struct report *report = b->report;
	const int64_t known = INT64_C(1781841600000); /* 2026-06-19 */
	const int64_t last = INT64_C(1798596000000); /* 2026-12-30 10:00: due in 2027 */
	const int64_t unknown = INT64_C(1924999200000); /* 2031-01-01 */

	for (int urgency = URGENCY_PLAIN; urgency <= URGENCY_EXTRA; urgency++) {
		bool by_clock = urgency == URGENCY_EXTRA;

		report->urgency = (enum urgency)urgency;
		report->since_ms = report->received_ms = known;
		turn_settle(&b->file, report);
		assert_false(turn_due_is_guessed(report));
		report->since_ms = report->received_ms = unknown;
		turn_settle(&b->file, report);
		assert_int_equal(turn_due_is_guessed(report), !by_clock);
	}
	report->urgency = URGENCY_PLAIN;
	report->since_ms = last;
	turn_settle(&b->file, report);
	assert_true(turn_due_is_guessed(report));
	report->limit_ms = last + 1; /* a date that somebody set is no guess */
	turn_settle(&b->file, report);
	assert_false(turn_due_is_guessed(report));
	report->state = STATE_CLOSED;
	turn_settle(&b->file, report);
	assert_false(turn_due_is_guessed(report));
}

static void a_changed_text_ends_the_pass(void **state)
{
	struct bench *b = *state;

	to_signing(b);
	assert_true(open_to(b, SIGNER, MOVE_SIGN));
	revision_set(&b->report->digest, "bbbb");
	assert_false(open_to(b, SIGNER, MOVE_SIGN));
}

static void going_back_to_the_editor_ends_the_pass(void **state)
{
	struct bench *b = *state;

	to_signing(b);
	happened(b, SIGNER, MOVE_SENDBACK, STATE_EDITING);
	happened(b, EDITOR, MOVE_SUBMIT, STATE_REVIEW);
	b->report->state = STATE_SIGNING;
	assert_false(open_to(b, SIGNER, MOVE_SIGN));
}

static void an_amendment_is_confirmed_by_an_editor(void **state)
{
	struct bench *b = *state;

	happened(b, CLERK, MOVE_RECEIVE, STATE_INCOMING);
	happened(b, REVIEWER, MOVE_ACCEPT, STATE_EDITING);
	happened(b, EDITOR, MOVE_SUBMIT, STATE_REVIEW);
	revision_set(&b->report->digest, "cccc");
	happened(b, APPROVER, MOVE_AMEND, STATE_REVIEW);
	turn_settle(&b->file, b->report);
	assert_int_equal(b->report->turn_roles, ROLE_BIT(EDITOR));
	assert_int_equal(b->report->turn_person, EDITOR);
	assert_false(open_to(b, APPROVER, MOVE_PASS));
	assert_false(open_to(b, APPROVER, MOVE_CONFIRM));
	assert_true(open_to(b, EDITOR, MOVE_CONFIRM));
	happened(b, EDITOR, MOVE_CONFIRM, STATE_REVIEW);
	assert_true(open_to(b, APPROVER, MOVE_PASS));
	assert_false(open_to(b, EDITOR, MOVE_CONFIRM));
}

static void after_the_signers_amendment_the_pass_is_given_anew(void **state)
{
	struct bench *b = *state;

	to_signing(b);
	revision_set(&b->report->digest, "dddd");
	happened(b, SIGNER, MOVE_AMEND, STATE_SIGNING);
	assert_false(open_to(b, SIGNER, MOVE_SIGN));
	happened(b, EDITOR, MOVE_CONFIRM, STATE_SIGNING);
	assert_false(open_to(b, SIGNER, MOVE_SIGN));
	turn_settle(&b->file, b->report);
	assert_int_equal(b->report->turn_roles, ROLE_BIT(APPROVER));
	assert_true(open_to(b, APPROVER, MOVE_PASS));
	happened(b, APPROVER, MOVE_PASS, STATE_SIGNING);
	assert_true(open_to(b, SIGNER, MOVE_SIGN));
	assert_false(open_to(b, APPROVER, MOVE_PASS));
}

static void nobody_judges_what_they_wrote(void **state)
{
	struct bench *b = *state;
	struct revision *first = g_ptr_array_index(b->revisions, 0);

	revision_add_writer(first, "李初审", WRITER_UNLINKED, 0);
	assert_false(open_to(b, REVIEWER, MOVE_ACCEPT));
	struct writer *writer = g_ptr_array_index(first->writers, 1);
	writer->link = WRITER_OUTSIDE;
	assert_true(open_to(b, REVIEWER, MOVE_ACCEPT));
	writer->link = WRITER_PERSON;
	writer->person = REVIEWER;
	assert_false(open_to(b, REVIEWER, MOVE_DECLINE));
	/* Somebody outside of the same name beside them clears nobody. */
	revision_add_writer(first, "李初审", WRITER_OUTSIDE, 0);
	assert_false(open_to(b, REVIEWER, MOVE_DECLINE));
}

static void the_last_decision_can_be_taken_back_until_somebody_acts(void **state)
{
	struct bench *b = *state;

	happened(b, CLERK, MOVE_RECEIVE, STATE_INCOMING);
	assert_false(open_to(b, CLERK, MOVE_UNDO_LAST));
	struct event *accept = happened(b, REVIEWER, MOVE_ACCEPT, STATE_EDITING);
	assert_true(open_to(b, REVIEWER, MOVE_UNDO_LAST));
	assert_false(open_to(b, EDITOR, MOVE_UNDO_LAST));
	struct event *undo = happened(b, REVIEWER, MOVE_UNDO_LAST, STATE_INCOMING);
	struct detail detail = {0};
	detail_put_int(&detail, "undone", accept->seq);
	g_free(undo->detail);
	undo->detail = detail_print(&detail);
	detail_clear(&detail);
	g_autoptr(GPtrArray) standing = story_standing(b->trail, 1);
	assert_int_equal(standing->len, 1);
	assert_false(open_to(b, REVIEWER, MOVE_UNDO_LAST));
}

static void pass_wants_every_point(void **state)
{
	struct bench *b = *state;
	struct checklist list = {0};
	struct err err = {0};
	struct ask ask = {.move = MOVE_PASS, .ticks = &list};

	happened(b, CLERK, MOVE_RECEIVE, STATE_INCOMING);
	happened(b, REVIEWER, MOVE_ACCEPT, STATE_EDITING);
	happened(b, EDITOR, MOVE_SUBMIT, STATE_REVIEW);
	b->file.actor = person_by_id(b->people, APPROVER);
	assert_refused(judge(&b->file, &ask, &err), err, ERR_DENIED);
	assert_works(checklist_parse_ticks("1-17", &list, &err), err);
	assert_works(judge(&b->file, &ask, &err), err);
	checklist_answer(&list, 4, ANSWER_NO, "姓名有误");
	assert_refused(judge(&b->file, &ask, &err), err, ERR_DENIED);
	checklist_answer(&list, 4, ANSWER_NA, "");
	assert_refused(judge(&b->file, &ask, &err), err, ERR_DENIED);
	checklist_answer(&list, 4, ANSWER_NA, "不涉及领导");
	assert_works(judge(&b->file, &ask, &err), err);
	g_autofree char *text = checklist_print(&list);
	struct checklist back = {0};
	assert_true(checklist_parse(text, &back));
	g_autofree char *again = checklist_print(&back);
	assert_string_equal(text, again);
	ask.digest = "ffff";
	assert_refused(judge(&b->file, &ask, &err), err, ERR_STALE);
	assert_refused(checklist_parse_ticks("1-99", &list, &err), err, ERR_INPUT);
	checklist_clear(&list);
	checklist_clear(&back);
}

static void the_tables_are_whole(void **state)
{
	(void)state;
	for (int i = 0; i < MOVE_COUNT; i++) {
		const struct move *row = move_row((enum move_id)i);

		assert_int_equal(row->id, i);
		assert_true(row->name[0] && row->words[0]);
	}
	for (int point = 1; point <= CHECKLIST_POINTS; point++)
		assert_true(checklist_words(point)[0]);
	assert_non_null(reason_by_code("n09"));
	assert_null(reason_by_code("N99"));
	size_t count = 0;
	while (reason_at(count))
		count++;
	assert_int_equal(count, 20);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
	    CASE(each_step_is_for_its_role),
	    CASE(who_holds_all_roles_still_meets_the_others),
	    CASE(passing_and_signing_need_two_people),
	    CASE(what_is_not_checked_here_takes_no_verdict),
	    CASE(a_due_time_over_an_unknown_year_is_guessed),
	    CASE(a_changed_text_ends_the_pass),
	    CASE(going_back_to_the_editor_ends_the_pass),
	    CASE(an_amendment_is_confirmed_by_an_editor),
	    CASE(after_the_signers_amendment_the_pass_is_given_anew),
	    CASE(nobody_judges_what_they_wrote),
	    CASE(the_last_decision_can_be_taken_back_until_somebody_acts),
	    CASE(pass_wants_every_point),
	    CASE(the_tables_are_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
