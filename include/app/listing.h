/* The rows of the queue: pages of the mirror, or the hits of a search, made into cells. */
#ifndef APP_LISTING_H
#define APP_LISTING_H

#include "app/desk.h"

/* list_fetch of the queue pane; SOURCE is the desk. */
void listing_fetch(void *source, enum list_where where, const struct list_row *anchor, int want,
    struct list_page *page);

/* Words over the list: book, view, counts; the filter or search in force with its hits. */
void listing_words(struct desk *desk);

/* Put the rows that are on the screen in order again after news, under an unmoved cursor. */
void listing_renew(struct desk *desk);

#endif
