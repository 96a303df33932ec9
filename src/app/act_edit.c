/* Writing: taking the claim, recovering a kept draft, saving, leaving. */
#include "app/edit.h"

#include "app/acts.h"
#include "app/decide.h"
#include "app/head.h"
#include "base/lang.h"

/* What saving would be here: a revision for the editor, an amendment for a supervisor. */
static enum move_id writing_move(const struct desk *desk)
{
	enum state state = desk->dossier.report->state;

	return state == STATE_REVIEW || state == STATE_SIGNING ? MOVE_AMEND : MOVE_SAVE;
}

static void end_writing(struct desk *desk)
{
	writing_free(desk->writing);
	desk->writing = NULL;
	desk->text->pane.dirty = true;
	desk_reread(desk);
}

void edit_begin(struct desk *desk, struct claim *claim, enum move_id move)
{
	struct err err = {0};

	desk->writing = writing_new(desk->dossier.report, desk->dossier.current, claim, move,
	    desk->session.me->id, desk->keeper, &desk->session.clock, &err);
	if (!desk->writing) {
		desk_say_err(desk, &err);
		return;
	}
	desk->showing = TEXT_CURRENT;
	desk->focus = LAYOUT_EDITOR;
	desk->text->pane.dirty = true;
	edit_offer_kept(desk);
}

void act_edit(struct desk *desk)
{
	struct err err = {0};

	if (desk->writing) {
		if (desk->writing->report == desk->report)
			desk->focus = LAYOUT_EDITOR;
		else
			desk_say(desk, _("%s is still open for writing: leave it first"),
			    desk->writing->number);
		return;
	}
	enum move_id move = writing_move(desk);
	struct case_file file = desk->file;
	file.claim = NULL; /* whether somebody has it is asked of the share, which knows it now */
	if (!session_actor(&desk->session, &err) || !judge_open(&file, move, &err)) {
		desk_say_err(desk, &err);
		return;
	}
	if (move == MOVE_AMEND)
		edit_begin(desk, NULL, move);
	else
		claim_ask(desk, CLAIM_TAKE);
}

static void resolve_stale(struct desk *desk, struct question *question);

/* Somebody saved first: nothing of either text is lost. */
static void offer_ways(struct desk *desk, const struct err *err)
{
	struct dialog *dialog = dialog_new(DIALOG_MENU, _("Somebody changed it first"), err->words);

	menu_add(&dialog->menu, 1, _("see what they changed"), "", NULL);
	menu_add(&dialog->menu, 2, _("mine as the next revision, theirs stays in the history"), "",
	    NULL);
	menu_add(&dialog->menu, 3, _("keep mine on this desk and go on writing"), "", NULL);
	menu_add(&dialog->menu, 4, _("drop mine"), "", NULL);
	desk_ask(desk, question_new(dialog, resolve_stale));
}

static void save_home(void *of, struct job *job)
{
	struct desk *desk = of;
	const struct deed *deed = deed_of(job);
	struct writing *writing = desk->writing;

	desk->list_stale = true;
	if (!writing || writing->report != deed->report) {
		desk_say_err(desk, &job->err);
		return;
	}
	writing->saving = false;
	if (job->err.kind == ERR_STALE && desk->report != writing->report) {
		desk_show_report(desk, writing->report); /* the question is about this one */
		desk->focus = LAYOUT_EDITOR;
	}
	if (job->err.kind != ERR_NONE)
		writing->leaving = false;
	if (job->err.kind == ERR_STALE) {
		writing_keep(writing);
		desk_reread(desk);
		offer_ways(desk, &job->err);
		return;
	}
	if (job->err.kind != ERR_NONE) {
		desk_say_err(desk, &job->err);
		return;
	}
	desk_reread(desk);
	g_autoptr(GPtrArray)
	    rows = mirror_rows(desk->session.reader, &writing->report, 1, &(struct err){0});
	if (rows && rows->len)
		writing_saved(writing, ((struct row *)g_ptr_array_index(rows, 0))->report);
	desk_say(desk, _("%s is saved as revision %d"), writing->number, writing->base);
	if (writing->leaving && !writing_is_dirty(writing))
		act_leave(desk);
}

void edit_save_onto(struct desk *desk, int base)
{
	struct writing *writing = desk->writing;
	struct err err = {0};
	struct revision *text = writing_text(writing, &err);

	if (!text) {
		desk_say_err(desk, &err);
		return;
	}
	writing_keep(writing);
	struct deed *deed = deed_new(writing->move, desk->session.me->id);
	deed->report = writing->report;
	deed->text = text;
	deed->base = base;
	deed->limit_ms = writing->limit_ms;
	writing->saving = true;
	writing->saved_version = draft_version(writing->draft);
	worker_ask(desk->worker, deed_job(deed, save_home));
}

static void resolve_stale(struct desk *desk, struct question *question)
{
	struct writing *writing = desk->writing;

	if (!writing)
		return;
	switch (menu_id(&question->dialog->menu)) {
	case 1:
		desk_show_changes(desk, writing->base, desk->dossier.report->revision);
		break;
	case 2:
		if (writing->lost)
			claim_ask(desk, CLAIM_TAKE_OVER);
		else
			edit_save_onto(desk, desk->dossier.report->revision);
		break;
	case 4:
		writing_forget(writing);
		desk_release(desk);
		end_writing(desk);
		break;
	default:
		break;
	}
}

void act_save(struct desk *desk)
{
	struct writing *writing = desk->writing;

	if (writing->saving)
		return;
	if (!writing_is_dirty(writing)) {
		desk_say(desk, "%s", _("nothing has changed since it was saved"));
		return;
	}
	edit_save_onto(desk, writing->base);
}

static void left(struct desk *desk, struct question *question)
{
	struct writing *writing = desk->writing;

	if (!writing)
		return;
	switch (menu_id(&question->dialog->menu)) {
	case 1:
		writing->leaving = true;
		act_save(desk);
		break;
	case 2:
		writing_keep(writing);
		desk_release(desk);
		end_writing(desk);
		desk_say(desk, "%s",
		    _("the text is kept on this desk: it is offered when you open it again"));
		break;
	case 3:
		writing_forget(writing);
		desk_release(desk);
		end_writing(desk);
		break;
	default:
		break;
	}
}

void act_leave(struct desk *desk)
{
	struct writing *writing = desk->writing;

	if (!writing) {
		desk->focus = LAYOUT_QUEUE;
		return;
	}
	if (desk->showing != TEXT_CURRENT) { /* back from the look at what others changed */
		desk->showing = TEXT_CURRENT;
		desk->text->pane.dirty = true;
		return;
	}
	if (writing->draft->selecting) { /* Esc ends a selection first */
		draft_put_caret(writing->draft, writing->draft->caret);
		desk->text->pane.dirty = true;
		return;
	}
	if (!writing_is_dirty(writing)) {
		writing_forget(writing);
		desk_release(desk);
		end_writing(desk);
		return;
	}
	if (writing_is_all_sent(writing)) { /* Ctrl-S Esc: left as soon as the save is home */
		writing->leaving = true;
		return;
	}
	struct dialog *dialog = dialog_new(DIALOG_MENU, _("The text is not saved"), NULL);
	menu_add(&dialog->menu, 1, _("save and leave"), "", NULL);
	menu_add(&dialog->menu, 2, _("keep it on this desk and leave"), "", NULL);
	menu_add(&dialog->menu, 3, _("drop what I wrote"), "", NULL);
	menu_add(&dialog->menu, 4, _("go on writing"), "", NULL);
	desk_ask(desk, question_new(dialog, left));
}
