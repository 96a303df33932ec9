/* The difference of two screens as terminal output. Source: ECMA-48 and DEC's VT220 manual. */
/* The few sequences used are those that every terminal since agrees on; term.c refuses the others.
 */
#include "ui/paint.h"

#include "text/cluster.h"
#include "text/utf8.h"
#include "ui/shift.h"

#define GAP_BYTES 4 /* rewriting so much costs no more than going round it */
#define ERASE_FROM 12 /* blanks in a row that are worth erasing and going round them */
#define ERASE_TO_END 4 /* blanks up to the edge that are worth erasing */
#define SCROLL_MIN 3 /* rows that must come along to make scrolling pay */
#define SCROLL_FROM 8 /* fewer that differ are sent sooner than it is found where they stood */
#define UNKNOWN_LEN 255 /* a cell that equals no other */
#define HIDE_FROM 600 /* bytes of a frame from which the cursor is hidden while it is drawn */

void painter_use(struct painter *painter, const struct theme *theme)
{
	for (int i = 0; i < STYLE_COUNT; i++)
		pen_look_of(&painter->looks[i], theme, (enum style)i, painter->skill.depth);
	painter_forget(painter);
}

void painter_init(struct painter *painter, const struct theme *theme, struct paint_skill skill)
{
	*painter = (struct painter){.skill = skill};
	canvas_init(&painter->shown, 1, 1, (struct width_rule){0});
	painter_use(painter, theme);
}

void painter_clear(struct painter *painter)
{
	canvas_clear(&painter->shown);
}

void painter_forget(struct painter *painter)
{
	painter->known = painter->pen.known = false;
	painter->row = painter->col = -1;
}

static bool is_blank(const struct cell *cell)
{
	return cell->len == 1 && cell->bytes[0] == ' ';
}

/* Bytes, length and columns, as two words: a frame compares thousands of cells. */
static inline bool same_glyph(const struct cell *a, const struct cell *b)
{
	uint64_t one[2], two[2];

	G_STATIC_ASSERT(offsetof(struct cell, style) == sizeof(one));
	memcpy(one, a, sizeof(one));
	memcpy(two, b, sizeof(two));
	return one[0] == two[0] && one[1] == two[1];
}

/* Whether a person would see the two as one. */
static inline bool same_cell(
    const struct painter *painter, const struct cell *a, const struct cell *b)
{
	if (!same_glyph(a, b))
		return false;
	if (a->style == b->style)
		return true;
	const struct pen_look *one = &painter->looks[a->style], *two = &painter->looks[b->style];
	return is_blank(a) ? pen_same_on_blank(one, two) : pen_same(one, two);
}

/* A row or a column, counted from one. The most frequent words to a terminal are these. */
static void append_number(GString *out, int number)
{
	char digits[12];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	g_string_append_len(out, digits + at, (gssize)(sizeof(digits) - at));
}

static void move_to(struct painter *painter, int row, int col, GString *out)
{
	if (row == painter->row && col == painter->col)
		return;
	if (row == painter->row && painter->col >= 0 && col > painter->col) {
		int by = col - painter->col;

		g_string_append(out, "\033[");
		if (by > 1)
			append_number(out, by);
		g_string_append_c(out, 'C');
	} else if (row == painter->row && col == 0) {
		g_string_append_c(out, '\r');
	} else {
		g_string_append(out, "\033[");
		append_number(out, row + 1);
		if (col > 0) {
			g_string_append_c(out, ';');
			append_number(out, col + 1);
		}
		g_string_append_c(out, 'H');
	}
	painter->row = row;
	painter->col = col;
}

/*
 * Whether all terminals agree how wide this cell is. After the others the cursor is placed anew, so
 * that a terminal with another opinion harms one character and never the row.
 */
static bool is_sure(const struct cell *cell)
{
	size_t at = 0;
	uint32_t c;

	if (cell->len == 1 || cluster_plain(cell->bytes, cell->len, 0) == cell->len)
		return true;
	c = utf8_next(cell->bytes, cell->len, &at);
	if (at != cell->len)
		return false;
	return (c >= 0xa0 && c < 0x300) || (c >= 0x2010 && c <= 0x2027) ||
	       (c >= 0x2460 && c <= 0x25ff) || (c >= 0x3001 && c <= 0x3029) ||
	       (c >= 0x3041 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf) ||
	       (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3) ||
	       (c >= 0xff01 && c <= 0xff5e);
}

/* A frame has thousands of cells: where there is room, a copy of fixed size and no call. */
static void append_bytes(GString *out, const struct cell *cell)
{
	if (out->len + CELL_BYTES >= out->allocated_len) {
		g_string_append_len(out, cell->bytes, cell->len);
		return;
	}
	memcpy(out->str + out->len, cell->bytes, CELL_BYTES);
	out->len += cell->len;
	out->str[out->len] = '\0';
}

