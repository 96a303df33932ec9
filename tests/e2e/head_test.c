/* The head of a report as a form: how urgent it is changes with words, and they are in the trail.
 */
#include "tale.h"

/* From the title down to the urgency, and one choice on. */
static void more_urgent(struct desk *desk)
{
	desk_sees(desk, "改缓急的理由");
	desk_keys(desk, "Down Down Down Down Down Down Down");
	desk_keys(desk, "Right Down");
}

static void another_urgency_wants_words(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "incoming", 3);
	struct desk desk;

	desk_start(&desk, office, "李初审", 140, 36);
	tale_go(&desk, number);
	desk_keys(&desk, "Tab C-t");
	more_urgent(&desk);
	desk_keys(&desk, "C-s");
	desk_line_sees(&desk, -2, "紧急程度由普通改为加急");
	desk_line_sees(&desk, -2, "写明理由");
	desk_sees(&desk, "改缓急的理由"); /* what was chosen stands */
	desk_type(&desk, "分管领导要求两天内报出");
	desk_keys(&desk, "C-s");
	desk_awaits(&desk, "分管领导要求两天内报出"); /* in the trail */
	desk_sees(&desk, "紧急程度 加急");
	g_autofree char *urgency = office_field(office, number, "urgency");
	assert_string_equal(urgency, "urgent");
	desk_end(&desk);
	g_autofree char *trail = office_does(office, 0, NULL, "show", number, "--trail", NULL);
	assert_non_null(strstr(trail, "分管领导要求两天内报出"));
	g_free(office_does(office, 2, "李初审", "set", number, "urgency=plain", NULL));
	office_is_whole(office);
}

/* The editor writes on the report and makes it more urgent: why is asked for. */
static void write_more_urgent(struct desk *desk, const struct office *office, const char *number)
{
	desk_start(desk, office, "张编辑", 140, 36);
	tale_go(desk, number);
	desk_keys(desk, "e");
	desk_awaits(desk, "Ctrl-S 保存");
	desk_keys(desk, "C-t");
	more_urgent(desk);
}

/* In a text that is written on the words go with the next save. */
static void the_words_go_with_the_save(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = tale_unclaimed(office);
	g_autofree char *before = office_field(office, number, "urgency");
	struct desk desk;

	assert_string_equal(before, "plain");
	write_more_urgent(&desk, office, number);
	desk_type(&desk, "天气转冷");
	desk_keys(&desk, "C-s");
	desk_lacks(&desk, "改缓急的理由");
	desk_keys(&desk, "C-s");
	desk_awaits(&desk, "已保存为第");
	desk_awaits(&desk, "天气转冷");
	desk_keys(&desk, "C-t"); /* said once, it does not stand for the next change */
	more_urgent(&desk);
	desk_keys(&desk, "C-s");
	desk_line_sees(&desk, -2, "紧急程度由加急改为特急");
	desk_type(&desk, "险情");
	desk_keys(&desk, "C-s C-End");
	desk_type(&desk, "补充一句。");
	desk_awaits(&desk, "补充一句。");
	desk_keys(&desk, "C-s"); /* with other words of the head and the body */
	desk_awaits(&desk, "险情");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
	office_is_whole(office);
}

/* A text that was kept on this desk has its urgency and no words: saving it asks for them. */
static void a_kept_text_asks_for_the_words(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = tale_unclaimed(office);
	struct desk desk;

	write_more_urgent(&desk, office, number);
	desk_type(&desk, "先说的理由");
	desk_keys(&desk, "C-s Esc");
	tale_choose(&desk, "暂不保存，留在本工位后退出");
	desk_keys(&desk, "e");
	desk_awaits(&desk, "没有保存的文稿");
	tale_choose(&desk, "接着改");
	desk_sees(&desk, "紧急程度 加急"); /* seen as it is now, and as not saved */
	desk_sees(&desk, "编辑中 *");
	desk_keys(&desk, "C-s");
	desk_sees(&desk, "紧急程度有改动");
	desk_sees(&desk, "由普通改为加急");
	desk_keys(&desk, "Esc"); /* not yet: the text stays open */
	desk_lacks(&desk, "已保存为第");
	desk_keys(&desk, "C-s");
	desk_type(&desk, "后说的理由");
	desk_keys(&desk, "C-s");
	desk_awaits(&desk, "后说的理由");
	desk_awaits(&desk, "已保存为第");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
	office_is_whole(office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(another_urgency_wants_words),
	    tale(the_words_go_with_the_save),
	    tale(a_kept_text_asks_for_the_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
