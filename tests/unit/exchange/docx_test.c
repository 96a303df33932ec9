/* Word files: what a person reads in them is taken, everything else is said, and harm is refused.
 */
#include "unit.h"

#include "base/bounds.h"
#include "base/fs.h"
#include "exchange/docx_in.h"
#include "exchange/intake.h"
#include "exchange/zip.h"

#define NS                                                                          \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" " \
	"xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define ROW(cells) "<w:tr>" cells "</w:tr>"
#define TABLE(rows) "<w:tbl>" rows "</w:tbl>"
#define CELL(text) "<w:tc><w:tcPr/>" P(text) "</w:tc>"
#define DOC(body)                                                                    \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document " NS "><w:body>" body \
	"<w:sectPr/></w:body></w:document>"

/* A Word file of these parts, the document first. */
static GBytes *word(const char *document, const char *name, const char *part)
{
	struct zip_part parts[] = {
	    {"[Content_Types].xml", "<Types/>"}, {"word/document.xml", document}, {name, part}};
	struct err err = {0};
	GBytes *bytes = zip_pack(parts, name ? 3 : 2, &err);

	assert_works(bytes != NULL, err);
	return bytes;
}

/* The text of a document, its notes joined by a bar behind it. */
static void reads_as(
    const char *document, const char *name, const char *part, const char *want, const char *notes)
{
	g_autoptr(GBytes) bytes = word(document, name, part);
	g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) aside = g_string_new(NULL);
	g_autoptr(GString) joined = g_string_new(NULL);
	struct err err = {0};
	g_autofree char *text = docx_text(bytes, said, aside, &err);

	assert_works(text != NULL, err);
	assert_string_equal(text, want);
	for (guint i = 0; i < said->len; i++)
		g_string_append_printf(joined, "%s%s", i ? "|" : "", (char *)said->pdata[i]);
	assert_string_equal(joined->str, notes);
}

static void paragraphs_and_changes(void **state)
{
	(void)state;
	reads_as(
	    DOC(P("关于甲的建议") P("一、情况。")), NULL, NULL, "关于甲的建议\n一、情况。\n", "");
	reads_as(DOC("<w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>"
		     "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del><w:r><w:t>丁</w:t></w:r></"
		     "w:p>"),
	    NULL, NULL, "甲乙丁\n", "tracked changes taken as accepted: 1 put in, 1 taken out");
	/* the end of a paragraph deleted: both are one */
	reads_as(DOC("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>" P(
		     "乙")),
	    NULL, NULL, "甲乙\n", "tracked changes taken as accepted: 0 put in, 1 taken out");
	reads_as(
	    DOC("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"
		"<w:hyperlink><w:r><w:t>丁</w:t></w:r></w:hyperlink><w:fldSimple><w:r><w:t>戊</w:t>"
		"</w:r></w:fldSimple><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"),
	    NULL, NULL, "甲\t乙\n丙丁戊\n", "");
	reads_as(
	    DOC("<w:sdt><w:sdtContent>" P(
		"甲") "</w:sdtContent></w:sdt><w:p><w:sdt><w:sdtPr>"
		      "<w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r>"
		      "</w:sdtContent></w:sdt><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></"
		      "w:p>"),
	    NULL, NULL, "甲\n\n", "places with hidden text, not taken: 1");
	reads_as(
	    DOC("<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>甲</w:t></w:r></w:p>"),
	    NULL, NULL, "□甲\n", "");
}

