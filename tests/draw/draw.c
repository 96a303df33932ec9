/* Golden screens and demo contents. */
#include "draw.h"

#include "base/fs.h"
#include "base/lang.h"

const char *const draw_hostile[] = {
    "\033[31m红\033]0;title\007色",
    "左\u202E右到左\u202C中",
    "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309b",
    "\xff\xfe坏\xc3字节\xe4\xb8",
    "👨‍👩‍👧‍👦家👍🏽好❤️",
    "零\u200B宽\u200D接\uFEFF头",
    "表\t格\r\n换行\v",
    "“引号”…—·①★→℃±×",
    "ﾊﾟﾋﾟ全ＡＢＣ㈱㍿",
    "กำลังทดสอบ हिन्दी العربية",
};
const int draw_hostile_count = G_N_ELEMENTS(draw_hostile);

int draw_speak_chinese(void **state)
{
	(void)state;
	return lang_start("zh", TEST_BUILDDIR "/yanshen") ? 0 : -1;
}

void draw_check_whole(const struct canvas *canvas)
{
	for (int row = 0; row < canvas->rows; row++) {
		g_autoptr(GString) text = g_string_new(NULL);
		int owed = 0;

		for (int col = 0; col < canvas->cols; col++) {
			const struct cell *cell = canvas_look(canvas, row, col);

			if (owed > 0 && (cell->cols != 0 || cell->len != 0))
				fail_msg("%d,%d: a wide character lost its right half", row, col);
			if (owed == 0 && (cell->cols < 1 || cell->cols > 2 || cell->len == 0))
				fail_msg("%d,%d: a right half stands alone", row, col);
			owed = owed > 0 ? 0 : cell->cols - 1;
			g_string_append_len(text, cell->bytes, cell->len);
			if (cell->style >= STYLE_COUNT)
				fail_msg("%d,%d: no such role", row, col);
		}
		assert_int_equal(owed, 0);
		if ((int)width_of(&canvas->width, text->str, text->len) != canvas->cols)
			fail_msg("row %d is not %d columns wide: %s", row, canvas->cols, text->str);
		if (strpbrk(text->str, "\033\r\n\t\v\f\b"))
			fail_msg("row %d would send a control", row);
	}
}

/* Text between bars, then for each row its stretches that are not plain text. */
static char *picture(const struct canvas *canvas)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (int row = 0; row < canvas->rows; row++) {
		g_string_append_c(out, '|');
		for (int col = 0; col < canvas->cols; col++) {
			const struct cell *cell = canvas_look(canvas, row, col);

			g_string_append_len(out, cell->bytes, cell->len);
		}
		g_string_append(out, "|\n");
	}
	for (int row = 0; row < canvas->rows; row++) {
		bool named = false;

		for (int col = 0, end; col < canvas->cols; col = end) {
			enum style style = canvas_look(canvas, row, col)->style;

			for (end = col + 1; end < canvas->cols; end++) {
				if (canvas_look(canvas, row, end)->style != style)
					break;
			}
			if (style == STYLE_TEXT)
				continue;
			if (!named)
				g_string_append_printf(out, "%d:", row);
			named = true;
			g_string_append_printf(out, " %d-%d %s", col, end - 1, style_name(style));
		}
		if (named)
			g_string_append_c(out, '\n');
	}
	return g_strdup(out->str);
}

void draw_check(const struct canvas *canvas, const char *name)
{
	g_autofree char *path = g_strdup_printf(
	    "%s/tests/draw/golden/%s.screen", TEST_SRCDIR, name);
	g_autofree char *seen = picture(canvas);
	struct err err = {0};
	size_t len;

	draw_check_whole(canvas);
	if (g_getenv("GENERATE")) {
		assert_works(fs_write(path, seen, strlen(seen), 0644, &err), err);
		return;
	}
	g_autoptr(GBytes) bytes = fs_read(path, 1u << 20, &err);
	if (!bytes)
		fail_msg("%s", err.words);
	const char *wanted = g_bytes_get_data(bytes, &len);
	if (len != strlen(seen) || memcmp(wanted, seen, len) != 0)
		fail_msg("%s: seen\n%swanted\n%.*s", name, seen, (int)len, wanted);
}

