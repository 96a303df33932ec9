/* Reading a trail: what counts, what was taken back, which verdicts stand on which text. */
#include "flow/story.h"

#include "base/lang.h"
#include "model/detail.h"

static enum move_id kind_of(const struct event *event)
{
	enum move_id id;

	return move_is_kind(event->kind, &id) ? id : MOVE_COUNT;
}

const struct revision *story_text(const struct case_file *file)
{
	for (guint i = 0; file->report && file->revisions && i < file->revisions->len; i++) {
		const struct revision *revision = g_ptr_array_index(file->revisions, i);

		if (revision->report == file->report->id && revision->no == file->report->revision)
			return revision;
	}
	return NULL;
}

GPtrArray *story_standing(const GPtrArray *trail, int64_t report)
{
	GPtrArray *standing = g_ptr_array_new();
	g_autoptr(GHashTable)
	    undone = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	for (guint i = trail->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(trail, i);

		if (report && event->report != report)
			continue;
		if (kind_of(event) == MOVE_UNDO_LAST) {
			int64_t *seq = g_new(int64_t, 1);

			*seq = detail_get_int(event->detail, "undone", 0);
			g_hash_table_add(undone, seq);
		} else if (!g_hash_table_contains(undone, &event->seq)) {
			g_ptr_array_add(standing, (void *)(uintptr_t)event);
		}
	}
	for (guint i = 0; i < standing->len / 2; i++) {
		void *swap = standing->pdata[i];

		standing->pdata[i] = standing->pdata[standing->len - 1 - i];
		standing->pdata[standing->len - 1 - i] = swap;
	}
	return standing;
}

static bool changes_text(enum move_id kind)
{
	return kind == MOVE_SAVE || kind == MOVE_SET || kind == MOVE_RESUBMIT ||
	       kind == MOVE_AMEND || kind == MOVE_COMPOSE;
}

bool story_touched(const struct case_file *file, int64_t person)
{
	for (guint i = 0; i < file->trail->len; i++) {
		const struct event *event = g_ptr_array_index(file->trail, i);

		if (event->person == person && changes_text(kind_of(event)))
			return true;
	}
	return false;
}

bool story_amended_and_confirmed(const struct case_file *file, int64_t person)
{
	bool confirmed = false;

	for (guint i = 0; i < file->trail->len; i++) {
		const struct event *event = g_ptr_array_index(file->trail, i);
		enum move_id kind = kind_of(event);

		if (event->person == person && changes_text(kind)) {
			if (kind != MOVE_AMEND)
				return false;
			confirmed = false;
		} else if (kind == MOVE_CONFIRM && event->person != person) {
			confirmed = true;
		}
	}
	return confirmed;
}

const struct event *story_unconfirmed(const struct case_file *file)
{
	const struct event *amended = NULL;

	for (guint i = 0; i < file->trail->len; i++) {
		const struct event *event = g_ptr_array_index(file->trail, i);
		enum move_id kind = kind_of(event);

		if (kind == MOVE_AMEND)
			amended = event;
		else if (kind == MOVE_CONFIRM || event->to == STATE_EDITING)
			amended = NULL; /* back with the editor, who sees and submits it */
	}
	return amended;
}

int story_amended_from(const struct case_file *file)
{
	int from = 0;

	if (!story_unconfirmed(file))
		return 0;
	for (guint i = 0; i < file->trail->len; i++) {
		const struct event *event = g_ptr_array_index(file->trail, i);
		enum move_id kind = kind_of(event);

		if (kind == MOVE_AMEND && event->report == file->report->id && !from)
			from = event->revision - 1;
		else if (kind == MOVE_CONFIRM || event->to == STATE_EDITING)
			from = 0;
	}
	return from;
}

/* Whether an event ends every verdict: the text left review, whatever it says now. */
static bool ends_verdicts(const struct event *event)
{
	return event->to == STATE_EDITING && event->from != STATE_EDITING;
}

