/* Calls that must not compile here: each has cut, overrun or lied in somebody's program. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

/* Included once per source, after the system's own headers have declared them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#undef alloca
#pragma GCC poison strcpy strcat sprintf vsprintf strncpy strncat strtok gets alloca
#pragma GCC poison localtime gmtime ctime asctime atoi atol

#endif
