/* One line of input: scrolls sideways, remembers what was entered before. */
#ifndef UI_FIELD_H
#define UI_FIELD_H

#include "ui/entry.h"

#define FIELD_HISTORY 50 /* entries remembered */

struct field {
	struct entry entry;
	GPtrArray *history; /* of char *, oldest first; NULL when none is kept */
	int back; /* how far back in it, 0 at what is being typed */
	char *typed; /* what was being typed before going back */
	const char *hint; /* shown while the field is empty; borrowed */
	bool secret; /* a star for each character; wiped when it is cleared */
};

/* An empty field. Units: limit in bytes. */
void field_init(struct field *field, size_t limit, bool history);
void field_clear(struct field *field);
void field_set(struct field *field, const char *text);
/* What is in it. Borrowed until it changes. */
const char *field_text(const struct field *field);
/* Remember the text, and begin with an empty one. */
void field_remember(struct field *field);
/* Keys of entry_key, and Up and Down through the history. Enter, Esc and Tab are passed on. */
enum widget_answer field_key(struct field *field, const struct key_event *event);

/* The part round the caret, or the hint. */
void field_draw(const struct field *field, struct canvas *canvas, struct rect rect, bool focused);
/* Column of the caret in RECT. */
int field_place(const struct field *field, const struct canvas *canvas, struct rect rect);

#endif
