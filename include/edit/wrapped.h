/* One logical line as rows, kept through changes. For view.c. */
#ifndef EDIT_WRAPPED_H
#define EDIT_WRAPPED_H

#include "text/piece.h"
#include "text/width.h"

/* How lines are wrapped. */
struct wrapping {
	const struct piece_table *table;
	struct width_rule rule;
	size_t cols;
	GString *scratch; /* text of a row in the making */
};

/* Offsets are bytes from the beginning of the line. */
struct wrapped {
	size_t line; /* its number */
	GArray *starts; /* of uint32_t: where the rows begin that are known, from the first on */
	uint32_t done; /* bytes that they take */
	bool whole; /* they are all of the line */
};

/* A line of which nothing is known yet. Owns: the caller frees. */
struct wrapped *wrapped_new(size_t line);
void wrapped_free(struct wrapped *wrapped);

/* Where a row of those known begins. */
static inline size_t wrapped_start(const struct wrapped *wrapped, size_t row)
{
	return g_array_index(wrapped->starts, uint32_t, row);
}

/* Make rows known up to number ROW, if the line has as many. Returns whether it has. */
bool wrapped_reach_row(struct wrapped *wrapped, const struct wrapping *how, size_t row);

/* The row that has OFFSET, made known with all before it. */
size_t wrapped_row_of(struct wrapped *wrapped, const struct wrapping *how, size_t offset);

/* How many rows the line has; makes all known. */
size_t wrapped_count(struct wrapped *wrapped, const struct wrapping *how);

/*
 * The line has changed at AT, no line end in it: wrap anew from the rows before the change until
 * they begin where they began before.
 */
void wrapped_change(struct wrapped *wrapped, const struct wrapping *how, size_t at, size_t removed,
    size_t inserted);

#endif