static void check_pane(
    struct pane *pane, int rows, int cols, const char *name, struct width_rule rule)
{
	struct canvas canvas;
	g_autofree char *file = g_strdup_printf("%s-%dx%d", name, cols, rows);

	canvas_init(&canvas, rows, cols, rule);
	pane_place(pane, (struct rect){0, 0, rows, cols}, true);
	pane_draw(pane, &canvas, true);
	draw_check(&canvas, file);
	canvas_clear(&canvas);
}

void draw_check_pane(struct pane *pane, int rows, int cols, const char *name)
{
	check_pane(pane, rows, cols, name, (struct width_rule){0});
}

void draw_check_pane_wide(struct pane *pane, int rows, int cols, const char *name)
{
	check_pane(pane, rows, cols, name, (struct width_rule){.ambiguous_wide = true});
}

static const struct {
	const char *title, *state, *words, *hands, *writer, *channel;
} demo[] = {
    {"关于加快推进老旧小区加装电梯的建议", "incoming", "待初审", "李初审", "王建国", "委员"},
    {"“一老一小”服务不足…亟待关注", "incoming", "待初审", "李初审", "九三学社市委会", "党派"},
    {"反映城区共享单车乱停乱放问题", "returned", "待改回", "王收发", "陈晓明", "信息点"},
    {"建议规范中小学课后服务收费", "editing", "编辑中", "张编辑", "民盟市委会", "党派"},
    {"关于完善农村寄递物流“最后一公里”体系、促进农产品上行和乡村产业发展的若干建议", "review",
	"待审核", "赵审核", "刘芳 等3人", "委员"},
    {"PM2.5监测点位布局问题", "signing", "待签发", "陈签发", "环境资源界", "界别"},
    {"关于防范电信网络诈骗的建议", "signed", "已签发", "王收发", "周涛", "委员"},
    {"（标题不显示）", "quarantined", "待保密审查", "周保密", "——", "来信"},
};

static void fetch(void *source, enum list_where where, const struct list_row *anchor, int want,
    struct list_page *page)
{
	int count = GPOINTER_TO_INT(source), from = 0;

	if (where == LIST_AFTER)
		from = (int)anchor->id;
	else if (where == LIST_BEFORE)
		from = (int)anchor->id - 1 - want;
	else if (where == LIST_AROUND)
		from = (int)anchor->id - 1 - want / 2;
	else if (where == LIST_LAST)
		from = count - want;
	from = MAX(from, 0);
	for (int i = from; i < MIN(from + want, count); i++) {
		const int n = i % (int)G_N_ELEMENTS(demo);
		struct list_row *row = list_row_new(i + 1, NULL, QUEUE_COLUMNS);
		g_autofree char *number = g_strdup_printf("%04d", i + 1);
		g_autofree char *chars = g_strdup_printf("%d", 800 + 37 * n);
		enum style state = style_of_state(demo[n].state);

		list_row_set(row, QUEUE_URGENT, n == 1 ? "急" : n == 5 ? "特" : "", STYLE_URGENT);
		list_row_set(row, QUEUE_OVERDUE, n == 2 ? "超" : "", STYLE_OVERDUE);
		list_row_set(row, QUEUE_FLAGS, n == 3 ? "@ +" : n == 0 ? " ! " : "", STYLE_INFO);
		list_row_set(row, QUEUE_NUMBER, number, STYLE_STRONG);
		list_row_set(row, QUEUE_TITLE, demo[n].title, STYLE_TEXT);
		list_row_set(row, QUEUE_LEFT, n == 2 ? "超1工日" : "剩3工时",
		    n == 2 ? STYLE_OVERDUE : STYLE_TEXT);
		list_row_set(row, QUEUE_STATE, demo[n].words, state);
		list_row_set(row, QUEUE_HANDS, demo[n].hands, STYLE_TEXT);
		list_row_set(row, QUEUE_WRITER, demo[n].writer, STYLE_TEXT);
		list_row_set(row, QUEUE_CHANNEL, demo[n].channel, STYLE_DIM);
		list_row_set(row, QUEUE_CHARS, chars, STYLE_TEXT);
		list_row_set(row, QUEUE_BLOCKS, n == 4 ? "2" : "", STYLE_ERROR);
		list_row_set(row, QUEUE_ALIKE, n == 1 ? "87%" : "", STYLE_WARN);
		row->dim = n == 6;
		g_ptr_array_add(page->rows, row);
	}
	page->more_before = from > 0;
	page->more_after = from + want < count;
	page->at = anchor ? MAX((int)anchor->id - 1 - from, 0) : 0;
}

