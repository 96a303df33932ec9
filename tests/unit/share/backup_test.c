/* A backup is whole or not there, whatever the desks, the disk and the clock do. */
#include "trial.h"

#include "base/clock.h"
#include "share/backup.h"
#include "share/verify.h"

#include <errno.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW_MS 1790000000000 /* 2026-09-21 14:13:20 UTC */
#define HOUR_MS 3600000ll

struct place {
	char *dir, *local;
	struct backup_plan plan;
	struct backup backup;
};

static void place_make(struct trial *t, struct place *place)
{
	*place = (struct place){.dir = g_build_filename(t->dir, "kept", NULL),
	    .local = g_build_filename(t->dir, "local", NULL)};
	assert_int_equal(g_mkdir_with_parents(place->dir, 0700), 0);
	place->plan = (struct backup_plan){
	    .dir = place->dir, .local_dir = place->local, .now_ms = NOW_MS};
}

static void place_clear(struct place *place)
{
	backup_clear(&place->backup);
	g_free(place->dir);
	g_free(place->local);
}

/* How many names lie in a folder, hidden ones too. */
static int names_in(const char *dir)
{
	g_autoptr(GDir) files = g_dir_open(dir, 0, NULL);
	int count = 0;

	while (files && g_dir_read_name(files))
		count++;
	return count;
}

static void make(struct trial *t, struct place *place)
{
	backup_clear(&place->backup);
	assert_works(share_backup(t->share, &place->plan, &place->backup, &t->err), t->err);
	assert_int_equal(names_in(place->local), 0);
}

static void is_whole(struct place *place)
{
	struct verify_plan plan = {.full = true};
	struct verified found = {0};
	struct err err = {0};
	struct share *copy = share_open(place->backup.path, true, &err);

	assert_works(copy, err);
	assert_works(share_verify(copy, &plan, &found, &err), err);
	assert_int_equal(found.events, place->backup.verified.events);
	verified_clear(&found);
	share_close(copy);
}

static void receive_file(struct trial *t, const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	struct act act = trial_act(t, CLERK, MOVE_RECEIVE, 0);
	struct revision *revision = trial_text("标题", text);

	act.ask.text = revision;
	act.original = bytes;
	act.original_name = "来稿.txt";
	trial_do(t, &act);
	revision_free(revision);
}

static void originals_come_along_once(void **state)
{
	struct trial *t = *state;
	struct place place;
	struct stat first, second;

	place_make(t, &place);
	receive_file(t, "建议一");
	receive_file(t, "建议二");
	make(t, &place);
	is_whole(&place);
	assert_int_equal(place.backup.originals, 2);
	assert_int_equal(place.backup.fresh, 2);
	assert_true(g_str_has_suffix(place.backup.path, ".db"));
	g_autofree char *digest = trial_ask(t, "SELECT digest FROM original LIMIT 1");
	g_autofree char *old = g_strconcat(place.backup.path, ".d/", digest, NULL);
	assert_int_equal(stat(old, &first), 0);

	receive_file(t, "建议三");
	place.plan.now_ms += HOUR_MS;
	make(t, &place);
	is_whole(&place);
	assert_int_equal(place.backup.originals, 3);
	assert_int_equal(place.backup.fresh, 1);
	g_autofree char *name = g_strconcat(place.backup.path, ".d/", digest, NULL);
	assert_int_equal(stat(name, &second), 0);
	assert_true(first.st_ino == second.st_ino);

	/* An earlier copy that went bad is not linked on. */
	assert_true(g_file_set_contents(name, "bad", -1, NULL));
	place.plan.now_ms += HOUR_MS;
	make(t, &place);
	is_whole(&place);
	assert_int_equal(place.backup.fresh, 1);
	place_clear(&place);
}

