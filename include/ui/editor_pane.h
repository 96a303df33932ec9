/* The middle pane: the head of a report as a small form, and its text to read, to edit, to compare.
 */
#ifndef UI_EDITOR_PANE_H
#define UI_EDITOR_PANE_H

#include "edit/draft.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/pane.h"

enum editor_mode {
	EDITOR_EMPTY, /* nothing is selected */
	EDITOR_READ, /* a text that this person reads */
	EDITOR_EDIT, /* a text that this person changes */
	EDITOR_PAGE, /* something made of it: a difference, an event with its text */
};

/* A stretch of the text in another role: what changed, what a check found. */
struct editor_mark {
	size_t at, len; /* bytes of the text */
	enum style style;
};

struct editor_pane {
	struct pane pane;
	enum editor_mode mode;
	char *title, *note; /* number and state; 字数 at the right */
	char *heading; /* title of the report, NULL for none */
	GArray *facts; /* of the head: label and value, see editor_pane.c */
	unsigned facts_said; /* since the head was begun anew; those behind are of before */
	int head_rows, heading_rows; /* the latter of it */
	bool head_changed; /* says something else than when it was drawn */
	bool head_drawn; /* stood on the canvas when the pane was drawn last */
	bool head_stands; /* and is to be left alone this time */
	struct form form; /* the same fields for editing; filled by the owner */
	bool in_head; /* keys go to the form */
	struct draft *draft; /* borrowed */
	GArray *marks; /* of struct editor_mark, by place */
	struct page page; /* EDITOR_PAGE */
	struct page side; /* the original beside the text */
	bool has_side;
	bool seen_end; /* the last row of the text has been on the screen */
	struct err err; /* why the last key could not be done; the owner clears it */
	const char *empty; /* words for EDITOR_EMPTY; borrowed */
	struct editor_drawn *drawn; /* what of the text stands on the canvas */
};

/* A pane without a text. Owns: pane.kind->free; a draft stays the owner's. */
struct editor_pane *editor_pane_new(void);

/*
 * Show DRAFT (borrowed, NULL with EDITOR_EMPTY and EDITOR_PAGE). Marks, the side and what was seen
 * belong to a text: with another draft they are gone. With EDITOR_READ the draft is never changed.
 */
void editor_pane_show(struct editor_pane *editor, enum editor_mode mode, struct draft *draft);
/* Words of the title row, copied; NOTE may be NULL. */
void editor_pane_words(struct editor_pane *editor, const char *title, const char *note);

/* The head as read: begin anew, then the title of the report and facts in order. Copied. */
void editor_pane_begin_head(struct editor_pane *editor, const char *heading);
void editor_pane_fact(
    struct editor_pane *editor, const char *label, const char *value, enum style style);
/* Go to the fields of the form (with EDITOR_EDIT, if there are any), or back to the text. */
void editor_pane_focus_head(struct editor_pane *editor, bool in_head);

/* A mark; they do not overlap. Take all away. A text that changes needs them anew. */
void editor_pane_mark(struct editor_pane *editor, size_t at, size_t len, enum style style);
void editor_pane_unmark(struct editor_pane *editor);

/* Show TEXT beside the text, or below it in a narrow pane; NULL takes it away. */
void editor_pane_beside(struct editor_pane *editor, const char *title, const char *text);

/* Scroll the text, from wherever the focus is. Units: rows; screens. */
void editor_pane_scroll(struct editor_pane *editor, int rows);
void editor_pane_turn(struct editor_pane *editor, int pages);

/* From here on: what the files of the pane share, for nobody else. */
/* The pane as what it is. */
struct editor_pane *editor_of(struct pane *pane);
/* Whether a draft is shown. */
bool editor_has_text(const struct editor_pane *editor);
/* Remember it if the end of the text is on the screen. */
void editor_note_end(struct editor_pane *editor);

/* The facts of the head; worked out, drawn, and where its caret stands while it is edited. */
GArray *editor_facts_new(void);
void editor_fit_head(struct editor_pane *editor, const struct canvas *canvas);
void editor_draw_head(const struct editor_pane *editor, struct canvas *canvas, struct rect rect);
bool editor_place_head(const struct editor_pane *editor, struct rect rect, int *row, int *col);

/*
 * The rows of the text into RECT, GUTTER columns of it for the marks' characters. Rows that stand
 * there from the last time are left alone; forget them where the canvas holds something else.
 */
struct editor_drawn *editor_drawn_new(void);
void editor_drawn_free(struct editor_drawn *drawn);
void editor_drawn_forget(struct editor_drawn *drawn);
void editor_draw_text(
    const struct editor_pane *editor, struct canvas *canvas, struct rect rect, int gutter);

/* Keys that no table binds. */
enum widget_answer editor_key(struct pane *pane, const struct key_event *event);

#endif
