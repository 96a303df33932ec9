/* Actions inside a text that is written on: undo, clipboard, selection, finding. */
#include "app/acts.h"
#include "app/desk.h"
#include "base/lang.h"
#include "edit/ops.h"
#include "edit/seek.h"
#include "edit/select.h"

static void changed(struct desk *desk)
{
	writing_touch(desk->writing);
	desk->text->pane.dirty = true;
}

void act_edit_undo(struct desk *desk)
{
	if (ops_undo(desk->writing->draft))
		changed(desk);
	else
		desk_say(desk, "%s", _("there is nothing to take back"));
}

void act_edit_redo(struct desk *desk)
{
	if (ops_redo(desk->writing->draft))
		changed(desk);
	else
		desk_say(desk, "%s", _("there is nothing to do again"));
}

static void keep_clip(struct desk *desk, GString *copied)
{
	if (!copied) {
		desk_say(desk, "%s", _("nothing is selected: Shift and arrows select"));
		return;
	}
	g_free(desk->clip);
	desk->clip = g_string_free(copied, FALSE);
}

void act_cut(struct desk *desk)
{
	struct err err = {0};

	keep_clip(desk, ops_cut(desk->writing->draft, &err));
	if (err.kind != ERR_NONE)
		desk_say_err(desk, &err);
	changed(desk);
}

void act_copy(struct desk *desk)
{
	keep_clip(desk, ops_copy(desk->writing->draft));
}

void act_paste(struct desk *desk)
{
	struct err err = {0};

	if (!desk->clip)
		desk_say(desk, "%s",
		    _("nothing was copied here; the terminal pastes with its own keys"));
	else if (!ops_paste(desk->writing->draft, desk->clip, strlen(desk->clip), NULL, &err))
		desk_say_err(desk, &err);
	changed(desk);
}

void act_select_all(struct desk *desk)
{
	select_all(desk->writing->draft);
	desk->text->pane.dirty = true;
}

static void find_from_caret(struct desk *desk)
{
	struct err err = {0};
	bool around = false;

	if (!desk->needle || !*desk->needle)
		return;
	struct find *find = find_new(desk->needle, strlen(desk->needle), 0, &err);
	if (!find)
		desk_say_err(desk, &err);
	else if (!seek(desk->writing->draft, find, SEEK_AHEAD, &around))
		desk_say(desk, _("\"%s\" does not stand in this text"), desk->needle);
	else if (around)
		desk_say(desk, "%s", _("from the beginning again"));
	find_free(find);
	desk->text->pane.dirty = true;
}

static void find_asked(struct desk *desk, struct question *question)
{
	g_free(desk->needle);
	desk->needle = g_strdup(form_text(&question->dialog->form, 1));
	if (desk->writing)
		find_from_caret(desk);
}

void act_find(struct desk *desk)
{
	struct dialog *dialog = dialog_new(DIALOG_FORM, _("Find in this text"), NULL);

	form_add_line(&dialog->form, 1, _("Look for"), desk->needle ? desk->needle : "");
	desk_ask(desk, question_new(dialog, find_asked));
}

void act_find_next(struct desk *desk)
{
	if (!desk->needle)
		act_find(desk);
	else
		find_from_caret(desk);
}