/* With the pen that is in force. */
static void send_glyph(struct painter *painter, const struct cell *cell, int cols, GString *out)
{
	append_bytes(out, cell);
	painter->col += cell->cols;
	if (painter->col >= cols || !is_sure(cell))
		painter->row = painter->col = -1;
}

static void send_cell(struct painter *painter, const struct cell *cell, int cols, GString *out)
{
	const struct pen_look *look = &painter->looks[cell->style];

	if (!is_blank(cell) || !painter->pen.known || !pen_same_on_blank(&painter->pen.look, look))
		pen_set(&painter->pen, look, out);
	send_glyph(painter, cell, cols, out);
}

/* The cell at COL and those of its style behind it that differ, too. Returns the column behind. */
static int send_run(struct painter *painter, const struct cell *cells, const struct cell *shown,
    int col, int cols, GString *out)
{
	uint16_t style = cells[col].style;
	bool blank = is_blank(&cells[col]); /* its pen may be that of something else */

	send_cell(painter, &cells[col], cols, out);
	col += cells[col].cols;
	while (!blank && col == painter->col && cells[col].style == style &&
	       !is_blank(&cells[col]) && !same_cell(painter, &cells[col], &shown[col])) {
		send_glyph(painter, &cells[col], cols, out);
		col += cells[col].cols;
	}
	return col;
}

/* Blanks of one look from COL on: how many, and how many of them do not stand there already. */
static int blank_run(const struct painter *painter, const struct cell *cells,
    const struct cell *shown, int col, int cols, int *differing)
{
	const struct pen_look *look = &painter->looks[cells[col].style];
	int end = col;

	*differing = 0;
	for (; end < cols && is_blank(&cells[end]) &&
	       pen_same_on_blank(&painter->looks[cells[end].style], look);
	     end++)
		*differing += !same_cell(painter, &cells[end], &shown[end]);
	return end - col;
}

/* Erase instead of writing blanks, where that gives the same and is shorter. Returns cells done. */
static int erase(struct painter *painter, const struct canvas *next, int row, int col, GString *out)
{
	const struct cell *cells = canvas_look(next, row, 0);
	const struct pen_look *look = &painter->looks[cells[col].style];
	int run, differing;

	if (!is_blank(&cells[col]) || look->attrs & (LOOK_UNDERLINE | LOOK_REVERSE) ||
	    (look->bg[0] && !painter->skill.erase_colours))
		return 0;
	run = blank_run(
	    painter, cells, canvas_look(&painter->shown, row, 0), col, next->cols, &differing);
	if (col + run == next->cols ? differing < ERASE_TO_END
				    : differing < ERASE_FROM || !painter->skill.erase_chars)
		return 0;
	move_to(painter, row, col, out);
	if (!painter->pen.known || !pen_same_on_blank(&painter->pen.look, look))
		pen_set(&painter->pen, look, out);
	if (col + run == next->cols)
		g_string_append(out, "\033[K");
	else
		g_string_append_printf(out, "\033[%dX", run);
	return run;
}

/* Equal cells between the cursor and COL that are cheaper to write again than to jump over. */
static bool fill_gap(
    struct painter *painter, const struct cell *cells, int row, int col, int cols, GString *out)
{
	int bytes = 0, from = painter->col;

	if (painter->row != row || from < 0 || from >= col)
		return false;
	for (int i = from; i < col; i++) {
		const struct pen_look *look = &painter->looks[cells[i].style];

		bytes += cells[i].len;
		if (bytes > GAP_BYTES || cells[i].cols != 1 || !is_sure(&cells[i]) ||
		    !(is_blank(&cells[i]) ? pen_same_on_blank(&painter->pen.look, look)
					  : pen_same(&painter->pen.look, look)))
			return false;
	}
	for (int i = from; i < col; i++)
		send_cell(painter, &cells[i], cols, out);
	return true;
}

static void send_row(struct painter *painter, const struct canvas *next, int row, GString *out)
{
	const struct cell *cells = canvas_look(next, row, 0);
	const struct cell *shown = canvas_look(&painter->shown, row, 0);
	int cols = next->cols;

	for (int col = 0; col < cols;) {
		/* the left half of a wide character decides for both */
		if (cells[col].cols == 0 || same_cell(painter, &cells[col], &shown[col])) {
			col++;
			continue;
		}
		int erased = erase(painter, next, row, col, out);
		if (erased > 0) {
			col += erased;
			continue;
		}
		if (!fill_gap(painter, cells, row, col, cols, out))
			move_to(painter, row, col, out);
		col = send_run(painter, cells, shown, col, cols, out);
	}
}

/* What stands in ROW is not known. */
static void unknow(struct canvas *shown, int row)
{
	struct cell *cells = canvas_at(shown, row, 0);

	for (int col = 0; col < shown->cols; col++)
		cells[col].len = UNKNOWN_LEN;
}

