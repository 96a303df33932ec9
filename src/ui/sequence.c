/* Tables from escape sequences to keys. */
#include "ui/sequence.h"

/* Modifiers as xterm writes them: one more than the sum of shift 1, alt 2, ctrl 4. */
static unsigned mods_of(int number)
{
	return number > 1 ? (unsigned)(number - 1) & 7u : 0;
}

/* "CSI number ~": the keys of the VT220 and those that xterm, rxvt and linux added. */
static uint32_t tilde_key(int number)
{
	static const enum key_code edit[9] = {KEYCODE_NONE, KEYCODE_HOME, KEYCODE_INS, KEYCODE_DEL,
	    KEYCODE_END, KEYCODE_PGUP, KEYCODE_PGDN, KEYCODE_HOME, KEYCODE_END};

	if (number >= 0 && number < 9)
		return edit[number];
	if (number >= 11 && number <= 15)
		return KEYCODE_F1 + (uint32_t)(number - 11);
	if (number >= 17 && number <= 21)
		return KEYCODE_F1 + (uint32_t)(number - 17 + 5);
	if (number >= 23 && number <= 24)
		return KEYCODE_F1 + (uint32_t)(number - 23 + 10);
	return KEYCODE_NONE;
}

/* The last byte of a sequence without a number, after CSI or SS3. */
static uint32_t final_key(char final)
{
	static const struct {
		char final;
		enum key_code code;
	} finals[] = {
	    {'A', KEYCODE_UP},
	    {'B', KEYCODE_DOWN},
	    {'C', KEYCODE_RIGHT},
	    {'D', KEYCODE_LEFT},
	    {'H', KEYCODE_HOME},
	    {'F', KEYCODE_END},
	    {'P', KEYCODE_F1},
	    {'Q', KEYCODE_F1 + 1},
	    {'R', KEYCODE_F1 + 2},
	    {'S', KEYCODE_F1 + 3},
	    {'M', KEYCODE_ENTER},
	    {'I', KEYCODE_TAB},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(finals); i++) {
		if (finals[i].final == final)
			return finals[i].code;
	}
	return KEYCODE_NONE;
}

/* rxvt: small letters are arrows with a modifier. */
static uint32_t rxvt_arrow(char final)
{
	return final >= 'a' && final <= 'd' ? final_key((char)(final - 'a' + 'A')) : KEYCODE_NONE;
}

/* A character with modifiers, as "CSI code ; mods u" and "CSI 27 ; mods ; code ~" send it. */
static bool character(int code, unsigned mods, struct key *key)
{
	if (code <= 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		return false;
	*key = (struct key){(uint32_t)code, mods};
	if (code == 27)
		key->code = KEYCODE_ESC;
	else if (code >= 0x20 && code != 0x7f && mods & KEY_CTRL)
		key->code = (uint32_t)g_unichar_tolower((gunichar)code);
	else if (code > 0x20 && code != 0x7f)
		key->mods &= ~(unsigned)KEY_SHIFT;
	return true;
}

bool sequence_csi(const int *number, int count, char final, struct key *key)
{
	unsigned mods = count > 1 ? mods_of(number[1]) : 0;

	if (final == 'u')
		return character(number[0], mods, key);
	if (final == '~' && number[0] == 27 && count == 3)
		return character(number[2], mods, key);
	*key = (struct key){KEYCODE_NONE, mods};
	if (strchr("~^$@", final)) {
		key->code = tilde_key(number[0]);
		key->mods |= final == '^' || final == '@' ? (unsigned)KEY_CTRL : 0;
		key->mods |= final == '$' || final == '@' ? (unsigned)KEY_SHIFT : 0;
	} else if (final == 'Z') {
		*key = (struct key){KEYCODE_TAB, mods | KEY_SHIFT};
	} else if (rxvt_arrow(final) != KEYCODE_NONE) {
		*key = (struct key){rxvt_arrow(final), mods | KEY_SHIFT};
	} else {
		key->code = final_key(final);
	}
	return key->code != KEYCODE_NONE;
}

bool sequence_ss3(char final, struct key *key)
{
	bool rxvt = rxvt_arrow(final) != KEYCODE_NONE;

	*key = (struct key){rxvt ? rxvt_arrow(final) : final_key(final), rxvt ? KEY_CTRL : 0};
	return key->code != KEYCODE_NONE;
}
