/* Kept drafts: the newest text is on the disk, cut ones are told from whole ones. */
#include "unit.h"

#include "base/fs.h"
#include "work/draft_file.h"
#include "work/keeper.h"

#include <sys/stat.h>
#include <unistd.h>

static struct draft_file sample(const char *body)
{
	struct draft_file file = {.report_uid = g_strdup("01ABC"),
	    .number = g_strdup("2026-0041"),
	    .person = 3,
	    .base = 2,
	    .base_digest = g_strdup("ff"),
	    .fence = 7,
	    .kept_ms = 1780000000000,
	    .text = revision_new()};

	revision_set(&file.text->title, "关于增设社区食堂的建议");
	revision_add_writer(file.text, "林〇", WRITER_OUTSIDE, 0);
	file.text->urgency = URGENCY_EXTRA;
	revision_set(&file.text->body, body);
	return file;
}

static void a_draft_reads_back_and_a_cut_one_does_not(void **state)
{
	struct draft_file file = sample("一、情况\n主城区……\nend 3:end\n");
	struct draft_file back;
	GBytes *bytes = draft_file_print(&file);
	size_t len = g_bytes_get_size(bytes);

	(void)state;
	assert_true(draft_file_parse(bytes, &back));
	assert_string_equal(back.text->body, file.text->body);
	assert_int_equal(back.text->urgency, URGENCY_EXTRA);
	assert_int_equal(back.base, 2);
	assert_int_equal(back.fence, 7);
	draft_file_clear(&back);
	for (size_t cut = 0; cut < len; cut++) {
		GBytes *part = g_bytes_new_from_bytes(bytes, 0, cut);

		assert_false(draft_file_parse(part, &back));
		g_bytes_unref(part);
	}
	g_bytes_unref(bytes);
	draft_file_clear(&file);
}

static void the_newest_text_is_kept(void **state)
{
	struct err err = {0};
	g_autofree char *dir = g_dir_make_tmp("keeper-XXXXXX", NULL);
	struct keeper *keeper = keeper_start(dir, &err);

	(void)state;
	assert_non_null(keeper);
	for (int i = 0; i < 200; i++) {
		g_autofree char *body = g_strdup_printf("第%d次\n", i);
		struct draft_file file = sample(body);
		GBytes *bytes = draft_file_print(&file);

		keeper_put(keeper, "a.draft", bytes);
		g_bytes_unref(bytes);
		draft_file_clear(&file);
	}
	assert_true(keeper_flush(keeper, 60000));
	GBytes *bytes = keeper_read(dir, "a.draft", &err);
	struct draft_file back;
	assert_true(draft_file_parse(bytes, &back));
	assert_string_equal(back.text->body, "第199次\n");
	draft_file_clear(&back);
	g_bytes_unref(bytes);
	struct stat info;
	g_autofree char *path = g_build_filename(dir, "a.draft", NULL);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	GPtrArray *names = keeper_names(dir);
	assert_int_equal(names->len, 1);
	g_ptr_array_free(names, TRUE);
	keeper_drop(keeper, "a.draft");
	keeper_stop(keeper, 60000);
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(rmdir(dir), 0);
}

static void a_full_disk_is_told(void **state)
{
	struct err err = {0};
	g_autofree char *dir = g_dir_make_tmp("keeper-XXXXXX", NULL);
	struct keeper *keeper = keeper_start(dir, &err);
	GBytes *bytes = g_bytes_new_static("x", 1);

	(void)state;
	assert_int_equal(rmdir(dir), 0); /* as good as full: nothing can be written there */
	keeper_put(keeper, "a.draft", bytes);
	assert_true(keeper_flush(keeper, 60000));
	struct err failure = keeper_failure(keeper);
	assert_int_not_equal(failure.kind, ERR_NONE);
	assert_true(failure.words[0] != '\0');
	g_bytes_unref(bytes);
	keeper_stop(keeper, 60000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_draft_reads_back_and_a_cut_one_does_not),
	    cmocka_unit_test(the_newest_text_is_kept),
	    cmocka_unit_test(a_full_disk_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
