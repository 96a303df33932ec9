/* Find in a draft, and replace what was found. */
#ifndef EDIT_SEEK_H
#define EDIT_SEEK_H

#include "edit/draft.h"
#include "text/find.h"

enum seek_way {
	SEEK_AHEAD, /* from behind the caret; past the end from the beginning */
	SEEK_BACK,
	SEEK_HERE, /* from where the selection begins: while the words are still typed */
};

/*
 * Select the next place. *AROUND (may be NULL) says that the end was passed. False when there is
 * none; the selection stays.
 */
bool seek(struct draft *draft, const struct find *find, enum seek_way way, bool *around);

/*
 * Replace what is selected, if FIND is just there, by TEXT, and select the next place; *DONE says
 * whether it was. Errors: INPUT when TEXT is not UTF-8, FULL; the text is then as before.
 */
bool seek_replace(struct draft *draft, const struct find *find, const char *text, size_t len,
    bool *done, struct err *err) CHECKED;

/* Replace all there are, in one step of undo; *COUNT is how many. Errors: as seek_replace. */
bool seek_replace_all(struct draft *draft, const struct find *find, const char *text, size_t len,
    size_t *count, struct err *err) CHECKED;

#endif
