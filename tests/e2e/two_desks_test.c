/* Two desks on one file: each sees what the other does, and neither loses a word to the other. */
#include "tale.h"

#define SOON_MS 2000 /* what another desk does is seen within it, on a local disk */

static void sit(struct desk *desk, const struct office *office, const char *who, const char *state)
{
	struct desk_plan plan = {.person = who, .state = state};

	desk_start_plan(desk, office, &plan);
}

/* How long until TEXT is seen without a key pressed. Units: ms. */
static int64_t waited(struct desk *desk, const char *text)
{
	int64_t from = screen_now_us();

	desk_awaits(desk, text);
	return (screen_now_us() - from) / 1000;
}

/* A letter that is brought in, by its title. */
static void bring(const struct office *office, const char *title)
{
	g_autofree char *name = g_strconcat(title, ".txt", NULL);
	g_autofree char *text = g_strdup_printf(
	    "%s\n反映人：林远（市民）\n\n%s，请予研究。\n", title, title);
	g_autofree char *path = office_file(office, name, text);

	g_free(office_does(office, 0, "王收发", "import", path, NULL));
}

static void what_one_does_the_other_sees(void **state)
{
	static const char *const titles[] = {
	    "关于增设夜间公交的建议", "关于修补望江路盲道的建议", "关于延长图书馆开放时间的建议"};
	const struct office *office = *state;
	struct desk reviewer;
	int64_t best = INT64_MAX;
	int row, col, row_now, col_now;

	sit(&reviewer, office, "李初审", "state2");
	desk_keys(&reviewer, "v p j j");
	desk_cursor(&reviewer, &row, &col);
	g_autofree char *line = desk_line(&reviewer, row);
	/* a busy machine may be late once; it is not late three times */
	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
		g_autofree char *begin = g_utf8_substring(titles[i], 0, 8);
		bring(office, titles[i]);
		int64_t took = waited(&reviewer, begin);
		best = MIN(best, took);
	}
	assert_in_range(best, 0, SOON_MS);
	desk_cursor(&reviewer, &row_now, &col_now);
	g_autofree char *line_now = desk_line(&reviewer, row_now);
	assert_int_equal(row_now, row);
	assert_int_equal(col_now, col);
	assert_string_equal(line_now, line);
	desk_sees(&reviewer, "新到 3 件");
	desk_end(&reviewer);
}

static void what_is_taken_by_one_is_grey_at_the_other(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "incoming", 0);
	struct screen_cell before, after;
	struct desk one, two;
	int row, col;

	office_person(office, "孙初审", "reviewer");
	sit(&one, office, "李初审", "state");
	sit(&two, office, "孙初审", "state2");
	desk_keys(&one, "v p");
	desk_keys(&two, "v p j");
	desk_find(&two, number + 5, &row, &col); /* the list leaves the year out */
	screen_cell_at(&two.screen, row, col + 5, &before);
	desk_keys(&one, "F6");
	desk_sees(&one, "拟用 → 待编辑");
	desk_awaits(&two, "待编辑");
	desk_find(&two, number + 5, &row, &col); /* it stays where it is, under no finger */
	screen_cell_at(&two.screen, row, col + 5, &after);
	assert_true(after.fg != before.fg || after.bold != before.bold);
	desk_keys(&two, "k F6"); /* and is no longer there to be taken */
	desk_sees(&two, "送审由编辑办理");
	desk_keys(&two, "F5");
	desk_lacks(&two, number); /* refreshed, it has left the pool */
	desk_end(&one);
	desk_end(&two);
}

