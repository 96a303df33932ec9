/* Every call to the drive fails once, or is the last one: the file stays whole, old or new. */
#include "desk.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* A copy of the database as it stood, so that each fault meets the same. */
static void copy_base(const struct place *place, const char *path)
{
	g_autofree char *journal = g_strconcat(path, "-journal", NULL);
	g_autofree char *bytes = NULL;
	gsize len;

	assert_true(g_file_get_contents(place->db, &bytes, &len, NULL));
	assert_true(g_file_set_contents(path, bytes, (gssize)len, NULL));
	unlink(journal);
}

static void base_of_three(struct place *place)
{
	struct err err = {0};

	place_make(place);
	struct share *share = share_open(place->db, false, &err);
	assert_works(share != NULL, err);
	for (int i = 0; i < 3; i++)
		assert_works(toy_add(share, "stood before", NULL, &err), err);
	share_close(share);
}

/* Write one note with call number NTH of KINDS going wrong. Returns whether any went wrong. */
static bool write_with(
    const char *path, unsigned kinds, int64_t nth, bool stays, enum fault_what what, int64_t *notes)
{
	struct err err = {0};
	bool unknown = false;
	struct share *share = share_open(path, false, &err);

	assert_works(share != NULL, err);
	struct faults *faults = vfs_faults(share_vfs(share));
	faults_set(faults, kinds, nth, what);
	faults->stays = stays;
	bool good = toy_add(share, "perhaps", &unknown, &err);
	bool hit = faults->hits > 0;

	faults_set(faults, 0, 0, FAULT_NONE);
	faults->stays = false;
	if (!good && !unknown) /* what was refused is not there, on this connection or another */
		assert_int_equal(toy_count(share), 3);
	share_close(share);
	*notes = toy_count_in(path);
	if (good)
		assert_int_equal(*notes, 4);
	else if (!unknown)
		assert_int_equal(*notes, 3);
	else
		assert_in_range(*notes, 3, 4);
	if (!good)
		assert_true(err.kind == ERR_AWAY || err.kind == ERR_BUSY || err.kind == ERR_INPUT);
	return hit;
}

static int64_t sweep(enum fault_what what, bool stays)
{
	static const unsigned kinds[] = {CALL_OPEN, CALL_READ, CALL_WRITE, CALL_SYNC, CALL_TRUNCATE,
	    CALL_LOCK, CALL_UNLOCK, CALL_SIZE, CALL_ACCESS, CALL_FENCE};
	int64_t old = 0, notes = 0;
	struct place place;

	base_of_three(&place);
	g_autofree char *path = g_build_filename(place.dir, "copy", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		bool hit = true;

		for (int64_t nth = 1; hit; nth++) {
			assert_true(nth < 200);
			copy_base(&place, path);
			hit = write_with(path, kinds[i], nth, stays, what, &notes);
			old += notes == 3;
		}
		assert_int_equal(notes, 4); /* untouched, it passes */
	}
	place_clear(&place);
	return old;
}

static void each_call_fails_once(void **state)
{
	(void)state;
	assert_true(sweep(FAULT_FAIL, false) >= 10);
}

static void each_call_fails_for_ever(void **state)
{
	(void)state;
	assert_true(sweep(FAULT_FAIL, true) >= 10);
}

static void each_write_is_cut(void **state)
{
	(void)state;
	assert_true(sweep(FAULT_CUT, false) >= 10);
}

static void each_answer_is_lost(void **state)
{
	(void)state;
	assert_true(sweep(FAULT_LOST, false) >= 1);
}

/* Kill a desk at its call number NTH in "add". Returns whether it died before it had an answer. */
static bool kill_at(const char *path, int nth)
{
	struct desk *desk = desk_start(path);
	g_autofree char *order = g_strdup_printf("faults %u %d kill", (unsigned)CALL_ANY, nth);

	desk_does(desk, order);
	g_autofree char *answer = desk_tell(desk, "add perhaps");
	bool died = strcmp(answer, "gone") == 0;

	if (!died)
		assert_string_equal(answer, "ok");
	desk_stop(desk);
	return died;
}

/* The desk dies at each call in turn, a write half made; the next one finds the old or the new. */
static void killed_at_each_call(void **state)
{
	struct place place;
	int old = 0, new = 0;
	bool died = true;

	(void)state;
	base_of_three(&place);
	g_autofree char *path = g_build_filename(place.dir, "copy", NULL);
	for (int nth = 1; died; nth++) {
		assert_true(nth < 200);
		copy_base(&place, path);
		died = kill_at(path, nth);
		int64_t notes = toy_count_in(path);

		assert_in_range(notes, died ? 3 : 4, 4);
		old += notes == 3;
		new += notes == 4;
	}
	assert_true(old >= 10); /* both sides of the moment of commit were met */
	assert_true(new >= 3);
	place_clear(&place);
}

/* The same on what the one before has left, with whatever a dead desk's journal may look like. */
static void killed_again_and_again(void **state)
{
	struct place place;
	int64_t notes = 3;

	(void)state;
	base_of_three(&place);
	for (int nth = 1; nth <= 40; nth++) {
		bool died = kill_at(place.db, nth);
		int64_t now = toy_count_in(place.db);

		assert_in_range(now, notes + !died, notes + 1);
		notes = now;
	}
	place_clear(&place);
}

/* The desk that finds a dead one's journal dies as well, at each call of taking it back. */
static void killed_while_taking_back(void **state)
{
	struct place place;
	bool died = true;
	int deaths = 0;

	(void)state;
	base_of_three(&place);
	g_autofree char *journal = g_strconcat(place.db, "-journal", NULL);
	for (int nth = 1; died; nth++) {
		struct desk *first = desk_start(place.db), *second = desk_start(place.db);
		g_autofree char *order = g_strdup_printf(
		    "faults %u %d kill", (unsigned)CALL_ANY, nth);
		g_autofree char *hot = g_strdup_printf("faults %u 3 kill", (unsigned)CALL_WRITE);
		GStatBuf about;

		assert_true(nth < 200);
		desk_does(second, order);
		desk_does(first, hot); /* the third write is of the first page */
		g_autofree char *gone = desk_tell(first, "add half");
		assert_string_equal(gone, "gone");
		assert_int_equal(g_stat(journal, &about), 0);
		assert_true(about.st_size > 512);
		g_autofree char *answer = desk_tell(second, "read");
		died = strcmp(answer, "gone") == 0;
		deaths += died;
		desk_stop(first);
		desk_stop(second);
		assert_int_equal(toy_count_in(place.db), 3);
	}
	assert_true(deaths >= 5);
	place_clear(&place);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_call_fails_once),
	    cmocka_unit_test(each_call_fails_for_ever),
	    cmocka_unit_test(each_write_is_cut),
	    cmocka_unit_test(each_answer_is_lost),
	    cmocka_unit_test(killed_at_each_call),
	    cmocka_unit_test(killed_again_and_again),
	    cmocka_unit_test(killed_while_taking_back),
	};

	if (desk_main(argc, argv))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
