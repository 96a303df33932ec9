/* Every call to the drive fails in turn during what is no act: claims, looks, backups. */
#include "trial.h"

#include "model/changes.h"
#include "share/backup.h"
#include "share/changes.h"
#include "share/claims.h"

#include <glib/gstdio.h>

#ifdef YANSHEN_TEST_HOOKS

/* A fresh copy of the prepared file, opened. */
static void fresh(struct trial *t, const char *bytes, size_t len)
{
	share_close(t->share);
	assert_true(g_file_set_contents(t->path, bytes, (gssize)len, NULL));
	t->share = share_open(t->path, false, &t->err);
	assert_works(t->share, t->err);
}

/* The drive is gone from the N-th call on, and comes back. */
static bool claim_goes_wrong(struct trial *t, int64_t report, int64_t nth)
{
	struct faults *faults = vfs_faults(share_vfs(t->share));
	struct claim *claim = NULL;

	faults_set(faults, CALL_ANY & ~(unsigned)CALL_CLOSE, nth, FAULT_FAIL);
	faults->stays = true;
	err_clear(&t->err);
	bool good = claim_take(
			t->share, report, EDITOR, "desk", t->now_ms, false, &claim, &t->err) &&
		    claim_beat(t->share, claim, true, &t->err) &&
		    claim_release(t->share, claim, &t->err);
	bool hit = faults->hits > 0;

	faults_set(faults, 0, 0, FAULT_NONE);
	faults->stays = false;
	assert_true(good || hit);
	claim_free(claim);
	share_close(t->share);
	err_clear(&t->err);
	t->share = share_open(t->path, false, &t->err);
	assert_works(t->share, t->err);
	trial_verify(t);
	/* One at most is there, and it is this desk's: it goes on with it. */
	assert_in_range(trial_count(t, "SELECT count(*) FROM claim"), 0, good ? 0 : 1);
	assert_works(
	    claim_take(t->share, report, EDITOR, "desk", t->now_ms, false, &claim, &t->err),
	    t->err);
	claim_free(claim);
	return hit;
}

static void a_claim_is_had_or_not(void **state)
{
	struct trial *t = *state;
	int64_t report = trial_report_in(t, STATE_EDITING);
	g_autofree char *bytes = NULL;
	int64_t nth = 1;
	size_t len;

	share_close(t->share);
	t->share = NULL;
	assert_true(g_file_get_contents(t->path, &bytes, &len, NULL));
	for (bool hit = true; hit; nth++) {
		fresh(t, bytes, len);
		hit = claim_goes_wrong(t, report, nth);
	}
	assert_true(nth > 60); /* three transactions */
}

static void look(struct trial *t, struct changes *changes, bool *good)
{
	err_clear(&t->err);
	*good = changes_after(t->share, 0, EVENT_NO_DIGEST, 10000, changes, &t->err);
}

/* What a desk reads while the drive fails is all of it or an error, never a part. */
static void a_look_is_whole(void **state)
{
	struct trial *t = *state;
	struct changes *whole = changes_new();
	int64_t nth = 1;
	bool good;

	trial_report_in(t, STATE_SIGNED);
	look(t, whole, &good);
	assert_true(good);
	for (bool hit = true; hit; nth++) {
		struct changes *changes = changes_new();

		share_close(t->share);
		t->share = share_open(t->path, false, &t->err);
		assert_works(t->share, t->err);
		struct faults *faults = vfs_faults(share_vfs(t->share));
		faults_set(faults, CALL_ANY & ~(unsigned)CALL_CLOSE, nth, FAULT_FAIL);
		look(t, changes, &good);
		hit = faults->hits > 0;
		faults_set(faults, 0, 0, FAULT_NONE);
		if (good) {
			assert_int_equal(changes->events->len, whole->events->len);
			assert_int_equal(changes->reports->len, whole->reports->len);
			assert_int_equal(changes->revisions->len, whole->revisions->len);
			assert_int_equal(changes->people->len, whole->people->len);
		} else {
			assert_true(t->err.kind == ERR_AWAY || t->err.kind == ERR_BUSY);
		}
		changes_free(changes);
	}
	assert_true(nth > 8);
	changes_free(whole);
}

static int names_in(const char *dir)
{
	g_autoptr(GDir) files = g_dir_open(dir, 0, NULL);
	int count = 0;

	while (files && g_dir_read_name(files))
		count++;
	return count;
}

/* A backup that was told is whole; one that failed has left nothing. */
static bool backup_goes_wrong(struct trial *t, const char *dir, const char *local, int64_t nth)
{
	struct faults *faults = vfs_faults(share_vfs(t->share));
	struct backup_plan plan = {.dir = dir, .local_dir = local, .now_ms = t->now_ms};
	struct backup backup = {0};

	faults_set(faults, CALL_ANY & ~(unsigned)CALL_CLOSE, nth, FAULT_FAIL);
	err_clear(&t->err);
	bool good = share_backup(t->share, &plan, &backup, &t->err);
	bool hit = faults->hits > 0;

	faults_set(faults, 0, 0, FAULT_NONE);
	assert_true(good || hit);
	assert_int_equal(names_in(dir), good ? 1 : 0);
	assert_int_equal(names_in(local), 0);
	if (good) {
		assert_int_equal(
		    backup.verified.events, trial_count(t, "SELECT count(*) FROM event"));
		assert_int_equal(g_unlink(backup.path), 0);
	}
	backup_clear(&backup);
	return hit;
}

static void a_backup_is_whole(void **state)
{
	struct trial *t = *state;
	g_autofree char *dir = g_build_filename(t->dir, "kept", NULL);
	g_autofree char *local = g_build_filename(t->dir, "local", NULL);
	int64_t nth = 1;

	trial_report_in(t, STATE_SIGNED);
	assert_int_equal(g_mkdir_with_parents(dir, 0700), 0);
	assert_int_equal(g_mkdir_with_parents(local, 0700), 0);
	for (bool hit = true; hit; nth++) {
		share_close(t->share);
		t->share = share_open(t->path, false, &t->err);
		assert_works(t->share, t->err);
		hit = backup_goes_wrong(t, dir, local, nth);
	}
	assert_true(nth > 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(a_claim_is_had_or_not),
	    TRIAL(a_look_is_whole),
	    TRIAL(a_backup_is_whole),
	};

	/* Waiting for a disk is not what is tried here. */
	if (g_file_test("/dev/shm", G_FILE_TEST_IS_DIR))
		g_setenv("TMPDIR", "/dev/shm", FALSE);
	return cmocka_run_group_tests_name("jobs_fault", tests, NULL, NULL);
}

#else

int main(void)
{
	return 77; /* faults are only in test builds */
}

#endif
