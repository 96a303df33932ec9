/* The middle pane: what it shows and where. Keys are in editor_keys.c, the drawing of text in
 * editor_text.c. */
#include "ui/editor_pane.h"

#include "edit/cursor.h"

#define SIDE_FROM_COLS 56 /* narrower panes have the original below */

struct editor_pane *editor_of(struct pane *pane)
{
	return (struct editor_pane *)pane;
}

static const struct editor_pane *look(const struct pane *pane)
{
	return (const struct editor_pane *)pane;
}

bool editor_has_text(const struct editor_pane *editor)
{
	return editor->draft && (editor->mode == EDITOR_READ || editor->mode == EDITOR_EDIT);
}

/* Where the parts of the pane are. */
struct editor_rects {
	struct rect head, text, side;
	int gutter; /* columns of the text taken for the marks' characters */
};

static struct editor_rects editor_rects(const struct editor_pane *editor)
{
	struct rect rest = pane_body(&editor->pane);
	struct editor_rects out = {.head = rest};

	out.head.rows = MIN(editor->head_rows, rest.rows);
	rest.row += out.head.rows;
	rest.rows -= out.head.rows;
	out.text = out.side = rest;
	if (!editor->has_side || !editor_has_text(editor)) {
		out.side.rows = out.side.cols = 0;
	} else if (rest.cols >= SIDE_FROM_COLS) {
		out.text.cols = (rest.cols - 1) / 2;
		out.side.col += out.text.cols + 1;
		out.side.cols -= out.text.cols + 1;
	} else {
		out.text.rows = (rest.rows - 1) / 2;
		out.side.row += out.text.rows + 1;
		out.side.rows -= out.text.rows + 1;
	}
	/* a column at the left says in characters what marks say in colours */
	out.gutter = editor->marks->len > 0 ? 1 : 0;
	return out;
}

static void fit(struct pane *pane, const struct canvas *canvas)
{
	struct editor_pane *editor = editor_of(pane);
	struct editor_rects at;

	editor_fit_head(editor, canvas);
	at = editor_rects(editor);
	if (editor->mode == EDITOR_PAGE)
		page_fit(&editor->page, canvas->width, at.text.rows, at.text.cols);
	if (at.side.cols > 0)
		page_fit(&editor->side, canvas->width, at.side.rows, at.side.cols);
	if (!editor_has_text(editor) || at.text.rows <= 0)
		return;
	view_shape(editor->draft->view, &canvas->width,
	    (size_t)MAX(at.text.cols - 1 - at.gutter, 1), (size_t)at.text.rows);
	if (editor->mode == EDITOR_EDIT)
		draft_show_caret(editor->draft);
	editor_note_end(editor);
}

void editor_note_end(struct editor_pane *editor)
{
	struct view *view = editor->draft->view;
	size_t row, col;

	if (view_place(view, draft_len(editor->draft), true, &row, &col))
		editor->seen_end = true;
}

static void draw_side(
    const struct editor_pane *editor, struct canvas *canvas, const struct editor_rects *at)
{
	page_draw(&editor->side, canvas, at->side, false);
	if (at->side.col > at->text.col)
		canvas_line_down(
		    canvas, at->side.row, at->side.col - 1, at->side.rows, STYLE_PANE_BORDER);
	else
		canvas_line_across(
		    canvas, at->side.row - 1, at->side.col, at->side.cols, STYLE_PANE_BORDER);
}

static void draw(const struct pane *pane, struct canvas *canvas)
{
	const struct editor_pane *editor = look(pane);
	struct editor_rects at = editor_rects(editor);
	bool rows_stay = editor_has_text(editor) && at.side.cols == 0;

	if (pane->anew || !rows_stay)
		editor_drawn_forget(editor->drawn);
	if (!rows_stay)
		canvas_fill(canvas, pane->box, STYLE_TEXT);
	pane_draw_title(pane, canvas, editor->title ? editor->title : "", editor->note);
	if (editor->mode == EDITOR_EMPTY) {
		if (editor->empty)
			page_say(canvas,
			    (struct rect){
				at.text.row, at.text.col + 1, at.text.rows, at.text.cols - 1},
			    editor->empty, STYLE_DIM);
		return;
	}
	editor_draw_head(editor, canvas, at.head);
	if (editor->mode == EDITOR_PAGE) {
		page_draw(&editor->page, canvas, at.text, pane->focused);
		return;
	}
	if (editor_has_text(editor))
		editor_draw_text(editor, canvas, at.text, at.gutter);
	if (at.side.cols > 0)
		draw_side(editor, canvas, &at);
}

