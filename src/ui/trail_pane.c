/* The right pane. */
#include "ui/trail_pane.h"

#include "base/lang.h"

#define STRIP_FROM_ROWS 14 /* lower panes have the strip in one line */

static const char *const tab_names[TRAIL_TABS] = {
    [TRAIL_EVENTS] = N_("Trail"),
    [TRAIL_CHECKS] = N_("Checks"),
    [TRAIL_CHANGES] = N_("Changes"),
    [TRAIL_RELATED] = N_("Related"),
};

/* A mark that is no colour: given, ended, not so far. */
static const char *mark_of(enum trail_mark mark, bool ascii)
{
	static const char *const marks[2][3] = {{"·", "√", "×"}, {".", "v", "x"}};

	return marks[ascii][mark];
}

static enum style style_of(enum trail_mark mark)
{
	return mark == TRAIL_CURRENT ? STYLE_OK : mark == TRAIL_ENDED ? STYLE_WARN : STYLE_DIM;
}

static struct trail_pane *of(struct pane *pane)
{
	return (struct trail_pane *)pane;
}

static const struct trail_pane *look(const struct pane *pane)
{
	return (const struct trail_pane *)pane;
}

static bool has_opinions(const struct trail_pane *trail)
{
	/* opinions take a line each: where a third of the pane is enough for the strip */
	int lines = trail->step_count;

	for (int i = 0; i < trail->step_count; i++)
		lines += trail->steps[i].opinion != NULL;
	return lines * 5 < trail->pane.box.rows * 2;
}

/* Lines of the strip and the line under it. */
static int strip_rows(const struct trail_pane *trail)
{
	int rows = trail->step_count;

	if (trail->tab != TRAIL_EVENTS || trail->step_count == 0)
		return 0;
	if (trail->pane.box.rows < STRIP_FROM_ROWS)
		return 1;
	for (int i = 0; has_opinions(trail) && i < trail->step_count; i++)
		rows += trail->steps[i].opinion != NULL;
	return rows + 1;
}

static struct rect page_rect(const struct trail_pane *trail)
{
	struct rect body = pane_body(&trail->pane);
	int skip = MIN(strip_rows(trail), MAX(body.rows - 1, 0));

	body.row += skip;
	body.rows -= skip;
	return body;
}

static void draw_strip(const struct trail_pane *trail, struct canvas *canvas, struct rect at)
{
	int row = at.row;
	bool ascii = canvas->width.ambiguous_wide;

	for (int i = 0; i < trail->step_count; i++) {
		enum trail_mark mark = trail->steps[i].mark;
		enum style style = style_of(mark);
		int col = at.col;

		canvas_put(canvas, row, col, 1, mark_of(mark, ascii), -1, style);
		col += 2;
		col += canvas_put(canvas, row, col, at.cols - 2, trail->steps[i].label, -1,
		    mark == TRAIL_WAITING ? STYLE_DIM : STYLE_STRONG);
		col++;
		canvas_put_fit(canvas, row, col, at.col + at.cols - col, trail->steps[i].line,
		    mark == TRAIL_WAITING ? STYLE_DIM : STYLE_TEXT);
		row++;
		if (trail->steps[i].opinion && has_opinions(trail))
			canvas_put_fit(canvas, row++, at.col + 2, at.cols - 2,
			    trail->steps[i].opinion, STYLE_TRAIL_WORDS);
	}
	canvas_line_across(canvas, row, at.col, at.cols, STYLE_PANE_BORDER);
}

/* The strip in a low pane: the steps with their marks, in one line. */
static void draw_short_strip(const struct trail_pane *trail, struct canvas *canvas, struct rect at)
{
	int col = at.col, end = at.col + at.cols;
	bool ascii = canvas->width.ambiguous_wide;

	for (int i = 0; i < trail->step_count && col < end; i++) {
		enum trail_mark mark = trail->steps[i].mark;

		col += canvas_put(
		    canvas, at.row, col, end - col, mark_of(mark, ascii), -1, style_of(mark));
		col += canvas_put(canvas, at.row, col, end - col, trail->steps[i].label, -1,
		    mark == TRAIL_WAITING ? STYLE_DIM : STYLE_TEXT);
		col++;
	}
}

static bool is_offered(const struct trail_pane *trail, enum trail_tab tab)
{
	return tab == TRAIL_EVENTS || trail->has & (1u << tab);
}

