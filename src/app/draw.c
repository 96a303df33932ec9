/* One frame: where everything stands, what each pane shows, the caret, and off to the terminal. */
#include "app/desk.h"

#include "app/listing.h"
#include "app/lock.h"
#include "app/sheet.h"
#include "app/show.h"
#include "base/lang.h"
#include "ui/hint.h"

static void fit_canvas(struct desk *desk)
{
	int rows, cols;
	struct width_rule width = screen_width(desk->screen);

	screen_size(desk->screen, &rows, &cols);
	bool other = memcmp(&width, &desk->canvas.width, sizeof(width)) != 0;
	if (rows == desk->canvas.rows && cols == desk->canvas.cols && !other)
		return;
	canvas_clear(&desk->canvas);
	canvas_init(&desk->canvas, rows, cols, width);
	desk->all_dirty = true;
}

static struct pane *right_pane(struct desk *desk)
{
	return desk->sheet_open ? &desk->sheet->pane : &desk->trail->pane;
}

static void place_panes(struct desk *desk)
{
	const struct layout *layout = &desk->layout;

	pane_place(&desk->queue->pane, layout->panes[LAYOUT_QUEUE], desk->focus == LAYOUT_QUEUE);
	pane_place(&desk->text->pane, layout->panes[LAYOUT_EDITOR], desk->focus == LAYOUT_EDITOR);
	pane_place(right_pane(desk), layout->panes[LAYOUT_TRAIL], desk->focus == LAYOUT_TRAIL);
}

/* Fill what is stale; the list keeps its rows where they are. */
static void fill(struct desk *desk)
{
	if (desk->list_stale) {
		if (!desk->list_fresh || desk->list_news)
			listing_renew(desk);
		desk->list_stale = desk->list_fresh = false;
		listing_words(desk);
	}
	if (desk->report != list_id(&desk->queue->list) && !desk->report)
		desk_show_report(desk, list_id(&desk->queue->list));
	if (desk->shown_state != desk->state || desk->text->pane.dirty)
		show_text(desk);
	if (desk->shown_state != desk->state) {
		show_trail(desk);
		if (desk->sheet_open)
			sheet_refresh(desk);
	}
	desk->shown_state = desk->state;
	bool own = desk->writing && desk->writing->report == desk->report;
	if (desk->text->mode == EDITOR_READ && desk->text->seen_end && !desk->text_seen && !own &&
	    desk->showing != TEXT_COMPARED) {
		desk->text_seen = true;
		if (desk->sheet_open)
			sheet_pane_seen(desk->sheet, true);
	}
}

static void draw_panes(struct desk *desk)
{
	struct pane *panes[] = {&desk->queue->pane, &desk->text->pane, right_pane(desk)};

	for (size_t i = 0; i < G_N_ELEMENTS(panes); i++) {
		if (panes[i]->box.cols > 0)
			pane_draw(panes[i], &desk->canvas, desk->all_dirty);
	}
	/* nothing else is put where they stand: once drawn they stay */
	if (desk->all_dirty)
		layout_draw_borders(&desk->layout, &desk->canvas);
}

static bool caret(struct desk *desk, int *row, int *col)
{
	struct pane *panes[] = {&desk->queue->pane, &desk->text->pane, right_pane(desk)};

	if (desk->question)
		return dialog_place(desk->question->dialog, &desk->canvas, row, col);
	struct pane *pane = panes[desk->focus];
	return pane->kind->cursor && pane->kind->cursor(pane, row, col);
}

/* What may follow the keys typed so far, over the lower edge of the panes. */
static void draw_hints(struct desk *desk)
{
	g_autoptr(GPtrArray) next = keymap_follow(desk->keys, desk_contexts(desk), &desk->typed);
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct hint_row));
	g_autofree char *typed = keymap_typed_words(&desk->typed);

	for (guint i = 0; i < next->len; i++) {
		const struct keymap_next *row = g_ptr_array_index(next, i);
		const struct action *action = action_row((enum action_id)row->action);
		struct hint_row hint = {row->words, _(action->label)};

		g_array_append_val(rows, hint);
	}
	if (next->len)
		hint_draw(&desk->canvas, layout_middle(&desk->layout), typed,
		    (const struct hint_row *)(const void *)rows->data, (int)rows->len);
}

static void draw_small(struct desk *desk)
{
	canvas_fill(
	    &desk->canvas, (struct rect){0, 0, desk->canvas.rows, desk->canvas.cols}, STYLE_TEXT);
	if (!desk->blank && !desk->locked)
		layout_draw_too_small(&desk->canvas);
}

void desk_draw(struct desk *desk)
{
	int row = -1;
	int col = 0;

	if (!screen_is_sent(desk->screen)) { /* the last frame is still on its way */
		desk->redraw = true;
		return;
	}
	fit_canvas(desk);
	struct layout layout = layout_solve(
	    desk->canvas.rows, desk->canvas.cols, desk->focus, desk->zoom, show_has_banner(desk));
	if (!layout_same(&layout, &desk->layout) || desk->over_drawn)
		desk->all_dirty = true;
	desk->layout = layout;
	bool hints = desk->typed.count > 0 && !desk->question;
	desk->over_drawn = desk->question != NULL || desk->blank || desk->locked || hints;
	if (desk->layout.too_small || desk->blank || desk->locked) {
		draw_small(desk);
		if (desk->locked && !desk->blank)
			lock_draw(desk, &row, &col);
		desk->all_dirty = true;
	} else {
		place_panes(desk);
		if (desk->queue->list.rows->len == 0) { /* the first frame, or all was taken away */
			desk->queue->pane.kind->fit(&desk->queue->pane, &desk->canvas);
			desk->list_fresh = true;
		}
		fill(desk);
		draw_panes(desk);
		show_bars(desk);
		if (desk->question) {
			dialog_fit(
			    desk->question->dialog, &desk->canvas, layout_middle(&desk->layout));
			dialog_draw(desk->question->dialog, &desk->canvas);
		}
		if (hints)
			draw_hints(desk);
		if (!caret(desk, &row, &col))
			row = -1;
		desk->all_dirty = false;
	}
	desk->redraw = !screen_draw(desk->screen, &desk->canvas, row, col);
}
