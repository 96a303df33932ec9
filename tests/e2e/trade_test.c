/* Files in and out at the desk: seen before they are taken, the changed text of a report, a file
 * that is there already. */
#include "tale.h"

static void files_are_seen_before_they_are_taken(void **state)
{
	const struct office *office = *state;
	g_autofree char *folder = office_path(office, "in");
	int before = office_count(office, "incoming");
	struct desk desk;

	assert_int_equal(g_mkdir_with_parents(folder, 0700), 0);
	g_free(office_file(office, "in/1.txt",
	    "关于小区加装电梯的建议\n反映人：林〇，市第二中学教师\n情况。上下楼困难。\n"));
	g_free(office_file(office, "in/2.txt", "关于规范停车的建议\n情况。停车混乱。\n"));
	g_free(office_file(office, "in/3.pdf", "%PDF-1.7"));
	desk_start(&desk, office, "王收发", 120, 36);
	desk_keys(&desk, "I");
	desk_sees(&desk, "严禁导入国家秘密");
	desk_type(&desk, folder);
	desk_keys(&desk, "F2");
	desk_sees(&desk, "识别结果");
	desk_sees(&desk, "可以收下 2  不能收 1");
	desk_sees(&desk, "关于小区加装电梯的建议");
	desk_sees(&desk, "反映人：林〇");
	desk_keys(&desk, "Esc"); /* seen, and not taken */
	assert_int_equal(office_count(office, "incoming"), before);

	desk_keys(&desk, "I");
	desk_sees(&desk, "识别结果"); /* it is still there to be decided on */
	tale_choose(&desk, "收下 2 件");
	desk_sees(&desk, "收下 2");
	desk_end(&desk);
	assert_int_equal(office_count(office, "incoming"), before + 2);
	office_is_whole(office);
}

static void only_a_clerk_brings_files_in(void **state)
{
	const struct office *office = *state;
	struct desk desk;

	desk_start(&desk, office, "李初审", 120, 36);
	desk_keys(&desk, "I");
	desk_lacks(&desk, "文件或文件夹");
	desk_sees(&desk, "李初审没有这个角色");
	desk_end(&desk);
}

static void a_returned_report_takes_its_changed_text(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "returned", 0);
	g_autofree char *path = office_file(
	    office, "new.txt", "标题：改过的题目\n\n一、情况。核实后补充了数据。\n");
	struct desk desk;

	desk_start(&desk, office, "王收发", 120, 36);
	tale_go(&desk, number);
	desk_keys(&desk, "I"); /* brings in new reports, whatever is under the cursor */
	desk_sees(&desk, "导入文件");
	desk_lacks(&desk, "改后的文本");
	desk_keys(&desk, "Esc F6");
	desk_sees(&desk, "改后重报");
	desk_type(&desk, path);
	desk_keys(&desk, "F2");
	desk_sees(&desk, "! 原标题是“"); /* it names another title */
	tale_choose(&desk, "作为改后的文本收下");
	desk_sees(&desk, "改后重报 → 待初审");
	desk_sees(&desk, "核实后补充了数据");
	desk_end(&desk);
	g_autofree char *now = office_field(office, number, "state");
	assert_string_equal(now, "incoming");
	office_is_whole(office);
}

static void a_file_that_is_there_is_asked_about(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "review", 0);
	g_autofree char *path = office_file(office, "out.txt", "mine");
	g_autofree char *text = office_text(office, number);
	g_autofree char *data = NULL;
	struct desk desk;

	desk_start(&desk, office, "赵审核", 120, 36);
	tale_go(&desk, number);
	for (int replace = 0; replace < 2; replace++) {
		desk_keys(&desk, "x 1 Tab C-u");
		desk_type(&desk, path);
		desk_keys(&desk, "Enter");
		desk_sees(&desk, "已经存在，没有改动");
		g_clear_pointer(&data, g_free);
		assert_true(g_file_get_contents(path, &data, NULL, NULL));
		assert_string_equal(data, "mine");
		tale_choose(&desk, replace ? "替换" : "保留原来的");
	}
	desk_sees(&desk, "已导出到");
	desk_end(&desk);
	g_clear_pointer(&data, g_free);
	assert_true(g_file_get_contents(path, &data, NULL, NULL));
	assert_string_equal(data, text);
	g_autofree char *trail = office_does(office, 0, "赵审核", "show", number, "--trail", NULL);
	assert_non_null(strstr(trail, "赵审核  导出"));
	office_is_whole(office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(files_are_seen_before_they_are_taken),
	    tale(only_a_clerk_brings_files_in),
	    tale(a_returned_report_takes_its_changed_text),
	    tale(a_file_that_is_there_is_asked_about),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
