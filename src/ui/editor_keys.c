/* Keys of the editor that no table binds: motion, typing, erasing. */
#include "ui/editor_pane.h"

#include "base/lang.h"
#include "edit/cursor.h"
#include "edit/ops.h"

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

/* What cannot be done says why in editor->err; the key was the editor's all the same. */
static enum widget_answer control_key(struct editor_pane *editor, uint32_t code)
{
	if (code == KEYCODE_BACKSPACE)
		(void)!ops_erase_word_back(editor->draft, &editor->err);
	else if (code == KEYCODE_DEL)
		(void)!ops_erase_word_ahead(editor->draft, &editor->err);
	else
		return WIDGET_PASS;
	return WIDGET_TAKEN;
}

static enum widget_answer plain_key(struct editor_pane *editor, const struct key_event *event)
{
	struct draft *draft = editor->draft;
	struct err *err = &editor->err;

	if (event->text[0] != '\0')
		(void)!ops_type(draft, event->text, strlen(event->text), err);
	else if (event->key.code == KEYCODE_ENTER)
		(void)!ops_newline(draft, err);
	else if (event->key.code == KEYCODE_BACKSPACE)
		(void)!ops_erase_back(draft, err);
	else if (event->key.code == KEYCODE_DEL)
		(void)!ops_erase_ahead(draft, err);
	else
		return WIDGET_PASS;
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
		else
			(void)!ops_paste(editor->draft, event->paste->str, event->paste->len, NULL,
			    &editor->err);
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
	switch (page_motion_of(event)) {
	case PAGE_STAY:
		return WIDGET_PASS;
	case PAGE_LINE_UP:
		editor_pane_scroll(editor, -1);
		break;
	case PAGE_LINE_DOWN:
		editor_pane_scroll(editor, 1);
		break;
	case PAGE_TURN_UP:
		editor_pane_turn(editor, -1);
		break;
	case PAGE_TURN_DOWN:
		editor_pane_turn(editor, 1);
		break;
	case PAGE_TO_TOP:
		view_set_top(editor->draft->view, 0);
		break;
	case PAGE_TO_END:
		view_show(editor->draft->view, draft_len(editor->draft), true);
		editor_note_end(editor);
		break;
	}
	return WIDGET_TAKEN;
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
