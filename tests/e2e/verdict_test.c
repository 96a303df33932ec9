/* Two pairs of eyes: nobody passes what they wrote, an amendment is confirmed, paper is owned up
 * to. */
#include "tale.h"

#define ALL_ROLES "clerk,reviewer,editor,approver,signer"

/* Revise the open report by a word at its beginning, save, leave. */
static void revise(struct desk *desk, const char *words)
{
	desk_keys(desk, "e");
	desk_sees(desk, "Ctrl-S 保存");
	desk_keys(desk, "C-Home");
	desk_type(desk, words);
	desk_keys(desk, "C-s");
	desk_sees(desk, "已保存为第");
	desk_keys(desk, "Esc");
	desk_lacks(desk, "Ctrl-S 保存");
}

static void who_changed_a_text_does_not_pass_it(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	struct desk desk;

	office_person(office, "全能人", ALL_ROLES);
	g_free(office_does(office, 0, "张编辑", "assign", number, "--to", "全能人", NULL));
	desk_start(&desk, office, "全能人", 120, 36);
	tale_go(&desk, number);
	revise(&desk, "补：");
	desk_keys(&desk, "F6");
	desk_sees(&desk, "送审 → 待审核");
	tale_go(&desk, number);
	desk_line_sees(&desk, 1, "待审核");
	desk_lacks(&desk, "F6 审核通过");
	desk_keys(&desk, "F6");
	desk_sees(&desk, "您本人改过这份文稿，请由他人审核签发");
	desk_lacks(&desk, "核对表");

	/* The menu has it too, greyed, and says the same words on its row. */
	desk_keys(&desk, "a");
	desk_sees(&desk, "决定  ");
	tale_choose(&desk, "审核通过");
	desk_sees(&desk, "您本人改过这份文稿，请由他人审核签发");
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "决定  "); /* a closed row does nothing */
	desk_keys(&desk, "Esc");
	desk_end(&desk);
	g_autofree char *at = office_field(office, number, "state");
	assert_string_equal(at, "review");

	/* The same rule holds behind the screen. */
	g_autofree char *said = office_does(
	    office, 2, "全能人", "pass", number, "--tick", "1-17", NULL);
	assert_non_null(strstr(said, "您本人改过这份文稿"));
}

/* The sheet, read and answered, then the verdict itself. */
static void give_verdict(struct desk *desk, const char *what)
{
	desk_keys(desk, "F6");
	desk_sees(desk, "核稿单");
	if (strcmp(what, "审核通过") == 0) {
		desk_keys(desk, "F6"); /* too early: it says what is missing */
		desk_sees(desk, "请先把正文看到末尾");
		tale_tick(desk);
	} else { /* the pass was given at this very computer, a moment ago */
		desk_sees(desk, "同一工位");
	}
	desk_keys(desk, "S-Tab C-End Tab");
	desk_sees(desk, "正文已显示到末尾");
	desk_keys(desk, "F6");
	desk_keys(desk, "1");
}

