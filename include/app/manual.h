/* The program's tables in print: the manual page, and the keys and actions of the desk. */
#ifndef APP_MANUAL_H
#define APP_MANUAL_H

#include "base/attr.h"

/* The manual page in the language of the program, for man(1). Owns: the caller frees. */
char *manual_page(void);

/*
 * The keys and actions of the desk, as the tables of a Markdown page, or one JSON object a line.
 * Owns: the caller frees.
 */
char *manual_actions(bool json);

#endif
