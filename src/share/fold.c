/* Adding up a report's events: writing uses it to make the row, verifying to compare it. */
#include "share/fold.h"

#include "flow/story.h"
#include "model/detail.h"

static void take_text(char **field, const struct event *event, const char *key)
{
	g_autofree char *value = detail_get(event->detail, key);

	revision_set(field, value ? value : "");
}

/* What the event that begins a report says of it once and for all. */
static void fold_birth(struct report *row, const struct event *event)
{
	g_autofree char *source = detail_get(event->detail, "source");

	row->id = event->report;
	if (!source || !source_parse(source, &row->source))
		row->source = SOURCE_FILE;
	row->received_ms = detail_get_int(event->detail, "received", event->at_ms);
	row->limit_ms = detail_get_int(event->detail, "limit", 0);
	take_text(&row->uid, event, "uid");
	take_text(&row->number, event, "number");
	take_text(&row->original_digest, event, "original");
	take_text(&row->original_name, event, "name");
}

/* Who submitted it last: it goes back to that editor. */
static int64_t last_editor(const struct report *row, const GPtrArray *trail)
{
	for (guint i = trail->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(trail, i);

		if (event->report == row->id &&
		    strcmp(event->kind, move_row(MOVE_SUBMIT)->name) == 0)
			return event->person;
	}
	return 0;
}

static int64_t assigned_by(
    const struct report *row, enum move_id kind, const GPtrArray *trail, const struct event *event)
{
	switch (kind) {
	case MOVE_ACCEPT:
	case MOVE_ASSIGN:
		return detail_get_int(event->detail, "person", 0);
	case MOVE_SENDBACK:
	case MOVE_RECALL:
	case MOVE_CORRECT:
		return last_editor(row, trail);
	case MOVE_QUARANTINE:
	case MOVE_RELEASE:
		return row->assigned;
	default:
		return event->from == event->to ? row->assigned : 0;
	}
}

/* The state that the newest standing event of KIND left: where a second way back leads. */
static enum state left_by(const struct report *row, const GPtrArray *trail, enum move_id kind)
{
	g_autoptr(GPtrArray) standing = story_standing(trail, row->id);

	for (guint i = standing->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(standing, i);

		if (strcmp(event->kind, move_row(kind)->name) == 0)
			return event->from;
	}
	return STATE_NONE;
}

static enum state was_before(
    const struct report *row, const GPtrArray *trail, const struct event *event)
{
	if (event->from == event->to)
		return row->was;
	switch (event->to) {
	case STATE_QUARANTINED:
	case STATE_MERGED:
		return event->from;
	case STATE_FORWARDED: /* released from quarantine it has still been forwarded from somewhere
			       */
		return left_by(row, trail, MOVE_FORWARD);
	default:
		return STATE_NONE;
	}
}

static void fold_standing(struct report *row, const GPtrArray *trail, const struct event *event)
{
	enum move_id kind;

	if (!move_is_kind(event->kind, &kind))
		return;
	if (kind == MOVE_RECEIVE || kind == MOVE_COMPOSE)
		fold_birth(row, event);
	row->assigned = assigned_by(row, kind, trail, event);
	row->was = was_before(row, trail, event);
	if (event->from != event->to)
		row->since_ms = event->at_ms;
	row->state = event->to;
	row->revision = event->revision;
	revision_set(&row->digest, event->text_digest);
	if (kind == MOVE_MERGE)
		row->merged_into = detail_get_int(event->detail, "into", 0);
	if (kind == MOVE_PARTAGAIN)
		row->merged_into = 0;
	if (kind == MOVE_DISPATCH)
		take_text(&row->dispatch_number, event, "number");
	if (kind == MOVE_SET)
		row->limit_ms = detail_get_int(event->detail, "limit", row->limit_ms);
	row->seq = event->seq;
}

/* Everything anew without what was taken back. */
static void fold_again(struct report *row, const GPtrArray *trail)
{
	g_autoptr(GPtrArray) standing = story_standing(trail, row->id);
	g_autoptr(GPtrArray) before = g_ptr_array_new();

	for (guint i = 0; i < standing->len; i++) {
		struct event *event = g_ptr_array_index(standing, i);

		g_ptr_array_add(before, event);
		fold_standing(row, before, event);
	}
}

void fold_event(struct report *row, const GPtrArray *trail, const struct event *event)
{
	if (strcmp(event->kind, move_row(MOVE_UNDO_LAST)->name) == 0)
		fold_again(row, trail);
	else
		fold_standing(row, trail, event);
	row->seq = event->seq;
}

bool fold_same(const struct report *one, const struct report *other, const char **what)
{
	const struct {
		const char *name;
		bool same;
	} fields[] = {
	    {"state", one->state == other->state},
	    {"uid", strcmp(one->uid, other->uid) == 0},
	    {"number", strcmp(one->number, other->number) == 0},
	    {"was", one->was == other->was},
	    {"source", one->source == other->source},
	    {"received_ms", one->received_ms == other->received_ms},
	    {"since_ms", one->since_ms == other->since_ms},
	    {"limit_ms", one->limit_ms == other->limit_ms},
	    {"revision", one->revision == other->revision},
	    {"digest", strcmp(one->digest, other->digest) == 0},
	    {"assigned", one->assigned == other->assigned},
	    {"merged_into", one->merged_into == other->merged_into},
	    {"dispatch_number", strcmp(one->dispatch_number, other->dispatch_number) == 0},
	    {"original_digest", strcmp(one->original_digest, other->original_digest) == 0},
	    {"original_name", strcmp(one->original_name, other->original_name) == 0},
	    {"seq", one->seq == other->seq},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		*what = fields[i].name;
		if (!fields[i].same)
			return false;
	}
	return true;
}
