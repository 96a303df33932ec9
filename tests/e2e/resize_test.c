/* Windows of any size, changed at any moment: the screen is whole, and nobody's work is gone. */
#include "tale.h"

#define STORM 300

/* All that the program would draw now, drawn anew, against what stands there. */
static void is_whole(struct desk *desk)
{
	g_autofree char *seen = screen_text(&desk->screen);

	desk_keys(desk, "C-l");
	g_autofree char *anew = screen_text(&desk->screen);
	if (strcmp(seen, anew) != 0) {
		print_error("before it was drawn anew:\n");
		g_auto(GStrv) lines = g_strsplit(seen, "\n", -1);
		for (char **line = lines; *line; line++)
			print_error("%s\n", *line);
		desk_fail(desk, __FILE__, __LINE__, "the screen was not what it is drawn anew");
	}
	desk_keys(desk, "j k"); /* a second Ctrl-L in a row would blank it */
}

static void a_storm_of_sizes_leaves_it_whole(void **state)
{
	static const char *const keys[] = {"j", "k", "PgDn", "PgUp", "Tab", "S-Tab", "z", "J", "K",
	    "F1", "Esc", "/", "Esc", ":", "Esc", "o", "Esc", "a", "Esc", "G", "g g", "v a", "v p"};
	const char *again = g_getenv("SEED");
	guint32 seed = again ? (guint32)strtoul(again, NULL, 10) : g_random_int();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	struct desk desk;

	print_message("seed %u\n", seed);
	desk_start(&desk, *state, "李初审", 120, 36);
	for (int i = 0; i < STORM; i++) {
		int cols = g_rand_int_range(rand, 10, 201);
		int rows = g_rand_int_range(rand, 3, 61);

		screen_resize(&desk.screen, cols, rows);
		bool typed = screen_keys(
		    &desk.screen, keys[g_rand_int_range(rand, 0, G_N_ELEMENTS(keys))]);
		/* most sizes come while the last one is still being drawn */
		if (!typed || (i % 10 == 0 && !screen_settle(&desk.screen)))
			desk_fail(
			    &desk, __FILE__, __LINE__, "gone at size %d, %dx%d", i, cols, rows);
	}
	desk_resize(&desk, 120, 36);
	desk_keys(&desk, "Esc");
	desk_keys(&desk, "Esc");
	desk_keys(&desk, "Esc v p Esc v p");
	is_whole(&desk);
	desk_line_sees(&desk, 0, "临澄市政协办公室");
	desk_line_sees(&desk, -1, "F1 帮助");
	desk_end(&desk);
}

/* What must be seen at a size, and that every line stands as it would drawn anew. */
static void stands_at(struct desk *desk, int cols, int rows, const char *const *texts)
{
	desk_resize(desk, cols, rows);
	for (; *texts; texts++)
		desk_sees(desk, *texts);
	is_whole(desk);
}

static void sizes_people_have(void **state)
{
	static const char *const wide[] = {
	    "李初审（初审）", "待认领 8", "[办理记录]", "F6 拟用", "严禁存储、处理国家秘密", NULL};
	static const char *const two[] = {
	    "待认领 8", "0046", "一、情况", "F6 拟用", "F1 帮助", NULL};
	static const char *const one[] = {"待认领 8", "0046", "F6 拟用", NULL};
	static const char *const least[] = {"待认领", "0046", NULL};
	static const char *const none[] = {"太小", NULL};
	struct desk desk;

	desk_start(&desk, *state, "李初审", 160, 50);
	stands_at(&desk, 160, 50, wide);
	stands_at(&desk, 120, 36, wide);
	stands_at(&desk, 80, 24, two);
	stands_at(&desk, 40, 10, one);
	stands_at(&desk, 20, 5, least);
	desk_resize(&desk, 12, 3);
	desk_sees(&desk, none[0]);
	stands_at(&desk, 120, 36, wide); /* and back again, where it was */
	desk_sees(&desk, "0046");
	desk_end(&desk);
}

static void writing_goes_through_any_size(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	struct desk desk;
	int row, col;

	desk_start(&desk, office, "张编辑", 80, 24);
	tale_go(&desk, number);
	desk_keys(&desk, "e");
	desk_keys(&desk, "C-Home");
	desk_type(&desk, "八十列，");
	desk_resize(&desk, 40, 10);
	desk_type(&desk, "四十列，");
	desk_sees(&desk, "八十列，四十列，");
	desk_resize(&desk, 20, 5);
	desk_type(&desk, "二十列，");
	desk_cursor(&desk, &row, &col); /* the caret is in sight, where the next word goes */
	assert_in_range(row, 0, 4);
	assert_in_range(col, 0, 19);
	desk_resize(&desk, 10, 3);
	desk_resize(&desk, 80, 24);
	desk_find(&desk, "八十列，四十列，二十列，", &row, &col);
	int caret_row, caret_col;
	desk_cursor(&desk, &caret_row, &caret_col);
	assert_int_equal(caret_row, row);
	assert_int_equal(caret_col, col + 24);
	desk_keys(&desk, "C-s");
	desk_sees(&desk, "已保存为第");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
}

/* What is drawn once and then left alone comes back when something stood over it. */
static void what_stood_over_the_panes_leaves_nothing(void **state)
{
	static const char *const over[][2] = {{"F1", "Esc"}, {":", "Esc"}, {"o", "Esc"},
	    {"a", "Esc"}, {"v", "Esc"}, {"/", "Esc"}, {"z", "z"}};
	struct desk desk;

	desk_start(&desk, *state, "李初审", 160, 50);
	g_autofree char *before = screen_text(&desk.screen);
	for (size_t i = 0; i < G_N_ELEMENTS(over); i++) {
		desk_keys(&desk, over[i][0]);
		g_autofree char *covered = screen_text(&desk.screen);
		desk_keys(&desk, over[i][1]);
		g_autofree char *after = screen_text(&desk.screen);
		assert_string_not_equal(covered, before);
		assert_string_equal(after, before);
	}
	is_whole(&desk);
	desk_end(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(a_storm_of_sizes_leaves_it_whole),
	    tale(sizes_people_have),
	    tale(writing_goes_through_any_size),
	    tale(what_stood_over_the_panes_leaves_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
