/* Files into the share: every set of characters, what is refused, what is never stored, what comes
 * again. */
#include "bay.h"

#include "base/bounds.h"

#include <unistd.h>

#define REPORT                                                                                                          \
	"关于尽快修复滨江路三处塌陷路面的建议\n"                                                      \
	"反映人：市政协委员、市第二中学教师 林〇\n"                                                  \
	"一、情况。近一个月来，滨江路与朝阳巷口连续出现三处塌陷，最深处约40厘米。\n" \
	"二、建议。由市住建局牵头，于雨季前完成管线探测。\n"

/* One file came in, as that. Owns: the caller frees the number. */
static char *takes(struct bay *bay, int64_t person, const char *path, enum import_outcome outcome)
{
	struct job *job = bay_run(bay, bay_import(person, path));
	const struct import_entry *entry = bay_entry(job, 0);

	assert_int_equal(job->err.kind, ERR_NONE);
	if (entry->outcome != outcome)
		fail_msg("%s: %s: %s", path, import_name(entry->outcome), entry->why.words);
	char *number = g_strdup(entry->number);
	job_free(job);
	return number;
}

static char *in_set(struct bay *bay, const char *set, const char *mark, const char *end)
{
	g_auto(GStrv) lines = g_strsplit(REPORT, "\n", -1);
	g_autofree char *text = g_strjoinv(end, lines);
	g_autofree char *own = g_strconcat(
	    mark, text, set, end, NULL); /* no two have the same bytes */
	size_t len;
	g_autofree char *bytes = g_convert(own, -1, set, "UTF-8", NULL, &len, NULL);

	assert_non_null(bytes);
	return bay_bytes(bay, set, bytes, len);
}

static void every_set_of_characters_gives_the_same_report(void **state)
{
	static const struct {
		const char *set, *mark, *end;
		enum charset charset;
	} sets[] = {{"UTF-8", "", "\n", CHARSET_UTF8}, {"UTF-8", "\uFEFF", "\r\n", CHARSET_UTF8},
	    {"GB18030", "", "\r\n", CHARSET_GB18030}, {"UTF-16LE", "", "\r\n", CHARSET_UTF16LE},
	    {"UTF-16BE", "\uFEFF", "\n", CHARSET_UTF16BE}};
	struct bay *bay = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(sets); i++) {
		g_autofree char *path = in_set(bay, sets[i].set, sets[i].mark, sets[i].end);
		g_autofree char *number = takes(bay, CLERK, path, IMPORT_TAKEN);
		struct dossier dossier = bay_dossier(bay, number);
		const struct revision *text = dossier.current;

		assert_string_equal(text->title, "关于尽快修复滨江路三处塌陷路面的建议");
		assert_int_equal(text->writers->len, 1);
		const struct writer *writer = g_ptr_array_index(text->writers, 0);
		assert_string_equal(writer->name, "林〇");
		assert_non_null(strstr(text->body, "最深处约40厘米"));
		assert_null(strchr(text->body, '\r'));
		assert_int_equal(dossier.report->source, SOURCE_MEMBER);
		assert_int_equal(dossier.report->state, STATE_INCOMING);
		assert_string_equal(dossier.report->original_name, sets[i].set);
		assert_int_equal(bay_originals(bay), (int)i + 1);
		dossier_clear(&dossier);
	}
}

static void the_same_bytes_are_taken_once(void **state)
{
	struct bay *bay = *state;
	g_autofree char *path = bay_file(bay, "a.txt", REPORT);
	g_autofree char *other = bay_file(bay, "another name.txt", REPORT);
	g_autofree char *number = takes(bay, CLERK, path, IMPORT_TAKEN);
	int64_t events = bay_events(bay);
	g_autofree char *again = takes(bay, CLERK, path, IMPORT_SEEN);
	g_autofree char *under_another = takes(bay, CLERK, other, IMPORT_SEEN);

	assert_string_equal(again, number);
	assert_string_equal(under_another, number);
	assert_int_equal(bay_events(bay), events);
}

