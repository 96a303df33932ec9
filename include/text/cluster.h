/* Grapheme clusters: what a person takes for one character, and the cursor steps over at once. */
#ifndef TEXT_CLUSTER_H
#define TEXT_CLUSTER_H

#include "base/attr.h"

/*
 * All offsets are bytes of TEXT, which is UTF-8; an ill-formed byte is a cluster of its own.
 * Source: UAX #29 extended grapheme clusters, version in text/unidata.c.
 */

/*
 * Length of the character at AT, AT < LEN, where it is a cluster of its own and plain to see as one:
 * ASCII from the blank on or Han from U+4E00 to U+9FFF, with the like or nothing behind it. 0 where
 * cluster_next() must be asked. Most of all text is this.
 */
size_t cluster_plain(const char *text, size_t len, size_t at);

/* End of the cluster that begins at AT; LEN at the end. */
size_t cluster_next(const char *text, size_t len, size_t at);

/* Beginning of the cluster that ends at AT or has AT inside; 0 at the beginning. */
size_t cluster_prev(const char *text, size_t len, size_t at);

/* AT where a cluster begins there, else the beginning of the cluster that AT is inside. */
size_t cluster_floor(const char *text, size_t len, size_t at);

/*
 * A cluster begins at the result whatever stands further back: the nearest such place at or before
 * AT, or 0. For those who have only a piece of a text and must know where to begin reading.
 */
size_t cluster_anchor(const char *text, size_t len, size_t at);

#endif
