/* A theme: what each role looks like. Read from a file whose bad lines are named and passed over.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include "base/err.h"
#include "ui/color.h"
#include "ui/style.h"

enum look_attr {
	LOOK_BOLD = 1,
	LOOK_DIM = 2,
	LOOK_UNDERLINE = 4,
	LOOK_REVERSE = 8,
};

struct look {
	struct color fg, bg;
	unsigned attrs; /* LOOK_ bits */
};

struct theme {
	struct look looks[STYLE_COUNT];
};

/* The theme without any colour: bold, underline and reverse tell roles apart. Needs no file. */
void theme_plain(struct theme *theme);

/*
 * Read a theme: lines "role = foreground background attribute...", "#" begins a remark, "-" for a
 * colour takes that of the role's parent. Roles that are not named look like their parent.
 * COMPLAINTS (of char *, owned by the array) gets one sentence for each line that says nothing
 * usable ("line 12: no such colour: blu"); the rest of the file holds.
 */
void theme_parse(struct theme *theme, const char *text, size_t len, GPtrArray *complaints);

/* The same from a file. On failure the theme is the plain one. Errors: as fs_read. */
bool theme_load(
    struct theme *theme, const char *path, GPtrArray *complaints, struct err *err) CHECKED;

/*
 * Where the theme NAME is: beside PROGRAM (build tree), in the person's own FOLDER (may be NULL),
 * or where the package put it. A name with a slash is none. Owns: the caller frees; NULL when there
 * is no such theme.
 */
char *theme_path(const char *name, const char *program, const char *folder);

/*
 * How STYLE looks on a terminal of DEPTH: colours brought down, and where that made words
 * unreadable (contrast below 4.5) the foreground turned to black or white. COLOR_DEPTH_MONO gives
 * the plain theme whatever this one says.
 */
struct look theme_look(const struct theme *theme, enum style style, enum color_depth depth);

#endif
