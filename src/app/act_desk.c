/* Actions on the desk itself: panes, help, palette, colours, messages, the end. */
#include "app/acts.h"
#include "app/decide.h"
#include "app/desk.h"
#include "app/listing.h"
#include "app/lock.h"
#include "app/show.h"
#include "base/lang.h"
#include "text/pinyin.h"

void act_pane(struct desk *desk, int by)
{
	desk->focus = (enum layout_pane)(((int)desk->focus + by + LAYOUT_PANES) % LAYOUT_PANES);
}

void act_zoom(struct desk *desk)
{
	desk->zoom = !desk->zoom;
}

/* One thing at a time, the last one opened first. */
void act_back(struct desk *desk)
{
	struct err err = {0};

	if (desk->sheet_open) {
		desk->sheet_open = false;
	} else if (trail_back(desk)) {
		desk->redraw = true;
	} else if (desk->showing != TEXT_CURRENT) {
		desk->showing = TEXT_CURRENT;
		desk->text->pane.dirty = true;
	} else if (desk->zoom) {
		desk->zoom = false;
	} else if (desk->focus != LAYOUT_QUEUE) {
		desk->focus = LAYOUT_QUEUE;
	} else if (desk->found.search) {
		desk_end_search(desk);
		desk_restart_list(desk);
	} else if (desk->filter && *desk->filter) {
		g_free(desk->filter);
		desk->filter = NULL;
		if (!query_filter(&desk->query, "", NULL, &err))
			desk_say_err(desk, &err);
		desk_restart_list(desk);
	} else {
		enum query_view was = desk->query.view;

		desk_first_list(desk);
		if (desk->query.view != was)
			desk_restart_list(desk);
		else
			desk_say(desk, "%s", _("Q ends the desk"));
	}
}

void act_refresh(struct desk *desk)
{
	int64_t report = desk->report;

	desk_forget_changes(desk);
	list_reload(&desk->queue->list);
	desk->queue->pane.dirty = true;
	desk_show_report(desk, list_id(&desk->queue->list));
	if (desk->report == report)
		desk_reread(desk);
	desk_look(desk, true);
}

void act_key(struct desk *desk)
{
	if (!desk->has_passphrase)
		desk_say(desk, "%s", _("your key has no passphrase, or is not on this desk"));
	else if (desk->key_open)
		lock_screen(desk);
	else
		lock_ask_again(desk);
}

void act_redraw(struct desk *desk)
{
	desk->redraws++;
	if (desk->redraws > 1)
		lock_screen(desk);
	screen_probe(desk->screen);
	screen_forget(desk->screen);
	desk->all_dirty = true;
}

static void help_row(struct desk *desk, struct page *page, enum action_id id, const char **group)
{
	const struct action *action = action_row(id);
	const char *const *contexts = desk_contexts(desk);
	g_autofree char *keys = keymap_words(desk->keys, contexts, id, true);

	if (!action_is_in(action, contexts))
		return;
	if (strcmp(*group, action_group(id)) != 0) {
		*group = action_group(id);
		page_addf(page, STYLE_TITLE, "\n%s\n", *group);
	}
	page_margin(page, 2, 18);
	page_addf(page, STYLE_BAR_KEY, "%s", keys);
	page_add(page, STYLE_TEXT, "  ");
	page_addf(page, STYLE_TEXT, _("%s: %s\n"), _(action->label), _(action->help));
	page_margin(page, 0, 0);
}

/* Keys that move in what is read or written are the pane's own and stand in no table. */
static void help_moving(const struct desk *desk, struct page *page)
{
	if (desk->focus == LAYOUT_QUEUE)
		return;
	page_addf(page, STYLE_TITLE, "\n%s\n", _("Moving"));
	page_addf(page, STYLE_TEXT, "%s\n",
	    desk_is_editing(desk)
		? _("Arrows, PgUp, PgDn, Home and End move the caret; with Shift they select.")
		: _("Arrows or j k go by lines, PgUp and PgDn by screens, g and G to the ends."));
}

void act_help(struct desk *desk)
{
	struct dialog *dialog = dialog_new(DIALOG_SHOW, _("Help of this place"), NULL);
	const char *group = "";

	page_addf(&dialog->words, STYLE_WARN, "%s\n",
	    _("State secrets must not be stored or handled here."));
	for (int id = ACTION_NONE + 1; id < ACTION_COUNT; id++)
		help_row(desk, &dialog->words, (enum action_id)id, &group);
	help_moving(desk, &dialog->words);
	page_addf(&dialog->words, STYLE_TITLE, "\n%s\n", _("Marks in the list"));
	page_addf(&dialog->words, STYLE_TEXT, "%s\n",
	    _("! somebody is writing on it   * you are   ~ on its way to the share   ? its trail "
	      "is not checked here yet   + kept for later use"));
	desk_ask(desk, question_new(dialog, desk_nothing));
}

