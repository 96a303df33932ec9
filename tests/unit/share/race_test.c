/* Several processes on one file, and one that is killed: no number twice, no act by halves. */
#include "trial.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define DESKS 3
#define REPORTS_EACH 12
#define KILLS 12

/*
 * On a machine that is busy with other things a lock may be late or a transaction too old to commit:
 * nothing was written then, and a desk asks again, as it would for a person. Anything else is a fault.
 */
static bool moved(struct share *share, const struct act *act, struct done *done)
{
	for (int tries = 0; tries < 50; tries++) {
		struct err err = {0};

		if (share_move(share, act, done, &err))
			return true;
		if (err.kind != ERR_BUSY && err.kind != ERR_STALE) {
			dprintf(STDERR_FILENO, "# %s\n", err.words);
			return false;
		}
	}
	return false;
}

/* A desk of its own: open, receive and accept, tell each number once the file has it. */
static void desk(struct trial *t, int out, int count)
{
	struct err err = {0};
	struct done done;
	struct revision *text = trial_text("标题", "正文");
	struct share *share = share_open(t->path, false, &err);
	const int64_t now_ms = t->now_ms; /* all desks' clocks agree, however fast each of them is */

	for (int i = 0; share && i < count; i++) {
		struct act act = trial_act(t, CLERK, MOVE_RECEIVE, 0);

		act.ask.text = text;
		act.now_ms = now_ms;
		if (!moved(share, &act, &done))
			_exit(1);
		dprintf(out, "%s\n", done.number);
		act = trial_act(t, REVIEWER, MOVE_ACCEPT, done.report);
		act.now_ms = now_ms;
		done_clear(&done);
		if (!moved(share, &act, &done))
			_exit(2);
		done_clear(&done);
	}
	share_close(share);
	revision_free(text);
	_exit(share ? 0 : 3);
}

static pid_t start(struct trial *t, int count, int *in)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(ends[0]);
		desk(t, ends[1], count);
	}
	close(ends[1]);
	*in = ends[0];
	return child;
}

static void reopen(struct trial *t)
{
	t->share = share_open(t->path, false, &t->err);
	assert_works(t->share, t->err);
}

static void numbers_have_no_gap_and_no_double(void **state)
{
	struct trial *t = *state;
	pid_t children[DESKS];
	int in[DESKS];

	share_close(t->share);
	t->share = NULL;
	for (int i = 0; i < DESKS; i++)
		children[i] = start(t, REPORTS_EACH, &in[i]);
	for (int i = 0; i < DESKS; i++) {
		int status;

		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
		close(in[i]);
	}
	reopen(t);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM report"), DESKS * REPORTS_EACH);
	assert_int_equal(trial_count(t, "SELECT max(serial) FROM report"), DESKS * REPORTS_EACH);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM report WHERE state = 'editing'"),
	    DESKS * REPORTS_EACH);
	trial_verify(t);
}

/* Killed between any two instructions: what it had told is there, and nothing by halves. */
static void a_killed_desk_leaves_whole_acts(void **state)
{
	struct trial *t = *state;
	int64_t told = 0;

	for (int round = 1; round <= KILLS; round++) {
		char line[64];
		int in;

		share_close(t->share);
		t->share = NULL;
		pid_t child = start(t, 1000, &in);
		FILE *lines = fdopen(in, "r");

		for (int i = 0; i < round % 3 + 1; i++)
			assert_non_null(fgets(line, sizeof(line), lines));
		kill(child, SIGKILL);
		told += round % 3 + 1;
		while (fgets(line, sizeof(line), lines))
			told++;
		fclose(lines);
		assert_int_equal(waitpid(child, NULL, 0), child);
		reopen(t);
		assert_true(trial_count(t, "SELECT count(*) FROM report") >= told);
		assert_int_equal(trial_count(t, "SELECT count(*) FROM report"),
		    trial_count(t, "SELECT max(serial) FROM report"));
		trial_verify(t);
		told = trial_count(t, "SELECT count(*) FROM report");
	}
}

static void many_acts_in_one_transaction(void **state)
{
	struct trial *t = *state;
	struct revision *text = trial_text("标题", "正文");
	struct bulk *bulk = bulk_begin(t->share, 7, &t->err);
	struct done done;

	assert_works(bulk, t->err);
	for (int i = 0; i < 20; i++) {
		struct act act = trial_act(t, CLERK, MOVE_RECEIVE, 0);

		act.ask.text = text;
		assert_works(bulk_move(bulk, &act, &done, &t->err), t->err);
		act = trial_act(t, CLERK, MOVE_ACCEPT, done.report);
		done_clear(&done);
		/* What is refused leaves nothing of itself, and the rest goes on. */
		assert_refused(bulk_move(bulk, &act, &done, &t->err), t->err, ERR_DENIED);
		act.actor = REVIEWER;
		act.keys = trial_keys(REVIEWER);
		assert_works(bulk_move(bulk, &act, &done, &t->err), t->err);
		done_clear(&done);
	}
	assert_works(bulk_end(bulk, &t->err), t->err);
	revision_free(text);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM report WHERE state = 'editing'"), 20);
	trial_verify(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(numbers_have_no_gap_and_no_double),
	    TRIAL(a_killed_desk_leaves_whole_acts),
	    TRIAL(many_acts_in_one_transaction),
	};

	return cmocka_run_group_tests_name("race", tests, NULL, NULL);
}
