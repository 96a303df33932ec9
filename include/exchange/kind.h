/* What a file is, told by its bytes; names lie. */
#ifndef EXCHANGE_KIND_H
#define EXCHANGE_KIND_H

#include "base/err.h"

enum kind {
	KIND_TEXT,
	KIND_DOCX,
	KIND_DOC, /* Word 97 and WPS, one container */
	KIND_RTF, /* and other texts that only a converter reads */
	KIND_ODT,
	KIND_NONE, /* not read here */
};

/*
 * Tell the kind of BYTES. NAME helps only where the content says nothing.
 * Errors: for KIND_NONE, INPUT with what the file is and what to do.
 */
enum kind kind_of(const void *bytes, size_t len, const char *name, struct err *err);

#endif
