/* The grid of cells. Everything that is seen goes through put_glyph, so no row can be too wide. */
#include "ui/canvas.h"

#include "base/bounds.h"
#include "text/cluster.h"

static const struct cell blank = {.bytes = " ", .len = 1, .cols = 1};

void canvas_init(struct canvas *canvas, int rows, int cols, struct width_rule width)
{
	*canvas = (struct canvas){.width = width, .ascii = width.ambiguous_wide};
	canvas_resize(canvas, rows, cols);
}

void canvas_clear(struct canvas *canvas)
{
	g_free(canvas->cells);
	g_free(canvas->touched);
	*canvas = (struct canvas){0};
}

void canvas_resize(struct canvas *canvas, int rows, int cols)
{
	rows = CLAMP(rows, 1, BOUND_SCREEN_ROWS);
	cols = CLAMP(cols, 1, BOUND_SCREEN_COLS);
	if (rows != canvas->rows || cols != canvas->cols) {
		g_free(canvas->cells);
		g_free(canvas->touched);
		canvas->cells = g_new(struct cell, (size_t)rows * (size_t)cols);
		canvas->touched = g_new(bool, (size_t)rows);
		canvas->rows = rows;
		canvas->cols = cols;
	}
	canvas->clip = (struct rect){0, 0, rows, cols};
	for (size_t i = 0; i < (size_t)rows * (size_t)cols; i++)
		canvas->cells[i] = blank;
	memset(canvas->touched, true, (size_t)rows * sizeof(bool));
}

struct cell *canvas_at(struct canvas *canvas, int row, int col)
{
	canvas->touched[row] = true;
	return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

bool canvas_row_same(const struct canvas *a, int row_a, const struct canvas *b, int row_b)
{
	return memcmp(canvas_look(a, row_a, 0), canvas_look(b, row_b, 0),
		   (size_t)a->cols * sizeof(struct cell)) == 0;
}

/* What two rectangles share; of size 0 where they share nothing. */
static struct rect rect_cross(struct rect a, struct rect b)
{
	int top = MAX(a.row, b.row), left = MAX(a.col, b.col);
	int bottom = MIN(a.row + a.rows, b.row + b.rows);
	int right = MIN(a.col + a.cols, b.col + b.cols);

	return (struct rect){top, left, MAX(bottom - top, 0), MAX(right - left, 0)};
}

bool rect_same(struct rect a, struct rect b)
{
	return a.row == b.row && a.col == b.col && a.rows == b.rows && a.cols == b.cols;
}

struct rect rect_shrink(struct rect rect, int n)
{
	return (struct rect){
	    rect.row + n, rect.col + n, MAX(rect.rows - 2 * n, 0), MAX(rect.cols - 2 * n, 0)};
}

struct rect rect_centre(struct rect around, int rows, int cols)
{
	rows = MIN(rows, around.rows);
	cols = MIN(cols, around.cols);
	return (struct rect){around.row + (around.rows - rows) / 2,
	    around.col + (around.cols - cols) / 2, rows, cols};
}

struct rect canvas_clip(struct canvas *canvas, struct rect rect)
{
	struct rect old = canvas->clip;

