/* Lines of a text. */
#include "exchange/line.h"

#include "exchange/label.h"

bool line_at(const char *at, struct line *line)
{
	const char *end = strchr(at, '\n');

	if (!*at)
		return false;
	line->start = line->text = at;
	line->len = end ? (size_t)(end - at) : strlen(at);
	line->next = at + line->len + (end ? 1 : 0);
	line->len = trimmed(&line->text, line->len);
	return true;
}

bool line_full_at(const char *at, struct line *line)
{
	while (line_at(at, line)) {
		if (line->len)
			return true;
		at = line->next;
	}
	return false;
}

bool line_last(const char *text, size_t len, struct line *line)
{
	while (len) {
		size_t start = len;

		while (start && text[start - 1] != '\n')
			start--;
		line->start = line->text = text + start;
		line->next = text + len;
		line->len = trimmed(&line->text, len - start);
		if (line->len)
			return true;
		len = start ? start - 1 : 0;
	}
	return false;
}

bool line_is(const struct line *line, const char *pattern)
{
	g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);

	return g_regex_match_full(regex, line->text, (gssize)line->len, 0, 0, NULL, NULL);
}
