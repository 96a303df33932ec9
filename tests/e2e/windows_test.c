/* Two windows of one account stand on one copy of the office: both write it, neither has its own.
 */
#include "tale.h"

#include <glib/gstdio.h>
#include <unistd.h>

static void sit(struct desk *desk, const struct office *office, const char *who)
{
	struct desk_plan plan = {.person = who};

	desk_start_plan(desk, office, &plan);
}

/* What of the program's open files has this in its name. */
static int open_files(const struct desk *desk, const char *part)
{
	g_autofree char *dir = g_strdup_printf("/proc/%d/fd", (int)desk->screen.pid);
	g_autoptr(GDir) fds = g_dir_open(dir, 0, NULL);
	const char *fd;
	int found = 0;

	assert_non_null(fds);
	while ((fd = g_dir_read_name(fds))) {
		g_autofree char *path = g_build_filename(dir, fd, NULL);
		g_autofree char *target = g_file_read_link(path, NULL);

		found += target && strstr(target, part) != NULL;
	}
	return found;
}

/* A letter that is brought in, by its title. */
static void bring(const struct office *office, const char *title)
{
	g_autofree char *name = g_strconcat(title, ".txt", NULL);
	g_autofree char *text = g_strdup_printf(
	    "%s\n反映人：林远（市民）\n\n%s，请予研究。\n", title, title);
	g_autofree char *path = office_file(office, name, text);

	g_free(office_does(office, 0, "王收发", "import", path, NULL));
}

static void the_second_window_keeps_no_copy_of_its_own(void **state)
{
	const struct office *office = *state;
	struct desk first, second;

	sit(&first, office, "李初审");
	sit(&second, office, "赵审核");
	assert_true(open_files(&first, "/mirror/") >= 2);
	assert_true(open_files(&second, "/mirror/") >= 2);
	assert_int_equal(open_files(&first, "/dev/shm/yanshen-"), 0);
	assert_int_equal(open_files(&second, "/dev/shm/yanshen-"), 0);
	desk_end(&second);
	desk_end(&first);
}

/* A verb beside an open desk knows the newest, and the desk knows what the verb did. */
static void a_verb_beside_the_desk_sees_what_it_does(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "incoming", 0);
	struct desk desk;

	sit(&desk, office, "李初审");
	tale_go(&desk, number);
	desk_keys(&desk, "F6");
	desk_sees(&desk, "拟用 → 待编辑");
	g_autofree char *now = office_field(office, number, "state");
	assert_string_equal(now, "editing");
	desk_keys(&desk, "\\ C-u Enter v p");
	bring(office, "关于增设夜间公交的建议");
	desk_awaits(&desk, "关于增设夜间");
	desk_end(&desk);
}

/* The window that had the copy first is killed; the other one and the next verb go on with it. */
static void one_that_is_killed_takes_nothing_with_it(void **state)
{
	const struct office *office = *state;
	struct desk first, second;

	sit(&first, office, "李初审");
	sit(&second, office, "李初审");
	desk_keys(&second, "v p");
	desk_kill(&first);
	bring(office, "关于修补望江路盲道的建议");
	desk_awaits(&second, "关于修补望江");
	g_autofree char *list = office_does(office, 0, "李初审", "list", NULL);
	assert_non_null(strstr(list, "关于修补望江路盲道的建议"));
	desk_end(&second);
	office_is_whole(office);
}

/*
 * Another office's file lies at the path since. The copy of the old one is on the screen until the
 * worker has looked at the share; then the new one is, and it is said. (That a decision made in
 * that moment is made nowhere: ground_test.)
 */
static void another_office_at_the_path_is_shown_and_said(void **state)
{
	const struct office *office = *state;
	g_autofree char *old = office_path(office, "old.db");
	g_autofree char *other = office_path(office, "other.db");
	struct desk_plan slow = {.env = {"YANSHEN_TEST_SHARE_DELAY_MS=20"}};
	struct desk desk;

	sit(&desk, office, NULL);
	desk_sees(&desk, "临澄市");
	desk_end(&desk);
	/* made elsewhere, as by somebody else */
	g_free(office_does(
	    office, 0, NULL, "-d", other, "init", other, "--office", "临川县政协", NULL));
	assert_int_equal(g_rename(office->db, old), 0);
	assert_int_equal(g_rename(other, office->db), 0);
	desk_start_plan(&desk, office, &slow);
	desk_awaits(&desk, "已换成另一个");
	desk_sees(&desk, "临川县政协");
	desk_lacks(&desk, "临澄市");
	desk_end(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(the_second_window_keeps_no_copy_of_its_own),
	    tale(a_verb_beside_the_desk_sees_what_it_does),
	    tale(one_that_is_killed_takes_nothing_with_it),
	    tale(another_office_at_the_path_is_shown_and_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