static void a_file_that_is_refused_leaves_nothing_and_ends_nothing(void **state)
{
	struct bay *bay = *state;
	static const char zeros[4096];
	g_autofree char *long_title = g_strnfill(3 * 120, 'x');
	for (char *c = long_title; *c; c += 3)
		memcpy(c, "题", 3);
	g_autofree char *long_text = g_strconcat("标题：", long_title, "\n\n情况。\n", NULL);
	int64_t events = bay_events(bay);

	g_free(bay_bytes(bay, "1-zeros.txt", zeros, sizeof(zeros)));
	g_free(bay_bytes(bay, "2-broken.txt", "\xFF\xFF\xFE\x80 broken \x81", 13));
	g_free(bay_file(bay, "3-empty.txt", ""));
	g_free(bay_file(bay, "4.pdf", "%PDF-1.7 and so on"));
	g_free(bay_file(bay, "5-title.txt", long_text));
	g_free(bay_file(bay, "6-good.txt", REPORT));
	struct import *import = bay_import(CLERK, bay->in);
	g_autofree char *missing = g_build_filename(bay->in, "nowhere.txt", NULL);
	import_add(import, missing);
	struct job *job = bay_run(bay, import);

	assert_int_equal(job->err.kind, ERR_NONE);
	assert_int_equal(import->entries->len, 7);
	assert_int_equal(import->counts[IMPORT_REFUSED], 6);
	assert_int_equal(import->counts[IMPORT_TAKEN], 1);
	for (guint i = 0; i < 7; i++) {
		const struct import_entry *entry = bay_entry(job, i);

		assert_int_equal(entry->outcome, i == 5 ? IMPORT_TAKEN : IMPORT_REFUSED);
		assert_true(i == 5 || entry->why.words[0]);
	}
	assert_int_equal(bay_entry(job, 0)->why.kind, ERR_INPUT);
	assert_int_equal(bay_entry(job, 4)->why.kind, ERR_FULL);
	assert_int_equal(bay_events(bay), events + 1);
	assert_int_equal(bay_originals(bay), 1);
	job_free(job);
}

static void a_dry_run_finds_everything_and_takes_nothing(void **state)
{
	struct bay *bay = *state;
	g_autofree char *known = bay_file(bay, "1.txt", REPORT "第一份。\n");
	g_autofree char *number = takes(bay, CLERK, known, IMPORT_TAKEN);
	int64_t events = bay_events(bay);

	g_free(bay_file(bay, "2.txt", REPORT));
	g_free(bay_file(bay, "3-twin.txt", REPORT));
	g_free(bay_file(bay, "4-secret.txt", "机密★1年\n关于某事项的报告\n正文。\n"));
	g_free(bay_file(bay, "5.pdf", "%PDF-1.7"));
	g_free(bay_file(bay, "~$2.docx", "x"));
	struct import *import = bay_import(CLERK, bay->in);
	import->dry_run = true;
	struct job *job = bay_run(bay, import);

	assert_int_equal(job->err.kind, ERR_NONE);
	static const enum import_outcome wanted[] = {IMPORT_SEEN, IMPORT_TAKEN, IMPORT_SEEN,
	    IMPORT_QUARANTINED, IMPORT_REFUSED, IMPORT_SKIPPED};
	for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
		assert_int_equal(bay_entry(job, i)->outcome, wanted[i]);
	assert_string_equal(bay_entry(job, 0)->number, number);
	const struct import_entry *found = bay_entry(job, 1);
	assert_null(found->number);
	assert_string_equal(found->title, "关于尽快修复滨江路三处塌陷路面的建议");
	assert_string_equal(found->writers, "林〇");
	assert_int_equal(found->charset, CHARSET_UTF8);
	assert_true(found->chars > 40);
	assert_int_equal(bay_events(bay), events);
	assert_int_equal(bay_originals(bay), 1);
	job_free(job);
}

static void a_secret_text_is_stored_nowhere(void **state)
{
	struct bay *bay = *state;
	g_autofree char *path = bay_file(
	    bay, "某事项.txt", "机密★1年\n关于丙丁事项的报告\n只应留在纸上的文字甲乙。\n");
	g_autofree char *number = takes(bay, CLERK, path, IMPORT_QUARANTINED);
	struct dossier dossier = bay_dossier(bay, number);

	assert_int_equal(dossier.report->state, STATE_QUARANTINED);
	assert_string_equal(dossier.current->body, "");
	dossier_clear(&dossier);
	assert_false(bay_holds(bay, "留在纸上"));
	assert_false(bay_holds(bay, "丙丁"));
	assert_int_equal(bay_originals(bay), 0);
	assert_true(bay_holds(bay, "某事项.txt")); /* the search can find something at all */
}

static void the_right_to_it_comes_before_all_else(void **state)
{
	struct bay *bay = *state;
	g_autofree char *path = bay_file(bay, "a.txt", REPORT);
	g_autofree char *number = takes(bay, CLERK, path, IMPORT_TAKEN);

	for (int64_t person = FOUNDER; person <= AUDITOR; person++) {
		if (person == CLERK)
			continue;
		for (int dry = 0; dry < 2; dry++) {
			struct import *import = bay_import(person, path);

			import->dry_run = dry;
			struct job *job = bay_run(bay, import);
			assert_int_equal(job->err.kind, ERR_DENIED);
			assert_int_equal(import->entries->len, 0);
			job_free(job);
		}
	}
}

