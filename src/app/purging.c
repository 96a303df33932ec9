/* Words about a purge, made from the trail: it alone says who asked, who confirmed, who still owes.
 */
#include "app/purging.h"

#include "base/lang.h"
#include "mirror/pages.h"
#include "share/nightly.h"
#include "share/settings.h"

bool purging_is_shell(const struct report *report)
{
	return !*report->title;
}

GPtrArray *purging_exports(const GPtrArray *trail, int64_t report)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < trail->len; i++) {
		struct event *event = g_ptr_array_index(trail, i);

		if (event->report == report &&
		    strcmp(event->kind, move_row(MOVE_EXPORT)->name) == 0)
			g_ptr_array_add(found, event);
	}
	return found;
}

static void add_name(GString *list, const char *number)
{
	g_string_append_printf(list, "%s%s", list->len ? _(", ") : "", number);
}

/* Reports that hold the same text and are not reached: parts, and what it was merged into. */
static char *related(const struct session *session, const struct dossier *dossier)
{
	GString *list = g_string_new(NULL);
	struct err none = {0};
	int64_t whole = dossier->report->merged_into;

	for (guint i = 0; i < dossier->parts->len; i++) {
		const struct report *part = g_ptr_array_index(dossier->parts, i);

		if (!purging_is_shell(part))
			add_name(list, part->number);
	}
	g_autoptr(GPtrArray) rows = whole ? mirror_rows(session->reader, &whole, 1, &none) : NULL;
	for (guint i = 0; rows && i < rows->len; i++) {
		const struct row *row = g_ptr_array_index(rows, i);

		if (!purging_is_shell(row->report))
			add_name(list, row->report->number);
	}
	return g_string_free(list, FALSE);
}

char *purging_question(const struct session *session, const struct dossier *dossier)
{
	const struct report *report = dossier->report;
	const struct event *asked = purge_asked(dossier->trail, report->id);
	g_autofree char *others = related(session, dossier);
	g_autoptr(GPtrArray) exports = purging_exports(dossier->trail, report->id);
	GString *words = g_string_new(NULL);

	if (asked) {
		g_autofree char *when = clock_short_text(asked->at_ms);

		g_string_append_printf(
		    words, _("%s asked for it on %s: %s"), asked->person_name, when, asked->words);
		g_string_append_c(words, '\n');
	}
	g_string_append_printf(words,
	    _("Of %s title, text of all %d revisions and original files are overwritten, here and "
	      "on "
	      "every desk. This cannot be undone."),
	    report->number, report->revision);
	if (*others) {
		g_string_append_c(words, '\n');
		g_string_append_printf(words,
		    _("Not reached, though merged with it: %s. Each is purged by itself."), others);
	}
	if (exports->len) {
		g_string_append_c(words, '\n');
		g_string_append_printf(words,
		    _("It was written to files %u times; those and older backups lie outside."),
		    exports->len);
	}
	return g_string_free(words, FALSE);
}

static void add_copy(const struct session *session, const struct purge_copy *copy, GString *list)
{
	g_autofree char *when = clock_short_text(copy->done_ms ? copy->done_ms : copy->seen_ms);

	if (list->len)
		g_string_append(list, _(", "));
	g_string_append_printf(list,
	    copy->done_ms ? _("%s at %s (%s)") : _("%s at %s (last seen %s)"),
	    person_name(session->people, copy->person), copy->computer, when);
}

/* Those that are done, or still owe; at most MOST by name (0: all). Owns: the caller frees. */
static char *copies_words(
    const struct session *session, const GPtrArray *copies, bool are_done, guint most)
{
	GString *list = g_string_new(NULL);
	guint count = 0;

	for (guint i = 0; i < copies->len; i++) {
		const struct purge_copy *copy = g_ptr_array_index(copies, i);

		if ((copy->done_ms != 0) == are_done && (++count <= most || !most))
			add_copy(session, copy, list);
	}
	if (most && count > most)
		g_string_append_printf(list, _(" and %u more"), count - most);
	return g_string_free(list, FALSE);
}

char *purging_status(
    const struct session *session, const GPtrArray *trail, const struct event *done, unsigned most)
{
	g_autoptr(GPtrArray) copies = purge_copies(trail, done);
	g_autoptr(GPtrArray) exports = purging_exports(trail, done->report);
	g_autofree char *clean = copies_words(session, copies, true, most);
	g_autofree char *owing = copies_words(session, copies, false, most);
	g_autofree char *when = clock_short_text(done->at_ms);
	GString *words = g_string_new(NULL);

	g_string_append_printf(
	    words, _("gone from: %s"), *clean ? clean : _("the share; no desk has said so yet"));
	if (*owing) {
		g_string_append(words, _("; "));
		g_string_append_printf(words, _("still owing: %s"), owing);
	}
	g_string_append(words, _("; "));
	g_string_append_printf(words, _("backups made before %s hold it still"), when);
	if (exports->len) {
		g_string_append(words, _("; "));
		g_string_append_printf(words, _("files given out before: %u"), exports->len);
	}
	return g_string_free(words, FALSE);
}

GPtrArray *purging_backups(const struct session *session, int64_t report)
{
	g_autofree char *nightly = mirror_setting(session->reader, SETTING_NIGHTLY, "");

	return nightly_holding(nightly, session->db, session->ground.office, report);
}
