/* UTF-8 by the byte: is it sound, which character stands here, mend it, put it in NFC. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "base/err.h"

#define UTF8_REPLACEMENT 0xFFFDu

/*
 * Whether all of TEXT is well-formed UTF-8: no surrogate, nothing overlong, nothing past U+10FFFF.
 * Zero bytes are characters like others.
 * Source: Unicode, table 3-7.
 */
bool utf8_is_sound(const char *text, size_t len);

/* Bytes of the longest well-formed beginning of TEXT. */
size_t utf8_sound_len(const char *text, size_t len);

/*
 * The character at *AT, which moves behind it. *AT must be below LEN.
 * Errors: none; an ill-formed byte is U+FFFD and one byte long.
 */
uint32_t utf8_next(const char *text, size_t len, size_t *at);

/* The character before *AT, which moves to its beginning. *AT must not be 0. Errors: as utf8_next.
 */
uint32_t utf8_prev(const char *text, size_t *at);

/* Write C to OUT, which has room for 4 bytes; returns the bytes used. No end is written. */
size_t utf8_put(char *out, uint32_t c);

/* Whether a character may begin at this byte: it is no continuation byte. */
static inline bool utf8_is_lead(char byte)
{
	return ((unsigned char)byte & 0xC0) != 0x80;
}

/*
 * TEXT with every ill-formed sequence replaced by one U+FFFD; *MENDED (may be NULL) counts them.
 * Owns: the caller frees. Errors: FULL.
 * Source: Unicode 3.9, substitution of maximal subparts, as browsers do it.
 */
GString *utf8_mend(const char *text, size_t len, size_t *mended, struct err *err) CHECKED;

/*
 * TEXT in Normalisation Form C, the one form of all text inside. Compatibility characters stay:
 * a full-width letter is still one.
 * Owns: the caller frees. Errors: INPUT when it is not UTF-8, FULL.
 */
GString *utf8_nfc(const char *text, size_t len, struct err *err) CHECKED;

#endif
