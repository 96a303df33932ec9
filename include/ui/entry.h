/* A short text being typed: what fields and areas have in common. Motion is by grapheme. */
#ifndef UI_ENTRY_H
#define UI_ENTRY_H

#include "ui/pane.h"

struct entry {
	GString *text; /* UTF-8 */
	size_t caret; /* bytes, where a grapheme begins */
	size_t limit; /* bytes at most */
	bool lines; /* may hold newlines */
	bool full; /* the last insertion did not fit: it was refused whole */
	bool touched; /* a person has changed it since entry_set */
};

/* An empty text. Units: limit in bytes. */
void entry_init(struct entry *entry, size_t limit, bool lines);
void entry_clear(struct entry *entry);
/* Another text, the caret at its end. One that is too long is cut between graphemes. */
void entry_set(struct entry *entry, const char *text);
/*
 * Insert at the caret, as typed or pasted: what is not UTF-8 is mended, controls are dropped,
 * newlines become blanks where lines are not allowed. False when it does not fit: nothing changes.
 */
bool entry_insert(struct entry *entry, const char *text, size_t len);
/*
 * Keys of editing: Left Right Home End Ctrl-A Ctrl-E, BS Del, Ctrl-U to the beginning, Ctrl-K to
 * the end, and what types text. Home and End go to the ends of the text.
 */
enum widget_answer entry_key(struct entry *entry, const struct key_event *event);

#endif
