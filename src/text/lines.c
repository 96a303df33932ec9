/* Logical lines of the text under edit, by the sums in the tree of runs. */
#include "text/lines.h"

#include "text/piece_tree.h"

size_t lines_count(const struct piece_table *table)
{
	return piece_tree_newlines(piece_root(table)) + 1;
}

size_t lines_at(const struct piece_table *table, size_t offset)
{
	const struct piece_node *node = piece_root(table);
	size_t line = 0;

	while (node != NULL) {
		size_t before = piece_tree_bytes(node->left);

		if (offset <= before) {
			node = node->left;
			continue;
		}
		offset -= before;
		line += piece_tree_newlines(node->left);
		if (offset <= node->run.len) {
			uint32_t start = node->run.start;

			return line +
			       piece_block_newlines(node->run.block, start + (uint32_t)offset) -
			       piece_block_newlines(node->run.block, start);
		}
		offset -= node->run.len;
		line += node->newlines;
		node = node->right;
	}
	return line;
}

size_t lines_start(const struct piece_table *table, size_t line)
{
	const struct piece_node *node = piece_root(table);
	size_t offset = 0;

	if (line == 0)
		return 0;
	/* The line begins behind the line end of this number, counted from 1. */
	while (node != NULL) {
		size_t before = piece_tree_newlines(node->left);

		if (line <= before) {
			node = node->left;
			continue;
		}
		line -= before;
		offset += piece_tree_bytes(node->left);
		if (line <= node->newlines) {
			const struct piece_block *block = node->run.block;
			uint32_t first = piece_block_newlines(block, node->run.start);
			uint32_t at = g_array_index(
			    block->newlines, uint32_t, first + (uint32_t)line - 1);

			return offset + (at - node->run.start) + 1;
		}
		line -= node->newlines;
		offset += node->run.len;
		node = node->right;
	}
	return piece_len(table);
}

size_t lines_len(const struct piece_table *table, size_t line)
{
	size_t count = lines_count(table);
	size_t start = lines_start(table, line);

	if (line >= count)
		return 0;
	if (line + 1 == count)
		return piece_len(table) - start;
	return lines_start(table, line + 1) - 1 - start;
}
