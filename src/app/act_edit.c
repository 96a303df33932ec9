/* Writing: opening, saving, what to do when somebody was first, leaving. */
#include "app/acts.h"
#include "app/edit.h"
#include "base/lang.h"

/* What saving would be here: a revision for the editor, an amendment for a supervisor. */
static enum move_id writing_move(const struct desk *desk)
{
	enum state state = desk->dossier.report->state;

	return state == STATE_REVIEW || state == STATE_SIGNING ? MOVE_AMEND : MOVE_SAVE;
}

/* Begin to write on the report that is shown. Owns: takes the claim. */
void edit_begin(struct desk *desk, struct claim *claim)
{
	struct err err = {0};

	if (!desk->session.me || !desk->dossier.current || !desk->dossier.current->body) {
		claim_give_back(desk, claim);
		return;
	}
	desk->writing = writing_new(desk->dossier.report, desk->dossier.current, writing_move(desk),
	    desk->session.me->id, desk->keeper, &desk->session.clock, &err);
	if (!desk->writing) {
		claim_give_back(desk, claim);
		desk_say_err(desk, &err);
		return;
	}
	desk->writing->claim = claim;
	desk->counted_version = 0; /* whatever was counted was another text */
	desk->showing = TEXT_CURRENT;
	desk->focus = LAYOUT_EDITOR;
	desk->text->pane.dirty = true;
	edit_offer_kept(desk);
}

void edit_end(struct desk *desk)
{
	struct writing *writing = g_steal_pointer(&desk->writing);

	if (!writing)
		return;
	if (writing->lost)
		claim_free(g_steal_pointer(&writing->claim)); /* another stands in its place */
	claim_give_back(desk, g_steal_pointer(&writing->claim));
	editor_pane_show(desk->text, EDITOR_EMPTY, NULL); /* it borrows the draft */
	writing_free(writing);
	desk->count_waits = false;
	desk->text->pane.dirty = true;
	desk_reread(desk);
}

int edit_standing(struct desk *desk, int64_t report)
{
	struct dossier dossier = {0};
	struct err err = {0};
	int revision = 0;

	if (mirror_read(desk->session.reader, report, &dossier, &err))
		revision = dossier.report->revision;
	else
		desk_say_err(desk, &err);
	if (desk->writing && desk->writing->report == report && dossier.current)
		desk->writing->standing_urgency = dossier.current->urgency;
	dossier_clear(&dossier);
	return revision;
}

/* Back to the text that is open, from wherever the cursor went meanwhile. */
static void go_back(struct desk *desk)
{
	if (desk->report != desk->writing->report)
		desk_show_report(desk, desk->writing->report);
	desk->showing = TEXT_CURRENT;
	desk->focus = LAYOUT_EDITOR;
	desk->text->pane.dirty = true;
}

void act_edit(struct desk *desk)
{
	struct err err = {0};

	if (desk->writing) {
		go_back(desk);
		return;
	}
	if (desk->asking) /* pressed twice: the first answer is on its way */
		return;
	enum move_id move = writing_move(desk);
	struct case_file file = desk->file;
	file.claim = NULL; /* whether somebody has it is asked of the share, which knows it now */
	file.fence = 0;
	if (!session_actor(&desk->session, &err)) {
		desk_say_err(desk, &err);
	} else if (!judge_open(&file, move, &err)) {
		if (!edit_show_kept(desk, &err))
			desk_say_err(desk, &err);
	} else if (!(desk_have(desk) & NEED_SHARE)) {
		edit_begin(desk, NULL);
		desk_say(desk, "%s",
		    _("the share is away: what you write stays on this desk until it is back"));
	} else {
		claim_ask(desk, desk->report, CLAIM_TAKE, NULL);
	}
}

/* Why the text that is open cannot be saved from here any more. Owns: the caller frees; NULL: it
 * can. */
static char *lost_because(const struct writing *writing, const struct dossier *dossier)
{
	enum state state = dossier->report->state;
	bool fits = writing->move == MOVE_AMEND ? state == STATE_REVIEW || state == STATE_SIGNING
						: state == STATE_EDITING;

	return fits ? NULL
		    : g_strdup_printf(_("%s is no longer where it can be written on: %s."),
			  writing->number, state_words(state));
}

