/* One line of input. */
#include "ui/field.h"

#include "text/cluster.h"

void field_init(struct field *field, size_t limit, bool history)
{
	*field = (struct field){0};
	entry_init(&field->entry, limit, false);
	if (history)
		field->history = g_ptr_array_new_with_free_func(g_free);
}

void field_clear(struct field *field)
{
	if (field->secret && field->entry.text)
		explicit_bzero(field->entry.text->str, field->entry.text->allocated_len);
	entry_clear(&field->entry);
	if (field->history)
		g_ptr_array_free(field->history, TRUE);
	g_free(field->typed);
	*field = (struct field){0};
}

void field_set(struct field *field, const char *text)
{
	entry_set(&field->entry, text);
	field->back = 0;
}

const char *field_text(const struct field *field)
{
	return field->entry.text->str;
}

void field_remember(struct field *field)
{
	GPtrArray *history = field->history;
	const char *text = field_text(field);

	if (history && text[0] != '\0') {
		/* the same again is one entry, the newest */
		for (guint i = 0; i < history->len; i++) {
			if (strcmp(history->pdata[i], text) == 0) {
				g_ptr_array_remove_index(history, i);
				break;
			}
		}
		if (history->len == FIELD_HISTORY)
			g_ptr_array_remove_index(history, 0);
		g_ptr_array_add(history, g_strdup(text));
	}
	field_set(field, "");
}

static void go_back(struct field *field, int by)
{
	int back = field->back + by;

	if (!field->history || back < 0 || back > (int)field->history->len)
		return;
	if (field->back == 0) {
		g_free(field->typed);
		field->typed = g_strdup(field_text(field));
	}
	entry_set(&field->entry,
	    back == 0 ? field->typed : field->history->pdata[field->history->len - (guint)back]);
	field->back = back;
}

enum widget_answer field_key(struct field *field, const struct key_event *event)
{
	if (field->history && event->kind == KEY_EVENT_KEY && event->key.mods == 0 &&
	    (event->key.code == KEYCODE_UP || event->key.code == KEYCODE_DOWN)) {
		go_back(field, event->key.code == KEYCODE_UP ? 1 : -1);
		return WIDGET_TAKEN;
	}
	return entry_key(&field->entry, event);
}

/*
 * Where the shown part begins, from the caret alone: the text moves by half the width when the
 * caret leaves it, so it stands still while one types.
 */
static size_t shown_from(const struct field *field, const struct canvas *canvas, int cols)
{
	const char *text = field_text(field);
	size_t len = field->entry.text->len, at = 0, start = 0;
	int col = 0, start_col = 0, half = MAX(cols / 2, 1);

	while (at < len && at < field->entry.caret) {
		struct glyph glyph = width_glyph(&canvas->width, text, len, at);

		at += glyph.len;
		col += glyph.cols;
		while (col - start_col >= cols && start < at) {
			int gone = 0;

			while (gone < half && start < at) {
				glyph = width_glyph(&canvas->width, text, len, start);
				start += glyph.len;
				gone += glyph.cols;
			}
			start_col += gone;
		}
	}
	return start;
}

/* Stars as far as the caret, which is as much as there is room for. */
static int stars(const struct field *field, size_t upto, int cols)
{
	return (int)MIN(g_utf8_strlen(field_text(field), (gssize)upto), MAX(cols - 1, 0));
}

void field_draw(const struct field *field, struct canvas *canvas, struct rect rect, bool focused)
{
	g_autofree char *hidden = field->secret ? g_strnfill((gsize)stars(field,
								 field->entry.text->len, rect.cols),
						      '*')
						: NULL;
	size_t from = hidden ? 0 : shown_from(field, canvas, rect.cols);
	enum style style = focused ? STYLE_FORM_FOCUS : STYLE_FORM_FIELD;

	canvas_put_fit(canvas, rect.row, rect.col, rect.cols,
	    hidden ? hidden : field_text(field) + from, style);
	if (field->entry.text->len == 0 && field->hint)
		canvas_put(canvas, rect.row, rect.col, rect.cols, field->hint, -1,
		    focused ? STYLE_FORM_FOCUS : STYLE_FORM_HINT);
}

int field_place(const struct field *field, const struct canvas *canvas, struct rect rect)
{
	if (field->secret)
		return rect.col + stars(field, field->entry.caret, rect.cols);
	size_t from = shown_from(field, canvas, rect.cols);

	return rect.col +
	       (int)width_of(&canvas->width, field_text(field) + from, field->entry.caret - from);
}
