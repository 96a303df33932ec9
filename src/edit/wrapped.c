/* One logical line as rows, kept through changes. */
#include "edit/wrapped.h"

#include "text/lines.h"
#include "text/utf8.h"
#include "text/wrap.h"

/*
 * Rows made anew after one change, more than a screen has. Han move from row to row to the end of
 * their line: in a line of millions those further down are made when they are looked at.
 */
#define MOST_ANEW 600

struct wrapped *wrapped_new(size_t line)
{
	struct wrapped *wrapped = g_new0(struct wrapped, 1);

	wrapped->line = line;
	wrapped->starts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	return wrapped;
}

void wrapped_free(struct wrapped *wrapped)
{
	if (wrapped == NULL)
		return;
	g_array_free(wrapped->starts, TRUE);
	g_free(wrapped);
}

/* Where a line stands in the text. */
struct extent {
	size_t start, len;
};

static struct extent extent_of(const struct wrapped *wrapped, const struct wrapping *how)
{
	return (struct extent){
	    lines_start(how->table, wrapped->line), lines_len(how->table, wrapped->line)};
}

/* Bytes of the row that begins at FROM of the line: as little text is looked at as decides it. */
static size_t row_len(const struct wrapping *how, struct extent line, size_t from)
{
	for (size_t window = 2 * how->cols + 4 * WRAP_AHEAD;; window *= 4) {
		size_t len, rest = line.len - from, take = MIN(window, rest);
		const char *text = piece_span(how->table, line.start + from, &len);
		struct wrap_row row;

		if (len < take) {
			g_string_truncate(how->scratch, 0);
			piece_copy(how->table, line.start + from, take, how->scratch);
			text = how->scratch->str;
		}
		while (take < rest && take > 0 && !utf8_is_lead(text[take]))
			take--;
		if (wrap_row(&how->rule, text, take, take == rest, how->cols, &row))
			return row.len;
	}
}

/* Make one more row known. False when there is none. */
static bool next_row(struct wrapped *wrapped, const struct wrapping *how, struct extent line)
{
	if (wrapped->whole)
		return false;
	g_array_append_val(wrapped->starts, wrapped->done);
	if (line.len > wrapped->done)
		wrapped->done += (uint32_t)row_len(how, line, wrapped->done);
	wrapped->whole = wrapped->done >= line.len;
	return true;
}

bool wrapped_reach_row(struct wrapped *wrapped, const struct wrapping *how, size_t row)
{
	struct extent line;

	if (row < wrapped->starts->len)
		return true;
	line = extent_of(wrapped, how);
	while (row >= wrapped->starts->len && next_row(wrapped, how, line))
		;
	return row < wrapped->starts->len;
}

/* The last row that begins at or before OFFSET. */
static size_t row_before(const struct wrapped *wrapped, size_t offset)
{
	size_t low = 0, high = wrapped->starts->len;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (wrapped_start(wrapped, middle) <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

size_t wrapped_row_of(struct wrapped *wrapped, const struct wrapping *how, size_t offset)
{
	if (!wrapped->whole && offset >= wrapped->done) {
		struct extent line = extent_of(wrapped, how);

		while (offset >= wrapped->done && next_row(wrapped, how, line))
			;
	}
	return row_before(wrapped, offset);
}

size_t wrapped_count(struct wrapped *wrapped, const struct wrapping *how)
{
	wrapped_reach_row(wrapped, how, SIZE_MAX);
	return wrapped->starts->len;
}

/* Rows in the making for a line that has changed. */
struct mending {
	size_t old; /* first row of before that may still hold */
	size_t change; /* where the text is as before from here on, in the offsets of before */
	int64_t shift; /* by which it has moved */
};

/* Whether a row of before begins at FROM, with nothing changed behind it. */
static bool meets_old(struct mending *mending, const struct wrapped *wrapped, size_t from)
{
	while (mending->old < wrapped->starts->len) {
		size_t start = wrapped_start(wrapped, mending->old);
		int64_t now = (int64_t)start + mending->shift;

		if (start >= mending->change && now == (int64_t)from)
			return true;
		if (now > (int64_t)from)
			return false;
		mending->old++;
	}
	return false;
}

/* Put the new rows in the place of the old ones from FIRST to where the two meet. */
static void splice(
    struct wrapped *wrapped, const struct mending *mending, size_t first, const GArray *fresh)
{
	uint32_t *starts = (uint32_t *)(void *)wrapped->starts->data;

	for (size_t i = mending->old; i < wrapped->starts->len; i++)
		starts[i] = (uint32_t)((int64_t)starts[i] + mending->shift);
	g_array_remove_range(wrapped->starts, (guint)first, (guint)(mending->old - first));
	if (fresh->len > 0)
		g_array_insert_vals(wrapped->starts, (guint)first, fresh->data, fresh->len);
}

void wrapped_change(
    struct wrapped *wrapped, const struct wrapping *how, size_t at, size_t removed, size_t inserted)
{
	g_autoptr(GArray) fresh = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	struct mending mending = {
	    .change = at + removed, .shift = (int64_t)inserted - (int64_t)removed};
	size_t first, from;
	struct extent line = extent_of(wrapped, how);

	if (wrapped->starts->len == 0 || (!wrapped->whole && at >= wrapped->done)) {
		/* The last row known may have looked at what has changed. */
		if (wrapped->starts->len > 0) {
			guint keep = wrapped->starts->len > 2 ? wrapped->starts->len - 2 : 0;

			wrapped->done = (uint32_t)wrapped_start(wrapped, keep);
			g_array_set_size(wrapped->starts, keep);
		}
		return;
	}
	/* A word that grows shorter may go up a row, and that one's neighbour knew its beginning.
	 */
	first = row_before(wrapped, at);
	first = first > 2 ? first - 2 : 0;
	mending.old = first;
	from = wrapped_start(wrapped, first);
	do {
		uint32_t start = (uint32_t)from;

		if (meets_old(&mending, wrapped, from)) {
			splice(wrapped, &mending, first, fresh);
			wrapped->done = (uint32_t)((int64_t)wrapped->done + mending.shift);
			return;
		}
		g_array_append_val(fresh, start);
		if (from < line.len)
			from += row_len(how, line, from);
	} while (from < line.len && mending.old < wrapped->starts->len && fresh->len < MOST_ANEW);
	mending.old = wrapped->starts->len;
	splice(wrapped, &mending, first, fresh);
	wrapped->done = (uint32_t)from;
	wrapped->whole = from >= line.len;
}
