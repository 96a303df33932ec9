/* A hundred writes as the desk makes them, each looked for afterwards. */
#include "share/doctor_steps.h"

#include "base/lang.h"
#include "share/peer.h"
#include "share/txn.h"

#include <errno.h>
#include <fcntl.h>

#define LOOK_EACH 5
#define ENOUGH 10 /* trials, where they take longer than */
#define PATIENCE_MS 30000
#define COUNTER_AT 24 /* SQLite's file change counter, 4 bytes, big-endian */
#define SHARED_AT 0x40000002
#define SHARED_LEN 510
#define NAME "trial.db"

static bool fill(struct db *db, void *of, struct err *err)
{
	(void)of;
	return sql_exec(db,
	    "CREATE TABLE trial(id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;"
	    "CREATE TABLE tally(count INTEGER NOT NULL) STRICT; INSERT INTO tally VALUES(0)",
	    err);
}

static bool one(struct share *share, struct err *err)
{
	struct txn txn;
	bool good = txn_write(&txn, share, err) &&
		    sql_run(sql_ask(share_db(share),
				"INSERT INTO trial(words) VALUES(hex(randomblob(400)))"),
			err) &&
		    sql_run(sql_ask(share_db(share), "UPDATE tally SET count = count + 1"), err) &&
		    txn_commit(&txn, err);

	txn_end(&txn);
	return good;
}

static bool peer_does(
    struct drive *drive, const struct peer_ask *ask, struct peer_answer *answer, struct err *err)
{
	return peer_ask(drive->peer, ask, answer, err) &&
	       (answer->code == 0 ||
		   err_fail_code(err, ERR_INPUT, answer->code,
		       _("a second program cannot read the database just written: %s"),
		       tr_system(answer->code)));
}

/* Under SQLite's own read lock the second program must find what was committed last. */
static bool is_seen(struct drive *drive, struct share *share, struct err *err)
{
	struct peer_ask lock = {
	    .op = PEER_LOCK, .lock = F_RDLCK, .at = SHARED_AT, .len = SHARED_LEN};
	struct peer_ask unlock = {
	    .op = PEER_LOCK, .lock = F_UNLCK, .at = SHARED_AT, .len = SHARED_LEN};
	struct peer_ask read_it = {.op = PEER_READ, .at = COUNTER_AT};
	struct peer_answer answer, ignored;
	uint32_t mine, theirs;

	if (!vfs_counter(share_vfs(share), &mine, err) || !peer_does(drive, &lock, &ignored, err) ||
	    !peer_does(drive, &read_it, &answer, err) || !peer_does(drive, &unlock, &ignored, err))
		return false;
	memcpy(&theirs, &answer.value, sizeof(theirs));
	return GUINT32_FROM_BE(theirs) == mine ||
	       err_fail(err, ERR_INPUT,
		   _("a second program does not see the newest commit although it holds the lock: "
		     "commits of colleagues would be lost without a word"));
}

static int by_time(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

static bool all(struct drive *drive, struct share *share, struct trials *trials, int64_t *took_us,
    struct err *err)
{
	int64_t begun_us = g_get_monotonic_time();

	while (trials->made < trials->wanted) {
		int64_t from_us = g_get_monotonic_time();

		if (trials->made >= ENOUGH && (from_us - begun_us) / 1000 > PATIENCE_MS)
			break;
		if (trials->go_on && !trials->go_on(trials->of))
			return err_fail(err, ERR_STOPPED, _("stopped"));
		if (!one(share, err))
			return false;
		took_us[trials->made++] = g_get_monotonic_time() - from_us;
		if (trials->made % LOOK_EACH == 0 && !is_seen(drive, share, err))
			return false;
	}
	return true;
}

/* Opened anew: everything that was acknowledged stands in the file, and the file is sound. */
static bool stands(const char *path, int made, struct err *err)
{
	struct share *share = share_open(path, true, err);
	int64_t rows = -1, tally = -1;
	bool good = share &&
		    sql_one_int(share_db(share), "SELECT count(*) FROM trial", 0, &rows, err) &&
		    sql_one_int(share_db(share), "SELECT count FROM tally", 0, &tally, err);

	if (good && (rows != made || tally != made))
		good = err_fail(err, ERR_INPUT, _("of %d commits only %d are in the file"), made,
		    (int)MIN(rows, tally));
	if (good) {
		struct sql *sql = sql_ask(share_db(share), "PRAGMA integrity_check(1)");
		bool sound = sql_row(sql) && strcmp(sql_get_text(sql, 0), "ok") == 0;

		good = sql_end(sql, err) &&
		       (sound ||
			   err_fail(err, ERR_INPUT, _("the file broke while it was written")));
	}
	share_close(share);
	return good;
}

bool doctor_trials(struct drive *drive, struct trials *trials, struct err *err)
{
	static const struct peer_ask open_it = {.op = PEER_OPEN, .name = NAME};
	g_autofree char *path = g_build_filename(drive->dir, NAME, NULL);
	g_autofree int64_t *took_us = g_new0(int64_t, (gsize)trials->wanted + 1);
	struct share *share = share_create(path, fill, NULL, err);
	struct peer_answer answer;

	if (!share)
		return false;
	bool good = peer_does(drive, &open_it, &answer, err) &&
		    all(drive, share, trials, took_us, err);

	share_close(share);
	if (!good || !stands(path, trials->made, err))
		return false;
	qsort(took_us, (size_t)trials->made, sizeof(took_us[0]), by_time);
	int64_t median_us = took_us[trials->made / 2];
	trials->median_ms = (double)median_us / 1000;
	trials->longest_ms = (double)took_us[MAX(trials->made - 1, 0)] / 1000;
	return true;
}
