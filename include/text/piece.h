/* The text under edit: a piece table over blocks that are only ever added to. */
#ifndef TEXT_PIECE_H
#define TEXT_PIECE_H

#include "base/err.h"
#include "text/piece_tree.h"

/*
 * What was typed or read stands in blocks and stays there; the text is an order of runs over them.
 * A change puts runs in and takes runs out, so that it can be undone by exchanging the two, and
 * nothing that was typed is ever overwritten.
 *
 * The runs are the nodes of a treap, each with the bytes and line ends below it: finding an offset
 * or a line, and changing the text, take time with the logarithm of the number of runs. An array of
 * runs with a gap would be as fast for typing, but not for a document of 5 million characters in
 * which a whole day of small changes has left thousands of runs and each key asks for lines all
 * over it. Runs come only from changes: a text freshly read has one for each block.
 *
 * All offsets are bytes. Text goes in as UTF-8 and no block ends inside a character.
 */
struct piece_table;

/* One change: at one place some runs went out and others came in. */
struct piece_change {
	size_t at;
	size_t removed_len, inserted_len; /* bytes */
	GArray *removed, *inserted; /* of struct piece_run; NULL for none */
};

#define PIECE_BLOCK_BYTES 32768u

/*
 * An empty text. Units: block_bytes is the size of a block, 0 for the usual one; the tests choose
 * four, so that every seam is crossed.
 */
struct piece_table *piece_table_new(size_t block_bytes);
void piece_table_free(struct piece_table *table);

/* Bytes of the whole text. */
size_t piece_len(const struct piece_table *table);

/* The tree of runs, for lines.c. Owns: borrowed until the next change. */
const struct piece_node *piece_root(const struct piece_table *table);

/* A number that every change raises. */
uint64_t piece_version(const struct piece_table *table);

/*
 * Replace REMOVE bytes at AT by TEXT, and describe it in *CHANGE (NULL: no wish to know).
 * Units: at and remove within the text, on characters.
 * Owns: the caller clears CHANGE.
 * Errors: FULL past BOUND_BODY_BYTES, or when all that was ever typed passes BOUND_DRAFT_BYTES; the
 * text is as before.
 */
bool piece_replace(struct piece_table *table, size_t at, size_t remove, const char *text,
    size_t len, struct piece_change *change, struct err *err) CHECKED;

/* Do a change again, or take it back. The text must be the one it was made on, or made. */
void piece_redo(struct piece_table *table, const struct piece_change *change);
void piece_undo(struct piece_table *table, const struct piece_change *change);

/*
 * Let MORE, made directly after CHANGE, be part of it, if both only insert and MORE goes on where
 * CHANGE ended. Owns: MORE is cleared when the answer is yes.
 */
bool piece_change_join(struct piece_change *change, struct piece_change *more);
void piece_change_clear(struct piece_change *change);

/*
 * Bytes that stand together from AT on; *LEN is how many, 0 at the end.
 * Owns: borrowed until the table is freed: changes leave them where they are.
 */
const char *piece_span(const struct piece_table *table, size_t at, size_t *len);

/* Append LEN bytes from AT to OUT, fewer at the end of the text. */
void piece_copy(const struct piece_table *table, size_t at, size_t len, GString *out);

/*
 * Call WATCH after every change, undone and redone ones too. One at a time; NULL ends it.
 * Owns: context is borrowed.
 */
typedef void piece_watch(void *context, size_t at, size_t removed_len, size_t inserted_len);
void piece_table_watch(struct piece_table *table, piece_watch *watch, void *context);

#endif
