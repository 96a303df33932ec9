/* The harness sees what is there, types what is meant, and tells a program that hangs. */
#include "tale.h"

#include <signal.h>
#include <sys/wait.h>

#define TOY TEST_BUILDDIR "/tests/e2e/toy"

static void start(struct desk *desk, const struct office *office)
{
	struct desk_plan plan = {.program = TOY, .cols = 60, .rows = 10};

	desk_start_plan(desk, office, &plan);
}

static void reads_text_widths_colors_and_cursor(void **state)
{
	struct screen_cell cell;
	struct desk desk;
	int row, col;

	start(&desk, *state);
	desk_sees(&desk, "严审 desk");
	desk_lacks(&desk, "严 审");
	desk_line_sees(&desk, 1, "A中z");
	screen_cell_at(&desk.screen, 0, 0, &cell);
	assert_string_equal(cell.text, "严");
	assert_int_equal(cell.width, 2);
	assert_true(cell.bold);
	assert_int_equal(cell.fg, 3);
	assert_int_equal(cell.bg, -1);
	screen_cell_at(&desk.screen, 0, 1, &cell);
	assert_int_equal(cell.width, 0);
	screen_cell_at(&desk.screen, 1, 0, &cell);
	assert_true(cell.reverse && !cell.bold);
	desk_cursor(&desk, &row, &col);
	assert_int_equal(row, 2);
	assert_int_equal(col, 4);
	desk_find(&desk, "desk", &row, &col);
	assert_int_equal(col, 5);
	desk_find(&desk, "中z", &row, &col);
	assert_int_equal(row, 1);
	assert_int_equal(col, 1);
	assert_true(desk.screen.alternate);
	desk_end(&desk);
}

static void sends_keys_by_name(void **state)
{
	static const char *const keys[][2] = {
	    {"j", "6a (1)"},
	    {"中", "e4 b8 ad (3)"},
	    {"Enter", "0d (1)"},
	    {"Tab", "09 (1)"},
	    {"Space", "20 (1)"},
	    {"BS", "7f (1)"},
	    {"Esc", "1b (1)"},
	    {"C-s", "13 (1)"},
	    {"M-1", "1b 31 (2)"},
	    {"F1", "1b 4f 50 (3)"},
	    {"F6", "1b 5b 31 37 7e (5)"},
	    {"Down", "1b 5b 42 (3)"},
	    {"S-Down", "1b 5b 31 3b 32 42 (6)"},
	    {"S-Tab", "1b 5b 5a (3)"},
	    {"PgDn", "1b 5b 36 7e (4)"},
	};
	struct desk desk;

	start(&desk, *state);
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		g_autofree char *got = g_strdup_printf("got %s", keys[i][1]);
		desk_keys(&desk, keys[i][0]);
		desk_line_sees(&desk, 3, got);
	}
	assert_false(screen_keys(&desk.screen, "Entre"));
	desk_end(&desk);
}

static void an_escape_stands_alone(void **state)
{
	struct desk desk;

	start(&desk, *state);
	desk_keys(&desk, "Esc x");
	desk_line_sees(&desk, 3, "got 78 (1)");
	desk_end(&desk);
}

static void pastes_in_brackets(void **state)
{
	struct desk desk;

	start(&desk, *state);
	desk_paste(&desk, "a\nb");
	desk_line_sees(&desk, 3, "got 1b 5b 32 30 30 7e 61 0a 62 1b 5b 32 30 31 7e (15)");
	desk_end(&desk);
}

static void answers_where_the_cursor_is(void **state)
{
	struct desk desk;

	start(&desk, *state);
	desk_keys(&desk, "?");
	desk_awaits(&desk, "52 (6)"); /* ESC [ 3 ; 5 R */
	desk_end(&desk);
}

static void resizes(void **state)
{
	struct desk desk;

	start(&desk, *state);
	desk_resize(&desk, 40, 7);
	desk_line_sees(&desk, 4, "size 40x7");
	desk_resize(&desk, 132, 50);
	desk_line_sees(&desk, 4, "size 132x50");
	desk_end(&desk);
}

static void survives_a_kill_and_a_hang_up(void **state)
{
	struct desk desk;

	start(&desk, *state);
	desk_kill(&desk);
	start(&desk, *state);
	desk_hang_up(&desk);
}

static void tells_a_program_that_hangs(void **state)
{
	struct desk desk;

	start(&desk, *state);
	desk.screen.deadline_ms = 50;
	assert_true(screen_keys(&desk.screen, "!"));
	assert_false(screen_settle(&desk.screen));
	assert_int_equal(screen_wait(&desk.screen), -1);
	assert_false(screen_restored(&desk.screen));
	kill(desk.screen.pid, SIGTERM);
	desk.screen.deadline_ms = 5000;
	int status = screen_wait(&desk.screen);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	screen_clear(&desk.screen);
}

static void tells_a_program_that_is_not_there(void **state)
{
	char program[] = "/nowhere/at/all";
	char *const argv[] = {program, NULL};
	g_auto(GStrv) env = office_environment(*state, NULL, NULL);
	struct err err = {0};
	struct screen screen;

	assert_works(screen_start(&screen, argv, env, 80, 24, &err), err);
	assert_false(screen_settle(&screen));
	int status = screen_wait(&screen);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 127);
	screen_clear(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale_from_nothing(reads_text_widths_colors_and_cursor),
	    tale_from_nothing(sends_keys_by_name),
	    tale_from_nothing(an_escape_stands_alone),
	    tale_from_nothing(pastes_in_brackets),
	    tale_from_nothing(answers_where_the_cursor_is),
	    tale_from_nothing(resizes),
	    tale_from_nothing(survives_a_kill_and_a_hang_up),
	    tale_from_nothing(tells_a_program_that_hangs),
	    tale_from_nothing(tells_a_program_that_is_not_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
