/* UTF-8 by the byte: is it sound, which character stands here, mend it, put it in NFC. */
#include "text/utf8.h"

#include <errno.h>
#include <uninorm.h>

#include "base/lang.h"

/*
 * Bytes of the well-formed sequence at P, or 0; *BROKEN then says how many bytes one U+FFFD stands
 * for (the maximal subpart). *C is the character.
 */
static size_t take(const unsigned char *p, size_t len, uint32_t *c, size_t *broken)
{
	unsigned char low = 0x80, high = 0xBF;
	size_t need;

	*broken = 1;
	if (p[0] < 0x80) {
		*c = p[0];
		return 1;
	}
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	need = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	*c = p[0] & (0x7Fu >> need);
	/* The second byte alone tells overlong forms, surrogates and what is past U+10FFFF. */
	if (p[0] == 0xE0)
		low = 0xA0;
	else if (p[0] == 0xED)
		high = 0x9F;
	else if (p[0] == 0xF0)
		low = 0x90;
	else if (p[0] == 0xF4)
		high = 0x8F;
	for (size_t i = 1; i < need; i++) {
		if (i == len || p[i] < low || p[i] > high) {
			*broken = i;
			return 0;
		}
		*c = *c << 6 | (p[i] & 0x3F);
		low = 0x80;
		high = 0xBF;
	}
	return need;
}

size_t utf8_sound_len(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t at = 0, broken, n;
	uint32_t c;

	while (at < len) {
		uint64_t eight;

		/* Whole words of ASCII at a time: half of a file of numbers is that. */
		while (len - at >= 8) {
			memcpy(&eight, p + at, 8);
			if (eight & 0x8080808080808080u)
				break;
			at += 8;
		}
		if (at == len)
			break;
		n = take(p + at, len - at, &c, &broken);
		if (n == 0)
			break;
		at += n;
	}
	return at;
}

bool utf8_is_sound(const char *text, size_t len)
{
	return utf8_sound_len(text, len) == len;
}

uint32_t utf8_next(const char *text, size_t len, size_t *at)
{
	const unsigned char *p = (const unsigned char *)text + *at;
	size_t broken, n;
	uint32_t c;

	/* Three bytes of which none has a rule of its own: nearly all of Chinese text. */
	if (p[0] > 0xE0 && p[0] < 0xED && len - *at >= 3 && (p[1] & 0xC0) == 0x80 &&
	    (p[2] & 0xC0) == 0x80) {
		*at += 3;
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	}
	n = take(p, len - *at, &c, &broken);
	if (n == 0) {
		*at += 1;
		return UTF8_REPLACEMENT;
	}
	*at += n;
	return c;
}

uint32_t utf8_prev(const char *text, size_t *at)
{
	size_t end = *at, start = end - 1, check;
	uint32_t c;

	while (start > 0 && end - start < 4 && !utf8_is_lead(text[start]))
		start--;
	check = start;
	c = utf8_next(text, end, &check);
	if (check != end) { /* ill-formed: the last byte alone */
		*at = end - 1;
		return UTF8_REPLACEMENT;
	}
	*at = start;
	return c;
}

size_t utf8_put(char *out, uint32_t c)
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = UTF8_REPLACEMENT;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* A string of LEN bytes that may be refused: GLib's own would end the program. */
static GString *string_of(size_t len, struct err *err)
{
	char *room = g_try_malloc(len + 1);

	if (room == NULL) {
		err_fail(err, ERR_FULL, _("not enough memory for a text of %zu bytes"), len);
		return NULL;
	}
	g_free(room);
	return g_string_sized_new(len);
}

GString *utf8_mend(const char *text, size_t len, size_t *mended, struct err *err)
{
	GString *out = string_of(len, err);
	size_t at = 0, count = 0;

	if (out == NULL)
		return NULL;
	while (at < len) {
		size_t sound = utf8_sound_len(text + at, len - at);
		size_t broken;
		uint32_t c;

		g_string_append_len(out, text + at, (gssize)sound);
		at += sound;
		if (at == len)
			break;
		take((const unsigned char *)text + at, len - at, &c, &broken);
		g_string_append(out, "\xEF\xBF\xBD");
		at += broken;
		count++;
	}
	if (mended != NULL)
		*mended = count;
	return out;
}

/*
 * Han, kana without voicing marks, their punctuation and ASCII cannot change: most texts need no
 * table. A combining character begins at U+0300, and what decomposes begins at U+00C0.
 */
static bool is_surely_nfc(const unsigned char *p, size_t len)
{
	for (size_t at = 0; at < len;) {
		if (p[at] < 0x80)
			at++;
		else if (p[at] >= 0xE4 && p[at] <= 0xE9)
			at += 3;
		else if (p[at] == 0xE3 && p[at + 1] == 0x80 && p[at + 2] < 0xAA)
			at += 3;
		else if (p[at] == 0xE2 && p[at + 1] == 0x80 && p[at + 2] >= 0x82)
			at += 3;
		else if (p[at] == 0xEF && p[at + 1] == 0xBC)
			at += 3;
		else
			return false;
	}
	return true;
}

GString *utf8_nfc(const char *text, size_t len, struct err *err)
{
	size_t sound = utf8_sound_len(text, len), out_len = 0;
	GString *out;
	uint8_t *normal;

	if (sound != len) {
		err_fail(err, ERR_INPUT, _("the text is not UTF-8 at byte %zu"), sound);
		return NULL;
	}
	out = string_of(len, err);
	if (out == NULL)
		return NULL;
	if (is_surely_nfc((const unsigned char *)text, len))
		return g_string_append_len(out, text, (gssize)len);
	normal = u8_normalize(UNINORM_NFC, (const uint8_t *)text, len, NULL, &out_len);
	if (normal == NULL) {
		g_string_free(out, TRUE);
		err_fail_code(
		    err, ERR_FULL, errno, _("not enough memory for a text of %zu bytes"), len);
		return NULL;
	}
	g_string_append_len(out, (const char *)normal, (gssize)out_len);
	free(normal);
	return out;
}