static bool cursor(const struct pane *pane, int *row, int *col)
{
	const struct editor_pane *editor = look(pane);
	struct editor_rects at = editor_rects(editor);
	size_t caret_row, caret_col;

	if (editor->in_head)
		return editor_place_head(editor, at.head, row, col);
	if (editor->mode == EDITOR_PAGE)
		return page_place(&editor->page, at.text, row, col);
	if (!editor_has_text(editor) || at.text.rows <= 0)
		return false;
	*row = at.text.row;
	*col = at.text.col + at.gutter;
	if (editor->mode == EDITOR_READ)
		return true;
	if (!cursor_place(editor->draft, &caret_row, &caret_col))
		return false;
	*row += MIN((int)caret_row, at.text.rows - 1);
	*col += MIN((int)caret_col, MAX(at.text.cols - 1 - at.gutter, 0));
	return true;
}

static void discard(struct pane *pane)
{
	struct editor_pane *editor = editor_of(pane);

	g_free(editor->title);
	g_free(editor->note);
	g_free(editor->heading);
	g_array_free(editor->facts, TRUE);
	g_array_free(editor->marks, TRUE);
	form_clear(&editor->form);
	page_clear(&editor->page);
	page_clear(&editor->side);
	editor_drawn_free(editor->drawn);
	g_free(editor);
}

struct editor_pane *editor_pane_new(void)
{
	static const struct pane_kind kind = {
	    .context = "editor",
	    .fit = fit,
	    .draw = draw,
	    .cursor = cursor,
	    .key = editor_key,
	    .free = discard,
	};
	struct editor_pane *editor = g_new0(struct editor_pane, 1);

	editor->pane.kind = &kind;
	editor->pane.dirty = true;
	editor->drawn = editor_drawn_new();
	editor->facts = editor_facts_new();
	editor->marks = g_array_new(FALSE, FALSE, sizeof(struct editor_mark));
	form_init(&editor->form);
	page_init(&editor->page);
	page_init(&editor->side);
	return editor;
}

void editor_pane_show(struct editor_pane *editor, enum editor_mode mode, struct draft *draft)
{
	if (draft != editor->draft || !draft) {
		editor_pane_unmark(editor);
		editor->has_side = editor->seen_end = editor->in_head = false;
		page_wipe(&editor->page);
		page_top(&editor->page);
	}
	editor->mode = mode;
	editor->draft = draft;
	editor->in_head &= mode == EDITOR_EDIT;
	editor->pane.dirty = true;
}

void editor_pane_words(struct editor_pane *editor, const char *title, const char *note)
{
	if (g_strcmp0(title, editor->title) == 0 && g_strcmp0(note, editor->note) == 0)
		return;
	g_free(editor->title);
	g_free(editor->note);
	editor->title = g_strdup(title);
	editor->note = g_strdup(note);
	editor->pane.dirty = true;
}

void editor_pane_mark(struct editor_pane *editor, size_t at, size_t len, enum style style)
{
	struct editor_mark mark = {at, len, style};
	guint i = editor->marks->len;

	while (i > 0 && g_array_index(editor->marks, struct editor_mark, i - 1).at > at)
		i--;
	g_array_insert_val(editor->marks, i, mark);
	editor->pane.dirty = true;
}

void editor_pane_unmark(struct editor_pane *editor)
{
	editor->pane.dirty |= editor->marks->len > 0;
	g_array_set_size(editor->marks, 0);
}

void editor_pane_beside(struct editor_pane *editor, const char *title, const char *text)
{
	editor->has_side = text != NULL;
	page_wipe(&editor->side);
	page_top(&editor->side);
	if (text) {
		page_addf(&editor->side, STYLE_HEADING, "%s\n", title);
		page_add(&editor->side, STYLE_TEXT, text);
	}
	editor->pane.dirty = true;
}

void editor_pane_scroll(struct editor_pane *editor, int rows)
{
	editor->pane.dirty = true;
	if (editor->mode == EDITOR_PAGE) {
		page_scroll(&editor->page, rows);
		return;
	}
	if (!editor_has_text(editor))
		return;
	view_scroll(editor->draft->view, rows);
	if (editor->has_side)
		page_scroll(&editor->side, rows);
	editor_note_end(editor);
}

void editor_pane_turn(struct editor_pane *editor, int pages)
{
	struct editor_rects at = editor_rects(editor);

	editor_pane_scroll(editor, pages * MAX(at.text.rows - 1, 1));
}
