/* What hands do to a draft: type, erase, cut, copy, paste, undo. */
#include "edit/ops.h"

#include "base/lang.h"
#include "edit/clean.h"
#include "edit/cursor.h"
#include "edit/select.h"
#include "text/utf8.h"

/* What ends a clause: the next undo goes back no further than here. */
static bool ends_clause(const char *text, size_t len)
{
	static const char marks[] = "，。；：？！、”）》\n ";
	size_t at = len;
	char one[5] = {0};

	if (len == 0)
		return false;
	utf8_prev(text, &at);
	if (len - at >= sizeof(one))
		return false;
	memcpy(one, text + at, len - at);
	return strstr(marks, one) != NULL;
}

/* Replace the selection, or put in at the caret. */
static bool put(
    struct draft *draft, enum undo_kind kind, const char *text, size_t len, struct err *err)
{
	size_t at, selected;

	if (!select_range(draft, &at, &selected)) {
		at = draft->caret;
		selected = 0;
	}
	return draft_put(draft, kind, at, selected, text, len, err);
}

bool ops_type(struct draft *draft, const char *text, size_t len, struct err *err)
{
	if (!utf8_is_sound(text, len))
		return err_fail(err, ERR_INPUT, _("the text is not UTF-8 at byte %zu"),
		    utf8_sound_len(text, len));
	if (!put(draft, UNDO_TYPED, text, len, err))
		return false;
	if (ends_clause(text, len))
		undo_seal(draft->undo);
	return true;
}

bool ops_newline(struct draft *draft, struct err *err)
{
	return ops_type(draft, "\n", 1, err);
}

/* Erase the selection, else from the caret to where MOTION leads. */
static bool erase(struct draft *draft, enum motion motion, enum undo_kind kind, struct err *err)
{
	size_t at, len, to;

	if (select_range(draft, &at, &len))
		return draft_put(draft, UNDO_ALONE, at, len, "", 0, err);
	to = cursor_target(draft, motion, draft->caret);
	at = MIN(to, draft->caret);
	len = MAX(to, draft->caret) - at;
	return len == 0 || draft_put(draft, kind, at, len, "", 0, err);
}

bool ops_erase_back(struct draft *draft, struct err *err)
{
	return erase(draft, MOTION_LEFT, UNDO_ERASED, err);
}

bool ops_erase_ahead(struct draft *draft, struct err *err)
{
	return erase(draft, MOTION_RIGHT, UNDO_ERASED, err);
}

bool ops_erase_word_back(struct draft *draft, struct err *err)
{
	return erase(draft, MOTION_WORD_LEFT, UNDO_ALONE, err);
}

bool ops_erase_word_ahead(struct draft *draft, struct err *err)
{
	return erase(draft, MOTION_WORD_RIGHT, UNDO_ALONE, err);
}

GString *ops_copy(const struct draft *draft)
{
	size_t at, len;

	return select_range(draft, &at, &len) ? select_text(draft) : NULL;
}

GString *ops_cut(struct draft *draft, struct err *err)
{
	GString *text = ops_copy(draft);

	if (text != NULL && !put(draft, UNDO_ALONE, "", 0, err)) {
		g_string_free(text, TRUE);
		return NULL;
	}
	return text;
}

bool ops_paste(struct draft *draft, const char *text, size_t len, size_t *cleaned, struct err *err)
{
	g_autoptr(GString) clean = clean_paste(text, len, cleaned, err);

	return clean != NULL && put(draft, UNDO_ALONE, clean->str, clean->len, err);
}

bool ops_undo(struct draft *draft)
{
	size_t caret;

	if (!undo_back(draft->undo, &caret))
		return false;
	draft_put_caret(draft, caret);
	return true;
}

bool ops_redo(struct draft *draft)
{
	size_t caret;

	if (!undo_forward(draft->undo, &caret))
		return false;
	draft_put_caret(draft, caret);
	return true;
}
