/* Paths as people type them or drop them on a terminal. */
#include "unit.h"

#include "app/trade.h"

/* The line gives these paths, written with | between them. */
static void gives(const char *line, const char *wanted)
{
	GPtrArray *paths = trade_paths(line);

	g_ptr_array_add(paths, NULL);
	g_autofree char *joined = g_strjoinv("|", (char **)paths->pdata);
	g_ptr_array_remove_index(paths, paths->len - 1);
	assert_string_equal(joined, wanted);
	g_ptr_array_free(paths, TRUE);
}

static void a_line_names_what_a_person_means(void **state)
{
	g_autofree char *home = g_build_filename(g_get_home_dir(), "来稿", NULL);

	(void)state;
	gives("来稿/关于停车 的建议.docx", "来稿/关于停车 的建议.docx"); /* a blank in a name */
	gives("  来稿/  ", "来稿/");
	gives("'/media/u盘/一 稿.docx' '/media/u盘/二稿.docx'",
	    "/media/u盘/一 稿.docx|/media/u盘/二稿.docx");
	gives("/media/u盘/一\\ 稿.docx", "/media/u盘/一 稿.docx");
	gives("file:///tmp/%E6%9D%A5%E7%A8%BF.txt", "/tmp/来稿.txt");
	gives("file:///tmp/a.txt file:///tmp/b.txt", "/tmp/a.txt|/tmp/b.txt");
	gives("it's.txt", "it's.txt"); /* a quotation mark that nothing closes */
	gives("~/来稿", home);
	gives("~x", "~x");
	gives("   ", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_names_what_a_person_means),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
