/* Files as people send them: what is taken, what is refused and in which words. */
#include "unit.h"

#include "base/bounds.h"
#include "base/fs.h"
#include "exchange/intake.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char report[] =
    "关于尽快修复滨江路三处塌陷路面的建议\n反映人：市政协委员、市第二中学教师 林〇\n"
    "一、情况。近一个月来，滨江路与朝阳巷口连续出现三处塌陷，最深处约40厘米。\n"
    "二、建议。一是由市住建局牵头，于雨季前完成管线探测。\n";

static const struct intake_options plain;

/* TEXT in SET with line ends of KIND, as a file. */
static GBytes *file_of(const char *text, const char *set, const char *end)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
	g_autofree char *joined = g_strjoinv(end, lines);
	gsize len = 0;
	char *bytes = g_convert(joined, -1, set, "UTF-8", NULL, &len, NULL);

	assert_non_null(bytes);
	return g_bytes_new_take(bytes, len);
}

static void the_same_report_from_every_set(void **state)
{
	static const struct {
		const char *set, *end;
	} kinds[] = {{"UTF-8", "\n"}, {"GB18030", "\r\n"}, {"UTF-16LE", "\r\n"}, {"UTF-16BE", "\n"},
	    {"UTF-16", "\r"}, {"GB18030", "\r"}, {"UTF-8", "\r\n"}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(GBytes) bytes = file_of(report, kinds[i].set, kinds[i].end);
		struct intake in = {0};
		struct err err = {0};

		assert_works(intake_take(bytes, "a.txt", &plain, &in, &err), err);
		assert_string_equal(in.form.title, "关于尽快修复滨江路三处塌陷路面的建议");
		assert_string_equal(in.form.by.names->pdata[0], "林〇");
		assert_string_equal(in.form.by.unit, "市政协委员、市第二中学教师");
		assert_true(g_str_has_prefix(in.form.body, "一、情况。"));
		assert_null(strchr(in.form.body, '\r'));
		assert_null(in.mark);
		assert_int_equal(in.kind, INTAKE_TEXT);
		assert_int_equal(in.count.lines, 2);
		assert_ptr_equal(in.bytes, bytes);
		g_autofree char *again = text_form_print(&in.form);
		assert_string_equal(again, report);
		intake_clear(&in);
	}
}

static void text_is_in_one_form(void **state)
{
	static const char odd[] = "关于cafe\u0301的建议\n甲\a乙\uFEFF丙\v丁。\uE123\n\x1a";
	g_autoptr(GBytes) bytes = g_bytes_new(odd, sizeof(odd) - 1);
	struct intake in = {0};
	struct err err = {0};

	(void)state;
	assert_works(intake_take(bytes, "a.txt", &plain, &in, &err), err);
	assert_string_equal(in.form.title, "关于caf\u00e9的建议");
	assert_string_equal(in.form.body, "甲乙丙\n丁。\uE123");
	assert_int_equal(in.notes->len, 2); /* two signs taken out, one private character kept */
	intake_clear(&in);
}

static void refused(const void *bytes, size_t len, const char *name, enum err_kind kind)
{
	g_autoptr(GBytes) file = g_bytes_new(bytes, len);
	struct intake in = {0};
	struct err err = {0};

	assert_refused(intake_take(file, name, &plain, &in, &err), err, kind);
	assert_null(in.bytes);
}

static void what_cannot_be_read_is_refused(void **state)
{
	static const char zeros[5000];
	static const char broken[] = "\xff\xff\xfe\x80"
				     "broken\x81";
	static const char binary[] = "abc\0def\0\0\1\2\3";

	(void)state;
	refused("", 0, "a.txt", ERR_INPUT);
	refused(zeros, sizeof(zeros), "a.txt", ERR_INPUT);
	refused(broken, sizeof(broken) - 1, "a.txt", ERR_INPUT);
	refused(binary, sizeof(binary), "a.txt", ERR_INPUT);
	refused(" \n\n　\n", 6, "a.txt", ERR_INPUT);
	refused("%PDF-1.4", 8, "a.pdf", ERR_INPUT);
	refused("\x89PNG\r\n", 6, "a.txt", ERR_INPUT);
	refused("Rar!\x1A\x07", 6, "a.rar", ERR_INPUT);
	refused("PK\3\4garbage", 11, "a.docx", ERR_INPUT);
	refused("PK\3\4word/document.xml", 21, "a.docx", ERR_INPUT);
	refused("<html><body>甲</body>", 22, "a.txt", ERR_INPUT);
	refused("序号,标题\n1,甲\n", 19, "a.csv", ERR_INPUT);
}