/* ROW was erased while the pen was that of plain text. */
static void erased(struct painter *painter, int row)
{
	struct canvas *shown = &painter->shown;

	canvas_fill(shown, (struct rect){row, 0, 1, shown->cols}, STYLE_TEXT);
	if (painter->looks[STYLE_TEXT].bg[0] && !painter->skill.erase_colours)
		unknow(shown, row);
}

/* Rows TOP to BOTTOM of the terminal go up by BY (down when it is negative). */
static void scroll(struct painter *painter, int top, int bottom, int by, GString *out)
{
	struct canvas *shown = &painter->shown;
	size_t row_bytes = (size_t)shown->cols * sizeof(struct cell);
	size_t kept = (size_t)(bottom - top + 1 - ABS(by)) * row_bytes;

	pen_set(&painter->pen, &painter->looks[STYLE_TEXT], out);
	g_string_append_printf(out, "\033[%d;%dr", top + 1, bottom + 1);
	g_string_append_printf(out, "\033[%dH", (by > 0 ? bottom : top) + 1);
	for (int i = 0; i < ABS(by); i++)
		g_string_append(out, by > 0 ? "\n" : "\033M");
	g_string_append(out, "\033[r");
	painter->row = painter->col = -1;
	if (by > 0)
		memmove(canvas_at(shown, top, 0), canvas_at(shown, top + by, 0), kept);
	else
		memmove(canvas_at(shown, top - by, 0), canvas_at(shown, top, 0), kept);
	for (int i = 0; i < ABS(by); i++)
		erased(painter, by > 0 ? bottom - i : top + i);
}

/* Let the terminal move rows that only changed place: a list that goes on by a line. True: it did.
 */
static bool scroll_if_it_pays(
    struct painter *painter, const struct canvas *next, int differing, GString *out)
{
	struct shift shift;

	if (!painter->skill.scroll_region || differing < SCROLL_FROM ||
	    !shift_find(next, &painter->shown, MAX(SCROLL_MIN, differing / 3 + 1), &shift))
		return false;
	scroll(painter, shift.top + MIN(shift.by, 0), shift.top + MAX(shift.by, 0) + shift.rows - 1,
	    shift.by, out);
	return true;
}

/* Rows of NEXT that differ from what is shown; only those that were touched can. */
static int count_differing(const struct painter *painter, const struct canvas *next)
{
	int differing = 0;

	for (int row = 0; row < next->rows; row++) {
		if (next != painter->last || next->touched[row])
			differing += !canvas_row_same(next, row, &painter->shown, row);
	}
	return differing;
}

/* A screen is 150 kB of cells: only the rows that were sent are copied. */
static void take_over(struct painter *painter, const struct canvas *next, int row)
{
	memcpy(canvas_at(&painter->shown, row, 0), canvas_look(next, row, 0),
	    (size_t)next->cols * sizeof(struct cell));
}

/* An unknown screen: clear it in the colours of plain text, so that what follows is a difference.
 */
static void begin_anew(struct painter *painter, const struct canvas *next, GString *out)
{
	painter->pen.known = false;
	pen_set(&painter->pen, &painter->looks[STYLE_TEXT], out);
	g_string_append(out, "\033[H\033[2J");
	painter->row = painter->col = 0;
	canvas_resize(&painter->shown, next->rows, next->cols);
	for (int row = 0; row < next->rows; row++)
		erased(painter, row);
	painter->known = true;
	painter->cursor_hidden = false;
	g_string_append(out, "\033[?25h");
}

static void place_cursor(struct painter *painter, int row, int col, GString *out)
{
	bool hide = row < 0;

	if (!hide)
		move_to(painter, row, col, out);
	if (hide != painter->cursor_hidden)
		g_string_append(out, hide ? "\033[?25l" : "\033[?25h");
	painter->cursor_hidden = hide;
}

void painter_frame(
    struct painter *painter, const struct canvas *next, int row, int col, GString *out)
{
	size_t before = out->len;
	bool anew = !painter->known || next->rows != painter->shown.rows ||
		    next->cols != painter->shown.cols;
	int differing = anew ? next->rows : count_differing(painter, next);
	bool all = anew || next != painter->last;

	if (anew)
		begin_anew(painter, next, out);
	else if (scroll_if_it_pays(painter, next, differing, out))
		all = true;
	for (int i = 0; i < next->rows && (all || differing > 0); i++) {
		if ((!all && !next->touched[i]) || canvas_row_same(next, i, &painter->shown, i))
			continue;
		differing--;
		send_row(painter, next, i, out);
		take_over(painter, next, i);
	}
	memset(next->touched, false, (size_t)next->rows * sizeof(bool));
	painter->last = next;
	if (out->len - before > HIDE_FROM && !painter->cursor_hidden) {
		g_string_insert(out, (gssize)before, "\033[?25l");
		painter->cursor_hidden = true;
	}
	place_cursor(painter, row, col, out);
}
