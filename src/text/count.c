/* 字数; the classes of characters are those that decide how Word counts. */
#include "text/count.h"

#include "text/utf8.h"

bool is_han(uint32_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

/* Marks and letters that stand in a cell of their own, each counted by itself. */
static bool is_full_width(uint32_t c)
{
	if (c < 0x1100)
		return c == 0xB7; /* the dot between the parts of a name */
	return (c >= 0x2018 && c <= 0x201F) || (c >= 0x2014 && c <= 0x2016) || c == 0x2026 ||
	       (c >= 0x1100 && c <= 0x11FF) || (c >= 0x2460 && c <= 0x24FF) ||
	       (c >= 0x2E80 && c <= 0x33FF) || (c >= 0xA000 && c <= 0xA4CF) ||
	       (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xE000 && c <= 0xF8FF) ||
	       (c >= 0xFE10 && c <= 0xFE1F) || (c >= 0xFE30 && c <= 0xFE6F) ||
	       (c >= 0xFF01 && c <= 0xFFEF);
}

/* What joins the character before it or is not seen at all. */
static bool is_nothing(uint32_t c)
{
	if (c < 0x300)
		return false;
	return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 ||
	       (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c >= 0xE0100 && c <= 0xE01EF) ||
	       g_unichar_ismark(c);
}

/* Stops, brackets and full-width signs: neither a blank nor a mark, without looking it up. */
static bool is_stop(uint32_t c)
{
	return (c > 0x3000 && c < 0x302A) || (c > 0xFF00 && c < 0xFF40);
}

static bool is_blank(uint32_t c)
{
	if (c < 0x80)
		return c <= 0x20;
	return c == 0x3000 || g_unichar_isspace(c);
}

/* A quote with a Latin letter on both sides is an apostrophe. */
static bool is_apostrophe(uint32_t before, uint32_t c, uint32_t after)
{
	return (c == 0x2018 || c == 0x2019) && before < 0x80 && g_ascii_isalpha((char)before) &&
	       after < 0x80 && g_ascii_isalpha((char)after);
}

/* Han characters of the first plane from AT on, which is most of what is counted; their number. */
static size_t plain_han(const char *text, size_t len, size_t at)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t from = at;

	while (
	    len - at >= 3 && p[at] >= 0xE4 && p[at] <= 0xE9 && (p[at] > 0xE4 || p[at + 1] >= 0xB8))
		at += 3;
	return (at - from) / 3;
}

struct text_count text_count(const char *text, size_t len)
{
	struct text_count count = {0};
	uint32_t before = 0;
	bool in_run = false, in_line = false;

	for (size_t at = 0; at < len;) {
		size_t plain = plain_han(text, len, at);

		if (plain > 0) {
			count.han += plain;
			count.words += plain;
			count.lines += !in_line;
			in_line = true;
			in_run = false;
			before = 0x4E00;
			at += 3 * plain;
			continue;
		}
		uint32_t c = utf8_next(text, len, &at);
		uint32_t after = at < len ? (unsigned char)text[at] : 0;

		if (c == '\n')
			in_line = false;
		bool stop = is_stop(c);

		if (!stop && is_blank(c)) {
			in_run = false;
		} else if (stop || !is_nothing(c)) {
			bool han = is_han(c);
			bool alone = han || (is_full_width(c) && !is_apostrophe(before, c, after));

			count.han += han;
			count.words += alone || !in_run;
			in_run = !alone;
			count.lines += !in_line;
			in_line = true;
		}
		before = c;
	}
	return count;
}
