/* What stands in the search indexes for a report: its folded head, and its folded text. */
#include "mirror/index.h"

#include "base/clock.h"
#include "mirror/grams.h"

#define BULK_HASH_BYTES (32 << 20) /* of tokens before they are written: a batch takes a third */
#define MERGE_PAGES 500 /* of one slice of tidying, some 20 ms */
#define SEGMENTS_MAX 1999 /* then SQLite makes one of them, however long that takes */

struct entry {
	char *head;
	char *text;
	int64_t indexed; /* as in the row */
	int64_t now; /* revision whose body is in text, 0: none is here */
};

static void entry_clear(struct entry *entry)
{
	g_free(entry->head);
	g_free(entry->text);
}

/* What is to be said of a report, with the body of the revision that is indexed or that stands. */
static bool read_entry(
    struct mirror *mirror, int64_t report, bool as_indexed, struct entry *entry, struct err *err)
{
	struct probe *probe = probe_begin(mirror,
	    as_indexed
		? "SELECT title, report.writers, unit, number, dispatch_number, indexed, 0, "
		  "(SELECT body FROM revision WHERE revision.report = report.id AND "
		  "no = indexed) FROM report WHERE id = ?"
		: "SELECT report.title, report.writers, report.unit, number, "
		  "dispatch_number, indexed, coalesce(no, 0), body FROM report LEFT JOIN revision "
		  "ON revision.id = report.id AND no = report.revision "
		  "WHERE report.id = ?");

	*entry = (struct entry){.indexed = -1};
	probe_int(probe, report);
	if (probe_row(probe)) {
		g_autofree char *title = grams_fold_text(probe_peek(probe));
		g_autofree char *writers = grams_fold_text(probe_peek(probe));
		g_autofree char *unit = grams_fold_text(probe_peek(probe));
		g_autofree char *number = grams_fold_text(probe_peek(probe));
		g_autofree char *dispatch = grams_fold_text(probe_peek(probe));

		entry->indexed = probe_get_int(probe);
		entry->now = probe_get_int(probe);
		g_autofree char *body = grams_fold_text(probe_peek(probe));
		entry->head = g_strjoin("\n", title, writers, unit, number, dispatch, NULL);
		entry->text = g_strjoin("\n", title, writers, unit, body, NULL);
	}
	return probe_end(probe, err);
}

static bool say(
    struct mirror *mirror, const char *statement, int64_t report, const char *text, struct err *err)
{
	struct probe *probe = probe_begin(mirror, statement);

	probe_int(probe, report);
	probe_text(probe, text);
	return probe_run(probe, err);
}

static bool set_indexed(struct mirror *mirror, int64_t report, int64_t to, struct err *err)
{
	struct probe *probe = probe_begin(mirror, "UPDATE report SET indexed = ? WHERE id = ?");

	probe_int(probe, to);
	probe_int(probe, report);
	return probe_run(probe, err);
}

bool index_out(struct mirror *mirror, int64_t report, struct err *err)
{
	struct entry entry;
	bool good = read_entry(mirror, report, true, &entry, err);

	if (good && entry.indexed >= 0)
		good = say(mirror,
			   "INSERT INTO head_gram (head_gram, rowid, t) VALUES ('delete', ?, ?)",
			   report, entry.head, err) &&
		       say(mirror,
			   "INSERT INTO text_gram (text_gram, rowid, t) VALUES ('delete', ?, ?)",
			   report, entry.text, err) &&
		       set_indexed(mirror, report, -1, err);
	entry_clear(&entry);
	return good;
}

bool index_in(struct mirror *mirror, int64_t report, struct err *err)
{
	struct entry entry;
	bool good = read_entry(mirror, report, false, &entry, err);

	if (good && entry.head)
		good = say(mirror, "INSERT INTO head_gram (rowid, t) VALUES (?, ?)", report,
			   entry.head, err) &&
		       say(mirror, "INSERT INTO text_gram (rowid, t) VALUES (?, ?)", report,
			   entry.text, err) &&
		       set_indexed(mirror, report, entry.now, err);
	entry_clear(&entry);
	return good;
}

static bool set(struct mirror *mirror, const char *option, int64_t value, struct err *err)
{
	static const char *const tables[] = {"text_gram", "head_gram"};
	bool good = true;

	for (size_t i = 0; good && i < G_N_ELEMENTS(tables); i++) {
		g_autofree char *statement = g_strdup_printf(
		    "INSERT INTO %s (%s, rank) VALUES ('%s', ?)", tables[i], tables[i], option);
		struct probe *probe = probe_begin(mirror, statement);

		probe_int(probe, value);
		good = probe_run(probe, err);
	}
	return good;
}

bool index_bulk(struct mirror *mirror, bool on, struct err *err)
{
	/* Nothing of a first copy was taken back: what merging frees need not be wiped. */
	return local_exec(mirror,
		   on ? "PRAGMA cache_size = -16384; PRAGMA secure_delete = FAST"
		      : "PRAGMA cache_size = -1024; PRAGMA secure_delete = ON",
		   err) &&
	       set(mirror, "hashsize", on ? BULK_HASH_BYTES : 1 << 20, err) &&
	       set(mirror, "automerge", on ? 0 : 4, err) &&
	       set(mirror, "crisismerge", on ? SEGMENTS_MAX : 16, err);
}

/* One slice for each index; whether it still found something to do. */
static bool merge(struct mirror *mirror, int64_t pages, bool *worked, struct err *err)
{
	int64_t before = local_total_changes(mirror);

	if (!set(mirror, "merge", pages, err))
		return false;
	/* One change each where nothing was merged. Source: fts5.html 6.8, "less than 2". */
	*worked = local_total_changes(mirror) - before > 2;
	return true;
}

bool index_tidy(struct mirror *mirror, int milliseconds, bool *done, struct err *err)
{
	int64_t until = clock_mono_ms() + milliseconds;
	bool worked = true;

	*done = false;
	/* A negative count says: everything into one; those after it go on with that. */
	if (!merge(mirror, -MERGE_PAGES, &worked, err))
		return false;
	while (worked && clock_mono_ms() < until) {
		if (!merge(mirror, MERGE_PAGES, &worked, err))
			return false;
	}
	*done = !worked;
	return true;
}