void desk_nothing(struct desk *desk, struct question *question)
{
	(void)desk;
	(void)question;
}

#define PALETTE_MOVES 1000 /* ids of moves begin here */

static void palette_chosen(struct desk *desk, struct question *question)
{
	const struct pick_row *row = pick_chosen(&question->dialog->pick);

	if (!row)
		return;
	if (row->id >= PALETTE_MOVES)
		desk_begin_move(desk, (enum move_id)(row->id - PALETTE_MOVES));
	else
		desk_run(desk, (enum action_id)row->id);
}

static void palette_action(struct desk *desk, struct pick *pick, enum action_id id)
{
	const struct action *action = action_row(id);
	const char *const *contexts = desk_contexts(desk);
	g_autofree char *keys = keymap_words(desk->keys, contexts, id, false);
	const char *missing = action_missing(action, desk_have(desk));

	/* where the moves are listed by their own names, this one would stand there twice */
	if (!action_is_in(action, contexts) || (id == ACTION_DECLINE && desk->report))
		return;
	struct pick_row row = {.id = id,
	    .label = (char *)(uintptr_t)_(action->label),
	    .other = (char *)(uintptr_t)action->label,
	    .note = keys,
	    .reason = (char *)(uintptr_t)missing};
	pick_add(pick, &row);
}

static void palette_move(struct desk *desk, struct pick *pick, enum move_id move)
{
	const struct move *row = move_row(move);
	struct err err = {0};

	if ((row->flags & MOVE_LATER) || !(row->flags & MOVE_DECISION) || !desk->report)
		return;
	bool open = judge_open(&desk->file, move, &err);
	struct pick_row shown = {.id = PALETTE_MOVES + (int64_t)move,
	    .label = (char *)(uintptr_t)_(row->words),
	    .other = (char *)(uintptr_t)row->name,
	    .note = (char *)(uintptr_t)decide_key(desk, move),
	    .reason = open ? NULL : err.words};
	pick_add(pick, &shown);
}

void act_palette(struct desk *desk)
{
	struct dialog *dialog = dialog_new(DIALOG_PICK, _("Commands"), NULL);
	bool editing = desk_is_editing(desk);

	for (int id = ACTION_NONE + 1; id < ACTION_COUNT; id++)
		palette_action(desk, &dialog->pick, (enum action_id)id);
	for (int move = 0; !editing && move < MOVE_COUNT; move++)
		palette_move(desk, &dialog->pick, (enum move_id)move);
	desk_ask(desk, question_new(dialog, palette_chosen));
}

static const struct {
	const char *name, *words;
} themes[] = {{"classic", N_("classic, on black")}, {"dark", N_("dark")}, {"light", N_("light")},
    {"contrast", N_("high contrast")}, {"mono", N_("without colours")}};

static void theme_chosen(struct desk *desk, struct question *question)
{
	int at = menu_id(&question->dialog->menu);

	if (at >= 0 && at < (int)G_N_ELEMENTS(themes))
		desk_use_theme(desk, themes[at].name);
}

void act_theme(struct desk *desk)
{
	struct dialog *dialog = dialog_new(DIALOG_MENU, _("Colours"), NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(themes); i++)
		menu_add(&dialog->menu, (int)i, _(themes[i].words), "", NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(themes); i++) {
		if (g_strcmp0(themes[i].name, desk->theme_name) == 0)
			menu_go(&dialog->menu, (int)i);
	}
	desk_ask(desk, question_new(dialog, theme_chosen));
}

void act_log(struct desk *desk)
{
	struct dialog *dialog = dialog_new(DIALOG_SHOW, _("What the desk has said"), NULL);

	for (guint i = 0; i < desk->log->len; i++)
		page_addf(&dialog->words, STYLE_TEXT, "%s\n",
		    (const char *)g_ptr_array_index(desk->log, i));
	if (desk->log->len == 0)
		page_add(&dialog->words, STYLE_DIM, _("Nothing so far."));
	desk_ask(desk, question_new(dialog, desk_nothing));
}

static void quit_asked(struct desk *desk, struct question *question)
{
	if (menu_id(&question->dialog->menu) == 1)
		desk->ended = true;
}

void act_quit(struct desk *desk)
{
	const char *why = NULL;

	if (desk->writing && writing_is_dirty(desk->writing))
		why = _(
		    "A text is not saved. It stays on this desk and is offered at the next start.");
	else if (g_hash_table_size(desk->pending) || (desk->sheet_open && desk->sheet->changed))
		why = _("A decision is still on its way, or a checklist is half answered.");
	else if (desk->importing)
		why = _("Files are still coming in; what is in stays in, the rest is left out.");
	if (!why) {
		desk->ended = true;
		return;
	}
	if (desk->writing)
		writing_keep(desk->writing);
	desk_ask(desk,
	    question_new(dialog_ask(_("End the desk"), why, _("end"), _("stay")), quit_asked));
}
