/* SGR, and nothing said twice. Source: ECMA-48 8.3.117. */
#include "ui/pen.h"

static void color_text(
    char *out, size_t room, struct color color, enum color_depth depth, bool back)
{
	g_autoptr(GString) sgr = g_string_new(NULL);

	if (color.kind == COLOR_DEFAULT)
		return;
	color_sgr(sgr, color, depth, back);
	g_strlcpy(out, sgr->str, room);
}

void pen_look_of(
    struct pen_look *look, const struct theme *theme, enum style style, enum color_depth depth)
{
	struct look from = theme_look(theme, style, depth);

	*look = (struct pen_look){.attrs = from.attrs};
	color_text(look->fg, sizeof(look->fg), from.fg, depth, false);
	color_text(look->bg, sizeof(look->bg), from.bg, depth, true);
}

/* Both are filled with zeros to their ends: comparing all is quicker than looking for the end. */
static bool same_color(const char *a, const char *b)
{
	return memcmp(a, b, PEN_COLOR) == 0;
}

bool pen_same_on_blank(const struct pen_look *a, const struct pen_look *b)
{
	const unsigned seen = LOOK_UNDERLINE | LOOK_REVERSE;

	if ((a->attrs & seen) != (b->attrs & seen) || !same_color(a->bg, b->bg))
		return false;
	return !((a->attrs | b->attrs) & seen) || same_color(a->fg, b->fg);
}

bool pen_same(const struct pen_look *a, const struct pen_look *b)
{
	return a->attrs == b->attrs && same_color(a->fg, b->fg) && same_color(a->bg, b->bg);
}

static void append_attrs(GString *out, unsigned attrs)
{
	static const struct {
		unsigned attr;
		const char *sgr;
	} codes[] = {
	    {LOOK_BOLD, ";1"},
	    {LOOK_DIM, ";2"},
	    {LOOK_UNDERLINE, ";4"},
	    {LOOK_REVERSE, ";7"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
		if (attrs & codes[i].attr)
			g_string_append(out, codes[i].sgr);
	}
}

/* LEAD and then COLOR, or PLAIN where it is the terminal's own. */
static void append_color(GString *out, const char *lead, const char *color, const char *plain)
{
	const char *said = color[0] ? color : plain;

	if (!said)
		return;
	g_string_append(out, lead);
	g_string_append(out, said);
}

void pen_set(struct pen *pen, const struct pen_look *look, GString *out)
{
	if (pen->known && (look == pen->set || pen_same(&pen->look, look)))
		return;
	if (!pen->known || pen->look.attrs != look->attrs) {
		g_string_append(out, "\033[0");
		append_attrs(out, look->attrs);
		append_color(out, ";", look->fg, NULL);
		append_color(out, ";", look->bg, NULL);
	} else {
		const char *lead = "\033[";

		if (!same_color(pen->look.fg, look->fg)) {
			append_color(out, lead, look->fg, "39");
			lead = ";";
		}
		if (!same_color(pen->look.bg, look->bg))
			append_color(out, lead, look->bg, "49");
	}
	g_string_append_c(out, 'm');
	pen->look = *look;
	pen->set = look;
	pen->known = true;
}