	canvas->clip = rect_cross(old, rect);
	return old;
}

static bool has_row(const struct canvas *canvas, int row)
{
	return row >= canvas->clip.row && row < canvas->clip.row + canvas->clip.rows;
}

static bool in_clip(const struct canvas *canvas, int row, int col)
{
	const struct rect *clip = &canvas->clip;

	return has_row(canvas, row) && col >= clip->col && col < clip->col + clip->cols;
}

/* Before the cell at COL is overwritten: the other half of a wide character there becomes blank. */
static void part(struct canvas *canvas, int row, int col)
{
	struct cell *cell = canvas_at(canvas, row, col), *half;

	if (cell->cols == 2)
		half = canvas_at(canvas, row, col + 1);
	else if (cell->cols == 0)
		half = canvas_at(canvas, row, col - 1);
	else
		return;
	uint16_t style = half->style;
	*half = blank;
	half->style = style;
}

static void put_blank(struct canvas *canvas, int row, int col, enum style style)
{
	if (!in_clip(canvas, row, col))
		return;
	struct cell *cell = canvas_at(canvas, row, col);
	if (cell->cols != 1)
		part(canvas, row, col);
	*cell = blank;
	cell->style = (uint16_t)style;
}

/* LEN drawn bytes in COLS (1 or 2) columns; blanks where that would be split. */
static void put_cell(struct canvas *canvas, int row, int col, int cols, const char *bytes,
    size_t len, enum style style)
{
	if (!in_clip(canvas, row, col) || (cols == 2 && !in_clip(canvas, row, col + 1))) {
		for (int i = 0; i < cols; i++)
			put_blank(canvas, row, col + i, style);
		return;
	}
	struct cell *cell = canvas_at(canvas, row, col);
	for (int i = 0; i < cols; i++) {
		if (cell[i].cols != 1)
			part(canvas, row, col + i);
	}
	/* all bytes are set, so that two cells can be compared as memory */
	*cell = (struct cell){.cols = (uint8_t)cols, .style = (uint16_t)style};
	if (len > CELL_BYTES) {
		bytes = "\uFFFD";
		len = 3;
		cell->cols = 1;
	}
	memcpy(cell->bytes, bytes, len);
	cell->len = (uint8_t)len;
	if (cols == 2 && cell->cols == 2)
		cell[1] = (struct cell){.style = (uint16_t)style};
	else if (cols == 2)
		put_blank(canvas, row, col + 1, style);
}

/* One glyph, drawn whole or, where LIMIT columns are too few, as blanks. Returns columns used. */
static int put_glyph(struct canvas *canvas, int row, int col, int limit, const char *bytes,
    const struct glyph *glyph, enum style style)
{
	int cols = glyph->cols, drawn = glyph->drawn_cols;

	if (cols > limit) {
		for (int i = 0; i < limit; i++)
			put_blank(canvas, row, col + i, style);
		return limit;
	}
	if (glyph->stand_in) {
		bytes = WIDTH_STAND_IN;
		drawn = 1;
		put_cell(canvas, row, col, 1, bytes, 1, STYLE_WARN);
	} else if (drawn > 0) {
		put_cell(canvas, row, col, drawn, bytes, glyph->drawn_len, style);
	}
	for (int i = drawn; i < cols; i++)
		put_blank(canvas, row, col + i, style);
	return cols;
}

/*
 * ASCII and Han from the beginning of TEXT that stand wholly inside the clip, and in COLS columns:
 * nearly all of every screen. Returns the columns used; *AT goes on behind what was put.
 */
static int put_plain(struct canvas *canvas, int row, int col, int cols, const char *text,
    size_t end, size_t *at, enum style style)
{
	int room = MIN(cols, canvas->clip.col + canvas->clip.cols - col), used = 0;
	size_t len;

	if (col < canvas->clip.col)
		return 0;
	while (*at < end && (len = cluster_plain(text, end, *at)) > 0) {
		int wide = len == 1 ? 1 : 2;

		if (used + wide > room)
			break;
		struct cell *cell = canvas_at(canvas, row, col + used);
		if (cell[0].cols != 1)
			part(canvas, row, col + used);
		if (wide == 2 && cell[1].cols != 1)
			part(canvas, row, col + used + 1);
		*cell = (struct cell){
		    .len = (uint8_t)len, .cols = (uint8_t)wide, .style = (uint16_t)style};
		memcpy(cell->bytes, text + *at, len);
		if (wide == 2)
			cell[1] = (struct cell){.style = (uint16_t)style};
		*at += len;
		used += wide;
	}
	return used;
}

int canvas_put(struct canvas *canvas, int row, int col, int cols, const char *text, ptrdiff_t len,
    enum style style)
{
	size_t end = len < 0 ? strlen(text) : (size_t)len, at = 0;
	int used = 0;

	if (!has_row(canvas, row))
		return MIN(cols, (int)width_of(&canvas->width, text, end));
	while (at < end && used < cols) {
		int plain = put_plain(canvas, row, col + used, cols - used, text, end, &at, style);

		if (plain > 0) {
			used += plain;
			continue;
		}
		struct glyph glyph = width_glyph(&canvas->width, text, end, at);

		used += put_glyph(canvas, row, col + used, cols - used, text + at, &glyph, style);
		at += glyph.len;
	}
	return used;
}

int canvas_width(const struct canvas *canvas, const char *text)
{
	return (int)width_of(&canvas->width, text, strlen(text));
}

/* What shows that text was cut: one column at every width rule. */
static const char *cut_mark(const struct canvas *canvas)
{
	return canvas->width.ambiguous_wide || canvas->ascii ? "~" : WIDTH_ELLIPSIS;
}

/* Text that is not all plain, or too long: what fits of it, and a mark. Returns the columns used.
 */
static int put_cut(
    struct canvas *canvas, int row, int col, int cols, const char *text, enum style style)
{
	size_t len = strlen(text), used;
	size_t kept = width_cut(&canvas->width, text, len, (size_t)cols, &used);

