/* A report out of the share: exactly the text that stands, an event for each, no file lost to it.
 */
#include "bay.h"

#include "base/fs.h"
#include "exchange/intake.h"

#include <glib/gstdio.h>

/* An export of the report by PERSON into the folder "in", run to its end. Owns: job_free. */
static struct job *export(struct bay *bay, const char *number, int64_t person,
    enum export_form form, const char *target, bool replace)
{
	struct dossier dossier = bay_dossier(bay, number);
	GPtrArray *people = mirror_people(bay->reader, &bay->err);
	assert_works(people, bay->err);
	const struct case_file file = {.report = dossier.report,
	    .trail = dossier.trail,
	    .people = people,
	    .actor = person_by_id(people, person)};
	struct export *wish = export_new(&file, dossier.current, form);

	wish->target = g_strdup(target ? target : bay->in);
	wish->replace = replace;
	struct job *job = export_job(wish, NULL);
	job_do(&bay->ground, job);
	g_ptr_array_free(people, TRUE);
	dossier_clear(&dossier);
	return job;
}

/* A report in this state. Owns: the caller frees its number. */
static char *report_in(struct bay *bay, enum state state)
{
	struct trial *trial = bay_leave(bay);

	if (state == STATE_QUARANTINED)
		trial_move(trial, EDITOR, MOVE_QUARANTINE, trial_report_in(trial, STATE_EDITING));
	else
		trial_report_in(trial, state);
	char *number = g_strdup(trial->done.number);
	bay_back(bay);
	return number;
}

static int files_there(struct bay *bay)
{
	GPtrArray *files = fs_list(bay->in, &bay->err);

	assert_works(files, bay->err);
	int count = (int)files->len;
	g_ptr_array_free(files, TRUE);
	return count;
}

static void the_text_that_stands_goes_out_and_the_trail_says_so(void **state)
{
	struct bay *bay = *state;
	g_autofree char *number = report_in(bay, STATE_REVIEW);

	for (int form = 0; form < EXPORT_FORMS; form++) {
		struct job *job = export(
		    bay, number, APPROVER, (enum export_form)form, NULL, false);

		if (job->err.kind != ERR_NONE)
			fail_msg("%s: %s", export_name((enum export_form)form), job->err.words);
		assert_true(g_file_test(export_of(job)->path, G_FILE_TEST_IS_REGULAR));
		struct dossier dossier = bay_dossier(bay, number);
		const struct event *last = g_ptr_array_index(dossier.trail, dossier.trail->len - 1);
		assert_string_equal(last->kind, "export");
		assert_non_null(strstr(last->detail, export_name((enum export_form)form)));
		assert_string_equal(last->text_digest, dossier.current->digest);
		assert_int_equal(dossier.report->state, STATE_REVIEW);
		dossier_clear(&dossier);
		job_free(job);
	}
	assert_int_equal(files_there(bay), EXPORT_FORMS);
}

static void a_file_out_reads_back_as_the_same_text(void **state)
{
	struct bay *bay = *state;
	g_autofree char *number = report_in(bay, STATE_REVIEW);
	struct dossier dossier = bay_dossier(bay, number);
	static const enum export_form forms[] = {EXPORT_TXT, EXPORT_DOCX};

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		struct job *job = export(bay, number, EDITOR, forms[i], NULL, false);
		struct intake_options options = {0};
		struct intake in = {0};
		struct revision *back = revision_new();

		assert_works(intake_read(export_of(job)->path, &options, &in, &bay->err), bay->err);
		text_form_into_revision(&in.form, back);
		g_autofree char *body = text_form_tidy(dossier.current->body);
		assert_string_equal(back->title, dossier.current->title);
		assert_string_equal(back->body, body);
		revision_free(back);
		intake_clear(&in);
		job_free(job);
	}
	dossier_clear(&dossier);
}

