/* Which keys mean which action where: sequences of keys, in contexts, to numbers of actions. */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include "base/err.h"
#include "ui/key.h"

#define KEYMAP_SEQUENCE 4 /* keys in a sequence at most: "g r" has two */

struct keymap;

/* What was typed of a sequence so far. All zero at the beginning. */
struct keymap_typed {
	struct key keys[KEYMAP_SEQUENCE];
	int count;
};

enum keymap_answer {
	KEYMAP_NONE, /* bound nowhere here: text, or nothing */
	KEYMAP_PREFIX, /* the beginning of longer sequences: wait */
	KEYMAP_ACTION,
};

/* A keymap that knows no key. */
struct keymap *keymap_new(void);
void keymap_free(struct keymap *map);

/*
 * Bind each of KEYS ("F6, C-x a", separated by a comma and a blank) to ACTION in CONTEXT.
 * Errors: INPUT for a name that is no key, and for a sequence that means something else in this
 * context or is the beginning of one that does; the words name both. ACTION is not 0.
 */
bool keymap_bind(
    struct keymap *map, const char *context, const char *keys, int action, struct err *err) CHECKED;

/*
 * Type one more key. CONTEXTS, ended by NULL, are asked in order; the first that knows the sequence
 * or a longer one decides. On KEYMAP_ACTION and KEYMAP_NONE what was typed is forgotten.
 */
enum keymap_answer keymap_type(const struct keymap *map, const char *const *contexts,
    struct keymap_typed *typed, struct key key, int *action);

/*
 * Keys of ACTION in the first of CONTEXTS that has any, as people read them ("F6"); the first bound
 * alone, or all of them with blanks between. "" when there is none. Owns: the caller frees.
 */
char *keymap_words(const struct keymap *map, const char *const *contexts, int action, bool all);

/* The keys typed so far, as people read them. Owns: the caller frees. */
char *keymap_typed_words(const struct keymap_typed *typed);

/* What may follow the keys typed: for each, its words and its action, for a popup. */
struct keymap_next {
	char *words; /* the keys that remain */
	int action;
};
/* Owns: the caller frees the array, which owns its rows. */
GPtrArray *keymap_follow(
    const struct keymap *map, const char *const *contexts, const struct keymap_typed *typed);

#endif
