/* The window of rows, the cursor and the marks. */
#include "ui/list.h"

#include "text/width.h"

#define WIDEST 14 /* cells that a whole column takes at most */

static void free_row(void *row)
{
	list_row_free(row);
}

void list_init(struct list *list, const struct list_column *columns, int count, list_fetch *fetch,
    void *source)
{
	*list = (struct list){
	    .columns = columns,
	    .column_count = MIN(count, LIST_COLUMNS),
	    .fetch = fetch,
	    .source = source,
	    .rows = g_ptr_array_new_with_free_func(free_row),
	    .marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
	    .more_after = true,
	};
}

void list_clear(struct list *list)
{
	if (list->rows)
		g_ptr_array_free(list->rows, TRUE);
	if (list->marks)
		g_hash_table_destroy(list->marks);
	for (int part = 0; part < LIST_PARTS; part++)
		g_free(list->heads[part]);
	*list = (struct list){0};
}

static const struct list_row *row_at(const struct list *list, int i)
{
	return list->rows->pdata[i];
}

static int count(const struct list *list)
{
	return (int)list->rows->len;
}

const struct list_row *list_row(const struct list *list)
{
	return list->cursor < count(list) ? row_at(list, list->cursor) : NULL;
}

int64_t list_id(const struct list *list)
{
	const struct list_row *row = list_row(list);

	return row ? row->id : 0;
}

static int index_of(const struct list *list, int64_t id)
{
	for (int i = 0; i < count(list); i++) {
		if (row_at(list, i)->id == id)
			return i;
	}
	return -1;
}

const struct list_row *list_find(const struct list *list, int64_t id)
{
	int i = index_of(list, id);

	return i < 0 ? NULL : row_at(list, i);
}

/* A number of six digits is as good as one of four: what may not be cut gets the room it needs. */
static void widen(struct list *list, const struct list_row *row)
{
	static const struct width_rule rule = {0};

	for (int i = 0; i < MIN(list->column_count, row->count); i++) {
		const char *text = row->cells[i].text;

		if ((list->columns[i].whole || list->columns[i].rare) && text)
			list->widest[i] = CLAMP(
			    (int)width_of(&rule, text, strlen(text)), list->widest[i], WIDEST);
	}
}

static void widen_from(struct list *list, int first)
{
	for (int i = first; i < count(list); i++)
		widen(list, row_at(list, i));
}

bool list_replace(struct list *list, struct list_row *row)
{
	int i = index_of(list, row->id);

	if (i < 0) {
		list_row_free(row);
		return false;
	}
	row->part = row_at(list, i)->part;
	list_row_free(list->rows->pdata[i]);
	list->rows->pdata[i] = row;
	widen(list, row);
	return true;
}

/* Rows that fit on the screen at once, at least one. */
static int per_screen(const struct list *list)
{
	return MAX(list->height / (list_is_tall(list) ? 2 : 1), 1);
}

/* How many rows one question asks for when the list goes on: enough for the next screens too. */
static int wanted_rows(const struct list *list)
{
	return CLAMP(per_screen(list) * 3, 30, LIST_KEEP / 2);
}

/* And when it stands somewhere else: this screen and one row beyond, which is what settle() wants.
 */
static int first_rows(const struct list *list, enum list_where where)
{
	int seen = per_screen(list) + 2;

	return where == LIST_AROUND ? CLAMP(seen * 2, 30, LIST_KEEP / 2) : seen;
}

/* Hold no more than LIST_KEEP rows: drop those furthest from the cursor, at one end. */
static void drop_far(struct list *list, bool front)
{
	int extra = count(list) - LIST_KEEP;

	if (extra <= 0)
		return;
	if (front) {
		g_ptr_array_remove_range(list->rows, 0, (guint)extra);
		list->cursor -= extra;
		list->top -= extra;
		list->more_before = true;
	} else {
		g_ptr_array_remove_range(list->rows, LIST_KEEP, (guint)extra);
		list->more_after = true;
	}
}

/* A row that has gone elsewhere since it was read comes again from there: it is here already. */
static void drop_held(struct list *list, GPtrArray *rows)
{
	for (guint i = rows->len; list->mixed && i-- > 0;) {
		struct list_row *row = rows->pdata[i];

		if (index_of(list, row->id) < 0)
			continue;
		g_ptr_array_remove_index(rows, i);
		list_row_free(row);
	}
}

/* Fetch what follows the last row held. */
static void extend_after(struct list *list)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	struct list_page page = {.rows = rows};
	int had = count(list);
	const struct list_row *anchor = had ? row_at(list, had - 1) : NULL;

	list->fetch(list->source, had ? LIST_AFTER : LIST_FIRST, anchor, wanted_rows(list), &page);
	drop_held(list, rows);
	g_ptr_array_extend(list->rows, rows, NULL, NULL);
	list->more_after = page.more_after && count(list) > had;
	widen_from(list, had);
	drop_far(list, true);
}

/* Fetch what stands before the first row held. */
static void extend_before(struct list *list)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	struct list_page page = {.rows = rows};

	list->fetch(list->source, LIST_BEFORE, row_at(list, 0), wanted_rows(list), &page);
	drop_held(list, rows);
	for (guint i = 0; i < rows->len; i++) {
		g_ptr_array_insert(list->rows, (gint)i, rows->pdata[i]);
		widen(list, rows->pdata[i]);
	}
	list->cursor += (int)rows->len;
	list->top += (int)rows->len;
	list->more_before = page.more_before && rows->len > 0;
	drop_far(list, false);
}

