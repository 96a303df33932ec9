/* Find words in a text, forward and back, to the letter or folded. */
#ifndef TEXT_FIND_H
#define TEXT_FIND_H

#include "text/fold.h"

/* What is looked for, made ready once. */
struct find;

/*
 * Look for NEEDLE, of which a copy is kept. Units: folds are enum fold, 0 finds to the letter.
 * Owns: the caller frees.
 * Errors: INPUT when NEEDLE is empty or not UTF-8.
 */
struct find *find_new(const char *needle, size_t len, unsigned folds, struct err *err) CHECKED;
void find_free(struct find *find);

/*
 * The first place at or after FROM: *AT and *FOUND, its bytes (with folding they may differ from
 * the needle's). False when there is none. TEXT is UTF-8; all in bytes.
 */
bool find_next(
    const struct find *find, const char *text, size_t len, size_t from, size_t *at, size_t *found);

/* The last place that begins before FROM. */
bool find_prev(
    const struct find *find, const char *text, size_t len, size_t from, size_t *at, size_t *found);

#endif
