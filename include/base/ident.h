/* Global ids made on the desk: sortable, 128 bits, so that no counter is shared over the drive. */
#ifndef BASE_IDENT_H
#define BASE_IDENT_H

#include "base/attr.h"

#define IDENT_LEN 26 /* characters of Crockford's base 32, without the end */

/*
 * New id: 48 bits of wall clock, 80 random bits from the kernel.
 * Units: now_ms since 1970 UTC. Owns: the caller frees.
 */
char *ident_new(int64_t now_ms);

/* Fill BYTES with LEN random bytes of the kernel. */
void ident_random(void *bytes, size_t len);

#endif
