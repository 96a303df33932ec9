/* Two desks on one file: what is written is whole, waiting ends, and the end is known. */
#include "desk.h"

#include "base/clock.h"

static struct share *open_here(const struct place *place)
{
	struct err err = {0};
	struct share *share = share_open(place->db, false, &err);

	assert_works(share != NULL, err);
	return share;
}

static void both_desks_see_all_that_was_written(void **state)
{
	struct place place;
	struct err err = {0};

	(void)state;
	place_make(&place);
	struct share *share = open_here(&place);
	struct desk *desk = desk_start(place.db);

	desk_begin(desk, "many 25");
	for (int i = 0; i < 25; i++)
		assert_works(toy_add(share, "从此处写入", NULL, &err), err);
	g_autofree char *answer = desk_answer(desk);
	assert_string_equal(answer, "ok");
	assert_int_equal(toy_count(share), 50);
	desk_stop(desk);
	share_close(share);
	place_clear(&place);
}

static void waiting_ends_at_the_deadline(void **state)
{
	struct place place;
	struct err err = {0};
	struct txn txn;

	(void)state;
	place_make(&place);
	struct share *share = open_here(&place);
	struct desk *desk = desk_start(place.db);

	desk_does(desk, "write held");
	int64_t begun = clock_mono_ms();
	share_patience(share, begun + 150, NULL);
	assert_refused(txn_write(&txn, share, &err), err, ERR_BUSY);
	assert_true(clock_mono_ms() >= begun + 150);
	txn_end(&txn);

	atomic_bool stop = true;
	share_patience(share, 0, &stop);
	assert_refused(txn_write(&txn, share, &err), err, ERR_STOPPED);

	/* Reading goes on beside a writer that has not committed. */
	share_patience(share, 0, NULL);
	assert_int_equal(toy_count(share), 0);
	desk_does(desk, "commit");
	assert_int_equal(toy_count(share), 1);
	desk_stop(desk);
	share_close(share);
	place_clear(&place);
}

static void a_commit_that_cannot_be_had_leaves_nothing(void **state)
{
	struct place place;
	struct err err = {0};
	struct txn txn;
	atomic_bool stop = false;

	(void)state;
	place_make(&place);
	struct share *share = open_here(&place);
	struct desk *desk = desk_start(place.db);

	desk_does(desk, "read"); /* keeps the commit from its exclusive lock */
	share_patience(share, 0, &stop);
	assert_works(txn_write(&txn, share, &err), err);
	assert_works(toy_note(share, "in vain", &err), err);
	atomic_store(&stop, true);
	assert_refused(txn_commit(&txn, &err), err, ERR_STOPPED);
	assert_false(txn.outcome_is_unknown);
	desk_does(desk, "end");
	atomic_store(&stop, false);
	assert_int_equal(toy_count(share), 0);
	assert_works(toy_add(share, "and again", NULL, &err), err);
	assert_int_equal(toy_count(share), 1);
	desk_stop(desk);
	share_close(share);
	place_clear(&place);
}

static void a_machine_that_slept_does_not_write(void **state)
{
	struct place place;
	struct err err = {0};
	struct txn txn;

	(void)state;
	place_make(&place);
	struct share *share = open_here(&place);

	assert_works(txn_write(&txn, share, &err), err);
	assert_works(toy_note(share, "before sleep", &err), err);
	txn.begun_ms -= TXN_HOLD_MS + 1;
	assert_refused(txn_commit(&txn, &err), err, ERR_BUSY);
	assert_int_equal(toy_count(share), 0);
	assert_works(toy_add(share, "awake", NULL, &err), err);
	share_close(share);
	place_clear(&place);
}

/* A call hung, and came back when its time was over: nothing is begun any more. */
static void what_comes_too_late_is_not_begun(void **state)
{
	struct place place;
	struct err err = {0};
	struct txn txn;

	(void)state;
	place_make(&place);
	struct share *share = open_here(&place);

	share_patience(share, clock_mono_ms() - 5000, NULL);
	assert_refused(txn_write(&txn, share, &err), err, ERR_BUSY);
	assert_false(txn.is_open);
	assert_int_equal(toy_count(share), 0);
	share_patience(share, 0, NULL);
	assert_works(toy_add(share, "in time", NULL, &err), err);
	share_close(share);
	place_clear(&place);
}

static void a_read_is_of_one_moment(void **state)
{
	struct place place;
	struct err err = {0};
	struct txn txn;
	int64_t before, after;

	(void)state;
	place_make(&place);
	struct share *share = open_here(&place);
	struct desk *desk = desk_start(place.db);

	assert_works(txn_read(&txn, share, &err), err);
	desk_begin(desk, "add while somebody reads");
	assert_works(
	    sql_one_int(share_db(share), "SELECT count(*) FROM note", -1, &before, &err), err);
	assert_works(
	    sql_one_int(share_db(share), "SELECT count FROM tally", -1, &after, &err), err);
	assert_int_equal(before, after);
	txn_end(&txn);
	g_autofree char *answer = desk_answer(desk);
	assert_string_equal(answer, "ok");
	assert_int_equal(toy_count(share), 1);
	desk_stop(desk);
	share_close(share);
	place_clear(&place);
}

static void others_writes_are_noticed_once(void **state)
{
	struct place place;
	struct err err = {0};
	struct txn txn;
	bool changed;

	(void)state;
	place_make(&place);
	struct share *share = open_here(&place);
	struct desk *desk = desk_start(place.db);

	for (int round = 0; round < 3; round++) {
		assert_works(txn_read(&txn, share, &err), err);
		assert_works(share_saw(share, &err), err);
		txn_end(&txn);
		for (int look = 0; look < 7; look++) { /* SQLite's own question among them */
			assert_works(share_changed(share, &changed, &err), err);
			assert_false(changed);
		}
		desk_does(desk, "add news");
		assert_works(share_changed(share, &changed, &err), err);
		assert_true(changed);
	}
	desk_stop(desk);
	share_close(share);
	place_clear(&place);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(both_desks_see_all_that_was_written),
	    cmocka_unit_test(waiting_ends_at_the_deadline),
	    cmocka_unit_test(a_commit_that_cannot_be_had_leaves_nothing),
	    cmocka_unit_test(a_machine_that_slept_does_not_write),
	    cmocka_unit_test(what_comes_too_late_is_not_begun),
	    cmocka_unit_test(a_read_is_of_one_moment),
	    cmocka_unit_test(others_writes_are_noticed_once),
	};

	if (desk_main(argc, argv))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
