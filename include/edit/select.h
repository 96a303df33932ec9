/* The selection: what it covers, its text, selecting by hand and all of it. */
#ifndef EDIT_SELECT_H
#define EDIT_SELECT_H

#include "edit/draft.h"

/* What is selected, in bytes; false when nothing is. */
bool select_range(const struct draft *draft, size_t *at, size_t *len);

/* The text selected, empty when none is. Owns: the caller frees. */
GString *select_text(const struct draft *draft);

/* Select from AT for LEN bytes, caret at the end; both are put on clusters. */
void select_set(struct draft *draft, size_t at, size_t len);

/* Select the whole text. */
void select_all(struct draft *draft);

#endif
