/* Word files of today: their text as a person reads it, with everything that is not text listed. */
#ifndef EXCHANGE_DOCX_IN_H
#define EXCHANGE_DOCX_IN_H

#include "base/err.h"

/* Whether the bytes are a zip archive that holds a Word document. */
bool docx_is(const void *bytes, size_t len);

/*
 * The text of a .docx: a paragraph a line, numbers written out, tracked changes taken as accepted,
 * hidden text left out; a table whose cells are labels and values as lines of "label：value", any
 * other a line a row. NOTES, an array of char *, gets a sentence for each comment, text box,
 * picture, footnote and change. ASIDE gets what stands beside the text (headers, footers, boxes),
 * for marks. Owns: the caller frees the text. Nothing is read from outside the file. Errors: INPUT
 * when it is damaged or has a password; FULL past the bounds; SYSTEM without libraries.
 */
char *docx_text(GBytes *bytes, GPtrArray *notes, GString *aside, struct err *err) CHECKED;

#endif
