/* The order of the runs of a piece table: a treap by offset. For piece.c and lines.c. */
#ifndef TEXT_PIECE_TREE_H
#define TEXT_PIECE_TREE_H

#include "base/attr.h"

/* Bytes that were typed or read. Those there are never change; more are added up to the room. */
struct piece_block {
	char *bytes;
	uint32_t len, room;
	GArray *newlines; /* of uint32_t: where they stand, ascending */
};

struct piece_run {
	struct piece_block *block; /* owned by the table, lives as long as it does */
	uint32_t start, len; /* bytes of the block */
};

struct piece_node {
	struct piece_node *left, *right;
	struct piece_run run;
	uint32_t priority; /* no child's is higher: random, so that the tree stays shallow */
	uint32_t newlines; /* in the run */
	size_t sum_bytes; /* of the node and all below it */
	size_t sum_newlines;
};

/* Bytes below a node, which may be NULL. */
static inline size_t piece_tree_bytes(const struct piece_node *node)
{
	return node == NULL ? 0 : node->sum_bytes;
}

/* Line ends below a node, which may be NULL. */
static inline size_t piece_tree_newlines(const struct piece_node *node)
{
	return node == NULL ? 0 : node->sum_newlines;
}

/* How many of the block's line ends stand before OFFSET. */
uint32_t piece_block_newlines(const struct piece_block *block, uint32_t offset);

/* A tree of RUNS in their order. RANDOM is the state of the numbers that keep it shallow. */
struct piece_node *piece_tree_of(const struct piece_run *runs, size_t count, uint32_t *random);

/* Part a tree at a byte, inside a run if need be. Owns: takes node, gives the two. */
void piece_tree_split(struct piece_node *node, size_t at, struct piece_node **left,
    struct piece_node **right, uint32_t *random);

/* One tree of two, the left one first. Owns: takes both. */
struct piece_node *piece_tree_join(struct piece_node *left, struct piece_node *right);

void piece_tree_free(struct piece_node *node);

/* The node with the byte at AT, below the tree's bytes; *START is where its run begins. */
const struct piece_node *piece_tree_find(const struct piece_node *node, size_t at, size_t *start);

/*
 * Lengthen the run that ends at AT, if RUN is what follows it in its block: typing makes one run of
 * many characters. Returns whether it did.
 */
bool piece_tree_extend(struct piece_node *node, size_t at, const struct piece_run *run);

/* Append the runs in their order to OUT, an array of struct piece_run. */
void piece_tree_runs(const struct piece_node *node, GArray *out);

#endif
