/* Deciding: the menu with its reasons, the forward move, return, decline, note, undo. */
#include "app/acts.h"
#include "app/decide.h"
#include "app/edit.h"
#include "app/purging.h"
#include "app/sheet.h"
#include "base/lang.h"

/* States of the reports that a move would go to: of the marked ones, or of this. */
static unsigned states_here(const struct desk *desk)
{
	g_autoptr(GArray) marks = list_marks(&desk->queue->list);
	struct err none = {0};
	unsigned states = 0;

	if (!marks->len)
		return 1u << desk->dossier.report->state;
	g_autoptr(GPtrArray) rows = mirror_rows(
	    desk->session.reader, (const int64_t *)(const void *)marks->data, marks->len, &none);
	for (guint i = 0; rows && i < rows->len; i++)
		states |= 1u << ((const struct row *)g_ptr_array_index(rows, i))->report->state;
	return states;
}

/* For many only the role is known beforehand: each is judged when its turn comes. */
static char *closed_for_many(struct desk *desk, enum move_id move)
{
	unsigned states = states_here(desk);
	unsigned roles = 0;

	for (int state = 0; state < STATE_COUNT; state++) {
		if (states & move_row(move)->from & 1u << state)
			roles |= move_roles(move, (enum state)state);
	}
	if (person_holds(desk->session.me, roles))
		return NULL;
	g_autofree char *wanted = roles_words(roles);
	return g_strdup_printf(_("%s is for the role %s; %s does not hold it"), move_words(move),
	    wanted, desk->session.me->name);
}

/* Why the move is not open here now; NULL when it is. Owns: the caller frees. */
static char *closed_because(struct desk *desk, enum move_id move)
{
	struct err err = {0};

	if (decide_is_many(desk, move))
		return closed_for_many(desk, move);
	if (move == MOVE_MERGE && list_mark_count(&desk->queue->list) < 2)
		return g_strdup(_("mark two reports or more with the space bar first"));
	if (desk->report && g_hash_table_contains(desk->pending, &desk->report))
		return g_strdup(_("a decision on this report is on its way"));
	if (judge_open(&desk->file, move, &err))
		return NULL;
	claim_refused(desk, &err);
	return g_strdup(err.words);
}

static struct deed *deed_here(struct desk *desk, enum move_id move)
{
	struct deed *deed = deed_new(move, desk->session.me->id);

	deed->report = desk->report;
	deed->digest = g_strdup(desk->dossier.report->digest);
	deed->fence = decide_fence(desk, desk->report);
	return deed;
}

/* Verdicts want the text shown to its end and are never for many at once (design 3). */
static bool is_verdict(enum move_id move)
{
	return move == MOVE_PASS || move == MOVE_SIGN;
}

static bool may_begin(struct desk *desk, enum move_id move, struct err *err)
{
	int marks = list_mark_count(&desk->queue->list);

	if (!session_actor(&desk->session, err))
		return false;
	if (!desk->report)
		return err_fail(err, ERR_INPUT, _("no report is under the cursor"));
	if (move == MOVE_MERGE)
		return marks >= 2 || err_fail(err, ERR_INPUT,
					 _("mark two reports or more with the space bar first"));
	bool many = decide_is_many(desk, move);
	if (marks > 1 && !many)
		return err_fail(
		    err, ERR_DENIED, _("%s is done one report at a time"), move_words(move));
	if (desk->writing && desk->writing->report == desk->report &&
	    writing_is_dirty(desk->writing))
		return err_fail(err, ERR_INPUT, _("the text is not saved yet: Ctrl-S first"));
	if (many)
		return true;
	g_autofree char *why = closed_because(desk, move);
	return !why || err_fail(err, ERR_DENIED, "%s", why);
}