static void too_large_is_full(void **state)
{
	g_autofree char *many = g_malloc(2 * BOUND_BODY_BYTES + 1);
	g_autofree char *dir = g_dir_make_tmp(NULL, NULL);
	g_autofree char *path = g_build_filename(dir, "large.txt", NULL);
	struct intake in = {0};
	struct err err = {0};

	(void)state;
	memset(many, 'a', 2 * BOUND_BODY_BYTES + 1);
	refused(many, 2 * BOUND_BODY_BYTES + 1, "a.txt", ERR_FULL);
	refused(many, BOUND_BODY_BYTES + 1, "a.txt", ERR_FULL);
	/* 200 MB, without writing them */
	assert_works(fs_write(path, "", 0, 0600, &err), err);
	assert_int_equal(truncate(path, 200 << 20), 0);
	assert_refused(intake_read(path, &plain, &in, &err), err, ERR_FULL);
	g_unlink(path);
	assert_refused(intake_read(path, &plain, &in, &err), err, ERR_INPUT);
	g_rmdir(dir);
}

static void a_secret_leaves_nothing(void **state)
{
	static const char *const secrets[] = {
	    "机密★1年\n关于某事项的报告\n只应留在纸上。\n",
	    "000123\n特急\n关于某事项的报告\n只应留在纸上。\n",
	    "秘 密\n关于某事项的报告\n只应留在纸上。\n",
	    "关于某事项的报告\n密级：秘密\n只应留在纸上。\n",
	    "绝密级\n关于某事项的报告\n只应留在纸上。\n",
	    "\n\n 【机密】\n关于某事项的报告\n只应留在纸上。\n",
	    "份号：000001\n关于某事项的报告\n只应留在纸上。\n",
	};
	static const char *const open[] = {
	    "关于加强商业秘密保护的建议\n一些企业把机密级文件随意堆放，秘密外泄。\n",
	    "关于甲的建议\n密级：非密\n乙。\n",
	    "关于甲的建议\n密级：\n乙。\n",
	    "关于甲的建议\n乙。\n丙\n丁\n戊\n己\n庚\n辛\n壬\n癸\n机密★1年\n",
	    "关于甲的建议\n反映人：李明\n邮编\n乙\n425000\n",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(secrets) + G_N_ELEMENTS(open); i++) {
		bool secret = i < G_N_ELEMENTS(secrets);
		const char *text = secret ? secrets[i] : open[i - G_N_ELEMENTS(secrets)];
		g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
		struct intake in = {0};
		struct err err = {0};

		assert_works(intake_take(bytes, "a.txt", &plain, &in, &err), err);
		if (secret != (in.mark != NULL))
			fail_msg("%s has the mark %s", text, in.mark ? in.mark : "none");
		if (secret) {
			assert_null(in.form.body);
			assert_null(in.form.title);
			assert_int_equal(in.notes->len, 0);
		}
		intake_clear(&in);
	}
}

static void a_name_can_be_a_mark(void **state)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static("关于甲的建议\n乙。\n", 26);
	struct intake in = {0};
	struct err err = {0};

	(void)state;
	assert_works(intake_take(bytes, "/x/【秘密】甲.txt", &plain, &in, &err), err);
	assert_non_null(in.mark);
	assert_string_equal(in.name, "【秘密】甲.txt");
	intake_clear(&in);
}

