/* Actions on the text that is read: the original beside it, revisions, differences, copies. */
#include "app/acts.h"
#include "app/desk.h"
#include "app/show.h"
#include "base/lang.h"
#include "flow/hours.h"
#include "text/diff.h"

#define CHANGES_SHOWN 6 /* in a dialog's few lines */

void desk_show_changes(struct desk *desk, int a, int b)
{
	desk->showing = TEXT_COMPARED;
	desk->compare_a = a;
	desk->compare_b = b;
	desk->focus = LAYOUT_EDITOR;
	desk->text->pane.dirty = true;
}

char *desk_changes_words(const char *old, const char *new)
{
	struct err err = {0};
	g_autoptr(GArray) runs = diff_texts(old, strlen(old), new, strlen(new), &err);
	GString *words = g_string_new(NULL);
	int shown = 0;

	for (guint i = 0; runs && i < runs->len; i++) {
		const struct diff_run *run = &g_array_index(runs, struct diff_run, i);
		const char *from = run->kind == DIFF_REMOVED ? old + run->a : new + run->b;

		if (run->kind == DIFF_SAME)
			continue;
		if (++shown > CHANGES_SHOWN) {
			g_string_append(words, "…\n");
			break;
		}
		g_autofree char *piece = g_strndup(from, run->len);
		g_strdelimit(piece, "\n", ' ');
		if (g_utf8_strlen(piece, -1) > 40) {
			char *end = g_utf8_offset_to_pointer(piece, 40);
			*end = '\0';
		}
		g_string_append_printf(
		    words, "%s %s\n", run->kind == DIFF_REMOVED ? "-" : "+", piece);
	}
	return g_string_free(words, FALSE);
}

void act_original(struct desk *desk)
{
	desk->showing = desk->showing == TEXT_ORIGINAL ? TEXT_CURRENT : TEXT_ORIGINAL;
	desk->text->pane.dirty = true;
}

static void revision_chosen(struct desk *desk, struct question *question)
{
	int no = menu_id(&question->dialog->menu);

	if (no <= 0 || !desk->report)
		return;
	if (no == desk->dossier.report->revision) {
		desk->showing = TEXT_CURRENT;
		desk->text->pane.dirty = true;
		desk->focus = LAYOUT_EDITOR;
	} else {
		desk_show_changes(desk, no, desk->dossier.report->revision);
	}
}

void act_revisions(struct desk *desk)
{
	struct dialog *dialog = dialog_new(DIALOG_MENU, _("Revisions"),
	    _("An older one is shown as the difference from it to the text that stands."));

	for (guint i = desk->dossier.revisions->len; i-- > 0;) {
		const struct revision *revision = g_ptr_array_index(desk->dossier.revisions, i);
		g_autofree char *when = clock_short_text(revision->at_ms);
		g_autofree char *label = g_strdup_printf(_("revision %d  %s  %s  %d characters"),
		    revision->no, person_name(desk->session.people, revision->person), when,
		    revision->chars);

		if (revision->report == desk->report)
			menu_add(&dialog->menu, revision->no, label, "", NULL);
	}
	desk_ask(desk, question_new(dialog, revision_chosen));
}

/* The revision that stood before the event, by the trail. */
static int before(const struct desk *desk, const struct event *event)
{
	int found = 0;

	for (guint i = 0; i < desk->dossier.trail->len; i++) {
		const struct event *earlier = g_ptr_array_index(desk->dossier.trail, i);

		if (earlier->seq >= event->seq)
			break;
		if (earlier->report == event->report && earlier->revision)
			found = earlier->revision;
	}
	return found;
}

void act_open_event(struct desk *desk)
{
	int64_t seq = trail_pane_event(desk->trail);

	for (guint i = 0; i < desk->dossier.trail->len; i++) {
		const struct event *event = g_ptr_array_index(desk->dossier.trail, i);

		if (event->seq != seq || !event->revision || event->report != desk->report)
			continue;
		int old = before(desk, event);
		desk_show_changes(desk, old ? old : event->revision, event->revision);
		return;
	}
	desk_say(desk, "%s", _("this event saw no text of this report"));
}

/* What is masked is shown once the share has the event that says who asked for it (design 5). */
void act_reveal(struct desk *desk)
{
	struct err err = {0};

	if (!session_actor(&desk->session, &err) || !judge_open(&desk->file, MOVE_REVEAL, &err)) {
		desk_say_err(desk, &err);
		return;
	}
	struct deed *deed = deed_new(MOVE_REVEAL, desk->session.me->id);
	deed->report = desk->report;
	desk_do(desk, deed, false);
}

/* For a messenger: neither title nor names (design 5). Sent to the terminal's clipboard too. */
void act_copy_line(struct desk *desk)
{
	const struct report *report = desk->dossier.report;
	g_autofree char *left = hours_left_words(NULL, clock_wall_ms(&desk->session.clock),
	    report->due_ms, report->urgency == URGENCY_EXTRA);
	g_autofree char *line = g_strdup_printf(
	    "%s %s %s", report->number, state_words(report->state), left);
	g_autofree char *coded = g_base64_encode((const unsigned char *)line, strlen(line));
	g_autofree char *bytes = g_strdup_printf("\033]52;c;%s\a", coded);

	g_free(desk->clip);
	desk->clip = g_strdup(line);
	screen_say(desk->screen, bytes);
	desk_say(desk, _("copied: %s"), line);
}
