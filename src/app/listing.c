/* From pages of the mirror to rows on the screen; what is decided here stays, greyed, until
 * refreshed. */
#include "app/listing.h"

#include "base/lang.h"
#include "flow/hours.h"
#include "ui/style.h"

#define TRIES 4 /* of going on with a page that came home partial */
#define NEWS_AT_ONCE 60 /* rows that may come in between those held at one look */
#define SHOWN_KEPT 4096 /* places remembered before those off the list are forgotten */

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

static struct list_row *row_of(const struct desk *desk, const struct row *row)
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
	out->dim = held(desk->decided, report->id) || held(desk->gone, report->id);
	return out;
}

/* The report of a row as it was shown: its old place counts, wherever it has moved since. */
static void remember(struct desk *desk, struct report *report)
{
	g_hash_table_replace(desk->shown, g_memdup2(&report->id, sizeof(report->id)), report);
}

void desk_remember(struct desk *desk, const struct report *report)
{
	remember(desk, report_copy(report));
}

static void append(struct desk *desk, struct book_page *from, struct list_page *to)
{
	for (guint i = 0; i < from->rows->len; i++) {
		struct row *row = g_ptr_array_index(from->rows, i);

		g_ptr_array_add(to->rows, row_of(desk, row));
		remember(desk, g_steal_pointer(&row->report));
	}
}

/* Read one way from a row; *more says that there are rows beyond. */
static bool read_way(struct desk *desk, const struct report *from, enum page_way way, int want,
    struct list_page *to, bool *more)
{
	struct report *start = from ? report_copy(from) : NULL;
	bool good = true;

	*more = false;
	for (int i = 0; i < TRIES && good && want > 0; i++) {
		struct book_page page = {0};
		struct err err = {0};

		good = mirror_page(
		    desk->session.reader, &desk->query, start, way, want, &page, &err);
		if (!good) {
			desk_say_err(desk, &err);
			break;
		}
		append(desk, &page, to);
		want -= (int)page.rows->len;
		*more = page.more || page.partial;
		report_free(start);
		start = page.partial && page.resume ? report_copy(page.resume) : NULL;
		bool again = page.partial && start;
		book_page_clear(&page);
		if (!again)
			break;
		if (way == PAGE_FROM)
			way = PAGE_AFTER;
	}
	report_free(start);
	return good;
}

static void fetch_around(
    struct desk *desk, const struct report *from, int want, struct list_page *page)
{
	bool before = false;
	bool after = false;

	read_way(desk, from, PAGE_BEFORE, want / 2, page, &before);
	page->at = (int)page->rows->len;
	read_way(desk, from, PAGE_FROM, want - want / 2, page, &after);
	page->more_before = before;
	page->more_after = after;
	if (page->at >= (int)page->rows->len && page->rows->len)
		page->at = (int)page->rows->len - 1;
}

/* The hits of a search, by their place among those found. */
static void fetch_found(struct desk *desk, enum list_where where, const struct list_row *anchor,
    int want, struct list_page *page)
{
	struct found *found = &desk->found;
	struct err err = {0};
	int at = anchor ? -1 : 0;

	for (guint i = 0; anchor && i < found->ids->len; i++) {
		if (g_array_index(found->ids, int64_t, i) == anchor->id)
			at = (int)i;
	}
	at = MAX(at, 0);
	int first = where == LIST_AFTER ? at + 1 : where == LIST_BEFORE ? at - want : at - want / 2;
	if (where == LIST_FIRST)
		first = 0;
	else if (where == LIST_LAST)
		first = (int)found->ids->len - want;
	int last = MIN(first + want, where == LIST_BEFORE ? at : (int)found->ids->len);
	first = MAX(first, 0);
	while (!found->done && last >= (int)found->ids->len && where != LIST_BEFORE) {
		guint had = found->ids->len;

		if (!search_next(
			found->search, want, PAGE_PATIENCE_MS, found->ids, &found->done, &err) ||
		    found->ids->len == had)
			break;
		last = MIN(first + want, (int)found->ids->len);
	}
	if (last > first) {
		const int64_t *ids = (const int64_t *)(const void *)found->ids->data + first;
		g_autoptr(GPtrArray)
		    rows = mirror_rows(desk->session.reader, ids, (size_t)(last - first), &err);

		for (guint i = 0; rows && i < rows->len; i++) {
			struct row *row = g_ptr_array_index(rows, i);

			if (row->report->id == (anchor ? anchor->id : 0))
				page->at = (int)page->rows->len;
			g_ptr_array_add(page->rows, row_of(desk, row));
			remember(desk, g_steal_pointer(&row->report));
		}
	}
	page->more_before = first > 0;
	page->more_after = last < (int)found->ids->len || !found->done;
	desk_say_err(desk, &err);
}

