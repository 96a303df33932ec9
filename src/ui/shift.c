/* Found by trying every distance up to a third of the screen. */
#include "ui/shift.h"

static bool is_blank(const struct canvas *canvas, int row)
{
	const struct cell *cells = canvas_look(canvas, row, 0);

	for (int col = 0; col < canvas->cols; col++) {
		if (cells[col].len != 1 || cells[col].bytes[0] != ' ')
			return false;
	}
	return true;
}

/*
 * Whether a block of at least WANTED rows can stand BY rows further down: it would have one of every
 * WANTED rows in it, so that only those are compared.
 */
static bool may_have_block(
    const struct canvas *next, const struct canvas *shown, int by, int wanted)
{
	int end = next->rows - MAX(by, 0);

	for (int row = MAX(0, -by) + wanted - 1; row < end; row += wanted) {
		if (canvas_row_same(next, row, shown, row + by))
			return true;
	}
	return false;
}

/* The longest block that stands BY rows further down now; blank rows do not begin one. */
static struct shift longest_block(const struct canvas *next, const struct canvas *shown, int by)
{
	struct shift best = {.by = by};
	int length = 0;

	for (int row = MAX(0, -by); row < next->rows - MAX(by, 0); row++) {
		if (!canvas_row_same(next, row, shown, row + by)) {
			length = 0;
			continue;
		}
		length += !is_blank(next, row) || length > 0;
		if (length > best.rows) {
			best.rows = length;
			best.top = row - length + 1;
		}
	}
	return best;
}

bool shift_find(
    const struct canvas *next, const struct canvas *shown, int wanted, struct shift *shift)
{
	*shift = (struct shift){0};
	for (int by = 1; by <= next->rows / 3; by++) {
		for (int sign = -1; sign <= 1; sign += 2) {
			struct shift block;

			if (!may_have_block(next, shown, sign * by, wanted))
				continue;
			block = longest_block(next, shown, sign * by);
			if (block.rows > shift->rows)
				*shift = block;
		}
	}
	return shift->rows >= wanted;
}
