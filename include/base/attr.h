/* Compiler attributes, named once; every header of the house starts here. */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CHECKED __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

#include "base/banned.h"

#endif
