/* The length of a text as offices count it: 字数 as Word shows it, and Han characters alone. */
#ifndef TEXT_COUNT_H
#define TEXT_COUNT_H

#include "base/attr.h"

struct text_count {
	size_t words; /* 字数: each Han character and full-width mark, each run of anything else */
	size_t han; /* Han characters alone */
	size_t lines; /* lines that are not blank */
};

/*
 * Count the LEN bytes of TEXT, valid UTF-8. White space, combining marks and characters without
 * width count nothing; an apostrophe or quote inside a Latin word is part of the word.
 * Source: domain.md 3, counting rule.
 */
struct text_count text_count(const char *text, size_t len);

/* Whether a point is a Han character (unified, its extensions, compatibility, 〇). */
bool is_han(uint32_t point);

#endif