const struct event *story_verdict(const struct case_file *file, enum move_id kind)
{
	g_autoptr(GPtrArray) standing = story_standing(file->trail, file->report->id);

	for (guint i = standing->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(standing, i);

		if (ends_verdicts(event))
			return NULL;
		if (kind_of(event) == kind)
			return strcmp(event->text_digest, file->report->digest) == 0 ? event : NULL;
	}
	return NULL;
}

/* The newest submission that counts; NULL when there is none. */
static const struct event *submitted(const struct case_file *file)
{
	g_autoptr(GPtrArray) standing = story_standing(file->trail, file->report->id);

	for (guint i = standing->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(standing, i);

		if (kind_of(event) == MOVE_SUBMIT)
			return event;
	}
	return NULL;
}

/* The steps that it was submitted under; NULL for none beyond the usual. Owns: the caller frees. */
static char *steps_of(const struct case_file *file)
{
	const struct event *event = submitted(file);

	return event ? detail_get(event->detail, "steps") : NULL;
}

int story_passes_wanted(const struct case_file *file)
{
	g_autofree char *list = steps_of(file);

	return 1 + steps_extra(list);
}

char **story_step_names(const struct case_file *file)
{
	g_autofree char *list = steps_of(file);

	return steps_names(list);
}

GPtrArray *story_passes(const struct case_file *file)
{
	g_autoptr(GPtrArray) standing = story_standing(file->trail, file->report->id);
	GPtrArray *passes = g_ptr_array_new();

	for (guint i = standing->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(standing, i);

		if (ends_verdicts(event))
			break;
		if (kind_of(event) != MOVE_PASS)
			continue;
		if (strcmp(event->text_digest, file->report->digest) != 0)
			break;
		g_ptr_array_insert(passes, 0, (void *)(uintptr_t)event);
	}
	return passes;
}

int story_step(const struct event *event)
{
	return CLAMP((int)detail_get_int(event->detail, "step", 1), 1, 1 + STEPS_EXTRA);
}

int64_t story_for(const struct event *event)
{
	return detail_get_int(event->detail, "for", 0);
}

char *story_who(const GPtrArray *people, const struct event *event)
{
	int64_t lender = story_for(event);

	if (lender)
		return g_strdup_printf(
		    _("%s (for %s)"), event->person_name, person_name(people, lender));
	if (detail_get_int(event->detail, "both", 0))
		return g_strdup_printf(_("%s (both verdicts)"), event->person_name);
	return g_strdup(event->person_name);
}

const struct event *story_paper(const struct case_file *file, enum move_id kind)
{
	g_autoptr(GPtrArray) standing = story_standing(file->trail, file->report->id);

	for (guint i = standing->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(standing, i);
		enum move_id at = kind_of(event);

		if (ends_verdicts(event) || at == kind)
			return NULL;
		if (at != MOVE_RECORD_PAPER ||
		    strcmp(event->text_digest, file->report->digest) != 0)
			continue;
		g_autofree char *verdict = detail_get(event->detail, "verdict");
		if (verdict && strcmp(verdict, move_row(kind)->name) == 0)
			return event;
	}
	return NULL;
}

const struct event *story_own_paper(const struct case_file *file, enum move_id kind)
{
	const struct event *paper = story_paper(file, kind);
	int64_t signatory = paper ? detail_get_int(paper->detail, "person", 0) : 0;

	return file->actor && signatory == file->actor->id ? paper : NULL;
}

/* Events that nobody would call acting on a report. */
static bool passes_by(enum move_id kind)
{
	return kind == MOVE_EXPORT || kind == MOVE_REVEAL;
}

#define NEAR_MS (30 * 60 * 1000)

/* Two windows of one computer are one desk here: what stands before the window's own name. */
static bool same_computer(const char *one, const char *other)
{
	size_t len = strcspn(one, "/");

	return len > 0 && len == strcspn(other, "/") && strncmp(one, other, len) == 0;
}

