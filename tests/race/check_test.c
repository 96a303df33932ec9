/* The checker can fail: a good history, and one bad thing after the other planted in it. */
#include "trial.h"

#include "check.h"
#include "racer.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

struct good {
	struct trial *trial;
	GArray *ops;
	struct race_file file;
	GPtrArray *wrong;
};

/* One desk, one fixed seed, nobody killed: the same history each time. */
static int set_up(void **state)
{
	struct good *good = g_new0(struct good, 1);

	trial_setup((void **)&good->trial);
	struct trial *t = good->trial;
	int64_t start = trial_count(t, "SELECT max(seq) FROM event");
	share_close(t->share);
	t->share = NULL;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		atomic_int done = 0;
		struct race_plan plan = {.path = t->path,
		    .dir = t->dir,
		    .seed = 7,
		    .now_ms = t->now_ms,
		    .operations = 250,
		    .hot = 10,
		    .done = &done};
		int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

		racer_run(&plan, 1, 0, nowhere);
	}
	assert_int_equal(waitpid(child, NULL, 0), child);
	g_autofree char *path = g_build_filename(t->dir, "history.1", NULL);
	good->ops = g_array_new(FALSE, FALSE, sizeof(struct op));
	history_read(path, good->ops);
	race_file_read(t->path, start, &good->file);
	good->wrong = g_ptr_array_new_with_free_func(g_free);
	*state = good;
	return 0;
}

static int tear_down(void **state)
{
	struct good *good = *state;

	g_array_free(good->ops, TRUE);
	g_ptr_array_free(good->wrong, TRUE);
	race_file_clear(&good->file);
	trial_teardown((void **)&good->trial);
	g_free(good);
	return 0;
}

/* The checker says exactly that this rule is broken, perhaps others with it. */
static void tells(struct good *good, const char *rule)
{
	bool told = false;

	g_ptr_array_set_size(good->wrong, 0);
	check_race(good->ops, &good->file, good->wrong);
	for (guint i = 0; i < good->wrong->len; i++)
		told |= g_str_has_prefix(g_ptr_array_index(good->wrong, i), rule);
	if (!told)
		fail_msg("\"%s\" was not told; %u other things were", rule, good->wrong->len);
}

/* The newest act of this kind that was done; FAILS the test where there is none. */
static struct op *done_act(struct good *good, enum move_id move)
{
	for (guint i = good->ops->len; i-- > 0;) {
		struct op *op = &g_array_index(good->ops, struct op, i);

		if (op->kind == OP_ACT && op->move == (int)move && op->end == OP_OK)
			return op;
	}
	fail_msg("no %s in the good history", move_row(move)->name);
	return NULL;
}

static struct event *event_of(struct good *good, const char *kind)
{
	for (guint i = good->file.events->len; i-- > 0;) {
		struct event *event = g_ptr_array_index(good->file.events, i);

		if (strcmp(event->kind, kind) == 0)
			return event;
	}
	fail_msg("no event %s in the good history", kind);
	return NULL;
}

static void the_good_one_passes(void **state)
{
	struct good *good = *state;

	check_race(good->ops, &good->file, good->wrong);
	if (good->wrong->len)
		fail_msg("%s", (const char *)g_ptr_array_index(good->wrong, 0));
}

static void an_acknowledged_act_is_gone(void **state)
{
	g_strlcpy(done_act(*state, MOVE_NOTE)->uid, "never", 6);
	tells(*state, "acknowledged");
	tells(*state, "unasked");
}

static void a_refused_act_is_there(void **state)
{
	done_act(*state, MOVE_ACCEPT)->end = OP_REFUSED;
	tells(*state, "refused");
}

static void another_number_was_told(void **state)
{
	g_strlcpy(done_act(*state, MOVE_RECEIVE)->number, "2026-0999", 10);
	tells(*state, "told");
}

static void a_number_is_given_twice(void **state)
{
	struct good *good = *state;

	revision_set(&event_of(good, "receive")->detail, "number=2026-0001\n");
	tells(good, "double");
}

static void a_number_is_left_out(void **state)
{
	struct good *good = *state;

	revision_set(&event_of(good, "receive")->detail, "number=2026-0999\n");
	tells(good, "gap");
}

