/* Roles of text on the screen, as numbers; what they look like is the theme's business. */
#ifndef UI_STYLE_H
#define UI_STYLE_H

#include "base/attr.h"

enum style {
#define STYLE(id, name, parent, reads) STYLE_##id,
#include "ui/style.def"
#undef STYLE
	STYLE_COUNT,
};

/* Name in theme files and in drawn tests ("state.returned"). */
const char *style_name(enum style style);
/* Role called NAME; false when there is none. */
bool style_find(const char *name, enum style *style) CHECKED;
/* Role that stands in where a theme says nothing about this one; STYLE_TEXT for itself. */
enum style style_parent(enum style style);
/* Whether people read words in this role: its contrast is held to 4.5. */
bool style_is_read(enum style style);
/* Role of a state by its stored name ("returned"); STYLE_TEXT for an unknown one. */
enum style style_of_state(const char *state);

#endif