/* Keys that are still coming go to the words, and not to the list. */
void edit_close(struct desk *desk, const char *why)
{
	bool dirty = writing_is_dirty(desk->writing);
	g_autofree char *words = g_strconcat(why, dirty ? "\n" : "",
	    dirty ? _("What you wrote and did not save is kept on this desk; e shows it.") : "",
	    NULL);

	writing_keep(desk->writing);
	claim_free(g_steal_pointer(&desk->writing->claim)); /* it has ended */
	edit_end(desk);
	desk_say(desk, "%s", why);
	desk->said_well = false;
	desk_ask(desk,
	    question_new(dialog_new(DIALOG_WARN, _("The text is closed"), words), desk_nothing));
}

void edit_check(struct desk *desk, int64_t own)
{
	struct writing *writing = desk->writing;
	struct dossier dossier = {0};
	struct err err = {0};

	if (!writing || writing->saving || g_hash_table_contains(desk->pending, &writing->report))
		return;
	if (mirror_read(desk->session.reader, writing->report, &dossier, &err)) {
		g_autofree char *why = lost_because(writing, &dossier);

		if (why && own == writing->report && !writing_is_dirty(writing)) {
			writing_forget(writing);
			claim_free(g_steal_pointer(&writing->claim)); /* it ended with the move */
			edit_end(desk);
		} else if (why) {
			edit_close(desk, why);
		}
	}
	dossier_clear(&dossier);
}

void edit_leave_kept(struct desk *desk)
{
	writing_keep(desk->writing);
	edit_end(desk);
	desk_say(
	    desk, "%s", _("the text is kept on this desk: it is offered when you open it again"));
}

/* What was refused is kept on this desk already; now its writer is told. */
static void save_refused(struct desk *desk, const struct err *err)
{
	struct writing *writing = desk->writing;

	writing->leaving = false;
	writing->head_sent = writing->head_saved;
	writing_keep(writing);
	desk_reread(desk);
	desk_say_err(desk, err);
	edit_check(desk, 0);
	desk_watch_claim(desk);
	if (err->kind != ERR_STALE || !desk->writing)
		return;
	go_back(desk); /* the question is about this text */
	edit_offer_ways(desk, err->words);
}

static void save_home(void *of, struct job *job)
{
	struct desk *desk = of;
	const struct deed *deed = deed_of(job);
	struct writing *writing = desk->writing;

	desk->list_stale = desk->list_news = true;
	if (!writing || g_strcmp0(writing->save_uid, deed->uid) != 0) {
		/* The text was left before the answer came; what is kept on this desk stays. */
		desk_say_err(desk, &job->err);
		if (desk->report == deed->report)
			desk_reread(desk);
		return;
	}
	writing->saving = false;
	if (job->err.kind != ERR_NONE) {
		save_refused(desk, &job->err);
		return;
	}
	writing_saved(writing, deed->done.revision, deed->done.digest);
	if (desk->report == writing->report)
		desk_reread(desk);
	desk->text->pane.dirty = true;
	desk_say(desk, _("%s is saved as revision %d"), writing->number, writing->base);
	if (!writing->leaving)
		return;
	writing->leaving = false;
	if (writing_is_dirty(writing))
		act_save(desk); /* typed on meanwhile */
	else
		edit_end(desk);
}

static void why_said(struct desk *desk, struct question *question)
{
	struct writing *writing = desk->writing;

	if (!writing || strcmp(writing->number, question->words) != 0)
		return;
	writing_say_why(writing, form_text(&question->dialog->form, 1));
	if (writing_owes_words(writing)) {
		question->again = true;
		return;
	}
	writing->leaving = question->leaves;
	edit_save_onto(desk, (int)question->number);
}

/* A text that was recovered has its urgency, but not the words that were said for it. */
static void ask_why_urgent(struct desk *desk, int base)
{
	struct writing *writing = desk->writing;
	g_autofree char *words = g_strdup_printf(_("From %s to %s. The words go into the trail."),
	    urgency_words(writing->standing_urgency), urgency_words(writing->head->urgency));
	struct dialog *dialog = dialog_new(DIALOG_FORM, _("The urgency changes"), words);
	struct question *question = question_new(dialog, why_said);

	form_add_line(&dialog->form, 1, _("Why"), "")->required = true;
	question->words = g_strdup(writing->number);
	question->number = base;
	question->leaves = writing->leaving;
	writing->leaving = false; /* given up, the text stays open */
	desk_ask(desk, question);
}

