/* The left pane. */
#include "ui/queue_pane.h"

#include "base/lang.h"

/* Narrow rows: what, and below it how it stands. Wide ones take as many as fit, in this order. */
static const struct list_column report_columns[QUEUE_COLUMNS] = {
    [QUEUE_URGENT] = {.title = "", .cols = 2},
    [QUEUE_OVERDUE] = {.title = "", .cols = 2, .line = -1, .tight = true},
    [QUEUE_FLAGS] = {.title = "", .cols = 3, .line = 1},
    [QUEUE_NUMBER] = {.title = N_("No."), .cols = 4, .whole = true},
    [QUEUE_TITLE] = {.title = N_("Title"), .cols = 30, .grows = true},
    [QUEUE_LEFT] = {.title = N_("Time left"), .cols = 9, .line = 1},
    [QUEUE_STATE] = {.title = N_("State"), .cols = 8, .line = 1, .whole = true},
    [QUEUE_HANDS] = {.title = N_("With"), .cols = 6, .line = 1, .whole = true},
    [QUEUE_WRITER] = {.title = N_("Writer"), .cols = 12, .line = 1, .grows = true},
    [QUEUE_CHANNEL] = {.title = N_("Channel"), .cols = 8, .line = -1},
    [QUEUE_CHARS] = {.title = N_("Chars"), .cols = 5, .line = -1, .right = true},
    [QUEUE_BLOCKS] = {.title = N_("Must"), .cols = 4, .line = -1, .right = true, .rare = true},
    [QUEUE_ALIKE] = {.title = N_("Alike"), .cols = 4, .line = -1, .right = true, .rare = true},
};

static struct queue_pane *of(struct pane *pane)
{
	return (struct queue_pane *)pane;
}

static const struct queue_pane *look(const struct pane *pane)
{
	return (const struct queue_pane *)pane;
}

static bool has_titles(const struct queue_pane *queue)
{
	return queue->pane.box.cols >= PANE_WIDE_COLS && queue->pane.box.rows > 6;
}

/* Lines between the title and the rows: the filter, the titles of the columns. */
static int lead(const struct queue_pane *queue)
{
	return (queue->chip ? 1 : 0) + (has_titles(queue) ? 1 : 0);
}

static struct rect rows_of(const struct queue_pane *queue)
{
	struct rect body = pane_body(&queue->pane);
	int skip = MIN(lead(queue), body.rows);

	body.row += skip;
	body.rows -= skip;
	return body;
}

static void fit(struct pane *pane, const struct canvas *canvas)
{
	struct queue_pane *queue = of(pane);
	struct rect rows = rows_of(queue);

	(void)canvas;
	list_fit(&queue->list, rows.rows, rows.cols);
}

/* Where room is short the name of the book gives way before the counts. */
static const char *title_that_fits(const struct queue_pane *queue, const struct canvas *canvas)
{
	const char *title = queue->title ? queue->title : "";
	const char *view = strstr(title, QUEUE_BEHIND_BOOK);
	int room = queue->pane.box.cols - 2;

	if (queue->note)
		room -= canvas_width(canvas, queue->note) + 2;
	return view && canvas_width(canvas, title) > room ? view + strlen(QUEUE_BEHIND_BOOK)
							  : title;
}

static void draw(const struct pane *pane, struct canvas *canvas)
{
	const struct queue_pane *queue = look(pane);
	struct rect line = pane_body(pane);

	pane_draw_title(pane, canvas, title_that_fits(queue, canvas), queue->note);
	line.rows = 1;
	if (queue->chip) {
		canvas_put_fit(canvas, line.row, line.col, line.cols, queue->chip, STYLE_FIND);
		line.row++;
	}
	if (has_titles(queue))
		list_draw_titles(&queue->list, canvas, line);
	list_draw(&queue->list, canvas, rows_of(queue), pane->focused);
}

static bool cursor(const struct pane *pane, int *row, int *col)
{
	return list_place(&look(pane)->list, rows_of(look(pane)), row, col);
}

static enum widget_answer key(struct pane *pane, const struct key_event *event)
{
	enum widget_answer answer = list_key(&of(pane)->list, event);

	pane->dirty |= answer == WIDGET_TAKEN;
	return answer;
}

static void discard(struct pane *pane)
{
	struct queue_pane *queue = of(pane);

	list_clear(&queue->list);
	g_free(queue->title);
	g_free(queue->note);
	g_free(queue->chip);
	g_free(queue);
}

struct queue_pane *queue_pane_new(list_fetch *fetch, void *source)
{
	static const struct pane_kind kind = {
	    .context = "queue",
	    .fit = fit,
	    .draw = draw,
	    .cursor = cursor,
	    .key = key,
	    .free = discard,
	};
	struct queue_pane *queue = g_new0(struct queue_pane, 1);

	queue->pane.kind = &kind;
	queue->pane.dirty = true;
	list_init(&queue->list, report_columns, QUEUE_COLUMNS, fetch, source);
	return queue;
}

void queue_pane_words(
    struct queue_pane *queue, const char *title, const char *note, const char *chip)
{
	if (g_strcmp0(queue->title, title) == 0 && g_strcmp0(queue->note, note) == 0 &&
	    g_strcmp0(queue->chip, chip) == 0)
		return;
	g_free(queue->title);
	g_free(queue->note);
	g_free(queue->chip);
	queue->title = g_strdup(title);
	queue->note = g_strdup(note);
	queue->chip = g_strdup(chip);
	queue->pane.dirty = true;
}
