/* Choosing from a long list by typing: palette, reasons, people, units. */
#ifndef UI_PICK_H
#define UI_PICK_H

#include "ui/field.h"

struct pick_row {
	int64_t id;
	char *label; /* matched by its words, and by pinyin initials */
	char *other; /* another name it goes by, as in English; not shown; may be NULL */
	char *code; /* "N07": shown before the label, matched by its digits; may be NULL */
	char *note; /* at the right edge: the key, a count; may be NULL */
	char *reason; /* why it cannot be chosen now; NULL when it can */
};

struct pick {
	struct field filter;
	GArray *rows; /* of struct pick_row */
	GArray *shown; /* of int: those that match, best first */
	int cursor, top, height;
	bool quick; /* a code typed whole chooses at once */
	bool refused; /* a row that cannot be chosen was: its reason is shown emphasised */
};

/* A choice without rows. HINT stands in the empty filter; borrowed. */
void pick_init(struct pick *pick, const char *hint);
void pick_clear(struct pick *pick);
/* Add a row; its words are copied, and may be NULL but the label's. */
void pick_add(struct pick *pick, const struct pick_row *row);
/* Forget what was typed: all rows. And the cursor on the row called ID, if it is shown. */
void pick_restart(struct pick *pick);
void pick_go(struct pick *pick, int64_t id);

/*
 * What types text narrows; arrows, PgUp and PgDn move; Enter chooses; Esc gives up. Tab is passed.
 */
enum widget_answer pick_key(struct pick *pick, const struct key_event *event);
/* The row under the cursor, NULL when nothing matches. Borrowed. */
const struct pick_row *pick_chosen(const struct pick *pick);

/* Columns that the longest row wants. */
int pick_cols(const struct pick *pick, const struct canvas *canvas);
/* Room for HEIGHT rows below the filter: scrolls to the cursor. */
void pick_fit(struct pick *pick, int height);
/* The filter on the first line, the rows below, the reason of a grey one on the last. */
void pick_draw(const struct pick *pick, struct canvas *canvas, struct rect rect, bool focused);
/* Where the caret of the filter stands. */
int pick_place(const struct pick *pick, const struct canvas *canvas, struct rect rect);

#endif
