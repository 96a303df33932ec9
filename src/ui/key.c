/* Names of keys, both ways, and what the input method makes of them. */
#include "ui/key.h"

#include "base/lang.h"
#include "text/utf8.h"

/* Names in tables, then those for people; a mark of the keyboard, so most are not translated. */
static const struct {
	const char *name, *words;
	enum key_code code;
} names[] = {
    {"Up", "↑", KEYCODE_UP},
    {"Down", "↓", KEYCODE_DOWN},
    {"Left", "←", KEYCODE_LEFT},
    {"Right", "→", KEYCODE_RIGHT},
    {"Home", "Home", KEYCODE_HOME},
    {"End", "End", KEYCODE_END},
    {"PgUp", "PgUp", KEYCODE_PGUP},
    {"PgDn", "PgDn", KEYCODE_PGDN},
    {"Ins", "Insert", KEYCODE_INS},
    {"Del", "Delete", KEYCODE_DEL},
    {"BS", N_("Backspace"), KEYCODE_BACKSPACE},
    {"Tab", "Tab", KEYCODE_TAB},
    {"Enter", N_("Enter"), KEYCODE_ENTER},
    {"Esc", "Esc", KEYCODE_ESC},
    {"Space", N_("Space"), KEYCODE_SPACE},
};

static const struct {
	const char *name, *words;
	enum key_mod mod;
} mods[] = {
    {"C-", "Ctrl-", KEY_CTRL},
    {"M-", "Alt-", KEY_ALT},
    {"S-", "Shift-", KEY_SHIFT},
};

void key_event_clear(struct key_event *event)
{
	if (event->paste)
		g_string_free(event->paste, TRUE);
	*event = (struct key_event){0};
}

bool key_same(struct key a, struct key b)
{
	return a.code == b.code && a.mods == b.mods;
}

/* Modifiers in front of TEXT, in either form; returns what follows them. */
static const char *take_mods(const char *text, unsigned *into)
{
	bool again = true;

	while (again) {
		again = false;
		for (size_t i = 0; i < G_N_ELEMENTS(mods); i++) {
			const char *forms[] = {mods[i].name, mods[i].words};

			for (size_t f = 0; f < 2; f++) {
				size_t len = strlen(forms[f]);

				/* "C-" alone is no key, but "-" after it is */
				if (strncmp(text, forms[f], len) == 0 && text[len] != '\0') {
					*into |= (unsigned)mods[i].mod;
					text += len;
					again = true;
				}
			}
		}
	}
	return text;
}

static bool take_named(const char *text, uint32_t *code)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (strcmp(text, names[i].name) == 0 || strcmp(text, names[i].words) == 0) {
			*code = names[i].code;
			return true;
		}
	}
	if (text[0] == 'F' && text[1] >= '1' && text[1] <= '9') {
		char *end;
		long n = strtol(text + 1, &end, 10);

		*code = KEYCODE_F1 + (uint32_t)(n - 1);
		return *end == '\0' && n <= 12;
	}
	return false;
}

bool key_parse(const char *text, struct key *key)
{
	struct key out = {0};
	size_t at = 0, len;

	text = take_mods(text, &out.mods);
	len = strlen(text);
	if (len == 0 || !utf8_is_sound(text, len))
		return false;
	if (!take_named(text, &out.code)) {
		out.code = utf8_next(text, len, &at);
		if (at != len || out.code <= 0x20)
			return false;
		/* a shifted letter arrives as the capital, Ctrl with any letter as the small one */
		if (out.mods & KEY_SHIFT && !(out.mods & KEY_CTRL)) {
			out.code = g_unichar_toupper(out.code);
			out.mods &= ~(unsigned)KEY_SHIFT;
		}
		if (out.mods & KEY_CTRL && out.code < 0x80)
			out.code = (uint32_t)g_ascii_tolower((char)out.code);
	}
	*key = out;
	return true;
}

/* What stands after the modifiers. */
static void append_bare(GString *out, struct key key, bool for_people)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (key.code == names[i].code) {
			g_string_append(out, for_people ? _(names[i].words) : names[i].name);
			return;
		}
	}
	if (key.code >= KEYCODE_F1 && key.code <= KEYCODE_F12) {
		g_string_append_printf(out, "F%u", (unsigned)(key.code - KEYCODE_F1 + 1));
		return;
	}
	if (key.code < KEYCODE_FIRST) {
		char bytes[4];
		uint32_t code = key.code;

		if (for_people && key.mods)
			code = g_unichar_toupper(code);
		g_string_append_len(out, bytes, (gssize)utf8_put(bytes, code));
	}
}

static char *print(struct key key, bool for_people)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(mods); i++) {
		if (key.mods & (unsigned)mods[i].mod)
			g_string_append(out, for_people ? mods[i].words : mods[i].name);
	}
	append_bare(out, key, for_people);
	return g_strdup(out->str);
}

char *key_text(struct key key)
{
	return print(key, false);
}

char *key_words(struct key key)
{
	return print(key, true);
}

struct key key_folded(struct key key)
{
	/* what Chinese input methods send for the keys of an ASCII keyboard */
	static const struct {
		uint32_t wide;
		char narrow;
	} marks[] = {
	    {0x3001, '\\'}, /* 、 is on the key of \, which filters; Shift gives ｜ */
	    {0x3002, '.'},
	    {0x300A, '<'},
	    {0x300B, '>'},
	    {0x3010, '['},
	    {0x3011, ']'},
	    {0x2018, '\''},
	    {0x2019, '\''},
	    {0x201C, '"'},
	    {0x201D, '"'},
	    {0xFFE5, '$'},
	    {0x00B7, '`'},
	};

	if (key.code >= 0xFF01 && key.code <= 0xFF5E)
		key.code -= 0xFF01 - 0x21;
	else if (key.code == 0x3000)
		key.code = KEYCODE_SPACE;
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (key.code == marks[i].wide)
			key.code = (uint32_t)marks[i].narrow;
	}
	return key;
}

bool key_is_han(struct key key)
{
	return (key.code >= 0x3400 && key.code <= 0x9FFF) ||
	       (key.code >= 0x20000 && key.code <= 0x3FFFF);
}
