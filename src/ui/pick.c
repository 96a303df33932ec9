/* Choosing by typing: Chinese words, pinyin initials, English, or the digits of a code. */
#include "ui/pick.h"

#include "base/lang.h"
#include "text/pinyin.h"

#define FILTER_BYTES 200

static void row_clear(void *data)
{
	struct pick_row *row = data;

	g_free(row->label);
	g_free(row->other);
	g_free(row->code);
	g_free(row->note);
	g_free(row->reason);
}

void pick_init(struct pick *pick, const char *hint)
{
	*pick = (struct pick){
	    .rows = g_array_new(FALSE, FALSE, sizeof(struct pick_row)),
	    .shown = g_array_new(FALSE, FALSE, sizeof(int)),
	    .height = 1,
	};
	g_array_set_clear_func(pick->rows, row_clear);
	field_init(&pick->filter, FILTER_BYTES, false);
	pick->filter.hint = hint;
}

void pick_clear(struct pick *pick)
{
	if (pick->rows) {
		g_array_free(pick->rows, TRUE);
		g_array_free(pick->shown, TRUE);
	}
	field_clear(&pick->filter);
	*pick = (struct pick){0};
}

static const struct pick_row *row_at(const struct pick *pick, int i)
{
	return &g_array_index(pick->rows, struct pick_row, i);
}

static const char *digits_of(const char *code)
{
	return code ? code + strcspn(code, "0123456789") : "";
}

/* 0: does not match; the more, the better. */
static int score(const struct pick_row *row, const char *typed)
{
	const char *found;

	if (typed[0] == '\0')
		return 1;
	if (row->code && g_ascii_isdigit(typed[0]))
		return g_str_has_prefix(digits_of(row->code), typed) ? 4 : 0;
	if (row->code && g_ascii_strcasecmp(row->code, typed) == 0)
		return 5;
	found = strstr(row->label, typed);
	if (found)
		return found == row->label ? 4 : 3;
	if (row->other && g_ascii_strncasecmp(row->other, typed, strlen(typed)) == 0)
		return 4;
	if (pinyin_matches(row->label, typed)) {
		g_autofree char *initials = pinyin_of(row->label);

		return g_ascii_strncasecmp(initials, typed, strlen(typed)) == 0 ? 4 : 2;
	}
	if (row->other) {
		g_autofree char *other = g_ascii_strdown(row->other, -1);
		g_autofree char *small = g_ascii_strdown(typed, -1);

		return strstr(other, small) ? 2 : 0;
	}
	return 0;
}

static void filter(struct pick *pick)
{
	g_autofree char *typed = g_strstrip(g_strdup(field_text(&pick->filter)));

	g_array_set_size(pick->shown, 0);
	for (int grade = 5; grade > 0; grade--) {
		for (int i = 0; i < (int)pick->rows->len; i++) {
			if (score(row_at(pick, i), typed) == grade)
				g_array_append_val(pick->shown, i);
		}
	}
	pick->cursor = pick->top = 0;
	pick->refused = false;
}

void pick_add(struct pick *pick, const struct pick_row *row)
{
	struct pick_row copy = {
	    .id = row->id,
	    .label = g_strdup(row->label),
	    .other = g_strdup(row->other),
	    .code = g_strdup(row->code),
	    .note = g_strdup(row->note),
	    .reason = g_strdup(row->reason),
	};

	g_array_append_val(pick->rows, copy);
	filter(pick);
}

void pick_restart(struct pick *pick)
{
	field_set(&pick->filter, "");
	filter(pick);
}

void pick_go(struct pick *pick, int64_t id)
{
	for (int i = 0; i < (int)pick->shown->len; i++) {
		if (row_at(pick, g_array_index(pick->shown, int, i))->id == id)
			pick->cursor = i;
	}
}

const struct pick_row *pick_chosen(const struct pick *pick)
{
	if (pick->cursor >= (int)pick->shown->len)
		return NULL;
	return row_at(pick, g_array_index(pick->shown, int, pick->cursor));
}

static enum widget_answer choose(struct pick *pick)
{
	const struct pick_row *row = pick_chosen(pick);

	pick->refused = row && row->reason;
	return !row || row->reason ? WIDGET_TAKEN : WIDGET_DONE;
}

static void move(struct pick *pick, int by)
{
	pick->refused = false;
	pick->cursor = CLAMP(pick->cursor + by, 0, MAX((int)pick->shown->len - 1, 0));
	pick_fit(pick, pick->height);
}

