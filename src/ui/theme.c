/* Themes: the file format, inheritance between roles, bringing colours down. */
#include "ui/theme.h"

#include "base/fs.h"
#include "base/lang.h"

#define THEME_BYTES (64u << 10) /* ours have 3 KiB */
#define READABLE 4.5 /* WCAG 2.1, level AA for text */

static const struct {
	const char *name;
	unsigned attr;
} attrs[] = {
    {"bold", LOOK_BOLD},
    {"dim", LOOK_DIM},
    {"underline", LOOK_UNDERLINE},
    {"reverse", LOOK_REVERSE},
};

/* Which parts of a role the file has said. */
struct said {
	bool fg, bg, role;
};

void theme_plain(struct theme *theme)
{
	static const struct {
		enum style style;
		unsigned attrs;
	} plain[] = {
	    {STYLE_STRONG, LOOK_BOLD},
	    {STYLE_TITLE, LOOK_BOLD},
	    {STYLE_BAR, LOOK_REVERSE},
	    {STYLE_BAR_KEY, LOOK_BOLD | LOOK_REVERSE},
	    {STYLE_BAR_DIM, LOOK_REVERSE},
	    {STYLE_BAR_SECRET, LOOK_BOLD | LOOK_REVERSE},
	    {STYLE_BANNER, LOOK_BOLD | LOOK_REVERSE},
	    {STYLE_PANE_TITLE, LOOK_UNDERLINE},
	    {STYLE_PANE_FOCUS, LOOK_BOLD | LOOK_REVERSE},
	    {STYLE_SELECT, LOOK_REVERSE},
	    {STYLE_SELECT_AWAY, LOOK_UNDERLINE},
	    {STYLE_MARK, LOOK_BOLD},
	    {STYLE_STATE_QUARANTINED, LOOK_BOLD},
	    {STYLE_URGENT, LOOK_BOLD},
	    {STYLE_OVERDUE, LOOK_BOLD | LOOK_UNDERLINE},
	    {STYLE_ERROR, LOOK_BOLD | LOOK_UNDERLINE},
	    {STYLE_WARN, LOOK_BOLD},
	    {STYLE_DIFF_ADD, LOOK_UNDERLINE},
	    {STYLE_DIFF_DEL, LOOK_DIM},
	    {STYLE_FIND, LOOK_UNDERLINE},
	    {STYLE_FIND_HERE, LOOK_REVERSE},
	    {STYLE_BLOCK, LOOK_REVERSE},
	    {STYLE_FORM_FIELD, LOOK_UNDERLINE},
	    {STYLE_FORM_FOCUS, LOOK_BOLD | LOOK_UNDERLINE},
	    {STYLE_MENU_TITLE, LOOK_BOLD},
	    {STYLE_MENU_HERE, LOOK_REVERSE},
	    {STYLE_MENU_KEY, LOOK_BOLD},
	    {STYLE_MENU_OFF, LOOK_DIM},
	    {STYLE_TRAIL_NAME, LOOK_BOLD},
	    {STYLE_HEADING, LOOK_BOLD},
	};

	*theme = (struct theme){0};
	for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
		theme->looks[plain[i].style].attrs = plain[i].attrs;
}

/* The word comes out of somebody's file: it may be no UTF-8. */
static void complain(GPtrArray *complaints, int line, const char *what, const char *word)
{
	g_autofree char *shown = g_utf8_make_valid(word, -1);

	if (complaints)
		g_ptr_array_add(
		    complaints, g_strdup_printf(_("line %d: %s: %s"), line, what, shown));
}

/* One colour of a line: "-" leaves it to the parent. */
static bool take_color(const char *word, struct color *color, bool *said)
{
	if (!word || strcmp(word, "-") == 0)
		return true;
	return *said = color_parse(word, color);
}

static bool take_attr(const char *word, unsigned *into)
{
	for (size_t i = 0; i < G_N_ELEMENTS(attrs); i++) {
		if (strcmp(word, attrs[i].name) == 0) {
			*into |= attrs[i].attr;
			return true;
		}
	}
	return false;
}

/* The words after "=", into LOOK. Returns the word that cannot be read, or NULL. */
static const char *take_look(char **words, struct look *look, struct said *said, const char **what)
{
	*what = _("no such colour");
	if (!take_color(words[0], &look->fg, &said->fg))
		return words[0];
	if (!take_color(words[0] ? words[1] : NULL, &look->bg, &said->bg))
		return words[1];
	*what = _("no such attribute");
	for (int i = 2; words[0] && words[1] && words[i]; i++) {
		if (!take_attr(words[i], &look->attrs))
			return words[i];
	}
	return NULL;
}

static void take_line(
    struct theme *theme, struct said *said, char *line, int number, GPtrArray *complaints)
{
	char *equals = strchr(line, '=');
	const char *what, *bad;
	enum style style;
	struct look look = {0};
	struct said here = {.role = true};

