/* Converters of old formats: programs of the system that are used where they are, never required.
 */
#ifndef EXCHANGE_CONVERT_H
#define EXCHANGE_CONVERT_H

#include "base/err.h"

/* What a converter gave: a Word file of today, or plain text in UTF-8. One of the two. */
struct converted {
	GBytes *docx;
	GBytes *text;
	const char *program; /* its name, static */
};

void converted_clear(struct converted *converted);

/*
 * Convert an old Word or WPS document (.doc, .wps, .rtf by SUFFIX) with the first program of the
 * table that is installed. The document lies in a private folder in memory while it runs, without a
 * shell, for a minute at most. Returns false without an error set when no program is there. Owns:
 * converted_clear frees what is in OUT. Errors: INPUT when the program cannot, FULL, SYSTEM.
 */
bool convert_document(
    GBytes *bytes, const char *suffix, struct converted *out, struct err *err) CHECKED;

#endif
