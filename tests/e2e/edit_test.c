/* Revising in place: Chinese text typed, pasted, taken back, saved; nothing leaves unasked. */
#include "tale.h"

/* The first report in editing that nobody else has open, with the focus in its text. */
static char *open_one(struct desk *desk, const struct office *office)
{
	char *number = tale_unclaimed(office);

	desk_start(desk, office, "张编辑", 120, 36);
	tale_go(desk, number);
	desk_keys(desk, "e");
	desk_line_sees(desk, -1, "Ctrl-S 保存");
	return number;
}

/* The list says at once what I have open, and that I have it open no more: no look is waited for.
 */
static void what_i_have_open_is_marked_at_once(void **state)
{
	struct desk desk;
	g_autofree char *number = open_one(&desk, *state);
	int row, col;

	g_autofree char *in_list = g_strconcat(" ", number + 5, " ", NULL);
	desk_find(&desk, in_list, &row, &col);
	g_autofree char *open = desk_line(&desk, row + 1); /* its second line */
	assert_true(g_str_has_prefix(open, "  *"));
	assert_non_null(strstr(open, "编辑中"));
	desk_keys(&desk, "Esc");
	g_autofree char *left = desk_line(&desk, row + 1);
	assert_false(g_str_has_prefix(left, "  *"));
	assert_non_null(strstr(left, "待编辑"));
	desk_end(&desk);
}

static void chinese_text_is_typed_and_saved(void **state)
{
	const struct office *office = *state;
	struct desk desk;
	struct screen_cell cell;
	int row, col;

	g_autofree char *number = open_one(&desk, office);
	g_autofree char *before = office_text(office, number);
	desk_keys(&desk, "C-End");
	desk_type(&desk, "补充：群众期盼早日落实。");
	/* The terminal's own cursor is at the caret: there the input method opens its window. */
	desk_cursor(&desk, &row, &col);
	assert_false(desk.screen.cursor_hidden);
	screen_cell_at(&desk.screen, row, col - 2, &cell);
	assert_string_equal(cell.text, "。");
	desk_line_sees(&desk, 1, "编辑中 *");
	desk_keys(&desk, "C-s");
	desk_sees(&desk, "已保存为第 ");
	desk_line_sees(&desk, 1, "编辑中 ");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
	g_autofree char *after = office_text(office, number);
	g_autofree char *wanted = g_strconcat(
	    g_strchomp(before), "补充：群众期盼早日落实。\n", NULL);
	assert_string_equal(after, wanted);
	office_is_whole(office);
}

/* 字数 is of the text that is open, not of the one that was open before. */
static void each_text_has_its_own_count(void **state)
{
	const struct office *office = *state;
	struct desk desk;
	int opened = 0;

	desk_start(&desk, office, "张编辑", 120, 36);
	for (int n = 0; opened < 2; n++) {
		g_autofree char *number = office_number(office, "editing", n);
		g_autofree char *shown = office_does(office, 0, "张编辑", "show", number, NULL);
		g_autofree char *chars = office_field(office, number, "chars");
		g_autofree char *words = g_strdup_printf("%s 字", chars);

		if (strstr(shown, "编辑中"))
			continue;
		tale_go(&desk, number);
		desk_keys(&desk, "e");
		if (tale_count(&desk, "您的另一窗口"))
			desk_keys(&desk, "1");
		desk_line_sees(&desk, -1, "Ctrl-S 保存");
		desk_line_sees(&desk, 1, words);
		desk_keys(&desk, "Esc");
		opened++;
	}
	desk_end(&desk);
}

static void a_paste_is_one_step_back(void **state)
{
	struct desk desk;

	g_autofree char *number = open_one(&desk, *state);
	desk_keys(&desk, "C-Home");
	desk_paste(&desk, "第一行贴入\r\n第二行贴入\n");
	desk_sees(&desk, "第一行贴入");
	desk_sees(&desk, "第二行贴入");
	desk_keys(&desk, "C-z");
	desk_lacks(&desk, "行贴入");
	desk_keys(&desk, "C-y");
	desk_sees(&desk, "第二行贴入");
	desk_keys(&desk, "C-z");
	desk_line_sees(&desk, 1, "编辑中");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
}

