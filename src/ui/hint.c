/* The box of keys that may follow. */
#include "ui/hint.h"

#include "base/lang.h"

void hint_draw(struct canvas *canvas, struct rect around, const char *title,
    const struct hint_row *rows, int count)
{
	int key_cols = 1, words_cols = 1, across, lines, shown;
	struct rect box;

	for (int i = 0; i < count; i++) {
		key_cols = MAX(key_cols, canvas_width(canvas, rows[i].key));
		words_cols = MAX(words_cols, canvas_width(canvas, rows[i].words));
	}
	across = MAX((around.cols - 3) / (key_cols + words_cols + 3), 1);
	lines = MIN((count + across - 1) / across, MAX(around.rows - 2, 1));
	shown = MIN(count, lines * across);
	box = (struct rect){
	    around.row + around.rows - lines - 2, around.col, lines + 2, around.cols};
	struct rect clip = canvas_clip(canvas, around);
	g_autofree char *more = count > shown
				    ? g_strdup_printf(_("%s and %d more"), title, count - shown)
				    : g_strdup(title);
	canvas_fill(canvas, box, STYLE_MENU);
	canvas_frame(canvas, box, more, STYLE_MENU_BORDER, STYLE_MENU_TITLE);
	for (int i = 0; i < shown; i++) {
		/* down the columns, as one reads a list */
		int row = box.row + 1 + i % lines;
		int col = box.col + 2 + i / lines * (key_cols + words_cols + 3);
		int room = box.col + box.cols - 1 - col;

		canvas_put_right(
		    canvas, row, col, MIN(key_cols, room), rows[i].key, STYLE_MENU_KEY);
		canvas_put_fit(canvas, row, col + key_cols + 1,
		    MIN(words_cols, room - key_cols - 1), rows[i].words, STYLE_MENU);
	}
	canvas->clip = clip;
}
