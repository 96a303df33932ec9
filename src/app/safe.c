/* What may be shown of text that came from outside. */
#include "app/safe.h"

/* Terminals obey C1 controls in UTF-8 too: two bytes, the second 80 to 9F. */
static bool is_control(const char *at)
{
	unsigned char c = (unsigned char)at[0];

	return c < ' ' || c == 0x7f || (c == 0xc2 && (unsigned char)at[1] < 0xa0);
}

char *safe_line(const char *text)
{
	char *copy = g_utf8_make_valid(text ? text : "", -1);

	for (char *at = copy; *at; at++) {
		if (!is_control(at))
			continue;
		if ((unsigned char)*at == 0xc2)
			*at++ = ' ';
		*at = ' ';
	}
	return copy;
}
