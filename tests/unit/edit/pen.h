/* A draft in a test's hand: make it, look at it, with a clock that stands still. */
#ifndef EDIT_PEN_H
#define EDIT_PEN_H

#include "unit.h"

#include "edit/cursor.h"
#include "edit/draft.h"
#include "edit/ops.h"
#include "edit/select.h"

struct pen {
	struct clock clock;
	struct draft *draft;
	struct err err;
};

static inline void pen_up(struct pen *pen, const char *text)
{
	*pen = (struct pen){.clock = {1000}};
	pen->draft = draft_new(text, strlen(text), &pen->clock, &pen->err);
	if (pen->draft == NULL)
		fail_msg("%s", pen->err.words);
}

static inline void pen_down(struct pen *pen)
{
	draft_free(pen->draft);
}

/* The text with the caret as "|", and the other end of a selection as "[". */
static inline char *pen_seen(const struct pen *pen)
{
	const struct draft *draft = pen->draft;
	GString *out = g_string_new(NULL);
	size_t first = draft->caret, second = draft->anchor;
	const char *one = "|", *two = "[";

	piece_copy(draft->table, 0, SIZE_MAX, out);
	if (draft->selecting && first < second) {
		first = draft->anchor;
		second = draft->caret;
		one = "[";
		two = "|";
	}
	g_string_insert(out, (gssize)first, one);
	if (draft->selecting)
		g_string_insert(out, (gssize)second, two);
	return g_string_free(out, FALSE);
}

#define assert_seen(pen, wanted)                       \
	do {                                           \
		g_autofree char *seen = pen_seen(pen); \
		assert_string_equal(seen, (wanted));   \
	} while (0)

static inline void pen_type(struct pen *pen, const char *text)
{
	assert_works(ops_type(pen->draft, text, strlen(text), &pen->err), pen->err);
}

#endif
