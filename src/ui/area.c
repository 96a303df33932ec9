/* Several lines of words. */
#include "ui/area.h"

#include "base/bounds.h"

#include "text/cluster.h"
#include "text/wrap.h"

void area_init(struct area *area, size_t limit)
{
	*area = (struct area){
	    .rows = g_array_new(FALSE, FALSE, sizeof(struct area_row)),
	    .want_col = -1,
	};
	entry_init(&area->entry, limit, true);
	area_fit(area, (struct width_rule){0}, 1, 80);
}

void area_clear(struct area *area)
{
	entry_clear(&area->entry);
	if (area->rows)
		g_array_free(area->rows, TRUE);
	*area = (struct area){0};
}

void area_set(struct area *area, const char *text)
{
	entry_set(&area->entry, text);
	area->want_col = -1;
	area_fit(area, area->width, area->height, area->cols);
}

const char *area_text(const struct area *area)
{
	return area->entry.text->str;
}

static const struct area_row *row_at(const struct area *area, int i)
{
	return &g_array_index(area->rows, struct area_row, i);
}

/* The row that the caret stands in. */
static int caret_row(const struct area *area)
{
	int i = 0;

	while (i + 1 < (int)area->rows->len && row_at(area, i + 1)->at <= area->entry.caret)
		i++;
	return i;
}

void area_fit(struct area *area, struct width_rule width, int rows, int cols)
{
	const char *text = area_text(area);
	size_t len = area->entry.text->len, at = 0;
	g_autoptr(GArray) wrapped = g_array_new(FALSE, FALSE, sizeof(struct wrap_row));

	area->width = width;
	area->height = rows;
	area->cols = cols;
	g_array_set_size(area->rows, 0);
	while (at <= len) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t line = end ? (size_t)(end - text) - at : len - at;

		g_array_set_size(wrapped, 0);
		/* a column is left for the caret behind the last character */
		wrap_line(&width, text + at, line, (size_t)MAX(cols - 1, 1), wrapped);
		for (guint i = 0; i < wrapped->len; i++) {
			struct area_row row = {at, g_array_index(wrapped, struct wrap_row, i).len};

			g_array_append_val(area->rows, row);
			at += row.len;
		}
		at++;
	}
	int caret = caret_row(area);
	area->top = CLAMP(area->top, caret - rows + 1, caret);
	area->top = CLAMP(area->top, 0, MAX((int)area->rows->len - rows, 0));
}

static int column_of(const struct area *area, int row, size_t caret)
{
	size_t at = row_at(area, row)->at;

	return (int)width_of(&area->width, area_text(area) + at, caret - at);
}

/* Put the caret into ROW at the column it wants. */
static void go_to_row(struct area *area, int row)
{
	const struct area_row *to = row_at(area, row);
	size_t len = to->len;

	if (area->want_col < 0)
		area->want_col = column_of(area, caret_row(area), area->entry.caret);
	area->entry.caret = to->at + width_cut(&area->width, area_text(area) + to->at, len,
					 (size_t)area->want_col, NULL);
	/* the end of a wrapped row is the beginning of the next: stay before its last character */
	if (row + 1 < (int)area->rows->len && area->entry.caret == row_at(area, row + 1)->at)
		area->entry.caret = cluster_prev(
		    area_text(area), area->entry.text->len, area->entry.caret);
}

enum widget_answer area_key(struct area *area, const struct key_event *event)
{
	bool plain = event->kind == KEY_EVENT_KEY && event->key.mods == 0;
	int row = caret_row(area);

	if (event->kind == KEY_EVENT_KEY && event->key.code == KEYCODE_ENTER &&
	    event->key.mods == KEY_ALT) {
		entry_insert(&area->entry, "\n", 1);
	} else if (plain && (event->key.code == KEYCODE_UP || event->key.code == KEYCODE_DOWN)) {
		int to = row + (event->key.code == KEYCODE_UP ? -1 : 1);

		if (to < 0 || to >= (int)area->rows->len)
			return WIDGET_PASS;
		go_to_row(area, to);
		return WIDGET_TAKEN;
	} else if (plain && event->key.code == KEYCODE_HOME) {
		area->entry.caret = row_at(area, row)->at;
	} else if (plain && event->key.code == KEYCODE_END) {
		area->want_col = BOUND_SCREEN_COLS;
		go_to_row(area, row);
	} else {
		enum widget_answer answer = entry_key(&area->entry, event);

		if (answer != WIDGET_TAKEN)
			return answer;
	}
	area->want_col = -1;
	/* the next key may come before the next frame, and must not see old rows */
	area_fit(area, area->width, area->height, area->cols);
	return WIDGET_TAKEN;
}

void area_draw(const struct area *area, struct canvas *canvas, struct rect rect, bool focused)
{
	enum style style = focused ? STYLE_FORM_FOCUS : STYLE_FORM_FIELD;

	canvas_fill(canvas, rect, style);
	for (int i = 0; i < rect.rows && area->top + i < (int)area->rows->len; i++) {
		const struct area_row *row = row_at(area, area->top + i);

		canvas_put(canvas, rect.row + i, rect.col, rect.cols, area_text(area) + row->at,
		    (ptrdiff_t)row->len, style);
	}
}

void area_place(const struct area *area, struct rect rect, int *row, int *col)
{
	int at = caret_row(area);

	*row = rect.row + CLAMP(at - area->top, 0, MAX(rect.rows - 1, 0));
	*col = rect.col + MIN(column_of(area, at, area->entry.caret), MAX(rect.cols - 1, 0));
}
