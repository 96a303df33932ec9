/* The canonical encoding: what a digest is taken over, so that others can take it too (doc/trail.md). */
#ifndef MODEL_CANON_H
#define MODEL_CANON_H

#include "base/attr.h"

/*
 * One encoding is a first line "yanshen WHAT VERSION", then one field after the other in a fixed order:
 * NAME SP LENGTH ':' BYTES LF, the length in bytes, decimal. Nothing is left out; what is empty has
 * length 0. So no two different values have the same encoding.
 */
GString *canon_new(const char *what, int version);
void canon_text(GString *canon, const char *name, const char *value); /* NULL counts as "" */
void canon_int(GString *canon, const char *name, int64_t value);

#endif
