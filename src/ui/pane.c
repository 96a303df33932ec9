/* What all panes share: the title row and who is drawn when. */
#include "ui/pane.h"

void pane_place(struct pane *pane, struct rect box, bool focused)
{
	if (rect_same(pane->box, box) && pane->focused == focused)
		return;
	pane->anew |= !rect_same(pane->box, box);
	pane->box = box;
	pane->focused = focused;
	pane->dirty = true;
}

bool pane_draw(struct pane *pane, struct canvas *canvas, bool always)
{
	if (!pane->dirty && !always)
		return false;
	pane->dirty = false;
	pane->anew |= always;
	if (pane->box.rows <= 0 || pane->box.cols <= 0)
		return true;
	if (pane->kind->fit)
		pane->kind->fit(pane, canvas);
	struct rect clip = canvas_clip(canvas, pane->box);
	pane->kind->draw(pane, canvas);
	canvas->clip = clip;
	pane->anew = false;
	return true;
}

struct rect pane_body(const struct pane *pane)
{
	return (struct rect){
	    pane->box.row + 1, pane->box.col, MAX(pane->box.rows - 1, 0), pane->box.cols};
}

#define LEFT_COLS 20 /* a title's least */

void pane_draw_title(
    const struct pane *pane, struct canvas *canvas, const char *left, const char *right)
{
	const struct rect *box = &pane->box;
	enum style style = pane->focused ? STYLE_PANE_FOCUS : STYLE_PANE_TITLE;
	int right_cols = right ? canvas_width(canvas, right) : 0;
	/* what stands at the right is short and news: the left gives way while enough is left */
	int least = MIN(canvas_width(canvas, left) + 1, LEFT_COLS);
	bool both = right_cols > 0 && right_cols + least + 3 <= box->cols;
	int left_cols = box->cols - 1 - (both ? right_cols + 2 : 0);

	canvas_put_fit(canvas, box->row, box->col, box->cols, "", style);
	canvas_put_fit(canvas, box->row, box->col + 1, left_cols, left, style);
	if (both)
		canvas_put(canvas, box->row, box->col + box->cols - right_cols - 1, right_cols,
		    right, -1, style);
}

void pane_draw_scroll(const struct pane *pane, struct canvas *canvas, int top, int seen, int total)
{
	char words[8];
	int cols;

	if (total <= seen || total <= 0)
		return;
	cols = g_snprintf(words, sizeof(words), " %d%% ", MIN((top + seen) * 100 / total, 100));
	if (cols + 8 < pane->box.cols)
		canvas_put(canvas, pane->box.row, pane->box.col + pane->box.cols - cols, cols,
		    words, cols, pane->focused ? STYLE_PANE_FOCUS : STYLE_PANE_TITLE);
}