	if (kept < len)
		kept = width_cut(&canvas->width, text, len, (size_t)cols - 1, &used);
	canvas_put(canvas, row, col, cols, text, (gssize)kept, style);
	if (kept < len)
		canvas_put(canvas, row, col + (int)used++, 1, cut_mark(canvas), -1, style);
	return (int)used;
}

int canvas_put_fit(
    struct canvas *canvas, int row, int col, int cols, const char *text, enum style style)
{
	size_t len = strlen(text), at = 0;
	int used = 0;

	if (cols <= 0)
		return 0;
	if (has_row(canvas, row))
		used = put_plain(canvas, row, col, cols, text, len, &at, style);
	if (at < len)
		used = put_cut(canvas, row, col, cols, text, style);
	canvas_fill(canvas, (struct rect){row, col + used, 1, cols - used}, style);
	return cols;
}

int canvas_put_right(
    struct canvas *canvas, int row, int col, int cols, const char *text, enum style style)
{
	int lead = MAX(cols - canvas_width(canvas, text), 0);

	for (int i = 0; i < lead; i++)
		put_blank(canvas, row, col + i, style);
	canvas_put_fit(canvas, row, col + lead, cols - lead, text, style);
	return cols;
}

void canvas_fill(struct canvas *canvas, struct rect rect, enum style style)
{
	struct cell filled = blank;

	rect = rect_cross(rect, canvas->clip);
	if (rect.cols == 0)
		return;
	filled.style = (uint16_t)style;
	for (int row = rect.row; row < rect.row + rect.rows; row++) {
		/* only at the edges can half of a wide character stay behind */
		part(canvas, row, rect.col);
		part(canvas, row, rect.col + rect.cols - 1);
		struct cell *cells = canvas_at(canvas, row, rect.col);
		for (int i = 0; i < rect.cols; i++)
			cells[i] = filled;
	}
}

void canvas_restyle(struct canvas *canvas, struct rect rect, enum style style)
{
	rect = rect_cross(rect, canvas->clip);
	for (int row = rect.row; row < rect.row + rect.rows; row++) {
		for (int col = rect.col; col < rect.col + rect.cols; col++)
			canvas_at(canvas, row, col)->style = (uint16_t)style;
	}
}

void canvas_line_across(struct canvas *canvas, int row, int col, int cols, enum style style)
{
	const char *line = canvas->ascii ? "-" : "─";

	for (int i = 0; i < cols; i++)
		put_cell(canvas, row, col + i, 1, line, strlen(line), style);
}

void canvas_line_down(struct canvas *canvas, int row, int col, int rows, enum style style)
{
	const char *line = canvas->ascii ? "|" : "│";

	for (int i = 0; i < rows; i++)
		put_cell(canvas, row + i, col, 1, line, strlen(line), style);
}

void canvas_frame(
    struct canvas *canvas, struct rect rect, const char *title, enum style frame, enum style words)
{
	static const char *const corners[2][4] = {{"┌", "┐", "└", "┘"}, {"+", "+", "+", "+"}};
	const char *const *corner = corners[canvas->ascii];
	int bottom = rect.row + rect.rows - 1, right = rect.col + rect.cols - 1;

	if (rect.rows < 2 || rect.cols < 2)
		return;
	canvas_line_across(canvas, rect.row, rect.col, rect.cols, frame);
	canvas_line_across(canvas, bottom, rect.col, rect.cols, frame);
	canvas_line_down(canvas, rect.row, rect.col, rect.rows, frame);
	canvas_line_down(canvas, rect.row, right, rect.rows, frame);
	put_cell(canvas, rect.row, rect.col, 1, corner[0], strlen(corner[0]), frame);
	put_cell(canvas, rect.row, right, 1, corner[1], strlen(corner[1]), frame);
	put_cell(canvas, bottom, rect.col, 1, corner[2], strlen(corner[2]), frame);
	put_cell(canvas, bottom, right, 1, corner[3], strlen(corner[3]), frame);
	if (title && rect.cols > 6) {
		int cols = MIN(canvas_width(canvas, title), rect.cols - 6);

		canvas_put(canvas, rect.row, rect.col + 2, 1, " ", 1, words);
		canvas_put_fit(canvas, rect.row, rect.col + 3, cols, title, words);
		canvas_put(canvas, rect.row, rect.col + 3 + cols, 1, " ", 1, words);
	}
}

char *canvas_text(const struct canvas *canvas)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (int row = 0; row < canvas->rows; row++) {
		for (int col = 0; col < canvas->cols; col++) {
			const struct cell *cell = canvas_look(canvas, row, col);

			g_string_append_len(out, cell->bytes, cell->len);
		}
		g_string_append_c(out, '\n');
	}
	return g_strdup(out->str);
}