static void a_folder_is_entered_in_order_and_litter_is_counted(void **state)
{
	struct bay *bay = *state;
	g_autofree char *empty = g_build_filename(bay->trial->dir, "empty", NULL);

	g_free(bay_file(bay, "b.txt", REPORT "乙。\n"));
	g_free(bay_file(bay, "a/deep/c.txt", REPORT "丙。\n"));
	g_free(bay_file(bay, "Thumbs.db", "x"));
	g_free(bay_file(bay, "a/.~lock.c.docx#", "x"));
	assert_int_equal(g_mkdir_with_parents(empty, 0700), 0);
	struct import *import = bay_import(CLERK, bay->in);
	import_add(import, empty);
	struct job *job = bay_run(bay, import);

	assert_int_equal(job->err.kind, ERR_NONE);
	assert_int_equal(import->counts[IMPORT_TAKEN], 2);
	assert_int_equal(import->counts[IMPORT_SKIPPED], 2);
	assert_int_equal(import->counts[IMPORT_REFUSED], 1);
	assert_true(g_str_has_suffix(bay_entry(job, 2)->path, "a/deep/c.txt"));
	assert_int_equal(import->files, 5);
	assert_int_equal(atomic_load(&job->done), 5);
	assert_int_equal(atomic_load(&job->all), 5);
	job_free(job);
}

static void what_a_file_claims_of_itself_is_asked_about(void **state)
{
	struct bay *bay = *state;
	g_autofree char *path = bay_file(bay, "a.txt",
	    "【特急】关于规范停车的建议\n反映人：张编辑，市第二中学\n情况。停车混乱。\n建议。规范。"
	    "\n");
	struct job *job = bay_run(bay, bay_import(CLERK, path));
	const struct import_entry *entry = bay_entry(job, 0);

	assert_int_equal(entry->outcome, IMPORT_TAKEN);
	assert_true(entry->notes->len >= 1); /* a colleague's name */
	struct dossier dossier = bay_dossier(bay, entry->number);
	assert_int_equal(dossier.current->urgency, URGENCY_PLAIN);
	const struct writer *writer = g_ptr_array_index(dossier.current->writers, 0);
	assert_string_equal(writer->name, "张编辑");
	assert_int_equal(writer->link, WRITER_UNLINKED);
	dossier_clear(&dossier);
	job_free(job);
}

static void a_text_without_a_title_has_the_name_of_its_file(void **state)
{
	struct bay *bay = *state;
	g_autofree char *path = bay_file(bay, "关于规范停车的建议.txt",
	    "近来，城区主要道路停车十分混乱，群众意见很大，希望有关部门尽快采取措施加以解决。\n"
	    "一是车位不足，二是管理不到位，三是执法偏软，以上问题都需要认真研究、逐项落实。\n");
	g_autofree char *number = takes(bay, CLERK, path, IMPORT_TAKEN);
	struct dossier dossier = bay_dossier(bay, number);

	assert_string_equal(dossier.current->title, "关于规范停车的建议");
	assert_non_null(strstr(dossier.current->body, "近来，"));
	dossier_clear(&dossier);
}

static void one_step_takes_one_file_at_most(void **state)
{
	struct bay *bay = *state;
	bool more;
	guint before = 0;

	for (int i = 0; i < 4; i++) {
		g_autofree char *name = g_strdup_printf("%d.txt", i);
		g_autofree char *text = g_strdup_printf(REPORT "第%d份。\n", i);

		g_free(bay_file(bay, name, text));
	}
	struct import *import = bay_import(CLERK, bay->in);
	struct job *job = import_job(import, NULL);
	assert_int_equal(job->kind->lane, JOB_BACK);
	do {
		more = job_slice(&bay->ground, job);
		assert_true(import->entries->len <= before + 1);
		before = import->entries->len;
		assert_int_equal(atomic_load(&job->done), (int)before);
	} while (more);
	assert_int_equal(before, 4);
	job_free(job);
}

static void what_is_in_when_it_is_stopped_stays_in(void **state)
{
	struct bay *bay = *state;
	int64_t events = bay_events(bay);

	for (int i = 0; i < 4; i++) {
		g_autofree char *name = g_strdup_printf("%d.txt", i);
		g_autofree char *text = g_strdup_printf(REPORT "第%d份。\n", i);

		g_free(bay_file(bay, name, text));
	}
	struct import *import = bay_import(CLERK, bay->in);
	struct job *job = import_job(import, NULL);
	while (import->entries->len < 2)
		assert_true(job_slice(&bay->ground, job));
	atomic_store(&job->stop, true);
	assert_false(job_slice(&bay->ground, job));
	assert_int_equal(job->err.kind, ERR_STOPPED);
	assert_int_equal(import->entries->len, 2);
	assert_int_equal(import->files, 4);
	assert_int_equal(bay_events(bay), events + 2);
	job_free(job);
}