static void a_comma_is_confirmed_before_it_is_passed(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "review", 0);
	struct desk approver, editor, signer;

	desk_start(&approver, office, "赵审核", 120, 36);
	tale_go(&approver, number);
	desk_keys(&approver, "e");
	desk_sees(&approver, "核改中");
	desk_keys(&approver, "C-Home Right Right");
	desk_type(&approver, "，");
	desk_keys(&approver, "C-s Esc");
	desk_keys(&approver, "F6");
	desk_sees(&approver, "您核改过这份文稿，须先由编辑复核");

	/* The editor sees what was changed, and confirms it. */
	struct desk_plan plan = {.person = "张编辑", .state = "state2"};
	desk_start_plan(&editor, office, &plan);
	tale_go(&editor, number);
	desk_keys(&editor, "F6");
	desk_sees(&editor, "{+，+}");
	desk_sees(&editor, "再按 F6 复核");
	desk_keys(&editor, "F6"); /* not before all of it was on the screen */
	desk_sees(&editor, "再按 F6 复核");
	desk_keys(&editor, "End F6");
	desk_sees(&editor, "复核 → 待审核");
	desk_end(&editor);

	/* Now the approver may pass it, on exactly this text. */
	desk_awaits(&approver, "张编辑 复核");
	give_verdict(&approver, "审核通过");
	desk_sees(&approver, "审核通过 → 待签发");
	desk_end(&approver);
	desk_start(&signer, office, "陈签发", 120, 36);
	tale_go(&signer, number);
	give_verdict(&signer, "签发");
	desk_sees(&signer, "签发 → 已签发");
	desk_sees(&signer, "√ 签发 陈签发");
	desk_end(&signer);

	/* It goes up when the three proofs are done, and not before. */
	struct desk clerk;
	desk_start(&clerk, office, "王收发", 120, 36);
	tale_go(&clerk, number);
	desk_keys(&clerk, "F6");
	desk_sees(&clerk, "三校完成并签名");
	desk_keys(&clerk, "Enter Enter"); /* as offered: no */
	desk_sees(&clerk, "第 18 项");
	desk_lacks(&clerk, "→ 已报送");
	desk_keys(&clerk, "F6");
	desk_keys(&clerk, "Tab 2 Enter");
	desk_sees(&clerk, "报送 → 已报送  2026-B");
	desk_end(&clerk);
	g_autofree char *text = office_does(office, 0, "张编辑", "show", number, "--text", NULL);
	assert_non_null(strstr(text, "，"));
	g_free(office_does(office, 0, NULL, "verify", "--full", NULL));
}

/* The signatory confirms with their own hand what the clerk entered from the paper. */
static void paper_is_entered_and_owned_up_to(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "review", 1);
	g_autofree char *digest = office_field(office, number, "digest");
	struct desk clerk, approver;

	digest[12] = '\0';
	desk_start(&clerk, office, "王收发", 120, 36);
	tale_go(&clerk, number);
	desk_keys(&clerk, "a");
	tale_choose(&clerk, "纸签代录");
	desk_sees(&clerk, "核稿单校验码");
	desk_keys(&clerk, "Tab");
	desk_type(&clerk, "赵审核");
	desk_keys(&clerk, "Tab");
	desk_type(&clerk, "000000000000"); /* the sheet of another text */
	desk_keys(&clerk, "Enter");
	desk_sees(&clerk, "校验码");
	desk_keys(&clerk, "a");
	tale_choose(&clerk, "纸签代录");
	desk_keys(&clerk, "Tab");
	desk_type(&clerk, "赵审核");
	desk_keys(&clerk, "Tab");
	desk_type(&clerk, digest);
	desk_keys(&clerk, "Enter");
	desk_sees(&clerk, "王收发 纸签代录  审");
	desk_sees(&clerk, "· 审核 待办"); /* until it is owned up to, nothing is passed */
	desk_end(&clerk);

	desk_start(&approver, office, "赵审核", 120, 36);
	desk_sees(&approver, "待我办");
	tale_go(&approver, number);
	desk_keys(&approver, "F6");
	desk_sees(&approver, "纸签待认");
	desk_sees(&approver, "代录 王收发");
	desk_lacks(&approver, "未答");
	desk_keys(&approver, "y");
	desk_sees(&approver, "这里只供查看");
	desk_keys(&approver, "S-Tab End");
	desk_keys(&approver, "F6");
	desk_sees(&approver, digest); /* what is signed is named */
	desk_keys(&approver, "1");
	desk_sees(&approver, "审核通过 → 待签发");
	desk_sees(&approver, "√ 审核 赵审核");
	desk_end(&approver);
	g_free(office_does(office, 0, NULL, "verify", "--full", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(who_changed_a_text_does_not_pass_it),
	    tale(a_comma_is_confirmed_before_it_is_passed),
	    tale(paper_is_entered_and_owned_up_to),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
