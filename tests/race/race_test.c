/* Several desks at random work on one file, killed and restarted; then a checker that can fail. */
#include "trial.h"

#include "check.h"
#include "dying.h"
#include "places.h"
#include "racer.h"

#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define OPERATIONS 1000
#define MAX_DESKS 8
#define KILL_EACH 40 /* one act in so many dies at the drive, one in so many between */

/* A race that was run. */
struct race {
	struct trial *trial;
	struct places places;
	struct race_plan plan;
	int desks, killed;
	pid_t child[MAX_DESKS];
	int life[MAX_DESKS];
	struct pollfd ticks[MAX_DESKS];
	GArray *ops; /* struct op */
	struct race_file file;
	GPtrArray *wrong;
};

static guint32 seed_of_run(void)
{
	const char *given = g_getenv("RACE_SEED");

	return given ? (guint32)g_ascii_strtoull(given, NULL, 10) : g_random_int();
}

static int number_of_run(const char *name, int otherwise)
{
	const char *given = g_getenv(name);

	return given ? (int)g_ascii_strtoll(given, NULL, 10) : otherwise;
}

static void start(struct race *race, int i)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	race->child[i] = fork();
	assert_true(race->child[i] >= 0);
	if (race->child[i] == 0) {
		close(ends[0]);
		places_enter(&race->places, i);
		racer_run(&race->plan, i + 1, race->life[i], ends[1]);
	}
	close(ends[1]);
	race->life[i]++;
	race->ticks[i] = (struct pollfd){.fd = ends[0], .events = POLLIN};
}

/* Its pipe has closed: it is done, or was killed and sits down again. */
static bool ended(struct race *race, int i)
{
	int status;

	close(race->ticks[i].fd);
	race->ticks[i].fd = -1;
	assert_int_equal(waitpid(race->child[i], &status, 0), race->child[i]);
	if (WIFEXITED(status)) {
		assert_int_equal(WEXITSTATUS(status), 0);
		return true;
	}
	assert_int_equal(WTERMSIG(status), SIGKILL);
	race->killed++;
	start(race, i);
	return false;
}

/* Kill whoever is next after I, in the midst of whatever it does. */
static void kill_one(const struct race *race, int i)
{
	for (int j = 1; j <= race->desks; j++) {
		int victim = (i + j) % race->desks;

		if (race->ticks[victim].fd >= 0) {
			kill(race->child[victim], SIGKILL);
			return;
		}
	}
}

static void supervise(struct race *race, GRand *rand)
{
	int running = race->desks;

	while (running) {
		assert_true(poll(race->ticks, (nfds_t)race->desks, -1) > 0);
		for (int i = 0; i < race->desks; i++) {
			char byte;

			if (race->ticks[i].fd < 0 || !race->ticks[i].revents)
				continue;
			if (read(race->ticks[i].fd, &byte, 1) <= 0)
				running -= ended(race, i);
			else if (race->plan.kill_each &&
				 g_rand_int_range(rand, 0, race->plan.kill_each) == 0)
				kill_one(race, i);
		}
	}
}

/* Run the plan with so many desks, and read what is left of it. */
static void run(struct race *race, int desks)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(race->plan.seed);
	atomic_int *done = mmap(
	    NULL, sizeof(*done), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	assert_true(done != MAP_FAILED);
	race->plan.done = done;
	race->desks = desks;
	g_array_set_size(race->ops, 0);
	for (int i = 0; i < desks; i++)
		start(race, i);
	supervise(race, rand);
	munmap(done, sizeof(*done));
	for (int i = 0; i < desks; i++) {
		g_autofree char *path = history_path(race->plan.dir, i + 1);
		g_autofree char *other = history_path(race->plan.dir, i + 101);

		history_read(path, race->ops);
		history_read(other, race->ops);
	}
}

static int set_up(void **state)
{
	struct race *race = g_new0(struct race, 1);

	places_find(&race->places);
	places_enter(&race->places, 0);
	trial_setup((void **)&race->trial);
	struct trial *t = race->trial;
	race->plan = (struct race_plan){.path = t->path,
	    .dir = places_history(t->dir),
	    .seed = seed_of_run(),
	    .now_ms = t->now_ms,
	    .operations = number_of_run("RACE_OPERATIONS", OPERATIONS),
	    .hot = 10,
	    .kill_each = number_of_run("RACE_KILLS", KILL_EACH)};
	race->file.start = trial_count(t, "SELECT max(seq) FROM event");
	share_close(t->share);
	t->share = NULL;
	race->ops = g_array_new(FALSE, FALSE, sizeof(struct op));
	race->wrong = g_ptr_array_new_with_free_func(g_free);
	*state = race;
	return 0;
}

static int tear_down(void **state)
{
	struct race *race = *state;

	g_array_free(race->ops, TRUE);
	g_ptr_array_free(race->wrong, TRUE);
	if (race->file.events)
		race_file_clear(&race->file);
	trial_teardown((void **)&race->trial);
	g_free(race);
	return 0;
}

static void read_file(struct race *race)
{
	if (race->file.events)
		race_file_clear(&race->file);
	race_file_read(race->plan.path, race->file.start, &race->file);
}

static void check(struct race *race)
{
	g_ptr_array_set_size(race->wrong, 0);
	check_race(race->ops, &race->file, race->wrong);
}

static void print_wrong(const struct race *race)
{
	for (guint i = 0; i < race->wrong->len && i < 12; i++)
		print_message("# %s\n", (const char *)g_ptr_array_index(race->wrong, i));
}

static bool says(const struct race *race, const char *rule)
{
	for (guint i = 0; i < race->wrong->len; i++) {
		if (g_str_has_prefix(g_ptr_array_index(race->wrong, i), rule))
			return true;
	}
	return false;
}

