/* What every unit test starts with: cmocka and the headers that it wants before it. */
#ifndef TOOL_UNIT_H
#define TOOL_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"

/* Fail with the error's own words when a call that should work did not. */
#define assert_works(call, err)                                                                    \
	do {                                                                                       \
		if (!(call))                                                                       \
			fail_msg("%s: %s", #call, (err).words);                                    \
	} while (0)

/* A call is refused with this kind, and with words. Clears the error for the next one. */
#define assert_refused(call, err, wanted)                                                          \
	do {                                                                                       \
		if (call)                                                                          \
			fail_msg("%s was not refused", #call);                                     \
		assert_int_equal((err).kind, (wanted));                                            \
		assert_true((err).words[0] != '\0');                                               \
		err_clear(&(err));                                                                 \
	} while (0)

#endif
