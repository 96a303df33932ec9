/* The order of the runs of a piece table: a treap by offset. */
#include "text/piece_tree.h"

uint32_t piece_block_newlines(const struct piece_block *block, uint32_t offset)
{
	const uint32_t *at = (const uint32_t *)(const void *)block->newlines->data;
	uint32_t low = 0, high = block->newlines->len;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (at[middle] < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Xorshift: nobody chooses the numbers, so no order of changes can make the tree deep. */
static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static void sum_up(struct piece_node *node)
{
	node->sum_bytes = piece_tree_bytes(node->left) + node->run.len +
			  piece_tree_bytes(node->right);
	node->sum_newlines = piece_tree_newlines(node->left) + node->newlines +
			     piece_tree_newlines(node->right);
}

/* After the run has changed. */
static void count_again(struct piece_node *node)
{
	const struct piece_run *run = &node->run;

	node->newlines = piece_block_newlines(run->block, run->start + run->len) -
			 piece_block_newlines(run->block, run->start);
	sum_up(node);
}

static struct piece_node *node_new(const struct piece_run *run, uint32_t *random)
{
	struct piece_node *node = g_new0(struct piece_node, 1);

	node->run = *run;
	node->priority = next_random(random);
	count_again(node);
	return node;
}

struct piece_node *piece_tree_of(const struct piece_run *runs, size_t count, uint32_t *random)
{
	struct piece_node *tree = NULL;

	for (size_t i = 0; i < count; i++)
		tree = piece_tree_join(tree, node_new(&runs[i], random));
	return tree;
}

void piece_tree_split(struct piece_node *node, size_t at, struct piece_node **left,
    struct piece_node **right, uint32_t *random)
{
	size_t before;

	if (node == NULL) {
		*left = *right = NULL;
		return;
	}
	before = piece_tree_bytes(node->left);
	if (at <= before) {
		*right = node;
		piece_tree_split(node->left, at, left, &node->left, random);
		sum_up(node);
	} else if (at >= before + node->run.len) {
		*left = node;
		piece_tree_split(
		    node->right, at - before - node->run.len, &node->right, right, random);
		sum_up(node);
	} else {
		uint32_t keep = (uint32_t)(at - before);
		struct piece_run rest = {
		    node->run.block, node->run.start + keep, node->run.len - keep};
		struct piece_node *after = node->right;

		node->run.len = keep;
		node->right = NULL;
		count_again(node);
		*left = node;
		*right = piece_tree_join(node_new(&rest, random), after);
	}
}

struct piece_node *piece_tree_join(struct piece_node *left, struct piece_node *right)
{
	if (left == NULL)
		return right;
	if (right == NULL)
		return left;
	if (left->priority >= right->priority) {
		left->right = piece_tree_join(left->right, right);
		sum_up(left);
		return left;
	}
	right->left = piece_tree_join(left, right->left);
	sum_up(right);
	return right;
}

void piece_tree_free(struct piece_node *node)
{
	if (node == NULL)
		return;
	piece_tree_free(node->left);
	piece_tree_free(node->right);
	g_free(node);
}

const struct piece_node *piece_tree_find(const struct piece_node *node, size_t at, size_t *start)
{
	size_t passed = 0;

	while (node != NULL) {
		size_t before = passed + piece_tree_bytes(node->left);

		if (at < before) {
			node = node->left;
		} else if (at < before + node->run.len) {
			*start = before;
			return node;
		} else {
			passed = before + node->run.len;
			node = node->right;
		}
	}
	return NULL;
}

bool piece_tree_extend(struct piece_node *node, size_t at, const struct piece_run *run)
{
	size_t before, end;
	bool done;

	if (node == NULL)
		return false;
	before = piece_tree_bytes(node->left);
	end = before + node->run.len;
	if (at == end) {
		if (node->run.block != run->block || node->run.start + node->run.len != run->start)
			return false;
		node->run.len += run->len;
		count_again(node);
		return true;
	}
	if (at > end)
		done = piece_tree_extend(node->right, at - end, run);
	else
		done = at <= before && piece_tree_extend(node->left, at, run);
	if (done)
		sum_up(node);
	return done;
}

void piece_tree_runs(const struct piece_node *node, GArray *out)
{
	if (node == NULL)
		return;
	piece_tree_runs(node->left, out);
	g_array_append_val(out, node->run);
	piece_tree_runs(node->right, out);
}
