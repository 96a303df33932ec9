/* Finding a report, reading, answering the checklist, choosing from a menu. */
#include "tale.h"

#include "base/fs.h"

void tale_bring_in(const struct office *office, int count, const char *text)
{
	g_autofree char *folder = office_path(office, "mail");
	g_auto(GStrv) parts = g_strsplit(text, "#", -1);
	struct err err = {0};

	assert_works(fs_make_dir(folder, &err), err);
	for (int i = 1; i <= count; i++) {
		g_autofree char *name = g_strdup_printf("mail/%02d.txt", i);
		g_autofree char *number = g_strdup_printf("%d", i);
		g_autofree char *letter = g_strjoinv(number, parts);

		g_free(office_file(office, name, letter));
	}
	g_free(office_does(office, 0, "王收发", "import", folder, NULL));
}

char *tale_number_here(struct desk *desk)
{
	g_autofree char *title = desk_line(desk, 1);
	const char *at = strstr(title, "2026-");

	if (!at)
		desk_fail(desk, __FILE__, __LINE__, "no report is shown");
	return g_strndup(at, strlen("2026-0001"));
}

void tale_go_at(struct desk *desk, const char *number, const char *file, int line)
{
	desk_keys_at(desk, "v a \\ C-u", file, line);
	desk_type_at(desk, number, file, line);
	desk_keys_at(desk, "Enter", file, line);
	desk_sees_at(desk, number, true, file, line);
	desk_sees_at(desk, "只列出", false, file, line); /* the form is gone */
}

void tale_read_at(struct desk *desk, const char *file, int line)
{
	desk_keys_at(desk, "Tab C-End S-Tab", file, line);
}

void tale_tick_at(struct desk *desk, const char *file, int line)
{
	desk_sees_at(desk, "未答 17 条", true, file, line);
	desk_keys_at(desk, "y y y y y y y y y y y y y y y y y", file, line);
	desk_sees_at(desk, "未答", false, file, line);
}

void tale_choose_at(struct desk *desk, const char *words, const char *file, int line)
{
	g_autofree char *all = screen_text(&desk->screen);

	/* Before the words stands the digit, and before it a minus where the row is closed. */
	for (int digit = 0; digit < 10; digit++) {
		g_autofree char *row = g_strdup_printf("%d %s", digit, words);
		char key[] = {(char)('0' + digit), '\0'};

		if (strstr(all, row)) {
			desk_keys_at(desk, key, file, line);
			return;
		}
	}
	desk_fail(desk, file, line, "no row to choose: %s", words);
}

char *tale_unclaimed(const struct office *office)
{
	for (int n = 0;; n++) {
		g_autofree char *number = office_number(office, "editing", n);
		g_autofree char *shown = office_does(office, 0, "张编辑", "show", number, NULL);
		if (!strstr(shown, "编辑中"))
			return g_steal_pointer(&number);
	}
}

int tale_count(struct desk *desk, const char *text)
{
	g_autofree char *all = screen_text(&desk->screen);
	int count = 0;

	for (const char *at = all; (at = strstr(at, text)); at += strlen(text))
		count++;
	return count;
}

int tale_set_up(void **state)
{
	struct office *office = g_new0(struct office, 1);

	office_open(office);
	*state = office;
	return 0;
}

int tale_set_up_empty(void **state)
{
	struct office *office = g_new0(struct office, 1);

	office_empty(office);
	*state = office;
	return 0;
}

int tale_tear_down(void **state)
{
	office_close(*state);
	g_free(*state);
	return 0;
}
