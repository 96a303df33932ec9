/* A row of the list: the cells that say what a report is and how it stands. */
#include "app/listing.h"

#include "base/lang.h"
#include "flow/hours.h"
#include "ui/style.h"

static const char *urgent_mark(enum urgency urgency)
{
	return urgency == URGENCY_EXTRA ? _("EX") : urgency == URGENCY_URGENT ? _("UR") : "";
}

static bool held(GHashTable *set, int64_t report)
{
	return g_hash_table_contains(set, &report);
}

/* Claimed, pending, unchecked, kept: one character each, never by colour alone. */
static char *flags_of(const struct desk *desk, const struct row *row)
{
	GString *flags = g_string_new(NULL);

	if (held(desk->pending, row->report->id))
		g_string_append_c(flags, '~');
	else if (row->claimed_by)
		g_string_append_c(
		    flags, desk->session.me && row->claimed_by == desk->session.me->id ? '*' : '!');
	if (!row->checked)
		g_string_append_c(flags, '?');
	if (row->kept)
		g_string_append_c(flags, '+');
	return g_string_free(flags, FALSE);
}

static void set_hands(const struct desk *desk, const struct row *row, struct list_row *out)
{
	const struct report *report = row->report;

	if (row->claimed_by)
		list_row_set(out, QUEUE_HANDS, person_name(desk->session.people, row->claimed_by),
		    STYLE_TEXT);
	else if (report->turn_person)
		list_row_set(out, QUEUE_HANDS,
		    person_name(desk->session.people, report->turn_person), STYLE_TEXT);
	else {
		g_autofree char *roles = roles_words(report->turn_roles);
		bool security = report->turn_roles == ROLE_BIT(SECURITY);
		/* its own words are longer than the column */
		list_row_set(out, QUEUE_HANDS, security ? _("secur.") : roles, STYLE_DIM);
	}
}

/* A state in at most eight columns. */
static const char *state_short(const struct row *row)
{
	const struct report *report = row->report;

	return report->state == STATE_QUARANTINED ? _("secrecy")
						  : session_state_words(report, row->claimed_by);
}

struct list_row *listing_row(const struct desk *desk, const struct row *row, int part)
{
	const struct report *report = row->report;
	struct list_row *out = list_row_new(report->id, NULL, QUEUE_COLUMNS);
	int64_t now = clock_wall_ms(&desk->session.clock);
	bool over = report->due_ms && report->due_ms < now && report->turn_roles;
	g_autofree char *left = report->turn_roles ? hours_left_words(NULL, now, report->due_ms,
							 report->urgency == URGENCY_EXTRA)
						   : g_strdup("");
	g_autofree char *flags = flags_of(desk, row);
	g_autofree char *chars = g_strdup_printf("%d", report->chars);
	const char *dash = strchr(report->number, '-');

	list_row_set(out, QUEUE_URGENT, urgent_mark(report->urgency), STYLE_URGENT);
	list_row_set(out, QUEUE_OVERDUE, over ? _("OV") : "", STYLE_OVERDUE);
	list_row_set(out, QUEUE_FLAGS, flags, STYLE_PENDING);
	list_row_set(out, QUEUE_NUMBER, dash ? dash + 1 : report->number, STYLE_TEXT);
	list_row_set(out, QUEUE_TITLE, session_title(&desk->session, report), STYLE_TEXT);
	list_row_set(out, QUEUE_LEFT, left, over ? STYLE_OVERDUE : STYLE_TEXT);
	list_row_set(out, QUEUE_STATE, state_short(row), style_of_state(state_name(report->state)));
	set_hands(desk, row, out);
	list_row_set(
	    out, QUEUE_WRITER, *report->writers ? report->writers : report->unit, STYLE_DIM);
	list_row_set(out, QUEUE_CHANNEL, source_words(report->source), STYLE_DIM);
	list_row_set(out, QUEUE_CHARS, chars, STYLE_DIM);
	out->part = part;
	out->dim = held(desk->decided, report->id) || held(desk->gone, report->id);
	return out;
}