/* "[办理记录] 检查 3 差异": brackets say which, not only colour. */
static void draw_tabs(const struct trail_pane *trail, struct canvas *canvas)
{
	g_autoptr(GString) words = g_string_new(NULL);

	for (int tab = 0; tab < TRAIL_TABS; tab++) {
		const char *count = trail->counts[tab];

		if (!is_offered(trail, (enum trail_tab)tab))
			continue;
		g_string_append_printf(words, "%s%s%s%s%s%s", words->len ? " " : "",
		    tab == (int)trail->tab ? "[" : "", _(tab_names[tab]), count ? " " : "",
		    count ? count : "", tab == (int)trail->tab ? "]" : "");
	}
	pane_draw_title(&trail->pane, canvas, words->str, trail->note);
}

static void fit(struct pane *pane, const struct canvas *canvas)
{
	struct trail_pane *trail = of(pane);
	struct rect rect = page_rect(trail);

	page_fit(&trail->pages[trail->tab], canvas->width, rect.rows, rect.cols);
}

static void draw(const struct pane *pane, struct canvas *canvas)
{
	const struct trail_pane *trail = look(pane);
	const struct page *page = &trail->pages[trail->tab];
	struct rect body = pane_body(pane);

	canvas_fill(canvas, pane->box, STYLE_TEXT);
	draw_tabs(trail, canvas);
	if (strip_rows(trail) == 1)
		draw_short_strip(trail, canvas, body);
	else if (strip_rows(trail) > 1)
		draw_strip(trail, canvas, body);
	page_draw(page, canvas, page_rect(trail), pane->focused);
	pane_draw_scroll(pane, canvas, page->top, page->height, (int)page->rows->len);
}

static bool cursor(const struct pane *pane, int *row, int *col)
{
	const struct trail_pane *trail = look(pane);

	return page_place(&trail->pages[trail->tab], page_rect(trail), row, col);
}

static enum widget_answer key(struct pane *pane, const struct key_event *event)
{
	struct trail_pane *trail = of(pane);
	enum widget_answer answer = page_key(&trail->pages[trail->tab], event);

	pane->dirty |= answer == WIDGET_TAKEN;
	return answer;
}

static void clear_steps(struct trail_pane *trail)
{
	for (int i = 0; i < trail->step_count; i++) {
		g_free(trail->steps[i].label);
		g_free(trail->steps[i].line);
		g_free(trail->steps[i].opinion);
	}
	trail->step_count = 0;
}

static void discard(struct pane *pane)
{
	struct trail_pane *trail = of(pane);

	clear_steps(trail);
	for (int i = 0; i < TRAIL_TABS; i++) {
		page_clear(&trail->pages[i]);
		g_free(trail->counts[i]);
	}
	g_free(trail->note);
	g_free(trail);
}

struct trail_pane *trail_pane_new(void)
{
	static const struct pane_kind kind = {
	    .context = "trail",
	    .fit = fit,
	    .draw = draw,
	    .cursor = cursor,
	    .key = key,
	    .free = discard,
	};
	struct trail_pane *trail = g_new0(struct trail_pane, 1);

	trail->pane.kind = &kind;
	trail->pane.dirty = true;
	for (int i = 0; i < TRAIL_TABS; i++)
		page_init(&trail->pages[i]);
	return trail;
}

/* Words that are there, with blanks between. */
static char *joined(const char *const *words, int count)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (int i = 0; i < count; i++) {
		if (words[i] && words[i][0])
			g_string_append_printf(out, "%s%s", out->len ? " " : "", words[i]);
	}
	return g_strdup(out->str);
}

void trail_pane_strip(struct trail_pane *trail, const struct trail_step *steps, int count)
{
	clear_steps(trail);
	for (int i = 0; i < MIN(count, TRAIL_STEPS); i++) {
		const char *words[] = {steps[i].name, steps[i].time, steps[i].revision};
		bool waits = steps[i].mark == TRAIL_WAITING && !steps[i].name;

		trail->steps[i].mark = steps[i].mark;
		trail->steps[i].label = g_strdup(steps[i].label);
		trail->steps[i].line = waits ? g_strdup(_("waiting"))
					     : joined(words, G_N_ELEMENTS(words));
		trail->steps[i].opinion = steps[i].opinion && steps[i].opinion[0]
					      ? g_strdup(steps[i].opinion)
					      : NULL;
		trail->step_count++;
	}
	trail->pane.dirty = true;
}

