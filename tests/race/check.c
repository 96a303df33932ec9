/* The checker: written against the rules of the design, on what was seen, not on how it is done. */
#include "check.h"

#include "unit.h"

#include "model/detail.h"
#include "share/audit.h"
#include "share/revisions.h"
#include "share/txn.h"

#include <inttypes.h>

void check_wrong(GPtrArray *wrong, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	g_ptr_array_add(wrong, g_strdup_vprintf(fmt, args));
	va_end(args);
}

static void read_texts(struct db *db, struct race_file *file)
{
	struct err err = {0};
	struct sql *sql = sql_ask(
	    db, "SELECT " REVISION_COLUMNS ", body FROM revision ORDER BY report, no");

	while (sql_row(sql)) {
		struct revision *text = revisions_row(sql, true, &err);
		assert_works(text, err);
		g_ptr_array_add(file->texts, text);
	}
	assert_works(sql_end(sql, &err), err);
}

void race_file_read(const char *path, int64_t start, struct race_file *file)
{
	struct err err = {0};
	struct share *share = share_open(path, true, &err);
	struct txn txn;

	assert_works(share, err);
	*file = (struct race_file){
	    .events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free),
	    .texts = g_ptr_array_new_with_free_func((GDestroyNotify)revision_free),
	    .start = start};
	assert_works(txn_read(&txn, share, &err), err);
	assert_works(audit_range(share_db(share), 1, INT64_MAX, file->events, &err), err);
	read_texts(share_db(share), file);
	txn_end(&txn);
	share_close(share);
}

void race_file_clear(struct race_file *file)
{
	g_ptr_array_free(file->events, TRUE);
	g_ptr_array_free(file->texts, TRUE);
}

/* Events by uid; a uid that is there twice was done twice. */
static GHashTable *by_uid(const struct race_file *file, GPtrArray *wrong)
{
	GHashTable *uids = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < file->events->len; i++) {
		struct event *event = g_ptr_array_index(file->events, i);

		if (!g_hash_table_insert(uids, event->uid, event))
			check_wrong(wrong, "twice: %s was done twice", event->uid);
		if (event->seq != (int64_t)i + 1)
			check_wrong(wrong, "chain: event %" PRId64 " stands at place %u",
			    event->seq, i + 1);
	}
	return uids;
}

/* The number that an event gave; NULL when it gave none. */
static char *number_of(const struct event *event)
{
	bool gives = strcmp(event->kind, "receive") == 0 || strcmp(event->kind, "compose") == 0 ||
		     strcmp(event->kind, "dispatch") == 0;

	return gives ? detail_get(event->detail, "number") : NULL;
}

/* An acknowledged act stands in the file as it was told. */
static void told_is_there(const struct op *op, const struct event *event, GPtrArray *wrong)
{
	if (!event) {
		check_wrong(wrong, "acknowledged: %s was acknowledged and is not there", op->uid);
		return;
	}
	g_autofree char *number = number_of(event);
	bool is_merge = op->move == MOVE_MERGE;
	bool fits = event->person == op->person && event->report == op->made &&
		    (is_merge || strcmp(event->kind, move_row((enum move_id)op->move)->name) == 0);

	/* An act of several events tells the newest; the first bears its uid. */
	fits = fits && event->seq <= op->seq && op->seq - event->seq < 8;
	if (number && strcmp(event->kind, "dispatch") == 0)
		fits = fits && strcmp(number, op->dispatch) == 0;
	else if (number)
		fits = fits && strcmp(number, op->number) == 0;
	if (!fits)
		check_wrong(wrong, "told: %s is not in the file as it was told", op->uid);
}

/* Texts were made from the one that stood. */
static void base_stood(const struct op *op, const struct event *event, GPtrArray *wrong)
{
	if (event && op->base && event->revision != op->base + 1)
		check_wrong(wrong, "base: %s was made from %" PRId64 " and became %d", op->uid,
		    op->base, event->revision);
}

static void check_acts(const GArray *ops, GHashTable *uids, GPtrArray *wrong)
{
	for (guint i = 0; i < ops->len; i++) {
		const struct op *op = &g_array_index(ops, struct op, i);

		if (op->kind != OP_ACT)
			continue;
		const struct event *event = g_hash_table_lookup(uids, op->uid);
		if (op->end == OP_OK)
			told_is_there(op, event, wrong);
		if (op->end == OP_REFUSED && event)
			check_wrong(wrong, "refused: %s was refused and is there", op->uid);
		if (op->end != OP_REFUSED)
			base_stood(op, event, wrong);
	}
}

