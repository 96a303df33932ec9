/* Whose turn: the state says which role, assignment and claim say which person, the clock until
 * when. */
#include "flow/turn.h"

#include "base/clock.h"
#include "base/lang.h"
#include "flow/hours.h"
#include "flow/purge.h"
#include "model/detail.h"

#define EXTRA_HOURS 4 /* 特急 from arrival to signature, by the clock (domain 2.4) */
#define HOUR_MS 3600000

static const struct {
	enum state state;
	int plain, urgent;
} stages[] = {
#define STAGE(state, plain, urgent) {STATE_##state, plain, urgent},
#include "flow/stage.def"
};

static unsigned roles_of(enum state state)
{
	switch (state) {
	case STATE_INCOMING:
		return ROLE_BIT(REVIEWER);
	case STATE_RETURNED:
	case STATE_SIGNED:
	case STATE_FORWARDED:
		return ROLE_BIT(CLERK);
	case STATE_EDITING:
		return ROLE_BIT(EDITOR);
	case STATE_REVIEW:
		return ROLE_BIT(APPROVER);
	case STATE_SIGNING:
		return ROLE_BIT(SIGNER);
	case STATE_QUARANTINED:
		return ROLE_BIT(SECURITY);
	default:
		return 0;
	}
}

unsigned turn_takers(enum state state)
{
	if (!(move_row(MOVE_ASSIGN)->from & 1u << state))
		return 0;
	/* what comes in may be meant for an editor already */
	return roles_of(state) | (state == STATE_INCOMING ? ROLE_BIT(EDITOR) : 0);
}

/* 特急 does not wait for office hours, but for a writer or another unit, who do. */
static bool runs_by_clock(const struct report *report)
{
	return report->urgency == URGENCY_EXTRA && report->state != STATE_FORWARDED &&
	       report->state != STATE_RETURNED;
}

static int64_t due_of(const struct report *report)
{
	int64_t due = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(stages); i++) {
		if (stages[i].state != report->state)
			continue;
		int hours = report->urgency == URGENCY_PLAIN ? stages[i].plain : stages[i].urgent;

		due = runs_by_clock(report)
			  ? report->received_ms + EXTRA_HOURS * HOUR_MS
			  : hours_after(NULL, report->since_ms, (int64_t)hours * 60);
	}
	if (due && report->limit_ms && report->limit_ms < due)
		due = report->limit_ms;
	return due;
}

/*
 * After an amendment the turn is the editor's, then in signing an approver's again; what was signed
 * on paper waits for its signatory.
 */
static void settle_verdicts(const struct case_file *file, struct report *report)
{
	enum move_id verdict = report->turn_roles & ROLE_BIT(APPROVER) ? MOVE_PASS : MOVE_SIGN;
	const struct event *paper = story_paper(file, verdict);

	if (paper)
		report->turn_person = detail_get_int(paper->detail, "person", 0);
	if (story_unconfirmed(file)) {
		report->turn_roles = ROLE_BIT(EDITOR);
		report->turn_person = story_editor(file);
		return;
	}
	g_autoptr(GPtrArray) passes = story_passes(file);
	if (report->state == STATE_SIGNING && (int)passes->len < story_passes_wanted(file)) {
		report->turn_roles = ROLE_BIT(APPROVER);
		report->turn_person = 0;
	}
	/* who has given their step has not the next one too */
	for (guint i = 0; report->turn_roles == ROLE_BIT(APPROVER) && i < passes->len; i++) {
		const struct event *pass = g_ptr_array_index(passes, i);

		if (pass->person == report->turn_person)
			report->turn_person = 0;
	}
}

void turn_settle(const struct case_file *file, struct report *report)
{
	report->turn_roles = roles_of(report->state);
	report->turn_person = 0;
	report->due_ms = due_of(report);
	if (!report->turn_roles)
		return;
	/* Whoever asked for a purge waits for another: that one may be the signer. */
	if (report->state == STATE_QUARANTINED && file->trail &&
	    purge_asked(file->trail, report->id))
		report->turn_roles |= ROLE_BIT(SIGNER);
	const struct person *assigned = person_by_id(file->people, report->assigned);
	if (person_holds(assigned, report->turn_roles))
		report->turn_person = assigned->id;
	if (report->state == STATE_EDITING && file->claim)
		report->turn_person = file->claim->person;
	if (report->state == STATE_REVIEW || report->state == STATE_SIGNING)
		settle_verdicts(file, report);
}

bool turn_due_is_guessed(const struct report *report)
{
	bool reckoned = report->due_ms && report->turn_roles && !runs_by_clock(report) &&
			report->due_ms != report->limit_ms;

	return reckoned && !(hours_year_known(NULL, report->since_ms) &&
			       hours_year_known(NULL, report->due_ms));
}

/* The newest standing event that brought the report where it is, or gave it to somebody. */
static const struct event *brought(const struct case_file *file)
{
	g_autoptr(GPtrArray) standing = story_standing(file->trail, file->report->id);

	for (guint i = standing->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(standing, i);

		if (event->from != event->to ||
		    strcmp(event->kind, move_row(MOVE_ASSIGN)->name) == 0 ||
		    strcmp(event->kind, move_row(MOVE_AMEND)->name) == 0)
			return event;
	}
	return NULL;
}

char *turn_why(const struct case_file *file)
{
	const struct event *event = brought(file);
	enum move_id kind;

	if (!event || !move_is_kind(event->kind, &kind))
		return g_strdup("");
	g_autofree char *when = clock_short_text(event->at_ms);
	return g_strdup_printf(_("%s: %s, %s"), event->person_name, move_words(kind), when);
}
