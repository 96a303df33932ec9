/* Zeros instead of texts: in the rows, in the pages they leave, in the journal, in the originals.
 */
#include "share/purge.h"

#include "base/fs.h"
#include "base/lang.h"
#include "base/log.h"
#include "model/revision.h"
#include "share/connect.h"
#include "share/originals.h"
#include "share/txn.h"

bool purge_begin(struct share *share, struct err *err)
{
	/* The usual FAST leaves pages that come free as they were. */
	if (!sql_exec(share_db(share), "PRAGMA secure_delete=ON", err))
		return false;
	vfs_wipe(share_vfs(share), true);
	return true;
}

bool purge_rows(struct db *db, int64_t report, struct err *err)
{
	struct sql *sql = sql_ask(
	    db, "UPDATE revision SET title = '', body = '' WHERE report = ?1");

	sql_int(sql, 1, report);
	if (!sql_run(sql, err))
		return false;
	sql = sql_ask(db, "UPDATE original SET kept = 0 WHERE report = ?1");
	sql_int(sql, 1, report);
	return sql_run(sql, err);
}

bool purge_is_shell(const struct revision *text)
{
	return !*text->title && text->body && !*text->body;
}

static bool ask_one(struct sql *sql, bool *yes, struct err *err)
{
	*yes = sql_row(sql);
	return sql_end(sql, err);
}

bool purge_follows(struct db *db, int64_t report, int64_t seq, bool *follows, struct err *err)
{
	struct sql *sql = sql_ask(db, "SELECT 1 FROM event WHERE report = ?1 AND seq > ?2 AND kind "
				      "= 'purge-confirm' LIMIT 1");

	sql_int(sql, 1, report);
	sql_int(sql, 2, seq);
	return ask_one(sql, follows, err);
}

bool purge_explains(struct db *db, struct revision *text, const char *stored, struct err *err)
{
	bool purged = false;

	if (strcmp(stored, text->digest) == 0 || !purge_is_shell(text))
		return true;
	if (!purge_follows(db, text->report, text->seq, &purged, err))
		return false;
	if (purged)
		revision_set(&text->digest, stored);
	return true;
}

bool purge_is_left(struct db *db, int64_t report, bool *left, struct err *err)
{
	struct sql *sql = sql_ask(db,
	    "SELECT 1 FROM revision WHERE report = ?1 AND (title <> '' OR body <> '') UNION ALL "
	    "SELECT 1 FROM original WHERE report = ?1 AND kept <> 0 LIMIT 1");

	sql_int(sql, 1, report);
	return ask_one(sql, left, err);
}

bool purge_is_wanted(struct db *db, const char *digest, bool *wanted, struct err *err)
{
	struct sql *sql = sql_ask(
	    db, "SELECT 1 FROM original WHERE digest = ?1 AND kept <> 0 LIMIT 1");

	sql_text(sql, 1, digest);
	return ask_one(sql, wanted, err);
}

/* Digests of what the report came as, and that nobody else came as. */
static bool read_digests(struct share *share, int64_t report, GPtrArray *digests, struct err *err)
{
	struct txn txn;
	bool good = txn_read(&txn, share, err);
	struct sql *sql =
	    good ? sql_ask(share_db(share),
		       "SELECT digest FROM original AS o WHERE report = ?1 AND NOT EXISTS "
		       "(SELECT 1 FROM original AS k WHERE k.digest = o.digest AND k.kept <> 0)")
		 : NULL;

	if (sql) {
		sql_int(sql, 1, report);
		while (sql_row(sql))
			g_ptr_array_add(digests, sql_get_dup(sql, 0));
		good = sql_end(sql, err);
	}
	txn_end(&txn);
	return good;
}

/*
 * What a desk that died while it purged left in the journal. Under the write lock a journal with
 * contents is nobody's: one that was still needed has been played back.
 */
static bool wipe_journal(struct share *share, struct err *err)
{
	g_autofree char *path = g_strconcat(share_path(share), "-journal", NULL);
	struct txn txn;
	int64_t size;

	if (!fs_size_now(path, &size) || size == 0)
		return true;
	bool good = txn_write(&txn, share, err) && fs_blank(path, err);

	txn_end(&txn);
	return good;
}

bool purge_finish(struct share *share, int64_t report, struct err *err)
{
	g_autoptr(GPtrArray) digests = g_ptr_array_new_with_free_func(g_free);
	bool good = wipe_journal(share, err) && read_digests(share, report, digests, err);

	for (guint i = 0; good && i < digests->len; i++)
		good = originals_wipe(share_path(share), g_ptr_array_index(digests, i), err);
	return good;
}

/* What was overwritten is done; an original that could not be is every desk's next duty. */
void purge_end(struct share *share, int64_t report)
{
	struct err err = {0};

	vfs_wipe(share_vfs(share), false);
	if (!sql_exec(share_db(share), "PRAGMA secure_delete=FAST", &err))
		err_clear(&err); /* then it wipes more than it must */
	if (report && !purge_finish(share, report, &err))
		log_line("an original is still to be overwritten: %s", err.words);
}
