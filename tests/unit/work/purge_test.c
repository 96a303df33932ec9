/* A purge seen from two desks: after the next look of each no file anywhere holds what was purged.
 */
#include "bay.h"

#include "base/fs.h"
#include "flow/purge.h"
#include "mirror/local.h"
#include "work/deed.h"
#include "work/draft_file.h"
#include "work/look.h"
#include "work/purge.h"
#include "work/sync.h"

#include <sys/stat.h>
#include <utime.h>

#define MARK "QZXKWJVPURGEMARK"
#define RARE "𠮷" /* a term of the index that no other begins like, so that it stands there whole \
		   */

/* The bay goes on as another desk, with all that one keeps. */
static void sit_at(struct bay *bay, const char *name)
{
	(void)bay_leave(bay);
	g_free(bay->state);
	bay->state = g_build_filename(bay->trial->dir, name, NULL);
	bay_back(bay);
}

/* Whatever a look would do, to its end. */
static void look_as(struct bay *bay, int64_t person)
{
	bool more = true;

	assert_works(sync_all(&bay->ground, &bay->err), bay->err);
	while (more)
		assert_works(purge_duties(&bay->ground, person, &more, &bay->err), bay->err);
}

static void do_as(struct bay *bay, int64_t person, enum move_id move, int64_t report)
{
	struct deed *deed = deed_new(move, person);

	bay->trial->now_ms += 60000;
	bay->ground.clock.held_ms = deed->now_ms = bay->trial->now_ms;
	deed->report = report;
	deed->words = g_strdup("不应存储");
	assert_works(deed_do(&bay->ground, deed, &bay->err), bay->err);
	deed_free(deed);
}

/* A text that somebody left unsaved on the desk's disk. */
static char *leave_draft(struct bay *bay, const struct report *report)
{
	g_autofree char *dir = g_build_filename(bay->state, "drafts", bay->ground.office, NULL);
	g_autofree char *name = draft_file_name(report->uid, "p4");
	struct revision *text = trial_text("标题 " MARK, "未存的一稿 " MARK RARE);
	struct draft_file file = {.report_uid = report->uid,
	    .number = report->number,
	    .person = EDITOR,
	    .base = 1,
	    .base_digest = report->digest,
	    .text = text};
	g_autoptr(GBytes) bytes = draft_file_print(&file);
	size_t len;
	const void *data = g_bytes_get_data(bytes, &len);
	char *path = g_build_filename(dir, name, NULL);

	assert_works(fs_make_dir(dir, &bay->err), bay->err);
	assert_works(fs_write(path, data, len, 0600, &bay->err), bay->err);
	revision_free(text);
	return path;
}

/* It comes in as a file among others, is read on both desks and edited on one. */
static int64_t marked(struct bay *bay)
{
	g_autofree char *path = bay_file(bay, "in.txt",
	    "关于" MARK "的情况反映\n反映人：外人甲\n\n" MARK RARE "魍魉，不应存储的内容。\n");

	for (int i = 0; i < 40; i++) {
		g_autofree char *name = g_strdup_printf("a%d.txt", i);
		g_autofree char *text = g_strdup_printf(
		    "关于第%d件事的建议\n反映人：外人乙\n\n第%d件，与它无关的正文，应当留下。\n", i,
		    i);

		g_free(bay_file(bay, name, text));
	}
	job_free(bay_run(bay, bay_import(CLERK, bay->in)));
	(void)path;
	sit_at(bay, "two");
	struct trial *t = bay_leave(bay);
	int64_t report = trial_count(
	    t, "SELECT report FROM revision WHERE body LIKE '%" MARK "%' ORDER BY seq DESC");
	trial_move(t, REVIEWER, MOVE_ACCEPT, report);
	trial_write(t, EDITOR, MOVE_SAVE, report, "第二稿 " MARK RARE);
	bay_back(bay);
	return report;
}

static struct dossier dossier_of(struct bay *bay, int64_t report)
{
	struct dossier dossier = {0};

	assert_works(mirror_read(bay->reader, report, &dossier, &bay->err), bay->err);
	return dossier;
}

static void no_desk_keeps_any_of_it(void **state)
{
	struct bay *bay = *state;
	int64_t report = marked(bay);
	struct dossier dossier = dossier_of(bay, report);
	g_autofree char *draft = leave_draft(bay, dossier.report);

	dossier_clear(&dossier);
	g_autofree char *cut = g_build_filename(bay->state, "backup-killed.part", NULL);
	struct utimbuf long_ago = {1, 1};
	assert_true(g_file_set_contents(cut, "a copy that was cut off " MARK, -1, NULL));
	assert_int_equal(utime(cut, &long_ago), 0);
	do_as(bay, EDITOR, MOVE_QUARANTINE, report);
	sit_at(bay, "state");
	do_as(bay, SECURITY, MOVE_PURGE, report);
	do_as(bay, SIGNER, MOVE_PURGE_CONFIRM, report);
	look_as(bay, SIGNER);
	assert_true(bay_holds(bay, MARK)); /* on the desk that has not looked yet */
	assert_true(bay_holds(bay, RARE));
	sit_at(bay, "two");
	look_as(bay, EDITOR);
	assert_false(bay_holds(bay, MARK));
	assert_false(bay_holds(bay, RARE));
	assert_false(g_file_test(draft, G_FILE_TEST_EXISTS));
	(void)bay_leave(bay); /* nor when everything is closed */
	assert_false(bay_holds(bay, MARK));
	assert_false(bay_holds(bay, RARE));
	trial_verify(bay->trial);
	bay_back(bay);
}

