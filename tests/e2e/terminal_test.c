/* Terminals that are poor, foreign, monochrome or none; signals at any moment; all is given back.
 */
#include "tale.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* Start where no screen will ever stand: what it says, and its exit status. */
static char *say_without_screen(
    const struct office *office, const char *term, const char *locale, int *status)
{
	static const char *const argv[] = {
	    TEST_BUILDDIR "/yanshen", "-d", NULL, "--as", "李初审", NULL};
	g_auto(GStrv) env = office_environment(office, NULL, term);
	char *own[G_N_ELEMENTS(argv)];
	struct screen screen;
	struct err err = {0};

	memcpy(own, argv, sizeof(own));
	own[2] = office->db;
	env = g_environ_setenv(env, "LC_ALL", locale, TRUE);
	assert_works(screen_start(&screen, own, env, 80, 24, &err), err);
	int wait = screen_wait(&screen);
	*status = WIFEXITED(wait) ? WEXITSTATUS(wait) : -1;
	assert_true(screen_restored(&screen));
	char *text = screen_text(&screen);
	screen_clear(&screen);
	return text;
}

static void a_terminal_that_cannot_is_told_so(void **state)
{
	static const char *const terms[] = {"dumb", "", "no-such-terminal"};
	int status;

	for (size_t i = 0; i < G_N_ELEMENTS(terms); i++) {
		g_autofree char *said = say_without_screen(*state, terms[i], "C.UTF-8", &status);
		assert_int_equal(status, 1);
		assert_non_null(strstr(said, "TERM"));
	}
	/* without any terminal at all */
	g_autofree char *none = office_does(*state, 1, "李初审", NULL);
	assert_non_null(strstr(none, "终端"));
}

static void the_locale_does_not_matter(void **state)
{
	static const char *const locales[] = {
	    "LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=zh_CN.GB18030", "LC_ALL=de_DE.UTF-8"};

	for (size_t i = 0; i < G_N_ELEMENTS(locales); i++) {
		struct desk_plan plan = {.person = "李初审", .env = {locales[i], "LANG=C"}};
		struct desk desk;

		desk_start_plan(&desk, *state, &plan);
		desk_sees(&desk, "待认领");
		desk_sees(&desk, "严禁存储、处理国家秘密");
		desk_keys(&desk, "/");
		desk_type(&desk, "加装电梯");
		desk_keys(&desk, "Enter");
		desk_sees(&desk, "既有住宅加装电梯");
		desk_end(&desk);
	}
}

static void poor_terminals_show_the_same_words(void **state)
{
	static const char *const terms[] = {"vt100", "vt220", "linux", "xterm", "screen",
	    "screen-256color", "tmux-256color", "rxvt-unicode"};

	for (size_t i = 0; i < G_N_ELEMENTS(terms); i++) {
		struct desk_plan plan = {
		    .person = "李初审", .term = terms[i], .cols = 80, .rows = 24};
		struct desk desk;

		desk_start_plan(&desk, *state, &plan);
		desk_line_sees(&desk, 1, "待认领 8");
		desk_keys(&desk, "j Down PgDn g g");
		desk_sees(&desk, "一、情况");
		desk_keys(&desk, "F1");
		desk_sees(&desk, "清除标记");
		desk_keys(&desk, "Esc");
		desk_line_sees(&desk, -1, "严禁存储、处理国家秘密");
		desk_end(&desk);
	}
}

static bool is_coloured(const struct screen_cell *cell)
{
	return cell->fg != -1 || cell->bg != -1;
}

static bool looks_alike(const struct screen_cell *a, const struct screen_cell *b)
{
	return a->fg == b->fg && a->bg == b->bg && a->reverse == b->reverse && a->bold == b->bold &&
	       a->underline == b->underline;
}

/* Cells with a colour of their own on the whole screen. */
static int coloured(struct desk *desk)
{
	struct screen_cell cell;
	int count = 0;

	for (int row = 0; row < desk->screen.rows; row++) {
		for (int col = 0; col < desk->screen.cols; col++) {
			screen_cell_at(&desk->screen, row, col, &cell);
			count += is_coloured(&cell);
		}
	}
	return count;
}

/* The row under the cursor is told from the next by more than its words. */
static void sees_the_cursor(struct desk *desk, const char *what)
{
	struct screen_cell here, below;
	int row, col;

	desk_cursor(desk, &row, &col);
	screen_cell_at(&desk->screen, row, 8, &here);
	screen_cell_at(&desk->screen, row + 2, 8, &below);
	if (looks_alike(&here, &below))
		desk_fail(desk, __FILE__, __LINE__, "%s: the cursor cannot be seen", what);
}

static void without_colours_all_is_there(void **state)
{
	struct desk_plan plan = {.person = "李初审", .env = {"NO_COLOR=1"}};
	struct desk desk;

	desk_start_plan(&desk, *state, &plan);
	assert_int_equal(coloured(&desk), 0);
	sees_the_cursor(&desk, "NO_COLOR");
	desk_keys(&desk, "a");
	assert_int_equal(coloured(&desk), 0);
	desk_keys(&desk, "Esc");
	desk_end(&desk);
}

