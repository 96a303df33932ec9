/* Acts of several events in a replay: what one of them begins, the next ones must finish. */
#include "base/lang.h"
#include "model/detail.h"
#include "share/replay_case.h"

static void owe(
    struct replay *replay, enum move_id move, enum state to, int64_t report, int64_t whole)
{
	struct owed *owed = g_new0(struct owed, 1);

	*owed = (struct owed){
	    .to = to, .kind = move_row(move)->name, .report = report, .whole = whole};
	g_queue_push_tail(&replay->owed, owed);
}

static int by_id(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

	return one < other ? -1 : one > other;
}

/* Ids that a compose event names as its parts. */
static GArray *parts_of(const struct event *event)
{
	g_autofree char *list = detail_get(event->detail, "parts");
	g_auto(GStrv) ids = g_strsplit(list ? list : "", ",", -1);
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (char **id = ids; *id; id++) {
		int64_t number = g_ascii_strtoll(*id, NULL, 10);

		g_array_append_val(parts, number);
	}
	return parts;
}

static void copy_part(struct replayed *whole, const struct replayed *part)
{
	for (guint i = 0; i < part->trail->len; i++)
		g_ptr_array_add(whole->trail, event_copy(g_ptr_array_index(part->trail, i)));
	for (guint i = 0; i < part->revisions->len; i++)
		g_ptr_array_add(
		    whole->revisions, revision_copy(g_ptr_array_index(part->revisions, i)));
}

static bool has_writer(const struct revision *text, const struct writer *wanted)
{
	for (guint i = 0; i < text->writers->len; i++) {
		const struct writer *writer = g_ptr_array_index(text->writers, i);

		if (strcmp(writer->name, wanted->name) == 0)
			return true;
	}
	return false;
}

/* Nobody who wrote a part is left out of the whole. */
static bool writers_carried(const struct replayed *part, const struct revision *text)
{
	for (guint i = 0; i < part->revisions->len; i++) {
		const struct revision *revision = g_ptr_array_index(part->revisions, i);

		if (revision->report != part->row->id || revision->no != part->row->revision)
			continue;
		for (guint j = 0; j < revision->writers->len; j++) {
			if (!has_writer(text, g_ptr_array_index(revision->writers, j)))
				return false;
		}
	}
	return true;
}

/* A composite begins with its parts' trails, and each part must be merged right after. */
static bool take_parts(struct replay *replay, struct replayed *whole, const struct event *event,
    const struct revision *text, struct err *err)
{
	g_autoptr(GArray) parts = parts_of(event);

	replay->merges_incoming = false;
	for (guint i = 0; i < parts->len; i++) {
		int64_t id = g_array_index(parts, int64_t, i);
		struct replayed *part = replayed_find(replay, id, event->seq, err);

		if (!part || !part->row)
			return blame(err, event,
			    _("names report %lld as a part, which is not here"), (long long)id);
		if (!writers_carried(part, text))
			return blame(err, event, _("leaves out a writer of %s"), part->row->number);
		replay->merges_incoming |= part->row->state == STATE_INCOMING;
		copy_part(whole, part);
		owe(replay, MOVE_MERGE, STATE_MERGED, id, event->report);
	}
	return parts->len >= 2 || blame(err, event, _("merges fewer than two reports"));
}

/* What a composite was made from comes back right after, in the order of the reports. */
static bool owe_parts(
    struct replay *replay, const struct replayed *whole, const struct event *event, struct err *err)
{
	const struct event *compose = NULL;

	for (guint i = 0; i < whole->trail->len; i++) {
		const struct event *at = g_ptr_array_index(whole->trail, i);

		if (at->report == event->report &&
		    strcmp(at->kind, move_row(MOVE_COMPOSE)->name) == 0)
			compose = at;
	}
	g_autoptr(GArray) parts = compose ? parts_of(compose) : g_array_new(FALSE, FALSE, 8);

	g_array_sort(parts, by_id);
	for (guint i = 0; i < parts->len; i++) {
		int64_t id = g_array_index(parts, int64_t, i);
		struct replayed *part = replayed_find(replay, id, event->seq, err);

		if (!part)
			return false;
		owe(replay, MOVE_PARTAGAIN, part->row->was, id, event->report);
	}
	return true;
}

/* Acts of several events stand together: the next one must be what is owed, and only then. */
bool owed_pay(struct replay *replay, enum move_id move, const struct event *event, struct err *err)
{
	g_autofree struct owed *owed = g_queue_pop_head(&replay->owed);
	const char *key = move == MOVE_MERGE ? "into" : "from";

	if (!owed)
		return (move != MOVE_MERGE && move != MOVE_PARTAGAIN) ||
		       blame(err, event, _("belongs to an act that is not there"));
	if (strcmp(owed->kind, event->kind) != 0 || owed->report != event->report ||
	    owed->to != event->to ||
	    (owed->whole && detail_get_int(event->detail, key, 0) != owed->whole))
		return blame(err, event, _("stands where %s of report %lld should"),
		    blame_kind(owed->kind), (long long)owed->report);
	return true;
}

/* What the act goes on with. */
bool owed_after(struct replay *replay, enum move_id move, struct replayed *replayed,
    const struct event *event, const struct revision *text, struct err *err)
{
	g_autofree char *secret = detail_get(event->detail, "secret");

	if (secret)
		owe(replay, MOVE_QUARANTINE, STATE_QUARANTINED, event->report, 0);
	if (move == MOVE_COMPOSE)
		return take_parts(replay, replayed, event, text, err);
	return move != MOVE_UNMERGE || owe_parts(replay, replayed, event, err);
}
