/* What somebody who is no programmer reads on the screen: counts, reasons, keys, what to do now. */
#include "tale.h"

static void every_grey_decision_says_why_at_once(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "吴审计", 80, 24);
	desk_keys(&desk, "a");
	desk_sees(&desk, "拟用由初审办理，吴审计没有这个角色");
	desk_sees(&desk, "撤稿由收文办理，吴审计没有这个角色");
	desk_sees(&desk, "请先用空格标记两件以上来稿");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
}

static void the_palette_has_each_decision_once(void **state)
{
	struct desk desk;
	int row, col;

	desk_start(&desk, *state, "李初审", 120, 36);
	desk_keys(&desk, "C-p");
	desk_type(&desk, "不采用");
	desk_find(&desk, "  不采用", &row, &col);
	g_autofree char *found = desk_line(&desk, row);
	g_autofree char *next = desk_line(&desk, row + 1);
	assert_non_null(strstr(found, "F8")); /* and teaches its key */
	assert_null(strstr(next, "不采用"));
	desk_keys(&desk, "Esc");
	desk_end(&desk);
}

static void a_claimed_report_is_being_edited_on_every_line(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 120, 36);
	desk_keys(&desk, "v a \\");
	desk_type(&desk, "0031"); /* of the demo office, in the hands of 张编辑 */
	desk_keys(&desk, "Enter");
	desk_line_sees(&desk, 1, "-0031  编辑中");
	desk_sees(&desk, "编辑中   张编辑");
	desk_lacks(&desk, "-0031  待编辑");
	desk_end(&desk);
}

static void a_refused_merge_keeps_its_marks_and_words(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 120, 36);
	desk_keys(&desk, "v a Space Space"); /* the second one is in review */
	desk_line_sees(&desk, 1, "已标记 2 件");
	desk_keys(&desk, "Home a");
	tale_choose(&desk, "合并");
	desk_type(&desk, "两件反映同一问题");
	desk_keys(&desk, "C-s");
	desk_lacks(&desk, "合并 → 待编辑");
	desk_line_sees(&desk, 1, "已标记 2 件");
	desk_keys(&desk, "a");
	tale_choose(&desk, "合并");
	desk_sees(&desk, "两件反映同一问题");
	desk_keys(&desk, "Esc C-\\");
	desk_lacks(&desk, "已标记 2 件");
	desk_end(&desk);
	office_is_whole(*state);
}

static void a_filter_that_is_none_is_asked_again(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 80, 24);
	desk_keys(&desk, "\\");
	desk_type(&desk, "状态:不知道");
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "没有“不知道”这个状态");
	desk_sees(&desk, "只列出  状态:不知道");
	desk_keys(&desk, "BS BS BS");
	desk_type(&desk, "待初审");
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "筛选：状态:待初审  8 件");
	desk_keys(&desk, "Esc");
	desk_lacks(&desk, "筛选：");
	desk_end(&desk);
}

/* A key that the last line names does what it says there. */
static void while_something_is_asked_the_keys_are_those_of_the_answer(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 80, 24);
	desk_line_sees(&desk, 23, "F8 不采用");
	desk_keys(&desk, "F8");
	desk_line_sees(&desk, 23, "回车 下一项或确定");
	desk_line_sees(&desk, 23, "Esc 取消");
	desk_keys(&desk, "Esc");
	desk_line_sees(&desk, 23, "F8 不采用");
	desk_keys(&desk, "?");
	desk_line_sees(&desk, 23, "Esc 关闭");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
}

/* Between two keys typed the last line is left alone; a question changes it all the same. */
static void a_question_in_the_middle_of_writing_shows_its_keys(void **state)
{
	g_autofree char *number = tale_unclaimed(*state);
	struct desk desk;

	desk_start(&desk, *state, "张编辑", 80, 24);
	tale_go(&desk, number);
	desk_keys(&desk, "e");
	desk_type(&desk, "补");
	desk_line_sees(&desk, 23, "Ctrl-S 保存");
	desk_keys(&desk, "C-f");
	desk_line_sees(&desk, 23, "Esc 取消");
	desk_keys(&desk, "Esc");
	desk_line_sees(&desk, 23, "Ctrl-S 保存");
	desk_keys(&desk, "C-z C-s Esc");
	desk_kill(&desk);
}

static void the_title_over_the_list_fits_what_is_listed(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 80, 24);
	desk_line_sees(&desk, 1, "待认领 8");
	desk_keys(&desk, "/");
	desk_type(&desk, "冬季");
	desk_keys(&desk, "Enter");
	desk_line_sees(&desk, 1, "来稿 › 全文查找");
	desk_keys(&desk, "Esc");
	desk_line_sees(&desk, 1, "待认领 8");
	desk_keys(&desk, "O 2");
	desk_sees(&desk, "排序：编号");
	desk_keys(&desk, "O 2");
	desk_sees(&desk, "排序：编号（倒序）");
	desk_end(&desk);
}

/* Back is back to where work is, not to a list that is empty. */
static void esc_leads_back_to_what_waits(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 80, 24);
	desk_keys(&desk, "v t");
	desk_line_sees(&desk, 1, "待我办 0");
	desk_sees(&desk, "换"); /* what to do now is said to its end */
	desk_sees(&desk, "F1");
	desk_keys(&desk, "v o Esc");
	desk_line_sees(&desk, 1, "待我办 0 · 待认领 8");
	desk_keys(&desk, "Esc");
	desk_sees(&desk, "要退出请按 Q");
	desk_end(&desk);
}