/* Forget places that no row of the list goes on from, before a day of paging piles them up. */
static void forget_far(struct desk *desk, const struct list_row *anchor)
{
	GHashTableIter iter;
	void *id;

	if (g_hash_table_size(desk->shown) < SHOWN_KEPT)
		return;
	g_hash_table_iter_init(&iter, desk->shown);
	while (g_hash_table_iter_next(&iter, &id, NULL)) {
		int64_t key = *(const int64_t *)id;

		if (key != desk->report && (!anchor || key != anchor->id) &&
		    !list_find(&desk->queue->list, key))
			g_hash_table_iter_remove(&iter);
	}
}

void listing_fetch(void *source, enum list_where where, const struct list_row *anchor, int want,
    struct list_page *page)
{
	struct desk *desk = source;

	forget_far(desk, anchor);
	const struct report *from = anchor ? g_hash_table_lookup(desk->shown, &anchor->id) : NULL;
	if (desk->found.search) {
		fetch_found(desk, where, anchor, want, page);
		return;
	}
	switch (where) {
	case LIST_FIRST:
		read_way(desk, NULL, PAGE_AFTER, want, page, &page->more_after);
		break;
	case LIST_LAST:
		read_way(desk, NULL, PAGE_BEFORE, want, page, &page->more_before);
		break;
	case LIST_AFTER:
		if (from)
			read_way(desk, from, PAGE_AFTER, want, page, &page->more_after);
		break;
	case LIST_BEFORE:
		if (from)
			read_way(desk, from, PAGE_BEFORE, want, page, &page->more_before);
		break;
	case LIST_AROUND:
		if (from)
			fetch_around(desk, from, want, page);
		else
			read_way(desk, NULL, PAGE_AFTER, want, page, &page->more_after);
		break;
	}
}

/* What the query has lost since the row was shown stays, greyed: nothing moves under the finger. */
static void grey_gone(struct desk *desk)
{
	struct list *list = &desk->queue->list;
	struct err err = {0};

	for (guint i = 0; i < list->rows->len; i++) {
		struct list_row *row = g_ptr_array_index(list->rows, i);
		bool is_here = true;

		if (!mirror_matches(desk->session.reader, &desk->query, row->id, &is_here, &err)) {
			desk_say_err(desk, &err);
			return;
		}
		if (is_here)
			g_hash_table_remove(desk->gone, &row->id);
		else
			g_hash_table_add(desk->gone, g_memdup2(&row->id, sizeof(row->id)));
	}
}

/* What the query has gained comes in where it belongs, round an unmoved cursor. */
static void take_in(struct desk *desk)
{
	struct list *list = &desk->queue->list;
	const struct list_row *first = list->more_before ? list->rows->pdata[0] : NULL;
	const struct report *from = first ? g_hash_table_lookup(desk->shown, &first->id) : NULL;
	struct list_page page = {.rows = g_ptr_array_new()};
	bool more = false;

	if (!first || from)
		read_way(desk, from, from ? PAGE_FROM : PAGE_AFTER,
		    (int)list->rows->len + NEWS_AT_ONCE, &page, &more);
	desk->came_in += list_take_in(list, page.rows);
	g_ptr_array_free(page.rows, TRUE);
}

/* Rows that are on the screen are made anew where they stand. */
void listing_renew(struct desk *desk)
{
	struct list *list = &desk->queue->list;
	struct err err = {0};

	if (desk->list_news && !desk->found.search) {
		grey_gone(desk);
		take_in(desk);
	}
	desk->list_news = false;
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (guint i = 0; i < list->rows->len; i++) {
		const struct list_row *row = g_ptr_array_index(list->rows, i);

		g_array_append_val(ids, row->id);
	}
	g_autoptr(GPtrArray) rows = mirror_rows(
	    desk->session.reader, (const int64_t *)(const void *)ids->data, ids->len, &err);
	for (guint i = 0; rows && i < rows->len; i++)
		list_replace(list, row_of(desk, g_ptr_array_index(rows, i)));
	desk_say_err(desk, &err);
	desk->queue->pane.dirty = true;
}
