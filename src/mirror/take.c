/* Storing a batch: rows, what follows from them, the marks; all of it in one transaction. */
#include "mirror/take.h"

#include "base/fs.h"
#include "base/lang.h"
#include "mirror/local.h"
#include "mirror/store.h"

#include <inttypes.h>
#include <unistd.h>

#define SEEN_EVERY_MS 60000

static bool put_mark(struct mirror *mirror, const char *name, int64_t value, struct err *err)
{
	struct probe *probe = probe_begin(
	    mirror, "INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)");

	probe_text(probe, name);
	probe_int(probe, value);
	return probe_run(probe, err);
}

static void read_seen(const struct mirror *mirror, struct mirror_marks *marks)
{
	g_autofree char *text = NULL;

	if (!mirror->seen_path || !g_file_get_contents(mirror->seen_path, &text, NULL, NULL))
		return;
	char *end = NULL;
	int64_t seq = g_ascii_strtoll(text, &end, 10);

	if (seq > marks->seen_seq && *end == ' ' && strlen(end + 1) >= 64) {
		marks->seen_seq = seq;
		g_strlcpy(marks->seen_digest, end + 1, sizeof(marks->seen_digest));
	}
}

bool mirror_marks(struct mirror *mirror, struct mirror_marks *marks, struct err *err)
{
	struct probe *probe = probe_begin(mirror, "SELECT name, value FROM mark");

	*marks = (struct mirror_marks){0};
	while (probe_row(probe)) {
		const char *name = probe_peek(probe);
		int64_t value = probe_get_int(probe);

		if (strcmp(name, "newest") == 0)
			marks->newest_seq = value;
		else if (strcmp(name, "lowest") == 0)
			marks->lowest_seq = value;
		else if (strcmp(name, "reports_down_to") == 0)
			marks->reports_down_to = value;
		else if (strcmp(name, "share") == 0)
			marks->share_seq = value;
		else if (strcmp(name, "read_ms") == 0)
			marks->read_ms = value;
		else if (strcmp(name, "state") == 0)
			marks->state = value;
		else if (strcmp(name, "loose") == 0)
			marks->is_loose = value;
	}
	if (!probe_end(probe, err))
		return false;
	marks->state++;
	/* A small share came as news, event by event: then nothing was ever said about reports. */
	marks->whole = marks->reports_down_to <= 1 && marks->lowest_seq == 1;

	probe = probe_begin(mirror, "SELECT digest FROM event WHERE seq = ?");
	probe_int(probe, marks->newest_seq);
	if (probe_row(probe)) {
		g_autofree char *hex = probe_get_digest(probe);
		g_strlcpy(marks->newest_digest, hex, sizeof(marks->newest_digest));
	}
	marks->seen_seq = marks->newest_seq;
	memcpy(marks->seen_digest, marks->newest_digest, sizeof(marks->seen_digest));
	read_seen(mirror, marks);
	return probe_end(probe, err);
}

/* Join the batch's range of events to the one that is held. */
static bool join_range(struct mirror_marks *marks, const struct changes *changes, struct err *err)
{
	if (!changes->last_seq)
		return true;
	if (!marks->newest_seq) {
		marks->newest_seq = changes->last_seq;
		marks->lowest_seq = changes->first_seq;
		return true;
	}
	if (changes->first_seq > marks->newest_seq + 1 || changes->last_seq < marks->lowest_seq - 1)
		return err_fail(err, ERR_INPUT,
		    "events %" PRId64 " to %" PRId64 " do not touch %" PRId64 " to %" PRId64,
		    changes->first_seq, changes->last_seq, marks->lowest_seq, marks->newest_seq);
	marks->newest_seq = MAX(marks->newest_seq, changes->last_seq);
	marks->lowest_seq = MIN(marks->lowest_seq, changes->first_seq);
	return true;
}

static bool put_marks(struct mirror *mirror, struct mirror_marks *marks,
    const struct changes *changes, struct err *err)
{
	if (changes->reports_down_to &&
	    (!marks->reports_down_to || changes->reports_down_to < marks->reports_down_to))
		marks->reports_down_to = changes->reports_down_to;
	if (changes->share_seq) {
		marks->share_seq = changes->share_seq;
		marks->read_ms = changes->read_ms;
	}
	return put_mark(mirror, "state", marks->state, err) &&
	       put_mark(mirror, "newest", marks->newest_seq, err) &&
	       put_mark(mirror, "lowest", marks->lowest_seq, err) &&
	       put_mark(mirror, "reports_down_to", marks->reports_down_to, err) &&
	       put_mark(mirror, "share", marks->share_seq, err) &&
	       put_mark(mirror, "read_ms", marks->read_ms, err);
}

/* The memory of the newest event stands beside the mirror, so that a new mirror still has it. */
static void remember(struct mirror *mirror, int64_t newest_before)
{
	struct err ignored = {0};
	struct mirror_marks marks;

	if (!mirror->seen_path || !mirror_marks(mirror, &marks, &ignored) ||
	    marks.newest_seq <= newest_before || marks.newest_seq < marks.seen_seq)
		return;
	g_autofree char *line = g_strdup_printf(
	    "%" PRId64 " %s\n", marks.newest_seq, marks.newest_digest);
	if (!fs_write(mirror->seen_path, line, strlen(line), 0600, &ignored))
		err_clear(&ignored); /* the mirror itself has it too */
}

