/* The lines at the edges of the screen. */
#include "ui/bar.h"

void bar_draw(struct canvas *canvas, struct rect rect, const char *left, const char *middle,
    const char *right, enum style style)
{
	int left_cols = canvas_width(canvas, left), room = rect.cols - 2;
	int right_cols = right ? canvas_width(canvas, right) : 0;
	int middle_cols = middle ? canvas_width(canvas, middle) : 0;
	int start;

	if (rect.rows == 0)
		return;
	canvas_fill(canvas, rect, style);
	if (right_cols > 0 && right_cols + MIN(left_cols, room / 3) + 2 <= room) {
		canvas_put(canvas, rect.row, rect.col + rect.cols - 1 - right_cols, right_cols,
		    right, -1, style);
		room -= right_cols + 2;
	}
	canvas_put_fit(canvas, rect.row, rect.col + 1, room, left, style);
	start = (rect.cols - middle_cols) / 2;
	if (middle_cols > 0 && left_cols + 3 <= start && start + middle_cols + 2 <= room)
		canvas_put(canvas, rect.row, rect.col + start, middle_cols, middle, -1, style);
}

void bar_draw_keys(struct canvas *canvas, struct rect rect, const struct bar_key *keys, int count,
    const char *secret)
{
	int secret_cols = secret ? canvas_width(canvas, secret) : 0, end = rect.cols;
	int col = 0;

	if (rect.rows == 0)
		return;
	canvas_fill(canvas, rect, STYLE_BAR);
	if (secret_cols > 0 && secret_cols * 2 <= rect.cols) {
		end -= secret_cols;
		canvas_put(
		    canvas, rect.row, rect.col + end, secret_cols, secret, -1, STYLE_BAR_SECRET);
	}
	for (int i = 0; i < count; i++) {
		int key = canvas_width(canvas, keys[i].key);
		int words = canvas_width(canvas, keys[i].words);

		if (col + key + words + 2 > end)
			continue;
		canvas_put(canvas, rect.row, rect.col + col, key, keys[i].key, -1,
		    keys[i].off ? STYLE_BAR_DIM : STYLE_BAR_KEY);
		canvas_put(canvas, rect.row, rect.col + col + key + 1, words, keys[i].words, -1,
		    keys[i].off ? STYLE_BAR_DIM : STYLE_BAR);
		col += key + words + 3;
	}
}
