/* A text as what a comparison compares: Han, marks, whole words, whole numbers. For diff.c. */
#ifndef TEXT_DIFF_TOKEN_H
#define TEXT_DIFF_TOKEN_H

#include "base/err.h"

/* The same words have the same number, over all texts of one comparison. */
struct diff_words {
	GHashTable *numbers; /* struct diff_word -> number */
};

struct diff_tokens {
	const char *text;
	size_t len;
	size_t count;
	uint32_t *words; /* of each token: the character, or a number past all characters */
	uint32_t *at; /* where each begins; one more: the text's end */
};

/* Begin and end with none. */
void diff_words_init(struct diff_words *words);
void diff_words_clear(struct diff_words *words);

/*
 * Part TEXT in tokens. Owns: text is borrowed until diff_tokens_clear. Errors: FULL.
 */
bool diff_tokens_init(struct diff_tokens *tokens, struct diff_words *words, const char *text,
    size_t len, struct err *err) CHECKED;
void diff_tokens_clear(struct diff_tokens *tokens);

/*
 * How well a run may end between token I - 1 and I: at the text's edge or a line end 4, behind a
 * sentence 3, at other marks 2, between word and Han 1, within Han 0.
 */
int diff_token_edge(const struct diff_tokens *tokens, size_t i);

/* Whether a token ends a clause or a line: what stands on both sides is read apart. */
bool diff_token_parts(const struct diff_tokens *tokens, size_t i);

#endif