void trail_pane_begin(struct trail_pane *trail)
{
	struct page *page = &trail->pages[TRAIL_EVENTS];

	trail->was = page_item_id(page);
	page_wipe(page);
}

void trail_pane_add(struct trail_pane *trail, const struct trail_event *event)
{
	struct page *page = &trail->pages[TRAIL_EVENTS];

	page_margin(page, 0, 2);
	page_begin_item(page, event->seq);
	if (event->time)
		page_addf(page, STYLE_TRAIL_TIME, "%s ", event->time);
	if (event->who)
		page_addf(page, STYLE_TRAIL_NAME, "%s ", event->who);
	page_add(page, event->style, event->what ? event->what : "");
	if (event->revision)
		page_addf(page, STYLE_TRAIL_TIME, " %s", event->revision);
	page_add(page, STYLE_TEXT, "\n");
	if (event->words && event->words[0]) {
		page_margin(page, 2, 2);
		page_addf(page, STYLE_TRAIL_WORDS, "%s\n", event->words);
	}
}

static const struct page_item *item_of(const struct page *page, int i)
{
	return &g_array_index(page->items, struct page_item, (guint)i);
}

void trail_pane_show(struct trail_pane *trail, bool same)
{
	struct page *page = &trail->pages[TRAIL_EVENTS];

	if (!same)
		page->top = 0;
	/* the newest is the last; fit scrolls to it */
	page->item = (int)page->items->len - 1;
	for (int i = 0; same && i < (int)page->items->len; i++) {
		if (item_of(page, i)->id == trail->was)
			page->item = i;
	}
	if (page->needle->len) { /* its places are other ones now; the cursor stays */
		g_autofree char *words = g_strdup(page->needle->str);
		int top = page->top;

		page_find(page, words);
		page->top = top;
	}
	trail->pane.dirty = true;
}

/* The cursor goes with the place that was found: to the event that bears it. */
static void follow_match(struct trail_pane *trail)
{
	struct page *page = &trail->pages[TRAIL_EVENTS];
	int item = 0;

	while (item + 1 < (int)page->items->len && item_of(page, item + 1)->at <= page->match)
		item++;
	if (page->found && page->items->len)
		page_go_item(page, item);
	trail->pane.dirty = true;
}

int trail_pane_find(struct trail_pane *trail, const char *words)
{
	struct page *page = &trail->pages[TRAIL_EVENTS];
	int count = page_find(page, words);

	if (*words)
		follow_match(trail);
	trail->pane.dirty = true;
	return count;
}

bool trail_pane_find_next(struct trail_pane *trail, bool back)
{
	bool found = page_find_next(&trail->pages[TRAIL_EVENTS], back);

	follow_match(trail);
	return found;
}

void trail_pane_narrowed(struct trail_pane *trail, int shown, int hidden, const char *words)
{
	g_autofree char *count = words ? g_strdup_printf(_("%d, %d hidden"), shown, hidden) : NULL;

	trail_pane_offer(trail, TRAIL_EVENTS, true, count);
	g_free(trail->note);
	trail->note = g_strdup(words);
	if (words && shown == 0)
		page_add(&trail->pages[TRAIL_EVENTS], STYLE_DIM,
		    _("No entry fits. Esc shows all again."));
}

int64_t trail_pane_event(const struct trail_pane *trail)
{
	return trail->tab == TRAIL_EVENTS ? page_item_id(&trail->pages[TRAIL_EVENTS]) : 0;
}

void trail_pane_tab(struct trail_pane *trail, enum trail_tab tab)
{
	if (is_offered(trail, tab) && tab != trail->tab) {
		trail->tab = tab;
		trail->pane.dirty = true;
	}
}

void trail_pane_next_tab(struct trail_pane *trail, int by)
{
	int tab = (int)trail->tab;

	do
		tab = (tab + by + TRAIL_TABS) % TRAIL_TABS;
	while (!is_offered(trail, (enum trail_tab)tab));
	trail_pane_tab(trail, (enum trail_tab)tab);
}

void trail_pane_offer(struct trail_pane *trail, enum trail_tab tab, bool offered, const char *count)
{
	unsigned bit = 1u << tab;

	trail->has = offered ? trail->has | bit : trail->has & ~bit;
	g_free(trail->counts[tab]);
	trail->counts[tab] = g_strdup(count);
	if (!is_offered(trail, trail->tab))
		trail->tab = TRAIL_EVENTS;
	trail->pane.dirty = true;
}
