/* Words of a text as a hand takes them: Latin words, figures, Han between marks. */
#include "edit/word.h"

#include "text/step.h"
#include "text/unidata.h"
#include "text/utf8.h"

enum kind {
	KIND_END, /* of a line or of the text */
	KIND_BLANK,
	KIND_MARK,
	KIND_LATIN,
	KIND_HAN,
};

static enum kind kind_at(const struct piece_table *table, size_t at)
{
	size_t len, start = 0;
	const char *span = piece_span(table, at, &len);
	uint32_t c;

	if (len == 0 || span[0] == '\n')
		return KIND_END;
	c = utf8_next(span, len, &start);
	if (g_unichar_isspace(c))
		return KIND_BLANK;
	if (!g_unichar_isalnum(c) && c != '_')
		return KIND_MARK;
	return (unidata(c)->flags & UNI_EAST_ASIAN) ? KIND_HAN : KIND_LATIN;
}

static size_t run_end(const struct piece_table *table, size_t at)
{
	enum kind kind = kind_at(table, at);

	while (kind != KIND_END && kind_at(table, at) == kind)
		at = step_next(table, at);
	return at;
}

static size_t run_start(const struct piece_table *table, size_t at)
{
	enum kind kind = kind_at(table, at);

	while (at > 0) {
		size_t before = step_prev(table, at);

		if (kind_at(table, before) != kind)
			break;
		at = before;
	}
	return at;
}

static bool is_between(enum kind kind)
{
	return kind == KIND_BLANK || kind == KIND_MARK;
}

size_t word_next(const struct piece_table *table, size_t at)
{
	enum kind kind = kind_at(table, at);

	if (kind == KIND_END)
		return step_next(table, at);
	at = run_end(table, at);
	while (is_between(kind_at(table, at)))
		at = step_next(table, at);
	return at;
}

size_t word_prev(const struct piece_table *table, size_t at)
{
	size_t before;

	if (at == 0)
		return 0;
	before = step_prev(table, at);
	if (kind_at(table, before) == KIND_END)
		return before;
	while (before > 0 && is_between(kind_at(table, before))) {
		size_t further = step_prev(table, before);

		if (kind_at(table, further) == KIND_END)
			return before;
		before = further;
	}
	return run_start(table, before);
}
