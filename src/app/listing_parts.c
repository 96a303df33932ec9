/* What the list is made of: the view that was chosen, or my turn and below it what is to be taken
 * up.
 */
#include "app/listing.h"

static const enum query_view work[] = {VIEW_TURN, VIEW_POOL};

int listing_parts(const struct desk *desk)
{
	return desk->query.view == VIEW_TURN ? (int)G_N_ELEMENTS(work) : 1;
}

struct query listing_part(const struct desk *desk, int part)
{
	struct query query = desk->query;

	if (query.view == VIEW_TURN)
		query.view = work[part];
	return query;
}

static bool is_mine(const struct desk *desk, const struct report *report)
{
	return report->turn_person && report->turn_person == desk->query.me;
}

int listing_part_of(const struct desk *desk, const struct report *report)
{
	return listing_parts(desk) > 1 && !is_mine(desk, report) ? 1 : 0;
}

/* What waits, by its place in WORK, behind FROM in its order; neither what is shown nor what is on
 * its way. */
static struct report *next_of(struct desk *desk, int which, const struct report *from)
{
	int enough = (int)g_hash_table_size(desk->pending) + 2;
	struct query query = desk->query;
	struct book_page page = {0};
	struct report *next = NULL;
	struct err err = {0};

	query.view = work[which];
	if (!mirror_page(desk->session.reader, &query, from, PAGE_AFTER, enough, &page, &err)) {
		desk_say_err(desk, &err);
		return NULL;
	}
	for (guint i = 0; i < page.rows->len && !next; i++) {
		struct row *row = g_ptr_array_index(page.rows, i);

		if (row->report->id != desk->report &&
		    !g_hash_table_contains(desk->pending, &row->report->id))
			next = g_steal_pointer(&row->report);
	}
	book_page_clear(&page);
	return next;
}

/* In which of the two the cursor is, as its row was shown. */
static int which_is_here(const struct desk *desk, const struct report *from)
{
	return desk->query.view == VIEW_POOL || (from && !is_mine(desk, from)) ? 1 : 0;
}

struct report *listing_next(struct desk *desk)
{
	const struct report *from = g_hash_table_lookup(desk->shown, &desk->report);
	int here = which_is_here(desk, from);
	struct report *next = from ? next_of(desk, here, from) : NULL;

	if (!next && desk->query.view != VIEW_POOL)
		next = next_of(desk, !here, NULL); /* across the seam, or round the end */
	return next ? next : next_of(desk, here, NULL);
}

struct report *listing_first(struct desk *desk)
{
	const struct report *from = g_hash_table_lookup(desk->shown, &desk->report);
	int here = which_is_here(desk, from);
	struct report *next = NULL;

	for (int which = desk->query.view == VIEW_POOL; which < 2 && !next; which++) {
		bool goes_on = from && which == here;
		const struct list_row *row = list_find(&desk->queue->list, desk->report);

		next = goes_on ? next_of(desk, which, from) : NULL;
		next = next ? next : next_of(desk, which, NULL);
		if (!next && goes_on && row && !row->dim)
			break; /* the only one there is */
	}
	return next;
}

void desk_first_list(struct desk *desk)
{
	int64_t waiting = 0;

	session_fill_query(&desk->session, &desk->query);
	desk->query.view = VIEW_TURN;
	for (int part = 0; desk->session.me && !waiting && part < listing_parts(desk); part++) {
		struct query query = listing_part(desk, part);
		struct tally tally = {0};
		struct err err = {0};

		if (mirror_count(desk->session.reader, &query, 15, &tally, &err))
			waiting = tally.count;
	}
	if (!waiting)
		desk->query.view = VIEW_ALL;
	desk->list_stale = true;
	desk->look_ms = 0;
}
