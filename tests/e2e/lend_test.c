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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(a_delegate_signs_and_the_strip_says_for_whom),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
