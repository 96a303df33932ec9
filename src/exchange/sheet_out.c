/* The review sheet. Every height on it is fixed, and they add up to one page. */
#include "exchange/sheet_out.h"

#include "base/lang.h"
#include "exchange/text_form.h"
#include "exchange/line.h"
#include "exchange/ooxml.h"
#include "text/count.h"
#include "text/width.h"

/* Twentieths of a point. */
#define PAGE_WIDTH 10546 /* A4 less 12 mm on both sides */
#define PAGE_HEIGHT 15478 /* and less 12 mm above and below */
#define HEADING 540
#define SUBHEADING 320
#define ROW 390
#define TITLE_ROW 620
#define POINT_ROW 300
#define SIGN_ROW 1100
#define GAP 60 /* the paragraph Word wants between two tables */
#define LABEL_WIDTH 1000
#define SPARE 260 /* borders and rounding */

#define POINTS_MAX 20
#define STEPS_MAX 6

static const struct ooxml_page page = {
    .top = OOXML_MM(12),
    .bottom = OOXML_MM(12),
    .left = OOXML_MM(12),
    .right = OOXML_MM(12),
    .font = "仿宋_GB2312",
    .size = 20,
};

/* A cell with one line of text, SIZE half points. */
static void cell(
    struct ooxml *doc, int width, int span, const char *align, int size, const char *text)
{
	const struct ooxml_para para = {.align = align, .line = size * 12};
	const struct ooxml_run run = {.size = size};

	ooxml_cell(doc, width, span);
	ooxml_para(doc, &para);
	ooxml_run(doc, &run, text, strlen(text));
	ooxml_para_end(doc);
	ooxml_cell_end(doc);
}

static void label(struct ooxml *doc, int width, const char *text)
{
	cell(doc, width, 1, "center", 20, text);
}

static int columns_of(const char *text)
{
	const struct width_rule wide = {.ambiguous_wide = true, .tab_cols = 2};

	return (int)width_of(&wide, text, strlen(text));
}

/*
 * The largest size, in half points, in which TEXT stands in LINES lines of WIDTH; LEAST if none. A
 * column is half as wide as a letter is high.
 */
static int size_for(const char *text, int width, int lines, int most, int least)
{
	int size = most;

	while (size > least && columns_of(text) * size * 5 > lines * (width - 160))
		size--;
	return size;
}

static void value(struct ooxml *doc, int width, int span, int lines, const char *text)
{
	cell(doc, width, span, "left", size_for(text, width, lines, 20, 11), text);
}

static void gap(struct ooxml *doc)
{
	ooxml_para(doc, &(struct ooxml_para){.line = GAP});
	ooxml_para_end(doc);
}

static void put_heading(
    struct ooxml *doc, const struct revision *revision, const struct sheet_facts *facts)
{
	const struct ooxml_run large = {.font = "方正小标宋简体", .size = 36};
	const struct ooxml_run small = {.size = 19};
	struct text_count count = text_count(revision->body, strlen(revision->body));
	g_autofree char *heading = g_strdup_printf("社情民意信息核稿单（%d）", facts->year);
	g_autofree char *line = g_strdup_printf(
	    "编号 %s　　%s　　%s　　收稿 %s　　第 %d 稿　　正文 %zu 字（正文通常不超过1500字）",
	    facts->number, urgency_words(revision->urgency), facts->state, facts->received,
	    revision->no, count.words);

	ooxml_para(doc, &(struct ooxml_para){.align = "center", .line = HEADING});
	ooxml_run(doc, &large, heading, strlen(heading));
	ooxml_para_end(doc);
	ooxml_para(doc, &(struct ooxml_para){.align = "center", .line = SUBHEADING});
	ooxml_run(doc, &small, line, strlen(line));
	ooxml_para_end(doc);
}

/* One row of a label and what is known of it over the rest of the table. */
static void wide_row(struct ooxml *doc, int height, const char *name, const char *text, int lines)
{
	ooxml_row(doc, height);
	label(doc, LABEL_WIDTH, name);
	value(doc, PAGE_WIDTH - LABEL_WIDTH, 5, lines, text);
	ooxml_row_end(doc);
}

