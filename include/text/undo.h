/* What was done to a text and how to take it back: a tree of points, no branch lost. */
#ifndef TEXT_UNDO_H
#define TEXT_UNDO_H

#include "text/piece.h"

/*
 * A point is a state of the text. A step leads from a point to one of its children and holds one or
 * more changes, taken back together. Who goes back and types something else begins a branch; the
 * old one stays and can be returned to by its number. All changes of a text under undo go through
 * here, else the runs no longer fit.
 */
struct undo;

enum undo_kind {
	UNDO_ALONE, /* one step, whatever came before */
	UNDO_TYPED, /* goes on with the step before if that was typing too, here and just now */
	UNDO_ERASED, /* the same for erasing */
};

#define UNDO_PAUSE_MS 2000 /* typing after such a pause is a new step */

/*
 * Begin at the text as it is. Units: bound is how many points are kept; past it the oldest go.
 * Owns: table is borrowed and must live longer.
 */
struct undo *undo_new(struct piece_table *table, size_t bound);
void undo_free(struct undo *undo);

/*
 * Open a step; undo_end closes it. A step without a change leaves no point.
 * Units: caret is where it stood before, in bytes, restored when the step is taken back.
 */
void undo_begin(struct undo *undo, enum undo_kind kind, size_t caret, int64_t now_ms);

/* Change the text inside a step. Errors: as piece_replace. */
bool undo_replace(struct undo *undo, size_t at, size_t remove, const char *text, size_t len,
    struct err *err) CHECKED;

/* Close the step; caret is where it stands now, restored when the step is done again. */
void undo_end(struct undo *undo, size_t caret);

/*
 * Close the step and take back what it did, as if it had never been begun. One that went on with
 * the step before must not have changed anything yet.
 */
void undo_cancel(struct undo *undo);

/* Let nothing that follows join the step before: the caret was moved, a clause is complete. */
void undo_seal(struct undo *undo);

/* Take the last step back, or do the one taken back last again. False when there is none. */
bool undo_back(struct undo *undo, size_t *caret);
bool undo_forward(struct undo *undo, size_t *caret);

/* Go to any point, over the branches if need be. False when it is no longer kept. */
bool undo_go(struct undo *undo, uint64_t point, size_t *caret);

/* Whether undo_back would go anywhere, and undo_forward. */
bool undo_has_forward(const struct undo *undo);

/* The text as it is now is what was saved. */
void undo_mark_saved(struct undo *undo);
bool undo_is_saved(const struct undo *undo);

/* The point where the text is. Its number is never used twice. */
uint64_t undo_here(const struct undo *undo);

struct undo_point_view {
	uint64_t point, parent; /* the oldest point kept is its own parent */
	int64_t time_ms; /* when it was reached first; 0 for the beginning */
};

/* All points, oldest first: parents before children. Owns: the caller frees the array. */
GArray *undo_points(const struct undo *undo);

#endif
