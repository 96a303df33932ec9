/* A text as the rows of a pane of some width: which are shown, where an offset is, what is below.
 */
#include "edit/view.h"

#include "edit/wrapped.h"
#include "text/lines.h"

#define KEPT_LINES 1024 /* wrapped lines kept; a screen has at most 500 */

struct view {
	struct piece_table *table;
	struct wrapping how;
	size_t height;
	GPtrArray *kept; /* of struct wrapped, in any order of use, sorted by line */
	size_t line_count; /* of the text, before the change that is being told */
	size_t top; /* an offset on the top row */
};

static void forget_line(void *wrapped)
{
	wrapped_free(wrapped);
}

/* Index of the first kept line that is LINE or later. */
static guint kept_from(const struct view *view, size_t line)
{
	guint low = 0, high = view->kept->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		const struct wrapped *wrapped = g_ptr_array_index(view->kept, middle);

		if (wrapped->line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct wrapped *line_of(struct view *view, size_t line)
{
	guint at = kept_from(view, line);
	struct wrapped *wrapped;

	if (at < view->kept->len) {
		wrapped = g_ptr_array_index(view->kept, at);
		if (wrapped->line == line)
			return wrapped;
	}
	if (view->kept->len >= KEPT_LINES) {
		g_ptr_array_set_size(view->kept, 0);
		at = 0;
	}
	wrapped = wrapped_new(line);
	g_ptr_array_insert(view->kept, (gint)at, wrapped);
	return wrapped;
}

/* The lines from FIRST on are others now: OLD of them have become NOW. */
static void lines_changed(struct view *view, size_t first, size_t old, size_t now)
{
	guint from = kept_from(view, first), to = kept_from(view, first + old);

	if (to > from)
		g_ptr_array_remove_range(view->kept, from, to - from);
	for (guint i = from; i < view->kept->len; i++) {
		struct wrapped *wrapped = g_ptr_array_index(view->kept, i);

		wrapped->line = wrapped->line - old + now;
	}
}

static void text_changed(void *context, size_t at, size_t removed, size_t inserted)
{
	struct view *view = context;
	size_t first = lines_at(view->table, at);
	size_t now = lines_at(view->table, at + inserted) - first;
	size_t count = lines_count(view->table);
	size_t old = now + view->line_count - count;

	view->line_count = count;
	if (at + removed <= view->top && at < view->top)
		view->top = view->top - removed + inserted;
	else if (at < view->top)
		view->top = at;
	if (old == 0 && now == 0) {
		guint i = kept_from(view, first);
		struct wrapped *wrapped = i < view->kept->len ? g_ptr_array_index(view->kept, i)
							      : NULL;

		if (wrapped != NULL && wrapped->line == first)
			wrapped_change(wrapped, &view->how, at - lines_start(view->table, first),
			    removed, inserted);
		return;
	}
	lines_changed(view, first, old + 1, now + 1);
}

struct view *view_new(struct piece_table *table)
{
	struct view *view = g_new0(struct view, 1);

	view->table = table;
	view->how = (struct wrapping){.table = table, .cols = 80, .scratch = g_string_new(NULL)};
	view->height = 24;
	view->kept = g_ptr_array_new_with_free_func(forget_line);
	view->line_count = lines_count(table);
	piece_table_watch(table, text_changed, view);
	return view;
}

void view_free(struct view *view)
{
	if (view == NULL)
		return;
	piece_table_watch(view->table, NULL, NULL);
	g_ptr_array_free(view->kept, TRUE);
	g_string_free(view->how.scratch, TRUE);
	g_free(view);
}

void view_shape(struct view *view, const struct width_rule *rule, size_t cols, size_t rows)
{
	bool same = view->how.cols == MAX(cols, 1) &&
		    view->how.rule.ambiguous_wide == rule->ambiguous_wide &&
		    view->how.rule.tab_cols == rule->tab_cols;

	view->height = MAX(rows, 1);
	if (same)
		return;
	view->how.cols = MAX(cols, 1);
	view->how.rule = *rule;
	g_ptr_array_set_size(view->kept, 0);
}

size_t view_height(const struct view *view)
{
	return view->height;
}

const struct width_rule *view_rule(const struct view *view)
{
	return &view->how.rule;
}

static struct view_spot spot_of(struct view *view, size_t at, bool at_row_end)
{
	size_t line, offset, row;
	struct wrapped *wrapped;

	at = MIN(at, piece_len(view->table));
	line = lines_at(view->table, at);
	offset = at - lines_start(view->table, line);
	wrapped = line_of(view, line);
	row = wrapped_row_of(wrapped, &view->how, offset);

	if (at_row_end && row > 0 && wrapped_start(wrapped, row) == offset)
		row--;
	return (struct view_spot){line, row};
}

struct view_row view_row_at(struct view *view, struct view_spot spot)
{
	struct wrapped *wrapped = line_of(view, spot.line);
	size_t start = lines_start(view->table, spot.line), from, to;
	bool more = wrapped_reach_row(wrapped, &view->how, spot.row + 1);

	from = wrapped_start(wrapped, MIN(spot.row, wrapped->starts->len - 1));
	to = more ? wrapped_start(wrapped, spot.row + 1) : lines_len(view->table, spot.line);
	return (struct view_row){
	    .at = start + from,
	    .len = to - from,
	    .line = spot.line,
	    .begins_line = spot.row == 0,
	    .ends_line = !more,
	};
}

ptrdiff_t view_move(struct view *view, struct view_spot *spot, ptrdiff_t rows)
{
	ptrdiff_t left = rows;

	while (left > 0) {
		struct wrapped *wrapped = line_of(view, spot->line);

		if (wrapped_reach_row(wrapped, &view->how, spot->row + (size_t)left)) {
			spot->row += (size_t)left;
			return rows;
		}
		if (spot->line + 1 >= lines_count(view->table)) {
			left -= (ptrdiff_t)(wrapped->starts->len - 1 - spot->row);
			spot->row = wrapped->starts->len - 1;
			return rows - left;
		}
		left -= (ptrdiff_t)(wrapped->starts->len - spot->row);
		*spot = (struct view_spot){spot->line + 1, 0};
	}
	while (left < 0) {
		if (spot->row >= (size_t)-left) {
			spot->row -= (size_t)-left;
			return rows;
		}
		left += (ptrdiff_t)spot->row;
		spot->row = 0;
		if (spot->line == 0)
			return rows - left;
		left++;
		spot->line--;
		spot->row = wrapped_count(line_of(view, spot->line), &view->how) - 1;
	}
	return rows;
}

/* Glyph by glyph along a row to a column or an offset, whichever comes first. */
static size_t walk_row(
    struct view *view, const struct view_row *row, size_t to_col, size_t to_offset, size_t *col)
{
	GString *text = view->how.scratch;
	size_t at = 0;

	*col = 0;
	g_string_truncate(text, 0);
	piece_copy(view->table, row->at, row->len, text);
	while (at < text->len && at < to_offset) {
		struct glyph glyph = width_glyph(&view->how.rule, text->str, text->len, at);

		if (*col + glyph.cols > to_col || at + glyph.len > to_offset)
			break;
		*col += glyph.cols;
		at += glyph.len;
	}
	return at;
}

struct view_spot view_locate(struct view *view, size_t at, bool at_row_end, size_t *col)
{
	struct view_spot spot = spot_of(view, at, at_row_end);
	struct view_row row = view_row_at(view, spot);

	walk_row(view, &row, SIZE_MAX - UINT8_MAX, at - row.at, col);
	*col = MIN(*col, view->how.cols); /* blanks at a row's end may stand past the edge */
	return spot;
}

size_t view_offset(struct view *view, struct view_spot spot, size_t col, bool *at_row_end)
{
	struct view_row row = view_row_at(view, spot);
	size_t reached, at = walk_row(view, &row, col, row.len, &reached);

	*at_row_end = at == row.len && !row.ends_line;
	return row.at + at;
}

size_t view_rows(struct view *view, struct view_row *rows, size_t most)
{
	struct view_spot spot = spot_of(view, view->top, false);
	size_t count = 0;

	while (count < most) {
		rows[count++] = view_row_at(view, spot);
		if (view_move(view, &spot, 1) == 0)
			break;
	}
	return count;
}

/* Rows from one spot down to another, at most LIMIT; -1 when it is not below or further. */
static ptrdiff_t rows_between(
    struct view *view, struct view_spot from, struct view_spot to, size_t limit)
{
	size_t rows = 0;

	if (to.line < from.line || (to.line == from.line && to.row < from.row))
		return -1;
	while (from.line < to.line && rows <= limit) {
		struct wrapped *wrapped = line_of(view, from.line);

		/* More rows of a very long line than are asked for need not be known. */
		wrapped_reach_row(wrapped, &view->how, from.row + limit + 1);
		rows += wrapped->starts->len - from.row;
		from = (struct view_spot){from.line + 1, 0};
	}
	rows += to.row - from.row;
	return rows > limit ? -1 : (ptrdiff_t)rows;
}

bool view_place(struct view *view, size_t at, bool at_row_end, size_t *row, size_t *col)
{
	struct view_spot spot = view_locate(view, at, at_row_end, col);
	ptrdiff_t rows = rows_between(
	    view, spot_of(view, view->top, false), spot, view->height - 1);

	if (rows < 0)
		return false;
	*row = (size_t)rows;
	return true;
}

static void set_top(struct view *view, struct view_spot spot)
{
	view->top = view_row_at(view, spot).at;
}

void view_scroll(struct view *view, ptrdiff_t rows)
{
	struct view_spot spot = spot_of(view, view->top, false);

	view_move(view, &spot, rows);
	set_top(view, spot);
}

void view_show(struct view *view, size_t at, bool at_row_end)
{
	struct view_spot spot = spot_of(view, at, at_row_end);
	struct view_spot top = spot_of(view, view->top, false), goal = spot;
	size_t near = 2 * view->height;
	ptrdiff_t below = rows_between(view, top, spot, near);

	if (below >= 0 && (size_t)below < view->height)
		return;
	if (below >= 0)
		view_move(view, &goal, 1 - (ptrdiff_t)view->height);
	else if (rows_between(view, spot, top, near) < 0)
		view_move(view, &goal, -(ptrdiff_t)(view->height / 2));
	set_top(view, goal);
}

size_t view_top(struct view *view)
{
	return view_row_at(view, spot_of(view, view->top, false)).at;
}

void view_set_top(struct view *view, size_t at)
{
	view->top = MIN(at, piece_len(view->table));
}
