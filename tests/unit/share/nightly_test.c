/* One copy a night, by one desk, whoever dies, whatever was missed. */
#include "trial.h"

#include "base/clock.h"
#include "share/backup.h"
#include "share/nightly.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define HOUR_MS (INT64_C(3600) * 1000)
#define NOON_MS 1790000000000 /* 2026-09-21 14:13:20 UTC */

struct night {
	struct trial *t;
	char *dir, *local;
	struct backup_plan plan;
	struct nightly_found found;
};

static void set(struct trial *t, const char *value)
{
	struct act act = trial_act(t, FOUNDER, MOVE_SETTING, 0);

	act.key = SETTING_NIGHTLY;
	act.value = value;
	trial_do(t, &act);
}

static void night_open(struct night *night, struct trial *t)
{
	*night = (struct night){.t = t,
	    .dir = g_build_filename(t->dir, "copies", NULL),
	    .local = g_build_filename(t->dir, "local", NULL)};
	night->plan = (struct backup_plan){.local_dir = night->local, .now_ms = NOON_MS};
	assert_int_equal(g_mkdir_with_parents(night->dir, 0700), 0);
	set(t, "2 3 10 copies"); /* below the database's folder */
}

static void night_close(struct night *night)
{
	nightly_found_clear(&night->found);
	g_free(night->dir);
	g_free(night->local);
}

/* The name of the copy that was made, NULL where none was. */
static const char *make(struct night *night)
{
	nightly_found_clear(&night->found);
	assert_works(nightly_make(night->t->share, &night->plan, &night->found, &night->t->err),
	    night->t->err);
	const char *path = night->found.backup.path;
	return path ? strrchr(path, '/') + 1 : NULL;
}

static int copies(const char *dir)
{
	g_autoptr(GDir) files = g_dir_open(dir, 0, NULL);
	int count = 0;

	while (files && g_dir_read_name(files))
		count++;
	return count;
}

static void it_is_due_once_a_night(void **state)
{
	static const struct {
		int hour;
		int64_t now;
		const char *due;
	} cases[] = {{2, NOON_MS, "20260921-0200"}, {14, NOON_MS, "20260921-1400"},
	    {15, NOON_MS, "20260920-1500"}, {23, NOON_MS, "20260920-2300"},
	    {0, NOON_MS, "20260921-0000"}};
	char due[14];

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct nightly nightly = {.hour = cases[i].hour};

		nightly_due(&nightly, cases[i].now, due);
		assert_string_equal(due, cases[i].due);
	}
}

static void a_setting_is_read_as_it_was_written(void **state)
{
	static const char *const bad[] = {"24 3 10 a", "-1 3 10 a", "2 1 10 a", "2 3 0 a",
	    "2 3 10 ", "2 3 10", "2 3", "x", "2 3 99999 a", "2  3 10 a b"};
	struct nightly nightly;
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		assert_refused(nightly_parse(bad[i], &nightly, &err), err, ERR_INPUT);
		err_clear(&err);
	}
	assert_works(nightly_parse("23 1000 3660 /备份/a b", &nightly, &err), err);
	assert_string_equal(nightly.folder, "/备份/a b");
	g_autofree char *again = nightly_print(&nightly);
	assert_string_equal(again, "23 1000 3660 /备份/a b");
	g_autofree char *folder = nightly_folder(&nightly, "/x/desk.db");
	assert_string_equal(folder, "/备份/a b");
	nightly_clear(&nightly);
	assert_works(nightly_parse("", &nightly, &err), err);
	assert_null(nightly.folder);
}

static void the_first_desk_makes_it_and_no_other(void **state)
{
	struct trial *t = *state;
	struct night night;

	night_open(&night, t);
	assert_string_equal(make(&night), "desk-20260921-1413.db");
	assert_true(night.found.same_drive);
	night.plan.now_ms += HOUR_MS;
	assert_null(make(&night)); /* another desk, the same day */
	assert_false(night.found.is_owed);
	night.plan.now_ms = NOON_MS + DAY_MS - 13 * HOUR_MS; /* 01:13: not yet */
	assert_null(make(&night));
	night.plan.now_ms += HOUR_MS;
	assert_string_equal(make(&night), "desk-20260922-0213.db");
	night.plan.now_ms += 5 * DAY_MS; /* the office was closed: noticed, and made at once */
	assert_string_equal(make(&night), "desk-20260927-0213.db");
	night_close(&night);
}

static void who_is_at_it_is_left_alone_until_it_dies(void **state)
{
	struct trial *t = *state;
	struct night night;
	int ready[2], status;
	char byte;

	night_open(&night, t);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ready), 0);
	pid_t child = fork();
	if (child == 0) {
		struct err err = {0};
		struct gate *gate = gate_open(t->path, &err);

		close(ready[0]);
		/* At its work until it is killed, or the test ends without that. */
		if (gate && gate_take_copying(gate) && write(ready[1], "r", 1) == 1)
			(void)!read(ready[1], &byte, 1);
		_exit(1);
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_null(make(&night));
	assert_true(night.found.is_owed);
	assert_int_equal(copies(night.dir), 0);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_non_null(make(&night));
	assert_int_equal(copies(night.dir), 1);
	close(ready[0]);
	night_close(&night);
}

static void copies_go_by_count_and_age_but_two_stay(void **state)
{
	struct trial *t = *state;
	struct night night;

	night_open(&night, t);
	for (int day = 0; day < 6; day++) {
		assert_non_null(make(&night));
		night.plan.now_ms += DAY_MS;
	}
	assert_int_equal(copies(night.dir), 3);
	night.plan.now_ms += 40 * DAY_MS; /* all are too old */
	assert_non_null(make(&night));
	assert_int_equal(copies(night.dir), 2);
	night_close(&night);
}

/* A copy that a wrong clock dated years ahead does not say for years that all is done. */
static void a_wrong_clock_hides_nothing(void **state)
{
	struct trial *t = *state;
	struct night night;

	night_open(&night, t);
	night.plan.now_ms += 3000 * DAY_MS;
	assert_non_null(make(&night));
	night.plan.now_ms = NOON_MS;
	assert_string_equal(make(&night), "desk-20260921-1413.db");
	assert_null(make(&night));
	night_close(&night);
}

static void what_fails_says_why(void **state)
{
	struct trial *t = *state;
	struct night night;

	night_open(&night, t);
	set(t, "2 3 10 nowhere");
	nightly_found_clear(&night.found);
	assert_false(nightly_make(t->share, &night.plan, &night.found, &t->err));
	assert_int_equal(t->err.kind, ERR_INPUT);
	assert_non_null(strstr(t->err.words, "nowhere"));
	err_clear(&t->err);
	set(t, "");
	assert_null(make(&night));
	assert_null(night.found.folder);
	assert_int_equal(copies(night.dir), 0);
	night_close(&night);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    cmocka_unit_test(it_is_due_once_a_night),
	    cmocka_unit_test(a_setting_is_read_as_it_was_written),
	    TRIAL(the_first_desk_makes_it_and_no_other),
	    TRIAL(who_is_at_it_is_left_alone_until_it_dies),
	    TRIAL(copies_go_by_count_and_age_but_two_stay),
	    TRIAL(a_wrong_clock_hides_nothing),
	    TRIAL(what_fails_says_why),
	};

	if (g_file_test("/dev/shm", G_FILE_TEST_IS_DIR))
		g_setenv("TMPDIR", "/dev/shm", FALSE);
	return cmocka_run_group_tests_name("nightly", tests, NULL, NULL);
}