/* Another desk: reports without end, until it is killed. */
static pid_t busy_desk(struct trial *t)
{
	struct revision *text = trial_text("标题", "正文");
	struct err err = {0};
	struct done done;
	int ready[2];
	char byte;

	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct share *share = share_open(t->path, false, &err);

		while (share) {
			struct act act = trial_act(t, CLERK, MOVE_RECEIVE, 0);

			act.ask.text = text;
			if (!share_move(share, &act, &done, &err))
				_exit(1);
			done_clear(&done);
			(void)!write(ready[1], "", 1);
		}
		_exit(2);
	}
	revision_free(text);
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	/* The pipe stays open in the child alone and fills: it is read no more, so let it fail. */
	close(ready[0]);
	return child;
}

static void desks_go_on_while_it_is_made(void **state)
{
	struct trial *t = *state;
	struct place place;
	int64_t before = 0;

	place_make(t, &place);
	share_close(t->share);
	t->share = NULL;
	signal(SIGPIPE, SIG_IGN);
	pid_t child = busy_desk(t);
	t->share = share_open(t->path, false, &t->err);
	assert_works(t->share, t->err);
	for (int i = 0; i < 4; i++) {
		place.plan.paged_bytes = i % 2; /* 1: page by page */
		place.plan.now_ms += HOUR_MS;
		make(t, &place);
		is_whole(&place);
		assert_true(place.backup.verified.events >= before);
		before = place.backup.verified.events;
	}
	assert_int_equal(waitpid(child, NULL, WNOHANG), 0); /* it was at work all the time */
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	place_clear(&place);
}

struct patience {
	int left;
};

static bool goes_on(void *of)
{
	struct patience *patience = of;

	return patience->left-- > 0;
}

static void stopped_anywhere_nothing_is_left(void **state)
{
	struct trial *t = *state;
	struct place place;
	struct patience patience;
	int steps = 0;

	place_make(t, &place);
	receive_file(t, "建议一");
	place.plan.go_on = goes_on;
	place.plan.of = &patience;
	for (;; steps++) {
		patience.left = steps;
		if (share_backup(t->share, &place.plan, &place.backup, &t->err))
			break;
		assert_int_equal(t->err.kind, ERR_STOPPED);
		err_clear(&t->err);
		assert_int_equal(names_in(place.dir), 0);
		assert_int_equal(names_in(place.local), 0);
	}
	assert_true(steps >= 4);
	is_whole(&place);
	place_clear(&place);
}

