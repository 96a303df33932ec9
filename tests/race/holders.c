/* Claims: one holder at a time, fences that rise, and no text saved past a holder. */
#include "check.h"

#include <inttypes.h>

/* One grant, and the time in which it may have ended. */
struct grant {
	const struct op *op;
	int64_t may_end_ns; /* the first thing that may have ended it began then */
};

static bool same_holder(const struct op *one, const struct op *other)
{
	return one->desk == other->desk && one->person == other->person;
}

static int by_fence(const void *a, const void *b)
{
	const struct grant *one = a, *other = b;

	if (one->op->seq != other->op->seq)
		return one->op->seq < other->op->seq ? -1 : 1;
	return (one->op->began_ns > other->op->began_ns) -
	       (one->op->began_ns < other->op->began_ns);
}

/* When something that ends a claim on the report may first have happened after it was granted. */
static int64_t may_end(const GArray *ops, const GHashTable *moved, const struct op *grant)
{
	int64_t first = INT64_MAX;

	for (guint i = 0; i < ops->len; i++) {
		const struct op *op = &g_array_index(ops, struct op, i);
		bool ends = (op->kind == OP_RELEASE && op->report == grant->report) ||
			    (op->kind == OP_TAKE_OVER && op->report == grant->report) ||
			    (op->kind == OP_ACT &&
				g_hash_table_contains((GHashTable *)(uintptr_t)moved, op->uid));

		/* A merge and its undoing end the claims of all their parts. */
		if (op->kind == OP_ACT && op->report != grant->report && op->move != MOVE_MERGE &&
		    op->move != MOVE_UNMERGE)
			continue;
		if (ends && op->end != OP_REFUSED && op->ended_ns > grant->began_ns)
			first = MIN(first, op->began_ns);
	}
	return first;
}

/* Uids of events that changed a report's state: a claim ends with it. */
static GHashTable *moved_uids(const struct race_file *file)
{
	GHashTable *moved = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < file->events->len; i++) {
		const struct event *event = g_ptr_array_index(file->events, i);

		if (event->from != event->to)
			g_hash_table_add(moved, event->uid);
	}
	return moved;
}

static GArray *grants_of(const GArray *ops, const GHashTable *moved)
{
	GArray *grants = g_array_new(FALSE, FALSE, sizeof(struct grant));

	for (guint i = 0; i < ops->len; i++) {
		const struct op *op = &g_array_index(ops, struct op, i);

		if ((op->kind != OP_TAKE && op->kind != OP_TAKE_OVER) || op->end != OP_OK)
			continue;
		struct grant grant = {.op = op, .may_end_ns = may_end(ops, moved, op)};
		g_array_append_val(grants, grant);
	}
	g_array_sort(grants, by_fence);
	return grants;
}

/* While somebody holds it for sure, nobody else takes it but by taking it over. */
static void check_takes(const GArray *grants, GPtrArray *wrong)
{
	for (guint i = 0; i < grants->len; i++) {
		const struct grant *held = &g_array_index(grants, struct grant, i);

		for (guint j = 0; j < grants->len; j++) {
			const struct op *op = g_array_index(grants, struct grant, j).op;

			if (op->report != held->op->report || same_holder(op, held->op))
				continue;
			if (op->seq == held->op->seq)
				check_wrong(wrong, "fence: %" PRId64 " was given to two", op->seq);
			if (op->kind == OP_TAKE && op->began_ns > held->op->ended_ns &&
			    op->ended_ns < held->may_end_ns)
				check_wrong(wrong,
				    "holder: report %" PRId64 " was given to desk %d while desk "
				    "%d had it",
				    op->report, op->desk, held->op->desk);
			if (op->began_ns > held->op->ended_ns && op->seq < held->op->seq)
				check_wrong(wrong, "fence: %" PRId64 " came after %" PRId64,
				    op->seq, held->op->seq);
		}
	}
}

/* A text is not saved, and a claim not kept alive, past one who holds it for sure. */
static void check_writes(const GArray *ops, const GArray *grants, GPtrArray *wrong)
{
	for (guint i = 0; i < ops->len; i++) {
		const struct op *op = &g_array_index(ops, struct op, i);
		bool saves = op->kind == OP_ACT &&
			     (op->move == MOVE_SAVE || op->move == MOVE_SUBMIT);

		if (op->end != OP_OK || (!saves && op->kind != OP_BEAT))
			continue;
		for (guint j = 0; j < grants->len; j++) {
			const struct grant *held = &g_array_index(grants, struct grant, j);

			if (held->op->report == op->report && !same_holder(held->op, op) &&
			    op->began_ns > held->op->ended_ns && op->ended_ns < held->may_end_ns)
				check_wrong(wrong,
				    "%s: desk %d wrote in report %" PRId64 " while desk %d had it",
				    saves ? "past" : "beat", op->desk, op->report, held->op->desk);
		}
	}
}

void check_claims(const GArray *ops, const struct race_file *file, GPtrArray *wrong)
{
	g_autoptr(GHashTable) moved = moved_uids(file);
	g_autoptr(GArray) grants = grants_of(ops, moved);

	check_takes(grants, wrong);
	check_writes(ops, grants, wrong);
}