static bool store(struct mirror *mirror, const struct changes *changes, struct err *err)
{
	g_autoptr(GHashTable) touched = g_hash_table_new(g_int64_hash, g_int64_equal);

	return store_events(mirror, changes->events, touched, err) &&
	       store_people(mirror, changes->people, err) &&
	       store_settings(mirror, changes->settings, err) &&
	       (!changes->claims || store_claims(mirror, changes->claims, err)) &&
	       store_revisions(mirror, changes, err) &&
	       store_reports(mirror, changes->reports, touched, err) &&
	       store_what_follows(mirror, touched, err);
}

static bool is_in_time(
    const struct mirror_marks *marks, const struct changes *changes, struct err *err)
{
	return !changes->state || changes->state == marks->state ||
	       err_fail_code(err, ERR_BUSY, MIRROR_OVERTAKEN,
		   _("another process is at work in the local copy"));
}

bool mirror_take(struct mirror *mirror, const struct changes *changes, struct err *err)
{
	struct mirror_marks marks;
	int64_t newest_before = 0;

	if (!local_exec(mirror, "BEGIN IMMEDIATE", err))
		return false;
	bool good = mirror_marks(mirror, &marks, err);
	if (good)
		newest_before = marks.newest_seq;
	good = good && is_in_time(&marks, changes, err) && join_range(&marks, changes, err) &&
	       store(mirror, changes, err) && put_marks(mirror, &marks, changes, err) &&
	       local_exec(mirror, "COMMIT", err);
	if (!good) {
		struct err ignored = {0};

		if (!local_exec(mirror, "ROLLBACK", &ignored))
			err_clear(&ignored); /* SQLite has rolled back by itself */
		return false;
	}
	remember(mirror, newest_before);
	return true;
}

bool mirror_seen(struct mirror *mirror, int64_t share_seq, int64_t read_ms, struct err *err)
{
	struct mirror_marks marks;

	if (!mirror_marks(mirror, &marks, err))
		return false;
	if (marks.share_seq == share_seq && read_ms - marks.read_ms < SEEN_EVERY_MS &&
	    read_ms >= marks.read_ms)
		return true;
	return put_mark(mirror, "share", share_seq, err) &&
	       put_mark(mirror, "read_ms", read_ms, err);
}

bool mirror_forget(struct mirror *mirror, struct err *err)
{
	static const char script[] =
	    "BEGIN IMMEDIATE; DELETE FROM report; DELETE FROM revision; DELETE FROM event;"
	    "DELETE FROM acted; DELETE FROM person; DELETE FROM setting; DELETE FROM claim;"
	    "DELETE FROM mark; INSERT INTO text_gram (text_gram) VALUES ('delete-all');"
	    "INSERT INTO head_gram (head_gram) VALUES ('delete-all'); COMMIT";

	if (local_exec(mirror, script, err))
		return true;
	struct err ignored = {0};
	if (!local_exec(mirror, "ROLLBACK", &ignored))
		err_clear(&ignored);
	return false;
}

bool mirror_give_up(struct mirror *mirror, struct err *err)
{
	if (!mirror_forget(mirror, err))
		return false;
	if (mirror->seen_path)
		unlink(mirror->seen_path);
	return true;
}

bool mirror_digest(struct mirror *mirror, int64_t seq, char digest[65])
{
	struct probe *probe = probe_begin(mirror, "SELECT digest FROM event WHERE seq = ?");
	struct err ignored = {0};

	probe_int(probe, seq);
	bool found = probe_row(probe);
	if (found) {
		g_autofree char *hex = probe_get_digest(probe);
		g_strlcpy(digest, hex, 65);
	}
	return probe_end(probe, &ignored) && found;
}

void mirror_deed_free(void *deed)
{
	struct mirror_deed *one = deed;

	g_free(one->number);
	g_free(one->kind);
	g_free(one);
}

GPtrArray *mirror_after(struct mirror *mirror, int64_t seq, struct err *err)
{
	GPtrArray *deeds = g_ptr_array_new_with_free_func(mirror_deed_free);
	struct probe *probe = probe_begin(mirror,
	    "SELECT e.seq, e.person, e.at_ms, ifnull(r.number, ''), e.kind FROM event AS e "
	    "LEFT JOIN report AS r ON r.id = e.report WHERE e.seq > ? ORDER BY e.seq");

	probe_int(probe, seq);
	while (probe_row(probe)) {
		struct mirror_deed *deed = g_new0(struct mirror_deed, 1);

		deed->seq = probe_get_int(probe);
		deed->person = probe_get_int(probe);
		deed->at_ms = probe_get_int(probe);
		deed->number = probe_get_text(probe);
		deed->kind = probe_get_text(probe);
		g_ptr_array_add(deeds, deed);
	}
	if (probe_end(probe, err))
		return deeds;
	g_ptr_array_free(deeds, TRUE);
	return NULL;
}