static void what_stands_beside_is_said(void **state)
{
	(void)state;
	reads_as(
	    DOC("<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>" P(
		"框中") "</w:txbxContent></w:drawing></"
			"mc:Choice><mc:Fallback><w:pict><w:txbxContent>" P("框中") "</"
										   "w:txbxContent><"
										   "/w:pict></"
										   "mc:Fallback></"
										   "mc:"
										   "AlternateConten"
										   "t>"
										   "<w:t>甲</"
										   "w:t><w:drawing>"
										   "<blip/></"
										   "w:drawing></"
										   "w:r></w:p>"),
	    NULL, NULL, "甲\n", "text box, not taken: 框中|pictures, not taken: 1");
	reads_as(DOC(P("甲")), "word/comments.xml",
	    "<w:comments " NS "><w:comment w:author=\"王\">" P("请核") "</w:comment></w:comments>",
	    "甲\n", "comment, not taken: 王: 请核");
	reads_as(DOC(P("甲")), "word/header1.xml", "<w:hdr " NS ">" P("内部资料") "</w:hdr>",
	    "甲\n", "header or footer, not taken: 内部资料");
	reads_as(
	    DOC(P("甲")), "word/footer1.xml", "<w:ftr " NS ">" P("— 1 —") "</w:ftr>", "甲\n", "");
}

static void numbers_are_written_out(void **state)
{
#define NUM(level, text)                               \
	"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level  \
	"\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>" \
	"<w:r><w:t>" text "</w:t></w:r></w:p>"
	static const char numbering[] =
	    "<w:numbering " NS "><w:abstractNum w:abstractNumId=\"0\">"
	    "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt "
	    "w:val=\"chineseCountingThousand\"/>"
	    "<w:lvlText w:val=\"%1、\"/></w:lvl>"
	    "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>"
	    "<w:lvlText w:val=\"%1.%2.\"/></w:lvl></w:abstractNum>"
	    "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

	(void)state;
	reads_as(DOC(NUM("0", "情况") NUM("1", "甲") NUM("1", "乙") P("丙") NUM("0", "建议")
			 NUM("1", "丁")),
	    "word/numbering.xml", numbering, "一、情况\n一.1.甲\n一.2.乙\n丙\n二、建议\n二.1.丁\n",
	    "");
}

static void a_form_gives_its_fields(void **state)
{
	/* clang-format off */
	static const char form[] = DOC(P("社情民意信息表") TABLE(
		ROW(CELL("标　题") CELL("关于甲的建议"))
		ROW(CELL("反映人") CELL("林〇") CELL("单位职务") CELL("市二中教师"))
		ROW(CELL("界别") CELL("教育界") CELL("联系电话") CELL("13900000000"))
		ROW(CELL("情况") "<w:tc>" P("乱。") P("很乱。") "</w:tc>")
		ROW(CELL("建议") CELL("修。"))
		ROW(CELL("领导批示") CELL(""))));
	/* clang-format on */
	g_autoptr(GBytes) bytes = word(form, NULL, NULL);
	struct intake in = {0};
	struct err err = {0};
	const struct intake_options options = {0};

	(void)state;
	assert_works(intake_take(bytes, "a.docx", &options, &in, &err), err);
	assert_int_equal(in.kind, INTAKE_DOCX);
	assert_string_equal(in.form.title, "关于甲的建议");
	assert_string_equal(in.form.by.names->pdata[0], "林〇");
	assert_string_equal(in.form.by.unit, "市二中教师");
	assert_string_equal(in.form.by.contact, "13900000000");
	assert_string_equal(in.form.body, "情况：\n乱。\n很乱。\n建议：修。");
	assert_int_equal(in.notes->len, 2); /* 界别, and the head of the form */
	intake_clear(&in);
}

static void any_other_table_is_lines(void **state)
{
	(void)state;
	reads_as(DOC(P("甲") TABLE(ROW(CELL("年份") CELL("人数")) ROW(CELL("2024") CELL("35")))),
	    NULL, NULL, "甲\n年份\t人数\n2024\t35\n", "a table was taken as 2 lines of text");
}

static void a_mark_beside_the_text_counts(void **state)
{
	g_autoptr(GBytes) bytes = word(DOC(P("关于甲的建议") P("乙。")), "word/header1.xml",
	    "<w:hdr " NS ">" P("机密★1年") "</w:hdr>");
	struct intake in = {0};
	struct err err = {0};
	const struct intake_options options = {0};

	(void)state;
	assert_works(intake_take(bytes, "a.docx", &options, &in, &err), err);
	assert_string_equal(in.mark, "机密★1年");
	assert_null(in.form.body);
	intake_clear(&in);
}