struct queue_pane *draw_queue(int count)
{
	struct queue_pane *queue = queue_pane_new(fetch, GINT_TO_POINTER(count));

	queue_pane_words(queue, "来稿 › 待我办 12 · 待认领 3", "新2", NULL);
	queue->list.empty = "没有待办的来稿";
	return queue;
}

struct trail_pane *draw_trail(void)
{
	static const struct trail_step steps[] = {
	    {TRAIL_CURRENT, "收稿", "王收发", "11-20 09:05", "稿1", NULL},
	    {TRAIL_CURRENT, "初审", "李初审", "11-20 10:12", "稿1", "选题好，拟用"},
	    {TRAIL_CURRENT, "编辑", "张编辑", "11-21 16:40", "稿3", NULL},
	    {TRAIL_ENDED, "审核", "赵审核", "11-22 11:02", "稿3", "同意。第二段数据已核"},
	    {TRAIL_WAITING, "签发", NULL, NULL, NULL, NULL},
	    {TRAIL_WAITING, "报送", NULL, NULL, NULL, NULL},
	};
	static const struct trail_event events[] = {
	    {1, "11-20 09:05", "王收发", "收稿登记", "稿1", "信息点报来，附件一份", STYLE_TEXT},
	    {2, "11-20 10:12", "李初审", "拟用", "稿1", "选题好，拟用", STYLE_OK},
	    {3, "11-20 10:12", "李初审", "分派", NULL, "分派给张编辑", STYLE_TEXT},
	    {4, "11-21 16:40", "张编辑", "送审", "稿3", NULL, STYLE_TEXT},
	    {5, "11-22 11:02", "赵审核", "审核通过", "稿3", "同意。第二段数据已核", STYLE_OK},
	    {6, "11-22 15:30", "陈签发", "核改", "稿4",
		"“约30%”改为“28.6%”，与统计公报一致；请编辑复核后重新送审核", STYLE_WARN},
	};
	struct trail_pane *trail = trail_pane_new();

	trail_pane_strip(trail, steps, G_N_ELEMENTS(steps));
	trail_pane_begin(trail);
	for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
		trail_pane_add(trail, &events[i]);
	trail_pane_show(trail, false);
	trail_pane_offer(trail, TRAIL_CHECKS, true, "2");
	trail_pane_offer(trail, TRAIL_CHANGES, true, NULL);
	return trail;
}

struct sheet_pane *draw_sheet(void)
{
	static const char *const points[] = {"政治方向与中央精神一致",
	    "事实已向反映人或部门核实（谁、何时、方式）", "数据来源与口径", "领导姓名职务排序",
	    "原因分析到机制", "建议主体明确、可操作、在受文者事权内", "代表性（个案、群体、普遍）",
	    "一事一议", "保持原意", "不含商业或部门私利", "是否已有政策或已报",
	    "报送对象与刊型恰当", "保密审查", "民族宗教港澳台涉外表述", "个人信息已最小化", "时机",
	    "反映人同意公开或署名", "三校完成"};
	struct sheet_pane *sheet = sheet_pane_new();