static void a_file_that_is_there_is_left_unless_it_is_meant(void **state)
{
	struct bay *bay = *state;
	g_autofree char *number = report_in(bay, STATE_EDITING);
	g_autofree char *path = bay_file(bay, "mine.txt", "mine");
	g_autofree char *data = NULL;
	int64_t events = bay_events(bay);

	struct job *job = export(bay, number, EDITOR, EXPORT_TXT, path, false);
	assert_int_equal(job->err.kind, ERR_INPUT);
	assert_true(export_of(job)->is_there);
	job_free(job);
	assert_true(g_file_get_contents(path, &data, NULL, NULL));
	assert_string_equal(data, "mine");
	assert_int_equal(bay_events(bay), events);

	job = export(bay, number, EDITOR, EXPORT_TXT, path, true);
	assert_int_equal(job->err.kind, ERR_NONE);
	job_free(job);
	assert_int_equal(bay_events(bay), events + 1);
	assert_int_equal(files_there(bay), 1);

	g_autofree char *nowhere = g_build_filename(bay->in, "no", "such", "x.txt", NULL);
	job = export(bay, number, EDITOR, EXPORT_TXT, nowhere, true);
	assert_int_equal(job->err.kind, ERR_INPUT);
	job_free(job);
	assert_int_equal(bay_events(bay), events + 1);
}

static void nothing_goes_out_to_who_may_not_or_of_what_may_not(void **state)
{
	struct bay *bay = *state;
	g_autofree char *number = report_in(bay, STATE_SIGNED);
	static const int64_t others[] = {FOUNDER, AUDITOR};

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
		struct job *job = export(bay, number, others[i], EXPORT_DOCX, NULL, false);

		assert_int_equal(job->err.kind, ERR_DENIED);
		job_free(job);
	}
	g_autofree char *secret = report_in(bay, STATE_QUARANTINED);
	struct job *job = export(bay, secret, SECURITY, EXPORT_TXT, NULL, false);
	assert_int_equal(job->err.kind, ERR_DENIED);
	job_free(job);
	assert_int_equal(files_there(bay), 0);
}

static void another_text_than_the_one_that_was_seen_stays_in(void **state)
{
	struct bay *bay = *state;
	g_autofree char *number = report_in(bay, STATE_REVIEW);
	struct dossier seen = bay_dossier(bay, number);
	GPtrArray *people = mirror_people(bay->reader, &bay->err);
	const struct case_file file = {.report = seen.report,
	    .trail = seen.trail,
	    .people = people,
	    .actor = person_by_id(people, EDITOR)};
	struct export *wish = export_new(&file, seen.current, EXPORT_TXT);

	trial_write(bay_leave(bay), APPROVER, MOVE_AMEND, seen.report->id, "情况：核改过。\n");
	bay_back(bay);
	wish->target = g_strdup(bay->in);
	struct job *job = export_job(wish, NULL);
	job_do(&bay->ground, job);
	assert_int_equal(job->err.kind, ERR_STALE);
	assert_int_equal(files_there(bay), 0);
	job_free(job);
	g_ptr_array_free(people, TRUE);
	dossier_clear(&seen);
}

static void a_name_of_a_file_is_one_that_every_system_takes(void **state)
{
	static const char *const titles[] = {
	    "../../etc/passwd", "关于“A/B\\C:*?\"<>|”的\t建议\x01", "末尾有点...", "", "。"};
	struct report *report = report_new();
	g_autofree char *endless = g_strnfill(900, 'x');
	(void)state;

	revision_set(&report->number, "2026-0041");
	for (size_t i = 0; i <= G_N_ELEMENTS(titles); i++) {
		revision_set(&report->title, i < G_N_ELEMENTS(titles) ? titles[i] : endless);
		for (int form = 0; form < EXPORT_FORMS; form++) {
			g_autofree char *name = export_file_name(report, (enum export_form)form);

			assert_true(g_str_has_prefix(name, "2026-0041"));
			assert_null(strpbrk(name, "/\\:*?\"<>|\t\x01 "));
			assert_true(strlen(name) <= 200);
			assert_true(g_utf8_validate(name, -1, NULL));
			assert_null(strstr(name, "-.docx")); /* nothing hangs over at its end */
			assert_null(strstr(name, "..docx"));
		}
	}
	report_free(report);
}

#define BAY(test) cmocka_unit_test_setup_teardown(test, bay_setup, bay_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    BAY(the_text_that_stands_goes_out_and_the_trail_says_so),
	    BAY(a_file_out_reads_back_as_the_same_text),
	    BAY(a_file_that_is_there_is_left_unless_it_is_meant),
	    BAY(nothing_goes_out_to_who_may_not_or_of_what_may_not),
	    BAY(another_text_than_the_one_that_was_seen_stays_in),
	    cmocka_unit_test(a_name_of_a_file_is_one_that_every_system_takes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
