/* Text from outside as it may be shown: no control characters; numbers of persons masked. */
#ifndef APP_SAFE_H
#define APP_SAFE_H

#include "base/attr.h"

/* One line without control characters. Owns: the caller frees. */
char *safe_line(const char *text);

/*
 * The same text with the middle of telephone and identity numbers as stars, until somebody asks for
 * them (domain P01, P02). Owns: the caller frees.
 */
char *safe_masked(const char *text);

#endif
