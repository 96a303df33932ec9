/* Secrecy marks: a document that carries one in its head must not come into this program. */
#ifndef EXCHANGE_SECRECY_H
#define EXCHANGE_SECRECY_H

#include "base/attr.h"

/*
 * The mark in the first ten lines of TEXT: 机密★1年, a level of its own on a line, 密级：秘密, or
 * the six digits of a copy's number. A sentence about secrets carries none. Owns: the caller frees;
 * NULL when there is no mark. Source: domain.md 3.4 X01.
 */
char *secrecy_mark(const char *text);

/*
 * The same for bytes that cannot be read as text yet (an old Word file): a level with its star in
 * UTF-16 or GBK.
 */
char *secrecy_mark_raw(const void *bytes, size_t len);

/* The same for the name of a file: a level with its star or in brackets. */
char *secrecy_mark_name(const char *name);

#endif
