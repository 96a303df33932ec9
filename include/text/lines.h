/* Logical lines of the text under edit: what stands between line ends, numbered from 0. */
#ifndef TEXT_LINES_H
#define TEXT_LINES_H

#include "text/piece.h"

/* All in logarithmic time: line ends are counted in the tree of runs and listed in each block. */

/* Lines of the text: its line ends and one more. */
size_t lines_count(const struct piece_table *table);

/* The line with the byte at OFFSET; a line end belongs to the line it ends. */
size_t lines_at(const struct piece_table *table, size_t offset);

/* Offset at which LINE begins; the length of the text past the last line. */
size_t lines_start(const struct piece_table *table, size_t line);

/* Bytes of LINE without its line end. */
size_t lines_len(const struct piece_table *table, size_t line);

#endif