static void refuses(GBytes *bytes, enum err_kind kind)
{
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) aside = g_string_new(NULL);
	struct err err = {0};
	g_autofree char *text = docx_text(bytes, notes, aside, &err);

	if (text)
		fail_msg("%zu bytes were read as %.60s", g_bytes_get_size(bytes), text);
	assert_int_equal(err.kind, kind);
	g_bytes_unref(bytes);
}

static void harm_is_refused(void **state)
{
	static const char entities[] =
	    "<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\">"
	    "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><w:document " NS "><w:body>"
	    "<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
	static const char outside[] = "<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a SYSTEM "
				      "\"file:///etc/passwd\">]><w:document " NS
				      "><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p>"
				      "</w:body></w:document>";
	g_autofree char *bomb = g_malloc(32 << 20);
	g_autoptr(GString) deep = g_string_new("<w:document " NS "><w:body>");
	gsize len;

	(void)state;
	refuses(word(entities, NULL, NULL), ERR_INPUT);
	refuses(word(outside, NULL, NULL), ERR_INPUT);
	refuses(word("<w:document", NULL, NULL), ERR_INPUT);
	refuses(word("", NULL, NULL), ERR_INPUT);
	for (int i = 0; i < 5000; i++)
		g_string_append(deep, "<w:sdt><w:sdtContent>");
	refuses(word(deep->str, NULL, NULL), ERR_INPUT);

	/* 32 MiB of blanks in some 32 KiB */
	memset(bomb, ' ', (32 << 20) - 1);
	bomb[(32 << 20) - 1] = '\0';
	refuses(word(bomb, NULL, NULL), ERR_FULL);

	/* every cut of a good file is told to be damaged, none is read as half a text */
	g_autoptr(GBytes) whole = word(DOC(P("甲")), NULL, NULL);
	const char *raw = g_bytes_get_data(whole, &len);
	for (gsize cut = 0; cut < len; cut += 7)
		refuses(g_bytes_new(raw, cut), ERR_INPUT);
}

/* Real files: each is read, none crashes, and the words a person sees in it are there. */
static void real_files_are_read(void **state)
{
	static const struct {
		const char *name, *words;
	} files[] = {
	    {"poitl-issue_161.docx", "申请单位"},
	    {"poitl-issue_554.docx", "收件人"},
	    {"poitl-issue_914.docx", "风险识别"},
	    {"poitl-okr_OKR.docx", "关键结果1"},
	    {"poitl-template_iterable_numbering.docx", "第一级第一行"},
	    {"poitl-template_render_multiple_column.docx", "货物"},
	    {"poitl-template_sdt_cell.docx", "独立文本内容控件"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_build_filename(
		    TEST_SRCDIR, "../shared/data/office", files[i].name, NULL);
		struct intake in = {0};
		struct err err = {0};
		const struct intake_options options = {0};

		if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
			print_message("# no %s here: skipped\n", path);
			skip();
		}
		assert_works(intake_read(path, &options, &in, &err), err);
		g_autofree char *text = text_form_print(&in.form);
		if (!strstr(text, files[i].words))
			fail_msg("%s has no %s:\n%s", files[i].name, files[i].words, text);
		intake_clear(&in);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(paragraphs_and_changes),
	    cmocka_unit_test(what_stands_beside_is_said),
	    cmocka_unit_test(numbers_are_written_out),
	    cmocka_unit_test(a_form_gives_its_fields),
	    cmocka_unit_test(any_other_table_is_lines),
	    cmocka_unit_test(a_mark_beside_the_text_counts),
	    cmocka_unit_test(harm_is_refused),
	    cmocka_unit_test(real_files_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
