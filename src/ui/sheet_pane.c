/* The sheet for pass and sign: answers stand in the margin of the points, mine beside the editor's.
 */
#include "ui/sheet_pane.h"

#include "base/lang.h"

#define MARGIN 8 /* "[是] 是 " */
#define FOOT 2 /* shown to its end; digest */

static struct sheet_pane *of(struct pane *pane)
{
	return (struct sheet_pane *)pane;
}

static const struct sheet_pane *look(const struct pane *pane)
{
	return (const struct sheet_pane *)pane;
}

/* One character of Chinese, two columns in any language. */
static const char *answer_words(enum sheet_answer answer)
{
	switch (answer) {
	case SHEET_YES:
		return _("Y ");
	case SHEET_NA:
		return _("NA");
	case SHEET_NO:
		return _("N ");
	default:
		return "  ";
	}
}

static enum style answer_style(enum sheet_answer answer)
{
	return answer == SHEET_NO ? STYLE_ERROR : answer == SHEET_YES ? STYLE_OK : STYLE_WARN;
}

static int point_index(const struct sheet_pane *sheet, int64_t number)
{
	for (int i = 0; i < sheet->point_count; i++) {
		if (sheet->points[i].number == number)
			return i;
	}
	return -1;
}

static struct rect page_rect(const struct sheet_pane *sheet)
{
	struct rect body = pane_body(&sheet->pane);

	body.rows = MAX(body.rows - FOOT, MIN(body.rows, 1));
	return body;
}

static void fit(struct pane *pane, const struct canvas *canvas)
{
	struct sheet_pane *sheet = of(pane);
	struct rect rect = page_rect(sheet);

	page_fit(&sheet->page, canvas->width, rect.rows, rect.cols);
}

/* The answers of the points that are on the screen, in the margin kept free for them. */
static void draw_answers(const struct sheet_pane *sheet, struct canvas *canvas, struct rect rect)
{
	const struct page *page = &sheet->page;

	for (guint n = 0; n < page->items->len && page->rows->len > 0; n++) {
		const struct page_item *item = &g_array_index(page->items, struct page_item, n);
		int i = point_index(sheet, item->id);
		int row = page_row_of(page, item->at) - page->top;
		bool here = (int)n == page->item;
		enum style bar = sheet->pane.focused ? STYLE_SELECT : STYLE_SELECT_AWAY;

		if (i < 0 || row < 0 || row >= rect.rows)
			continue;
		enum sheet_answer mine = sheet->points[i].mine, editor = sheet->points[i].editor;
		row += rect.row;
		canvas_put(canvas, row, rect.col, 1, sheet->points[i].later ? " " : "[", 1,
		    here ? bar : STYLE_DIM);
		canvas_put(canvas, row, rect.col + 1, 2, answer_words(mine), -1,
		    here ? bar : answer_style(mine));
		canvas_put(canvas, row, rect.col + 3, 1, sheet->points[i].later ? " " : "]", 1,
		    here ? bar : STYLE_DIM);
		canvas_put(
		    canvas, row, rect.col + 5, 2, answer_words(editor), -1, here ? bar : STYLE_DIM);
	}
}

/* Under the points: what the one at the cursor says, or whether the text was read; the digest. */
static void draw_foot(const struct sheet_pane *sheet, struct canvas *canvas, struct rect body)
{
	int row = body.row + body.rows - FOOT, i = point_index(sheet, page_item_id(&sheet->page));
	g_autofree char *digest = g_strdup_printf("%s %s  %s", _("Digest"),
	    sheet->digest ? sheet->digest : "", sheet->verdict ? sheet->verdict : "");

	if (body.rows <= FOOT)
		return;
	if (i >= 0 && sheet->points[i].na_words)
		canvas_put_fit(
		    canvas, row, body.col, body.cols, sheet->points[i].na_words, STYLE_TRAIL_WORDS);
	else
		canvas_put_fit(canvas, row, body.col, body.cols,
		    sheet->text_seen ? _("The text was shown to its end")
				     : _("Read the text to its end first"),
		    sheet->text_seen ? STYLE_OK : STYLE_WARN);
	canvas_put_fit(canvas, row + 1, body.col, body.cols, digest, sheet->verdict_style);
}

static void draw(const struct pane *pane, struct canvas *canvas)
{
	const struct sheet_pane *sheet = look(pane);
	int open = sheet_pane_open_count(sheet);
	g_autofree char *count = open ? g_strdup_printf(_("%d open"), open) : NULL;
	struct rect rect = page_rect(sheet);

	canvas_fill(canvas, pane->box, STYLE_TEXT);
	pane_draw_title(pane, canvas, _("Review sheet"), count);
	page_draw(&sheet->page, canvas, rect, pane->focused);
	draw_answers(sheet, canvas, rect);
	draw_foot(sheet, canvas, pane_body(pane));
}

static bool cursor(const struct pane *pane, int *row, int *col)
{
	const struct sheet_pane *sheet = look(pane);

	return page_place(&sheet->page, page_rect(sheet), row, col);
}

/* Motion; the answers are actions of the desk, so that help and menu show them. */
static enum widget_answer key(struct pane *pane, const struct key_event *event)
{
	struct sheet_pane *sheet = of(pane);
	enum widget_answer answer = page_key(&sheet->page, event);

