/* The share goes away and comes back: reading and writing go on, deciding waits and says so. */
#include "tale.h"

#include "base/fs.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define RESERVED_BYTE 0x40000001 /* of SQLite */
#define BANNER "连不上，可以继续阅读和写草稿"
#define AT_ONCE_MS                                                                     \
	1500 /* an answer to a key on a busy machine with sanitizers; a call takes 4 s \
	      */

/* The database in a folder of its own, which can be taken away as a whole. */
static int set_up(void **state)
{
	static const char *const parts[] = {"", ".d", "-lk", "-journal"};
	struct err err = {0};

	tale_set_up(state);
	struct office *office = *state;
	g_autofree char *net = office_path(office, "net");
	assert_works(fs_make_dir(net, &err), err);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *from = g_strconcat(office->db, parts[i], NULL);
		g_autofree char *to = g_strconcat(net, "/desk.db", parts[i], NULL);
		if (rename(from, to) != 0)
			assert_false(g_file_test(from, G_FILE_TEST_EXISTS));
	}
	g_free(office->db);
	office->db = g_build_filename(net, "desk.db", NULL);
	return 0;
}

static void move_share(const struct office *office, const char *from, const char *to)
{
	g_autofree char *old = office_path(office, from);
	g_autofree char *new = office_path(office, to);

	assert_int_equal(rename(old, new), 0);
}

static void take_away(const struct office *office)
{
	move_share(office, "net", "elsewhere");
}

static void bring_back(struct desk *desk)
{
	move_share(desk->office, "elsewhere", "net");
	int64_t until = screen_now_us() + desk->screen.deadline_ms * 1000;
	desk_keys(desk, "F5"); /* tries at once */
	while (tale_count(desk, BANNER)) {
		if (screen_now_us() > until)
			desk_fail(desk, __FILE__, __LINE__, "the share is back and nobody says so");
		screen_pump(&desk->screen, 100);
	}
}

/* What is done at a desk that still reaches the file: STATUS as office_does. */
static void elsewhere(struct office *office, const char *person, const char *verb,
    const char *number, const char *more)
{
	char *db = office->db;

	office->db = office_path(office, "elsewhere/desk.db");
	g_free(office_does(office, 0, person, verb, number, more, NULL));
	g_free(office->db);
	office->db = db;
}

static void reading_and_writing_go_on(void **state)
{
	struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	struct desk desk;

	desk_start(&desk, office, "张编辑", 120, 36);
	tale_go(&desk, number);
	take_away(office);
	desk_awaits(&desk, BANNER); /* without a key */

	/* reading, searching */
	desk_keys(&desk, "/");
	desk_type(&desk, "加装电梯");
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "查找：加装电梯");
	desk_sees(&desk, "既有住宅加装电梯");
	tale_go(&desk, number);

	/* deciding is refused, with what and why */
	desk_keys(&desk, "F6");
	desk_line_sees(&desk, -2, number);
	desk_line_sees(&desk, -2, "送审没有办成，共享库连不上");

	/* a text is opened, written, and safe on this desk */
	desk_keys(&desk, "e");
	desk_sees(&desk, "先存在本工位");
	desk_keys(&desk, "C-Home");
	desk_type(&desk, "断网时写的，");
	desk_keys(&desk, "C-s");
	desk_sees(&desk, "文字已存在本工位");
	desk_kill(&desk); /* and the power goes as well */

	/* sitting down with the share still away */
	desk_start(&desk, office, "张编辑", 120, 36);
	desk_sees(&desk, BANNER);
	tale_go(&desk, number);
	desk_keys(&desk, "e");
	desk_sees(&desk, "断网时写的");
	tale_choose(&desk, "接着改");
	desk_sees(&desk, "断网时写的，");
	bring_back(&desk);
	desk_keys(&desk, "C-s");
	desk_sees(&desk, "已保存为第");
	desk_keys(&desk, "Esc F6");
	desk_sees(&desk, "送审 → 待审核");
	desk_end(&desk);
	g_autofree char *text = office_does(office, 0, "张编辑", "show", number, "--text", NULL);
	assert_non_null(strstr(text, "断网时写的，"));
	g_free(office_does(office, 0, NULL, "verify", "--full", NULL));
}

static void what_others_did_meanwhile_is_compared_not_overwritten(void **state)
{
	struct office *office = *state;
	g_autofree char *number = office_number(office, "editing", 0);
	g_autofree char *other = office_file(office, "other.txt", "另一标题\n\n鼹鼠蹦跶。\n");
	struct desk desk;

	office_person(office, "李编辑", "editor");
	desk_start(&desk, office, "张编辑", 120, 36);
	tale_go(&desk, number);
	take_away(office);
	desk_awaits(&desk, BANNER);
	desk_keys(&desk, "e");
	desk_keys(&desk, "C-Home");
	desk_type(&desk, "断网时写的，");
	elsewhere(office, "李编辑", "save", number, other);
	bring_back(&desk);
	desk_sees(&desk, "断网时写的，");
	desk_keys(&desk, "C-s");
	desk_sees(&desk, "别人已先改动");
	tale_choose(&desk, "以我的为新一稿");
	desk_sees(&desk, "已保存为第 3 稿");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
	g_autofree char *mine = office_does(office, 0, "张编辑", "show", number, "--text", NULL);
	assert_non_null(strstr(mine, "断网时写的，"));
	g_autofree char *diff = office_does(
	    office, 0, "张编辑", "show", number, "--diff", "1", "2", NULL);
	assert_non_null(strstr(diff, "鼹鼠蹦跶"));
}

