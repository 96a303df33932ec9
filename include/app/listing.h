/* The rows of the queue: pages of the mirror, or the hits of a search, made into cells. */
#ifndef APP_LISTING_H
#define APP_LISTING_H

#include "app/desk.h"

/* list_fetch of the queue pane; SOURCE is the desk. */
void listing_fetch(void *source, enum list_where where, const struct list_row *anchor, int want,
    struct list_page *page);

/* A row for the screen. Owns: the caller frees. */
struct list_row *listing_row(const struct desk *desk, const struct row *row, int part);

/*
 * The first view is two lists, one below the other: my turn, then what is to be taken up (design
 * 3); any other is one. How many there are, the query of one (its terms are the desk's: not to be
 * cleared), and which of them a report stands in, as it was shown.
 */
int listing_parts(const struct desk *desk);
struct query listing_part(const struct desk *desk, int part);
int listing_part_of(const struct desk *desk, const struct report *report);

/*
 * What waits for me next, NULL where nothing else does: behind the cursor, across the seam and
 * round the end once; or by the key that means my turn, the first of it, or of what is to be taken
 * up where nothing is my turn, and from there the next of the same. Owns: the caller frees.
 */
struct report *listing_next(struct desk *desk);
struct report *listing_first(struct desk *desk);

/* Words over the list: book, view, counts; the filter or search in force with its hits. */
void listing_words(struct desk *desk);

/* Put the rows that are on the screen in order again after news, under an unmoved cursor. */
void listing_renew(struct desk *desk);

#endif