	sheet_pane_begin(sheet);
	sheet_pane_heading(sheet, "基本情况");
	sheet_pane_fact(sheet, "主送", "省政协办公厅", STYLE_TEXT);
	sheet_pane_fact(sheet, "字数", "1126（不超过1500）", STYLE_TEXT);
	sheet_pane_heading(sheet, "上次看过以后的改动");
	sheet_pane_fact(sheet, NULL, "第2段：约30% → 28.6%（陈签发）", STYLE_WARN);
	sheet_pane_heading(sheet, "核对清单（我 · 编辑）");
	for (int i = 0; i < (int)G_N_ELEMENTS(points); i++)
		sheet_pane_point(sheet, &(struct sheet_point){
					    .number = i + 1,
					    .words = points[i],
					    .mine = i < 3    ? SHEET_YES
						    : i == 3 ? SHEET_NA
							     : SHEET_OPEN,
					    .editor = i < 17 ? SHEET_YES : SHEET_OPEN,
					    .na_words = i == 3 ? "文中未涉及领导同志" : NULL,
					    .later = i == 17,
					});
	sheet_pane_digest(sheet, "3f2a·91c0", "与审核通过时不同", STYLE_WARN);
	sheet_pane_seen(sheet, false);
	return sheet;
}

struct editor_pane *draw_editor(enum editor_mode mode, struct draft **draft)
{
	static const struct clock clock = {.held_ms = 1};
	static const char text[] =
	    "近年来，我市老旧小区加装电梯工作稳步推进，但仍存在“协商难、资金难、管理难”三个问题，群"
	    "众"
	    "反映强烈。\n一、基本情况。截至2026年10月底，全市共有2000年以前建成的住宅小区386个、"
	    "单元11204个，已加装电梯1126部，占应装单元的约30%。\n二、主要问题。（一）低层住户"
	    "反对意见大，补偿标准不统一；（二）前期费用由业主先行垫付，PM2.5、噪声等环评要求不一；"
	    "（三）后期维保责任不清……\n三、对策建议。建议市住建局牵头，出台《加装电梯补偿指导"
	    "意见》，明确低层补偿的上下限。\n";
	struct editor_pane *editor = editor_pane_new();
	struct err err = {0};
	const char *changed = strstr(text, "约30%");
	static const char *const urgencies[] = {"普通", "加急", "特急", NULL};

	*draft = draft_new(text, strlen(text), &clock, &err);
	if (!*draft)
		fail_msg("%s", err.words);
	editor_pane_words(editor, "2026-0041 待审核 · 稿4", "正文 312 字");
	editor_pane_begin_head(editor, "关于加快推进老旧小区加装电梯的建议");
	editor_pane_fact(editor, "反映人", "王建国（市政协委员）", STYLE_TEXT);
	editor_pane_fact(editor, "单位", "市建筑设计院", STYLE_TEXT);
	editor_pane_fact(editor, "界别", "科学技术界", STYLE_TEXT);
	editor_pane_fact(editor, "电话", "138****0021", STYLE_DIM);
	editor_pane_fact(editor, "主送", "省政协办公厅", STYLE_TEXT);
	editor_pane_fact(editor, "紧急程度", "加急", STYLE_URGENT);
	form_add_line(&editor->form, 1, "标题", "关于加快推进老旧小区加装电梯的建议");
	form_add_line(&editor->form, 2, "反映人", "王建国");
	form_add_choice(&editor->form, 3, "紧急程度", urgencies, 1);
	editor_pane_show(editor, mode, *draft);
	editor_pane_mark(editor, (size_t)(changed - text), strlen("约30%"), STYLE_DIFF_ADD);
	return editor;
}
