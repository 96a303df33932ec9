/* The signer is away for a week and lends their role; everybody sees who signed for whom. */
#include "tale.h"

/* A day some days from now, as typed. Owns: the caller frees. */
static char *day(int days)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autoptr(GDateTime) then = g_date_time_add_days(now, days);

	return g_date_time_format(then, "%Y-%m-%d");
}

static void a_delegate_signs_and_the_strip_says_for_whom(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "signing", 0);
	g_autofree char *until = day(6), *over = day(-1);
	struct desk signer, delegate;

	desk_start(&signer, office, "陈签发", 120, 36);
	desk_keys(&signer, "v l");
	tale_choose(&signer, "新的授权");
	desk_sees(&signer, "截止日");
	desk_keys(&signer, "Tab"); /* the role is mine already */
	desk_type(&signer, "周保密");
	desk_keys(&signer, "Tab Tab");
	desk_type(&signer, over);
	desk_keys(&signer, "Tab");
	desk_type(&signer, "出差一周");
	desk_keys(&signer, "C-s");
	desk_sees(&signer, "该日期已过");
	desk_keys(&signer, "v l");
	tale_choose(&signer, "新的授权");
	desk_keys(&signer, "Tab");
	desk_type(&signer, "周保密");
	desk_keys(&signer, "Tab Tab");
	desk_type(&signer, until);
	desk_keys(&signer, "Tab");
	desk_type(&signer, "出差一周");
	desk_keys(&signer, "C-s");
	desk_sees(&signer, "已授权，到期自动终止");

	struct desk_plan plan = {.person = "周保密", .state = "state2"};
	desk_start_plan(&delegate, office, &plan);
	tale_go(&delegate, number);
	desk_keys(&delegate, "F6");
	desk_sees(&delegate, "核稿单");
	desk_sees(&delegate, "授权代签"); /* for whom, before it is decided */
	desk_keys(&delegate, "S-Tab C-End Tab");
	desk_sees(&delegate, "正文已显示到末尾");
	desk_keys(&delegate, "F6 1");
	desk_sees(&delegate, "签发 → 已签发");
	desk_sees(&delegate, "√ 签发 周保密（代陈签发）");
	desk_end(&delegate);

	/* Back early: it is taken back, and gone for the other. */
	desk_keys(&signer, "v l");
	tale_choose(&signer, "周保密 代 陈签发");
	desk_type(&signer, "提前返回");
	desk_keys(&signer, "C-s");
	desk_sees(&signer, "已收回授权");
	desk_end(&signer);
	g_autofree char *other = office_number(office, "signing", 0);
	if (other) {
		g_autofree char *said = office_does(office, 2, "周保密", "sign", other, NULL);
		assert_non_null(strstr(said, "签发"));
	}
	g_free(office_does(office, 0, NULL, "verify", "--full", NULL));
}

/* A province orders one more step: the strip has a line for it, waiting until another has passed. */
static void a_step_more_stands_in_the_strip(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = tale_unclaimed(office);
	struct desk desk;

	g_free(office_does(office, 0, NULL, "steps", "复审", "--note", "省里要求", NULL));
	g_free(office_does(office, 0, "陈签发", "steps", "confirm", "--note", "同意", NULL));
	office_person(office, "钱复审", "approver");
	g_free(office_does(office, 0, "张编辑", "submit", number, NULL));
	g_free(office_does(office, 0, "赵审核", "pass", number, "--tick", "1-17", NULL));
	desk_start(&desk, office, "赵审核", 120, 36);
	tale_go(&desk, number);
	desk_sees(&desk, "√ 审核 赵审核");
	desk_sees(&desk, "· 复审 待办");
	desk_keys(&desk, "F6");
	desk_sees(&desk, "每个环节须由不同的人办理");
	g_free(office_does(office, 0, "钱复审", "pass", number, "--tick", "1-17", NULL));
	desk_awaits(&desk, "√ 复审 钱复审");
	desk_line_sees(&desk, 1, "待签发");
	desk_end(&desk);
	g_free(office_does(office, 0, NULL, "verify", "--full", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(a_delegate_signs_and_the_strip_says_for_whom),
	    tale(a_step_more_stands_in_the_strip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
