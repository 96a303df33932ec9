/* Drawing a page, and looking for words in it. */
#include "ui/page.h"

#include "base/bounds.h"
#include "text/cluster.h"

static const struct page_row *row_at(const struct page *page, int i)
{
	return &g_array_index(page->rows, struct page_row, i);
}

/* Whether NEEDLE begins at AT; ASCII letters of either case are one. */
static bool matches(const struct page *page, size_t at)
{
	size_t len = page->needle->len;

	return len > 0 && at + len <= page->text->len &&
	       g_ascii_strncasecmp(page->text->str + at, page->needle->str, len) == 0;
}

/* The first match at or behind FROM, or the last before it. */
static bool look(const struct page *page, size_t from, bool back, size_t *at)
{
	size_t len = page->text->len;

	if (back) {
		while (from-- > 0) {
			if (matches(page, from)) {
				*at = from;
				return true;
			}
		}
		return false;
	}
	for (; from < len; from++) {
		if (matches(page, from)) {
			*at = from;
			return true;
		}
	}
	return false;
}

/* The match on the screen, in its middle when it was not there before. */
static void show_match(struct page *page)
{
	int row = page_row_of(page, page->match);

	if (row < page->top || row >= page->top + page->height)
		page_scroll(page, row - page->height / 2 - page->top);
}

int page_find(struct page *page, const char *needle)
{
	size_t from = page->rows->len ? row_at(page, page->top)->at : 0;
	int count = 0;

	g_string_assign(page->needle, needle);
	for (size_t at = 0, next; look(page, at, false, &next); at = next + 1)
		count++;
	page->found = count > 0 &&
		      (look(page, from, false, &page->match) || look(page, 0, false, &page->match));
	if (page->found)
		show_match(page);
	return count;
}

bool page_find_next(struct page *page, bool back)
{
	bool found;

	if (!page->found)
		return false;
	if (back)
		found = look(page, page->match, true, &page->match) ||
			look(page, page->text->len, true, &page->match);
	else
		found = look(page, page->match + 1, false, &page->match) ||
			look(page, 0, false, &page->match);
	if (found)
		show_match(page);
	return found;
}

/* Role of the byte AT and where that ends; SPAN goes along. */
static enum style style_at(const struct page *page, size_t at, guint *span, size_t *end)
{
	const struct page_span *here;

	while (*span + 1 < page->spans->len &&
	       g_array_index(page->spans, struct page_span, *span + 1).at <= at)
		++*span;
	here = &g_array_index(page->spans, struct page_span, *span);
	*end = here->at + here->len;
	return here->style;
}

/* The span that holds AT, by halves: a page may have thousands. */
static guint span_of(const struct page *page, size_t at)
{
	guint low = 0, high = page->spans->len ? page->spans->len - 1 : 0;

	while (low < high) {
		guint middle = (low + high + 1) / 2;

		if (g_array_index(page->spans, struct page_span, middle).at <= at)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* Where the next match in this row begins, at or behind AT; END when there is none. */
static size_t next_match(const struct page *page, size_t at, size_t end)
{
	while (at < end && !(page->found && matches(page, at)))
		at++;
	return at;
}

/* One row; UNDER is the role of the cursor's bar, 0 elsewhere. */
static void draw_row(const struct page *page, struct canvas *canvas, const struct page_row *row,
    struct rect at, int under)
{
	size_t byte = row->at, end = row->at + row->len;
	size_t match = next_match(page, byte, end), match_end = match;
	guint span = span_of(page, byte);
	int col = at.col + row->indent;

	/* a match that began in the row before goes on here: rare, and shown plain */
	while (byte < end && col < at.col + at.cols) {
		size_t stop;
		enum style style = style_at(page, byte, &span, &stop);

		if (byte == match_end && byte >= match && match_end > match)
			match = match_end = next_match(page, byte, end);
		if (byte == match && match < end) {
			match_end = MIN(match + page->needle->len, end);
			stop = match_end;
			style = match == page->match ? STYLE_FIND_HERE : STYLE_FIND;
		} else {
			stop = MIN(MIN(stop, match), end);
			style = under ? (enum style)under : style;
		}
		stop = MAX(stop, byte + 1);
		col += canvas_put(canvas, at.row, col, at.col + at.cols - col,
		    page->text->str + byte, (ptrdiff_t)(stop - byte), style);
		byte = stop;
	}
}

void page_draw(const struct page *page, struct canvas *canvas, struct rect rect, bool focused)
{
	struct rect clip = canvas_clip(canvas, rect);
	size_t from = SIZE_MAX, to = SIZE_MAX;

	canvas_fill(canvas, rect, STYLE_TEXT);
	if (page->item >= 0 && page->item < (int)page->items->len) {
		from = g_array_index(page->items, struct page_item, page->item).at;
		if (page->item + 1 < (int)page->items->len)
			to = g_array_index(page->items, struct page_item, page->item + 1).at;
	}
	for (int i = 0; i < rect.rows && page->top + i < (int)page->rows->len; i++) {
		const struct page_row *row = row_at(page, page->top + i);
		struct rect at = {rect.row + i, rect.col, 1, rect.cols};
		bool here = row->at >= from && row->at < to;
		int under = here ? (focused ? STYLE_SELECT : STYLE_SELECT_AWAY) : 0;

		if (here)
			canvas_fill(canvas, at, (enum style)under);
		draw_row(page, canvas, row, at, under);
	}
	canvas->clip = clip;
}

bool page_place(const struct page *page, struct rect rect, int *row, int *col)
{
	int at = page->top;

	if (page->rows->len == 0)
		return false;
	if (page->item >= 0 && page->item < (int)page->items->len)
		at = page_row_of(page, g_array_index(page->items, struct page_item, page->item).at);
	else if (page->found)
		at = page_row_of(page, page->match);
	*row = rect.row + CLAMP(at - page->top, 0, MAX(rect.rows - 1, 0));
	*col = rect.col;
	return true;
}

int page_rows(const struct canvas *canvas, const char *words, int cols)
{
	struct page page;

	page_init(&page);
	page_add(&page, STYLE_TEXT, words);
	page_fit(&page, canvas->width, BOUND_SCREEN_ROWS, cols);
	int rows = (int)page.rows->len;
	page_clear(&page);
	return rows;
}

void page_say(struct canvas *canvas, struct rect rect, const char *words, enum style style)
{
	struct page page;

	page_init(&page);
	page_add(&page, style, words);
	page_fit(&page, canvas->width, rect.rows, rect.cols);
	page_draw(&page, canvas, rect, false);
	page_clear(&page);
}