void edit_save_onto(struct desk *desk, int base)
{
	struct writing *writing = desk->writing;
	struct err err = {0};

	writing_keep(writing);
	if (writing_owes_words(writing)) {
		ask_why_urgent(desk, base);
		return;
	}
	struct revision *text = writing_text(writing, &err);
	if (!text) {
		desk_say_err(desk, &err);
		return;
	}
	struct deed *deed = deed_new(writing->move, writing->person);
	deed->report = writing->report;
	deed->text = text;
	deed->words = g_strdup(writing->why);
	deed->base = base;
	deed->fence = writing->claim ? writing->claim->fence : 0;
	struct job *job = deed_job(deed, save_home);
	writing_sent(writing, deed->uid);
	worker_ask(desk->worker, job);
}

#define KEEP_PATIENCE_MS 300 /* of a person who asked for it, with the local disk */

static void keep_while_away(struct desk *desk)
{
	struct err err = {0};

	writing_keep(desk->writing);
	if (keeper_flush(desk->keeper, KEEP_PATIENCE_MS))
		err_fail(&err, ERR_AWAY, "%s",
		    _("the share is away: the text is safe on this desk; save it when the share "
		      "is back"));
	else
		err_fail(&err, ERR_AWAY, "%s",
		    _("the share is away, and this computer's disk is slow: the text is on its "
		      "way to it"));
	desk_say_err(desk, &err);
}

void act_save(struct desk *desk)
{
	struct writing *writing = desk->writing;

	if (writing->saving)
		return;
	if (writing->lost) {
		edit_offer_lost(desk);
	} else if (!writing_is_dirty(writing)) {
		desk_say(desk, "%s", _("nothing has changed since it was saved"));
	} else if (writing->claiming) {
		writing->save_waits = true; /* it goes out under the claim that is on its way */
	} else if (desk_have(desk) & NEED_SHARE) {
		edit_save_onto(desk, writing->base);
	} else {
		writing->leaving = false;
		keep_while_away(desk);
	}
}

static void left(struct desk *desk, struct question *question)
{
	struct writing *writing = desk->writing;

	if (!writing || writing->report != question->number)
		return;
	switch (menu_id(&question->dialog->menu)) {
	case 1:
		writing->leaving = true;
		act_save(desk);
		break;
	case 2:
		edit_leave_kept(desk);
		break;
	case 3:
		writing_forget(writing);
		edit_end(desk);
		break;
	default:
		break;
	}
}

static void ask_how_to_leave(struct desk *desk)
{
	struct dialog *dialog = dialog_new(DIALOG_MENU, _("The text is not saved"), NULL);
	struct question *question = question_new(dialog, left);

	menu_add(&dialog->menu, 1, _("save and leave"), "", NULL);
	menu_add(&dialog->menu, 2, _("keep it on this desk and leave"), "", NULL);
	menu_add(&dialog->menu, 3, _("drop what I wrote"), "", NULL);
	menu_add(&dialog->menu, 4, _("go on writing"), "", NULL);
	question->number = desk->writing->report;
	desk_ask(desk, question);
}

void act_leave(struct desk *desk)
{
	struct writing *writing = desk->writing;

	if (desk->showing != TEXT_CURRENT) { /* back from the look at the original */
		desk->showing = TEXT_CURRENT;
		desk->text->pane.dirty = true;
	} else if (writing->draft->selecting) { /* Esc ends a selection first */
		draft_put_caret(writing->draft, writing->draft->caret);
		desk->text->pane.dirty = true;
	} else if (writing->lost) {
		edit_offer_lost(desk);
	} else if (!writing_is_dirty(writing)) {
		writing_forget(writing);
		edit_end(desk);
	} else if (writing_is_all_sent(
		       writing)) { /* Ctrl-S Esc: left as soon as the save is home */
		writing->leaving = true;
	} else {
		ask_how_to_leave(desk);
	}
}
