/* Line ends; one pass each way. */
#include "text/newline.h"

/* Bytes of the line end at AT, 0 where there is none; seen gets the bit of its kind. */
static size_t end_at(const char *at, unsigned *seen)
{
	switch ((unsigned char)at[0]) {
	case '\n':
		*seen |= 1u << NEWLINE_LF;
		return 1;
	case '\r':
		*seen |= 1u << (at[1] == '\n' ? NEWLINE_CRLF : NEWLINE_CR);
		return at[1] == '\n' ? 2 : 1;
	case '\v':
	case '\f':
		return 1;
	case 0xC2:
		return (unsigned char)at[1] == 0x85 ? 2 : 0;
	case 0xE2:
		if ((unsigned char)at[1] == 0x80 &&
		    ((unsigned char)at[2] == 0xA8 || (unsigned char)at[2] == 0xA9))
			return 3;
		return 0;
	default:
		return 0;
	}
}

enum newline newline_plain(char *text, size_t *len)
{
	const char *from = text;
	const char *stop = text + *len;
	char *to = text;
	unsigned seen = 0;

	while (from < stop) {
		size_t end = end_at(from, &seen);

		*to++ = end ? '\n' : *from;
		from += end ? end : 1;
	}
	*to = '\0';
	*len = (size_t)(to - text);
	for (enum newline kind = NEWLINE_NONE; kind < NEWLINE_MIXED; kind++)
		if (seen == (kind ? 1u << kind : 0u))
			return kind;
	return NEWLINE_MIXED;
}
