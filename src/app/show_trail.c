/* The right pane: who signed off what, and the events below. */
#include "app/show.h"

#include "app/purging.h"

#include "base/lang.h"
#include "model/detail.h"

static const char *const step_labels[SIGNOFF_STEPS] = {[SIGNOFF_RECEIVE] = N_("receipt"),
    [SIGNOFF_TRIAGE] = N_("triage"),
    [SIGNOFF_EDIT] = N_("editing"),
    [SIGNOFF_PASS] = N_("review"),
    [SIGNOFF_SIGN] = N_("signature"),
    [SIGNOFF_DISPATCH] = N_("dispatch")};

static enum trail_mark mark_of(enum signoff_mark mark)
{
	switch (mark) {
	case SIGNOFF_CURRENT:
		return TRAIL_CURRENT;
	case SIGNOFF_ENDED:
		return TRAIL_ENDED;
	default:
		return TRAIL_WAITING;
	}
}

/* Where a report has come to rest, the steps it did not take do not wait either. */
static bool is_at_rest(enum state state)
{
	return state == STATE_DECLINED || state == STATE_MERGED || state == STATE_FORWARDED ||
	       state == STATE_CLOSED || state == STATE_WITHDRAWN;
}

/* One line of the strip; what it borrows is added to OWNED. */
static struct trail_step strip_step(
    struct desk *desk, const struct signoff *signoff, const char *label, GPtrArray *owned)
{
	const struct event *event = signoff->event;
	struct trail_step step = {.mark = mark_of(signoff->mark), .label = label};

	if (!event && is_at_rest(desk->dossier.report->state))
		step.name = "";
	if (!event)
		return step;
	char *time = clock_short_text(event->at_ms);
	char *who = story_who(desk->session.people, event);
	char *revision = event->revision ? g_strdup_printf(_("r%d"), event->revision)
					 : g_strdup("");

	g_ptr_array_add(owned, time);
	g_ptr_array_add(owned, who);
	g_ptr_array_add(owned, revision);
	step.name = who;
	step.time = time;
	step.revision = revision;
	step.opinion = *event->words ? event->words : NULL;
	return step;
}

/* The steps that this text goes through: those between review and signature by their own names. */
static void show_strip(struct desk *desk)
{
	g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) names = story_step_names(&desk->file);
	int extra = (int)g_strv_length(names), count = 0;
	struct signoff signoffs[SIGNOFF_STEPS];
	struct trail_step steps[SIGNOFF_STEPS];

	story_signoffs(&desk->file, signoffs);
	for (int i = 0; i < SIGNOFF_STEPS; i++) {
		int at = i - SIGNOFF_EXTRA;

		if (step_labels[i] || at < extra)
			steps[count++] = strip_step(desk, &signoffs[i],
			    step_labels[i] ? _(step_labels[i]) : names[at], owned);
	}
	trail_pane_strip(desk->trail, steps, count);
}

/* What was done, with what it led to and what it carried. */
static char *what_of(const struct desk *desk, const struct event *event)
{
	enum move_id move;
	GString *what = g_string_new(
	    move_is_kind(event->kind, &move) ? move_words(move) : event->kind);
	const struct reason *reason = *event->reason ? reason_by_code(event->reason) : NULL;
	g_autofree char *to = detail_get(event->detail, "to");
	g_autofree char *person = detail_get(event->detail, "person");
	g_autofree char *verdict = detail_get(event->detail, "verdict");
	g_autofree char *number = detail_get(event->detail, "dispatch");

	if (event->from != event->to && event->to != STATE_NONE)
		g_string_append_printf(what, " → %s", state_words(event->to));
	if (reason)
		g_string_append_printf(what, "  %s %s", reason->code, _(reason->name));
	if (verdict && move_is_kind(verdict, &move))
		g_string_append_printf(what, "  %s", move_words(move));
	if (to)
		g_string_append_printf(what, "  %s", to);
	else if (person)
		g_string_append_printf(what, "  %s",
		    person_name(desk->session.people, g_ascii_strtoll(person, NULL, 10)));
	if (number)
		g_string_append_printf(what, "  %s", number);
	return g_string_free(what, FALSE);
}

/* Whether the filter of the trail leaves it; counts what it hides. */
static bool is_left(const struct desk *desk, const struct trail_event *shown, int *hidden)
{
	if (!desk->trail_filter)
		return true;
	g_autofree char *line = g_strdup_printf("%s %s %s %s %s", shown->time, shown->who,
	    shown->what, shown->revision ? shown->revision : "", shown->words ? shown->words : "");
	bool fits = trail_fits(line, desk->trail_filter);

	*hidden += !fits;
	return fits;
}

#define NAMED_COPIES 3 /* in the trail; show has them all */

/* Behind the event that purged stands what came of it. Owns: the caller frees. */
static char *words_of(const struct desk *desk, const struct event *event)
{
	if (strcmp(event->kind, move_row(MOVE_PURGE_CONFIRM)->name) == 0)
		return purging_status(&desk->session, desk->dossier.trail, event, NAMED_COPIES);
	return desk_numbers(desk, event->words);
}

static void add_event(struct desk *desk, const struct event *event, int *hidden)
{
	g_autofree char *when = clock_short_text(event->at_ms);
	g_autofree char *what = what_of(desk, event);
	g_autofree char *words = words_of(desk, event);
	g_autofree char *who = story_who(desk->session.people, event);
	g_autofree char *revision = event->revision ? g_strdup_printf(_("r%d"), event->revision)
						    : NULL;
	struct trail_event shown = {.seq = event->seq,
	    .time = when,
	    .who = who,
	    .what = what,
	    .revision = revision,
	    .words = *words ? words : NULL,
	    .style = event->from != event->to ? style_of_state(state_name(event->to)) : STYLE_TEXT};

	if (is_left(desk, &shown, hidden))
		trail_pane_add(desk->trail, &shown);
}

void show_trail(struct desk *desk)
{
	bool same = desk->trail_report == desk->report;
	int hidden = 0;

	trail_pane_begin(desk->trail);
	if (desk->report) {
		show_strip(desk);
		for (guint i = 0; i < desk->dossier.trail->len; i++)
			add_event(desk, g_ptr_array_index(desk->dossier.trail, i), &hidden);
	} else {
		trail_pane_strip(desk->trail, NULL, 0);
	}
	int all = desk->report ? (int)desk->dossier.trail->len : 0;
	trail_pane_narrowed(desk->trail, all - hidden, hidden, desk->trail_filter);
	trail_pane_show(desk->trail, same);
	desk->trail_report = desk->report;
	desk->trail->pane.dirty = true;
}