static void a_full_disk_leaves_nothing(void **state)
{
	struct trial *t = *state;
	struct place place;
	struct rlimit old, small = {.rlim_cur = 20000, .rlim_max = RLIM_INFINITY};

	place_make(t, &place);
	receive_file(t, "建议一");
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small.rlim_max = old.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	bool made = share_backup(t->share, &place.plan, &place.backup, &t->err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_refused(made, t->err, ERR_FULL);
	assert_int_equal(names_in(place.dir), 0);
	assert_int_equal(names_in(place.local), 0);

	if (mount("tmpfs", place.dir, "tmpfs", 0, "size=64k") != 0) {
		print_message("no rights to mount: the full disk of the backup is not tried\n");
	} else {
		made = share_backup(t->share, &place.plan, &place.backup, &t->err);
		int left = names_in(place.dir);

		assert_int_equal(umount(place.dir), 0);
		assert_refused(made, t->err, ERR_FULL);
		assert_int_equal(left, 0);
		assert_int_equal(names_in(place.local), 0);
	}
	make(t, &place);
	is_whole(&place);
	place_clear(&place);
}

static void what_does_not_pass_is_no_backup(void **state)
{
	struct trial *t = *state;
	struct place place;

	place_make(t, &place);
	trial_receive(t, "标题", "正文");
	make(t, &place);
	g_autofree char *bare = trial_bare_copy(t, "bare.db");
	g_autofree char *said = NULL;
	assert_true(trial_shell(bare, "UPDATE report SET state = 'issued'", &said));
	struct share *forged = share_open(bare, false, &t->err);
	assert_works(forged, t->err);
	struct backup none;

	assert_refused(share_backup(forged, &place.plan, &none, &t->err), t->err, ERR_DAMAGED);
	assert_int_equal(names_in(place.dir), 1);
	is_whole(&place);
	share_close(forged);
	place_clear(&place);
}

static char *copy_named(struct place *place, int64_t ms)
{
	g_autoptr(GDateTime) when = g_date_time_new_from_unix_local(ms / 1000);
	g_autofree char *stamp = g_date_time_format(when, "desk-%Y%m%d-%H%M.db");

	return g_build_filename(place->dir, stamp, NULL);
}

static bool stands(const char *path)
{
	return access(path, F_OK) == 0;
}

/* The next older copy: each hour's at first, then four a day. */
static int older(int hour)
{
	return hour < 30 ? hour + 1 : hour + 6;
}

/* Copies of nine weeks: 24 hours, 14 days, 8 weeks of them stay. */
static void old_ones_go_by_hour_day_and_week(void **state)
{
	struct trial *t = *state;
	struct place place;
	int made = 1, left = 0;

	place_make(t, &place);
	make(t, &place);
	g_autofree char *first = g_strdup(place.backup.path);
	for (int hour = 1; hour < 24 * 64; hour = older(hour)) {
		g_autofree char *name = copy_named(&place, NOW_MS - hour * HOUR_MS);

		made++;
		assert_int_equal(link(first, name), 0);
	}
	/* Not ours: another office's of the same name, no database, another name. */
	g_autofree char *alien = copy_named(&place, NOW_MS - 3 * HOUR_MS + 60000);
	g_autofree char *text = copy_named(&place, NOW_MS - 4 * HOUR_MS + 60000);
	g_autofree char *other = g_build_filename(place.dir, "desk-20200101-000.db", NULL);
	struct office office = {.name = "别处",
	    .level = "city",
	    .person = "管理员",
	    .login = "admin",
	    .office_key = g_ptr_array_index(trial_keys(0), 0),
	    .key = g_ptr_array_index(trial_keys(FOUNDER), 0),
	    .desk = "desk",
	    .program = "yanshen test",
	    .now_ms = NOW_MS};
	struct share *elsewhere = share_init(alien, &office, &t->err);
	assert_works(elsewhere, t->err);
	share_close(elsewhere);
	assert_true(g_file_set_contents(text, "no database", -1, NULL));
	assert_true(g_file_set_contents(other, "mine", -1, NULL));

	place.plan.now_ms = NOW_MS + 60000; /* in the same hour: it takes the first one's place */
	make(t, &place);
	assert_true(stands(place.backup.path));
	assert_false(stands(first));
	assert_true(stands(alien) && stands(text) && stands(other));
	for (int hour = 1; hour < 24; hour++) {
		g_autofree char *name = copy_named(&place, NOW_MS - hour * HOUR_MS);
		assert_true(stands(name));
	}
	/* 24 of hours, the last of each day before, back to 14 days, of each week back to 8. */
	for (int hour = 24; hour < 24 * 64; hour = older(hour)) {
		g_autofree char *name = copy_named(&place, NOW_MS - hour * HOUR_MS);

		left += stands(name);
		assert_false(hour > 24 * 7 * 8 && stands(name));
	}
	assert_in_range(left, 12 + 5, 13 + 7);
	assert_int_equal(place.backup.removed, made - 23 - left);
	place_clear(&place);
}

static void a_folder_must_be_there(void **state)
{
	struct trial *t = *state;
	struct place place;

	place_make(t, &place);
	place.plan.dir = "/nowhere/at/all";
	assert_refused(
	    share_backup(t->share, &place.plan, &place.backup, &t->err), t->err, ERR_INPUT);
	place.plan.dir = t->path;
	assert_refused(
	    share_backup(t->share, &place.plan, &place.backup, &t->err), t->err, ERR_INPUT);
	place_clear(&place);
}

#define BACKUP_TEST(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    BACKUP_TEST(originals_come_along_once),
	    BACKUP_TEST(desks_go_on_while_it_is_made),
	    BACKUP_TEST(stopped_anywhere_nothing_is_left),
	    BACKUP_TEST(a_full_disk_leaves_nothing),
	    BACKUP_TEST(what_does_not_pass_is_no_backup),
	    BACKUP_TEST(old_ones_go_by_hour_day_and_week),
	    BACKUP_TEST(a_folder_must_be_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