static void a_paste_full_of_nonsense_is_text(void **state)
{
	struct desk desk;

	g_autofree char *number = open_one(&desk, *state);
	desk_keys(&desk, "C-Home");
	/* Control bytes, half a character, and what looks like a key. */
	desk_paste(&desk, "甲\x1b[A\x07\xe4\xb8乙\x13");
	desk_sees(&desk, "甲");
	desk_sees(&desk, "乙");
	desk_type(&desk, "丙");
	desk_sees(&desk, "丙");
	desk_keys(&desk, "Esc");
	tale_choose(&desk, "放弃改动并退出");
	desk_end(&desk);
}

static void select_cut_and_put_elsewhere(void **state)
{
	struct desk desk;

	g_autofree char *number = open_one(&desk, *state);
	desk_keys(&desk, "C-Home");
	desk_type(&desk, "甲乙丙丁");
	desk_keys(&desk, "S-Left S-Left C-x");
	desk_sees(&desk, "甲乙");
	desk_lacks(&desk, "丙丁");
	desk_keys(&desk, "C-Home C-v");
	desk_sees(&desk, "丙丁甲乙");
	desk_keys(&desk, "C-z C-z");
	desk_sees(&desk, "甲乙丙丁");
	desk_keys(&desk, "Esc");
	tale_choose(&desk, "放弃改动并退出");
	desk_end(&desk);
}

static void nothing_leaves_unasked(void **state)
{
	const struct office *office = *state;
	struct desk desk;

	g_autofree char *number = open_one(&desk, office);
	g_autofree char *before = office_text(office, number);
	desk_keys(&desk, "C-Home");
	desk_type(&desk, "尚未保存的话");
	desk_keys(&desk, "Esc");
	desk_sees(&desk, "文稿没有保存");
	desk_keys(&desk, "Esc"); /* thought better of it */
	desk_sees(&desk, "尚未保存的话");
	desk_keys(&desk, "Esc");
	tale_choose(&desk, "暂不保存");
	desk_lacks(&desk, "尚未保存的话");
	/* It is offered again, and what differs is shown before it is taken. */
	desk_keys(&desk, "e");
	desk_sees(&desk, "尚未保存的话");
	desk_keys(&desk, "1");
	desk_line_sees(&desk, -1, "Ctrl-S 保存");
	desk_sees(&desk, "尚未保存的话");
	desk_keys(&desk, "C-s");
	desk_sees(&desk, "已保存为第 ");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
	g_autofree char *after = office_text(office, number);
	assert_non_null(strstr(after, "尚未保存的话"));
	assert_null(strstr(before, "尚未保存的话"));
	office_is_whole(office);
}

static void who_may_not_write_is_told(void **state)
{
	g_autofree char *number = office_number(*state, "editing", 0);
	struct desk desk;

	desk_start(&desk, *state, "王收发", 120, 36);
	tale_go(&desk, number);
	desk_keys(&desk, "e");
	desk_lacks(&desk, "Ctrl-S 保存");
	desk_sees(&desk, "王收发");
	desk_end(&desk);
}

/* Opened by one, another is told who has it, and may take it over knowing what that means. */
static void a_text_open_elsewhere_is_said(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = tale_unclaimed(office);
	struct desk_plan mine = {.person = "张编辑", .state = "one"};
	struct desk_plan theirs = {.person = "孙编辑", .state = "other"};
	struct desk one, other;

	office_person(office, "孙编辑", "editor");
	desk_start_plan(&one, office, &mine);
	tale_go(&one, number);
	desk_keys(&one, "e");
	desk_line_sees(&one, -1, "Ctrl-S 保存");
	desk_start_plan(&other, office, &theirs);
	tale_go(&other, number);
	desk_keys(&other, "e");
	desk_sees(&other, "张编辑");
	desk_lacks(&other, "Ctrl-S 保存");
	desk_keys(&other, "Esc");
	desk_end(&other);
	desk_keys(&one, "Esc");
	desk_end(&one);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(what_i_have_open_is_marked_at_once),
	    tale(chinese_text_is_typed_and_saved),
	    tale(each_text_has_its_own_count),
	    tale(a_paste_is_one_step_back),
	    tale(a_paste_full_of_nonsense_is_text),
	    tale(select_cut_and_put_elsewhere),
	    tale(nothing_leaves_unasked),
	    tale(who_may_not_write_is_told),
	    tale(a_text_open_elsewhere_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
