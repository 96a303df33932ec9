/* The rows of the text on the canvas. A key changes one or two of them: the others stay. */
#include "ui/editor_pane.h"

#include "base/bounds.h"
#include "edit/select.h"
#include "text/cluster.h"

/* What stands on the canvas, row by row: the looks and the bytes that were put there. */
struct editor_drawn {
	struct rect rect;
	int gutter;
	GPtrArray *rows; /* of GString; fewer than there are: the others are not known */
};

static void free_row(void *row)
{
	g_string_free(row, TRUE);
}

struct editor_drawn *editor_drawn_new(void)
{
	struct editor_drawn *drawn = g_new0(struct editor_drawn, 1);

	drawn->rows = g_ptr_array_new_with_free_func(free_row);
	return drawn;
}

void editor_drawn_free(struct editor_drawn *drawn)
{
	g_ptr_array_free(drawn->rows, TRUE);
	g_free(drawn);
}

void editor_drawn_forget(struct editor_drawn *drawn)
{
	g_ptr_array_set_size(drawn->rows, 0);
}

/* What the gutter says of a row: the weightiest of its marks. */
static const char *gutter_mark(enum style style)
{
	switch (style) {
	case STYLE_ERROR:
		return "!";
	case STYLE_WARN:
	case STYLE_INFO:
		return "?";
	case STYLE_DIFF_ADD:
		return "+";
	case STYLE_DIFF_DEL:
		return "-";
	default:
		return "*";
	}
}

/* The first mark that begins behind AT, by halves. */
static guint mark_after(const struct editor_pane *editor, size_t at)
{
	guint low = 0, high = editor->marks->len;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (g_array_index(editor->marks, struct editor_mark, middle).at <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Role of byte AT, and where another begins, at most END. */
static enum style style_at(const struct editor_pane *editor, size_t at, size_t end, size_t *stop)
{
	size_t from = 0, len = 0;

	*stop = end;
	if (select_range(editor->draft, &from, &len)) {
		if (at >= from && at < from + len) {
			*stop = MIN(end, from + len);
			return STYLE_BLOCK;
		}
		if (at < from)
			*stop = MIN(end, from);
	}
	guint next = mark_after(editor, at);
	if (next < editor->marks->len)
		*stop = MIN(*stop, g_array_index(editor->marks, struct editor_mark, next).at);
	if (next > 0) {
		const struct editor_mark *mark = &g_array_index(
		    editor->marks, struct editor_mark, next - 1);

		if (at < mark->at + mark->len) {
			*stop = MIN(*stop, mark->at + mark->len);
			return mark->style;
		}
	}
	return STYLE_TEXT;
}

/* STOP, or the end of the character that it would cut. TEXT begins at offset FROM. */
static size_t whole(const GString *text, size_t from, size_t stop)
{
	size_t at = MIN(stop - from, text->len);
	size_t floor = cluster_floor(text->str, text->len, at);

	return from + (floor == at ? at : cluster_next(text->str, text->len, floor));
}

/* A stretch of a row in one look; LOOK is the bytes of both, so that a row is a list of these. */
static void add_run(GString *look, enum style style, const char *bytes, size_t len)
{
	uint32_t head[2] = {(uint32_t)style, (uint32_t)len};

	g_string_append_len(look, (const char *)head, sizeof(head));
	g_string_append_len(look, bytes, (gssize)len);
}

/* How a row looks, its styles and bytes in order. */
static void look_of_row(
    const struct editor_pane *editor, const struct view_row *row, GString *scratch, GString *look)
{
	size_t byte = row->at, end = row->at + row->len;

	g_string_truncate(scratch, 0);
	g_string_truncate(look, 0);
	piece_copy(editor->draft->table, row->at, row->len, scratch);
	while (byte < end && byte - row->at < scratch->len) {
		size_t stop;
		enum style style = style_at(editor, byte, end, &stop);

		stop = whole(scratch, row->at, stop);
		add_run(look, style, scratch->str + (byte - row->at), stop - byte);
		byte = stop;
	}
}

static void draw_row(struct canvas *canvas, const GString *look, struct rect at, int gutter)
{
	int col = at.col + gutter;
	enum style worst = STYLE_TEXT;
	uint32_t head[2];

	canvas_fill(canvas, at, STYLE_TEXT);
	for (size_t i = 0; i + sizeof(head) <= look->len; i += sizeof(head) + head[1]) {
		memcpy(head, look->str + i, sizeof(head));
		enum style style = (enum style)head[0];

		col += canvas_put(canvas, at.row, col, at.col + at.cols - col,
		    look->str + i + sizeof(head), (ptrdiff_t)head[1], style);
		if (style != STYLE_TEXT && style != STYLE_BLOCK && worst == STYLE_TEXT)
			worst = style;
	}
	if (gutter > 0 && worst != STYLE_TEXT)
		canvas_put(canvas, at.row, at.col, 1, gutter_mark(worst), 1, worst);
}

/* Whether row I already looks so; it is remembered if not. */
static bool stands(struct editor_drawn *drawn, guint i, const GString *look)
{
	if (i == drawn->rows->len) {
		g_ptr_array_add(drawn->rows, g_string_new_len(look->str, (gssize)look->len));
		return false;
	}
	GString *row = g_ptr_array_index(drawn->rows, i);
	if (row->len == look->len && memcmp(row->str, look->str, look->len) == 0)
		return true;
	g_string_truncate(row, 0);
	g_string_append_len(row, look->str, (gssize)look->len);
	return false;
}

void editor_draw_text(
    const struct editor_pane *editor, struct canvas *canvas, struct rect rect, int gutter)
{
	struct editor_drawn *drawn = editor->drawn;
	g_autofree struct view_row *rows = g_new(struct view_row, BOUND_SCREEN_ROWS);
	g_autoptr(GString) scratch = g_string_new(NULL);
	g_autoptr(GString) look = g_string_new(NULL);
	size_t all = (size_t)CLAMP(rect.rows, 0, BOUND_SCREEN_ROWS);
	size_t count = view_rows(editor->draft->view, rows, all);

	if (!rect_same(drawn->rect, rect) || drawn->gutter != gutter)
		editor_drawn_forget(drawn);
	drawn->rect = rect;
	drawn->gutter = gutter;
	for (size_t i = 0; i < all; i++) {
		struct rect at = {rect.row + (int)i, rect.col, 1, rect.cols};

		g_string_truncate(look, 0);
		if (i < count)
			look_of_row(editor, &rows[i], scratch, look);
		if (!stands(drawn, (guint)i, look))
			draw_row(canvas, look, at, gutter);
	}
}