static void a_decision_of_others_is_seen_on_return(void **state)
{
	struct office *office = *state;
	g_autofree char *number = office_number(office, "incoming", 0);
	struct desk desk;

	desk_start(&desk, office, "李初审", 120, 36);
	tale_go(&desk, number);
	take_away(office);
	desk_awaits(&desk, BANNER);
	desk_keys(&desk, "F6");
	desk_line_sees(&desk, -2, "拟用没有办成");
	elsewhere(office, "王收发", "note", number, "--note=电话核实过");
	bring_back(&desk);
	desk_awaits(&desk, "电话核实过");
	desk_sees(&desk, "· 初审 待办"); /* what was refused was not done after all */
	desk_keys(&desk, "F6");
	desk_sees(&desk, "拟用 → 待编辑");
	desk_end(&desk);
}

/* Another program holds the lock that every writer needs, until the file is closed again. */
static int hold_lock(const struct office *office)
{
	struct flock lock = {.l_type = F_WRLCK, .l_start = RESERVED_BYTE, .l_len = 1};
	int fd = open(office->db, O_RDWR | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(fcntl(fd, F_SETLK, &lock), 0);
	return fd;
}

/* What the share does not take in time is not done later by itself: it is listed, to be done anew.
 */
static void what_was_not_done_is_listed(void **state)
{
	struct office *office = *state;
	struct desk_plan plan = {.person = "李初审", .env = {"YANSHEN_TEST_PATIENCE=300"}};
	int before = office_count(office, "incoming");
	struct desk desk;

	desk_start_plan(&desk, office, &plan);
	desk_keys(&desk, "Space Space F6");
	int fd = hold_lock(office);
	tale_choose(&desk, "拟用");
	desk_awaits(&desk, "没有办成的决定");
	desk_sees(&desk, "不会事后自动补办");
	close(fd);
	desk_keys(&desk, "Enter"); /* to the first of them */
	desk_keys(&desk, "F5");
	assert_int_equal(office_count(office, "incoming"), before);
	desk_keys(&desk, "F6"); /* they are marked still */
	tale_choose(&desk, "拟用");
	assert_int_equal(office_count(office, "incoming"), before - 2);
	desk_end(&desk);
}

/* This desk's copy as it stands in the middle of being made: what came before NUMBER is missing. */
static void forget_before(const struct office *office, const char *number)
{
	g_autofree char *folder = office_path(office, "state/mirror");
	g_autofree char *sql = g_strdup_printf(
	    "UPDATE mark SET value = (SELECT first_seq + 1 FROM report WHERE number = '%s') "
	    "WHERE name = 'lowest'; "
	    "DELETE FROM event WHERE seq < (SELECT value FROM mark WHERE name = 'lowest')",
	    number);
	const char *argv[] = {"sh", "-c", "exec sqlite3 \"$0\"/*/*.db \"$1\"", folder, sql, NULL};
	int status = 0;

	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL,
	    NULL, NULL, NULL, &status, NULL));
	assert_int_equal(status, 0);
}

static void a_trail_not_checked_here_takes_no_verdict(void **state)
{
	struct office *office = *state;
	g_autofree char *number = office_number(office, "review", 1);
	struct desk desk;

	forget_before(office, number);
	take_away(office);
	desk_start(&desk, office, "赵审核", 120, 36);
	tale_go(&desk, number);
	desk_sees(&desk, "?   超2工日");
	desk_keys(&desk, "F6");
	desk_line_sees(&desk, -2, "办理记录在本机还没有核对完");
	bring_back(&desk); /* and the rest of the copy comes by itself */
	desk_lacks(&desk, "?   超2工日");
	desk_keys(&desk, "F6");
	desk_sees(&desk, "未答 17 条");
	desk_end(&desk);
}

static void a_slow_share_never_holds_up_a_key(void **state)
{
	struct office *office = *state;
	struct desk_plan plan = {.person = "李初审", .env = {"YANSHEN_TEST_SHARE_DELAY_MS=400"}};
	struct desk desk;
	int row, col, was;

	desk_start_plan(&desk, office, &plan);
	desk.screen.deadline_ms = 60000;
	desk_keys(&desk, "v a");
	desk_cursor(&desk, &was, &col);
	for (int i = 0; i < 8; i++) {
		int64_t from = screen_now_us();

		assert_true(screen_keys(&desk.screen, "j"));
		do {
			screen_pump(&desk.screen, AT_ONCE_MS);
			desk_cursor(&desk, &row, &col);
		} while (row == was && screen_now_us() - from < (int64_t)AT_ONCE_MS * 1000);
		if (row == was)
			desk_fail(&desk, __FILE__, __LINE__, "a key waited for the share");
		was = row;
	}
	desk_end(&desk);
}

#define story(name) cmocka_unit_test_setup_teardown(name, set_up, tale_tear_down)

/* The end of a long message says what to do now: on a narrow screen too it is there to be read. */
static void a_long_message_is_shown_to_its_end(void **state)
{
	struct office *office = *state;
	struct desk desk;

	desk_start(&desk, office, "李初审", 80, 24);
	take_away(office);
	desk_awaits(&desk, BANNER);
	desk_keys(&desk, "F6");
	int row, col;
	desk_find(&desk, "拟用没有办成，共享库连不上", &row, &col);
	assert_int_equal(row, 21); /* of two lines, over the last one of the panes */
	for (; row < 23; row++) {
		g_autofree char *line = desk_line(&desk, row);
		assert_null(strstr(line, "…"));
	}
	bring_back(&desk);
	desk_end(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    story(reading_and_writing_go_on),
	    story(what_others_did_meanwhile_is_compared_not_overwritten),
	    story(a_decision_of_others_is_seen_on_return),
	    story(a_trail_not_checked_here_takes_no_verdict),
	    story(what_was_not_done_is_listed),
	    story(a_slow_share_never_holds_up_a_key),
	    story(a_long_message_is_shown_to_its_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
