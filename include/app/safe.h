/* Text from outside as it may be shown: no control characters. */
#ifndef APP_SAFE_H
#define APP_SAFE_H

#include "base/attr.h"

/* One line without control characters. Owns: the caller frees. */
char *safe_line(const char *text);

#endif
