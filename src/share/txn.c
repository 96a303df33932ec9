/* Gate, BEGIN IMMEDIATE, COMMIT; netdrive.md 5.4 and 5.5. */
#include "share/txn.h"

#include "base/clock.h"
#include "base/lang.h"
#include "base/log.h"

#include <sqlite3.h>

#define COMMIT_WAIT_MS 10000
#define LATE_MS 1000 /* past the deadline, the last pause of a wait allowed for */

static bool step(struct share *share, const char *text, struct err *err)
{
	return sql_run(sql_ask(share_db(share), text), err);
}

/* A wait that a person ended is no lock that could not be had. */
static bool failed(struct share *share, struct err *err, struct err *found)
{
	if (found->kind == ERR_BUSY && busy_stopped(share_busy(share)))
		return err_fail_code(err, ERR_STOPPED, found->code, _("stopped"));
	if (vfs_tripped(share_vfs(share)))
		log_line("the fence stopped a write (%d)", found->code);
	vfs_forget(share_vfs(share));
	if (err->kind == ERR_NONE)
		*err = *found;
	return false;
}

/*
 * The form in which the file was opened, asked under the lock. One that another desk has brought up
 * to a newer one is opened anew: that says whether this program knows it. Asks the drive nothing.
 */
static bool is_same_form(struct share *share, struct err *err)
{
	int64_t version;

	if (!sql_one_int(share_db(share), "PRAGMA user_version", 0, &version, err))
		return false;
	return version == share_version(share) ||
	       err_fail(err, ERR_AWAY,
		   _("the database was brought to a newer form by another desk: it is opened "
		     "anew"));
}

bool txn_write(struct txn *txn, struct share *share, struct err *err)
{
	struct err found = {0};

	*txn = (struct txn){.share = share, .is_write = true, .hold_ms = TXN_HOLD_MS};
	if (share_read_only(share))
		return err_fail(err, ERR_INPUT, "%s", share_read_only(share));
	share_begin_wait(share);
	gate_enter(share_gate(share), share_busy(share));
	if (!step(share, "BEGIN IMMEDIATE", &found)) {
		gate_leave(share_gate(share));
		return failed(share, err, &found);
	}
	txn->begun_ms = clock_mono_ms();
	txn->is_open = true;
	if (!is_same_form(share, &found)) {
		txn_end(txn);
		return failed(share, err, &found);
	}
	if (txn->begun_ms <= share_busy(share)->deadline_ms + LATE_MS)
		return true;
	/* The drive hung in the middle of the wait: whoever decided then has gone on since. */
	txn_end(txn);
	return err_fail(err, ERR_BUSY,
	    _("the share did not answer in time; nothing was changed, please decide again"));
}

/*
 * Under the read lock nobody commits: what SQLite has read is what stands on the drive, or the
 * desk's cache is of a session that was dropped. On SMB it stays so until the file is opened anew.
 */
static bool is_fresh(struct share *share, struct err *err)
{
	uint32_t counter;

	if (!vfs_counter(share_vfs(share), &counter, err))
		return false;
	return counter == vfs_believed(share_vfs(share)) ||
	       err_fail(err, ERR_AWAY,
		   _("the drive gives this desk old data, its connection must be made anew"));
}

bool txn_read(struct txn *txn, struct share *share, struct err *err)
{
	struct err found = {0};

	*txn = (struct txn){.share = share};
	share_begin_wait(share);
	/* BEGIN alone takes no lock; the first question does, so that all after it are of one
	 * moment. */
	if (!step(share, "BEGIN", &found))
		return failed(share, err, &found);
	txn->is_open = true;
	if (!step(share, "SELECT 1 FROM sqlite_schema LIMIT 1", &found) ||
	    !is_fresh(share, &found) || !is_same_form(share, &found)) {
		txn_end(txn);
		return failed(share, err, &found);
	}
	return true;
}

/* Whether a failed COMMIT may have been done all the same. */
static bool is_unknown(int code)
{
	/* A lock is asked for before anything goes out, and the fence answers with the same code.
	 */
	return (code & 0xff) == SQLITE_IOERR && code != SQLITE_IOERR_LOCK;
}

bool txn_commit(struct txn *txn, struct err *err)
{
	struct share *share = txn->share;
	struct err found = {0};
	int64_t now_ms = clock_mono_ms();

	if (!txn->is_open || !txn->is_write) {
		txn_end(txn);
		return true;
	}
	/* A machine that slept: its locks may be gone, its reader may have decided anew. */
	if (now_ms - txn->begun_ms > txn->hold_ms) {
		txn_end(txn);
		return err_fail(err, ERR_BUSY,
		    _("the write took longer than %d s, perhaps this computer was asleep; nothing "
		      "was "
		      "written, please try again"),
		    (int)(txn->hold_ms / 1000));
	}
	busy_until(share_busy(share), now_ms + COMMIT_WAIT_MS, share_busy(share)->stop);
	bool good = step(share, "COMMIT", &found);

	if (good) {
		txn->is_open = false;
		gate_leave(share_gate(share));
		return true;
	}
	txn->outcome_is_unknown = is_unknown(found.code);
	txn_end(txn);
	return failed(share, err, &found);
}

void txn_end(struct txn *txn)
{
	struct err ignored = {0};

	if (!txn->is_open)
		return;
	txn->is_open = false;
	/* After many a failure SQLite has rolled back by itself; asking it to would be a second
	 * error. */
	if (!sqlite3_get_autocommit(db_handle(share_db(txn->share))) &&
	    !step(txn->share, txn->is_write ? "ROLLBACK" : "COMMIT", &ignored) && !txn->is_write)
		(void)step(txn->share, "ROLLBACK", &ignored);
	if (txn->is_write)
		gate_leave(share_gate(txn->share));
}
