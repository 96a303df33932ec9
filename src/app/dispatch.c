/* One way in for key, menu and palette: find the action, see what it needs, run it. */
#include "app/desk.h"

#include "app/lock.h"
#include "base/lang.h"

void desk_run(struct desk *desk, enum action_id id)
{
	const struct action *action = action_row(id);

	if (!action)
		return;
	/* Chosen from the menu of a place that is no more. */
	if (!action_is_in(action, desk_contexts(desk))) {
		desk_say(desk, _("%s: not here"), _(action->label));
		desk->said_well = false;
		return;
	}
	const char *missing = action_missing(action, desk_have(desk));
	if (missing) {
		desk_say(desk, _("%s: %s"), _(action->label), missing);
		desk->said_well = false;
		return;
	}
	if (action->run)
		action->run(desk);
	else
		action->run_number(desk, action->number);
}

/* A dialog takes every key until it is answered or given up. */
static void question_key(struct desk *desk, const struct key_event *event)
{
	struct question *question = desk->question;

	switch (dialog_key(question->dialog, event)) {
	case WIDGET_DONE:
		desk->question = NULL; /* the answer may open the next one */
		question->answered(desk, question);
		desk_asked(desk, question);
		break;
	case WIDGET_CANCELLED:
		desk->question = NULL;
		desk_asked(desk, question);
		break;
	default:
		break;
	}
}

/* What was taken over is read and no more; who types on is told so. */
static bool is_kept_out(const struct desk *desk, const struct key_event *event)
{
	const struct writing *writing = desk->writing;
	bool types = event->kind == KEY_EVENT_PASTE ||
		     (!event->key.mods &&
			 (event->key.code >= ' ' && event->key.code < KEYCODE_FIRST)) ||
		     event->key.code == KEYCODE_ENTER || event->key.code == KEYCODE_BACKSPACE ||
		     event->key.code == KEYCODE_DEL;

	return types && writing && writing->lost && desk_is_editing(desk);
}

/* A key for the text; what it changed is due to be kept on this desk. */
static enum widget_answer text_key(struct desk *desk, const struct key_event *event)
{
	struct writing *writing = desk->writing;

	if (is_kept_out(desk, event)) {
		desk_say(
		    desk, "%s", _("this text was taken over and is read only here: Ctrl-S asks"));
		desk->said_well = false;
		return WIDGET_TAKEN;
	}
	uint64_t version = writing ? draft_version(writing->draft) : 0;
	enum widget_answer answer = desk->text->pane.kind->key(&desk->text->pane, event);

	if (writing && draft_version(writing->draft) != version)
		writing_touch(writing);
	if (desk->text->err.kind != ERR_NONE) {
		desk_say_err(desk, &desk->text->err);
		err_clear(&desk->text->err);
	}
	desk->text->pane.dirty = true;
	return answer;
}

/* Keys of a pane that no table binds: motion in a page, letters in a text. */
static enum widget_answer pane_key(struct desk *desk, const struct key_event *event)
{
	switch (desk->focus) {
	case LAYOUT_EDITOR:
		return text_key(desk, event);
	case LAYOUT_TRAIL:
		if (desk->sheet_open)
			return desk->sheet->pane.kind->key(&desk->sheet->pane, event);
		return desk->trail->pane.kind->key(&desk->trail->pane, event);
	default:
		return WIDGET_PASS;
	}
}

/* Alt and a digit make the decision of that digit in the menu of decisions. */
static bool alt_digit(struct desk *desk, const struct key_event *event)
{
	if (event->key.mods != KEY_ALT || event->key.code < '1' || event->key.code > '9')
		return false;
	desk_decide_nth(desk, (int)(event->key.code - '1'));
	return true;
}

void desk_key(struct desk *desk, const struct key_event *event)
{
	const char *const *contexts = desk_contexts(desk);
	bool editing = desk_is_editing(desk);
	int action = 0;

	if (desk->blank) { /* the key that wakes the screen does nothing else */
		desk->blank = false;
		desk->redraws = 0;
		screen_forget(desk->screen);
		return;
	}
	if (desk->locked) {
		lock_key(desk, event);
		return;
	}
	if (desk->question) {
		question_key(desk, event);
		return;
	}
	if (event->kind == KEY_EVENT_PASTE) {
		if (!editing)
			desk_say(desk, "%s",
			    _("what was pasted is not typed into a list: open the text first"));
		else
			text_key(desk, event);
		return;
	}
	struct key key = editing ? event->key : key_folded(event->key);
	switch (keymap_type(desk->keys, contexts, &desk->typed, key, &action)) {
	case KEYMAP_ACTION:
		if (action != ACTION_REDRAW)
			desk->redraws = 0;
		desk_run(desk, (enum action_id)action);
		break;
	case KEYMAP_PREFIX:
		break;
	case KEYMAP_NONE:
		if (pane_key(desk, event) == WIDGET_PASS && !alt_digit(desk, event) && !editing &&
		    key_is_han(event->key))
			desk_say(desk, "%s",
			    _("the Chinese input method is on: commands are letters, function keys "
			      "always work"));
		break;
	}
}
