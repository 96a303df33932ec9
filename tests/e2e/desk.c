/* The person's side of a story: start, keys, what is seen; a failure shows the screen. */
#include "desk.h"

#include "base/clock.h"

#include <signal.h>
#include <stdarg.h>
#include <sys/wait.h>

void desk_fail(struct desk *desk, const char *file, int line, const char *fmt, ...)
{
	g_autofree char *picture = screen_picture(&desk->screen);
	va_list args;

	va_start(args, fmt);
	g_autofree char *words = g_strdup_vprintf(fmt, args);
	va_end(args);
	/* cmocka cuts what is longer than a line or two */
	g_auto(GStrv) lines = g_strsplit(picture, "\n", -1);
	print_error("%s\n", words);
	for (char **at = lines; *at; at++)
		print_error("%s\n", *at);
	g_autofree char *complaints = office_complaints(desk->office);
	if (complaints)
		fprintf(stderr, "%s\n", complaints);
	screen_clear(&desk->screen);
	_fail(file, line);
}

void desk_start_as(struct desk *desk, const struct office *office, const struct desk_plan *plan,
    const char *file, int line)
{
	const char *person = plan->person;
	const char *lang = plan->lang ? plan->lang : "zh";
	const char *argv[8] = {TEST_BUILDDIR "/yanshen", "-d", office->db, "--lang", lang};
	char **usual = office_environment(office, plan->state, plan->term);
	struct err err = {0};

	if (plan->program)
		argv[0] = plan->program;
	if (person) {
		argv[5] = "--as";
		argv[6] = person;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(plan->env) && plan->env[i]; i++) {
		g_auto(GStrv) pair = g_strsplit(plan->env[i], "=", 2);
		usual = g_environ_setenv(usual, pair[0], pair[1] ? pair[1] : "", TRUE);
	}
	g_auto(GStrv) env = usual;
	*desk = (struct desk){.office = office};
	if (!screen_start(&desk->screen, (char *const *)(uintptr_t)argv, env,
		plan->cols ? plan->cols : 120, plan->rows ? plan->rows : 36, &err)) {
		print_error("%s\n", err.words);
		_fail(file, line);
	}
	if (!screen_settle(&desk->screen))
		desk_fail(desk, file, line, "the first screen never stood");
}

static void settle(struct desk *desk, bool sent, const char *what, const char *file, int line)
{
	if (!sent)
		desk_fail(desk, file, line, "could not type: %s", what);
	if (!screen_settle(&desk->screen) && !desk->screen.ended)
		desk_fail(desk, file, line, "not through with it after %d s: %s",
		    (int)(desk->screen.deadline_ms / 1000), what);
}

void desk_keys_at(struct desk *desk, const char *names, const char *file, int line)
{
	settle(desk, screen_keys(&desk->screen, names), names, file, line);
}

void desk_type_at(struct desk *desk, const char *text, const char *file, int line)
{
	settle(desk, screen_send(&desk->screen, text, strlen(text)), text, file, line);
}

void desk_paste_at(struct desk *desk, const char *text, const char *file, int line)
{
	settle(desk, screen_paste(&desk->screen, text), "a paste", file, line);
}

void desk_sees_at(struct desk *desk, const char *text, bool wanted, const char *file, int line)
{
	g_autofree char *all = screen_text(&desk->screen);

	if ((strstr(all, text) != NULL) != wanted)
		desk_fail(desk, file, line, "%s: %s", wanted ? "not seen" : "seen", text);
}

void desk_line_at(struct desk *desk, int row, const char *text, const char *file, int line)
{
	g_autofree char *one = screen_line(&desk->screen, row);

	if (!strstr(one, text))
		desk_fail(desk, file, line, "not seen in line %d: %s", row, text);
}

void desk_awaits_at(struct desk *desk, const char *text, const char *file, int line)
{
	int64_t until = clock_mono_ms() + desk->screen.deadline_ms;

	for (;;) {
		g_autofree char *all = screen_text(&desk->screen);
		int64_t left = until - clock_mono_ms();
		if (strstr(all, text))
			return;
		if (left <= 0 || desk->screen.ended)
			desk_fail(desk, file, line, "never seen: %s", text);
		screen_pump(&desk->screen, (int)left);
	}
}

void desk_find_at(
    struct desk *desk, const char *text, int *row, int *col, const char *file, int line)
{
	for (*row = 0; *row < desk->screen.rows; ++*row) {
		g_autofree char *one = screen_line(&desk->screen, *row);
		const char *found = strstr(one, text);
		struct screen_cell cell;
		size_t bytes = 0;
		if (!found)
			continue;
		for (*col = 0; bytes < (size_t)(found - one); ++*col) {
			screen_cell_at(&desk->screen, *row, *col, &cell);
			if (cell.width > 0)
				bytes += cell.text[0] ? strlen(cell.text) : 1;
		}
		screen_cell_at(&desk->screen, *row, *col, &cell);
		*col += cell.width == 0;
		return;
	}
	desk_fail(desk, file, line, "not found: %s", text);
}

char *desk_line(const struct desk *desk, int row)
{
	return screen_line(&desk->screen, row);
}

void desk_cursor(const struct desk *desk, int *row, int *col)
{
	screen_cursor(&desk->screen, row, col);
}

void desk_resize_at(struct desk *desk, int cols, int rows, const char *file, int line)
{
	screen_resize(&desk->screen, cols, rows);
	settle(desk, true, "a new size", file, line);
}

static void leave(struct desk *desk, bool restored, int wanted, const char *file, int line)
{
	int status = screen_wait(&desk->screen);
	int code = status < 0          ? -1
		   : WIFEXITED(status) ? WEXITSTATUS(status)
				       : 128 + WTERMSIG(status);
	g_autofree char *complaints = office_complaints(desk->office);

	if (complaints)
		print_error("%s\n", complaints);
	if (status < 0)
		desk_fail(desk, file, line, "it does not end");
	if (complaints || code != wanted)
		desk_fail(desk, file, line, "it ended with %d, not %d", code, wanted);
	if (restored && !screen_restored(&desk->screen))
		desk_fail(desk, file, line, "the terminal is not as it was found");
	screen_clear(&desk->screen);
}

void desk_end_at(struct desk *desk, const char *file, int line)
{
	if (!screen_keys(&desk->screen, "Q"))
		desk_fail(desk, file, line, "could not type Q");
	leave(desk, true, 0, file, line);
}

void desk_ended_at(struct desk *desk, int status, const char *file, int line)
{
	leave(desk, true, status, file, line);
}

void desk_kill(struct desk *desk)
{
	kill(desk->screen.pid, SIGKILL);
	screen_wait(&desk->screen);
	screen_clear(&desk->screen);
}

void desk_hang_up_at(struct desk *desk, const char *file, int line)
{
	screen_hang_up(&desk->screen);
	int status = screen_wait(&desk->screen);
	if (status < 0)
		desk_fail(desk, file, line, "it goes on without its terminal");
	if (WIFSIGNALED(status) && WTERMSIG(status) != SIGHUP)
		desk_fail(desk, file, line, "it died of signal %d", WTERMSIG(status));
	screen_clear(&desk->screen);
}
