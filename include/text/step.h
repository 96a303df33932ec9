/* Clusters of a text in pieces: what the caret steps over, whatever seams are there. */
#ifndef TEXT_STEP_H
#define TEXT_STEP_H

#include "text/piece.h"

/* As in cluster.h, in bytes of the whole text. A step reads what it must: some dozen bytes. */

/* End of the cluster that begins at AT. */
size_t step_next(const struct piece_table *table, size_t at);

/* Beginning of the cluster that ends at AT or has it inside. */
size_t step_prev(const struct piece_table *table, size_t at);

/* AT where a cluster begins there, else where the cluster that it is inside begins. */
size_t step_floor(const struct piece_table *table, size_t at);

/* AT where a cluster begins there, else where the cluster that it is inside ends. */
size_t step_ceil(const struct piece_table *table, size_t at);

#endif
