/* A menu: rows with a digit each; a row that a rule forbids is grey and carries the reason. */
#ifndef UI_MENU_H
#define UI_MENU_H

#include "ui/pane.h"

struct menu_row {
	int id; /* what the owner knows it by */
	char *label;
	char *keys; /* the key that does it without the menu, as people read it; "" for none */
	char *reason; /* why it is not open; NULL when it is */
};

struct menu {
	GArray *rows; /* of struct menu_row */
	int cursor, top, shown;
	bool refused; /* a grey row was chosen: its reason stands below, emphasised */
};

/* A menu without rows. */
void menu_init(struct menu *menu);
void menu_clear(struct menu *menu);
/* Add a row; the words are copied. REASON is NULL for an open row. */
void menu_add(struct menu *menu, int id, const char *label, const char *keys, const char *reason);
/* Put the cursor on the row called ID. */
void menu_go(struct menu *menu, int id);

/*
 * Arrows and j k, digits (1-9, then 0), Enter, Esc. A digit chooses at once. A grey row is not
 * chosen; its reason is shown instead.
 */
enum widget_answer menu_key(struct menu *menu, const struct key_event *event);
/* Id under the cursor, after WIDGET_DONE the one chosen; -1 in an empty menu. */
int menu_id(const struct menu *menu);

/* Lines and columns that all of it wants. */
void menu_size(const struct menu *menu, const struct canvas *canvas, int *rows, int *cols);
/* Room to draw: scrolls to the cursor. */
void menu_fit(struct menu *menu, int rows);
/* The rows, each grey one with its reason; what was cut of it or refused stands below, whole. */
void menu_draw(const struct menu *menu, struct canvas *canvas, struct rect rect);
bool menu_place(const struct menu *menu, struct rect rect, int *row, int *col);

#endif