static bool is_verdict(const struct event *event)
{
	return strcmp(event->kind, move_row(MOVE_PASS)->name) == 0 ||
	       strcmp(event->kind, move_row(MOVE_SIGN)->name) == 0;
}

const struct event *story_near(
    const GPtrArray *trail, int64_t report, int64_t person, const char *desk, int64_t at_ms)
{
	for (guint i = trail->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(trail, i);

		if (event->report == report && is_verdict(event) && event->person != person &&
		    event->at_ms > at_ms - NEAR_MS && same_computer(event->desk, desk))
			return event;
	}
	return NULL;
}

const struct event *story_undoable(const struct case_file *file)
{
	if (!file->report || !file->actor)
		return NULL;
	for (guint i = file->trail->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(file->trail, i);
		enum move_id kind = kind_of(event);

		if (event->report != file->report->id || passes_by(kind))
			continue;
		if (kind == MOVE_COUNT || event->person != file->actor->id)
			return NULL;
		return move_row(kind)->flags & MOVE_UNDO ? event : NULL;
	}
	return NULL;
}

int64_t story_editor(const struct case_file *file)
{
	g_autoptr(GPtrArray) standing = story_standing(file->trail, 0);

	for (guint i = standing->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(standing, i);

		if (kind_of(event) == MOVE_SUBMIT)
			return event->person;
	}
	return 0;
}

static int step_of(const struct event *event)
{
	switch (kind_of(event)) {
	case MOVE_RECEIVE:
	case MOVE_RESUBMIT:
		return SIGNOFF_RECEIVE;
	case MOVE_ACCEPT:
	case MOVE_COMPOSE:
		return SIGNOFF_TRIAGE;
	case MOVE_SUBMIT:
	case MOVE_CONFIRM:
		return SIGNOFF_EDIT;
	case MOVE_PASS:
		return SIGNOFF_PASS + story_step(event) - 1;
	case MOVE_SIGN:
		return SIGNOFF_SIGN;
	case MOVE_DISPATCH:
		return SIGNOFF_DISPATCH;
	default:
		return SIGNOFF_STEPS;
	}
}

/* The first step that an arrival in STATE makes people go through again. */
static int reopened_from(const struct event *event)
{
	if (event->from == event->to)
		return SIGNOFF_STEPS;
	switch (event->to) {
	case STATE_RETURNED:
		return SIGNOFF_RECEIVE;
	case STATE_INCOMING:
		return SIGNOFF_TRIAGE;
	case STATE_EDITING:
		return SIGNOFF_EDIT;
	default:
		return SIGNOFF_STEPS;
	}
}

void story_signoffs(const struct case_file *file, struct signoff steps[SIGNOFF_STEPS])
{
	g_autoptr(GPtrArray) standing = story_standing(file->trail, 0);

	memset(steps, 0, SIGNOFF_STEPS * sizeof(*steps));
	for (guint i = 0; i < standing->len; i++) {
		const struct event *event = g_ptr_array_index(standing, i);
		enum move_id kind = kind_of(event);
		int step = step_of(event);

		for (int ended = reopened_from(event); ended < SIGNOFF_STEPS; ended++) {
			if (steps[ended].mark == SIGNOFF_CURRENT)
				steps[ended].mark = SIGNOFF_ENDED;
		}
		if (kind == MOVE_AMEND) { /* a new text: what was said of the old one has ended */
			for (int ended = SIGNOFF_EDIT; ended < SIGNOFF_STEPS; ended++) {
				if (steps[ended].mark == SIGNOFF_CURRENT)
					steps[ended].mark = SIGNOFF_ENDED;
			}
		}
		if (step < SIGNOFF_STEPS) {
			steps[step].mark = SIGNOFF_CURRENT;
			steps[step].event = event;
		}
	}
}