enum widget_answer pick_key(struct pick *pick, const struct key_event *event)
{
	bool plain = event->kind == KEY_EVENT_KEY && event->key.mods == 0;
	uint32_t code = plain ? event->key.code : KEYCODE_NONE;

	if (code == KEYCODE_ENTER)
		return choose(pick);
	if (code == KEYCODE_ESC)
		return WIDGET_CANCELLED;
	if (code == KEYCODE_TAB)
		return WIDGET_PASS;
	if (code == KEYCODE_UP || code == KEYCODE_DOWN) {
		move(pick, code == KEYCODE_UP ? -1 : 1);
		return WIDGET_TAKEN;
	}
	if (code == KEYCODE_PGUP || code == KEYCODE_PGDN) {
		move(pick, (code == KEYCODE_PGUP ? -1 : 1) * pick->height);
		return WIDGET_TAKEN;
	}
	if (field_key(&pick->filter, event) != WIDGET_TAKEN)
		return WIDGET_PASS;
	filter(pick);
	const struct pick_row *row = pick_chosen(pick);
	if (pick->quick && row && row->code &&
	    strcmp(digits_of(row->code), field_text(&pick->filter)) == 0)
		return choose(pick);
	return WIDGET_TAKEN;
}

int pick_cols(const struct pick *pick, const struct canvas *canvas)
{
	int most = 0;

	for (int i = 0; i < (int)pick->rows->len; i++) {
		const struct pick_row *row = row_at(pick, i);
		int cols = canvas_width(canvas, row->label) + 2;

		cols += row->code ? canvas_width(canvas, row->code) + 1 : 0;
		cols += row->note ? canvas_width(canvas, row->note) + 2 : 0;
		most = MAX(most, cols);
	}
	return most;
}

void pick_fit(struct pick *pick, int height)
{
	pick->height = MAX(height, 1);
	pick->top = CLAMP(pick->top, pick->cursor - pick->height + 1, pick->cursor);
	pick->top = MAX(pick->top, 0);
}

static void draw_row(const struct pick_row *row, struct canvas *canvas, struct rect at, bool cursor)
{
	enum style style = cursor ? STYLE_MENU_HERE : row->reason ? STYLE_MENU_OFF : STYLE_MENU;
	int col = at.col + 1, note = row->note ? canvas_width(canvas, row->note) : 0;

	canvas_fill(canvas, at, style);
	if (row->reason) /* greyed in words too: colour alone says nothing */
		canvas_put(canvas, at.row, at.col, 1, "-", 1, style);
	if (row->code)
		col += canvas_put(canvas, at.row, col, at.cols - 1, row->code, -1, style) + 1;
	if (note + 12 < at.cols) {
		canvas_put(canvas, at.row, at.col + at.cols - note - 1, note,
		    row->note ? row->note : "", -1, cursor || row->reason ? style : STYLE_MENU_KEY);
		at.cols -= note + (note > 0 ? 2 : 0);
	}
	canvas_put_fit(canvas, at.row, col, at.col + at.cols - col, row->label, style);
}

void pick_draw(const struct pick *pick, struct canvas *canvas, struct rect rect, bool focused)
{
	const struct pick_row *here = pick_chosen(pick);
	struct rect line = {rect.row, rect.col, 1, rect.cols};

	canvas_fill(canvas, rect, STYLE_MENU);
	field_draw(&pick->filter, canvas, line, focused);
	for (int i = 0; i < pick->height && pick->top + i < (int)pick->shown->len; i++) {
		int which = g_array_index(pick->shown, int, pick->top + i);

		line.row = rect.row + 1 + i;
		if (line.row < rect.row + rect.rows)
			draw_row(row_at(pick, which), canvas, line, pick->top + i == pick->cursor);
	}
	line.row = rect.row + rect.rows - 1;
	if (here && here->reason && rect.rows > 2)
		canvas_put_fit(canvas, line.row, line.col + 1, line.cols - 1, here->reason,
		    pick->refused ? STYLE_MENU_TITLE : STYLE_MENU_OFF);
	if (!here && rect.rows > 1)
		canvas_put_fit(canvas, rect.row + 1, line.col + 1, line.cols - 1,
		    _("nothing matches"), STYLE_MENU_OFF);
}

int pick_place(const struct pick *pick, const struct canvas *canvas, struct rect rect)
{
	return field_place(&pick->filter, canvas, rect);
}
