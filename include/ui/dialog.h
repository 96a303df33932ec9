/* Questions to the person: states of the one loop, with no loop of their own. */
#ifndef UI_DIALOG_H
#define UI_DIALOG_H

#include "ui/bar.h"
#include "ui/form.h"
#include "ui/menu.h"
#include "ui/page.h"

enum dialog_kind {
	DIALOG_WARN, /* words, and a key to go on */
	DIALOG_MENU, /* words, and rows to choose from; a question has two */
	DIALOG_FORM,
	DIALOG_PICK,
	DIALOG_SHOW, /* a page to read */
};

struct dialog {
	enum dialog_kind kind;
	int purpose; /* the owner's: what to do when it is done */
	int64_t subject; /* the owner's: with which report */
	char *title;
	struct page words; /* what is said above the choices; DIALOG_SHOW: all of it */
	struct menu menu;
	struct form form;
	struct pick pick;
	struct rect box, inner; /* by dialog_fit */
	int words_rows;
};

/* A dialog of KIND with its title and words (may be NULL). Owns: dialog_free. */
struct dialog *dialog_new(enum dialog_kind kind, const char *title, const char *words);
void dialog_free(struct dialog *dialog);
/* A question with two answers: YES is row 1, NO row 0, which the cursor is on at first. */
struct dialog *dialog_ask(const char *title, const char *words, const char *yes, const char *no);

/*
 * Give it a key. WIDGET_DONE: read menu_id, form_text, pick_chosen; WIDGET_CANCELLED: Esc. It takes
 * every key: nothing passes to what is below.
 */
enum widget_answer dialog_key(struct dialog *dialog, const struct key_event *event);

/* Place it in the middle of AROUND, no larger than its contents. */
void dialog_fit(struct dialog *dialog, const struct canvas *canvas, struct rect around);
void dialog_draw(const struct dialog *dialog, struct canvas *canvas);
bool dialog_place(const struct dialog *dialog, const struct canvas *canvas, int *row, int *col);

/*
 * The keys of an answer, for the footer, at most MOST. Owns: the caller frees the name of each key;
 * the words are borrowed. Returns how many.
 */
int dialog_keys(const struct dialog *dialog, struct bar_key *keys, int most);

#endif
