/* Rows are zeroed as they are replaced; what SQLite moved before, and the index, are written anew.
 */
#include "mirror/purge.h"

#include "base/lang.h"
#include "mirror/index.h"
#include "mirror/local.h"

#define IN_MEMORY_BYTES (64 << 20) /* a larger copy is written anew by way of a file */

static void purge_free(void *item)
{
	struct mirror_purge *purge = item;

	g_free(purge->uid);
	g_free(purge);
}

/* To be said is what this copy held, and what the event names this person's copy for. */
static const char purges_sql[] =
    "SELECT c.report, c.seq, r.uid, c.seq <= m.purged AS clean, EXISTS (SELECT 1 FROM event AS d "
    "WHERE d.report = c.report AND d.kind = 'purge-done' AND d.seq > c.seq AND d.person = ?1 "
    "AND (d.desk = ?2 OR substr(d.desk, 1, length(?2) + 1) = ?2 || '/')) OR c.seq > m.held "
    "AND instr(c.detail, '=' || ?1 || char(9) || ?2 || char(9)) = 0 "
    "AND instr(c.detail, '\\n' || ?1 || char(9) || ?2 || char(9)) = 0 AS said "
    "FROM event AS c JOIN report AS r ON r.id = c.report, "
    "(SELECT coalesce((SELECT value FROM mark WHERE name = 'purged'), 0) AS purged, "
    "coalesce((SELECT value FROM mark WHERE name = 'held'), 0) AS held) AS m "
    "WHERE c.kind = 'purge-confirm' AND NOT (clean AND said) ORDER BY c.seq";

GPtrArray *mirror_purges(
    struct mirror *mirror, const char *computer, int64_t person, struct err *err)
{
	GPtrArray *purges = g_ptr_array_new_with_free_func(purge_free);
	struct probe *probe = probe_begin(mirror, purges_sql);

	probe_int(probe, person);
	probe_text(probe, computer);
	while (probe_row(probe)) {
		struct mirror_purge *purge = g_new0(struct mirror_purge, 1);

		purge->report = probe_get_int(probe);
		purge->seq = probe_get_int(probe);
		purge->uid = probe_get_text(probe);
		purge->is_clean = probe_get_int(probe);
		purge->is_said = probe_get_int(probe);
		g_ptr_array_add(purges, purge);
	}
	if (probe_end(probe, err))
		return purges;
	g_ptr_array_free(purges, TRUE);
	return NULL;
}

bool mirror_cleaned(struct mirror *mirror, int64_t seq, struct err *err)
{
	struct probe *probe = probe_begin(
	    mirror, "INSERT OR REPLACE INTO mark (name, value) VALUES ('purged', ?)");

	probe_int(probe, seq);
	return probe_run(probe, err);
}

bool purge_note(struct mirror *mirror, struct err *err)
{
	return local_exec(
	    mirror, "INSERT OR REPLACE INTO mark (name, value) VALUES ('remains', 1)", err);
}

static bool has_remains(struct mirror *mirror, bool *yes, struct err *err)
{
	int64_t value;
	bool good = local_int(
	    mirror, "SELECT value FROM mark WHERE name = 'remains'", 0, &value, err);

	*yes = good && value != 0;
	return good;
}

/* The log is cut only where nobody reads what stood in it. */
static bool cut_log(struct mirror *mirror, struct err *err)
{
	int64_t busy = 1;

	return local_int(mirror, "PRAGMA wal_checkpoint(TRUNCATE)", 1, &busy, err) &&
	       (!busy ||
		   err_fail(err, ERR_BUSY, _("another process is at work in the local copy")));
}

static bool write_anew(struct mirror *mirror, struct err *err)
{
	int64_t pages, page;

	if (!local_int(mirror, "PRAGMA page_count", 0, &pages, err) ||
	    !local_int(mirror, "PRAGMA page_size", 0, &page, err))
		return false;
	bool large = pages * page > IN_MEMORY_BYTES;
	if (large && !local_exec(mirror, "PRAGMA temp_store = FILE", err))
		return false;
	bool good = local_exec(mirror, "VACUUM", err);
	struct err ignored = {0};
	if (large && !local_exec(mirror, "PRAGMA temp_store = MEMORY", &ignored))
		err_clear(&ignored);
	return good && cut_log(mirror, err);
}

bool mirror_scrub(struct mirror *mirror, int milliseconds, bool *done, struct err *err)
{
	bool remains, tidy = false;

	*done = false;
	if (!has_remains(mirror, &remains, err))
		return false;
	if (!remains) {
		*done = true;
		return true;
	}
	if (!index_tidy(mirror, milliseconds, &tidy, err))
		return false;
	if (!tidy)
		return true;
	*done = write_anew(mirror, err) &&
		local_exec(mirror,
		    "DELETE FROM mark WHERE name = 'remains'; INSERT OR REPLACE INTO mark (name, "
		    "value) "
		    "SELECT 'held', max(seq) FROM event WHERE kind = 'purge-confirm'",
		    err);
	return *done;
}

bool mirror_desks(struct mirror *mirror,
    void (*found)(void *of, int64_t person, const char *desk, int64_t at_ms), void *of,
    struct err *err)
{
	struct probe *probe = probe_begin(mirror,
	    "SELECT person, desk, max(at_ms) FROM event WHERE person > 0 GROUP BY person, desk "
	    "ORDER BY person, 3 DESC");

	while (probe_row(probe)) {
		int64_t person = probe_get_int(probe);
		g_autofree char *desk = probe_get_text(probe);

		found(of, person, desk, probe_get_int(probe));
	}
	return probe_end(probe, err);
}