static void the_changed_text_of_a_report_keeps_what_it_does_not_name(void **state)
{
	struct bay *bay = *state;
	struct trial *trial = bay_leave(bay);
	int64_t report = trial_receive(trial, "关于规范共享电动车停放的建议", "情况：混乱。\n");
	g_autofree char *number = g_strdup(trial->done.number);
	trial_move(trial, REVIEWER, MOVE_RETURN, report);
	bay_back(bay);
	g_autofree char *path = bay_file(
	    bay, "new.txt", "关于规范共享电动车充电的建议\n情况：改过了。\n建议：增设停放点。\n");

	struct import *import = bay_import(CLERK, path);
	import->report = report;
	struct job *job = bay_run(bay, import);
	const struct import_entry *entry = bay_entry(job, 0);
	assert_int_equal(entry->outcome, IMPORT_TAKEN);
	assert_string_equal(entry->number, number);
	assert_true(entry->notes->len >= 1); /* another title */
	job_free(job);

	struct dossier dossier = bay_dossier(bay, number);
	assert_int_equal(dossier.report->state, STATE_INCOMING);
	assert_int_equal(dossier.report->revision, 2);
	assert_string_equal(dossier.current->title, "关于规范共享电动车充电的建议");
	assert_string_equal(dossier.current->addressees, "市委办公室");
	assert_non_null(strstr(dossier.current->body, "改过了"));
	dossier_clear(&dossier);
	assert_int_equal(bay_originals(bay), 1);
}

/* Make the file look as large as that, without a byte more on the disk. */
static void grow(const char *path, int64_t bytes)
{
	FILE *file = fopen(path, "r+b");
	uint32_t pages = (uint32_t)(bytes / 16384);
	unsigned char count[4] = {(unsigned char)(pages >> 24), (unsigned char)(pages >> 16),
	    (unsigned char)(pages >> 8), (unsigned char)pages};

	assert_non_null(file);
	assert_int_equal(fseek(file, 28, SEEK_SET), 0);
	assert_int_equal(fwrite(count, 1, 4, file), 4);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(truncate(path, bytes), 0);
}

static void a_database_that_is_too_large_takes_nothing_more(void **state)
{
	struct bay *bay = *state;
	g_autofree char *path = bay_file(bay, "a.txt", REPORT);

	bay_leave(bay);
	share_close(bay->trial->share);
	bay->trial->share = NULL;
	grow(bay->trial->path, BOUND_DB_WARN_BYTES + 16384);
	bay_back(bay);
	struct import *import = bay_import(CLERK, path);
	import->dry_run = true;
	struct job *job = bay_run(bay, import);
	assert_int_equal(job->err.kind, ERR_NONE);
	assert_non_null(import->warning);
	job_free(job);

	bay_leave(bay);
	share_close(bay->trial->share);
	bay->trial->share = NULL;
	grow(bay->trial->path, BOUND_DB_STOP_BYTES);
	bay_back(bay);
	job = bay_run(bay, bay_import(CLERK, path));
	assert_int_equal(job->err.kind, ERR_FULL);
	assert_int_equal(import_of(job)->entries->len, 0);
	assert_int_equal(bay_originals(bay), 0);
	job_free(job);
}

#define BAY(test) cmocka_unit_test_setup_teardown(test, bay_setup, bay_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    BAY(every_set_of_characters_gives_the_same_report),
	    BAY(the_same_bytes_are_taken_once),
	    BAY(a_file_that_is_refused_leaves_nothing_and_ends_nothing),
	    BAY(a_dry_run_finds_everything_and_takes_nothing),
	    BAY(a_secret_text_is_stored_nowhere),
	    BAY(the_right_to_it_comes_before_all_else),
	    BAY(a_folder_is_entered_in_order_and_litter_is_counted),
	    BAY(what_a_file_claims_of_itself_is_asked_about),
	    BAY(a_text_without_a_title_has_the_name_of_its_file),
	    BAY(one_step_takes_one_file_at_most),
	    BAY(what_is_in_when_it_is_stopped_stays_in),
	    BAY(the_changed_text_of_a_report_keeps_what_it_does_not_name),
	    BAY(a_database_that_is_too_large_takes_nothing_more),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
