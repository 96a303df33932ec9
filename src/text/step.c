/* Clusters of a text in pieces: what the caret steps over, whatever seams are there. */
#include "text/step.h"

#include "text/cluster.h"
#include "text/utf8.h"

#define FIRST_WINDOW 64 /* bytes: more than any cluster that means something */

size_t step_next(const struct piece_table *table, size_t at)
{
	size_t len, all = piece_len(table), next;
	const char *span = piece_span(table, at, &len);

	if (at >= all)
		return all;
	next = cluster_next(span, MIN(len, FIRST_WINDOW), 0);
	if (next < MIN(len, FIRST_WINDOW) && (len <= FIRST_WINDOW || next + 4 < FIRST_WINDOW))
		return at + next;
	for (size_t window = FIRST_WINDOW;; window *= 4) {
		g_autoptr(GString) text = g_string_sized_new(window);

		piece_copy(table, at, window, text);
		next = cluster_next(text->str, text->len, 0);
		if (next + 4 < text->len || at + text->len == all)
			return at + next;
	}
}

/*
 * The beginning of the cluster that has the byte at AT inside, by as much text before it as the
 * rules ask for.
 */
static size_t floor_at(const struct piece_table *table, size_t at)
{
	for (size_t window = FIRST_WINDOW;; window *= 4) {
		size_t from = at > window ? at - window : 0, skip = 0;
		g_autoptr(GString) text = g_string_sized_new(window + 8);

		piece_copy(table, from, at - from + 8, text);
		while (from > 0 && skip < 4 && !utf8_is_lead(text->str[skip]))
			skip++;
		g_string_erase(text, 0, (gssize)skip);
		from += skip;
		if (from == 0 || cluster_anchor(text->str, text->len, at - from) > 0)
			return from + cluster_floor(text->str, text->len, at - from);
	}
}

size_t step_floor(const struct piece_table *table, size_t at)
{
	size_t all = piece_len(table);

	if (at == 0 || at >= all)
		return MIN(at, all);
	return floor_at(table, at);
}

size_t step_prev(const struct piece_table *table, size_t at)
{
	at = MIN(at, piece_len(table));
	return at == 0 ? 0 : floor_at(table, at - 1);
}

size_t step_ceil(const struct piece_table *table, size_t at)
{
	size_t floor = step_floor(table, at);

	return floor == at ? at : step_next(table, floor);
}
