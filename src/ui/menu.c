/* Choosing by digit or cursor, and saying why a grey row cannot be chosen. */
#include "ui/menu.h"

#define LEAD 3 /* the digit, a blank on each side */
#define GAP 2 /* between label, reason and key */
#define REASON_LEAST 10 /* columns: less of a reason says nothing */

static void row_clear(void *data)
{
	struct menu_row *row = data;

	g_free(row->label);
	g_free(row->keys);
	g_free(row->reason);
}

void menu_init(struct menu *menu)
{
	*menu = (struct menu){.rows = g_array_new(FALSE, FALSE, sizeof(struct menu_row))};
	g_array_set_clear_func(menu->rows, row_clear);
}

void menu_clear(struct menu *menu)
{
	if (menu->rows)
		g_array_free(menu->rows, TRUE);
	*menu = (struct menu){0};
}

static const struct menu_row *row_at(const struct menu *menu, int i)
{
	return &g_array_index(menu->rows, struct menu_row, i);
}

void menu_add(struct menu *menu, int id, const char *label, const char *keys, const char *reason)
{
	struct menu_row row = {id, g_strdup(label), g_strdup(keys ? keys : ""), g_strdup(reason)};

	g_array_append_val(menu->rows, row);
}

void menu_go(struct menu *menu, int id)
{
	for (int i = 0; i < (int)menu->rows->len; i++) {
		if (row_at(menu, i)->id == id)
			menu->cursor = i;
	}
}

int menu_id(const struct menu *menu)
{
	return menu->rows->len ? row_at(menu, menu->cursor)->id : -1;
}

/* Digits of the first ten rows: 1 to 9, then 0. */
static char digit_of(int i)
{
	return i < 9 ? (char)('1' + i) : i == 9 ? '0' : ' ';
}

static enum widget_answer choose(struct menu *menu, int i)
{
	if (i >= (int)menu->rows->len)
		return WIDGET_TAKEN;
	menu->cursor = i;
	menu->refused = row_at(menu, i)->reason != NULL;
	return menu->refused ? WIDGET_TAKEN : WIDGET_DONE;
}

static enum widget_answer step(struct menu *menu, int by)
{
	int count = (int)menu->rows->len;

	menu->refused = false;
	if (count > 0)
		menu->cursor = (menu->cursor + by + count) % count;
	return WIDGET_TAKEN;
}

enum widget_answer menu_key(struct menu *menu, const struct key_event *event)
{
	struct key key = key_folded(event->key);

	if (event->kind != KEY_EVENT_KEY)
		return WIDGET_TAKEN; /* pasted text is no choice */
	if (key.mods & ~(unsigned)KEY_ALT)
		return WIDGET_PASS;
	if (key.code >= '1' && key.code <= '9')
		return choose(menu, (int)key.code - '1');
	if (key.code == '0')
		return choose(menu, 9);
	if (key.mods)
		return WIDGET_PASS;
	switch (key.code) {
	case KEYCODE_UP:
	case 'k':
		return step(menu, -1);
	case KEYCODE_DOWN:
	case 'j':
		return step(menu, 1);
	case KEYCODE_HOME:
		menu->cursor = 0;
		return WIDGET_TAKEN;
	case KEYCODE_END:
		menu->cursor = MAX((int)menu->rows->len - 1, 0);
		return WIDGET_TAKEN;
	case KEYCODE_ENTER:
		return menu->rows->len ? choose(menu, menu->cursor) : WIDGET_CANCELLED;
	case KEYCODE_ESC:
	case 'q':
		return WIDGET_CANCELLED;
	default:
		return WIDGET_PASS;
	}
}

/* Whether any row has a reason: then a line is kept for it, so that the menu does not jump. */
static bool has_reasons(const struct menu *menu)
{
	for (int i = 0; i < (int)menu->rows->len; i++) {
		if (row_at(menu, i)->reason)
			return true;
	}
	return false;
}

