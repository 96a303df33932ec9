/* The table of roles (style.def) and its readers. */
#include "ui/style.h"

static const struct {
	const char *name;
	enum style parent;
	bool reads;
} roles[STYLE_COUNT] = {
#define STYLE(id, name, parent, reads) [STYLE_##id] = {name, STYLE_##parent, reads},
#include "ui/style.def"
#undef STYLE
};

const char *style_name(enum style style)
{
	return style < STYLE_COUNT ? roles[style].name : "";
}

bool style_find(const char *name, enum style *style)
{
	for (int i = 0; i < STYLE_COUNT; i++) {
		if (strcmp(roles[i].name, name) == 0) {
			*style = (enum style)i;
			return true;
		}
	}
	return false;
}

enum style style_parent(enum style style)
{
	return style < STYLE_COUNT ? roles[style].parent : STYLE_TEXT;
}

bool style_is_read(enum style style)
{
	return style < STYLE_COUNT && roles[style].reads;
}

enum style style_of_state(const char *state)
{
	static const char lead[] = "state.";
	const size_t len = sizeof(lead) - 1;

	for (int i = 0; i < STYLE_COUNT; i++) {
		if (strncmp(roles[i].name, lead, len) == 0 &&
		    strcmp(roles[i].name + len, state) == 0)
			return (enum style)i;
	}
	return STYLE_TEXT;
}
