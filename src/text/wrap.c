/* A logical line as the rows of a pane. */
#include "text/wrap.h"

#include "text/cluster.h"
#include "text/linebreak.h"

/* A row in the making: how far it reaches, and where it may end. */
struct making {
	size_t at; /* bytes taken */
	size_t cols; /* columns of what is taken, without the blanks at its end */
	size_t blanks; /* those blanks */
	struct wrap_row last_break;
};

static struct wrap_row row_here(const struct making *making, size_t cols)
{
	return (struct wrap_row){making->at, MIN(making->cols + making->blanks, cols)};
}

/* Take the cluster at hand if it fits. */
static bool take(struct making *making, const struct glyph *glyph, bool blank, size_t cols)
{
	if (blank) {
		making->blanks++;
	} else if (making->at > 0 && making->cols + making->blanks + glyph->cols > cols) {
		return false;
	} else {
		making->cols += making->blanks + glyph->cols;
		making->blanks = 0;
	}
	making->at += glyph->len;
	return true;
}

/* Han upon Han up to END, nearly all of a report: two columns each, and a break before each. */
static void take_han(struct making *making, const struct line_breaker *breaker, const char *text,
    size_t len, size_t end, size_t cols)
{
	size_t from = making->at;

	if (!breaker->after_han || making->blanks > 0)
		return;
	while (making->at + 3 <= end && making->cols + 2 <= cols &&
	       cluster_is_han(text, len, making->at)) {
		making->at += 3;
		making->cols += 2;
	}
	if (making->at > from)
		making->last_break = (struct wrap_row){making->at - 3, making->cols - 2};
}

bool wrap_row(const struct width_rule *rule, const char *text, size_t len, bool whole, size_t cols,
    struct wrap_row *row)
{
	struct line_breaker breaker = {0};
	struct making making = {0};
	size_t sure = whole ? len : len - MIN(len, WRAP_AHEAD);

	while (making.at < len) {
		take_han(&making, &breaker, text, len, sure, cols);
		if (making.at == len)
			break;
		struct glyph glyph = width_glyph(rule, text, len, making.at);
		size_t walk = making.at, end = making.at + glyph.len;

		if (end > sure)
			return false;
		if (linebreak_before(&breaker, text, len, &walk))
			making.last_break = row_here(&making, cols);
		while (walk < end)
			linebreak_before(&breaker, text, len, &walk);
		if (take(&making, &glyph, text[making.at] == ' ' && glyph.len == 1, cols))
			continue;
		*row = making.last_break.len > 0 ? making.last_break : row_here(&making, cols);
		return true;
	}
	*row = row_here(&making, cols);
	return whole;
}

void wrap_line(
    const struct width_rule *rule, const char *text, size_t len, size_t cols, GArray *rows)
{
	size_t at = 0;

	do {
		struct wrap_row row = {0};

		if (!wrap_row(rule, text + at, len - at, true, cols, &row))
			break;
		g_array_append_val(rows, row);
		at += row.len;
	} while (at < len);
}
