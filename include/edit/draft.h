/* A text under edit: its pieces, its undo tree, its caret and selection, its rows. */
#ifndef EDIT_DRAFT_H
#define EDIT_DRAFT_H

#include "base/clock.h"
#include "edit/view.h"
#include "text/count.h"
#include "text/undo.h"

/*
 * The fields are to be read by whoever draws. They are changed by the functions here and of
 * edit/cursor.h, edit/select.h and edit/ops.h alone.
 */
struct draft {
	struct piece_table *table;
	struct undo *undo;
	struct view *view;
	const struct clock *clock; /* borrowed: what separates steps of undo is time */
	size_t caret; /* offset in bytes, where a cluster begins */
	size_t anchor; /* the other end of the selection, where it began */
	bool selecting; /* there is a selection; it may be empty */
	bool at_row_end; /* the caret is shown behind the row above: see view.h */
	bool has_goal; /* up and down aim for goal_col */
	size_t goal_col;
};

/*
 * A draft of TEXT (line ends LF), unchanged, caret at the beginning.
 * Owns: the caller frees; text is copied, clock is borrowed and must live longer.
 * Errors: INPUT when TEXT is not UTF-8, FULL past BOUND_BODY_BYTES.
 */
struct draft *draft_new(
    const char *text, size_t len, const struct clock *clock, struct err *err) CHECKED;
void draft_free(struct draft *draft);

/* The text as it is to be saved, in NFC. Owns: the caller frees. Errors: FULL. */
GString *draft_text(const struct draft *draft, struct err *err) CHECKED;

/* 字数 of the text as it stands; takes time with its length. Errors: none. */
struct text_count draft_count(const struct draft *draft);

/* Units: bytes. */
size_t draft_len(const struct draft *draft);

/* A number that every change raises: what tells an autosave that there is something to do. */
uint64_t draft_version(const struct draft *draft);

/* Whether the text differs from the one read or saved last; going back to that is no difference. */
bool draft_is_dirty(const struct draft *draft);
void draft_mark_saved(struct draft *draft);

/*
 * Make TEXT the text, in one step that can be undone; what is the same at both ends stays, so that
 * caret and scroll keep their place. Errors: as draft_new.
 */
bool draft_replace_all(struct draft *draft, const char *text, size_t len, struct err *err) CHECKED;

/*
 * Change the text at one place, as a step or part of one; the caret goes behind what was put in,
 * the selection ends. For edit/ops.c. Errors: as piece_replace; nothing has changed then.
 */
bool draft_put(struct draft *draft, enum undo_kind kind, size_t at, size_t remove, const char *text,
    size_t len, struct err *err) CHECKED;

/* Put the caret at AT, on a cluster; selection, goal and row end are forgotten. */
void draft_put_caret(struct draft *draft, size_t at);

/* Scroll so that the caret is shown. To be called once before drawing. */
void draft_show_caret(struct draft *draft);

#endif
