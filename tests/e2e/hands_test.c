/* What hands do all day besides deciding: merging twins, finding, filtering, changing views. */
#include "tale.h"

static char *new_number(const struct office *office, const char *before)
{
	g_autofree char *said = office_does(office, 0, NULL, "list", "--json", NULL);
	int newest = 0, year = 0;

	for (const char *at = said; (at = strstr(at, "\"number\":\"2026-")); at++)
		newest = MAX(newest, (int)strtol(at + strlen("\"number\":\"2026-"), NULL, 10));
	sscanf(before, "%d", &year);
	return g_strdup_printf("%d-%04d", year, newest);
}

static void twins_become_one_and_two_again(void **state)
{
	const struct office *office = *state;
	struct desk desk;

	desk_start(&desk, office, "李初审", 120, 36);
	g_autofree char *first = tale_number_here(&desk);
	desk_keys(&desk, "a"); /* one alone cannot be merged, and it says why */
	desk_sees(&desk, "合并");
	desk_keys(&desk, "Esc Space");
	desk_line_sees(&desk, 1, "已标记 1 件");
	g_autofree char *second = tale_number_here(&desk);
	desk_keys(&desk, "Space");
	desk_line_sees(&desk, 1, "已标记 2 件");
	desk_keys(&desk, "a");
	desk_sees(&desk, "已标记的 2 件");
	tale_choose(&desk, "合并");
	desk_sees(&desk, "合并：已标记 2 件");
	desk_sees(&desk, first);
	desk_sees(&desk, second);
	desk_type(&desk, "两件反映同一问题");
	desk_keys(&desk, "C-s");
	desk_sees(&desk, "合并 → 待编辑");
	g_autofree char *one = office_field(office, first, "state");
	g_autofree char *two = office_field(office, second, "state");
	assert_string_equal(one, "merged");
	assert_string_equal(two, "merged");

	/* The new report holds both texts and both trails. */
	g_autofree char *whole = new_number(office, first);
	tale_go(&desk, whole);
	desk_line_sees(&desk, 1, "待编辑");
	desk_sees(&desk, "综合成稿");
	desk_sees(&desk, "两件反映同一问题");
	g_autofree char *title = office_field(office, second, "title");
	g_autofree char *text = office_does(office, 0, "张编辑", "show", whole, "--text", NULL);
	assert_non_null(strstr(text, title));

	/* And undone as a whole. */
	desk_keys(&desk, "a");
	tale_choose(&desk, "取消合并");
	desk_type(&desk, "并错了");
	desk_keys(&desk, "C-s");
	desk_sees(&desk, "取消合并 → 已撤稿");
	g_autofree char *one_again = office_field(office, first, "state");
	g_autofree char *two_again = office_field(office, second, "state");
	assert_string_equal(one_again, "incoming");
	assert_string_equal(two_again, "incoming");
	desk_end(&desk);
	g_free(office_does(office, 0, NULL, "verify", "--full", NULL));
}

/* One key for many is asked about, by number, before it is done. */
static void marked_ones_are_accepted_together(void **state)
{
	const struct office *office = *state;
	int before = office_count(office, "incoming");
	struct desk desk;

	desk_start(&desk, office, "李初审", 120, 36);
	g_autofree char *first = tale_number_here(&desk);
	desk_keys(&desk, "Space");
	g_autofree char *second = tale_number_here(&desk);
	desk_keys(&desk, "Space F6");
	desk_sees(&desk, "拟用：已标记 2 件");
	desk_sees(&desk, first);
	desk_sees(&desk, second);
	desk_keys(&desk, "Esc"); /* not so */
	assert_int_equal(office_count(office, "incoming"), before);
	desk_keys(&desk, "F6");
	tale_choose(&desk, "拟用");
	assert_int_equal(office_count(office, "incoming"), before - 2);
	desk_lacks(&desk, "已标记");
	desk_end(&desk);
}