static void every_theme_shows_the_same_screen(void **state)
{
	static const char *const themes[] = {"经典", "深色", "浅色", "高对比", "无色"};
	g_autofree char *first = NULL;
	struct desk desk;

	desk_start(&desk, *state, "李初审", 120, 36);
	for (size_t i = 0; i < G_N_ELEMENTS(themes); i++) {
		desk_keys(&desk, "M-t");
		desk_sees(&desk, "配色");
		tale_choose(&desk, themes[i]);
		g_autofree char *text = screen_text(&desk.screen);
		if (!first)
			first = g_strdup(text);
		assert_string_equal(text, first);
		sees_the_cursor(&desk, themes[i]);
		assert_true((coloured(&desk) > 0) == (strcmp(themes[i], "无色") != 0));
	}
	desk_end(&desk);
}

/* In the middle of whatever: the program ends, and the terminal is as it was found. */
static void signals_give_the_terminal_back(void **state)
{
	static const struct {
		int number, status;
	} signals[] = {
	    {SIGTERM, 130}, {SIGINT, 130}, {SIGQUIT, 130}, {SIGHUP, 0}, {SIGABRT, 128 + SIGABRT}};
	static const char *const places[] = {"j", "F1", "a", "/", "Tab", "z", "v a", "PgDn"};
	const char *again = g_getenv("SEED");
	guint32 seed = again ? (guint32)strtoul(again, NULL, 10) : g_random_int();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);

	print_message("seed %u\n", seed);
	for (int i = 0; i < 20; i++) {
		size_t which = (size_t)i % G_N_ELEMENTS(signals);
		struct desk desk;

		desk_start(&desk, *state, "李初审", 100, 30);
		for (int keys = g_rand_int_range(rand, 0, 12); keys > 0; keys--)
			assert_true(screen_keys(
			    &desk.screen, places[g_rand_int_range(rand, 0, G_N_ELEMENTS(places))]));
		/* with or without a frame on its way */
		if (g_rand_boolean(rand))
			screen_pump(&desk.screen, g_rand_int_range(rand, 0, 5));
		kill(desk.screen.pid, signals[which].number);
		desk_ended(&desk, signals[which].status);
	}
}

/* The very first moments count as well: before the screen stands. */
static void a_signal_at_the_start_leaves_no_trace(void **state)
{
	const struct office *office = *state;
	g_autoptr(GRand) rand = g_rand_new();

	for (int i = 0; i < 12; i++) {
		char *argv[] = {(char *)(uintptr_t)TEST_BUILDDIR "/yanshen",
		    (char *)(uintptr_t) "-d", office->db, NULL};
		g_auto(GStrv) env = office_environment(office, NULL, NULL);
		struct screen screen;
		struct err err = {0};

		assert_works(screen_start(&screen, argv, env, 80, 24, &err), err);
		screen_pump(&screen, g_rand_int_range(rand, 0, 300));
		kill(screen.pid, SIGTERM);
		assert_int_not_equal(screen_wait(&screen), -1);
		if (!screen_restored(&screen)) {
			g_autofree char *picture = screen_picture(&screen);
			fail_msg("not given back:\n%s", picture);
		}
		screen_clear(&screen);
	}
	assert_null(office_complaints(office));
}

static bool is_stopped(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/stat", (int)pid);
	g_autofree char *stat = NULL;

	return g_file_get_contents(path, &stat, NULL, NULL) && strstr(stat, ") T ");
}

/* Ctrl-Z's signal: the shell gets its terminal, and the desk comes back whole. */
static void stopped_and_continued(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 100, 30);
	g_autofree char *before = screen_text(&desk.screen);
	kill(desk.screen.pid, SIGTSTP);
	int64_t until = screen_now_us() + desk.screen.deadline_ms * 1000;
	while (!is_stopped(desk.screen.pid)) {
		if (screen_now_us() > until)
			desk_fail(&desk, __FILE__, __LINE__, "it does not stop");
		screen_pump(&desk.screen, 20);
	}
	screen_pump(&desk.screen, 0);
	assert_true(screen_restored(&desk.screen));
	kill(desk.screen.pid, SIGCONT);
	assert_true(screen_settle(&desk.screen));
	g_autofree char *after = screen_text(&desk.screen);
	assert_string_equal(after, before);
	desk_keys(&desk, "j");
	desk_end(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(a_terminal_that_cannot_is_told_so),
	    tale(the_locale_does_not_matter),
	    tale(poor_terminals_show_the_same_words),
	    tale(without_colours_all_is_there),
	    tale(every_theme_shows_the_same_screen),
	    tale(signals_give_the_terminal_back),
	    tale(a_signal_at_the_start_leaves_no_trace),
	    tale(stopped_and_continued),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
