/* The mirror follows the share: turns change with events, with claims, and across an amendment. */
#include "bay.h"

#include "share/claims.h"
#include "work/deed.h"
#include "work/look.h"
#include "work/sync.h"

#include <fcntl.h>
#include <unistd.h>

static int64_t turn_of(struct bay *bay, int64_t report)
{
	struct dossier dossier = {0};
	struct err err = {0};

	assert_works(sync_all(&bay->ground, &err), err);
	assert_works(mirror_read(bay->reader, report, &dossier, &err), err);
	int64_t turn = dossier.report->turn_person;
	dossier_clear(&dossier);
	return turn;
}

static void a_claim_gives_the_turn_and_takes_it_back(void **state)
{
	struct bay *bay = *state;
	struct claim *claim = NULL;
	struct err err = {0};
	int64_t report = trial_report_in(bay_leave(bay), STATE_EDITING);

	bay_back(bay);
	assert_int_equal(turn_of(bay, report), 0);
	assert_works(claim_take(bay->ground.share, report, EDITOR_TOO, "other", 1780000000000,
			 false, &claim, &err),
	    err);
	assert_int_equal(turn_of(bay, report), EDITOR_TOO);
	assert_works(claim_release(bay->ground.share, claim, &err), err);
	assert_int_equal(turn_of(bay, report), 0);
	claim_free(claim);
}

static void an_amendment_gives_the_turn_to_the_editor(void **state)
{
	struct bay *bay = *state;
	struct trial *trial = bay_leave(bay);
	int64_t report = trial_report_in(trial, STATE_REVIEW);

	trial_write(trial, APPROVER, MOVE_AMEND, report, "核改过的正文");
	bay_back(bay);
	assert_int_equal(turn_of(bay, report), EDITOR);
	trial_move(bay_leave(bay), EDITOR, MOVE_CONFIRM, report);
	bay_back(bay);
	assert_int_equal(turn_of(bay, report), 0);
}

static int64_t beat_of(struct bay *bay)
{
	struct err err = {0};

	assert_works(sync_all(&bay->ground, &err), err);
	g_autoptr(GPtrArray) claims = mirror_claims(bay->reader, &err);
	assert_works(claims, err);
	assert_int_equal(claims->len, 1);
	return ((const struct claim *)g_ptr_array_index(claims, 0))->beat;
}

/* A beat is no event either, and yet every desk has to see that the holder lives. */
static void a_sign_of_life_is_seen(void **state)
{
	struct bay *bay = *state;
	struct claim *claim = NULL;
	struct err err = {0};
	int64_t report = trial_report_in(bay_leave(bay), STATE_EDITING);

	bay_back(bay);
	assert_works(claim_take(bay->ground.share, report, EDITOR_TOO, "other", 1780000000000,
			 false, &claim, &err),
	    err);
	int64_t before = beat_of(bay);
	assert_works(claim_beat(bay->ground.share, claim, false, &err), err);
	assert_int_equal(beat_of(bay), before + 1);
	claim_free(claim);
}

/* A look at the share, and with it one round the other desks. */
static bool look_round(struct bay *bay, struct err *err)
{
	struct job *job = look_job(NULL);

	bay->ground.survey_ms = 0;
	job_do(&bay->ground, job);
	*err = job->err;
	job_free(job);
	return err->kind == ERR_NONE;
}

/* The other's record as it stands, in a slot whose lock nobody holds: as on a drive with locks that
 * stay on each computer. */
static void beat_without_lock(struct bay *bay, struct gate *other)
{
	g_autofree char *side = g_strconcat(bay->ground.path, "-lk", NULL);
	char record[64];
	struct err err = {0};
	int fd = open(side, O_RDWR | O_CLOEXEC);

	assert_works(gate_beat(other, 1, &err), err);
	assert_true(fd >= 0);
	assert_int_equal(pread(fd, record, 64, 4096 + (gate_slot(other) - 1) * 64), 64);
	assert_int_equal(pwrite(fd, record, 64, 4096 + 39 * 64), 64);
	close(fd);
}

