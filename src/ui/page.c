/* The text of a page, its rows, and moving about in it. */
#include "ui/page.h"

#include "text/wrap.h"

void page_init(struct page *page)
{
	*page = (struct page){
	    .text = g_string_new(NULL),
	    .spans = g_array_new(FALSE, FALSE, sizeof(struct page_span)),
	    .items = g_array_new(FALSE, FALSE, sizeof(struct page_item)),
	    .margins = g_array_new(FALSE, FALSE, sizeof(struct page_margin)),
	    .rows = g_array_new(FALSE, FALSE, sizeof(struct page_row)),
	    .needle = g_string_new(NULL),
	    .item = -1,
	};
}

void page_clear(struct page *page)
{
	if (page->text) {
		g_string_free(page->text, TRUE);
		g_string_free(page->needle, TRUE);
		g_array_free(page->spans, TRUE);
		g_array_free(page->items, TRUE);
		g_array_free(page->margins, TRUE);
		g_array_free(page->rows, TRUE);
	}
	*page = (struct page){0};
}

void page_wipe(struct page *page)
{
	g_string_truncate(page->text, 0);
	g_array_set_size(page->spans, 0);
	g_array_set_size(page->items, 0);
	g_array_set_size(page->margins, 0);
	g_array_set_size(page->rows, 0);
	page->found = false;
}

void page_add(struct page *page, enum style style, const char *text)
{
	struct page_span span = {page->text->len, strlen(text), style};

	if (span.len == 0)
		return;
	g_string_append_len(page->text, text, (gssize)span.len);
	g_array_append_val(page->spans, span);
}

void page_addf(struct page *page, enum style style, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	g_autofree char *text = g_strdup_vprintf(fmt, args);
	va_end(args);
	page_add(page, style, text);
}

void page_begin_item(struct page *page, int64_t id)
{
	struct page_item item = {id, page->text->len};

	g_array_append_val(page->items, item);
	if (page->item < 0)
		page->item = 0;
}

void page_margin(struct page *page, int first, int rest)
{
	struct page_margin margin = {page->text->len, first, rest};

	g_array_append_val(page->margins, margin);
}

static const struct page_row *row_at(const struct page *page, int i)
{
	return &g_array_index(page->rows, struct page_row, i);
}