/* Seen in the list, in the text, in the refusal: who has it, where and since when. */
static void who_has_it_is_shown(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	struct desk first, second;

	office_person(office, "李编辑", "editor");
	sit(&first, office, "张编辑", "state");
	sit(&second, office, "李编辑", "state2");
	tale_go(&second, number);
	desk_lacks(&second, "占用");
	tale_go(&first, number);
	desk_keys(&first, "e C-Home");
	desk_awaits(&second, "占用：张编辑"); /* the frame is whole with the line below */
	desk_sees(&second, "占用 张编辑，此刻正在编辑，始于"); /* in the text's head */
	desk_line_sees(&second, -2, "占用：张编辑，此刻正在编辑，始于"); /* below the list */
	desk_line_sees(&second, -2, "工位");
	desk_sees(&second, "编辑中");
	desk_keys(&second, "F6");
	desk_line_sees(&second, -2, "张编辑正在工位"); /* in the refusal */
	desk_line_sees(&second, -2, "此刻正在编辑");
	desk_keys(&first, "Esc");
	desk_awaits(&second, "F6 送审"); /* given back, it is open to the others again */
	desk_lacks(&second, "占用 张编辑");
	desk_end(&first);
	desk_end(&second);
}

/* The second takes over what the first is writing on, with words. */
static void take_over(struct desk *second, const char *number)
{
	tale_go(second, number);
	desk_keys(second, "e");
	desk_sees(second, "张编辑，此刻正在编辑，始于");
	desk_sees(second, "接管后");
	desk_keys(second, "1");
	desk_sees(second, "仍要接管吗？"); /* the first is at it: asked twice */
	desk_keys(second, "Enter");
	desk_sees(second, "请用几个字写明为什么接管"); /* without a word it is not done */
	desk_type(second, "他在外出差");
	desk_keys(second, "Enter");
}

/* The first has begun to write when the second, another editor, takes the report over. */
static void write_and_take_over(
    struct desk *first, struct desk *second, const struct office *office, const char *number)
{
	office_person(office, "李编辑", "editor");
	sit(first, office, "张编辑", "state");
	sit(second, office, "李编辑", "state2");
	tale_go(first, number);
	desk_keys(first, "e C-Home");
	desk_type(first, "甲的话，");
	take_over(second, number);
}

/* Both write on one report, one after taking it over; every word is somewhere afterwards. */
static void a_stale_save_loses_no_word(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	struct desk first, second;

	write_and_take_over(&first, &second, office, number);
	desk_keys(&second, "C-Home");
	desk_type(&second, "乙的话，");
	desk_keys(&second, "C-s");
	desk_sees(&second, "已保存为第");
	desk_keys(&second, "Esc");

	/* The first is told by whom and why, and reads only; not a letter is taken any more. */
	desk_awaits(&first, "他在外出差");
	desk_sees(&first, "李编辑");
	desk_sees(&first, "已被接管，只读");
	desk_type(&first, "还有，");
	desk_sees(&first, "这里只能看");
	desk_keys(&first, "C-z");
	desk_keys(&first, "C-v");
	desk_lacks(&first, "还有，");
	desk_sees(&first, "甲的话，");
	desk_keys(&first, "C-s");
	desk_sees(&first, "您写的已留在本工位");
	tale_choose(&first, "看别人改了什么");
	desk_sees(&first, "{+乙的话，+}");
	desk_keys(&first, "Esc");
	desk_sees(&first, "甲的话，");
	desk_keys(&first, "C-s");
	tale_choose(&first, "以我的为新一稿");
	desk_sees(&first, "已保存为第");
	desk_lacks(&first, "已被接管");
	desk_type(&first, "又能写了，");
	desk_sees(&first, "又能写了，");
	desk_keys(&first, "C-s");
	desk_keys(&first, "Esc");
	desk_end(&first);
	desk_end(&second);

	g_autofree char *text = office_does(office, 0, "张编辑", "show", number, "--text", NULL);
	assert_non_null(strstr(text, "甲的话，"));
	assert_null(strstr(text, "乙的话"));
	g_autofree char *changes = office_does(
	    office, 0, "张编辑", "show", number, "--diff", "1", "2", NULL);
	assert_non_null(strstr(changes, "乙的话"));
	g_autofree char *trail = office_does(office, 0, "张编辑", "show", number, "--trail", NULL);
	assert_non_null(strstr(trail, "接管张编辑的编辑"));
	assert_non_null(strstr(trail, "他在外出差"));
	g_free(office_does(office, 0, NULL, "verify", "--full", NULL));
}