static void verify(struct race *race)
{
	struct trial *t = race->trial;

	t->share = share_open(t->path, false, &t->err);
	assert_works(t->share, t->err);
	trial_verify(t);
	share_close(t->share);
	t->share = NULL;
}

static int count(const struct race *race, enum op_kind kind, enum op_end end)
{
	int many = 0;

	for (guint i = 0; i < race->ops->len; i++) {
		const struct op *op = &g_array_index(race->ops, struct op, i);

		many += op->kind == kind && op->end == end;
	}
	return many;
}

static void nothing_is_lost_in_a_race(void **state)
{
	struct race *race = *state;

	run(race, MAX(2 + (int)(race->plan.seed % (MAX_DESKS - 1)), race->places.count));
	read_file(race);
	print_message("# seed %u: %d desks, %u operations and looks, %d acts done, %d refused, %d "
		      "unknown, %d killed\n",
	    race->plan.seed, race->desks, race->ops->len, count(race, OP_ACT, OP_OK),
	    count(race, OP_ACT, OP_REFUSED), count(race, OP_ACT, OP_UNKNOWN), race->killed);
	check(race);
	print_wrong(race);
	assert_int_equal(race->wrong->len, 0);
	verify(race);
	/* It was a race: much was done, much was refused, some were killed. */
	assert_true(
	    (int)race->ops->len - count(race, OP_LOOK, OP_OK) >= race->plan.operations * 9 / 10);
	assert_true(count(race, OP_ACT, OP_OK) > race->plan.operations / 4);
	assert_true(count(race, OP_ACT, OP_REFUSED) > race->plan.operations / 50);
	if (race->plan.operations >= OPERATIONS) /* rare: a short race may do without */
		assert_true(count(race, OP_TAKE, OP_REFUSED) > 0);
	assert_true(race->killed > race->plan.operations / 200);
}

/* Locks go without a word in the middle of each act, and another desk works then. */
static void nothing_is_lost_with_the_locks(void **state)
{
	struct race *race = *state;

	race->plan.loses_locks = true;
	race->plan.kill_each = 0;
	race->plan.operations = 60;
	run(race, 1);
	read_file(race);
	check(race);
	print_wrong(race);
	assert_int_equal(race->wrong->len, 0);
	assert_true(count(race, OP_ACT, OP_OK) > 10);
	verify(race);
}

/* Race on until the checker has told both: chance has it how soon they meet. */
static void comes_to_tell(struct race *race, int desks, const char *one, const char *other)
{
	bool told = false;

	for (int round = 0; round < 10 && !told; round++, race->plan.seed++) {
		run(race, desks);
		read_file(race);
		check(race);
		told = says(race, one) && says(race, other);
	}
	assert_true(told);
}

static void without_the_fence_the_checker_tells(void **state)
{
	struct race *race = *state;

	race->plan.loses_locks = true;
	race->plan.fence_is_off = true;
	race->plan.kill_each = 0;
	race->plan.operations = 12;
	comes_to_tell(race, 1, "acknowledged", "acknowledged");
}

static void without_claims_the_checker_tells(void **state)
{
	struct race *race = *state;

	race->plan.claims_are_off = true;
	race->plan.hot = 2;
	race->plan.kill_each = 0;
	race->plan.operations = 200;
	comes_to_tell(race, 4, "holder", "past");
}

static void without_bases_the_checker_tells(void **state)
{
	struct race *race = *state;

	race->plan.bases_are_off = race->plan.claims_are_off = true;
	race->plan.hot = 1;
	race->plan.kill_each = 0;
	race->plan.operations = 200;
	comes_to_tell(race, 4, "lost", "base");
}

/*
 * A desk dies at each call of an act in turn; another, which has looked just before, looks at
 * once. On a drive whose client remembers names and sizes for seconds it would take the dead
 * one's journal for empty, and half-written pages for the truth.
 */
static void what_a_dead_desk_left_is_undone_at_once(void **state)
{
	struct race *race = *state;
	struct trial *t = race->trial;
	int64_t seen = race->file.start + 1;
	int status = 0, n = 0;

	t->share = share_open(t->path, false, &t->err);
	assert_works(t->share, t->err);
	trial_receive(t, "关于增设盲道的建议", "正文。");
	do {
		int ends[2];
		char byte;

		n++;
		assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
		pid_t child = fork();
		if (child == 0) {
			places_enter(&race->places, 1);
			dying_note(t, n, ends[1]);
		}
		close(ends[1]);
		assert_int_equal(read(ends[0], &byte, 1), 1);
		assert_true(dying_newest(t->share) == seen);
		assert_int_equal(write(ends[0], &byte, 1), 1);
		assert_int_equal(waitpid(child, &status, 0), child);
		close(ends[0]);
		int64_t now = dying_newest(t->share);
		assert_true(now == seen || now == seen + 1);
		seen = now;
	} while (WIFSIGNALED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(n > 20);
	trial_verify(t);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
#define RACE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	    RACE(what_a_dead_desk_left_is_undone_at_once),
	    RACE(nothing_is_lost_in_a_race),
	    RACE(nothing_is_lost_with_the_locks),
	    RACE(without_the_fence_the_checker_tells),
	    RACE(without_claims_the_checker_tells),
	    RACE(without_bases_the_checker_tells),
	};

	/* Waiting for a disk is not what is tried here. */
	if (g_file_test("/dev/shm", G_FILE_TEST_IS_DIR))
		g_setenv("TMPDIR", "/dev/shm", FALSE);
	if (argc > 1) /* one race alone, by a pattern of its name */
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests_name("race", tests, NULL, NULL);
}
