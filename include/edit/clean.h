/* What is pasted, made fit for a text: no controls, one kind of line end, sound UTF-8. */
#ifndef EDIT_CLEAN_H
#define EDIT_CLEAN_H

#include "base/err.h"

/*
 * TEXT with bytes that are not UTF-8 as U+FFFD, line ends LF, without control characters (tab
 * stays) and without invisible ones but those that join letters, in NFC. *CLEANED (may be NULL)
 * counts what was left out or mended; line ends are not counted.
 * Owns: the caller frees. Errors: FULL past BOUND_BODY_BYTES.
 */
GString *clean_paste(const char *text, size_t len, size_t *cleaned, struct err *err) CHECKED;

#endif
