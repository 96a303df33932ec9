/* Initials of Chinese words, so that "bs" finds 报送 in the palette and "zbj" a person. */
#ifndef TEXT_PINYIN_H
#define TEXT_PINYIN_H

#include "base/attr.h"

/*
 * Initial letters a character can have, usual reading first: "zc" for 长. A Latin letter or digit
 * is its own, in lower case; "" for what is not spoken. Owns: borrows nothing; the letters are
 * static.
 */
const char *pinyin_initials(uint32_t point);

/* The usual initials of a whole string, unspoken characters left out. Owns: the caller frees. */
char *pinyin_of(const char *text);

/*
 * Whether TYPED, letters and digits of any case, begins the initials of TEXT read from some
 * character on, with any of the readings of each. An empty TYPED matches everything.
 */
bool pinyin_matches(const char *text, const char *typed);

#endif