static void the_sheet_goes_to_the_point_that_is_missing(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "赵审核", 120, 36);
	desk_keys(&desk, "F6 y y y");
	desk_sees(&desk, "未答 14 条");
	desk_keys(&desk, "S-Tab End Tab Home");
	desk_sees(&desk, "正文已显示到末尾");
	desk_keys(&desk, "F6");
	desk_sees(&desk, "核对表第 4 项没有回答");
	desk_keys(&desk, "y");
	desk_sees(&desk, "未答 13 条");
	desk_keys(&desk, "F6");
	desk_sees(&desk, "核对表第 5 项没有回答");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
}

static void a_decision_says_how_it_is_taken_back(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 80, 24);
	desk_keys(&desk, "F6"); /* the next one stands under the cursor now */
	desk_sees(&desk, "拟用 → 待编辑  回到这件按 u 可撤销");
	desk_keys(&desk, "k u");
	desk_sees(&desk, "撤销 → 待初审");
	desk_end(&desk);
	office_is_whole(*state);
}

/* Nothing waits on a report that went to its end by another way. */
static void what_is_at_rest_waits_for_nobody(void **state)
{
	g_autofree char *resting = office_number(*state, "forwarded", 0);
	g_autofree char *going = office_number(*state, "incoming", 0);
	struct desk desk;

	desk_start(&desk, *state, "王收发", 120, 36);
	tale_go(&desk, going);
	desk_sees(&desk, "· 报送 待办");
	tale_go(&desk, resting);
	desk_sees(&desk, "· 报送");
	desk_lacks(&desk, "待办");
	desk_end(&desk);
}

/* What an event saw is shown as such, not as a difference that is none. */
static void an_event_shows_the_text_it_saw(void **state)
{
	g_autofree char *number = office_number(*state, "signing", 0);
	struct desk desk;

	desk_start(&desk, *state, "赵审核", 120, 36);
	tale_go(&desk, number);
	desk_keys(&desk, "Tab Tab Enter"); /* the newest: the pass */
	desk_sees(&desk, "这一步看到的正文，没有改动");
	desk_lacks(&desk, "[-删去的-]");
	desk_end(&desk);
}

/* Help names every key of the place, those that only move too. */
static void help_says_how_to_move_in_a_text(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 120, 36);
	desk_keys(&desk, "M-l");
	desk_sees(&desk, "还没有消息");
	desk_keys(&desk, "Esc Tab ?");
	desk_sees(&desk, "本系统严禁存储、处理国家秘密");
	desk_keys(&desk, "G");
	desk_sees(&desk, "方向键或 j、k 逐行");
	desk_keys(&desk, "Esc Esc");
	desk_end(&desk);
}

/* J scrolls the text from wherever the focus is, in the text itself too. */
static void the_same_key_scrolls_the_text_everywhere(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "张编辑", 80, 24);
	desk_keys(&desk, "F6"); /* what was amended, with the focus on it */
	desk_sees(&desk, "看到末尾后再按 F6 复核");
	desk_sees(&desk, "[-删去的-]");
	desk_keys(&desk, "J J J");
	desk_lacks(&desk, "[-删去的-]");
	desk_keys(&desk, "K K K");
	desk_sees(&desk, "[-删去的-]");
	desk_keys(&desk, "Esc Esc");
	desk_end(&desk);
}

/* The step that comes next is the first that `a` offers. */
static void the_forward_move_is_the_first_decision(void **state)
{
	g_autofree char *number = tale_unclaimed(*state);
	struct desk desk;

	desk_start(&desk, *state, "张编辑", 120, 36);
	tale_go(&desk, number);
	desk_keys(&desk, "a");
	desk_sees(&desk, "1 送审");
	desk_keys(&desk, "Esc v a z"); /* and no column of the list is empty from top to bottom */
	desk_sees(&desk, "剩余时间");
	desk_lacks(&desk, "必改");
	desk_end(&desk);
}

/* English is longer: counts, states and roles are whole all the same. */
static void english_fits_a_narrow_screen(void **state)
{
	struct desk desk;

	desk_start_plan(&desk, *state,
	    &((struct desk_plan){.person = "李初审", .cols = 80, .rows = 24, .lang = "en"}));
	desk_line_sees(&desk, 1, "your turn 0 · to be taken up 8");
	desk_sees(&desk, "reviewer ");
	desk_keys(&desk, "v a");
	desk_sees(&desk, "to be signed ");
	desk_end(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(every_grey_decision_says_why_at_once),
	    tale(the_palette_has_each_decision_once),
	    tale(a_claimed_report_is_being_edited_on_every_line),
	    tale(a_refused_merge_keeps_its_marks_and_words),
	    tale(a_filter_that_is_none_is_asked_again),
	    tale(while_something_is_asked_the_keys_are_those_of_the_answer),
	    tale(a_question_in_the_middle_of_writing_shows_its_keys),
	    tale(the_title_over_the_list_fits_what_is_listed),
	    tale(esc_leads_back_to_what_waits),
	    tale(the_sheet_goes_to_the_point_that_is_missing),
	    tale(a_decision_says_how_it_is_taken_back),
	    tale(what_is_at_rest_waits_for_nobody),
	    tale(an_event_shows_the_text_it_saw),
	    tale(help_says_how_to_move_in_a_text),
	    tale(the_same_key_scrolls_the_text_everywhere),
	    tale(the_forward_move_is_the_first_decision),
	    tale(english_fits_a_narrow_screen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