	pane->dirty |= answer == WIDGET_TAKEN;
	return answer;
}

static void clear_points(struct sheet_pane *sheet)
{
	for (int i = 0; i < sheet->point_count; i++)
		g_free(sheet->points[i].na_words);
	sheet->point_count = 0;
}

static void discard(struct pane *pane)
{
	struct sheet_pane *sheet = of(pane);

	clear_points(sheet);
	page_clear(&sheet->page);
	g_free(sheet->digest);
	g_free(sheet->verdict);
	g_free(sheet);
}

struct sheet_pane *sheet_pane_new(void)
{
	static const struct pane_kind kind = {
	    .context = "sheet",
	    .fit = fit,
	    .draw = draw,
	    .cursor = cursor,
	    .key = key,
	    .free = discard,
	};
	struct sheet_pane *sheet = g_new0(struct sheet_pane, 1);

	sheet->pane.kind = &kind;
	sheet->pane.dirty = true;
	page_init(&sheet->page);
	return sheet;
}

void sheet_pane_begin(struct sheet_pane *sheet)
{
	clear_points(sheet);
	page_wipe(&sheet->page);
	sheet->changed = false;
	sheet->pane.dirty = true;
}

void sheet_pane_heading(struct sheet_pane *sheet, const char *words)
{
	page_margin(&sheet->page, 0, 0);
	page_addf(&sheet->page, STYLE_HEADING, "%s\n", words);
}

void sheet_pane_fact(
    struct sheet_pane *sheet, const char *label, const char *words, enum style style)
{
	page_margin(&sheet->page, 1, 3);
	if (label)
		page_addf(&sheet->page, STYLE_FORM_LABEL, "%s ", label);
	page_addf(&sheet->page, style, "%s\n", words);
}

void sheet_pane_point(struct sheet_pane *sheet, const struct sheet_point *point)
{
	int i = sheet->point_count;

	if (i == SHEET_POINTS)
		return;
	sheet->points[i].number = point->number;
	sheet->points[i].mine = point->mine;
	sheet->points[i].editor = point->editor;
	sheet->points[i].na_words = g_strdup(point->na_words);
	sheet->points[i].later = point->later;
	sheet->point_count++;
	page_margin(&sheet->page, MARGIN, MARGIN + 3);
	page_begin_item(&sheet->page, point->number);
	page_addf(&sheet->page, point->later ? STYLE_DIM : STYLE_TEXT, "%2d %s\n", point->number,
	    point->words);
}

void sheet_pane_digest(
    struct sheet_pane *sheet, const char *digest, const char *verdict, enum style style)
{
	g_free(sheet->digest);
	g_free(sheet->verdict);
	sheet->digest = g_strdup(digest);
	sheet->verdict = g_strdup(verdict);
	sheet->verdict_style = style;
	sheet->pane.dirty = true;
}

void sheet_pane_seen(struct sheet_pane *sheet, bool seen)
{
	sheet->pane.dirty |= sheet->text_seen != seen;
	sheet->text_seen = seen;
}

int sheet_pane_point_here(const struct sheet_pane *sheet)
{
	int i = point_index(sheet, page_item_id(&sheet->page));

	return i < 0 || sheet->points[i].later ? 0 : sheet->points[i].number;
}

/* The next point that is open, from the one at the cursor on. */
static void go_on(struct sheet_pane *sheet)
{
	for (int i = sheet->page.item + 1; i < sheet->point_count; i++) {
		if (sheet->points[i].mine == SHEET_OPEN && !sheet->points[i].later) {
			page_go_item(&sheet->page, i);
			return;
		}
	}
}

void sheet_pane_answer(
    struct sheet_pane *sheet, int number, enum sheet_answer answer, const char *na_words)
{
	int i = point_index(sheet, number);

	if (i < 0 || sheet->points[i].later)
		return;
	char *words = answer == SHEET_NA ? g_strdup(na_words) : NULL;
	g_free(sheet->points[i].na_words);
	sheet->points[i].mine = answer;
	sheet->points[i].na_words = words;
	sheet->changed = sheet->pane.dirty = true;
	if (answer != SHEET_OPEN && page_item_id(&sheet->page) == number)
		go_on(sheet);
}

enum sheet_answer sheet_pane_answer_of(
    const struct sheet_pane *sheet, int number, const char **na_words)
{
	int i = point_index(sheet, number);

	if (na_words)
		*na_words = i < 0 ? NULL : sheet->points[i].na_words;
	return i < 0 ? SHEET_OPEN : sheet->points[i].mine;
}

int sheet_pane_open_count(const struct sheet_pane *sheet)
{
	int open = 0;

	for (int i = 0; i < sheet->point_count; i++)
		open += sheet->points[i].mine == SHEET_OPEN && !sheet->points[i].later;
	return open;
}

int sheet_pane_unsettled(const struct sheet_pane *sheet)
{
	for (int i = 0; i < sheet->point_count; i++) {
		enum sheet_answer mine = sheet->points[i].mine;

		if (!sheet->points[i].later && (mine == SHEET_OPEN || mine == SHEET_NO))
			return sheet->points[i].number;
	}
	return 0;
}

void sheet_pane_go(struct sheet_pane *sheet, int number)
{
	page_find_item(&sheet->page, number);
	sheet->pane.dirty = true;
}
