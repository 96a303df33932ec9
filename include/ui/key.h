/* Keys: what one is called in tables ("C-s") and on the screen ("Ctrl-S"), and which event it came
 * as. */
#ifndef UI_KEY_H
#define UI_KEY_H

#include "base/attr.h"

/* Keys that are no character; above all of Unicode. */
enum key_code {
	KEYCODE_NONE,
	KEYCODE_FIRST = 0x110000,
	KEYCODE_UP,
	KEYCODE_DOWN,
	KEYCODE_LEFT,
	KEYCODE_RIGHT,
	KEYCODE_HOME,
	KEYCODE_END,
	KEYCODE_PGUP,
	KEYCODE_PGDN,
	KEYCODE_INS,
	KEYCODE_DEL,
	KEYCODE_BACKSPACE,
	KEYCODE_TAB,
	KEYCODE_ENTER,
	KEYCODE_ESC,
	KEYCODE_SPACE,
	KEYCODE_F1,
	KEYCODE_F12 = KEYCODE_F1 + 11,
	KEYCODE_LAST,
};

enum key_mod {
	KEY_SHIFT = 1, /* only on keys that are no character: a shifted letter is another letter */
	KEY_ALT = 2,
	KEY_CTRL = 4,
};

struct key {
	uint32_t code; /* a character of Unicode or enum key_code */
	unsigned mods; /* KEY_ bits */
};

enum key_event_kind {
	KEY_EVENT_KEY, /* one key; text holds what it types, "" for a key that types nothing */
	KEY_EVENT_PASTE, /* a pasted block; paste holds it */
};

struct key_event {
	enum key_event_kind kind;
	struct key key;
	char text[8]; /* one character in UTF-8, ended by zero */
	GString *paste; /* owned by the event */
	bool cut; /* the paste was past BOUND_BODY_BYTES: nothing of it is here */
};

void key_event_clear(struct key_event *event);

/*
 * Read the name of a key: "j", "C-s", "M-1", "S-Down", "F6", "PgDn", or in people's words
 * "Ctrl-S", "Alt-1", "Shift-Down". False when TEXT is none.
 */
bool key_parse(const char *text, struct key *key) CHECKED;
/* Name for tables ("C-s"). Owns: the caller frees. */
char *key_text(struct key key);
/* Name for people, in their language ("Ctrl-S", "空格"). Owns: the caller frees. */
char *key_words(struct key key);

/* Whether both are the same key with the same modifiers. */
bool key_same(struct key a, struct key b);

/*
 * KEY as it counts in a list: a full-width letter, digit or mark typed with the input method on is
 * the ASCII one (ｊ is j, ： is :, 。 is .), so commands work without switching it off.
 */
struct key key_folded(struct key key);
/* Whether KEY is a Han character, that is, the input method is on where commands are expected. */
bool key_is_han(struct key key);

#endif
