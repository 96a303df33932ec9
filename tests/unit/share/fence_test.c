/* A desk loses its locks without a word, as a dropped session does: what is lost then, and what is
 * not. */
#include "desk.h"

#include "share/fence.h"

#include <sqlite3.h>
#include <sys/stat.h>

/* The desk here and the one that gets in. */
struct loss {
	struct place place;
	struct share *share;
	struct desk *other;
	bool happened;
};

static void begin(struct loss *loss)
{
	struct err err = {0};

	*loss = (struct loss){0};
	place_make(&loss->place);
	loss->share = share_open(loss->place.db, false, &err);
	assert_works(loss->share != NULL, err);
	for (int i = 0; i < 5; i++)
		assert_works(toy_add(loss->share, "stood before", NULL, &err), err);
	loss->other = desk_start(loss->place.db);
}

static void end(struct loss *loss)
{
	desk_stop(loss->other);
	share_close(loss->share);
	place_clear(&loss->place);
}

/* The session drops, and the other desk commits three times, each acknowledged. */
static void lose_locks(void *of)
{
	struct loss *loss = of;

	vfs_drop_locks(loss->place.db);
	gate_leave(share_gate(loss->share)); /* it is of the same session */
	for (int i = 0; i < 3; i++)
		desk_does(loss->other, "add acknowledged");
	loss->happened = true;
}

static off_t journal_size(const struct loss *loss)
{
	g_autofree char *path = g_strconcat(loss->place.db, "-journal", NULL);
	struct stat about;

	return stat(path, &about) < 0 ? 0 : about.st_size;
}

static void refused_with_the_fence(struct loss *loss, struct txn *txn)
{
	struct err err = {0};

	assert_false(txn_commit(txn, &err));
	assert_int_equal(err.kind, ERR_AWAY);
	assert_int_equal(err.code, SQLITE_IOERR_LOCK);
	assert_false(txn->outcome_is_unknown);
	assert_true(loss->happened);
	/* Nobody can take our journal for a dead desk's and undo the three with it. */
	assert_int_equal(journal_size(loss), 0);
	desk_does(loss->other, "add a fourth");
	assert_int_equal(toy_count(loss->share), 9);
	err_clear(&err);
	assert_works(toy_add(loss->share, "and this desk goes on", NULL, &err), err);
	assert_int_equal(toy_count(loss->share), 10);
}

static void write_one(struct loss *loss, struct txn *txn)
{
	struct err err = {0};

	assert_works(txn_write(txn, loss->share, &err), err);
	assert_works(toy_note(loss->share, "under a lock that goes", &err), err);
}

static void locks_lost_before_the_commit(void **state)
{
	struct loss loss;
	struct txn txn;

	(void)state;
	begin(&loss);
	write_one(&loss, &txn);
	lose_locks(&loss);
	refused_with_the_fence(&loss, &txn);
	end(&loss);
}

/* Without the fence the commit succeeds, and three acknowledged rows are gone: why it is there. */
static void the_loss_without_the_fence(void **state)
{
	struct loss loss;
	struct err err = {0};
	struct txn txn;

	(void)state;
	begin(&loss);
	vfs_faults(share_vfs(loss.share))->fence_is_off = true;
	write_one(&loss, &txn);
	lose_locks(&loss);
	assert_works(txn_commit(&txn, &err), err);
	assert_int_equal(toy_count(loss.share), 6); /* of nine */
	end(&loss);
}

/* Locks go at a call of the commit itself: number NTH of KINDS. */
static void lost_inside(enum share_call kinds, int64_t nth)
{
	struct loss loss;
	struct txn txn;

	begin(&loss);
	struct faults *faults = vfs_faults(share_vfs(loss.share));
	write_one(&loss, &txn);
	faults_set(faults, kinds, nth, FAULT_TELL);
	faults->tell = lose_locks;
	faults->of = &loss;
	refused_with_the_fence(&loss, &txn);
	end(&loss);
}

/* The fence has let the journal pass, and it arrives after the three commits: it must not stay. */
static void locks_lost_while_the_journal_goes_out(void **state)
{
	(void)state;
	lost_inside(CALL_WRITE, 1);
}

static void locks_lost_while_the_journal_is_synced(void **state)
{
	(void)state;
	lost_inside(CALL_SYNC, 1);
}

static void locks_lost_when_the_journal_is_out(void **state)
{
	(void)state;
	lost_inside(CALL_SYNC, 2);
}

/* The read lock is lost before RESERVED is asked for: what SQLite has read is old. */
static void locks_lost_between_reading_and_writing(void **state)
{
	struct loss loss;
	struct err err = {0};
	struct txn txn;

	(void)state;
	begin(&loss);
	assert_works(txn_read(&txn, loss.share, &err), err);
	lose_locks(&loss);
	assert_works(
	    sql_run(sql_ask(share_db(loss.share), "UPDATE tally SET count = 99"), &err), err);
	assert_refused(sql_run(sql_ask(share_db(loss.share), "COMMIT"), &err), err, ERR_AWAY);
	txn_end(&txn);
	assert_int_equal(toy_count(loss.share), 8);
	end(&loss);
}

/* As on a drive: read past the cache, where this computer's file system can. */
static void the_counter_is_read_past_the_cache(void **state)
{
	struct loss loss;
	struct err err = {0};
	struct fence fence;
	struct faults faults;
	uint32_t before, after;

	(void)state;
	begin(&loss);
	faults_init(&faults);
	fence_init(&fence, &faults);
	if (!fence_open(&fence, loss.place.db, true, &err)) {
		assert_int_equal(err.kind, ERR_INPUT); /* and says what to do about the drive */
		end(&loss);
		print_message("# skipped: no O_DIRECT in %s\n", g_get_tmp_dir());
		skip();
	}
	assert_true(fence_read(&fence, &before));
	desk_does(loss.other, "add one");
	assert_true(fence_read(&fence, &after));
	assert_int_equal(after, before + 1);
	fence_close(&fence);
	end(&loss);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(locks_lost_before_the_commit),
	    cmocka_unit_test(the_loss_without_the_fence),
	    cmocka_unit_test(locks_lost_while_the_journal_goes_out),
	    cmocka_unit_test(locks_lost_while_the_journal_is_synced),
	    cmocka_unit_test(locks_lost_when_the_journal_is_out),
	    cmocka_unit_test(locks_lost_between_reading_and_writing),
	    cmocka_unit_test(the_counter_is_read_past_the_cache),
	};

	if (desk_main(argc, argv))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