static void a_desk_whose_lock_is_not_seen_stops_the_writing(void **state)
{
	struct bay *bay = *state;
	struct err err = {0};

	assert_true(look_round(bay, &err));
	assert_true(gate_slot(share_gate(bay->ground.share)) > 0); /* others see this desk */
	struct gate *other = gate_open(bay->ground.path, &err);
	assert_works(other != NULL, err);
	assert_works(gate_join(other, "1", "PC-2/pts/0", &err), err);
	assert_works(gate_beat(other, 1, &err), err);
	assert_true(look_round(bay, &err));
	assert_works(gate_beat(other, 1, &err), err);
	assert_true(look_round(bay, &err));
	assert_int_equal(bay->ground.survey.live, 1);

	beat_without_lock(bay, other);
	assert_true(look_round(bay, &err));
	beat_without_lock(bay, other);
	assert_true(look_round(bay, &err));
	beat_without_lock(bay, other);
	assert_false(look_round(bay, &err));
	assert_true(bay->ground.stopped);
	assert_non_null(strstr(err.words, "PC-2/pts/0"));
	gate_close(other);
}

/* The word of another desk at work, and its clock; and a look at it from here. */
static void hear(struct bay *bay, struct gate *other, int64_t wall_ms)
{
	struct err err = {0};

	assert_works(gate_beat(other, wall_ms, &err), err);
	assert_true(look_round(bay, &err));
}

static bool may_write(struct bay *bay, struct err *err)
{
	struct deed *deed = deed_new(MOVE_NOTE, CLERK);

	deed->number = g_strdup("2026-0001");
	deed->words = g_strdup("记事");
	bool good = deed_do(&bay->ground, deed, err);
	deed_free(deed);
	return good;
}

/* A day ahead of the others a desk only reads; who is alone after a holiday works. */
static void a_clock_a_day_ahead_writes_nothing(void **state)
{
	struct bay *bay = *state;
	struct err err = {0};
	int64_t day = CLOCK_AHEAD_MS;

	trial_receive(bay_leave(bay), "标题", "正文");
	bay_back(bay);
	int64_t newest = bay->ground.clock.held_ms;
	assert_true(newest > 0);
	bay->ground.clock.held_ms += 4 * day; /* Friday evening, Tuesday morning */
	assert_true(look_round(bay, &err));
	assert_works(may_write(bay, &err), err);

	struct gate *other = gate_open(bay->ground.path, &err);
	assert_works(other != NULL, err);
	assert_works(gate_join(other, "1", "PC-2/pts/0", &err), err);
	int64_t now = bay->ground.clock.held_ms;
	hear(bay, other, now - 1000); /* the same day: both are right */
	hear(bay, other, now - day + 60000);
	hear(bay, other, now - day + 60000);
	assert_works(may_write(bay, &err), err);

	bay->ground.clock.held_ms += 2 * day; /* this one jumps ahead */
	hear(bay, other, now + 1000);
	assert_works(may_write(bay, &err), err); /* one word may be the last before a sleep */
	bay->ground.clock.held_ms = now + 4 * day;
	hear(bay, other, now + 2 * day + 2000);
	hear(bay, other, now + 2 * day + 3000);
	assert_false(may_write(bay, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.words, "only reads"));
	err_clear(&err);
	bay->ground.clock.held_ms = now + 2 * day + 5000; /* set right again */
	hear(bay, other, now + 2 * day + 4000);
	assert_works(may_write(bay, &err), err);

	/* One whose clock is behind the newest entry only reads itself and proves nothing. */
	bay->ground.clock.held_ms = now + 3 * day + 9000;
	hear(bay, other, now - 9 * day);
	hear(bay, other, now - 9 * day);
	assert_works(may_write(bay, &err), err);
	gate_close(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_desk_whose_lock_is_not_seen_stops_the_writing, bay_setup, bay_teardown),
	    cmocka_unit_test_setup_teardown(
		a_claim_gives_the_turn_and_takes_it_back, bay_setup, bay_teardown),
	    cmocka_unit_test_setup_teardown(
		an_amendment_gives_the_turn_to_the_editor, bay_setup, bay_teardown),
	    cmocka_unit_test_setup_teardown(a_sign_of_life_is_seen, bay_setup, bay_teardown),
	    cmocka_unit_test_setup_teardown(
		a_clock_a_day_ahead_writes_nothing, bay_setup, bay_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