int page_row_of(const struct page *page, size_t at)
{
	int low = 0, high = (int)page->rows->len - 1;

	while (low < high) {
		int middle = (low + high + 1) / 2;

		if (row_at(page, middle)->at <= at)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* Rows of the line of LEN bytes at AT. */
static void wrap(struct page *page, size_t at, size_t len, struct page_margin margin)
{
	const char *text = page->text->str;
	int indent = margin.first;

	do {
		struct wrap_row wrapped = {0};
		size_t cols = (size_t)MAX(page->cols - indent, 1);

		if (!wrap_row(&page->width, text + at, len, true, cols, &wrapped) ||
		    wrapped.len == 0)
			wrapped.len = len;
		struct page_row row = {at, wrapped.len, indent};
		g_array_append_val(page->rows, row);
		at += wrapped.len;
		len -= wrapped.len;
		indent = margin.rest;
	} while (len > 0);
}

static void wrap_all(struct page *page)
{
	const char *text = page->text->str;
	size_t len = page->text->len;
	struct page_margin margin = {0};
	guint next = 0;

	g_array_set_size(page->rows, 0);
	for (size_t at = 0; at < len;) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t line = end ? (size_t)(end - text) - at : len - at;

		while (next < page->margins->len &&
		       g_array_index(page->margins, struct page_margin, next).at <= at)
			margin = g_array_index(page->margins, struct page_margin, next++);
		wrap(page, at, line, margin);
		at += line + 1;
	}
}

static int last_top(const struct page *page)
{
	return MAX((int)page->rows->len - page->height, 0);
}

static const struct page_item *item_at(const struct page *page, int i)
{
	return &g_array_index(page->items, struct page_item, i);
}

/* First row of an item, and the row behind its last. */
static int item_top(const struct page *page, int i)
{
	return page_row_of(page, item_at(page, i)->at);
}

static int item_end(const struct page *page, int i)
{
	return i + 1 < (int)page->items->len ? item_top(page, i + 1) : (int)page->rows->len;
}

/* The top within bounds; whether the end was seen. */
static void settle(struct page *page)
{
	page->item = MIN(page->item, (int)page->items->len - 1);
	page->top = CLAMP(page->top, 0, last_top(page));
	if (page->height > 0 && page->top + page->height >= (int)page->rows->len)
		page->seen_end = true;
}

void page_fit(struct page *page, struct width_rule width, int rows, int cols)
{
	bool same = page->rows->len > 0 && page->cols == cols &&
		    memcmp(&page->width, &width, sizeof(width)) == 0;
	size_t at = page->top < (int)page->rows->len ? row_at(page, page->top)->at : 0;

	bool moved = !same || page->height != rows;

	page->height = rows;
	page->cols = cols;
	page->width = width;
	if (!same) {
		int top = page->top;
		bool had = page->rows->len > 0;

		wrap_all(page);
		page->top = had ? page_row_of(page, at) : top;
	}
	settle(page);
	if (moved && page->item >= 0)
		page_go_item(page, page->item);
}

void page_top(struct page *page)
{
	page->top = 0;
	page->item = page->items->len ? 0 : -1;
	page->seen_end = false;
	settle(page);
}

/* After scrolling: the cursor on an item that is seen. */
static void pull_item(struct page *page)
{
	if (page->item < 0)
		return;
	while (page->item + 1 < (int)page->items->len && item_end(page, page->item) <= page->top)
		page->item++;
	while (page->item > 0 && item_top(page, page->item) >= page->top + page->height)
		page->item--;
}

void page_scroll(struct page *page, int rows)
{
	page->top += rows;
	settle(page);
	pull_item(page);
}

static void page_turn(struct page *page, int pages)
{
	page_scroll(page, pages * MAX(page->height - 1, 1));
}

static void page_end(struct page *page)
{
	page->top = last_top(page);
	if (page->item >= 0)
		page->item = (int)page->items->len - 1;
	settle(page);
}

void page_go_item(struct page *page, int item)
{
	int from, end;

	if (page->items->len == 0)
		return;
	page->item = CLAMP(item, 0, (int)page->items->len - 1);
	if (page->rows->len == 0)
		return;
	from = item_top(page, page->item);
	end = item_end(page, page->item);
	/* all of it on the screen, its beginning before all */
	if (end > page->top + page->height)
		page->top = end - page->height;
	if (from < page->top)
		page->top = from;
	/* what stands above the first item is shown with it */
	if (page->item == 0 && from < page->height)
		page->top = 0;
	settle(page);
}

int64_t page_item_id(const struct page *page)
{
	return page->item >= 0 && page->item < (int)page->items->len ? item_at(page, page->item)->id
								     : 0;
}

void page_find_item(struct page *page, int64_t id)
{
	for (int i = 0; i < (int)page->items->len; i++) {
		if (item_at(page, i)->id == id)
			page_go_item(page, i);
	}
}

/* An item longer than the screen is scrolled through before the next. */
static void step(struct page *page, int by)
{
	if (page->item < 0) {
		page_scroll(page, by);
		return;
	}
	int end = item_end(page, page->item), from = item_top(page, page->item);
	if (by > 0 && end > page->top + page->height)
		page->top++;
	else if (by < 0 && from < page->top)
		page->top--;
	else if (by < 0 && page->item == 0)
		page->top--;
	else
		page_go_item(page, page->item + by);
	settle(page);
}

enum page_motion page_motion_of(const struct key_event *event)
{
	struct key key = key_folded(event->key);
	bool to_an_end = key.code == KEYCODE_HOME || key.code == KEYCODE_END;

	if (event->kind != KEY_EVENT_KEY || (key.mods && !(to_an_end && key.mods == KEY_CTRL)))
		return PAGE_STAY;
	switch (key.code) {
	case KEYCODE_UP:
	case 'k':
		return PAGE_LINE_UP;
	case KEYCODE_DOWN:
	case 'j':
		return PAGE_LINE_DOWN;
	case KEYCODE_PGUP:
		return PAGE_TURN_UP;
	case KEYCODE_PGDN:
	case KEYCODE_SPACE:
		return PAGE_TURN_DOWN;
	case KEYCODE_HOME:
	case 'g':
		return PAGE_TO_TOP;
	case KEYCODE_END:
	case 'G':
		return PAGE_TO_END;
	default:
		return PAGE_STAY;
	}
}

enum widget_answer page_key(struct page *page, const struct key_event *event)
{
	switch (page_motion_of(event)) {
	case PAGE_STAY:
		return WIDGET_PASS;
	case PAGE_LINE_UP:
		step(page, -1);
		break;
	case PAGE_LINE_DOWN:
		step(page, 1);
		break;
	case PAGE_TURN_UP:
		page_turn(page, -1);
		break;
	case PAGE_TURN_DOWN:
		page_turn(page, 1);
		break;
	case PAGE_TO_TOP:
		page->top = 0;
		page_go_item(page, 0);
		settle(page);
		break;
	case PAGE_TO_END:
		page_end(page);
		break;
	}
	return WIDGET_TAKEN;
}
