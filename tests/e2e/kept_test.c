/* Power, terminal and window may go at any moment: what was typed is there at the next opening. */
#include "tale.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define TYPED "沿江道路照明改造，"

/* Whether TEXT lies in a kept draft of the state folder. */
static bool is_kept(const struct office *office, const char *text)
{
	const char *const argv[] = {
	    "/bin/grep", "-r", "-q", "-F", "--include=*.draft", text, office->dir, NULL};
	int status = 0;

	g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL,
	    &status, NULL);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The journal is written when the keys rest, or at once when there were many. */
static void await_kept(struct desk *desk, const char *text)
{
	int64_t until = screen_now_us() + desk->screen.deadline_ms * 1000;

	while (!is_kept(desk->office, text)) {
		if (screen_now_us() > until)
			desk_fail(desk, __FILE__, __LINE__, "never kept: %s", text);
		screen_pump(&desk->screen, 50);
	}
}

static void write_on(struct desk *desk, const struct office *office, const char *number)
{
	desk_start(desk, office, "张编辑", 120, 36);
	tale_go(desk, number);
	desk_keys(desk, "e");
	desk_keys(desk, "C-Home");
	desk_type(desk, TYPED);
	desk_sees(desk, TYPED);
}

/* Sit down again: told at once, shown what differs, taken in, saved. */
static void recover(const struct office *office, const char *number, const char *words)
{
	struct desk desk;

	desk_start(&desk, office, "张编辑", 120, 36);
	desk_line_sees(&desk, -2, "没保存的文稿");
	desk_line_sees(&desk, -2, number);
	tale_go(&desk, number);
	desk_keys(&desk, "e");
	/* The window that died still holds the claim, unless this one got its number. */
	if (tale_count(&desk, "您的另一窗口"))
		desk_keys(&desk, "1");
	desk_sees(&desk, "没有保存的文稿");
	desk_sees(&desk, "+ " TYPED);
	tale_choose(&desk, "接着改");
	desk_sees(&desk, words);
	desk_keys(&desk, "C-s");
	desk_sees(&desk, "已保存为第");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
	g_autofree char *text = office_does(office, 0, "张编辑", "show", number, "--text", NULL);
	assert_non_null(strstr(text, words));
	assert_false(is_kept(office, TYPED)); /* safe on the share: nothing is offered again */
}

static void a_killed_desk_loses_two_seconds_at_most(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	struct desk desk;

	write_on(&desk, office, number);
	assert_false(is_kept(office, TYPED));
	await_kept(&desk, TYPED);
	desk_kill(&desk);
	recover(office, number, TYPED);
}

static void fast_hands_are_kept_at_two_hundred_keys(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	g_autoptr(GString) many = g_string_new(NULL);
	struct desk desk;

	write_on(&desk, office, number);
	for (int i = 0; i < 200; i++)
		g_string_append_unichar(many, 0x4e00 + (gunichar)i * 7);
	int64_t from = screen_now_us();
	desk_type(&desk, many->str);
	await_kept(&desk, TYPED);
	/* not only the pause did it, on a machine that is fast enough to tell */
	print_message("kept after %d ms\n", (int)((screen_now_us() - from) / 1000));
	desk_kill(&desk);
	recover(office, number, TYPED);
}

static void a_closed_window_ends_the_desk_and_loses_nothing(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	struct rusage before, after;
	struct desk desk;

	write_on(&desk, office, number);
	getrusage(RUSAGE_CHILDREN, &before);
	desk_hang_up(&desk);
	getrusage(RUSAGE_CHILDREN, &after);
	/* it ended instead of spinning on a terminal that is gone */
	assert_in_range(after.ru_utime.tv_sec - before.ru_utime.tv_sec, 0, 20);
	assert_true(is_kept(office, TYPED));
	assert_null(office_complaints(office));
	recover(office, number, TYPED);
}

static void a_polite_end_keeps_it_too(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	struct desk desk;

	write_on(&desk, office, number);
	kill(desk.screen.pid, SIGTERM);
	desk_ended(&desk, 130);
	assert_true(is_kept(office, TYPED));
	recover(office, number, TYPED);
}

/* What others saved meanwhile is said, shown, and stays in the history. */
static void a_kept_text_meets_a_newer_one(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	struct desk desk, other;

	office_person(office, "李编辑", "editor");
	write_on(&desk, office, number);
	kill(desk.screen.pid, SIGTERM);
	desk_ended(&desk, 130);
	struct desk_plan plan = {.person = "李编辑", .state = "state2"};
	desk_start_plan(&other, office, &plan);
	tale_go(&other, number);
	desk_keys(&other, "e");
	desk_keys(&other, "1 C-Home"); /* takes it over */
	desk_type(&other, "别人的话。");
	desk_keys(&other, "C-s Esc");
	desk_lacks(&other, "Ctrl-S 保存");
	desk_end(&other);
	desk_start(&desk, office, "张编辑", 120, 36);
	tale_go(&desk, number);
	desk_keys(&desk, "e");
	desk_sees(&desk, "此后已保存了第 2 稿");
	desk_sees(&desk, "- 别人的话。");
	desk_sees(&desk, "+ " TYPED);
	desk_keys(&desk, "Esc"); /* not now: it is still there the next time */
	desk_sees(&desk, "别人的话。");
	desk_type(&desk, "另起，");
	desk_keys(&desk, "C-s Esc");
	desk_lacks(&desk, "Ctrl-S 保存");
	desk_keys(&desk, "e");
	desk_sees(&desk, "+ 沿江道路照明改造");
	tale_choose(&desk, "用已保存的，这份不要了");
	desk_sees(&desk, "另起，");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
	assert_false(is_kept(office, TYPED));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(a_killed_desk_loses_two_seconds_at_most),
	    tale(fast_hands_are_kept_at_two_hundred_keys),
	    tale(a_closed_window_ends_the_desk_and_loses_nothing),
	    tale(a_polite_end_keeps_it_too),
	    tale(a_kept_text_meets_a_newer_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
