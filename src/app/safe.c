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

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits, with one hyphen or blank between them allowed: "0731-8888 1234". */
static size_t run_of_digits(const char *at, size_t *digits)
{
	size_t len = 0;

	*digits = 0;
	while (is_digit(at[len]) ||
	       ((at[len] == '-' || at[len] == ' ') && len && is_digit(at[len + 1]))) {
		*digits += is_digit(at[len]) ? 1 : 0;
		len++;
	}
	if (*digits == 17 && (at[len] == 'X' || at[len] == 'x')) {
		len++;
		++*digits;
	}
	return len;
}

char *safe_masked(const char *text)
{
	char *copy = g_strdup(text ? text : "");

	for (char *at = copy; *at;) {
		size_t digits;
		size_t len = run_of_digits(at, &digits);

		/* Dates and sums are shorter; what is longer than a card is no number of a person.
		 */
		if (digits >= 10 && digits <= 19) {
			for (size_t i = 3; i + 2 < len; i++) {
				if (is_digit(at[i]))
					at[i] = '*';
			}
		}
		at += len ? len : 1;
	}
	return copy;
}
