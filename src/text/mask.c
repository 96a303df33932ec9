/* Telephone and identity numbers with their middle as stars. */
#include "text/mask.h"

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

char *mask_numbers(const char *text)
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

bool mask_is_of(const char *masked, const char *text)
{
	g_autofree char *wanted = mask_numbers(text);

	return strchr(masked, '*') && strcmp(masked, wanted) == 0;
}
