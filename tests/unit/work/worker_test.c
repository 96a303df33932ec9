/* The worker: the hand lane overtakes, keys replace, every job comes home once. */
#include "unit.h"

#include "work/worker.h"

#include <poll.h>

struct slow {
	atomic_int *gate; /* runs slices until it is opened */
	GString *order;
	char name;
};

static bool run_slow(struct ground *ground, struct job *job)
{
	struct slow *body = job->body;

	(void)ground;
	if (body->gate && !atomic_load(body->gate))
		return true;
	g_string_append_c(body->order, body->name);
	return false;
}

static const struct job_kind back_kind = {"back", JOB_BACK, run_slow, g_free};
static const struct job_kind hand_kind = {"hand", JOB_HAND, run_slow, g_free};

static struct job *job_of(const struct job_kind *kind, GString *order, char name, atomic_int *gate)
{
	struct slow *body = g_new0(struct slow, 1);

	*body = (struct slow){gate, order, name};
	return job_new(kind, body, NULL);
}

static struct worker *start(void)
{
	struct ground ground = {0};
	struct err err = {0};
	struct worker *worker = worker_start(&ground, &err);

	assert_non_null(worker);
	return worker;
}

static struct job *next_home(struct worker *worker)
{
	struct pollfd fd = {.fd = worker_fd(worker), .events = POLLIN};
	struct job *job;

	while (!(job = worker_take(worker)))
		assert_true(poll(&fd, 1, 60000) > 0);
	return job;
}

static void the_hand_lane_overtakes_between_slices(void **state)
{
	struct worker *worker = start();
	GString *order = g_string_new(NULL);
	atomic_int gate = 0;

	(void)state;
	worker_ask(
	    worker, job_of(&back_kind, order, 'b', &gate)); /* goes on until the gate opens */
	worker_ask(worker, job_of(&hand_kind, order, 'h', NULL));
	job_free(next_home(worker));
	assert_string_equal(order->str, "h");
	atomic_store(&gate, 1);
	job_free(next_home(worker));
	assert_string_equal(order->str, "hb");
	assert_int_equal(worker_out(worker), 0);
	assert_true(worker_stop(worker, 60000));
	g_string_free(order, TRUE);
}

static void a_job_of_the_same_key_replaces_one_that_waits(void **state)
{
	struct worker *worker = start();
	GString *order = g_string_new(NULL);
	atomic_int gate = 0;

	(void)state;
	struct job *block = job_of(&hand_kind, order, 'x', &gate);
	worker_ask(worker, block);
	struct job *first = job_of(&back_kind, order, '1', NULL);
	struct job *second = job_of(&back_kind, order, '2', NULL);
	first->key = second->key = 5;
	worker_ask(worker, first);
	worker_ask(worker, second);
	struct job *home = next_home(worker);
	assert_ptr_equal(home, first);
	assert_int_equal(home->err.kind, ERR_STOPPED);
	job_free(home);
	atomic_store(&gate, 1);
	job_free(next_home(worker));
	job_free(next_home(worker));
	assert_string_equal(order->str, "x2");
	assert_true(worker_stop(worker, 60000));
	g_string_free(order, TRUE);
}

static void a_running_job_can_be_stopped(void **state)
{
	struct worker *worker = start();
	GString *order = g_string_new(NULL);
	atomic_int gate = 0;
	struct job *job = job_of(&back_kind, order, 'b', &gate);

	(void)state;
	job->key = 9;
	worker_ask(worker, job);
	worker_cancel(worker, 9);
	struct job *home = next_home(worker);
	assert_int_equal(home->err.kind, ERR_STOPPED);
	job_free(home);
	assert_true(worker_stop(worker, 60000));
	g_string_free(order, TRUE);
}

static void a_deadline_that_has_passed_is_busy(void **state)
{
	struct worker *worker = start();
	GString *order = g_string_new(NULL);
	struct job *job = job_of(&hand_kind, order, 'h', NULL);

	(void)state;
	job->deadline_ms = 1;
	worker_ask(worker, job);
	struct job *home = next_home(worker);
	assert_int_equal(home->err.kind, ERR_BUSY);
	assert_string_equal(order->str, "");
	job_free(home);
	assert_true(worker_stop(worker, 60000));
	g_string_free(order, TRUE);
}

/* Decided is decided: the desk ends after what hands have asked for, and drops the rest. */
static void what_hands_asked_for_is_done_before_the_end(void **state)
{
	struct worker *worker = start();
	GString *order = g_string_new(NULL);
	atomic_int gate = 0;

	(void)state;
	worker_ask(worker, job_of(&back_kind, order, 'b', &gate)); /* would never end by itself */
	worker_ask(worker, job_of(&hand_kind, order, '1', NULL));
	worker_ask(worker, job_of(&back_kind, order, 'c', NULL));
	worker_ask(worker, job_of(&hand_kind, order, '2', NULL));
	assert_true(worker_stop(worker, 60000));
	assert_string_equal(order->str, "12");
	g_string_free(order, TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_hand_lane_overtakes_between_slices),
	    cmocka_unit_test(a_job_of_the_same_key_replaces_one_that_waits),
	    cmocka_unit_test(a_running_job_can_be_stopped),
	    cmocka_unit_test(a_deadline_that_has_passed_is_busy),
	    cmocka_unit_test(what_hands_asked_for_is_done_before_the_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
