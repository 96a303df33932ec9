/* Terminal columns: the one place that decides how wide a text is drawn, cut and padded. */
#include "text/width.h"

#include "text/cluster.h"
#include "text/unidata.h"
#include "text/utf8.h"

#define VS16 0xFE0Fu /* asks for the emoji picture of the character before it */

static int cols_of(const struct width_rule *rule, const struct unidata *row)
{
	switch (row->width) {
	case UNI_ZERO:
		return 0;
	case UNI_TWO:
		return 2;
	case UNI_AMBIGUOUS:
		return rule->ambiguous_wide ? 2 : 1;
	default:
		return 1;
	}
}

static struct glyph stand_in(size_t len)
{
	return (struct glyph){.len = len, .cols = 1, .stand_in = true};
}

/*
 * The rest of a cluster of several characters: marks without width are drawn, the rest only counts.
 * Two columns are the most a cluster takes, however long.
 */
static void glyph_marks(
    struct glyph *glyph, const struct width_rule *rule, const char *text, size_t at, size_t end)
{
	int cols = glyph->cols, marks = 0;
	bool drawing = true;

	while (at < end) {
		size_t start = at;
		uint32_t c = utf8_next(text, end, &at);
		const struct unidata *row = unidata(c);
		int more = cols_of(rule, row);

		if (c == VS16)
			cols = 2;
		if (more > 0 || c == VS16 || row->cluster == GCB_ZWJ || marks == 4)
			drawing = false; /* from here on terminals differ */
		if (drawing) {
			glyph->drawn_len = (uint8_t)(glyph->drawn_len + (at - start));
			marks++;
		}
		cols += more;
	}
	glyph->cols = (uint8_t)MIN(cols, 2);
}

/* Of what cluster_plain() does not know. */
static struct glyph glyph_by_tables(
    const struct width_rule *rule, const char *text, size_t len, size_t at)
{
	size_t end, after = at;
	struct glyph glyph;
	const struct unidata *row;

	if (text[at] == '\t' && rule->tab_cols > 0)
		return (struct glyph){.len = 1, .cols = rule->tab_cols};
	end = cluster_next(text, len, at);
	row = unidata(utf8_next(text, len, &after));
	if (row->width == UNI_STAND_IN)
		return stand_in(end - at);
	glyph = (struct glyph){
	    .len = end - at,
	    .cols = (uint8_t)cols_of(rule, row),
	    .drawn_len = (uint8_t)(after - at),
	};
	glyph.drawn_cols = glyph.cols;
	if (glyph.cols == 0)
		return stand_in(end - at); /* a mark with nothing to stand on */
	if (after - at == 1 && (unsigned char)text[at] >= 0x80)
		return stand_in(end - at); /* an ill-formed byte */
	if (after < end)
		glyph_marks(&glyph, rule, text, after, end);
	return glyph;
}

struct glyph width_glyph(const struct width_rule *rule, const char *text, size_t len, size_t at)
{
	size_t plain = cluster_plain(text, len, at);

	if (plain > 0) {
		uint8_t cols = plain == 1 ? 1 : 2;

		return (struct glyph){
		    .len = plain, .cols = cols, .drawn_len = (uint8_t)plain, .drawn_cols = cols};
	}
	return glyph_by_tables(rule, text, len, at);
}

size_t width_cut(
    const struct width_rule *rule, const char *text, size_t len, size_t cols, size_t *used)
{
	size_t at = 0, taken = 0;

	while (at < len) {
		struct glyph glyph = width_glyph(rule, text, len, at);

		if (taken + glyph.cols > cols)
			break;
		taken += glyph.cols;
		at += glyph.len;
	}
	if (used != NULL)
		*used = taken;
	return at;
}

size_t width_of(const struct width_rule *rule, const char *text, size_t len)
{
	size_t used;

	width_cut(rule, text, len, SIZE_MAX - UINT8_MAX, &used);
	return used;
}

static void append_blanks(GString *out, size_t cols)
{
	while (cols-- > 0)
		g_string_append_c(out, ' ');
}

/* What the terminal may be sent of TEXT, every cluster filling exactly its columns. */
static void append_drawn(GString *out, const struct width_rule *rule, const char *text, size_t len)
{
	for (size_t at = 0; at < len;) {
		struct glyph glyph = width_glyph(rule, text, len, at);

		if (glyph.stand_in) {
			g_string_append(out, WIDTH_STAND_IN);
		} else {
			g_string_append_len(out, text + at, glyph.drawn_len);
			append_blanks(out, (size_t)(glyph.cols - glyph.drawn_cols));
		}
		at += glyph.len;
	}
}

size_t width_fit(GString *out, const struct width_rule *rule, const char *text, size_t len,
    size_t cols, unsigned flags)
{
	size_t used, keep = width_cut(rule, text, len, cols, &used);
	size_t mark = width_of(rule, WIDTH_ELLIPSIS, strlen(WIDTH_ELLIPSIS));
	bool marked = keep < len && (flags & WIDTH_MARK_CUT) && cols >= mark;

	if (marked) {
		keep = width_cut(rule, text, len, cols - mark, &used);
		used += mark;
	}
	if (flags & WIDTH_PAD_LEFT)
		append_blanks(out, cols - used);
	append_drawn(out, rule, text, keep);
	if (marked)
		g_string_append(out, WIDTH_ELLIPSIS);
	if ((flags & WIDTH_PAD_RIGHT) && !(flags & WIDTH_PAD_LEFT))
		append_blanks(out, cols - used);
	return (flags & (WIDTH_PAD_LEFT | WIDTH_PAD_RIGHT)) ? cols : used;
}
