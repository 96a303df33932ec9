/* A morning of triage: thirty reports, counted by the key. */
#include "tale.h"

/* The office has little that waits; these come in. */
static const char letters[] =
    "关于完善第#社区便民设施的建议\n反映人：市政协委员 何舒扬\n"
    "情况：第#社区居民反映健身器材损坏#处。\n建议：由街道办事处牵头维修。\n";

static int keys_in(const char *names)
{
	g_auto(GStrv) words = g_strsplit(names, " ", -1);

	return (int)g_strv_length(words);
}

static void thirty_in_at_most_150_keys(void **state)
{
	/* Accept in one key; decline or return with reason and words in four. */
	static const char *const ways[] = {"F6", "F6", "F8 0 9 Enter", "F6", "F6", "F7 1 0 Enter"};
	const struct office *office = *state;
	int incoming, accepted = 0, declined = 0, returned = 0, keys = 0;
	struct desk desk;

	tale_bring_in(office, 30, letters);
	incoming = office_count(office, "incoming");
	int editing = office_count(office, "editing");
	desk_start(&desk, office, "李初审", 120, 36);
	desk_keys(&desk, "T");
	keys++;
	for (int i = 0; i < 30; i++) {
		const char *way = ways[i % G_N_ELEMENTS(ways)];
		g_autofree char *left = g_strdup_printf("待认领 %d ", incoming - i - 1);
		desk_keys(&desk, way);
		keys += keys_in(way);
		/* The next one is there already, with its text; the count has followed. */
		desk_line_sees(&desk, 1, left);
		accepted += way[1] == '6';
		declined += way[1] == '8';
		returned += way[1] == '7';
	}
	desk_end(&desk);
	print_message("# %d keys\n", keys);
	assert_true(keys <= 150);
	assert_int_equal(office_count(office, "incoming"), incoming - 30);
	assert_int_equal(office_count(office, "editing"), editing + accepted);
	office_is_whole(office);
}

static void the_words_of_a_return_are_the_offices(void **state)
{
	g_autofree char *number = office_number(*state, "incoming", 0);
	struct desk desk;

	desk_start(&desk, *state, "李初审", 120, 36);
	desk_keys(&desk, "F7");
	desk_sees(&desk, "退反映人改");
	desk_sees(&desk, "缺原因分析");
	/* By the initials of its words as well as by its number. */
	desk_keys(&desk, "q y y f x");
	desk_sees(&desk, "缺原因分析");
	desk_lacks(&desk, "N10");
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "请补充原因分析");
	desk_keys(&desk, "Enter");
	desk_lacks(&desk, "退反映人改  ");
	desk_end(&desk);
	g_autofree char *at = office_field(*state, number, "state");
	assert_string_equal(at, "returned");
	g_autofree char *trail = office_does(*state, 0, "李初审", "show", number, "--trail", NULL);
	assert_non_null(strstr(trail, "请补充原因分析"));
	office_is_whole(*state);
}

static void a_reason_is_wanted(void **state)
{
	g_autofree char *number = office_number(*state, "incoming", 0);
	struct desk desk;

	desk_start(&desk, *state, "李初审", 120, 36);
	desk_keys(&desk, "F8");
	g_autofree char *title = g_strdup_printf("不采用  %s", number);
	desk_sees(&desk, title);
	desk_keys(&desk, "Esc");
	desk_lacks(&desk, title);
	desk_end(&desk);
	g_autofree char *at = office_field(*state, number, "state");
	assert_string_equal(at, "incoming");
}

static void ones_own_last_decision_is_taken_back(void **state)
{
	g_autofree char *number = office_number(*state, "incoming", 0);
	struct desk desk;

	desk_start(&desk, *state, "李初审", 120, 36);
	desk_keys(&desk, "F6");
	desk_line_sees(&desk, 1, "待认领 7 ");
	desk_keys(&desk, "k u");
	desk_keys(&desk, "F5");
	desk_line_sees(&desk, 1, "待认领 8 ");
	desk_end(&desk);
	g_autofree char *at = office_field(*state, number, "state");
	assert_string_equal(at, "incoming");
	office_is_whole(*state);
}

/* What the person has not the right to do is grey and says why. */
static void what_is_forbidden_says_why(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "王收发", 120, 36);
	desk_keys(&desk, "v a");
	desk_keys(&desk, "a");
	desk_sees(&desk, "决定");
	desk_sees(&desk, "初审");
	desk_keys(&desk, "Esc F8");
	desk_sees(&desk, "王收发");
	desk_end(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(thirty_in_at_most_150_keys),
	    tale(the_words_of_a_return_are_the_offices),
	    tale(a_reason_is_wanted),
	    tale(ones_own_last_decision_is_taken_back),
	    tale(what_is_forbidden_says_why),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
