/* The head of a report: its title, then facts side by side; as a form while it is edited. */
#include "ui/editor_pane.h"

#include "text/wrap.h"

#define HEADING_ROWS 3 /* a title is read whole; a longer one is no title */

struct fact {
	char *label, *value;
	enum style style;
	struct rect box; /* relative to the head; no columns when it has no room */
};

static void fact_clear(void *data)
{
	struct fact *fact = data;

	g_free(fact->label);
	g_free(fact->value);
}

GArray *editor_facts_new(void)
{
	GArray *facts = g_array_new(FALSE, FALSE, sizeof(struct fact));

	g_array_set_clear_func(facts, fact_clear);
	return facts;
}

void editor_pane_begin_head(struct editor_pane *editor, const char *heading)
{
	editor->facts_said = 0;
	editor->pane.dirty = true;
	if (g_strcmp0(editor->heading, heading) == 0)
		return;
	g_free(editor->heading);
	editor->heading = g_strdup(heading);
	editor->head_changed = true;
}

void editor_pane_fact(
    struct editor_pane *editor, const char *label, const char *value, enum style style)
{
	guint i = editor->facts_said++;

	if (i < editor->facts->len) {
		const struct fact *old = &g_array_index(editor->facts, struct fact, i);

		if (old->style == style && strcmp(old->label, label) == 0 &&
		    strcmp(old->value, value) == 0)
			return;
		g_array_set_size(editor->facts, i);
	}
	struct fact fact = {g_strdup(label), g_strdup(value), style, {0}};

	g_array_append_val(editor->facts, fact);
	editor->head_changed = true;
}

void editor_pane_focus_head(struct editor_pane *editor, bool in_head)
{
	in_head = in_head && editor->mode == EDITOR_EDIT && editor->form.fields->len > 0;
	editor->pane.dirty |= editor->in_head != in_head;
	editor->in_head = in_head;
}

/* Facts beside each other while they fit, at most MOST rows from ROW on. Returns the row behind. */
static int lay_out(
    struct editor_pane *editor, const struct canvas *canvas, int cols, int row, int most)
{
	int col = 0, end = row;

	for (guint i = 0; i < editor->facts->len; i++) {
		struct fact *fact = &g_array_index(editor->facts, struct fact, i);
		int want = canvas_width(canvas, fact->label) + 1 +
			   canvas_width(canvas, fact->value);

		want = MIN(want, cols);
		if (col > 0 && col + want > cols) {
			row++;
			col = 0;
		}
		fact->box = (struct rect){row, col, 1, row < most ? want : 0};
		col += want + 2;
		end = row + 1;
	}
	return MIN(end, most);
}

/* The rows of the title, cut at ROWS. Owns: the caller frees the array of struct wrap_row. */
static GArray *heading_rows(
    const struct editor_pane *editor, const struct canvas *canvas, int cols, int rows)
{
	GArray *wrapped = g_array_new(FALSE, FALSE, sizeof(struct wrap_row));
	const char *heading = editor->heading;

	if (heading && cols > 0)
		wrap_line(&canvas->width, heading, strlen(heading), (size_t)cols, wrapped);
	g_array_set_size(wrapped, MIN(wrapped->len, (guint)MAX(rows, 0)));
	return wrapped;
}

/*
 * Whether the head on the canvas is what would be drawn: nobody draws there but the head itself, as
 * long as the pane shows a text alone and the head is no form.
 */
static bool stands(struct editor_pane *editor)
{
	bool plain = editor_has_text(editor) && !editor->has_side && !editor->in_head;
	bool stands = plain && editor->head_drawn && !editor->head_changed && !editor->pane.anew;

	editor->head_drawn = plain;
	editor->head_changed = false;
	return stands;
}

void editor_fit_head(struct editor_pane *editor, const struct canvas *canvas)
{
	struct rect body = pane_body(&editor->pane);
	/* the text is what one came for: it keeps more than half */
	int most = MAX(body.rows * 2 / 5, 1), rows;

	if (editor->facts_said < editor->facts->len) {
		g_array_set_size(editor->facts, editor->facts_said);
		editor->head_changed = true;
	}
	editor->head_stands = stands(editor);
	if (editor->head_stands)
		return;
	editor->head_rows = 0;
	if (editor->mode == EDITOR_EMPTY || editor->mode == EDITOR_PAGE || body.rows < 3)
		return;
	if (editor->in_head) {
		form_fit(&editor->form, canvas, MAX(body.rows * 3 / 4, 1), body.cols);
		rows = MIN(editor->form.rows, body.rows - 1);
	} else {
		g_autoptr(GArray) heading = heading_rows(
		    editor, canvas, body.cols, CLAMP(most / 2, 1, HEADING_ROWS));

		editor->heading_rows = (int)heading->len;
		rows = lay_out(editor, canvas, body.cols, editor->heading_rows, most);
		rows = MAX(rows, editor->heading_rows);
	}
	editor->head_rows = rows > 0 ? rows + 1 : 0; /* a line below */
}

static void draw_heading(const struct editor_pane *editor, struct canvas *canvas, struct rect rect)
{
	g_autoptr(GArray) rows = heading_rows(editor, canvas, rect.cols, editor->heading_rows);
	const char *at = editor->heading;

	for (guint i = 0; i < rows->len; i++) {
		size_t len = g_array_index(rows, struct wrap_row, i).len;
		bool last = i + 1 == rows->len;
		/* what follows the last row is shown as cut off */
		g_autofree char *piece = last ? g_strdup(at) : g_strndup(at, len);

		canvas_put_fit(canvas, rect.row + (int)i, rect.col, rect.cols, piece, STYLE_TITLE);
		at += len;
	}
}

void editor_draw_head(const struct editor_pane *editor, struct canvas *canvas, struct rect rect)
{
	if (editor->head_stands)
		return;
	canvas_fill(canvas, rect, STYLE_TEXT);
	if (rect.rows < 2)
		return;
	if (editor->in_head) {
		struct rect form = {rect.row, rect.col, rect.rows - 1, rect.cols};

		form_draw(&editor->form, canvas, form);
	} else {
		if (editor->heading)
			draw_heading(editor, canvas, rect);
		for (guint i = 0; i < editor->facts->len; i++) {
			const struct fact *fact = &g_array_index(editor->facts, struct fact, i);
			int row = rect.row + fact->box.row, col = rect.col + fact->box.col;
			int label = canvas_width(canvas, fact->label) + 1;

			if (fact->box.cols <= 0 || fact->box.row >= rect.rows - 1)
				continue;
			canvas_put_fit(canvas, row, col, MIN(label, fact->box.cols), fact->label,
			    STYLE_FORM_LABEL);
			canvas_put_fit(canvas, row, col + label, fact->box.cols - label,
			    fact->value, fact->style);
		}
	}
	canvas_line_across(
	    canvas, rect.row + rect.rows - 1, rect.col, rect.cols, STYLE_PANE_BORDER);
}

bool editor_place_head(const struct editor_pane *editor, struct rect rect, int *row, int *col)
{
	/* widths are those of the last fit: the canvas has the same rule */
	struct canvas rule = {.width = *view_rule(editor->draft->view)};

	rect.rows = MAX(rect.rows - 1, 0);
	return form_place(&editor->form, &rule, rect, row, col);
}