static void litter_is_known(void **state)
{
	static const char *const litter[] = {"/a/~$报告.docx", ".~lock.报告.docx#", "Thumbs.db",
	    "x/desktop.ini", ".DS_Store", "._a.txt", "~WRL0001.tmp"};
	static const char *const files[] = {"a.txt", "/a/~b/报告.docx", "thumbs.txt"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(litter); i++)
		if (!intake_is_litter(litter[i]))
			fail_msg("%s is litter", litter[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		if (intake_is_litter(files[i]))
			fail_msg("%s is no litter", files[i]);
}

static void a_name_that_is_no_utf8_is_shown(void **state)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static(report, sizeof(report) - 1);
	struct intake in = {0};
	struct err err = {0};

	(void)state;
	assert_works(intake_take(bytes, "/x/\xB1\xA8.txt", &plain, &in, &err), err);
	assert_true(g_utf8_validate(in.name, -1, NULL));
	intake_clear(&in);
}

/* An old Word file without a converter: what to do, and no secret in it goes any further. */
static void old_files_want_a_converter(void **state)
{
	char old[600] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
	g_autofree char *path = g_strdup(g_getenv("PATH"));
	struct intake in = {0};
	struct err err = {0};

	(void)state;
	memcpy(old + 100, "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", 24);
	g_setenv("PATH", "/nonexistent", TRUE);
	refused(old, sizeof(old), "a.doc", ERR_INPUT);
	memcpy(old + 200, "\x3A\x67\xC6\x5B\x05\x26", 6); /* 机密★ in UTF-16 */
	g_autoptr(GBytes) bytes = g_bytes_new(old, sizeof(old));
	assert_works(intake_take(bytes, "a.wps", &plain, &in, &err), err);
	assert_string_equal(in.mark, "机密★");
	intake_clear(&in);
	g_setenv("PATH", path, TRUE);
}

/* A converter of this name that SCRIPT is, found first. */
static void with_converter(const char *script, void (*then)(void))
{
	g_autofree char *dir = g_dir_make_tmp(NULL, NULL);
	g_autofree char *program = g_build_filename(dir, "antiword", NULL);
	g_autofree char *before = g_strdup(g_getenv("PATH"));
	struct err err = {0};

	assert_works(fs_write(program, script, strlen(script), 0700, &err), err);
	g_setenv("PATH", dir, TRUE);
	then();
	g_setenv("PATH", before, TRUE);
	g_unlink(program);
	g_rmdir(dir);
}

static GBytes *old_word(void)
{
	char old[600] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

	memcpy(old + 100, "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", 24);
	return g_bytes_new(old, sizeof(old));
}

static void reads_through_it(void)
{
	g_autoptr(GBytes) bytes = old_word();
	struct intake in = {0};
	struct err err = {0};

	assert_works(intake_take(bytes, "a.doc", &plain, &in, &err), err);
	assert_string_equal(in.form.title, "关于甲的建议");
	assert_int_equal(in.kind, INTAKE_CONVERTED);
	assert_int_equal(in.notes->len, 1);
	intake_clear(&in);
}

static void says_that_it_failed(void)
{
	g_autoptr(GBytes) bytes = old_word();
	struct intake in = {0};
	struct err err = {0};

	assert_refused(intake_take(bytes, "a.doc", &plain, &in, &err), err, ERR_INPUT);
}

static void finds_the_secret(void)
{
	g_autoptr(GBytes) bytes = old_word();
	struct intake in = {0};
	struct err err = {0};

	assert_works(intake_take(bytes, "a.doc", &plain, &in, &err), err);
	assert_non_null(in.mark);
	assert_null(in.form.body);
	intake_clear(&in);
}

static void converters_are_used_and_doubted(void **state)
{
	(void)state;
	with_converter("#!/bin/sh\nprintf '关于甲的建议\\n乙。\\n'\n", reads_through_it);
	with_converter("#!/bin/sh\nexit 1\n", says_that_it_failed);
	with_converter(
	    "#!/bin/sh\nwhile :; do echo 甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲; done\n",
	    says_that_it_failed);
	with_converter("#!/bin/sh\nprintf '机密★1年\\n关于甲\\n乙。\\n'\n", finds_the_secret);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_same_report_from_every_set),
	    cmocka_unit_test(text_is_in_one_form),
	    cmocka_unit_test(what_cannot_be_read_is_refused),
	    cmocka_unit_test(too_large_is_full),
	    cmocka_unit_test(a_secret_leaves_nothing),
	    cmocka_unit_test(a_name_can_be_a_mark),
	    cmocka_unit_test(litter_is_known),
	    cmocka_unit_test(a_name_that_is_no_utf8_is_shown),
	    cmocka_unit_test(old_files_want_a_converter),
	    cmocka_unit_test(converters_are_used_and_doubted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
