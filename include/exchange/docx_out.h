/* A report as a Word file in the look of official papers. */
#ifndef EXCHANGE_DOCX_OUT_H
#define EXCHANGE_DOCX_OUT_H

#include "model/revision.h"

/*
 * Exactly this revision: title, body, the writers' line in brackets at the end, then whom it goes
 * to. Read back by import it gives the same title, body and writers; blanks that indent a line are
 * the page's own there. Owns: the caller unrefs. Errors: SYSTEM without libarchive, FULL. Source:
 * GB/T 9704-2012 as in domain.md 6.2: 二号小标宋, 三号仿宋, 22 lines of 28 characters.
 */
GBytes *docx_of_revision(const struct revision *revision, struct err *err) CHECKED;

#endif