/* Three pairs in a row, as the columns of the head lie. */
static void triple_row(struct ooxml *doc, const int *widths, const char *const *pairs)
{
	ooxml_row(doc, ROW);
	for (int i = 0; i < 6; i += 2) {
		label(doc, widths[i], pairs[i]);
		value(doc, widths[i + 1], 1, 1, pairs[i + 1]);
	}
	ooxml_row_end(doc);
}

static void put_head(
    struct ooxml *doc, const struct revision *revision, const struct text_form *form)
{
	static const int widths[] = {LABEL_WIDTH, 1900, 1000, 3246, 1000, 2400};
	const char *first = form->by.names->len ? form->by.names->pdata[0] : "";
	g_autoptr(GString) joint = g_string_new(NULL);

	for (guint i = 1; i < form->by.names->len; i++)
		g_string_append_printf(
		    joint, "%s%s", i > 1 ? "、" : "", (char *)form->by.names->pdata[i]);
	const char *const who[] = {
	    "反映人", first, "单位职务", revision->unit, "联系电话", revision->contact};
	const char *const more[] = {"界别", "", "专委会", "", "政治面貌", ""};

	ooxml_table(doc, widths, G_N_ELEMENTS(widths));
	triple_row(doc, widths, who);
	triple_row(doc, widths, more);
	wide_row(doc, ROW, "联名人", joint->str, 1);
	wide_row(doc, ROW, "采用", "□单篇　□综合，原始篇目（1）＿＿＿＿＿＿（2）＿＿＿＿＿＿", 1);
	wide_row(doc, ROW, "主送",
	    *revision->addressees ? revision->addressees
				  : "□＿＿＿＿＿＿　□＿＿＿＿＿＿　□转送＿＿＿＿＿＿委/办/局",
	    1);
	wide_row(doc, ROW, "抄送", revision->copies, 1);
	wide_row(doc, TITLE_ROW, "标题", revision->title, 2);
}

/*
 * Lines that the body takes in this size, each paragraph indented by two characters, and one to
 * spare: word processors break lines a little differently, and what is below the row would not be
 * seen.
 */
static int body_lines(const char *body, int size)
{
	int room = (PAGE_WIDTH - LABEL_WIDTH - 160) / (size * 5), lines = 1;
	struct line line;

	for (; line_at(body, &line); body = line.next) {
		g_autofree char *text = g_strndup(line.text, line.len);
		int columns = columns_of(text) + 4;

		/* marks that may not begin a line can take one more line in sixteen */
		lines += (columns + room - 1) / room + columns / (room * 16);
	}
	return lines;
}

static void put_body(struct ooxml *doc, const char *body, int height)
{
	int size = 21, lines, pitch;
	struct line line;

	while (size > 14 && body_lines(body, size) * size * 12 > height - 120)
		size--;
	lines = body_lines(body, size);
	pitch = lines ? CLAMP((height - 120) / lines, size * 12, size * 16) : size * 12;
	ooxml_row(doc, height);
	label(doc, LABEL_WIDTH, "正文");
	if (lines * pitch > height - 120) {
		struct text_count count = text_count(body, strlen(body));
		g_autofree char *words = g_strdup_printf(
		    "正文 %zu 字，本页容纳不下，另附。", count.words);

		cell(doc, PAGE_WIDTH - LABEL_WIDTH, 5, "center", 21, words);
	} else {
		const struct ooxml_para para = {.indent = size, .line = pitch};
		const struct ooxml_run run = {.size = size};

		ooxml_cell(doc, PAGE_WIDTH - LABEL_WIDTH, 5);
		for (const char *at = body; line_at(at, &line); at = line.next) {
			ooxml_para(doc, &para);
			if (line.len)
				ooxml_run(doc, &run, line.text, line.len);
			ooxml_para_end(doc);
		}
		if (!*body) {
			ooxml_para(doc, &para);
			ooxml_para_end(doc);
		}
		ooxml_cell_end(doc);
	}
	ooxml_row_end(doc);
	ooxml_table_end(doc);
}

