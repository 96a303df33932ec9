/* Keys of the editor that no table binds: motion, typing, and what fingers know from WPS. */
#include "ui/editor_pane.h"

#include "base/lang.h"
#include "edit/cursor.h"
#include "edit/ops.h"
#include "edit/select.h"

/* Keys of motion; Shift selects on the way. */
static bool motion_of(struct key key, enum motion *motion)
{
	static const struct {
		uint32_t code;
		unsigned mods;
		enum motion motion;
	} keys[] = {
	    {KEYCODE_LEFT, 0, MOTION_LEFT},
	    {KEYCODE_RIGHT, 0, MOTION_RIGHT},
	    {KEYCODE_UP, 0, MOTION_UP},
	    {KEYCODE_DOWN, 0, MOTION_DOWN},
	    {KEYCODE_PGUP, 0, MOTION_PAGE_UP},
	    {KEYCODE_PGDN, 0, MOTION_PAGE_DOWN},
	    {KEYCODE_HOME, 0, MOTION_ROW_START},
	    {KEYCODE_END, 0, MOTION_ROW_END},
	    {KEYCODE_LEFT, KEY_CTRL, MOTION_WORD_LEFT},
	    {KEYCODE_RIGHT, KEY_CTRL, MOTION_WORD_RIGHT},
	    {KEYCODE_UP, KEY_CTRL, MOTION_PARAGRAPH_UP},
	    {KEYCODE_DOWN, KEY_CTRL, MOTION_PARAGRAPH_DOWN},
	    {KEYCODE_HOME, KEY_CTRL, MOTION_TEXT_START},
	    {KEYCODE_END, KEY_CTRL, MOTION_TEXT_END},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		if (keys[i].code == key.code && keys[i].mods == (key.mods & ~(unsigned)KEY_SHIFT)) {
			*motion = keys[i].motion;
			return true;
		}
	}
	return false;
}

static void keep_clip(struct editor_pane *editor, GString *taken)
{
	if (!taken)
		return;
	g_string_truncate(editor->clip, 0);
	g_string_append_len(editor->clip, taken->str, (gssize)taken->len);
	g_string_free(taken, TRUE);
}

/* Ctrl with a letter, as in WPS. */
static enum widget_answer control_key(struct editor_pane *editor, uint32_t code)
{
	struct draft *draft = editor->draft;
	struct err *err = &editor->err;
	bool done = true;

	switch (code) {
	case 'a':
		select_all(draft);
		break;
	case 'c':
		keep_clip(editor, ops_copy(draft));
		break;
	case 'x':
		keep_clip(editor, ops_cut(draft, err));
		break;
	case 'v':
		if (editor->clip->len > 0)
			done = ops_paste(draft, editor->clip->str, editor->clip->len, NULL, err);
		break;
	case 'z':
		ops_undo(draft);
		break;
	case 'y':
		ops_redo(draft);
		break;
	case KEYCODE_BACKSPACE:
		done = ops_erase_word_back(draft, err);
		break;
	case KEYCODE_DEL:
		done = ops_erase_word_ahead(draft, err);
		break;
	default:
		return WIDGET_PASS;
	}
	(void)done; /* what went wrong stands in editor->err */
	return WIDGET_TAKEN;
}

static enum widget_answer plain_key(struct editor_pane *editor, const struct key_event *event)
{
	struct draft *draft = editor->draft;
	struct err *err = &editor->err;
	bool done = true;

	if (event->text[0] != '\0')
		done = ops_type(draft, event->text, strlen(event->text), err);
	else if (event->key.code == KEYCODE_ENTER)
		done = ops_newline(draft, err);
	else if (event->key.code == KEYCODE_BACKSPACE)
		done = ops_erase_back(draft, err);
	else if (event->key.code == KEYCODE_DEL)
		done = ops_erase_ahead(draft, err);
	else
		return WIDGET_PASS;
	(void)done;
	return WIDGET_TAKEN;
}

static enum widget_answer edit_key(struct editor_pane *editor, const struct key_event *event)
{
	enum motion motion;

	if (event->kind == KEY_EVENT_PASTE) {
		if (event->cut)
			err_fail(&editor->err, ERR_FULL,
			    _("the pasted text is longer than a report may be; nothing of it was "
			      "put in"));
		else if (!ops_paste(editor->draft, event->paste->str, event->paste->len, NULL,
			     &editor->err))
			return WIDGET_TAKEN;
		return WIDGET_TAKEN;
	}
	if (motion_of(event->key, &motion)) {
		cursor_move(editor->draft, motion, event->key.mods & KEY_SHIFT);
		return WIDGET_TAKEN;
	}
	if (event->key.mods == KEY_CTRL)
		return control_key(editor, event->key.code);
	return event->key.mods ? WIDGET_PASS : plain_key(editor, event);
}

static enum widget_answer read_key(struct editor_pane *editor, const struct key_event *event)
{
	struct key key = key_folded(event->key);

	bool to_an_end = key.code == KEYCODE_HOME || key.code == KEYCODE_END;

	if (event->kind != KEY_EVENT_KEY || (key.mods && !(to_an_end && key.mods == KEY_CTRL)))
		return WIDGET_PASS;
	switch (key.code) {
	case KEYCODE_UP:
	case 'k':
		editor_pane_scroll(editor, -1);
		return WIDGET_TAKEN;
	case KEYCODE_DOWN:
	case 'j':
		editor_pane_scroll(editor, 1);
		return WIDGET_TAKEN;
	case KEYCODE_PGUP:
		editor_pane_turn(editor, -1);
		return WIDGET_TAKEN;
	case KEYCODE_PGDN:
	case KEYCODE_SPACE:
		editor_pane_turn(editor, 1);
		return WIDGET_TAKEN;
	case KEYCODE_HOME:
	case 'g':
		view_set_top(editor->draft->view, 0);
		return WIDGET_TAKEN;
	case KEYCODE_END:
	case 'G':
		view_show(editor->draft->view, draft_len(editor->draft), true);
		editor_note_end(editor);
		return WIDGET_TAKEN;
	default:
		return WIDGET_PASS;
	}
}

enum widget_answer editor_key(struct pane *pane, const struct key_event *event)
{
	struct editor_pane *editor = editor_of(pane);
	enum widget_answer answer = WIDGET_PASS;

	if (editor->in_head) {
		answer = form_key(&editor->form, event);
		if (answer == WIDGET_CANCELLED || answer == WIDGET_DONE)
			editor_pane_focus_head(editor, false);
	} else if (editor->mode == EDITOR_PAGE) {
		answer = page_key(&editor->page, event);
	} else if (editor_has_text(editor)) {
		answer = editor->mode == EDITOR_EDIT ? edit_key(editor, event)
						     : read_key(editor, event);
	}
	pane->dirty |= answer != WIDGET_PASS;
	return answer;
}