/* The last row that may stand on top: no empty lines below the last one while there are rows above.
 */
static int last_top(const struct list *list)
{
	int top = MAX(count(list) - per_screen(list), 0);

	while (top < count(list) - 1 && list_lines(list, top, count(list)) > list->height)
		top++;
	return top;
}

/* The cursor on a row there is, and on the screen; rows for all of the screen. */
static void settle(struct list *list)
{
	int seen = per_screen(list);

	while (list->more_after && count(list) < list->cursor + seen + 1) {
		int had = count(list);

		extend_after(list);
		if (count(list) == had)
			break;
	}
	if (list->more_before && list->cursor < seen && count(list) > 0)
		extend_before(list);
	list->cursor = CLAMP(list->cursor, 0, MAX(count(list) - 1, 0));
	list->top = CLAMP(list->top, list->cursor - seen + 1, list->cursor);
	list->top = CLAMP(list->top, 0, last_top(list));
	while (list->top < list->cursor && /* a head takes a line, too */
	       list_lines(list, list->top, list->cursor + 1) > list->height)
		list->top++;
}

void list_fit(struct list *list, int height, int cols)
{
	list->height = height;
	list->cols = cols;
	settle(list);
}

/* Other rows altogether, from a question of WHERE; the cursor on WANTED if it is among them. */
static void refill(
    struct list *list, enum list_where where, const struct list_row *anchor, int64_t wanted)
{
	struct list_page page = {.rows = g_ptr_array_new_with_free_func(free_row)};
	int line = list->cursor - list->top, found;

	list->fetch(list->source, where, anchor, first_rows(list, where), &page);
	g_ptr_array_free(list->rows, TRUE);
	list->rows = page.rows;
	list->mixed = false;
	list->more_before = page.more_before;
	list->more_after = page.more_after;
	widen_from(list, 0);
	found = index_of(list, wanted);
	list->cursor = found >= 0 ? found : where == LIST_LAST ? count(list) - 1 : page.at;
	list->top = list->cursor - line;
	settle(list);
}

void list_reload(struct list *list)
{
	const struct list_row *anchor = list_row(list);

	refill(list, anchor ? LIST_AROUND : LIST_FIRST, anchor, list_id(list));
}

void list_restart(struct list *list)
{
	list_unmark_all(list);
	list->cursor = list->top = 0;
	refill(list, LIST_FIRST, NULL, 0);
}

/* Put ROW at I; cursor and top stay with their rows. */
static void insert(struct list *list, int i, struct list_row *row)
{
	bool empty = count(list) == 0;

	g_ptr_array_insert(list->rows, i, row);
	widen(list, row);
	if (i <= list->cursor && !empty) {
		list->cursor++;
		list->top++;
	}
}

/* Where a part begins among the rows held, or would. */
static int part_begin(const struct list *list, int part)
{
	int i = 0;

	while (i < count(list) && row_at(list, i)->part < part)
		i++;
	return i;
}

/* Where ROW is held in its part; -1 where it is not, or has come to this part from another. */
static int held_in_part(const struct list *list, const struct list_row *row)
{
	int i = index_of(list, row->id);

	return i >= 0 && row_at(list, i)->part == row->part ? i : -1;
}

int list_take_in(struct list *list, GPtrArray *rows)
{
	int behind = 0; /* where a row that is not held goes: behind the one before it */
	int came = 0;
	int last = -1; /* the last of them that is held */

	list->mixed = true;
	for (guint i = 0; i < rows->len; i++)
		last = held_in_part(list, rows->pdata[i]) >= 0 ? (int)i : last;
	for (guint i = 0; i < rows->len; i++) {
		struct list_row *row = rows->pdata[i];
		int held = held_in_part(list, row);

		rows->pdata[i] = NULL;
		behind = MAX(behind, part_begin(list, row->part));
		if (index_of(list, row->id) < 0 && ((int)i < last || !list->more_after)) {
			insert(list, behind++, row);
			came++;
			continue;
		}
		behind = held < 0 ? behind : held + 1;
		list_row_free(row);
	}
	g_ptr_array_set_size(rows, 0);
	settle(list);
	return came;
}

void list_move(struct list *list, int rows)
{
	list->cursor += rows;
	settle(list);
}

void list_turn(struct list *list, int pages)
{
	int seen = per_screen(list);

	if (pages < 0 && list->more_before && list->top < seen && count(list) > 0)
		extend_before(list);
	/* where a head takes a row's place, a screen is one row less, so that none is skipped */
	int near = pages < 0 ? MAX(list->top - seen, 0) : list->top;
	if (seen > 1 && list_lines(list, near, MIN(near + seen, count(list))) > list->height)
		seen--;
	int by = pages * seen;

	list->cursor += by;
	list->top += by;
	settle(list);
}

void list_first(struct list *list)
{
	if (list->more_before)
		refill(list, LIST_FIRST, NULL, 0);
	list->cursor = list->top = 0;
	settle(list);
}

void list_last(struct list *list)
{
	if (list->more_after)
		refill(list, LIST_LAST, NULL, 0);
	list->cursor = list->top = count(list) - 1;
	settle(list);
}

void list_go(struct list *list, int64_t id, const char *anchor_key)
{
	struct list_row *anchor;
	int i = index_of(list, id);

	if (i < 0) {
		anchor = list_row_new(id, anchor_key, 0);
		refill(list, LIST_AROUND, anchor, id);
		list_row_free(anchor);
		return;
	}
	list->cursor = i;
	settle(list);
}