/* The points in two columns, read downwards, each with its three boxes. */
static void put_points(struct ooxml *doc, const struct sheet_facts *facts)
{
	static const int half[] = {3793, 400, 400, 680};
	static const char *const heads[] = {"核对事项", "是", "否", "不适用"};
	int widths[8];
	size_t rows = (facts->point_count + 1) / 2;

	for (int i = 0; i < 8; i++)
		widths[i] = half[i % 4];
	ooxml_table(doc, widths, 8);
	ooxml_row(doc, POINT_ROW);
	for (int i = 0; i < 8; i++)
		cell(doc, widths[i], 1, "center", 16, heads[i % 4]);
	ooxml_row_end(doc);
	for (size_t row = 0; row < rows; row++) {
		ooxml_row(doc, POINT_ROW);
		for (size_t at = row; at < 2 * rows; at += rows) {
			bool there = at < facts->point_count;
			g_autofree char *text = there ? g_strdup_printf(
							    "%zu %s", at + 1, facts->points[at])
						      : g_strdup("");

			cell(doc, half[0], 1, "left", size_for(text, half[0], 1, 16, 10), text);
			for (int box = 1; box < 4; box++)
				cell(doc, half[box], 1, "center", 16, there ? "□" : "");
		}
		ooxml_row_end(doc);
	}
	ooxml_table_end(doc);
}

/* A box for each signature, with its date: empty for the pen, or who gave it at their desk. */
static void put_signs(struct ooxml *doc, const struct sheet_facts *facts)
{
	int widths[STEPS_MAX];
	int count = (int)facts->step_count;

	for (int i = 0; i < count; i++)
		widths[i] = PAGE_WIDTH / count;
	ooxml_table(doc, widths, facts->step_count);
	ooxml_row(doc, ROW);
	for (int i = 0; i < count; i++)
		cell(doc, widths[i], 1, "center", 20, facts->steps[i]);
	ooxml_row_end(doc);
	ooxml_row(doc, SIGN_ROW);
	for (int i = 0; i < count; i++)
		value(doc, widths[i], 1, 3, facts->signs[i]);
	ooxml_row_end(doc);
	ooxml_row(doc, ROW);
	for (int i = 0; i < count; i++)
		cell(doc, widths[i], 1, "right", 18, "　　年　　月　　日");
	ooxml_row_end(doc);
	ooxml_table_end(doc);
}

static void put_foot(struct ooxml *doc, const struct sheet_facts *facts)
{
	const struct ooxml_run small = {.size = 17};
	g_autofree char *line = g_strdup_printf(
	    "校验码 %s（与系统所示一致，方为所签之稿）　　打印 %s", facts->digest,
	    facts->printed);

	ooxml_para(doc, &(struct ooxml_para){.align = "left", .line = SUBHEADING});
	ooxml_run(doc, &small, line, strlen(line));
	ooxml_para_end(doc);
}

/* What is left of the page for the body. */
static int body_height(const struct sheet_facts *facts)
{
	int points = (int)((facts->point_count + 1) / 2 + 1) * POINT_ROW;

	return PAGE_HEIGHT - HEADING - 2 * SUBHEADING - 6 * ROW - TITLE_ROW - points - 2 * ROW -
	       SIGN_ROW - 2 * GAP - SPARE;
}

GBytes *sheet_of_revision(
    const struct revision *revision, const struct sheet_facts *facts, struct err *err)
{
	struct ooxml doc;
	struct text_form form = {0};

	if (facts->point_count > POINTS_MAX || !facts->step_count ||
	    facts->step_count > STEPS_MAX) {
		err_fail(err, ERR_FULL,
		    _("the review sheet has room for %d points and %d signatures"), POINTS_MAX,
		    STEPS_MAX);
		return NULL;
	}
	text_form_of_revision(revision, &form);
	ooxml_init(&doc);
	put_heading(&doc, revision, facts);
	put_head(&doc, revision, &form);
	put_body(&doc, form.body, body_height(facts));
	gap(&doc);
	put_points(&doc, facts);
	gap(&doc);
	put_signs(&doc, facts);
	put_foot(&doc, facts);
	GBytes *bytes = ooxml_pack(&doc, &page, err);
	ooxml_clear(&doc);
	text_form_clear(&form);
	return bytes;
}
