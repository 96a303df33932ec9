/* Dialogs, bars and the whole frame as pictures; and any text at any size keeps the rows whole. */
#include "draw.h"

#include "ui/bar.h"
#include "ui/dialog.h"
#include "ui/hint.h"
#include "ui/layout.h"

static const struct {
	int rows, cols;
} sizes[] = {{24, 80}, {10, 40}, {7, 23}};

static void check_dialog(struct dialog *dialog, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct canvas canvas;
		int row = -1, col = -1;
		g_autofree char *file = g_strdup_printf(
		    "%s-%dx%d", name, sizes[i].cols, sizes[i].rows);

		canvas_init(&canvas, sizes[i].rows, sizes[i].cols, (struct width_rule){0});
		dialog_fit(dialog, &canvas, canvas.clip);
		dialog_draw(dialog, &canvas);
		draw_check(&canvas, file);
		assert_true(dialog_place(dialog, &canvas, &row, &col));
		assert_in_range(row, 0, sizes[i].rows - 1);
		assert_in_range(col, 0, sizes[i].cols - 1);
		canvas_clear(&canvas);
	}
}

static void a_question(void **state)
{
	struct dialog *dialog = dialog_ask("退出",
	    "2026-0041 有改动尚未存为新稿。改动已写入本机草稿，下次打开可以接着改。", "退出",
	    "接着改");

	(void)state;
	check_dialog(dialog, "ask");
	dialog_free(dialog);
}

static void the_decisions(void **state)
{
	struct dialog *dialog = dialog_new(DIALOG_MENU, "2026-0041 可以怎样处理", NULL);

	(void)state;
	menu_add(&dialog->menu, 1, "审核通过", "F6", "您改过这一稿，须由编辑复核后再审核");
	menu_add(&dialog->menu, 2, "退编辑改", "F7", NULL);
	menu_add(&dialog->menu, 3, "核改", "F4", NULL);
	menu_add(&dialog->menu, 4, "记事", "", NULL);
	check_dialog(dialog, "menu");
	dialog_free(dialog);
}

static struct dialog *reasons(void)
{
	static const struct {
		const char *code, *label, *template;
	} rows[] = {{"N01", "不属本级事权", "所反映事项不属本级事权，已建议转报上级。"},
	    {"N02", "具体个案或信访诉求", "属于具体个案，建议通过信访渠道反映。"},
	    {"N06", "已公开发表或抄袭", "内容已公开发表。"},
	    {"N07", "内容重复", "内容与已报信息重复。"},
	    {"N10", "建议空泛", "建议部分较为空泛，不便操作。"},
	    {"N18", "留存备查", "留存，以备综合时采用。"}};
	struct dialog *dialog = dialog_new(DIALOG_FORM, "不采用 2026-0041", NULL);
	struct form_field *reason = form_add_pick(&dialog->form, 1, "原因", 2);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		form_add_row(reason,
		    &(struct pick_row){.id = (int64_t)i + 1,
			.label = (char *)(uintptr_t)rows[i].label,
			.code = (char *)(uintptr_t)rows[i].code},
		    rows[i].template);
	reason->required = true;
	form_add_area(&dialog->form, 2, "说明", "")->required = true;
	return dialog;
}

static void a_reason(void **state)
{
	struct dialog *dialog = reasons();

	(void)state;
	check_dialog(dialog, "reason");
	form_pick(&dialog->form, form_find(&dialog->form, 1), 4);
	dialog->form.focus = 1;
	check_dialog(dialog, "reason-words");
	dialog_free(dialog);
}