/* The widest label and the widest of the keys: where reasons begin and end. */
static void widths(const struct menu *menu, const struct canvas *canvas, int *label, int *keys)
{
	*label = *keys = 0;
	for (int i = 0; i < (int)menu->rows->len; i++) {
		const struct menu_row *row = row_at(menu, i);

		*label = MAX(*label, canvas_width(canvas, row->label));
		*keys = MAX(*keys, canvas_width(canvas, row->keys));
	}
}

void menu_size(const struct menu *menu, const struct canvas *canvas, int *rows, int *cols)
{
	int label, keys, reason = 0;

	widths(menu, canvas, &label, &keys);
	for (int i = 0; i < (int)menu->rows->len; i++) {
		const struct menu_row *row = row_at(menu, i);

		if (row->reason)
			reason = MAX(reason, GAP + canvas_width(canvas, row->reason));
	}
	*rows = (int)menu->rows->len + (has_reasons(menu) ? 1 : 0);
	*cols = LEAD + label + reason + GAP + keys + 1;
}

void menu_fit(struct menu *menu, int rows)
{
	menu->shown = MAX(rows - (has_reasons(menu) ? 1 : 0), 1);
	menu->top = CLAMP(menu->top, menu->cursor - menu->shown + 1, menu->cursor);
}

/* One row: digit, label, why it is grey, key. Returns whether all of it was shown. */
static bool draw_row(const struct menu *menu, struct canvas *canvas, int i, struct rect line)
{
	const struct menu_row *row = row_at(menu, i);
	bool cursor = i == menu->cursor;
	enum style style = cursor ? STYLE_MENU_HERE : row->reason ? STYLE_MENU_OFF : STYLE_MENU;
	/* greyed in words too: colour alone says nothing */
	char lead[] = {row->reason ? '-' : ' ', digit_of(i), ' ', '\0'};
	int label, keys, own = canvas_width(canvas, row->keys);

	widths(menu, canvas, &label, &keys);
	canvas_fill(canvas, line, style);
	canvas_put(canvas, line.row, line.col, LEAD, lead, LEAD,
	    cursor || row->reason ? style : STYLE_MENU_KEY);
	canvas_put_fit(canvas, line.row, line.col + LEAD, line.cols - LEAD - 1, row->label, style);
	if (own + canvas_width(canvas, row->label) + LEAD + GAP < line.cols)
		canvas_put(canvas, line.row, line.col + line.cols - own - 1, own, row->keys, -1,
		    cursor || row->reason ? style : STYLE_MENU_KEY);
	if (!row->reason)
		return true;
	int room = line.cols - LEAD - label - GAP - keys - GAP - 1;
	if (room >= REASON_LEAST)
		canvas_put_fit(
		    canvas, line.row, line.col + LEAD + label + GAP, room, row->reason, style);
	return canvas_width(canvas, row->reason) <= room;
}

void menu_draw(const struct menu *menu, struct canvas *canvas, struct rect rect)
{
	const struct menu_row *here = menu->rows->len ? row_at(menu, menu->cursor) : NULL;
	bool whole = true;

	canvas_fill(canvas, rect, STYLE_MENU);
	for (int i = menu->top; i < (int)menu->rows->len && i < menu->top + menu->shown; i++) {
		struct rect line = {rect.row + i - menu->top, rect.col, 1, rect.cols};
		bool all = draw_row(menu, canvas, i, line);

		whole = i == menu->cursor ? all : whole;
	}
	if (here && here->reason && (menu->refused || !whole))
		canvas_put_fit(canvas, rect.row + rect.rows - 1, rect.col + 1, rect.cols - 1,
		    here->reason, menu->refused ? STYLE_MENU_TITLE : STYLE_MENU_OFF);
}

bool menu_place(const struct menu *menu, struct rect rect, int *row, int *col)
{
	*row = rect.row + menu->cursor - menu->top;
	*col = rect.col + 1;
	return menu->rows->len > 0;
}
