/* A report as a Word file. */
#include "exchange/docx_out.h"

#include "exchange/byline.h"
#include "exchange/text_form.h"
#include "exchange/line.h"
#include "exchange/ooxml.h"

#define LINE 579 /* 22 lines on 225 mm */
#define TITLE_LINE 700 /* of a title in 二号 */
#define HEADING_CHARS 40 /* up to its first 。 a heading is a heading, beyond it is a paragraph */

static const struct ooxml_page page = {
    .top = OOXML_MM(37),
    .bottom = OOXML_MM(35),
    .left = OOXML_MM(28),
    .right = OOXML_MM(26),
    .line_pitch = LINE,
    .numbered = true,
    .font = "仿宋_GB2312",
    .size = OOXML_SIZE_3,
};

/* The font of a heading's level, NULL where a line is none. */
static const char *heading_font(const struct line *line)
{
	if (line_is(line, "^[一二三四五六七八九十]+、"))
		return "黑体";
	if (line_is(line, "^[（(][一二三四五六七八九十]+[）)]"))
		return "楷体_GB2312";
	return NULL;
}

/* Bytes of the heading a line begins with: up to its first full stop, or all of a short line. */
static size_t heading_len(const struct line *line)
{
	const char *stop = g_strstr_len(line->text, (gssize)line->len, "。");
	size_t len = stop ? (size_t)(stop - line->text) + strlen("。") : line->len;

	return g_utf8_strlen(line->text, (gssize)len) <= HEADING_CHARS ? len : 0;
}

static void put_paragraph(struct ooxml *doc, const struct line *line)
{
	const struct ooxml_para para = {.indent = OOXML_SIZE_3, .line = LINE};
	struct ooxml_run heading = {.font = heading_font(line)};
	const struct ooxml_run plain = {0};
	size_t head = heading.font ? heading_len(line) : 0;

	ooxml_para(doc, &para);
	if (head)
		ooxml_run(doc, &heading, line->text, head);
	if (head < line->len)
		ooxml_run(doc, &plain, line->text + head, line->len - head);
	ooxml_para_end(doc);
}

static void put_line(
    struct ooxml *doc, const struct ooxml_para *para, const struct ooxml_run *run, const char *text)
{
	ooxml_para(doc, para);
	if (*text)
		ooxml_run(doc, run, text, strlen(text));
	ooxml_para_end(doc);
}

static void put_writers(struct ooxml *doc, const struct text_form *form)
{
	const struct ooxml_para right = {.align = "right", .line = LINE};
	const struct ooxml_run plain = {0};
	g_autofree char *by = byline_print(&form->by);
	g_autofree char *line = g_strdup_printf("（" TEXT_FORM_WRITER "%s）", by);

	if (*by)
		put_line(doc, &right, &plain, line);
}

static void put_addressees(struct ooxml *doc, const char *label, const char *names)
{
	const struct ooxml_para para = {.line = LINE};
	const struct ooxml_run small = {.size = OOXML_SIZE_4};
	g_autofree char *line = g_strdup_printf("%s：%s", label, names);

	if (*names)
		put_line(doc, &para, &small, line);
}

GBytes *docx_of_revision(const struct revision *revision, struct err *err)
{
	const struct ooxml_para centred = {
	    .align = "center", .line = TITLE_LINE, .keep_next = true};
	const struct ooxml_para blank = {.line = LINE};
	const struct ooxml_run title = {.font = "方正小标宋简体", .size = OOXML_SIZE_2};
	const struct ooxml_run plain = {0};
	struct ooxml doc;
	struct text_form form = {0};
	struct line line;

	text_form_of_revision(revision, &form);
	ooxml_init(&doc);
	if (*revision->mark)
		put_line(&doc, &blank, &(struct ooxml_run){.font = "黑体"}, revision->mark);
	put_line(&doc, &centred, &title, form.title);
	put_line(&doc, &blank, &plain, "");
	for (const char *at = form.body; line_at(at, &line); at = line.next)
		put_paragraph(&doc, &line);
	put_writers(&doc, &form);
	put_addressees(&doc, "主送", revision->addressees);
	put_addressees(&doc, "抄送", revision->copies);
	GBytes *bytes = ooxml_pack(&doc, &page, err);
	ooxml_clear(&doc);
	text_form_clear(&form);
	return bytes;
}
