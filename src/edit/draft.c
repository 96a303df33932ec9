/* A text under edit: its pieces, its undo tree, its caret and selection, its rows. */
#include "edit/draft.h"

#include "base/bounds.h"
#include "base/lang.h"
#include "text/step.h"
#include "text/utf8.h"

static bool is_sound(const char *text, size_t len, struct err *err)
{
	size_t sound = utf8_sound_len(text, len);

	return sound == len ||
	       err_fail(err, ERR_INPUT, _("the text is not UTF-8 at byte %zu"), sound);
}

struct draft *draft_new(const char *text, size_t len, const struct clock *clock, struct err *err)
{
	struct draft *draft;

	if (!is_sound(text, len, err))
		return NULL;
	draft = g_new0(struct draft, 1);
	draft->clock = clock;
	draft->table = piece_table_new(0);
	if (!piece_replace(draft->table, 0, 0, text, len, NULL, err)) {
		draft_free(draft);
		return NULL;
	}
	draft->undo = undo_new(draft->table, BOUND_UNDO_STEPS);
	draft->view = view_new(draft->table);
	return draft;
}

void draft_free(struct draft *draft)
{
	if (draft == NULL)
		return;
	view_free(draft->view);
	undo_free(draft->undo);
	piece_table_free(draft->table);
	g_free(draft);
}

GString *draft_text(const struct draft *draft, struct err *err)
{
	g_autoptr(GString) text = g_string_sized_new(draft_len(draft));

	piece_copy(draft->table, 0, draft_len(draft), text);
	return utf8_nfc(text->str, text->len, err);
}

struct text_count draft_count(const struct draft *draft)
{
	g_autoptr(GString) text = g_string_sized_new(draft_len(draft));

	piece_copy(draft->table, 0, draft_len(draft), text);
	return text_count(text->str, text->len);
}

size_t draft_len(const struct draft *draft)
{
	return piece_len(draft->table);
}

uint64_t draft_version(const struct draft *draft)
{
	return piece_version(draft->table);
}

bool draft_is_dirty(const struct draft *draft)
{
	return !undo_is_saved(draft->undo);
}

void draft_mark_saved(struct draft *draft)
{
	undo_mark_saved(draft->undo);
}

void draft_put_caret(struct draft *draft, size_t at)
{
	draft->caret = step_floor(draft->table, at);
	draft->selecting = draft->at_row_end = draft->has_goal = false;
}

bool draft_put(struct draft *draft, enum undo_kind kind, size_t at, size_t remove, const char *text,
    size_t len, struct err *err)
{
	bool done;

	if (remove > 0 && len > 0)
		undo_seal(draft->undo); /* what is typed over goes back with what replaced it */
	undo_begin(draft->undo, kind, draft->caret, clock_wall_ms(draft->clock));
	done = undo_replace(draft->undo, at, remove, text, len, err);
	/* What was put in may have joined what stands behind it: the caret goes past both. */
	if (done)
		draft_put_caret(draft, step_ceil(draft->table, at + len));
	undo_end(draft->undo, draft->caret);
	return done;
}

bool draft_replace_all(struct draft *draft, const char *text, size_t len, struct err *err)
{
	g_autoptr(GString) old = g_string_sized_new(draft_len(draft));
	size_t same = 0, tail = 0, caret = draft->caret, most;

	if (!is_sound(text, len, err))
		return false;
	piece_copy(draft->table, 0, draft_len(draft), old);
	most = MIN(old->len, len);
	while (same < most && old->str[same] == text[same])
		same++;
	while (same > 0 && same < most && !utf8_is_lead(text[same]))
		same--;
	while (tail < most - same && old->str[old->len - 1 - tail] == text[len - 1 - tail])
		tail++;
	while (tail > 0 && !utf8_is_lead(text[len - tail]))
		tail--;
	if (!draft_put(draft, UNDO_ALONE, same, old->len - same - tail, text + same,
		len - same - tail, err))
		return false;
	if (caret >= old->len - tail)
		caret = caret - old->len + len;
	else if (caret > same)
		caret = same;
	draft_put_caret(draft, caret);
	return true;
}

void draft_show_caret(struct draft *draft)
{
	view_show(draft->view, draft->caret, draft->at_row_end);
}