/* Whoever was taken over leaves, and comes back later: what they wrote is offered as a difference.
 */
static void what_was_taken_over_is_offered_again(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	struct desk first, second;

	write_and_take_over(&first, &second, office, number);
	desk_awaits(&first, "已被接管，只读");
	desk_keys(&first, "Esc");
	tale_choose(&first, "我的留在本工位，关闭来稿");
	desk_lacks(&first, "甲的话，");
	desk_keys(&second, "C-Home");
	desk_type(&second, "乙的话，");
	desk_keys(&second, "C-s");
	desk_sees(&second, "已保存为第");
	desk_keys(&second, "Esc");
	desk_end(&second);

	desk_awaits(&first, "乙的话，");
	desk_keys(&first, "e");
	desk_sees(&first, "- 乙"); /* the difference to what stands */
	desk_sees(&first, "+ 甲");
	tale_choose(&first, "接着改");
	desk_keys(&first, "C-s");
	desk_sees(&first, "已保存为第");
	desk_keys(&first, "Esc");
	desk_end(&first);
	g_autofree char *text = office_does(office, 0, "张编辑", "show", number, "--text", NULL);
	assert_non_null(strstr(text, "甲的话，"));
	g_free(office_does(office, 0, NULL, "verify", "--full", NULL));
}

/* A command is another desk than the one where the same person has the text open. */
static void a_command_does_not_save_past_the_desk(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	g_autofree char *other = office_file(office, "other.txt", "另一标题\n\n鼹鼠蹦跶。\n");
	struct desk desk;

	sit(&desk, office, "张编辑", "state");
	tale_go(&desk, number);
	desk_keys(&desk, "e C-Home");
	desk_type(&desk, "甲的话，");
	g_free(office_does(office, 3, "张编辑", "save", number, other, NULL));
	g_free(office_does(office, 3, "张编辑", "submit", number, NULL));
	desk_keys(&desk, "C-s");
	desk_sees(&desk, "已保存为第 2 稿");
	desk_keys(&desk, "Esc");
	/* closed at the desk, the command takes the claim, and gives it back */
	g_free(office_does(office, 0, "张编辑", "save", number, other, NULL));
	desk_awaits(&desk, "鼹鼠蹦跶");
	desk_keys(&desk, "v c");
	desk_sees(&desk, "2 全部放开"); /* the demo's own claim is the only one */
	desk_keys(&desk, "Esc");
	desk_end(&desk);
	g_free(office_does(office, 0, NULL, "verify", "--full", NULL));
}

/* An editor sees what they have open, here and at another desk, and gives it back. */
static void my_claims_are_shown_and_given_back(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	struct desk first, second;

	sit(&first, office, "张编辑", "state");
	desk_keys(&first, "v c");
	desk_sees(&first, "张编辑的工位"); /* the demo's own claim */
	desk_keys(&first, "Esc");
	tale_go(&first, number);
	desk_keys(&first, "e");
	sit(&second, office, "张编辑", "state2");
	desk_keys(&second, "v c");
	desk_sees(&second, number);
	tale_choose(&second, "全部放开");
	desk_awaits(&second, "可以编辑了");
	desk_keys(&second, "v c");
	desk_sees(&second, "没有占用任何来稿");
	desk_awaits(&first, "占用已放开"); /* nothing was unsaved: it is closed */
	desk_end(&second);
	desk_keys(&first, "Enter");
	desk_end(&first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(what_one_does_the_other_sees),
	    tale(what_is_taken_by_one_is_grey_at_the_other),
	    tale(who_has_it_is_shown),
	    tale(a_stale_save_loses_no_word),
	    tale(what_was_taken_over_is_offered_again),
	    tale(a_command_does_not_save_past_the_desk),
	    tale(my_claims_are_shown_and_given_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
