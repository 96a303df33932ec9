/* Where a purge stands: what the trail says was asked, confirmed, given up and done on which desk.
 */
#include "flow/purge.h"

#include "base/clock.h"
#include "base/lang.h"
#include "model/detail.h"

#define COPIES_MOST 500 /* named in one event */

static bool is(const struct event *event, enum move_id move)
{
	return strcmp(event->kind, move_row(move)->name) == 0;
}

const struct event *purge_asked(const GPtrArray *trail, int64_t report)
{
	for (guint i = trail->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(trail, i);

		if (event->report != report)
			continue;
		if (is(event, MOVE_PURGE))
			return event;
		if (event->from != event->to || is(event, MOVE_PURGE_CONFIRM) ||
		    is(event, MOVE_PURGE_DROP))
			return NULL;
	}
	return NULL;
}

const struct event *purge_confirmed(const GPtrArray *trail, int64_t report)
{
	for (guint i = 0; i < trail->len; i++) {
		const struct event *event = g_ptr_array_index(trail, i);

		if ((!report || event->report == report) && is(event, MOVE_PURGE_CONFIRM))
			return event;
	}
	return NULL;
}

static bool has_said(const GPtrArray *trail, const struct event *done, int64_t person,
    const char *computer, int64_t *at_ms)
{
	for (guint i = 0; i < trail->len; i++) {
		const struct event *event = g_ptr_array_index(trail, i);

		if (event->report != done->report || event->seq < done->seq ||
		    event->person != person || !is(event, MOVE_PURGE_DONE))
			continue;
		g_autofree char *there = purge_computer(event->desk);
		if (strcmp(there, computer) == 0) {
			*at_ms = event->at_ms;
			return true;
		}
	}
	return false;
}

static bool confirm_allows(const struct case_file *file, const struct event *asked, struct err *err)
{
	if (!asked)
		return err_fail(
		    err, ERR_DENIED, "%s", _("nobody has asked for a purge of this report"));
	if (asked->person == file->actor->id)
		return err_fail(err, ERR_DENIED, "%s",
		    _("you asked for this purge: another person confirms it, a signer or a "
		      "security officer"));
	return true;
}

static bool ask_allows(const struct event *asked, struct err *err)
{
	if (!asked)
		return true;
	g_autofree char *when = clock_short_text(asked->at_ms);
	return err_fail(err, ERR_DENIED,
	    _("%s asked for the purge on %s: another person confirms it or gives it up"),
	    asked->person_name ? asked->person_name : "", when);
}

static bool done_allows(const struct case_file *file, const struct event *done, struct err *err)
{
	g_autofree char *computer = purge_computer(file->desk);
	int64_t at_ms;

	if (!done)
		return err_fail(err, ERR_DENIED, "%s", _("this report was not purged"));
	if (!has_said(file->trail, done, file->actor->id, computer, &at_ms))
		return true;
	return err_fail(err, ERR_DENIED, "%s", _("it was said already that it is gone from here"));
}

bool purge_allows(const struct case_file *file, enum move_id move, struct err *err)
{
	const struct event *done = purge_confirmed(file->trail, file->report->id);
	const struct event *asked = purge_asked(file->trail, file->report->id);

	if (move == MOVE_PURGE_DONE)
		return done_allows(file, done, err);
	if (done)
		return err_fail(err, ERR_DENIED, "%s", _("its text was purged already"));
	if (move == MOVE_PURGE)
		return ask_allows(asked, err);
	if (move == MOVE_PURGE_DROP)
		return asked || err_fail(err, ERR_DENIED, "%s",
				    _("nobody has asked for a purge of this report"));
	return confirm_allows(file, asked, err);
}

char *purge_computer(const char *desk)
{
	return g_strndup(desk, strcspn(desk, "/"));
}

static void copy_free(void *item)
{
	struct purge_copy *copy = item;

	g_free(copy->computer);
	g_free(copy);
}

GPtrArray *purge_copies_new(void)
{
	return g_ptr_array_new_with_free_func(copy_free);
}

void purge_copies_add(GPtrArray *copies, int64_t person, const char *desk, int64_t seen_ms)
{
	g_autofree char *computer = purge_computer(desk);

	for (guint i = 0; i < copies->len; i++) {
		struct purge_copy *copy = g_ptr_array_index(copies, i);

		if (copy->person != person || strcmp(copy->computer, computer) != 0)
			continue;
		copy->seen_ms = MAX(copy->seen_ms, seen_ms);
		return;
	}
	if (!*computer || copies->len >= COPIES_MOST)
		return;
	struct purge_copy *copy = g_new0(struct purge_copy, 1);
	copy->person = person;
	copy->computer = g_steal_pointer(&computer);
	copy->seen_ms = seen_ms;
	g_ptr_array_add(copies, copy);
}

char *purge_copies_print(const GPtrArray *copies)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < copies->len; i++) {
		const struct purge_copy *copy = g_ptr_array_index(copies, i);

		g_string_append_printf(out, "%" G_GINT64_FORMAT "\t%s\t%" G_GINT64_FORMAT "\n",
		    copy->person, copy->computer, copy->seen_ms);
	}
	return g_string_free(out, FALSE);
}

GPtrArray *purge_copies(const GPtrArray *trail, const struct event *done)
{
	GPtrArray *copies = purge_copies_new();
	g_autofree char *named = detail_get(done->detail, "desks");
	g_auto(GStrv) lines = g_strsplit(named ? named : "", "\n", -1);

	for (char **line = lines; *line; line++) {
		g_auto(GStrv) parts = g_strsplit(*line, "\t", 3);

		if (g_strv_length(parts) == 3)
			purge_copies_add(copies, g_ascii_strtoll(parts[0], NULL, 10), parts[1],
			    g_ascii_strtoll(parts[2], NULL, 10));
	}
	for (guint i = 0; i < trail->len; i++) {
		const struct event *event = g_ptr_array_index(trail, i);

		if (event->report == done->report && is(event, MOVE_PURGE_DONE))
			purge_copies_add(copies, event->person, event->desk, 0);
	}
	for (guint i = 0; i < copies->len; i++) {
		struct purge_copy *copy = g_ptr_array_index(copies, i);

		(void)has_said(trail, done, copy->person, copy->computer, &copy->done_ms);
	}
	return copies;
}
