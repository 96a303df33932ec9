/* Any size and any terminal: the same desk, or a sentence why not; never a broken screen. */
#include "tale.h"

#include <sys/wait.h>
#include <time.h>

/* What a desk shows at a size must not depend on the sizes before. */
static void storms_of_sizes_leave_nothing_behind(void **state)
{
	guint32 seed = (guint32)time(NULL);
	GRand *chance = g_rand_new_with_seed(seed);
	struct desk_plan plan = {.person = "李初审", .state = "plain", .cols = 132, .rows = 40};
	struct desk desk, plain;

	print_message("# seed %u\n", seed);
	desk_start(&desk, *state, "李初审", 100, 30);
	for (int i = 0; i < 200; i++) {
		screen_resize(&desk.screen, g_rand_int_range(chance, 1, 260),
		    g_rand_int_range(chance, 1, 80));
		if (i % 7 == 0)
			desk_keys(&desk, i % 2 ? "j" : "k");
	}
	g_rand_free(chance);
	desk_resize(&desk, 132, 40);
	desk_keys(&desk, "g g");
	desk_start_plan(&plain, *state, &plan);
	desk_keys(&plain, "g g");
	g_autofree char *stormy = screen_text(&desk.screen);
	g_autofree char *calm = screen_text(&plain.screen);
	assert_string_equal(stormy, calm);
	desk_end(&plain);
	desk_end(&desk);
}

static void sizes_in_the_midst_of_work(void **state)
{
	static const char *const places[] = {"F8", ":", "a", "F1", "/", "Tab", "z"};
	struct desk desk;

	desk_start(&desk, *state, "李初审", 120, 36);
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		desk_keys(&desk, places[i]);
		for (int cols = 10; cols <= 160; cols += 50)
			desk_resize(&desk, cols, cols / 4 + 1);
		desk_resize(&desk, 120, 36);
		desk_keys(&desk, "Esc");
	}
	desk_line_sees(&desk, -1, "F1 帮助");
	desk_end(&desk);
}

static void eighty_by_twenty_four(void **state)
{
	g_autofree char *number = office_number(*state, "incoming", 0);
	g_autofree char *title = office_field(*state, number, "title");
	g_autofree char *start = g_utf8_substring(title, 0, 8);
	struct desk desk;

	desk_start(&desk, *state, "李初审", 80, 24);
	desk_line_sees(&desk, -1, "严禁存储、处理国家秘密");
	desk_line_sees(&desk, -1, "F6 拟用");
	desk_sees(&desk, start);
	desk_keys(&desk, "Tab Tab");
	desk_sees(&desk, "办理记录");
	desk_keys(&desk, "Esc F8");
	desk_sees(&desk, "理由");
	desk_sees(&desk, "意见");
	desk_keys(&desk, "0 9 Enter");
	desk_line_sees(&desk, 1, "待认领 7 ");
	desk_end(&desk);
}

static void too_small_is_said_and_lived_through(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 20, 5);
	g_autofree char *said = screen_text(&desk.screen);
	assert_true(*g_strstrip(said));
	desk_keys(&desk, "j");
	desk_resize(&desk, 100, 30);
	desk_sees(&desk, "待认领 8 ");
	desk_resize(&desk, 1, 1);
	desk_resize(&desk, 100, 30);
	desk_sees(&desk, "待认领 8 ");
	desk_end(&desk);
}

static void without_colour_rows_are_told_apart(void **state)
{
	struct desk_plan plan = {
	    .person = "李初审", .cols = 100, .rows = 30, .env = {"NO_COLOR=1"}};
	struct screen_cell cell;
	struct desk desk;
	int row, col;

	desk_start_plan(&desk, *state, &plan);
	for (int at = 0; at < desk.screen.rows; at++)
		for (int x = 0; x < desk.screen.cols; x++) {
			screen_cell_at(&desk.screen, at, x, &cell);
			assert_int_equal(cell.fg, -1);
			assert_int_equal(cell.bg, -1);
		}
	desk_cursor(&desk, &row, &col);
	screen_cell_at(&desk.screen, row, col + 5, &cell);
	assert_true(cell.reverse || cell.bold || cell.underline);
	desk_end(&desk);
}

static void a_locale_without_chinese_is_no_matter(void **state)
{
	struct desk_plan plan = {.person = "李初审", .cols = 100, .rows = 30, .env = {"LC_ALL=C"}};
	struct desk desk;

	desk_start_plan(&desk, *state, &plan);
	desk_sees(&desk, "待认领 8 ");
	desk_end(&desk);
}

static void terminals_old_and_new(void **state)
{
	static const char *const terms[] = {
	    "xterm", "xterm-256color", "screen-256color", "linux", "vt220", "tmux-256color"};
	struct desk desk;

	for (size_t i = 0; i < G_N_ELEMENTS(terms); i++) {
		struct desk_plan plan = {
		    .person = "李初审", .cols = 100, .rows = 30, .term = terms[i]};
		desk_start_plan(&desk, *state, &plan);
		desk_sees(&desk, "待认领 8 ");
		desk_keys(&desk, "F1");
		desk_sees(&desk, "─ 帮助 ─");
		desk_keys(&desk, "Esc");
		desk_end(&desk);
	}
}

/* What cannot show a screen gets a sentence, and exit status 1. */
static void a_dumb_terminal_is_told(void **state)
{
	static const char *const terms[] = {"dumb", "nothing-of-this-name"};

	for (size_t i = 0; i < G_N_ELEMENTS(terms); i++) {
		struct screen screen;
		const struct office *office = *state;
		struct err err = {0};
		g_auto(GStrv) env = office_environment(office, NULL, terms[i]);
		char *argv[] = {g_strdup(TEST_BUILDDIR "/yanshen"), g_strdup("-d"), office->db,
		    g_strdup("--lang"), g_strdup("zh"), NULL};
		assert_works(screen_start(&screen, argv, env, 80, 24, &err), err);
		int status = screen_wait(&screen);
		g_autofree char *said = screen_text(&screen);
		assert_int_equal(WEXITSTATUS(status), 1);
		assert_non_null(strstr(said, "终端"));
		assert_true(screen_restored(&screen));
		screen_clear(&screen);
		for (int a = 0; argv[a]; a++)
			if (argv[a] != office->db)
				g_free(argv[a]);
	}
}

static void no_terminal_is_told(void **state)
{
	g_autofree char *said = office_does(*state, 1, NULL, NULL);

	assert_non_null(strstr(said, "终端"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(storms_of_sizes_leave_nothing_behind),
	    tale(sizes_in_the_midst_of_work),
	    tale(eighty_by_twenty_four),
	    tale(too_small_is_said_and_lived_through),
	    tale(without_colour_rows_are_told_apart),
	    tale(a_locale_without_chinese_is_no_matter),
	    tale(terminals_old_and_new),
	    tale(a_dumb_terminal_is_told),
	    tale(no_terminal_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