static void the_palette(void **state)
{
	static const char *const names[][3] = {{"审核通过", "pass", "F6"},
	    {"退编辑改", "sendback", "F7"}, {"签发", "sign", "F6"}, {"报送", "dispatch", ""},
	    {"主题：深色", "theme dark", ""}};
	struct dialog *dialog = dialog_new(DIALOG_PICK, "命令", NULL);

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		pick_add(&dialog->pick,
		    &(struct pick_row){.id = (int64_t)i + 1,
			.label = (char *)(uintptr_t)names[i][0],
			.other = (char *)(uintptr_t)names[i][1],
			.note = (char *)(uintptr_t)names[i][2],
			.reason = (char *)(uintptr_t)(i == 2 ? "不是您的环节" : NULL)});
	check_dialog(dialog, "palette");
	dialog_free(dialog);
}

static void something_to_read(void **state)
{
	struct dialog *dialog = dialog_new(DIALOG_SHOW, "帮助：来稿", NULL);

	(void)state;
	page_add(&dialog->words, STYLE_HEADING, "移动\n");
	page_margin(&dialog->words, 2, 12);
	page_add(&dialog->words, STYLE_BAR_KEY, "j k ↑ ↓");
	page_add(&dialog->words, STYLE_TEXT, "   上下移动；在列表里按着 Shift 则滚动正文\n");
	check_dialog(dialog, "show");
	dialog_free(dialog);
}

static void draw_frame(struct canvas *canvas, bool zoom)
{
	static const struct bar_key keys[] = {{"F6", "审核通过", true}, {"F7", "退回", false},
	    {"F4", "编辑", false}, {"/", "查找", false}, {"a", "处理", false},
	    {"?", "帮助", false}};
	struct layout layout = layout_solve(canvas->rows, canvas->cols, LAYOUT_QUEUE, zoom, true);
	struct draft *draft;
	struct queue_pane *queue = draw_queue(300);
	struct editor_pane *editor = draw_editor(EDITOR_READ, &draft);
	struct trail_pane *trail = draw_trail();
	struct pane *panes[] = {&queue->pane, &editor->pane, &trail->pane};

	bar_draw(canvas, layout.title, "严审 · 云溪市政协研究室 · 李初审（初审）",
	    "严禁存储、处理国家秘密", "共享库 正常 12 毫秒", STYLE_BAR);
	bar_draw(canvas, layout.banner, "共享库暂时连不上（3 分钟）：可以看、查、写草稿，不能办理",
	    NULL, NULL, STYLE_BANNER);
	for (int i = 0; i < LAYOUT_PANES; i++) {
		pane_place(panes[i], layout.panes[i], i == 0);
		pane_draw(panes[i], canvas, true);
		panes[i]->kind->free(panes[i]);
	}
	draft_free(draft);
	layout_draw_borders(&layout, canvas);
	bar_draw(canvas, layout.bar, "待初审 · 已读", NULL, "12/300", STYLE_BAR);
	bar_draw_keys(canvas, layout.footer, keys, G_N_ELEMENTS(keys), " 严禁存储、处理国家秘密 ");
}

static void the_frame(void **state)
{
	static const struct {
		int rows, cols;
		bool ambiguous_wide;
	} frames[] = {
	    {24, 80, false}, {48, 160, false}, {10, 40, false}, {30, 121, true}, {5, 20, false}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(frames); i++) {
		struct canvas canvas;
		g_autofree char *file = g_strdup_printf(
		    "frame-%dx%d", frames[i].cols, frames[i].rows);

		canvas_init(&canvas, frames[i].rows, frames[i].cols,
		    (struct width_rule){.ambiguous_wide = frames[i].ambiguous_wide});
		draw_frame(&canvas, false);
		draw_check(&canvas, file);
		canvas_clear(&canvas);
	}
}