/* Nothing stands there that nobody asked for: what comes with an act follows it at once. */
static void check_asked(const GArray *ops, const struct race_file *file, GPtrArray *wrong)
{
	g_autoptr(GHashTable) asked = g_hash_table_new(g_str_hash, g_str_equal);
	bool after_merge = false;

	for (guint i = 0; i < ops->len; i++)
		g_hash_table_add(asked, g_array_index(ops, struct op, i).uid);
	for (guint i = (guint)file->start; i < file->events->len; i++) {
		const struct event *event = g_ptr_array_index(file->events, i);
		bool comes_along = strcmp(event->kind, "merge") == 0 ||
				   strcmp(event->kind, "part-again") == 0;

		if (g_hash_table_contains(asked, event->uid))
			after_merge = strcmp(event->kind, "compose") == 0 ||
				      strcmp(event->kind, "unmerge") == 0;
		else if (!comes_along || !after_merge)
			check_wrong(wrong, "unasked: nobody asked for event %" PRId64 " (%s)",
			    event->seq, event->kind);
	}
}

/* Every number once, in the order of the events, without a gap within its year. */
static void check_numbers(const struct race_file *file, GPtrArray *wrong)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) newest = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < file->events->len; i++) {
		const struct event *event = g_ptr_array_index(file->events, i);
		g_autofree char *number = number_of(event);

		if (!number)
			continue;
		size_t head = strcspn(number, "-") + 1;
		head += number[head] == 'B';
		int serial = (int)g_ascii_strtoll(number + head, NULL, 10);
		char *series = g_strndup(number, head);
		int before = GPOINTER_TO_INT(g_hash_table_lookup(newest, series));

		if (g_hash_table_contains(seen, number))
			check_wrong(wrong, "double: %s was given twice", number);
		else if (serial != before + 1)
			check_wrong(wrong, "gap: %s follows %s%04d", number, series, before);
		g_hash_table_add(seen, g_steal_pointer(&number));
		g_hash_table_insert(newest, series, GINT_TO_POINTER(MAX(serial, before)));
	}
}

/* A text goes on from the one before it: no word that was saved is ever lost. */
static void check_texts(const struct race_file *file, GPtrArray *wrong)
{
	for (guint i = 1; i < file->texts->len; i++) {
		const struct revision *before = g_ptr_array_index(file->texts, i - 1);
		const struct revision *text = g_ptr_array_index(file->texts, i);

		if (text->report != before->report)
			continue;
		if (text->no != before->no + 1)
			check_wrong(wrong, "texts: revision %d of report %" PRId64 " follows %d",
			    text->no, text->report, before->no);
		if (!g_str_has_prefix(text->body, before->body))
			check_wrong(wrong,
			    "lost: revision %d of report %" PRId64 " has lost words of %d",
			    text->no, text->report, before->no);
	}
}

static int by_end(const void *a, const void *b)
{
	const struct op *one = a, *other = b;

	return (one->ended_ns > other->ended_ns) - (one->ended_ns < other->ended_ns);
}

static int by_begin(const void *a, const void *b)
{
	const struct op *one = a, *other = b;

	return (one->began_ns > other->began_ns) - (one->began_ns < other->began_ns);
}

/* Ops that were answered OK and told a seq of the trail. */
static GArray *told(const GArray *ops, bool ended_first)
{
	GArray *some = g_array_new(FALSE, FALSE, sizeof(struct op));

	for (guint i = 0; i < ops->len; i++) {
		struct op op = g_array_index(ops, struct op, i);

		if (op.end == OP_OK && (op.kind == OP_ACT || op.kind == OP_LOOK))
			g_array_append_val(some, op);
	}
	g_array_sort(some, ended_first ? by_end : by_begin);
	return some;
}

/*
 * What ended before something else began is before it in the file: an act has a higher seq than all
 * that was told before it began, and a look, at this desk or another, never goes back behind it.
 */
static void check_order(const GArray *ops, GPtrArray *wrong)
{
	g_autoptr(GArray) ended = told(ops, true);
	g_autoptr(GArray) begun = told(ops, false);
	int64_t newest = 0;
	guint at = 0;

	for (guint i = 0; i < begun->len; i++) {
		const struct op *op = &g_array_index(begun, struct op, i);

		for (; at < ended->len; at++) {
			const struct op *before = &g_array_index(ended, struct op, at);

			if (before->ended_ns >= op->began_ns)
				break;
			newest = MAX(newest, before->seq);
		}
		if (op->kind == OP_LOOK ? op->seq < newest : op->seq <= newest)
			check_wrong(wrong,
			    "order: desk %d was told %" PRId64 " by %s after %" PRId64 " was known",
			    op->desk, op->seq,
			    op->kind == OP_LOOK ? "a look" : move_row((enum move_id)op->move)->name,
			    newest);
	}
}

void check_race(const GArray *ops, const struct race_file *file, GPtrArray *wrong)
{
	g_autoptr(GHashTable) uids = by_uid(file, wrong);

	check_acts(ops, uids, wrong);
	check_asked(ops, file, wrong);
	check_numbers(file, wrong);
	check_texts(file, wrong);
	check_order(ops, wrong);
	check_trails(file, wrong);
	check_claims(ops, file, wrong);
}
