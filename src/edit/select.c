/* The selection: what it covers, its text, selecting by word, line and all. */
#include "edit/select.h"

#include "edit/word.h"
#include "text/lines.h"
#include "text/step.h"

bool select_range(const struct draft *draft, size_t *at, size_t *len)
{
	*at = MIN(draft->anchor, draft->caret);
	*len = MAX(draft->anchor, draft->caret) - *at;
	return draft->selecting && *len > 0;
}

GString *select_text(const struct draft *draft)
{
	GString *out = g_string_new(NULL);
	size_t at, len;

	if (select_range(draft, &at, &len))
		piece_copy(draft->table, at, len, out);
	return out;
}

void select_set(struct draft *draft, size_t at, size_t len)
{
	draft_put_caret(draft, step_ceil(draft->table, at + len));
	draft->anchor = step_floor(draft->table, at);
	draft->selecting = true;
	undo_seal(draft->undo);
}

void select_all(struct draft *draft)
{
	select_set(draft, 0, draft_len(draft));
}
