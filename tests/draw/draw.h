/* What draw tests share: a canvas compared with a picture of it in a file, and demo contents. */
#ifndef DRAW_DRAW_H
#define DRAW_DRAW_H

#include "unit.h"

#include "ui/canvas.h"
#include "ui/editor_pane.h"
#include "ui/pane.h"
#include "ui/queue_pane.h"
#include "ui/sheet_pane.h"
#include "ui/trail_pane.h"

/*
 * Compare CANVAS with golden/NAME.screen: the text, then the roles other than plain text. With
 * GENERATE=1 in the environment the file is written anew; look at it as a person would.
 */
void draw_check(const struct canvas *canvas, const char *name);

/* Each row is exactly as wide as the canvas, and no wide character is cut in half. */
void draw_check_whole(const struct canvas *canvas);

/* Draw PANE, with the focus, on all of a canvas of this size and compare with NAME-COLSxROWS. */
void draw_check_pane(struct pane *pane, int rows, int cols, const char *name);
/* The same on a terminal where ambiguous characters are wide. */
void draw_check_pane_wide(struct pane *pane, int rows, int cols, const char *name);

/* Text that means harm: escapes, overrides, broken bytes, piles of marks, emoji families. */
extern const char *const draw_hostile[];
extern const int draw_hostile_count;

/* A queue of COUNT made-up reports; the source is static and needs no freeing. */
struct queue_pane *draw_queue(int count);
/* A trail with its strip; a sheet with the checklist. */
struct trail_pane *draw_trail(void);
struct sheet_pane *draw_sheet(void);
/* A report with its head; DRAFT is made and is the caller's. */
struct editor_pane *draw_editor(enum editor_mode mode, struct draft **draft);

/* Chinese words, as the desk shows them. */
int draw_speak_chinese(void **state);

#endif
