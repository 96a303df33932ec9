/* What hands do to a draft: type, erase, cut, copy, paste, undo. */
#ifndef EDIT_OPS_H
#define EDIT_OPS_H

#include "edit/draft.h"

/*
 * Each is one step of undo, but typing and erasing that go on without a pause or a move are one
 * together; a mark that ends a clause ends the step. What is selected is replaced. On an error the
 * text is as before.
 */

/* Put in what a key or the input method gave. Errors: INPUT when it is not UTF-8, FULL. */
bool ops_type(struct draft *draft, const char *text, size_t len, struct err *err) CHECKED;

/* Begin a new line. Errors: FULL. */
bool ops_newline(struct draft *draft, struct err *err) CHECKED;

/*
 * Erase the selection, else a cluster before or after the caret, or as far as the next word.
 * At the edge of the text nothing happens. Errors: FULL.
 */
bool ops_erase_back(struct draft *draft, struct err *err) CHECKED;
bool ops_erase_ahead(struct draft *draft, struct err *err) CHECKED;
bool ops_erase_word_back(struct draft *draft, struct err *err) CHECKED;
bool ops_erase_word_ahead(struct draft *draft, struct err *err) CHECKED;

/*
 * The text selected, NULL when nothing is; cut takes it out. Owns: the caller frees, and keeps it
 * for ops_paste. Errors: FULL (cut).
 */
GString *ops_copy(const struct draft *draft);
GString *ops_cut(struct draft *draft, struct err *err) CHECKED;

/*
 * Put in what was copied here or pasted by the terminal: bytes that are not UTF-8 become U+FFFD,
 * line ends LF, controls other than tab are left out, the rest is put in NFC. *CLEANED (may be
 * NULL) counts what was left out or mended, so that it can be said. Errors: FULL.
 */
bool ops_paste(
    struct draft *draft, const char *text, size_t len, size_t *cleaned, struct err *err) CHECKED;

/* Take back, do again. False when there is nothing. */
bool ops_undo(struct draft *draft);
bool ops_redo(struct draft *draft);

#endif
