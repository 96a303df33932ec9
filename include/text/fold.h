/* Characters that a search may take for the same: width, punctuation, case. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/err.h"

enum fold {
	FOLD_WIDTH = 1, /* full-width letters, figures, signs and blank to those of ASCII */
	FOLD_MARKS =
	    2, /* Chinese marks to their Western sisters, all quotes to the straight ones */
	FOLD_CASE = 4,
	FOLD_ALL = 7,
};

/*
 * The character that stands for all it is taken for: one for one, so that places in a folded text
 * are found in the other by counting. Units: folds are enum fold, added up.
 */
uint32_t fold_char(uint32_t c, unsigned folds);

#endif
