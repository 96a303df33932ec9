/* From pages of the mirror to rows on the screen; what is decided here stays, greyed, until
 * refreshed. */
#include "app/listing.h"

#define TRIES 4 /* of going on with a page that came home partial */
#define NEWS_AT_ONCE 60 /* rows that may come in between those held at one look */
#define SHOWN_KEPT 4096 /* places remembered before those off the list are forgotten */

/* The report of a row as it was shown: its old place counts, wherever it has moved since. */
static void remember(struct desk *desk, struct report *report)
{
	g_hash_table_replace(desk->shown, g_memdup2(&report->id, sizeof(report->id)), report);
}

void desk_remember(struct desk *desk, const struct report *report)
{
	if (!list_find(&desk->queue->list, report->id))
		remember(desk, report_copy(report));
}

/* A page on its way to the list. */
struct reading {
	struct desk *desk;
	GPtrArray *rows; /* struct list_row */
	enum page_way way;
	int want;
	bool more; /* there are rows beyond */
	bool held_stay; /* rows that the list holds keep the place that they were shown at */
};

static void append(struct reading *reading, struct book_page *from, int part)
{
	struct desk *desk = reading->desk;
	bool back = reading->way == PAGE_BEFORE; /* then what is read later stands before */

	for (guint i = 0; i < from->rows->len; i++) {
		struct row *row = g_ptr_array_index(from->rows, i);

		g_ptr_array_insert(reading->rows, back ? (int)i : -1, listing_row(desk, row, part));
		if (!reading->held_stay || !list_find(&desk->queue->list, row->report->id))
			remember(desk, g_steal_pointer(&row->report));
	}
	reading->want -= (int)from->rows->len;
}

/* Read on from a row in one part of the list. */
static bool read_part(struct reading *reading, const struct report *from, int part)
{
	struct query query = listing_part(reading->desk, part);
	struct report *start = from ? report_copy(from) : NULL;
	enum page_way way = reading->way;
	bool good = true;

	reading->more = false;
	for (int i = 0; i < TRIES && good && reading->want > 0; i++) {
		struct book_page page = {0};
		struct err err = {0};

		good = mirror_page(
		    reading->desk->session.reader, &query, start, way, reading->want, &page, &err);
		if (!good) {
			desk_say_err(reading->desk, &err);
			break;
		}
		append(reading, &page, part);
		reading->more = page.more || page.partial;
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

/*
 * Read one way from a row, and on across the seam where its part ends. What is not asked for is not
 * read: that there may be more behind a full page is found out when the list goes there.
 */
static bool read_on(struct reading *reading, const struct report *from)
{
	int parts = listing_parts(reading->desk);
	bool back = reading->way == PAGE_BEFORE;
	int part = from ? listing_part_of(reading->desk, from) : back ? parts - 1 : 0;

	for (;;) {
		if (!read_part(reading, from, part))
			return false;
		part += back ? -1 : 1;
		if (reading->more || part < 0 || part >= parts)
			return true;
		if (reading->want <= 0) {
			reading->more = true;
			return true;
		}
		from = NULL;
		if (reading->way == PAGE_FROM)
			reading->way = PAGE_AFTER;
	}
}

/* Read one way from a row; *more says that there are rows beyond. */
static bool read_way(struct desk *desk, const struct report *from, enum page_way way, int want,
    struct list_page *to, bool *more)
{
	struct reading reading = {.desk = desk, .rows = to->rows, .way = way, .want = want};
	bool good = read_on(&reading, from);

	*more = reading.more;
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
			g_ptr_array_add(page->rows, listing_row(desk, row, 0));
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

/* Whether a row is in its part now, or has gone to another one of the list. */
static bool is_listed(struct desk *desk, const struct list_row *row, bool *it_is)
{
	int parts = listing_parts(desk);
	struct err err = {0};
	bool good = true;

	*it_is = false;
	for (int i = 0; i < parts && good && !*it_is; i++) {
		struct query query = listing_part(desk, (row->part + i) % parts);
		good = mirror_matches(desk->session.reader, &query, row->id, it_is, &err);
	}
	desk_say_err(desk, &err);
	return good;
}

/* What the query has lost since the row was shown stays, greyed: nothing moves under the finger. */
static void grey_gone(struct desk *desk)
{
	struct list *list = &desk->queue->list;

	for (guint i = 0; i < list->rows->len; i++) {
		struct list_row *row = g_ptr_array_index(list->rows, i);
		bool is_here = true;

		if (!is_listed(desk, row, &is_here))
			return;
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
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	struct reading reading = {.desk = desk,
	    .rows = rows,
	    .way = from ? PAGE_FROM : PAGE_AFTER,
	    .want = (int)list->rows->len + NEWS_AT_ONCE,
	    .held_stay = true};

	if (!first || from)
		(void)read_on(&reading, from);
	desk->came_in += list_take_in(list, rows);
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
		list_replace(
		    list, listing_row(desk, g_ptr_array_index(rows, i), 0)); /* and its part */
	desk_say_err(desk, &err);
	desk->queue->pane.dirty = true;
}