/* The write-ahead log of the copy, which took the text in and is open still. */
static void log_is_clean(struct bay *bay)
{
	g_autofree char *path = g_strconcat(bay->ground.writer->path, "-wal", NULL);
	g_autofree char *all = NULL;
	gsize len;

	assert_true(g_file_get_contents(path, &all, &len, NULL));
	assert_null(memmem(all, len, MARK, strlen(MARK)));
}

/* Done are those who said so; the others are named, with when they were seen last. */
static void who_has_not_said_so_still_owes(void **state)
{
	struct bay *bay = *state;
	int64_t report = marked(bay);
	int done = 0, owing = 0;

	do_as(bay, EDITOR, MOVE_QUARANTINE, report);
	do_as(bay, SECURITY, MOVE_PURGE, report);
	do_as(bay, SIGNER, MOVE_PURGE_CONFIRM, report);
	look_as(bay, SIGNER);
	log_is_clean(bay);
	look_as(bay, SIGNER); /* once is enough */
	look_as(bay, EDITOR);
	look_as(bay, AUDITOR); /* held no copy that anybody knew of */
	struct dossier dossier = dossier_of(bay, report);
	const struct event *event = purge_confirmed(dossier.trail, report);
	g_autoptr(GPtrArray) copies = purge_copies(dossier.trail, event);
	for (guint i = 0; i < copies->len; i++) {
		const struct purge_copy *copy = g_ptr_array_index(copies, i);
		bool said = copy->done_ms > 0;

		done += said;
		owing += !said;
		if (said)
			assert_true(copy->done_ms >= event->at_ms);
		else
			assert_true(copy->seen_ms > 0 && copy->seen_ms <= event->at_ms);
		if (copy->person == SECURITY || copy->person == CLERK)
			assert_false(said);
	}
	assert_true(done >= 2);
	assert_true(owing >= 2);
	dossier_clear(&dossier);
	assert_int_equal(
	    trial_count(bay_leave(bay), "SELECT count(*) FROM event WHERE kind = 'purge-done'"),
	    done);
	bay_back(bay);
}

/* A look does it all by itself: this is how an open desk comes to it. */
static void a_look_does_it(void **state)
{
	struct bay *bay = *state;
	int64_t report = marked(bay);
	bool more = true;

	sit_at(bay, "state");
	struct trial *t = bay_leave(bay);
	trial_move(t, EDITOR, MOVE_QUARANTINE, report);
	trial_move(t, SECURITY, MOVE_PURGE, report);
	trial_move(t, SIGNER, MOVE_PURGE_CONFIRM, report);
	bay_back(bay);
	while (more) {
		struct job *job = look_job(NULL);

		((struct look_found *)job->body)->person = EDITOR;
		job_do(&bay->ground, job);
		assert_works(job->err.kind == ERR_NONE, job->err);
		more = ((struct look_found *)job->body)->more;
		job_free(job);
	}
	struct dossier dossier = dossier_of(bay, report);
	assert_string_equal(dossier.report->title, "");
	assert_string_equal(dossier.current->body, "");
	const struct event *last = g_ptr_array_index(dossier.trail, dossier.trail->len - 1);
	assert_string_equal(last->kind, "purge-done");
	assert_int_equal(last->person, EDITOR);
	dossier_clear(&dossier);
}

/* The room of a long text is given back: nothing of it stands on pages that came free. */
static void the_copy_is_written_anew(void **state)
{
	struct bay *bay = *state;
	g_autoptr(GString) text = g_string_new("关于长文的建议\n反映人：外人甲\n\n");
	struct stat before, after;

	for (int i = 0; i < 20000; i++)
		g_string_append(text, MARK "，内容。\n");
	g_autofree char *path = bay_file(bay, "long.txt", text->str);
	job_free(bay_run(bay, bay_import(CLERK, path)));
	(void)bay_leave(bay);
	bay_back(bay); /* all of it is in the file then */
	g_autofree char *file = g_strdup(bay->ground.writer->path);
	assert_int_equal(stat(file, &before), 0);
	do_as(bay, EDITOR, MOVE_QUARANTINE, 1);
	do_as(bay, SECURITY, MOVE_PURGE, 1);
	do_as(bay, SIGNER, MOVE_PURGE_CONFIRM, 1);
	look_as(bay, SIGNER);
	assert_int_equal(stat(file, &after), 0);
	assert_true(after.st_size + 300000 < before.st_size);
}

/* A copy that is made after the purge never held it, and says nothing of it. */
static void a_new_desk_owes_nothing(void **state)
{
	struct bay *bay = *state;
	int64_t report = marked(bay);

	do_as(bay, EDITOR, MOVE_QUARANTINE, report);
	do_as(bay, SECURITY, MOVE_PURGE, report);
	do_as(bay, SIGNER, MOVE_PURGE_CONFIRM, report);
	int64_t events = bay_events(bay);
	sit_at(bay, "three");
	look_as(bay, AUDITOR);
	assert_int_equal(bay_events(bay), events);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define BAY(test) cmocka_unit_test_setup_teardown(test, bay_setup, bay_teardown)
	    BAY(no_desk_keeps_any_of_it),
	    BAY(who_has_not_said_so_still_owes),
	    BAY(a_look_does_it),
	    BAY(the_copy_is_written_anew),
	    BAY(a_new_desk_owes_nothing),
	};

	return cmocka_run_group_tests_name("purge", tests, NULL, NULL);
}
