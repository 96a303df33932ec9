/* The first minutes at a desk: it opens, says what it is, helps, finds its commands, ends cleanly.
 */
#include "tale.h"

static void an_office_is_made_and_opened(void **state)
{
	const struct office *office = *state;
	struct desk desk;

	g_free(
	    office_does(office, 0, NULL, "init", "--office", "临江市政协办公室", office->db, NULL));
	desk_start(&desk, office, NULL, 120, 36);
	desk_sees(&desk, "临江市政协办公室");
	desk_line_sees(&desk, -1, "严禁存储、处理国家秘密");
	desk_line_sees(&desk, -1, "F1 帮助");
	desk_end(&desk);
}

static void what_waits_for_me_is_seen_at_once(void **state)
{
	g_autofree char *number = office_number(*state, "incoming", 0);
	g_autofree char *title = office_field(*state, number, "title");
	struct desk desk;
	int row, col;

	desk_start(&desk, *state, "李初审", 160, 48);
	desk_line_sees(&desk, 0, "李初审（初审）");
	desk_line_sees(&desk, 1, "待认领 8");
	desk_sees(&desk, title);
	desk_line_sees(&desk, -1, "F6 拟用");
	/* The row under the cursor, its text and its trail are one report's. */
	desk_line_sees(&desk, 1, number);
	desk_sees(&desk, "收稿登记");
	desk_cursor(&desk, &row, &col);
	assert_int_equal(row, 3); /* the line before says that these are to be taken up */
	desk_keys(&desk, "j");
	desk_cursor(&desk, &row, &col);
	assert_true(row > 3);
	desk_end(&desk);
}

static void help_is_of_this_place(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 100, 30);
	desk_keys(&desk, "F1");
	desk_sees(&desk, "帮助");
	desk_sees(&desk, "全文查找");
	desk_keys(&desk, "Esc");
	desk_lacks(&desk, "─ 帮助 ─");
	desk_sees(&desk, "待认领");
	desk_end(&desk);
}

static void commands_are_found_by_any_name(void **state)
{
	static const char *const names[] = {"全 文", "q w c z", "s e a r c h"};
	struct desk desk;

	desk_start(&desk, *state, "李初审", 100, 30);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		desk_keys(&desk, i % 2 ? "C-p" : ":");
		desk_sees(&desk, "─ 命令 ─");
		desk_keys(&desk, names[i]);
		desk_sees(&desk, " 全文查找");
		desk_lacks(&desk, " 上一行");
		desk_keys(&desk, "Esc");
		desk_lacks(&desk, "─ 命令 ─");
	}
	desk_end(&desk);
}

/* The input method is on: a full-width letter is the command all the same. */
static void wide_letters_are_commands(void **state)
{
	struct desk desk;
	int before, after, col;

	desk_start(&desk, *state, "李初审", 100, 30);
	desk_cursor(&desk, &before, &col);
	desk_type(&desk, "ｊ");
	desk_cursor(&desk, &after, &col);
	assert_true(after > before);
	desk_type(&desk, "？");
	desk_sees(&desk, "─ 帮助 ─");
	desk_keys(&desk, "Esc");
	desk_type(&desk, "Ｑ");
	desk_ended(&desk, 0);
}

static void english_is_spoken_too(void **state)
{
	struct desk_plan plan = {.person = "李初审", .lang = "en", .cols = 100, .rows = 30};
	struct desk desk;

	desk_start_plan(&desk, *state, &plan);
	desk_line_sees(&desk, -1, "F1 help");
	desk_end(&desk);
}

static void searching_finds_what_is_there(void **state)
{
	/* One, two, three and more characters; each stands in a text of the demo. */
	static const char *const words[] = {"寒 潮", "膜", "压 膜 线", "设 施 蔬 菜"};
	struct desk desk;

	desk_start(&desk, *state, "李初审", 120, 36);
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		desk_keys(&desk, "G /");
		desk_keys(&desk, words[i]);
		desk_keys(&desk, "Enter");
		desk_line_sees(&desk, 1, "2026-0046");
	}
	desk_end(&desk);
}

static void an_idle_desk_paints_nothing(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 120, 36);
	size_t painted = desk.screen.painted;
	assert_true(screen_settle(&desk.screen));
	assert_true(screen_settle(&desk.screen));
	assert_int_equal(
	    desk.screen.painted, painted); /* nothing is painted when nothing happens */
	desk_end(&desk);
}

/* One report, one time: at every desk and on paper it is the office's, however a machine is set. */
static void times_are_the_offices(void **state)
{
	static const char *const zones[] = {"TZ=UTC", "TZ=America/New_York", "TZ=Asia/Tokyo"};
	g_autofree char *number = office_number(*state, "incoming", 0);
	g_autofree char *utc = office_field(*state, number, "received");
	g_autoptr(GDateTime) when = g_date_time_new_from_iso8601(utc, NULL);
	assert_non_null(when);
	g_autoptr(GDateTime) there = g_date_time_add_hours(when, 8);
	g_autofree char *seen = g_date_time_format(there, "%m-%d %H:%M 王收发 收稿登记");
	g_autofree char *line = g_date_time_format(there, "%Y-%m-%d %H:%M");
	struct desk desk;

	for (size_t i = 0; i < G_N_ELEMENTS(zones); i++) {
		struct desk_plan plan = {
		    .person = "李初审", .cols = 160, .rows = 48, .env = {zones[i]}};

		desk_start_plan(&desk, *state, &plan);
		desk_sees(&desk, seen);
		desk_end(&desk);
	}
	g_autofree char *shown = office_does(*state, 0, "李初审", "show", number, NULL);
	assert_non_null(strstr(shown, line));
	g_autofree char *trail = office_does(*state, 0, "李初审", "show", number, "--trail", NULL);
	assert_non_null(strstr(trail, line));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale_from_nothing(an_office_is_made_and_opened),
	    tale(what_waits_for_me_is_seen_at_once),
	    tale(help_is_of_this_place),
	    tale(commands_are_found_by_any_name),
	    tale(wide_letters_are_commands),
	    tale(english_is_spoken_too),
	    tale(searching_finds_what_is_there),
	    tale(an_idle_desk_paints_nothing),
	    tale(times_are_the_offices),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
