/* Word files out: they read back as the report they were, and the sheet is one page whatever is in
 * it. */
#include "unit.h"

#include "base/fs.h"
#include "exchange/docx_in.h"
#include "exchange/docx_out.h"
#include "exchange/intake.h"
#include "exchange/sheet_out.h"
#include "exchange/zip.h"

static const struct intake_options plain;

static const char *const points[] = {"政治方向正确，与中央精神一致",
    "事实已向反映人或部门核实（谁、何时、方式）", "数据有来源，口径一致",
    "领导姓名、职务、排序准确", "原因分析到机制", "建议主体明确、可操作、在受文者事权内",
    "写明是个案、群体还是普遍情况", "一事一议", "保持原意，只作文字、逻辑整理",
    "不含商业和部门私利", "已查政策和往期，不重复", "报送对象与刊型恰当",
    "保密审查：不涉国家秘密、工作秘密", "民族、宗教、港澳台、涉外表述恰当", "个人信息已最小化",
    "时机恰当", "反映人同意署名、公开", "三校完成并签名"};
static const char *const steps[] = {"编辑", "审核", "签发"};
static const char *const signs[] = {
    "张编辑 2026-11-24 09:05", "周保密（代赵审核） 2026-11-24 10:05", ""};

static const struct sheet_facts facts = {
    .number = "2026-0041",
    .year = 2026,
    .state = "待审核",
    .received = "2026-11-20",
    .digest = "a1b2-c3d4-e5f6",
    .printed = "2026-11-24 09:05 张编辑",
    .points = points,
    .point_count = G_N_ELEMENTS(points),
    .steps = steps,
    .signs = signs,
    .step_count = G_N_ELEMENTS(steps),
};

static struct revision *some_revision(const char *body)
{
	struct revision *revision = revision_new();

	revision->no = 3;
	revision_set(&revision->title, "关于尽快修复滨江路三处塌陷路面的建议");
	revision_add_writer(revision, "林〇", WRITER_OUTSIDE, 0);
	revision_add_writer(revision, "李明", WRITER_OUTSIDE, 0);
	revision_set(&revision->unit, "市政协委员、市第二中学教师");
	revision_set(&revision->contact, "13900000000");
	revision_set(&revision->body, body);
	return revision;
}

static void a_report_reads_back(void **state)
{
	static const char body[] =
	    "一、情况。近一个月来，滨江路连续出现三处塌陷 <最深> & “约40厘米”。\n"
	    "（一）地下管道老化\n１.甲\t乙\n\n二、建议。由市住建局牵头。";
	struct revision *revision = some_revision(body);
	struct intake in = {0};
	struct err err = {0};

	(void)state;
	revision_set(&revision->addressees, "市委办公室、市政府办公室");
	g_autoptr(GBytes) bytes = docx_of_revision(revision, &err);
	g_autoptr(GBytes) again = docx_of_revision(revision, &err);
	assert_works(bytes && again, err);
	assert_true(g_bytes_equal(bytes, again));
	assert_works(intake_take(bytes, "a.docx", &plain, &in, &err), err);
	assert_string_equal(in.form.title, revision->title);
	assert_string_equal(in.form.by.unit, revision->unit);
	assert_string_equal(in.form.by.contact, revision->contact);
	assert_int_equal(in.form.by.names->len, 2);
	assert_string_equal(in.form.by.names->pdata[1], "李明");
	assert_string_equal(in.form.body, body);
	intake_clear(&in);
	revision_free(revision);
}

/* Letters that XML forbids must not make a file that no Word opens. */
static void odd_letters_do_no_harm(void **state)
{
	struct revision *revision = some_revision("甲\x01\x0B乙\uFFFE丙\U000E0100。");
	struct intake in = {0};
	struct err err = {0};

	(void)state;
	g_autoptr(GBytes) bytes = docx_of_revision(revision, &err);
	assert_works(bytes != NULL, err);
	assert_works(intake_take(bytes, "a.docx", &plain, &in, &err), err);
	assert_string_equal(in.form.body, "甲乙丙\U000E0100。");
	intake_clear(&in);
	revision_free(revision);
}

