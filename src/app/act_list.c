/* Actions on the list: motion, marks, views, order, filter. */
#include "app/acts.h"
#include "app/desk.h"
#include "app/listing.h"
#include "base/lang.h"
#include "share/init.h"

/* The panes follow the cursor of the list. */
static void follow(struct desk *desk)
{
	desk->queue->pane.dirty = true;
	desk_show_report(desk, list_id(&desk->queue->list));
}

void act_move(struct desk *desk, int by)
{
	list_move(&desk->queue->list, by);
	follow(desk);
}

void act_turn(struct desk *desk, int by)
{
	list_turn(&desk->queue->list, by);
	follow(desk);
}

void act_first(struct desk *desk)
{
	list_first(&desk->queue->list);
	follow(desk);
}

void act_last(struct desk *desk)
{
	list_last(&desk->queue->list);
	follow(desk);
}

void act_open(struct desk *desk)
{
	desk->focus = LAYOUT_EDITOR;
}

void act_mark(struct desk *desk)
{
	struct list *list = &desk->queue->list;

	list_mark(list, desk->report, !list_is_marked(list, desk->report));
	desk->list_stale = true; /* their count stands over the list */
	act_move(desk, 1);
}

void act_unmark(struct desk *desk)
{
	list_unmark_all(&desk->queue->list);
	desk->list_stale = true;
	desk->queue->pane.dirty = true;
}

void act_scroll(struct desk *desk, int by)
{
	editor_pane_scroll(desk->text, by);
}

void act_view(struct desk *desk, int view)
{
	desk_end_search(desk);
	desk->query.view = (enum query_view)view;
	desk->focus = LAYOUT_QUEUE;
	desk_restart_list(desk);
}

/* Go to what waits. Owns: takes it. */
static void go_to(struct desk *desk, struct report *next)
{
	if (!next) {
		desk_say(desk, "%s", _("nothing else waits for you"));
		return;
	}
	desk_remember(desk, next);
	list_go(&desk->queue->list, next->id, NULL);
	follow(desk);
	report_free(next);
}

void act_next_turn(struct desk *desk)
{
	bool mine = desk->query.view == VIEW_TURN || desk->query.view == VIEW_POOL;

	if (mine && !desk->found.search) {
		go_to(desk, listing_first(desk));
		return;
	}
	desk_end_search(desk);
	desk->focus = LAYOUT_QUEUE;
	desk_first_list(desk);
	desk_restart_list(desk);
}

void act_later(struct desk *desk)
{
	go_to(desk, listing_next(desk));
}

static void sorted(struct desk *desk, struct question *question)
{
	int chosen = menu_id(&question->dialog->menu);

	if (chosen < 0)
		return;
	if ((enum query_sort)chosen == desk->query.sort)
		desk->query.reversed = !desk->query.reversed;
	desk->query.sort = (enum query_sort)chosen;
	desk_restart_list(desk);
}

void act_sort(struct desk *desk)
{
	struct dialog *dialog = dialog_new(
	    DIALOG_MENU, _("Order of the list"), _("The same again turns it round."));

	for (int sort = 0; sort < SORT_COUNT; sort++)
		menu_add(&dialog->menu, sort, sort_words((enum query_sort)sort), "", NULL);
	menu_go(&dialog->menu, (int)desk->query.sort);
	desk_ask(desk, question_new(dialog, sorted));
}

static void filtered(struct desk *desk, struct question *question)
{
	const char *text = form_text(&question->dialog->form, 1);
	struct err err = {0};

	if (!query_filter(&desk->query, text, OFFICE_ZONE, &err)) {
		desk_say_err(desk, &err);
		question->again = true; /* what was typed is still there to be mended */
		return;
	}
	g_free(desk->filter);
	desk->filter = g_strdup(text);
	desk_end_search(desk);
	desk_restart_list(desk);
}

void act_filter(struct desk *desk)
{
	struct dialog *dialog = dialog_new(DIALOG_FORM, _("Filter"),
	    _("Words of title, writer, unit or number, or:\n"
	      "state:review  writer:NAME  urgent  overdue  chars:>1500\n"
	      "!word for what does not fit; empty shows all again."));

	form_add_line(&dialog->form, 1, _("Show only"), desk->filter ? desk->filter : "");
	desk_ask(desk, question_new(dialog, filtered));
}