	g_strstrip(line);
	if (line[0] == '#' || line[0] == '\0')
		return;
	if (!equals) {
		complain(complaints, number, _("no \"=\" in this line"), line);
		return;
	}
	*equals = '\0';
	g_strstrip(line);
	if (!style_find(line, &style)) {
		complain(complaints, number, _("no such role"), line);
		return;
	}
	g_auto(GStrv) split = g_strsplit_set(equals + 1, " \t", -1);
	g_autoptr(GPtrArray) words = g_ptr_array_new();
	for (int i = 0; split[i]; i++) {
		if (split[i][0] != '\0')
			g_ptr_array_add(words, split[i]);
	}
	g_ptr_array_add(words, NULL);
	bad = take_look((char **)words->pdata, &look, &here, &what);
	if (bad) {
		complain(complaints, number, what, bad);
		return;
	}
	theme->looks[style] = look;
	said[style] = here;
}

/* Fill what STYLE leaves open from its parent, which is filled first. */
static void inherit(struct theme *theme, struct said *said, enum style style)
{
	enum style parent = style_parent(style);

	if (parent == style)
		return;
	inherit(theme, said, parent);
	if (!said[style].role)
		theme->looks[style].attrs = theme->looks[parent].attrs;
	if (!said[style].fg)
		theme->looks[style].fg = theme->looks[parent].fg;
	if (!said[style].bg)
		theme->looks[style].bg = theme->looks[parent].bg;
	said[style] = (struct said){true, true, true};
}

void theme_parse(struct theme *theme, const char *text, size_t len, GPtrArray *complaints)
{
	struct said said[STYLE_COUNT] = {0};
	g_autofree char *copy = g_utf8_make_valid(text, (gssize)len);
	g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);

	*theme = (struct theme){0};
	for (int i = 0; lines[i]; i++)
		take_line(theme, said, lines[i], i + 1, complaints);
	for (int i = 0; i < STYLE_COUNT; i++)
		inherit(theme, said, (enum style)i);
}

bool theme_load(struct theme *theme, const char *path, GPtrArray *complaints, struct err *err)
{
	g_autoptr(GBytes) bytes = fs_read(path, THEME_BYTES, err);
	size_t len;
	const char *text;

	theme_plain(theme);
	if (!bytes)
		return false;
	text = g_bytes_get_data(bytes, &len);
	theme_parse(theme, text, len, complaints);
	return true;
}

char *theme_path(const char *name, const char *program, const char *folder)
{
	g_autofree char *file = g_strconcat(name, ".theme", NULL);
	g_autofree char *home = g_path_get_dirname(program);
	g_autofree char *beside = g_build_filename(home, "themes", NULL);
	const char *const places[] = {folder, beside, YANSHEN_DATA_DIR "/themes"};

	if (strchr(name, '/') || name[0] == '.')
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autofree char *path = places[i] ? g_build_filename(places[i], file, NULL) : NULL;

		if (path && g_file_test(path, G_FILE_TEST_IS_REGULAR))
			return g_steal_pointer(&path);
	}
	return NULL;
}

static bool same_color(struct color a, struct color b)
{
	return a.kind == b.kind && a.index == b.index && a.r == b.r && a.g == b.g && a.b == b.b;
}

/* A terminal of 8 colours has no bright ones; for the foreground bold stands in. */
static void dim_down(struct look *look)
{
	if (look->fg.kind == COLOR_BASIC && look->fg.index > 7) {
		look->fg.index -= 8;
		look->attrs |= LOOK_BOLD;
	}
	if (look->bg.kind == COLOR_BASIC)
		look->bg.index &= 7;
}

/* Few colours may have made a bar as dark as the text round it: then attributes tell them apart. */
static void keep_apart(
    const struct theme *theme, enum style style, enum color_depth depth, struct look *look)
{
	const struct look *text = &theme->looks[STYLE_TEXT];
	struct color ground = color_at(text->bg, depth);
	struct theme plain;

	if (ground.kind == COLOR_BASIC && depth == COLOR_DEPTH_8)
		ground.index &= 7;
	if (same_color(theme->looks[style].bg, text->bg) || !same_color(look->bg, ground))
		return;
	theme_plain(&plain);
	look->attrs |= plain.looks[style].attrs & (unsigned)(LOOK_REVERSE | LOOK_UNDERLINE);
}

struct look theme_look(const struct theme *theme, enum style style, enum color_depth depth)
{
	static const struct color black = {.kind = COLOR_BASIC, .index = 0};
	struct color white = {.kind = COLOR_BASIC, .index = depth == COLOR_DEPTH_8 ? 7 : 15};
	struct look look;

	if (depth == COLOR_DEPTH_MONO) {
		struct theme plain;

		theme_plain(&plain);
		return plain.looks[style];
	}
	look = theme->looks[style];
	look.fg = color_at(look.fg, depth);
	look.bg = color_at(look.bg, depth);
	if (depth == COLOR_DEPTH_8)
		dim_down(&look);
	if (depth != COLOR_DEPTH_TRUE && style_is_read(style) && look.fg.kind != COLOR_DEFAULT &&
	    look.bg.kind != COLOR_DEFAULT && color_contrast(look.fg, look.bg) < READABLE) {
		bool dark = color_contrast(white, look.bg) > color_contrast(black, look.bg);

		look.fg = dark ? white : black;
	}
	if (depth <= COLOR_DEPTH_256)
		keep_apart(theme, style, depth, &look);
	return look;
}
