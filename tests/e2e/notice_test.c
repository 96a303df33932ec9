/* What the desk tells of itself: keys that may follow, why it is one's turn, what may be wrong. */
#include "tale.h"

static void keys_that_may_follow_are_shown(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 100, 30);
	g_autofree char *before = screen_text(&desk.screen);
	desk_lacks(&desk, "m 我经手");
	desk_keys(&desk, "v");
	desk_sees(&desk, "─ v ─");
	desk_sees(&desk, "m 我经手");
	desk_sees(&desk, "a 全部");
	desk_line_sees(&desk, -1, "F1 帮助"); /* the footer stays */
	desk_keys(&desk, "Esc"); /* no key that follows: the box goes, and all is as it was */
	g_autofree char *after = screen_text(&desk.screen);
	assert_string_equal(before, after);
	desk_keys(&desk, "v a");
	desk_lacks(&desk, "─ v ─");
	desk_sees(&desk, "› 全部");
	desk_keys(&desk, "v");
	desk_resize(&desk, 30, 6);
	desk_resize(&desk, 20, 5);
	desk_keys(&desk, "a");
	desk_end(&desk);
}

static void why_it_is_ones_turn(void **state)
{
	g_autofree char *number = office_number(*state, "review", 1);
	struct desk desk;

	desk_start(&desk, *state, "赵审核", 120, 36);
	tale_go(&desk, number);
	desk_sees(&desk, "转来 陈签发分派");
	desk_end(&desk);
	desk_start(&desk, *state, "陈签发", 120, 36); /* it is not theirs */
	tale_go(&desk, number);
	desk_lacks(&desk, "转来");
	desk_end(&desk);
}

/* Masked for everybody until somebody asks, and then the trail says who did. */
static void numbers_are_masked_until_asked_for(void **state)
{
	g_autofree char *number = office_number(*state, "editing", 0);
	g_autofree char *text = office_text(*state, number);
	g_autofree char *full = g_strndup(strstr(text, "联系电话 ") + strlen("联系电话 "), 11);
	g_autofree char *masked = g_strdup_printf("%.3s******%s", full, full + 9);
	struct desk desk;

	desk_start(&desk, *state, "张编辑", 140, 36);
	tale_go(&desk, number);
	desk_sees(&desk, masked);
	desk_lacks(&desk, full);
	desk_keys(&desk, "C-t"); /* in the list this is no key, in the text it is the head */
	desk_keys(&desk, "Tab C-t");
	desk_sees(&desk, "登记项");
	desk_lacks(&desk, full);
	desk_keys(&desk, "C-s"); /* what was masked and not touched stays what it was */
	desk_line_sees(&desk, -2, "没有改动");
	desk_keys(&desk, "C-t Down Down Down"); /* a digit more among the stars */
	desk_type(&desk, "1");
	desk_keys(&desk, "C-s");
	desk_line_sees(&desk, -2, "号码是遮住的");
	desk_keys(&desk, "Esc S-Tab M-r");
	desk_sees(&desk, full);
	desk_lacks(&desk, masked);
	desk_sees(&desk, "查看完整号码");
	desk_keys(&desk, "\\ C-u Enter j"); /* another report, and back */
	tale_go(&desk, number);
	desk_sees(&desk, masked);
	desk_lacks(&desk, full);
	desk_end(&desk);
	g_autofree char *still = office_text(*state, number);
	assert_string_equal(text, still);
	g_autofree char *trail = office_does(*state, 0, NULL, "show", number, "--trail", NULL);
	assert_non_null(strstr(trail, "张编辑  查看完整号码"));
}

#define NEW_YEAR_2031 "1924999200000" /* 10:00 of the office, in a year that no table knows */

static void a_year_without_holidays_is_said(void **state)
{
	g_autofree char *number = office_number(*state, "incoming", 3);
	struct desk_plan plan = {.person = "李初审", .env = {"YANSHEN_TEST_CLOCK=" NEW_YEAR_2031}};
	struct desk desk;

	desk_start_plan(&desk, *state, &plan);
	tale_go(&desk, number);
	desk_lacks(&desk, "只按周末推算"); /* it came in when the table was good */
	desk_keys(&desk, "F6");
	desk_sees(&desk, "拟用 → 待编辑");
	tale_go(&desk, number);
	desk_sees(&desk, "只按周末推算");
	desk_end(&desk);
}

#define SOFT_NFS "45 30 0:45 / /mnt/soft rw - nfs4 nas:/x rw,vers=4.2,soft,local_lock=none"

static void a_drive_not_advised_is_said_at_the_start(void **state)
{
	struct desk_plan plan = {.person = "李初审", .env = {"YANSHEN_TEST_MOUNT=" SOFT_NFS}};
	struct desk desk;

	desk_start_plan(&desk, *state, &plan);
	desk_awaits(&desk, "用 hard 更安全");
	desk_end(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(keys_that_may_follow_are_shown),
	    tale(why_it_is_ones_turn),
	    tale(numbers_are_masked_until_asked_for),
	    tale(a_year_without_holidays_is_said),
	    tale(a_drive_not_advised_is_said_at_the_start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