static void words_of_any_length_are_found(void **state)
{
	/* what is looked for, and a text that has it; the demo tells what must be found */
	static const char *const words[] = {"梨", "电梯", "加装电", "12345", "加装电梯后续维护"};
	const struct office *office = *state;
	struct desk desk;

	desk_start(&desk, office, "李初审", 120, 36);
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autofree char *listed = office_does(
		    office, 0, "李初审", "list", "--search", words[i], NULL);
		int count = 0;

		for (const char *at = listed; (at = strchr(at, '\n')); at++)
			count++;
		assert_true(count > 0);
		desk_keys(&desk, "/ C-u");
		desk_type(&desk, words[i]);
		desk_keys(&desk, "Enter");
		g_autofree char *chip = g_strdup_printf("查找：%s  %d", words[i], count);
		desk_line_sees(&desk, 2, chip);
		/* the text that is shown has it, at a place that is in sight */
		g_autofree char *number = tale_number_here(&desk);
		assert_non_null(strstr(listed, number));
		int seen = tale_count(&desk, words[i]);
		if (seen < 2) /* once in the chip */
			desk_fail(
			    &desk, __FILE__, __LINE__, "the place is not shown: %s", words[i]);
		if (count > 1) {
			desk_keys(&desk, "n");
			g_autofree char *next = tale_number_here(&desk);
			assert_string_not_equal(next, number);
			desk_keys(&desk, "N");
			g_autofree char *back = tale_number_here(&desk);
			assert_string_equal(back, number);
		}
		desk_keys(&desk, "Esc");
		desk_lacks(&desk, "查找：");
	}
	desk_keys(&desk, "/ C-u");
	desk_type(&desk, "此处绝无此语");
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "此处绝无此语"); /* said, and the list is still there */
	desk_lacks(&desk, "查找：");
	desk_end(&desk);
}

static void filters_say_what_they_leave(void **state)
{
	const struct office *office = *state;
	g_autofree char *review = g_strdup_printf("%d", office_count(office, "review"));
	struct desk desk;

	desk_start(&desk, office, "赵审核", 120, 36);
	desk_keys(&desk, "v a \\");
	desk_type(&desk, "状态:待审核");
	desk_keys(&desk, "Enter");
	g_autofree char *chip = g_strdup_printf("筛选：状态:待审核  %s", review);
	desk_line_sees(&desk, 2, chip);
	desk_lacks(&desk, "待初审   初审");
	desk_keys(&desk, "\\ C-u");
	desk_type(&desk, "加急 !供暖");
	desk_keys(&desk, "Enter");
	desk_lacks(&desk, "供暖试点");
	desk_keys(&desk, "\\ C-u");
	desk_type(&desk, "状态:不存在"); /* a filter that is none says so and changes nothing */
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "不存在");
	desk_keys(&desk, "Esc Esc");
	desk_keys(&desk, "\\ C-u");
	desk_keys(&desk, "Enter");
	desk_lacks(&desk, "筛选：");
	desk_end(&desk);
}

static void every_view_has_a_letter(void **state)
{
	static const char *const views[][2] = {{"v t", "待我办"}, {"v p", "待认领"},
	    {"v u", "特急加急"}, {"v o", "超期"}, {"v d", "今日到期"}, {"v r", "待改回"},
	    {"v m", "我经手"}, {"v k", "留存"}, {"v f", "待反馈"}, {"v a", "全部"}};
	struct desk desk;

	desk_start(&desk, *state, "李初审", 120, 36);
	for (size_t i = 0; i < G_N_ELEMENTS(views); i++) {
		g_autofree char *title = g_strdup_printf("来稿 › %s", views[i][1]);

		desk_keys(&desk, views[i][0]);
		desk_line_sees(&desk, 1, title);
	}
	desk_end(&desk);
}

/* An input method left on, or full-width letters: what is meant is done, or said. */
static void full_width_letters_are_commands(void **state)
{
	struct desk desk;
	int row, row_now, col;

	desk_start(&desk, *state, "李初审", 120, 36);
	desk_cursor(&desk, &row, &col);
	desk_type(&desk, "ｊ");
	desk_cursor(&desk, &row_now, &col);
	assert_int_equal(row_now, row + 2);
	desk_type(&desk, "ｖａ");
	desk_line_sees(&desk, 1, "来稿 › 全部");
	desk_type(&desk, "？");
	desk_sees(&desk, "清除标记");
	desk_keys(&desk, "Esc");
	desk_type(&desk, "你好");
	desk_sees(&desk, "输入法");
	desk_end(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(twins_become_one_and_two_again),
	    tale(marked_ones_are_accepted_together),
	    tale(words_of_any_length_are_found),
	    tale(filters_say_what_they_leave),
	    tale(every_view_has_a_letter),
	    tale(full_width_letters_are_commands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
