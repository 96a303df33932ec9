/* The power goes, the window closes, the system ends it: what was typed is there afterwards. */
#include "tale.h"

#include "base/clock.h"

#include <signal.h>

#define TYPED "断电之前写下的一段话，一个字也不能少。"

/* Sit down and write; number of the report. */
static char *write_on(struct desk *desk, const struct office *office)
{
	char *number = tale_unclaimed(office);

	desk_start(desk, office, "张编辑", 120, 36);
	tale_go(desk, number);
	desk_keys(desk, "e");
	desk_line_sees(desk, -1, "Ctrl-S 保存");
	desk_keys(desk, "C-Home");
	return number;
}

static bool holds(const char *path, const char *words)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	g_autofree char *bytes = NULL;
	const char *name;
	gsize len;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *below = g_build_filename(path, name, NULL);
		/* A name that is still being written does not count: it is not there after a crash.
		 */
		if (!strstr(name, ".part") && holds(below, words))
			return true;
	}
	return !dir && g_file_get_contents(path, &bytes, &len, NULL) &&
	       memmem(bytes, len, words, strlen(words));
}

/* The copy on this desk's disk is made 2 s after the last key, or after 200 keys. */
static void await_copy(struct desk *desk, const char *words)
{
	g_autofree char *drafts = office_path(desk->office, "state/drafts");
	int64_t until = clock_mono_ms() + 20000;

	while (!holds(drafts, words)) {
		if (clock_mono_ms() > until)
			desk_fail(desk, __FILE__, __LINE__, "no copy in %s", drafts);
		screen_pump(&desk->screen, 20);
	}
}

static bool shows(const struct desk *desk, const char *words)
{
	for (int row = 0; row < 36; row++) {
		g_autofree char *line = desk_line(desk, row);

		if (strstr(line, words))
			return true;
	}
	return false;
}

/* Sit down again: the text is offered, what differs is seen, and it can be gone on with. */
static void find_again(const struct office *office, const char *number)
{
	struct desk desk;

	desk_start(&desk, office, "张编辑", 120, 36);
	tale_go(&desk, number);
	desk_keys(&desk, "e");
	/* Another terminal than the one that died: the claim it left is one's own, and is asked
	 * about. */
	if (shows(&desk, "您的另一窗口占用着这件"))
		desk_keys(&desk, "1");
	desk_sees(&desk, "断电之前写下的一段话");
	desk_keys(&desk, "1");
	desk_line_sees(&desk, -1, "Ctrl-S 保存");
	desk_sees(&desk, "断电之前写下的一段话");
	desk_keys(&desk, "C-s");
	desk_sees(&desk, "已保存为第 ");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
	g_autofree char *text = office_text(office, number);
	assert_non_null(strstr(text, TYPED));
	office_is_whole(office);
}

static void killed_two_seconds_after_the_last_key(void **state)
{
	struct desk desk;

	g_autofree char *number = write_on(&desk, *state);
	desk_type(&desk, TYPED);
	await_copy(&desk, TYPED);
	desk_kill(&desk);
	find_again(*state, number);
}

static void killed_while_typing_without_a_pause(void **state)
{
	struct desk desk;

	g_autofree char *number = write_on(&desk, *state);
	desk_type(&desk, TYPED);
	for (int i = 0; i < 220; i++)
		desk_type(&desk, "字");
	await_copy(&desk, TYPED);
	desk_kill(&desk);
	find_again(*state, number);
}

static void the_window_is_closed(void **state)
{
	struct desk desk;

	g_autofree char *number = write_on(&desk, *state);
	desk_type(&desk, TYPED);
	desk_hang_up(&desk); /* it ends by itself, and soon: nothing spins */
	find_again(*state, number);
}

static void the_system_ends_it(void **state)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT};
	struct desk desk;

	for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
		desk_start(&desk, *state, "张编辑", 100, 30);
		kill(desk.screen.pid, signals[i]);
		desk_ended(&desk, signals[i] == SIGHUP ? 0 : 130);
	}
	g_autofree char *number = write_on(&desk, *state);
	desk_type(&desk, TYPED);
	kill(desk.screen.pid, SIGTERM);
	desk_ended(&desk, 130);
	find_again(*state, number);
}

/* A dialog is open, a search runs, the palette is half typed: a signal ends it all the same. */
static void a_signal_at_any_moment(void **state)
{
	static const char *const moments[] = {
	    "F8", ": b", "/ 的", "a", "F1", "\\ !", "v", "F6 F6 F6"};
	struct desk desk;

	for (size_t i = 0; i < G_N_ELEMENTS(moments); i++) {
		desk_start(&desk, *state, "李初审", 80, 24);
		assert_true(screen_keys(&desk.screen, moments[i]));
		kill(desk.screen.pid, SIGTERM);
		desk_ended(&desk, 130);
	}
	office_is_whole(*state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(killed_two_seconds_after_the_last_key),
	    tale(killed_while_typing_without_a_pause),
	    tale(the_window_is_closed),
	    tale(the_system_ends_it),
	    tale(a_signal_at_any_moment),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
