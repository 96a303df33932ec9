/* Find in a draft, and replace what was found. */
#include "edit/seek.h"

#include "base/lang.h"
#include "edit/select.h"
#include "text/utf8.h"

static GString *all_of(const struct draft *draft)
{
	GString *text = g_string_sized_new(draft_len(draft));

	piece_copy(draft->table, 0, draft_len(draft), text);
	return text;
}

bool seek(struct draft *draft, const struct find *find, enum seek_way way, bool *around)
{
	g_autoptr(GString) text = all_of(draft);
	size_t from, selected, at, len;
	bool found, again = false;

	if (!select_range(draft, &from, &selected)) {
		from = draft->caret;
		selected = 0;
	}
	if (way == SEEK_BACK) {
		found = find_prev(find, text->str, text->len, from, &at, &len);
		if (!found)
			found = again = find_prev(find, text->str, text->len, text->len, &at, &len);
	} else {
		if (way == SEEK_AHEAD)
			from += selected;
		found = find_next(find, text->str, text->len, from, &at, &len);
		if (!found)
			found = again = find_next(find, text->str, text->len, 0, &at, &len);
	}
	if (around != NULL)
		*around = again;
	if (found)
		select_set(draft, at, len);
	return found;
}

static bool is_sound(const char *text, size_t len, struct err *err)
{
	size_t sound = utf8_sound_len(text, len);

	return sound == len ||
	       err_fail(err, ERR_INPUT, _("the text is not UTF-8 at byte %zu"), sound);
}

/* Whether just what is selected is found. */
static bool is_found(const struct draft *draft, const struct find *find)
{
	g_autoptr(GString) selected = select_text(draft);
	size_t at, len;

	return find_next(find, selected->str, selected->len, 0, &at, &len) && at == 0 &&
	       len == selected->len;
}

bool seek_replace(struct draft *draft, const struct find *find, const char *text, size_t len,
    bool *done, struct err *err)
{
	size_t at, selected;

	*done = false;
	if (!is_sound(text, len, err))
		return false;
	if (select_range(draft, &at, &selected) && is_found(draft, find)) {
		if (!draft_put(draft, UNDO_ALONE, at, selected, text, len, err))
			return false;
		*done = true;
	}
	seek(draft, find, SEEK_AHEAD, NULL);
	return true;
}

bool seek_replace_all(struct draft *draft, const struct find *find, const char *text, size_t len,
    size_t *count, struct err *err)
{
	g_autoptr(GString) old = all_of(draft);
	size_t at, found, from = 0, caret = draft->caret;
	ptrdiff_t shift = 0;
	bool done = true;

	*count = 0;
	if (!is_sound(text, len, err))
		return false;
	undo_begin(draft->undo, UNDO_ALONE, draft->caret, clock_wall_ms(draft->clock));
	while (done && find_next(find, old->str, old->len, from, &at, &found)) {
		size_t now = (size_t)((ptrdiff_t)at + shift);

		done = undo_replace(draft->undo, now, found, text, len, err);
		if (!done)
			break;
		++*count;
		from = at + found;
		shift += (ptrdiff_t)len - (ptrdiff_t)found;
		draft_put_caret(draft, now + len);
	}
	if (done) {
		undo_end(draft->undo, draft->caret);
		return true;
	}
	undo_cancel(draft->undo);
	*count = 0;
	draft_put_caret(draft, caret);
	return false;
}