/* What is confirmed is a difference: it stands on the screen before it counts as seen. */
static bool sees_amendment(struct desk *desk)
{
	int from = story_amended_from(&desk->file);
	int to = desk->dossier.report->revision;
	const struct event *amended = story_unconfirmed(&desk->file);

	if (!from || (desk->showing == TEXT_COMPARED && desk->compare_a == from &&
			 desk->compare_b == to && desk->text->page.seen_end))
		return true;
	desk_show_changes(desk, from, to);
	desk_say(desk, _("what %s changed; read it to its end, then F6 confirms it"),
	    person_name(desk->session.people, amended->person));
	return false;
}

void desk_begin_move(struct desk *desk, enum move_id move)
{
	struct err err = {0};

	if (!may_begin(desk, move, &err)) {
		desk_say_err(desk, &err);
		return;
	}
	if (move == MOVE_AMEND) {
		act_edit(desk);
		return;
	}
	if (move == MOVE_RESUBMIT) {
		act_resubmit(desk);
		return;
	}
	if (is_verdict(move)) {
		sheet_go_on(desk, move);
		return;
	}
	if (move == MOVE_CONFIRM && !sees_amendment(desk))
		return;
	bool many = decide_is_many(desk, move);
	struct question *question = decide_question(desk, move);
	if (!question && many)
		question = decide_confirm_many(desk, move);
	if (question) {
		question->deed = deed_here(desk, move);
		/* What was seen counts for one report; with marks each is judged as it stands. */
		if (many || move == MOVE_MERGE || move == MOVE_RECORD_PAPER) {
			g_free(question->deed->digest);
			question->deed->digest = NULL;
		}
		desk_ask(desk, question);
	} else {
		decide_send(desk, deed_here(desk, move));
	}
}

/* Offered to those who may ask for a purge, and to the second person while one is asked for. */
static bool purge_in_menu(const struct desk *desk, enum move_id move)
{
	const struct dossier *dossier = &desk->dossier;

	if (move != MOVE_PURGE && move != MOVE_PURGE_CONFIRM && move != MOVE_PURGE_DROP)
		return true;
	return person_holds(desk->session.me, move_row(move)->roles) &&
	       (move == MOVE_PURGE || purge_asked(dossier->trail, dossier->report->id));
}

static bool in_menu(const struct desk *desk, enum move_id move, unsigned states)
{
	const struct move *row = move_row(move);
	bool one = list_mark_count(&desk->queue->list) == 0;

	if ((row->flags & MOVE_LATER) || !(one || move == MOVE_MERGE || decide_is_many(desk, move)))
		return false;
	bool extra = move == MOVE_ASSIGN || move == MOVE_RECORD_PAPER || move == MOVE_NOTE ||
		     move == MOVE_UNDO_LAST;
	return ((row->flags & MOVE_DECISION) || extra) && (row->from & states) != 0 &&
	       purge_in_menu(desk, move);
}

/* The decisions of this state in one order: the forward one, the others that are open, the rest. */
static GArray *decisions(struct desk *desk)
{
	GArray *moves = g_array_new(FALSE, FALSE, sizeof(enum move_id));
	unsigned states = states_here(desk);
	enum move_id first = judge_forward(&desk->file);

	g_autofree char *shut = first == MOVE_COUNT ? NULL : closed_because(desk, first);
	if (first != MOVE_COUNT && !shut && in_menu(desk, first, states))
		g_array_append_val(moves, first);
	else
		first = MOVE_COUNT;
	for (int closed = 0; closed < 2; closed++) {
		for (int i = 0; i < MOVE_COUNT; i++) {
			enum move_id move = (enum move_id)i;

			if (move == first || !in_menu(desk, move, states))
				continue;
			g_autofree char *why = closed_because(desk, move);
			if ((why != NULL) == (closed == 1))
				g_array_append_val(moves, move);
		}
	}
	return moves;
}

static void chosen(struct desk *desk, struct question *question)
{
	int id = menu_id(&question->dialog->menu);

	if (id >= 0)
		desk_begin_move(desk, (enum move_id)id);
}

