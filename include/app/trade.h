/* Files in: what the command line and the desk share of it. */
#ifndef APP_TRADE_H
#define APP_TRADE_H

#include "work/import.h"

/* The files and folders that a person's line names: as typed, quoted as by a shell, ~ and file:
 * understood. Owns: the caller frees the array of char *. */
GPtrArray *trade_paths(const char *line);

/* How many files came to which end, in one line. Owns: the caller frees. */
char *trade_sum(const struct import *import);

#endif
