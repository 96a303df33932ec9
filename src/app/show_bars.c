/* Title, banner, message line and footer: what stands round the panes. */
#include "app/edit.h"
#include "app/show.h"

#include "app/sheet.h"

#include "app/lock.h"
#include "base/lang.h"
#include "ui/bar.h"

#define FOOTER_KEYS 16
#define LONG_ROWS 4 /* of a message at most */

bool show_has_banner(struct desk *desk)
{
	struct worker_state state;

	worker_look(desk->worker, &state);
	return state.away || state.stopped;
}

static void show_title(struct desk *desk)
{
	const struct session *session = &desk->session;
	g_autofree char *roles = session->me ? roles_words(session->me->roles) : NULL;
	g_autofree char *left = g_strdup_printf(_("yanshen  %s"), session->office);
	g_autofree char *right = session->me
				     ? g_strdup_printf("%s（%s）%s", session->me->name, roles,
					   session->demo ? _("  demo") : lock_words(desk))
				     : g_strdup(_("nobody of this office"));

	bar_draw(&desk->canvas, desk->layout.title, left, NULL, right, STYLE_BAR);
}

static void show_banner(struct desk *desk)
{
	struct worker_state state;

	worker_look(desk->worker, &state);
	if ((!state.away && !state.stopped) || !desk->layout.banner.rows)
		return;
	g_autofree char *since = clock_short_text(state.away_since_ms);
	g_autofree char *words = state.stopped
				     ? g_strdup_printf(
					   _("nothing is written any more: %s"), state.away_words)
				     : g_strdup_printf(
					   _("the share has been away since %s; reading and "
					     "writing drafts go on (F5 tries again): %s"),
					   since, state.away_words);
	bar_draw(&desk->canvas, desk->layout.banner, words, NULL, NULL, STYLE_BANNER);
}

/* What the worker is at, once it takes long enough to wonder. */
static char *doing_words(struct desk *desk)
{
	struct worker_state state;

	worker_look(desk->worker, &state);
	if (g_hash_table_size(desk->pending))
		return g_strdup(_("on its way to the share ..."));
	if (state.all > 1)
		return g_strdup_printf("%d/%d", state.done, state.all);
	if (desk->writing && desk->writing->saving)
		return g_strdup(_("saving ..."));
	if (desk->copied < 100)
		return g_strdup_printf(
		    _("copying the office to this computer, newest first: %d%%"), desk->copied);
	return NULL;
}

/*
 * What is longer than the line stands over the last lines of the panes, whole: often its end says
 * what to do now. Where somebody writes the caret may stand there, so it is cut.
 */
static bool show_long_message(struct desk *desk, const char *words, enum style style)
{
	struct rect bar = desk->layout.bar;
	struct rect line = {bar.row, bar.col + 1, bar.rows, bar.cols - 2};

	if (canvas_width(&desk->canvas, words) <= line.cols || desk_is_editing(desk))
		return false;
	int rows = page_rows(&desk->canvas, words, line.cols);
	if (rows > LONG_ROWS || bar.row - desk->layout.title.rows < LONG_ROWS * 2)
		return false;
	line.row = bar.row = bar.row - rows + 1;
	line.rows = bar.rows = rows;
	canvas_fill(&desk->canvas, bar, style);
	page_say(&desk->canvas, line, words, style);
	desk->over_drawn = true; /* the panes come back when it goes */
	return true;
}

static void show_message(struct desk *desk)
{
	g_autofree char *doing = doing_words(desk);
	enum style style = STYLE_BAR;
	const char *left = "";
	g_autofree char *typed = NULL;

	if (desk->said.words[0]) {
		left = desk->said.words;
		style = desk->said_well ? STYLE_BAR : STYLE_ERROR;
	} else if (desk->typed.count) {
		g_autofree char *key = keymap_typed_words(&desk->typed);
		typed = g_strdup_printf("%s …", key);
		left = typed;
	} else if (!desk_is_editing(desk) && desk->dossier.claim) {
		g_autofree char *who = claim_words(desk, desk->dossier.claim);
		typed = who ? g_strdup_printf(_("In use: %s"), who) : NULL;
		left = typed ? typed : "";
	}
	if (!desk->said.words[0] || !show_long_message(desk, left, style))
		bar_draw(&desk->canvas, desk->layout.bar, left, NULL, doing, style);
}

struct footer {
	struct bar_key keys[FOOTER_KEYS];
	char *owned[FOOTER_KEYS];
	int count;
	unsigned have; /* what there is to act on */
};

static void footer_add(
    struct desk *desk, struct footer *footer, enum action_id id, const char *words)
{
	const char *const *contexts = desk_contexts(desk);
	const struct action *action = action_row(id);

	if (footer->count >= FOOTER_KEYS)
		return;
	char *keys = keymap_words(desk->keys, contexts, id, false);
	footer->owned[footer->count] = keys;
	footer->keys[footer->count++] = (struct bar_key){.key = keys,
	    .words = words ? words : _(action->label),
	    .off = action_missing(action, footer->have) != NULL};
}

/* A decision's key stands there while the decision is this person's here; `a` has them all. */
static void footer_move(
    struct desk *desk, struct footer *footer, enum action_id action, enum move_id move)
{
	bool amends = move == MOVE_AMEND; /* the same key, and another thing */
	struct case_file file = desk->file;
	struct err none = {0};

