/* Keys by name, as the bytes that a terminal in its present mode would send for them. */
#include "screen.h"

static const struct {
	const char *name;
	VTermKey key;
} NAMED[] = {
    {"Enter", VTERM_KEY_ENTER},
    {"Tab", VTERM_KEY_TAB},
    {"BS", VTERM_KEY_BACKSPACE},
    {"Esc", VTERM_KEY_ESCAPE},
    {"Up", VTERM_KEY_UP},
    {"Down", VTERM_KEY_DOWN},
    {"Left", VTERM_KEY_LEFT},
    {"Right", VTERM_KEY_RIGHT},
    {"Ins", VTERM_KEY_INS},
    {"Del", VTERM_KEY_DEL},
    {"Home", VTERM_KEY_HOME},
    {"End", VTERM_KEY_END},
    {"PgUp", VTERM_KEY_PAGEUP},
    {"PgDn", VTERM_KEY_PAGEDOWN},
};

static VTermKey key_named(const char *name)
{
	char *rest = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(NAMED); i++)
		if (strcmp(NAMED[i].name, name) == 0)
			return NAMED[i].key;
	if (name[0] == 'F' && name[1]) {
		long number = strtol(name + 1, &rest, 10);
		if (!*rest && number >= 1 && number <= 12)
			return VTERM_KEY_FUNCTION((int)number);
	}
	return VTERM_KEY_NONE;
}

/* A character, with Ctrl as the control byte and Alt as Escape in front: what all terminals send.
 */
static bool put_character(GString *bytes, const char *text, VTermModifier mods)
{
	if (!g_utf8_validate(text, -1, NULL) || g_utf8_strlen(text, -1) != 1)
		return false;
	if (mods & VTERM_MOD_ALT)
		g_string_append_c(bytes, 27);
	if (mods & VTERM_MOD_CTRL)
		g_string_append_c(bytes, (char)(g_ascii_toupper(*text) & 0x1f));
	else
		g_string_append(bytes, text);
	return true;
}

static bool put_key(struct screen *screen, GString *bytes, const char *word)
{
	VTermModifier mods = VTERM_MOD_NONE;
	VTermKey key;
	char made[32];

	for (; word[0] && word[1] == '-' && word[2]; word += 2) {
		if (word[0] == 'C')
			mods |= VTERM_MOD_CTRL;
		else if (word[0] == 'M')
			mods |= VTERM_MOD_ALT;
		else if (word[0] == 'S')
			mods |= VTERM_MOD_SHIFT;
		else
			return false;
	}
	if (strcmp(word, "Space") == 0)
		return put_character(bytes, " ", mods);
	key = key_named(word);
	if (key == VTERM_KEY_NONE)
		return put_character(bytes, word, mods);
	/* Alt-Escape would be read as a plain letter's prefix: no terminal sends it as one key. */
	vterm_keyboard_key(screen->vt, key, mods);
	g_string_append_len(bytes, made, (gssize)vterm_output_read(screen->vt, made, sizeof made));
	return true;
}

bool screen_keys(struct screen *screen, const char *names)
{
	g_auto(GStrv) words = g_strsplit(names, " ", -1);
	bool known = true, sent = true;

	for (size_t i = 0; known && sent && words[i]; i++) {
		g_autoptr(GString) bytes = g_string_new(NULL);
		if (!*words[i])
			continue;
		known = put_key(screen, bytes, words[i]);
		/*
		 * An Escape in one packet with the next key is read as Alt and that key, so wait
		 * until it has been understood alone. All other keys may run ahead, as fingers do.
		 */
		sent = known && screen_send(screen, bytes->str, bytes->len) &&
		       (strcmp(words[i], "Esc") != 0 || !words[i + 1] || screen_settle(screen));
	}
	return known && sent;
}

bool screen_paste(struct screen *screen, const char *text)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	char made[32];

	vterm_keyboard_start_paste(screen->vt);
	g_string_append_len(bytes, made, (gssize)vterm_output_read(screen->vt, made, sizeof made));
	g_string_append(bytes, text);
	vterm_keyboard_end_paste(screen->vt);
	g_string_append_len(bytes, made, (gssize)vterm_output_read(screen->vt, made, sizeof made));
	return screen_send(screen, bytes->str, bytes->len);
}
