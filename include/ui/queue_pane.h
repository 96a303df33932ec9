/* The left pane: one book at a time, its views, filter and marks over a list. */
#ifndef UI_QUEUE_PANE_H
#define UI_QUEUE_PANE_H

#include "ui/list.h"

/* Cells of a row of the book of reports, in the order in which width brings them in. */
enum queue_column {
	QUEUE_URGENT, /* 急, 特 */
	QUEUE_OVERDUE, /* 超 */
	QUEUE_FLAGS, /* claimed, new, with attachments: a character each */
	QUEUE_NUMBER, /* short: 0041 */
	QUEUE_TITLE,
	QUEUE_LEFT, /* 剩3工时 */
	QUEUE_STATE,
	QUEUE_HANDS, /* in whose hands */
	QUEUE_WRITER, /* writer or unit */
	QUEUE_CHANNEL,
	QUEUE_CHARS,
	QUEUE_BLOCKS, /* blocking findings */
	QUEUE_ALIKE, /* highest likeness */
	QUEUE_COLUMNS,
};

#define QUEUE_BEHIND_BOOK " › " /* in a title, between book and view */

struct queue_pane {
	struct pane pane;
	struct list list;
	char *title; /* book, view and count: "来稿 › 待我办 12" */
	char *note; /* at the right of the title: "新2 标3"; NULL for nothing */
	char *chip; /* the filter in force with its hits; NULL when there is none */
};

/*
 * A pane over the book of reports. FETCH gives rows with QUEUE_COLUMNS cells.
 * Owns: pane.kind->free.
 */
struct queue_pane *queue_pane_new(list_fetch *fetch, void *source);

/* The words round the list, copied; NOTE and CHIP may be NULL. */
void queue_pane_words(
    struct queue_pane *queue, const char *title, const char *note, const char *chip);

#endif