static void an_act_is_done_twice(void **state)
{
	struct good *good = *state;

	revision_set(&event_of(good, "note")->uid, event_of(good, "receive")->uid);
	tells(good, "twice");
}

static void a_save_has_another_base(void **state)
{
	done_act(*state, MOVE_SAVE)->base++;
	tells(*state, "base");
}

static void saved_words_are_lost(void **state)
{
	struct good *good = *state;
	struct event *save = event_of(good, "save");

	for (guint i = 0; i < good->file.texts->len; i++) {
		struct revision *text = g_ptr_array_index(good->file.texts, i);

		if (text->report == save->report && text->no == save->revision)
			revision_set(&text->body, "只有我的话");
	}
	tells(good, "lost");
}

static void a_desk_goes_back(void **state)
{
	struct good *good = *state;
	struct op *last = NULL;

	for (guint i = 0; i < good->ops->len; i++) {
		struct op *op = &g_array_index(good->ops, struct op, i);

		if (op->kind == OP_LOOK)
			last = op;
	}
	last->seq--;
	tells(good, "order");
}

static void a_move_that_is_none(void **state)
{
	struct good *good = *state;

	revision_set(&event_of(good, "accept")->kind, "dispatch");
	tells(good, "trail");
}

static void a_move_by_who_may_not(void **state)
{
	event_of(*state, "accept")->person = CLERK;
	tells(*state, "trail");
}

static void a_signature_without_pass(void **state)
{
	struct good *good = *state;

	/* One who holds every role, so that nothing but the rule of two people is broken. */
	struct event *sign = event_of(good, "sign");

	sign->person = ALL_ROLES;
	for (guint i = 0; i < good->file.events->len; i++) {
		struct event *event = g_ptr_array_index(good->file.events, i);

		if (event->report == sign->report && strcmp(event->kind, "pass") == 0)
			event->person = ALL_ROLES;
	}
	tells(good, "signed");
}

static void an_event_is_taken_out(void **state)
{
	struct good *good = *state;

	g_ptr_array_remove_index(good->file.events, good->file.events->len / 2);
	tells(good, "chain");
}

/* A second desk is given what the first was given a moment before, or works past it. */
static void plant(struct good *good, enum op_kind kind, enum move_id move)
{
	struct op *take = NULL;

	for (guint i = 0; i < good->ops->len && !take; i++) {
		struct op *op = &g_array_index(good->ops, struct op, i);

		take = op->kind == OP_TAKE && op->end == OP_OK ? op : NULL;
	}
	assert_non_null(take);
	struct op second = *take;

	second.desk = 2;
	second.kind = kind;
	second.move = (int)move;
	second.began_ns = take->ended_ns + 1;
	second.ended_ns = take->ended_ns + 2;
	second.seq += kind == OP_TAKE;
	g_array_append_val(good->ops, second);
}

static void two_hold_one_report(void **state)
{
	plant(*state, OP_TAKE, MOVE_COUNT);
	tells(*state, "holder");
}

static void one_saves_past_the_holder(void **state)
{
	plant(*state, OP_ACT, MOVE_SAVE);
	tells(*state, "past");
}

static void one_beats_for_another(void **state)
{
	plant(*state, OP_BEAT, MOVE_COUNT);
	tells(*state, "beat");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define GOOD(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	    GOOD(the_good_one_passes),
	    GOOD(an_acknowledged_act_is_gone),
	    GOOD(a_refused_act_is_there),
	    GOOD(another_number_was_told),
	    GOOD(a_number_is_given_twice),
	    GOOD(a_number_is_left_out),
	    GOOD(an_act_is_done_twice),
	    GOOD(a_save_has_another_base),
	    GOOD(saved_words_are_lost),
	    GOOD(a_desk_goes_back),
	    GOOD(a_move_that_is_none),
	    GOOD(a_move_by_who_may_not),
	    GOOD(a_signature_without_pass),
	    GOOD(an_event_is_taken_out),
	    GOOD(two_hold_one_report),
	    GOOD(one_saves_past_the_holder),
	    GOOD(one_beats_for_another),
	};

	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
