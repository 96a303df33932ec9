/* Where the caret goes: by character, word, row, line, paragraph, page, and to a place. */
#ifndef EDIT_CURSOR_H
#define EDIT_CURSOR_H

#include "edit/draft.h"

enum motion {
	MOTION_LEFT, /* a cluster back, over line ends */
	MOTION_RIGHT,
	MOTION_WORD_LEFT, /* to where a word, a figure or a clause begins */
	MOTION_WORD_RIGHT,
	MOTION_UP, /* a row, keeping to the column where the way began */
	MOTION_DOWN,
	MOTION_PAGE_UP, /* a pane's height less a row */
	MOTION_PAGE_DOWN,
	MOTION_ROW_START, /* Home, End: of the row as it is shown */
	MOTION_ROW_END,
	MOTION_LINE_START, /* of the whole line, wrapped or not */
	MOTION_LINE_END,
	MOTION_PARAGRAPH_UP, /* to where this line or the one before it with text begins */
	MOTION_PARAGRAPH_DOWN,
	MOTION_TEXT_START,
	MOTION_TEXT_END,
};

/*
 * Move the caret; with SELECTING the selection grows from where it stood. Without, a selection
 * ends, and left and right only go to its edge.
 */
void cursor_move(struct draft *draft, enum motion motion, bool selecting);

/* Put the caret at an offset, or at the cluster that has it inside. */
void cursor_set(struct draft *draft, size_t at, bool selecting);

/* Where a motion would lead from AT, for those who erase by it. */
size_t cursor_target(const struct draft *draft, enum motion motion, size_t at);

/* Row and column of the caret in the pane; false when it is not shown. */
bool cursor_place(const struct draft *draft, size_t *row, size_t *col);

#endif