static bool only_document(const char *name)
{
	return strcmp(name, "word/document.xml") == 0;
}

/* Heights of all rows and lines outside of tables, in twentieths of a point. */
static int height_of(GBytes *bytes)
{
	struct err err = {0};
	g_autoptr(GHashTable) parts = zip_unpack(bytes, only_document, &err);
	GByteArray *part = parts ? g_hash_table_lookup(parts, "word/document.xml") : NULL;
	int height = 0;

	assert_non_null(part);
	g_autofree char *xml = g_strndup((const char *)part->data, part->len);
	g_autoptr(GRegex)
	    rows = g_regex_new("<w:trHeight w:val=\"(\\d+)\" w:hRule=\"exact\"/>", 0, 0, NULL);
	g_autoptr(GMatchInfo) row = NULL;
	for (g_regex_match(rows, xml, 0, &row); g_match_info_matches(row);
	     g_match_info_next(row, NULL)) {
		g_autofree char *number = g_match_info_fetch(row, 1);

		height += (int)g_ascii_strtoll(number, NULL, 10);
	}
	g_autoptr(GRegex) tables = g_regex_new("<w:tbl>.*?</w:tbl>", G_REGEX_DOTALL, 0, NULL);
	g_autofree char *outside = g_regex_replace_literal(tables, xml, -1, 0, "", 0, NULL);
	g_autoptr(GRegex) lines = g_regex_new("<w:spacing w:line=\"(\\d+)\"", 0, 0, NULL);
	g_autoptr(GMatchInfo) line = NULL;
	for (g_regex_match(lines, outside, 0, &line); g_match_info_matches(line);
	     g_match_info_next(line, NULL)) {
		g_autofree char *number = g_match_info_fetch(line, 1);

		height += (int)g_ascii_strtoll(number, NULL, 10);
	}
	return height;
}

static void the_sheet_is_one_page(void **state)
{
	static const int chars[] = {0, 100, 800, 1500, 5000};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(chars); i++) {
		g_autoptr(GString) body = g_string_new(NULL);
		struct err err = {0};

		for (int n = 0; n < chars[i]; n++)
			g_string_append(body, n % 100 == 99 ? "\n" : n % 20 == 19 ? "。" : "路");
		struct revision *revision = some_revision(body->str);
		g_autoptr(GBytes) bytes = sheet_of_revision(revision, &facts, &err);
		g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
		g_autoptr(GString) aside = g_string_new(NULL);

		assert_works(bytes != NULL, err);
		g_autofree char *text = docx_text(bytes, notes, aside, &err);
		assert_works(text != NULL, err);
		assert_in_range(height_of(bytes), 14000, 15478);
		assert_non_null(strstr(text, "社情民意信息核稿单（2026）"));
		assert_non_null(strstr(text, "a1b2-c3d4-e5f6"));
		assert_non_null(strstr(text, "18 三校完成并签名"));
		assert_non_null(strstr(text, "签发"));
		assert_non_null(strstr(text, "周保密（代赵审核） 2026-11-24 10:05"));
		/* all of the text or, where it is too long, none of it and the word that it is
		 * attached */
		bool whole = strstr(text, "路路路路") != NULL;
		assert_true(whole == (chars[i] >= 100 && chars[i] <= 1500));
		assert_true(!whole == (chars[i] < 100 || strstr(text, "另附") != NULL));
		revision_free(revision);
	}
}

static void too_much_for_a_sheet_is_refused(void **state)
{
	struct revision *revision = some_revision("甲。");
	struct sheet_facts many = facts;
	struct err err = {0};

	(void)state;
	many.point_count = 21;
	assert_refused(sheet_of_revision(revision, &many, &err) != NULL, err, ERR_FULL);
	revision_free(revision);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_report_reads_back),
	    cmocka_unit_test(odd_letters_do_no_harm),
	    cmocka_unit_test(the_sheet_is_one_page),
	    cmocka_unit_test(too_much_for_a_sheet_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
