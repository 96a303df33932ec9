/* A list of any length: a window of rows round a cursor that is on an id, not on a number. */
#ifndef UI_LIST_H
#define UI_LIST_H

#include "ui/pane.h"

#define LIST_COLUMNS 20 /* at most */
#define LIST_KEEP 600 /* rows held at most: several screens */
#define LIST_PARTS 2 /* at most: lists that stand one below the other */

struct list_cell {
	char *text; /* one line */
	enum style style;
};

struct list_row {
	int64_t id; /* not 0, no two alike in a list */
	char *key; /* what the source needs to go on from here; the list does not look at it */
	bool dim; /* decided or gone: all of it grey */
	int part; /* which of the lists below each other it stands in; rises down the list */
	int count;
	struct list_cell cells[];
};

/* A row with COUNT empty cells. KEY may be NULL and is copied. Owns: list_row_free. */
struct list_row *list_row_new(int64_t id, const char *key, int count);
void list_row_free(struct list_row *row);
/* Set cell I; the text is copied (NULL is empty). */
void list_row_set(struct list_row *row, int i, const char *text, enum style style);

enum list_where {
	LIST_FIRST, /* the beginning of the list */
	LIST_LAST,
	LIST_AFTER, /* what follows the anchor */
	LIST_BEFORE,
	LIST_AROUND, /* the anchor in the middle; where it is no more, what stands near its key */
};

struct list_page {
	GPtrArray *rows; /* of struct list_row *, in the order of the list; the fetcher appends */
	bool more_before, more_after;
	int at; /* LIST_AROUND: which of the rows is the anchor, or stands where it would */
};

/*
 * More is always asked for by a row that is held, never by number: keyset pages. Append up to WANT
 * rows. ANCHOR is NULL for LIST_FIRST and LIST_LAST. With LIST_AFTER only more_after need be set,
 * with LIST_BEFORE only more_before. A failure is an empty page, and for the source to tell.
 */
typedef void list_fetch(void *source, enum list_where where, const struct list_row *anchor,
    int want, struct list_page *page);

struct list_column {
	const char *title; /* msgid for the row of titles, "" for none */
	int cols; /* width; the least one of a growing column */
	int line; /* in two-line rows: 0 or 1; -1 leaves it out */
	bool grows; /* takes what is left; one column of a line */
	bool right; /* numbers */
	bool tight; /* no blank behind it */
	bool whole; /* never cut: as wide as the widest text that came so far */
	bool rare; /* no room, and no title, before a row has something there */
};

struct list {
	const struct list_column *columns;
	int column_count;
	list_fetch *fetch;
	void *source;
	GPtrArray *rows;
	bool more_before, more_after;
	int top, cursor; /* in rows */
	int64_t wanted; /* id to come back to when rows are there again */
	int height, cols; /* lines and columns to draw on */
	int widest[LIST_COLUMNS]; /* of the whole and the rare columns, in cells; never less again
				   */
	GHashTable *marks; /* of int64_t */
	const char *empty; /* words shown when there is nothing; borrowed */
	char *heads[LIST_PARTS]; /* words over the first row of a part; NULL: none */
	bool mixed; /* rows may stand where they were, not where they would be read */
};

/* COLUMNS is borrowed. Nothing is fetched before list_fit. */
void list_init(struct list *list, const struct list_column *columns, int count, list_fetch *fetch,
    void *source);
void list_clear(struct list *list);

/* Room to draw on; fetches what is missing. */
void list_fit(struct list *list, int height, int cols);
/* Whether a row takes two lines in this width. */
bool list_is_tall(const struct list *list);
/* The line of words over a part, copied; NULL takes it away. Returns whether that changes it. */
bool list_set_head(struct list *list, int part, const char *words);
/* Whether such a line stands over held row I: it belongs to it, and no cursor goes there. */
bool list_has_head(const struct list *list, int i);
/* Lines that the held rows from FIRST to before LAST take, heads included. */
int list_lines(const struct list *list, int first, int last);
/* Fetch anew round the cursor, which stays on its row and its line of the screen. */
void list_reload(struct list *list);
/* Another list: the first row, no marks. */
void list_restart(struct list *list);

/* Rows up (negative) or down; by screens; to the ends. */
void list_move(struct list *list, int rows);
void list_turn(struct list *list, int pages);
void list_first(struct list *list);
void list_last(struct list *list);
/* Put the cursor on ID, fetching round it. ANCHOR_KEY as in its row, or NULL. */
void list_go(struct list *list, int64_t id, const char *anchor_key);
/* The keys of motion: arrows, PgUp, PgDn, Home, End. */
enum widget_answer list_key(struct list *list, const struct key_event *event);

/* The row under the cursor, NULL in an empty list; its id, 0 there. Borrowed until the list moves.
 */
const struct list_row *list_row(const struct list *list);
int64_t list_id(const struct list *list);
/* The row called ID if it is held. */
const struct list_row *list_find(const struct list *list, int64_t id);
/* Put ROW in the place, and the part, of the held row of the same id. Takes ROW; false (freed) when
 * not held. */
bool list_replace(struct list *list, struct list_row *row);
/*
 * Take in what has come: of ROWS, in the order of the list, those that are not held are put behind
 * the row before them, in their part; what is under the cursor stays there, on its line of the
 * screen, even where it has gone to another part. Rows behind the last held one are taken only
 * where nothing more follows. Takes the rows out of the array. Returns how many came.
 */
int list_take_in(struct list *list, GPtrArray *rows);

/* Marks are on ids and outlive every reload. */
void list_mark(struct list *list, int64_t id, bool on);
bool list_is_marked(const struct list *list, int64_t id);
void list_unmark_all(struct list *list);
int list_mark_count(const struct list *list);
/* Ids marked, in ascending order. Owns: the caller frees the array of int64_t. */
GArray *list_marks(const struct list *list);

/* The rows, and where the cursor stands on the screen. */
void list_draw(const struct list *list, struct canvas *canvas, struct rect rect, bool focused);
/* The titles of the columns, in one-line rows; nothing in two-line ones. */
void list_draw_titles(const struct list *list, struct canvas *canvas, struct rect rect);
bool list_place(const struct list *list, struct rect rect, int *row, int *col);

#endif
