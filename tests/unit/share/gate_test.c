/* One at a time through the gate, in the order of coming; who is present, while they live. */
#include "desk.h"

#include "base/clock.h"

#include <sched.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Somebody who waits at the gate in a thread of their own. */
struct waiter {
	struct gate *gate;
	struct busy busy;
	GThread *thread;
	int *turn; /* counts who came in; guarded by the gate itself */
	int came_in;
};

static struct gate *open_gate(const struct place *place)
{
	struct err err = {0};
	struct gate *gate = gate_open(place->db, &err);

	assert_works(gate != NULL, err);
	return gate;
}

static void patient(struct busy *busy)
{
	busy_init(busy, NULL);
	busy_until(busy, clock_mono_ms() + 60000, NULL);
}

static gpointer wait_for_turn(gpointer of)
{
	struct waiter *waiter = of;

	if (gate_enter(waiter->gate, &waiter->busy)) {
		waiter->came_in = ++*waiter->turn;
		gate_leave(waiter->gate);
	}
	return NULL;
}

/* How many wait at the gate of this place, as the kernel lists them: "-> OFDLCK ... dev:inode". */
static int waiting_now(const struct place *place)
{
	g_autofree char *side = g_strconcat(place->db, "-lk", NULL);
	g_autofree char *locks = NULL;
	struct stat found;
	int count = 0;

	assert_int_equal(stat(side, &found), 0);
	assert_true(g_file_get_contents("/proc/locks", &locks, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(locks, "\n", -1);
	g_autofree char *inode = g_strdup_printf(":%ju ", (uintmax_t)found.st_ino);

	for (char **line = lines; *line; line++)
		count += strstr(*line, "-> OFDLCK") && strstr(*line, inode);
	return count;
}

static void those_who_wait_come_in_the_order_of_coming(void **state)
{
	struct place place;
	struct busy busy;
	struct waiter waiters[3] = {0};
	int turn = 0;

	(void)state;
	place_make(&place);
	struct gate *gate = open_gate(&place);

	patient(&busy);
	assert_true(gate_enter(gate, &busy));
	for (int i = 0; i < 3; i++) {
		waiters[i].gate = open_gate(&place);
		waiters[i].turn = &turn;
		patient(&waiters[i].busy);
		waiters[i].thread = g_thread_new("waiter", wait_for_turn, &waiters[i]);
		while (waiting_now(&place) <= i)
			sched_yield();
	}
	assert_int_equal(turn, 0);
	gate_leave(gate);
	for (int i = 0; i < 3; i++) {
		g_thread_join(waiters[i].thread);
		gate_close(waiters[i].gate);
		assert_int_equal(waiters[i].came_in, i + 1);
	}
	gate_close(gate);
	place_clear(&place);
}

static void a_wait_ends_without_the_gate(void **state)
{
	struct place place;
	struct busy busy;
	atomic_bool stop = true;

	(void)state;
	place_make(&place);
	struct gate *first = open_gate(&place), *second = open_gate(&place);

	patient(&busy);
	assert_true(gate_enter(first, &busy));
	busy_until(&busy, clock_mono_ms() + 50, NULL);
	assert_false(gate_enter(second, &busy));
	busy_until(&busy, clock_mono_ms() + 60000, &stop);
	assert_false(gate_enter(second, &busy));
	gate_close(first); /* a desk that dies lets the next one in */
	patient(&busy);
	assert_true(gate_enter(second, &busy));
	gate_close(second);
	assert_false(gate_enter(NULL, &busy));
	place_clear(&place);
}

/* Leaving and asking again at once is no way past those who wait, however late they wake. */
static void who_has_just_left_comes_after_who_waits(void **state)
{
	struct place place;
	struct busy busy;
	int turn = 0;

	(void)state;
	place_make(&place);
	struct gate *gate = open_gate(&place);

	for (int i = 0; i < 20; i++) {
		struct waiter waiter = {.gate = open_gate(&place), .turn = &turn};

		patient(&busy);
		patient(&waiter.busy);
		assert_true(gate_enter(gate, &busy));
		waiter.thread = g_thread_new("waiter", wait_for_turn, &waiter);
		while (waiting_now(&place) == 0)
			sched_yield();
		gate_leave(gate);
		assert_true(gate_enter(gate, &busy));
		assert_int_equal(turn, i + 1);
		gate_leave(gate);
		g_thread_join(waiter.thread);
		gate_close(waiter.gate);
	}
	gate_close(gate);
	place_clear(&place);
}

/* Another computer's desk that waits at the gate. */
static pid_t start_waiter(const struct place *place)
{
	pid_t child = fork();

	if (child == 0) {
		struct err err = {0};
		struct busy busy;
		struct gate *gate = gate_open(place->db, &err);

		patient(&busy);
		_exit(gate && gate_enter(gate, &busy) ? 0 : 1);
	}
	return child;
}

/* It holds the place of the next one, and the gate stands open before it. */
static void the_next_one_hangs_or_dies(void **state)
{
	struct place place;
	struct busy busy;

	(void)state;
	place_make(&place);
	struct gate *gate = open_gate(&place), *other = open_gate(&place);

	patient(&busy);
	assert_true(gate_enter(gate, &busy));
	pid_t child = start_waiter(&place);
	while (waiting_now(&place) == 0)
		sched_yield();
	assert_int_equal(kill(child, SIGSTOP), 0);
	assert_int_equal(waitpid(child, NULL, WUNTRACED), child);
	gate_leave(gate);

	/* Who writes without a pause waits, but not for ever; at the pace of people nobody does. */
	busy_until(&busy, clock_mono_ms() + 50, NULL);
	assert_false(gate_enter(gate, &busy));
	assert_true(gate_enter(other, &busy));
	gate_leave(other);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	patient(&busy);
	assert_true(gate_enter(gate, &busy));
	gate_close(gate);
	gate_close(other);
	place_clear(&place);
}

/* Somebody removed the side file: those who have it and those who make it anew both go on. */
static void the_side_file_is_removed(void **state)
{
	struct place place;
	struct busy busy;

	(void)state;
	place_make(&place);
	g_autofree char *side = g_strconcat(place.db, "-lk", NULL);
	struct gate *old = open_gate(&place);

	patient(&busy);
	assert_true(gate_enter(old, &busy));
	assert_int_equal(unlink(side), 0);
	struct gate *new = open_gate(&place);
	assert_true(gate_enter(new, &busy));
	gate_leave(old);
	assert_true(gate_enter(old, &busy));
	gate_close(old);
	gate_close(new);
	place_clear(&place);
}

static void join_and_die(const struct place *place)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		struct err err = {0};
		struct gate *gate = gate_open(place->db, &err);

		_exit(gate && gate_join(gate, "1", "赵", &err) ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void who_is_present_is_seen_while_they_live(void **state)
{
	struct place place;
	struct presence found[GATE_SLOTS];
	struct err err = {0};
	size_t count;

	(void)state;
	place_make(&place);
	struct gate *gate = open_gate(&place);
	struct desk *desk = desk_start(place.db);

	assert_works(gate_peers(gate, found, &count, &err), err);
	assert_int_equal(count, 0);
	desk_does(desk, "join 欧阳初审员甲乙丙丁"); /* ten characters; eight fit */
	assert_works(gate_join(gate, "0.1.0", "李", &err), err);
	assert_int_equal(gate_slot(gate), 2);
	assert_works(gate_beat(gate, 1700000000000, &err), err);
	assert_works(gate_peers(gate, found, &count, &err), err);
	assert_int_equal(count, 2);
	assert_string_equal(found[0].person, "欧阳初审员甲乙丙");
	assert_string_equal(found[1].person, "李");
	assert_string_equal(found[1].version, "0.1.0");
	assert_true(found[1].nonce == gate_nonce(gate));
	assert_true(found[1].counter == 2);
	assert_true(found[1].wall_ms == 1700000000000);

	assert_true(found[0].is_held && found[1].is_held);
	desk_stop(desk); /* one that ends takes its record along */
	assert_works(gate_peers(gate, found, &count, &err), err);
	assert_int_equal(count, 1);
	assert_int_equal(found[0].slot, 2);
	join_and_die(&place); /* its slot is free, whatever its record says */
	assert_works(gate_peers(gate, found, &count, &err), err);
	assert_int_equal(count, 2);
	assert_false(found[0].is_held);
	assert_true(found[1].is_held);
	gate_close(gate);
	place_clear(&place);
}

static void a_foreign_record_in_our_slot_is_an_alarm(void **state)
{
	struct place place;
	struct err err = {0};

	(void)state;
	place_make(&place);
	g_autofree char *side = g_strconcat(place.db, "-lk", NULL);
	g_autofree char *bytes = NULL;
	gsize len;
	struct gate *gate = open_gate(&place);

	assert_works(gate_join(gate, "1", "甲", &err), err);
	assert_true(g_file_get_contents(side, &bytes, &len, NULL));
	gate_close(gate);
	gate = open_gate(&place);
	assert_works(gate_join(gate, "1", "乙", &err), err);
	assert_works(gate_beat(gate, 1, &err), err);

	FILE *file = fopen(side, "r+"); /* the first one's record, as if its lock had not held */
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
	assert_refused(gate_beat(gate, 2, &err), err, ERR_STALE);

	file = fopen(side, "r+"); /* a torn record is nobody's */
	assert_non_null(file);
	bytes[len - 30] ^= 0x55;
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
	assert_works(gate_beat(gate, 3, &err), err);
	gate_close(gate);
	place_clear(&place);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(those_who_wait_come_in_the_order_of_coming),
	    cmocka_unit_test(a_wait_ends_without_the_gate),
	    cmocka_unit_test(who_has_just_left_comes_after_who_waits),
	    cmocka_unit_test(the_next_one_hangs_or_dies),
	    cmocka_unit_test(the_side_file_is_removed),
	    cmocka_unit_test(who_is_present_is_seen_while_they_live),
	    cmocka_unit_test(a_foreign_record_in_our_slot_is_an_alarm),
	};

	if (desk_main(argc, argv))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
