/* Read-only text in roles: wrapped, scrolled, searched. Reading, help, differences, trail and
 * sheet. */
#ifndef UI_PAGE_H
#define UI_PAGE_H

#include "ui/pane.h"

/* A stretch of the text in one role. */
struct page_span {
	size_t at, len;
	enum style style;
};

/* One row as wrapped. */
struct page_row {
	size_t at, len;
	int indent; /* columns before it */
};

/* Something that the cursor can stand on: an event, a point of a list. Begins a line. */
struct page_item {
	int64_t id;
	size_t at;
};

/* How the rows of a line begin: the first at FIRST columns, those it wraps into at REST. */
struct page_margin {
	size_t at; /* from this line on */
	int first, rest;
};

struct page {
	GString *text; /* lines ended by newlines */
	GArray *spans; /* of struct page_span, in order, without gaps */
	GArray *items; /* of struct page_item, in order */
	GArray *margins;
	GArray *rows; /* of struct page_row, by page_fit */
	int top, height, cols;
	int item; /* the one under the cursor; -1: no items, the page just scrolls */
	bool seen_end; /* the last row has been on the screen */
	GString *needle;
	size_t match; /* where the match under the cursor begins */
	bool found;
	struct width_rule width;
};

/* A page without text. */
void page_init(struct page *page);
void page_clear(struct page *page);
/* Take everything out; the place is kept for what is put in next, unless page_top is called. */
void page_wipe(struct page *page);
/* Append text in a role; newlines end lines. What is not UTF-8 is drawn as U+FFFD. */
void page_add(struct page *page, enum style style, const char *text);
void page_addf(struct page *page, enum style style, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* What is appended next begins a line that the cursor can stand on. */
void page_begin_item(struct page *page, int64_t id);
/* Margins of the lines appended next. Units: columns. */
void page_margin(struct page *page, int first, int rest);

/* Wrap for this room. Keeps what stands at the top there. Units: rows and columns. */
void page_fit(struct page *page, struct width_rule width, int rows, int cols);

/* The row that byte AT of the text stands in. */
int page_row_of(const struct page *page, size_t at);

/* Back to the first row; not seen so far. */
void page_top(struct page *page);
/* Scroll by rows; by the height less one. Items follow so that the cursor stays on the screen. */
void page_scroll(struct page *page, int rows);
/* To another item, scrolled to. Nothing in a page without items. */
void page_go_item(struct page *page, int item);
/* Id of the item under the cursor, 0 when there is none; and going to one. */
int64_t page_item_id(const struct page *page);
void page_find_item(struct page *page, int64_t id);

/* Where a key goes in a text that is only read. */
enum page_motion {
	PAGE_STAY, /* the key is for others */
	PAGE_LINE_UP,
	PAGE_LINE_DOWN,
	PAGE_TURN_UP,
	PAGE_TURN_DOWN,
	PAGE_TO_TOP,
	PAGE_TO_END,
};
/* Arrows, j k, PgUp PgDn, Space, g G, Home and End with Ctrl or without. */
enum page_motion page_motion_of(const struct key_event *event);
/* Go where the key says. With items, lines up and down go by them. */
enum widget_answer page_key(struct page *page, const struct key_event *event);

/*
 * Look for NEEDLE from the top row on and go to it; all places are shown. "" ends the search.
 * Letters of either case are one. Returns how many places there are.
 */
int page_find(struct page *page, const char *needle);
/* To the next place, or with BACK the one before, round the ends. False when there is none. */
bool page_find_next(struct page *page, bool back);

/* The rows in view, the item under the cursor as a bar, matches marked. */
void page_draw(const struct page *page, struct canvas *canvas, struct rect rect, bool focused);
/* The row of the cursor: the item's first, or the match, or the top one. */
bool page_place(const struct page *page, struct rect rect, int *row, int *col);

/* Words that are only there to be read: the rows they take in COLS columns, and drawn in RECT. */
int page_rows(const struct canvas *canvas, const char *words, int cols);
void page_say(struct canvas *canvas, struct rect rect, const char *words, enum style style);

#endif
