/* The mirror follows the share: turns change with events, with claims, and across an amendment. */
#include "bay.h"

#include "share/claims.h"
#include "work/sync.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_claim_gives_the_turn_and_takes_it_back, bay_setup, bay_teardown),
	    cmocka_unit_test_setup_teardown(
		an_amendment_gives_the_turn_to_the_editor, bay_setup, bay_teardown),
	    cmocka_unit_test_setup_teardown(a_sign_of_life_is_seen, bay_setup, bay_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