static void what_may_follow_a_key(void **state)
{
	static const struct hint_row rows[] = {{"r", "来稿"}, {"m", "民意线索"}, {"c", "约稿"},
	    {"a", "履职活动"}, {"d", "报送"}, {"u", "采用批示"}, {"p", "名册"}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct canvas canvas;
		g_autofree char *file = g_strdup_printf("hint-%dx%d", sizes[i].cols, sizes[i].rows);

		canvas_init(&canvas, sizes[i].rows, sizes[i].cols, (struct width_rule){0});
		hint_draw(&canvas, canvas.clip, "g", rows, G_N_ELEMENTS(rows));
		draw_check(&canvas, file);
		hint_draw(&canvas, (struct rect){0, 0, 2, 9}, "g", rows, G_N_ELEMENTS(rows));
		draw_check_whole(&canvas);
		canvas_clear(&canvas);
	}
}

/* A random text of the hostile kind. */
static char *harm(GRand *rand)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (int n = g_rand_int_range(rand, 0, 5); n >= 0; n--)
		g_string_append(text, draw_hostile[g_rand_int_range(rand, 0, draw_hostile_count)]);
	return g_strdup(text->str);
}

static void random_widget(struct canvas *canvas, GRand *rand)
{
	struct rect rect = {g_rand_int_range(rand, -3, canvas->rows + 2),
	    g_rand_int_range(rand, -5, canvas->cols + 2), g_rand_int_range(rand, 0, 12),
	    g_rand_int_range(rand, 0, 50)};
	g_autofree char *text = harm(rand), *other = harm(rand);
	enum style style = (enum style)g_rand_int_range(rand, 0, STYLE_COUNT);
	struct page page;

	switch (g_rand_int_range(rand, 0, 7)) {
	case 0:
		canvas_frame(canvas, rect, text, STYLE_MENU_BORDER, STYLE_MENU_TITLE);
		break;
	case 1:
		canvas_put(canvas, rect.row, rect.col, rect.cols, text, -1, style);
		break;
	case 2:
		canvas_put_fit(canvas, rect.row, rect.col, rect.cols, text, style);
		break;
	case 3:
		canvas_put_right(canvas, rect.row, rect.col, rect.cols, text, style);
		break;
	case 4:
		rect.rows = 1;
		bar_draw(canvas, rect, text, other, text, style);
		break;
	case 5:
		canvas_restyle(canvas, rect, style);
		break;
	default:
		page_init(&page);
		page_add(&page, style, text);
		page_begin_item(&page, 1);
		page_add(&page, STYLE_TEXT, other);
		page_fit(&page, canvas->width, rect.rows, rect.cols);
		page_find(&page, "色");
		page_draw(&page, canvas, rect, true);
		page_clear(&page);
	}
}

static void any_text_at_any_size_keeps_rows_whole(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 300; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		struct canvas canvas;

		canvas_init(&canvas, g_rand_int_range(rand, 1, 30), g_rand_int_range(rand, 1, 90),
		    (struct width_rule){.ambiguous_wide = g_rand_boolean(rand),
			.tab_cols = (uint8_t)g_rand_int_range(rand, 0, 9)});
		for (int i = 0; i < 30; i++)
			random_widget(&canvas, rand);
		draw_check_whole(&canvas);
		canvas_clear(&canvas);
	}
}

static void panes_at_any_size_keep_rows_whole(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 60; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		struct canvas canvas;

		canvas_init(&canvas, g_rand_int_range(rand, 5, 60), g_rand_int_range(rand, 20, 200),
		    (struct width_rule){.ambiguous_wide = g_rand_boolean(rand), .tab_cols = 4});
		draw_frame(&canvas, g_rand_boolean(rand));
		draw_check_whole(&canvas);
		canvas_clear(&canvas);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_question),
	    cmocka_unit_test(the_decisions),
	    cmocka_unit_test(a_reason),
	    cmocka_unit_test(the_palette),
	    cmocka_unit_test(something_to_read),
	    cmocka_unit_test(what_may_follow_a_key),
	    cmocka_unit_test(the_frame),
	    cmocka_unit_test(any_text_at_any_size_keeps_rows_whole),
	    cmocka_unit_test(panes_at_any_size_keep_rows_whole),
	};

	return cmocka_run_group_tests(tests, draw_speak_chinese, NULL);
}