const char *decide_key(const struct desk *desk, enum move_id move)
{
	if (move == judge_forward(&desk->file))
		return "F6";
	if (move == MOVE_RETURN || move == MOVE_SENDBACK)
		return "F7";
	if (move == MOVE_DECLINE)
		return "F8";
	return move == MOVE_UNDO_LAST ? "u" : move == MOVE_NOTE ? "m" : "";
}

void act_decide(struct desk *desk)
{
	struct err err = {0};
	int marks = list_mark_count(&desk->queue->list);
	g_autofree char *title = marks ? g_strdup_printf(_("Decisions on %d marked reports"), marks)
				       : g_strdup_printf(
					     _("Decisions  %s"), desk->dossier.report->number);
	struct dialog *dialog;

	if (!session_actor(&desk->session, &err)) {
		desk_say_err(desk, &err);
		return;
	}
	dialog = dialog_new(
	    DIALOG_MENU, title, marks ? NULL : session_title(&desk->session, desk->dossier.report));
	g_autoptr(GArray) moves = decisions(desk);
	for (guint i = 0; i < moves->len; i++) {
		enum move_id move = g_array_index(moves, enum move_id, i);
		g_autofree char *why = closed_because(desk, move);

		menu_add(&dialog->menu, (int)move, move_words(move), decide_key(desk, move), why);
	}
	desk_ask(desk, question_new(dialog, chosen));
}

void desk_decide_nth(struct desk *desk, int at)
{
	struct err err = {0};

	if (!desk->report || !session_actor(&desk->session, &err)) {
		desk_say_err(desk, &err);
		return;
	}
	g_autoptr(GArray) moves = decisions(desk);
	if (at < (int)moves->len)
		desk_begin_move(desk, g_array_index(moves, enum move_id, at));
}

void act_forward(struct desk *desk)
{
	enum move_id move = judge_forward(&desk->file);
	struct err err = {0};

	if (move != MOVE_COUNT) {
		desk_begin_move(desk, move);
		return;
	}
	/* Say why the step that comes next here is not this person's. */
	static const struct {
		enum state state;
		enum move_id move;
	} next[] = {{STATE_INCOMING, MOVE_ACCEPT}, {STATE_RETURNED, MOVE_RESUBMIT},
	    {STATE_EDITING, MOVE_SUBMIT}, {STATE_REVIEW, MOVE_PASS}, {STATE_SIGNING, MOVE_SIGN},
	    {STATE_SIGNED, MOVE_DISPATCH}};

	for (size_t i = 0; i < G_N_ELEMENTS(next); i++) {
		if (next[i].state == desk->dossier.report->state &&
		    !judge_open(&desk->file, next[i].move, &err)) {
			claim_refused(desk, &err);
			desk_say_err(desk, &err);
			return;
		}
	}
	desk_say(desk, _("%s: nothing more is to be done here"),
	    state_words(desk->dossier.report->state));
}

void act_give_back(struct desk *desk)
{
	enum state state = desk->dossier.report->state;

	desk_begin_move(
	    desk, state == STATE_REVIEW || state == STATE_SIGNING ? MOVE_SENDBACK : MOVE_RETURN);
}

void act_decline(struct desk *desk)
{
	desk_begin_move(desk, MOVE_DECLINE);
}

void act_note(struct desk *desk)
{
	desk_begin_move(desk, MOVE_NOTE);
}

void act_undo(struct desk *desk)
{
	desk_begin_move(desk, MOVE_UNDO_LAST);
}

/* After a decision the next that waits comes by itself, where the person is triaging. */
void desk_after_decision(struct desk *desk)
{
	if (desk->focus == LAYOUT_QUEUE && !desk->found.search &&
	    (desk->query.view == VIEW_TURN || desk->query.view == VIEW_POOL)) {
		list_move(&desk->queue->list, 1);
		desk->queue->pane.dirty = true;
		desk_show_report(desk, list_id(&desk->queue->list));
	}
}
