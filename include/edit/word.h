/* Words of a text as a hand takes them: Latin words, figures, Han between marks. */
#ifndef EDIT_WORD_H
#define EDIT_WORD_H

#include "text/piece.h"

/*
 * Where the next word begins after AT, and the one before it. A run of Han is a clause between
 * marks: without a dictionary no smaller word is sure, and clauses are what is moved about. Line
 * ends are stopped at. Units: bytes; on clusters.
 */
size_t word_next(const struct piece_table *table, size_t at);
size_t word_prev(const struct piece_table *table, size_t at);

#endif
