/* What stands on the screen, as text, as cells, and as a picture for the reader of a failure. */
#include "screen.h"

static int color_of(const VTermColor *color)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color))
		return -1;
	return VTERM_COLOR_IS_INDEXED(color) ? color->indexed.idx : -2;
}

void screen_cell_at(const struct screen *screen, int row, int col, struct screen_cell *out)
{
	VTermScreenCell cell;
	char *end = out->text;

	*out = (struct screen_cell){.width = 1, .fg = -1, .bg = -1};
	if (row < 0 || col < 0 || row >= screen->rows || col >= screen->cols ||
	    !vterm_screen_get_cell(screen->grid, (VTermPos){.row = row, .col = col}, &cell))
		return;
	out->bold = cell.attrs.bold;
	out->underline = cell.attrs.underline != 0;
	out->reverse = cell.attrs.reverse;
	out->italic = cell.attrs.italic;
	out->fg = color_of(&cell.fg);
	out->bg = color_of(&cell.bg);
	if (cell.chars[0] == (uint32_t)-1) {
		out->width = 0;
		return;
	}
	out->width = cell.width;
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
		end += g_unichar_to_utf8(cell.chars[i], end);
}

static char *line_of(const struct screen *screen, int row)
{
	GString *line = g_string_new(NULL);
	struct screen_cell cell;

	for (int col = 0; col < screen->cols; col++) {
		screen_cell_at(screen, row, col, &cell);
		if (cell.width > 0)
			g_string_append(line, cell.text[0] ? cell.text : " ");
	}
	return g_string_free(line, FALSE);
}

char *screen_line(const struct screen *screen, int row)
{
	return g_strchomp(line_of(screen, row < 0 ? screen->rows + row : row));
}

char *screen_text(const struct screen *screen)
{
	GString *text = g_string_new(NULL);

	for (int row = 0; row < screen->rows; row++) {
		g_autofree char *line = screen_line(screen, row);
		g_string_append_printf(text, "%s\n", line);
	}
	return g_string_free(text, FALSE);
}

char *screen_picture(const struct screen *screen)
{
	GString *picture = g_string_new(NULL);
	g_autofree char *rule = g_strnfill((gsize)screen->cols, '-');
	int at_row, at_col;

	screen_cursor(screen, &at_row, &at_col);
	g_string_append_printf(picture, "   +%s+\n", rule);
	for (int row = 0; row < screen->rows; row++) {
		g_autofree char *line = line_of(screen, row);
		g_string_append_printf(picture, "%3d|%s|\n", row, line);
	}
	g_string_append_printf(picture, "   +%s+ cursor %d,%d%s%s\n", rule, at_row, at_col,
	    screen->cursor_hidden ? ", hidden" : "",
	    screen->ended ? ", the program has ended" : "");
	return g_string_free(picture, FALSE);
}

void screen_cursor(const struct screen *screen, int *row, int *col)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(screen->vt), &at);
	*row = at.row;
	*col = at.col;
}
