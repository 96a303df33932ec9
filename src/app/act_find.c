/* Searching all texts: the list becomes the hits, the text shows the place. */
#include "app/acts.h"
#include "app/desk.h"
#include "base/lang.h"

#define FIRST_HITS 50

void desk_end_search(struct desk *desk)
{
	struct found *found = &desk->found;

	if (!found->search)
		return;
	search_free(found->search);
	g_array_free(found->ids, TRUE);
	g_free(found->words);
	*found = (struct found){.folded = found->folded};
	desk->text->pane.dirty = true;
}

static void begin_search(struct desk *desk, const char *words)
{
	struct err err = {0};
	bool folded = desk->found.folded;
	g_autofree char *copy = g_strdup(words);

	desk_end_search(desk);
	struct search_wish wish = {
	    .words = copy, .folded = folded, .heads_only = !session_reads_bodies(&desk->session)};
	struct search *search = search_begin(desk->session.reader, &wish, &err);
	if (!search) {
		desk_say_err(desk, &err);
		return;
	}
	desk->found = (struct found){.search = search,
	    .words = g_strdup(copy),
	    .folded = folded,
	    .ids = g_array_new(FALSE, FALSE, sizeof(int64_t))};
	if (!search_next(search, FIRST_HITS, 200, desk->found.ids, &desk->found.done, &err))
		desk_say_err(desk, &err);
	if (desk->found.ids->len == 0 && desk->found.done) {
		desk_say(desk, _("\"%s\" stands in no text"), copy);
		desk_end_search(desk);
		return;
	}
	desk->focus = LAYOUT_QUEUE;
	desk_restart_list(desk);
	desk->text->pane.dirty = true;
}

static void asked(struct desk *desk, struct question *question)
{
	const char *words = form_text(&question->dialog->form, 1);

	if (*words)
		begin_search(desk, words);
}

void act_search(struct desk *desk)
{
	struct dialog *dialog = dialog_new(DIALOG_FORM, _("Search all texts"),
	    desk->found.folded
		? _("Without regard to width, case and punctuation (Alt-F: exactly).")
		: _("Exactly as typed (Alt-F: without regard to width, case, punctuation)."));

	form_add_line(&dialog->form, 1, _("Look for"), "");
	desk_ask(desk, question_new(dialog, asked));
}

void act_hit(struct desk *desk, int by)
{
	list_move(&desk->queue->list, by);
	desk->queue->pane.dirty = true;
	desk_show_report(desk, list_id(&desk->queue->list));
	desk->text->pane.dirty = true;
}

void act_search_fold(struct desk *desk)
{
	desk->found.folded = !desk->found.folded;
	desk_say(desk, "%s",
	    desk->found.folded ? _("searches without regard to width, case and punctuation")
			       : _("searches exactly as typed"));
	if (desk->found.search) {
		g_autofree char *words = g_strdup(desk->found.words);
		begin_search(desk, words);
	}
}
