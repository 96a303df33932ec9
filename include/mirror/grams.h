/* Inside the room: characters folded, cut into singles and pairs, and looked for. */
#ifndef MIRROR_GRAMS_H
#define MIRROR_GRAMS_H

#include "base/err.h"

struct mirror;

/* A whole text. Owns: the caller frees. */
char *grams_fold_text(const char *text);
/* Whether folding changes no character of TEXT and nothing else folds to one: Han, by and large. */
bool grams_is_plain(const char *text);

/* Where NEEDLE, which is folded, begins in TEXT, which is not; NULL when it does not. *LEN is what
 * it covers there. */
const char *grams_find(const char *text, const char *needle, size_t *len);

/*
 * Add to MATCH the question for a folded word: each of its pairs, or its one character. What the
 * index answers holds every text with the word, and may hold some without.
 */
void grams_match(GString *match, const char *folded);

/*
 * Make tokenizer "grams" and functions has(needle, text), at(id) known to a connection. Errors:
 * FULL, SYSTEM.
 */
bool grams_join(struct mirror *mirror, struct err *err) CHECKED;

#endif
