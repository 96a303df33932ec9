/* Where the caret goes: by character, word, row, line, paragraph, page, and to a place. */
#include "edit/cursor.h"

#include "edit/word.h"
#include "text/lines.h"
#include "text/step.h"

static size_t line_start(const struct piece_table *table, size_t at)
{
	return lines_start(table, lines_at(table, at));
}

static size_t line_end(const struct piece_table *table, size_t at)
{
	size_t line = lines_at(table, at);

	return lines_start(table, line) + lines_len(table, line);
}

static size_t paragraph_up(const struct piece_table *table, size_t at)
{
	size_t line = lines_at(table, at);

	if (at > lines_start(table, line))
		return lines_start(table, line);
	while (line > 0)
		if (lines_len(table, --line) > 0)
			break;
	return lines_start(table, line);
}

static size_t paragraph_down(const struct piece_table *table, size_t at)
{
	size_t line = lines_at(table, at), count = lines_count(table);

	while (++line < count)
		if (lines_len(table, line) > 0)
			return lines_start(table, line);
	return piece_len(table);
}

size_t cursor_target(const struct draft *draft, enum motion motion, size_t at)
{
	const struct piece_table *table = draft->table;

	switch (motion) {
	case MOTION_LEFT:
		return step_prev(table, at);
	case MOTION_RIGHT:
		return step_next(table, at);
	case MOTION_WORD_LEFT:
		return word_prev(table, at);
	case MOTION_WORD_RIGHT:
		return word_next(table, at);
	case MOTION_LINE_START:
		return line_start(table, at);
	case MOTION_LINE_END:
		return line_end(table, at);
	case MOTION_PARAGRAPH_UP:
		return paragraph_up(table, at);
	case MOTION_PARAGRAPH_DOWN:
		return paragraph_down(table, at);
	case MOTION_TEXT_START:
		return 0;
	case MOTION_TEXT_END:
		return piece_len(table);
	default:
		return at;
	}
}

static void move_rows(struct draft *draft, ptrdiff_t rows, bool page)
{
	size_t col;
	struct view_spot spot = view_locate(draft->view, draft->caret, draft->at_row_end, &col);

	if (!draft->has_goal)
		draft->goal_col = col;
	draft->has_goal = true;
	if (page)
		view_scroll(draft->view, rows);
	if (view_move(draft->view, &spot, rows) != 0)
		draft->caret = view_offset(draft->view, spot, draft->goal_col, &draft->at_row_end);
}

static void move_in_row(struct draft *draft, bool to_end)
{
	size_t col;
	struct view_spot spot = view_locate(draft->view, draft->caret, draft->at_row_end, &col);
	struct view_row row = view_row_at(draft->view, spot);

	draft->caret = to_end ? row.at + row.len : row.at;
	draft->at_row_end = to_end && !row.ends_line;
	draft->has_goal = false;
}

/* Begin, go on with or end the selection, before the caret moves. */
static void prepare(struct draft *draft, bool selecting)
{
	if (selecting && !draft->selecting)
		draft->anchor = draft->caret;
	draft->selecting = selecting;
	undo_seal(draft->undo);
}

/* Left and right out of a selection go to its edge. */
static bool leave_selection(struct draft *draft, enum motion motion)
{
	size_t low = MIN(draft->anchor, draft->caret), high = MAX(draft->anchor, draft->caret);

	if (!draft->selecting || low == high || (motion != MOTION_LEFT && motion != MOTION_RIGHT))
		return false;
	draft_put_caret(draft, motion == MOTION_LEFT ? low : high);
	undo_seal(draft->undo);
	return true;
}

void cursor_move(struct draft *draft, enum motion motion, bool selecting)
{
	ptrdiff_t page = MAX((ptrdiff_t)view_height(draft->view) - 1, 1);

	if (!selecting && leave_selection(draft, motion))
		return;
	prepare(draft, selecting);
	switch (motion) {
	case MOTION_UP:
		move_rows(draft, -1, false);
		return;
	case MOTION_DOWN:
		move_rows(draft, 1, false);
		return;
	case MOTION_PAGE_UP:
		move_rows(draft, -page, true);
		return;
	case MOTION_PAGE_DOWN:
		move_rows(draft, page, true);
		return;
	case MOTION_ROW_START:
	case MOTION_ROW_END:
		move_in_row(draft, motion == MOTION_ROW_END);
		return;
	default:
		draft->caret = cursor_target(draft, motion, draft->caret);
		draft->at_row_end = draft->has_goal = false;
	}
}

void cursor_set(struct draft *draft, size_t at, bool selecting)
{
	prepare(draft, selecting);
	draft->caret = step_floor(draft->table, at);
	draft->at_row_end = draft->has_goal = false;
}

bool cursor_place(const struct draft *draft, size_t *row, size_t *col)
{
	return view_place(draft->view, draft->caret, draft->at_row_end, row, col);
}
