/* The grid of cells between panes and the terminal: clipping, text put by columns, frames. */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include "text/width.h"
#include "ui/style.h"

struct rect {
	int row, col, rows, cols;
};

#define CELL_BYTES 14

struct cell {
	char bytes[CELL_BYTES]; /* one grapheme in UTF-8; longer ones become U+FFFD */
	uint8_t len; /* bytes used; 0 in the right half of a wide cell */
	uint8_t cols; /* 1 or 2; 0 in the right half */
	uint16_t style; /* enum style */
};

struct canvas {
	int rows, cols;
	struct cell *cells;
	bool *touched; /* rows that may have changed since the painter took them; it unsets them */
	struct rect clip; /* nothing outside is touched */
	struct width_rule width;
	bool ascii; /* frames of + - | and marks of ASCII */
};

/*
 * An empty canvas. ASCII frames are drawn where ambiguous characters take two columns, for then
 * box lines do too. Sizes are held to BOUND_SCREEN_.
 */
void canvas_init(struct canvas *canvas, int rows, int cols, struct width_rule width);
void canvas_clear(struct canvas *canvas);
/* Another size: all blank afterwards. */
void canvas_resize(struct canvas *canvas, int rows, int cols);

/* The cell at ROW, COL, which must be on the canvas; the first is for who changes its row. */
struct cell *canvas_at(struct canvas *canvas, int row, int col);
static inline const struct cell *canvas_look(const struct canvas *canvas, int row, int col)
{
	return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

/* Whether two rows of canvases as wide as each other hold the same cells. */
bool canvas_row_same(const struct canvas *a, int row_a, const struct canvas *b, int row_b);

/* Narrow the clip to what it has in common with RECT; give the old one back to undo it. */
struct rect canvas_clip(struct canvas *canvas, struct rect rect);

/* Whether both cover the same cells. */
bool rect_same(struct rect a, struct rect b);
/* RECT without N cells on each side. */
struct rect rect_shrink(struct rect rect, int n);
/* A rectangle of at most ROWS x COLS in the middle of AROUND. */
struct rect rect_centre(struct rect around, int rows, int cols);

/* Blanks in STYLE. */
void canvas_fill(struct canvas *canvas, struct rect rect, enum style style);
/* Another style for what stands there. */
void canvas_restyle(struct canvas *canvas, struct rect rect, enum style style);

/*
 * Put one line of text at ROW, COL, at most COLS columns of it. A wide character that the limit or
 * the clip would split is drawn as a blank; controls and what no terminal shows as stand-ins.
 * LEN -1 means up to the end of the string. Returns the columns used. Errors: none.
 */
int canvas_put(struct canvas *canvas, int row, int col, int cols, const char *text, ptrdiff_t len,
    enum style style);
/* As canvas_put, with an ellipsis where text was cut and blanks up to COLS. Returns COLS. */
int canvas_put_fit(
    struct canvas *canvas, int row, int col, int cols, const char *text, enum style style);
/* The same pushed to the right, for numbers. */
int canvas_put_right(
    struct canvas *canvas, int row, int col, int cols, const char *text, enum style style);

/* A frame along the inner edge of RECT, with TITLE (may be NULL) in its upper side. */
void canvas_frame(
    struct canvas *canvas, struct rect rect, const char *title, enum style frame, enum style words);
/* Lines for borders between panes. */
void canvas_line_across(struct canvas *canvas, int row, int col, int cols, enum style style);
void canvas_line_down(struct canvas *canvas, int row, int col, int rows, enum style style);

/* Columns of TEXT by this canvas's rule. */
int canvas_width(const struct canvas *canvas, const char *text);

/* All rows as text with newlines, blanks kept. Owns: the caller frees. */
char *canvas_text(const struct canvas *canvas);

#endif