	file.claim = NULL; /* who has it open is told when it is asked for */
	file.fence = 0;
	if (judge_open(&file, move, &none))
		footer_add(desk, footer, action, amends ? move_words(move) : NULL);
}

/* The forward move of this state and person stands in the footer by its own name. */
static void footer_decisions(struct desk *desk, struct footer *footer)
{
	if (!desk->report || !desk->session.me)
		return;
	enum state state = desk->dossier.report->state;
	bool judged = state == STATE_REVIEW || state == STATE_SIGNING;
	enum move_id move = judge_forward(&desk->file);

	if (move != MOVE_COUNT)
		footer_add(desk, footer, ACTION_FORWARD_MOVE, move_words(move));
	/* the sheet says what is missing; F6 goes there */
	if (move != MOVE_COUNT && desk->sheet_open && move == desk->sheet_move)
		footer->keys[footer->count - 1].off = !sheet_is_ready(desk);
	footer_add(desk, footer, ACTION_DECIDE, NULL);
	footer_move(desk, footer, ACTION_GIVE_BACK, judged ? MOVE_SENDBACK : MOVE_RETURN);
	footer_move(desk, footer, ACTION_DECLINE, MOVE_DECLINE);
	footer_move(desk, footer, ACTION_EDIT, judged ? MOVE_AMEND : MOVE_SAVE);
}

/* The checklist is answered here: its keys stand first. */
static void footer_sheet(struct desk *desk, struct footer *footer)
{
	bool here = desk->sheet_open && desk->focus == LAYOUT_TRAIL;

	if (here && sheet_is_answered(desk)) {
		footer_add(desk, footer, ACTION_TICK_YES, NULL);
		footer_add(desk, footer, ACTION_TICK_NO, NULL);
		footer_add(desk, footer, ACTION_TICK_NA, NULL);
	}
	if (here)
		footer_add(desk, footer, ACTION_SCROLL_DOWN, NULL);
}

/* While something is asked, the keys are those of the answer: no other does anything. */
static void footer_question(const struct dialog *dialog, struct footer *footer)
{
	footer->count = dialog_keys(dialog, footer->keys, FOOTER_KEYS);
	for (int i = 0; i < footer->count; i++)
		footer->owned[i] = (char *)(uintptr_t)footer->keys[i].key;
}

static bool hides_a_pane(const struct layout *layout)
{
	for (int i = 0; i < LAYOUT_PANES; i++) {
		if (layout->panes[i].cols == 0)
			return true;
	}
	return false;
}

static void show_footer(struct desk *desk, unsigned have)
{
	struct footer footer = {.have = have};
	bool hides = !desk->zoom && hides_a_pane(&desk->layout);

	if (desk->question) {
		footer_question(desk->question->dialog, &footer);
	} else if (desk_is_editing(desk)) {
		footer_add(desk, &footer, ACTION_SAVE, NULL);
		footer_add(desk, &footer, ACTION_LEAVE, NULL);
		footer_add(desk, &footer, ACTION_EDIT_UNDO, NULL);
		footer_add(desk, &footer, ACTION_HEAD, NULL);
		footer_add(desk, &footer, ACTION_FIND, NULL);
		footer_add(desk, &footer, ACTION_HELP_EDIT, NULL);
	} else {
		footer_sheet(desk, &footer);
		footer_decisions(desk, &footer);
		footer_add(desk, &footer, ACTION_HELP, NULL); /* before what may be cut off */
		if (hides) /* how to come to it stands before what else may be cut off */
			footer_add(desk, &footer, ACTION_NEXT_PANE, NULL);
		if (desk->focus == LAYOUT_TRAIL && !desk->sheet_open) {
			footer_add(desk, &footer, ACTION_TRAIL_SEARCH, NULL);
			footer_add(desk, &footer, ACTION_TRAIL_FILTER, NULL);
			footer_add(desk, &footer, ACTION_NEXT_TURN, NULL);
		} else {
			footer_add(desk, &footer, ACTION_NEXT_TURN, NULL);
			footer_add(desk, &footer, ACTION_SEARCH, NULL);
		}
		if (!hides)
			footer_add(desk, &footer, ACTION_NEXT_PANE, NULL);
		footer_add(desk, &footer, ACTION_QUIT, NULL);
	}
	bar_draw_keys(&desk->canvas, desk->layout.footer, footer.keys, footer.count,
	    _("State secrets forbidden"));
	for (int i = 0; i < footer.count; i++)
		g_free(footer.owned[i]);
}

/*
 * While somebody writes, only the message line changes between two keys, and the next key may come
 * soon: the rest waits for news, for another size, for the end of writing.
 */
static bool bars_stand(struct desk *desk, unsigned have)
{
	bool alone = desk_is_editing(desk) && !desk->question;
	bool stand = desk->bars_stand && alone && !desk->all_dirty && desk->bars_have == have;

	desk->bars_stand = alone;
	desk->bars_have = have;
	return stand;
}

void show_bars(struct desk *desk)
{
	unsigned have = desk_have(desk);

	show_message(desk);
	if (bars_stand(desk, have))
		return;
	show_title(desk);
	show_banner(desk);
	show_footer(desk, have);
}
