/* Labels: the table, and finding them in a line. */
#include "exchange/label.h"

#include "text/utf8.h"

#define LABEL_BYTES 36 /* more than the longest label, blanks and all */

static const struct {
	enum label label;
	const char *word;
} labels[] = {
#define LABEL(label, word) {LABEL_##label, word},
#include "exchange/labels.def"
#undef LABEL
};

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0;
}

size_t blank_len(const char *text, size_t len)
{
	size_t at = 0, next = 0;

	while (next < len && is_blank(utf8_next(text, len, &next)))
		at = next;
	return at;
}

size_t trimmed(const char **text, size_t len)
{
	size_t skip = blank_len(*text, len);

	*text += skip;
	len -= skip;
	while (len) {
		size_t end = len;

		if (!is_blank(utf8_prev(*text, &end)))
			break;
		len = end;
	}
	return len;
}

enum label label_of(const char *word, size_t len)
{
	char packed[LABEL_BYTES];
	size_t used = 0;

	for (size_t at = 0; at < len;) {
		size_t from = at;
		uint32_t c = utf8_next(word, len, &at);

		if (is_blank(c) || c == '\n' || (at == len && (c == ':' || c == 0xFF1A)))
			continue;
		if (used + (at - from) >= sizeof(packed))
			return LABEL_NONE;
		memcpy(packed + used, word + from, at - from);
		used += at - from;
	}
	packed[used] = '\0';
	for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
		if (strcmp(labels[i].word, packed) == 0)
			return labels[i].label;
	return LABEL_NONE;
}

/* The label that begins here with its colon; *used is what both take. */
static enum label label_at(const char *text, size_t len, size_t *used)
{
	size_t at = 0;

	while (at < len && at < LABEL_BYTES) {
		size_t from = at;
		uint32_t c = utf8_next(text, len, &at);

		if (c == ':' || c == 0xFF1A) {
			*used = at;
			return label_of(text, from);
		}
	}
	return LABEL_NONE;
}

static bool is_break(uint32_t c)
{
	return is_blank(c) || c == ',' || c == ';' || c == '(' || c == 0xFF0C || c == 0xFF1B ||
	       c == 0xFF08;
}

/* End the part at STOP: without the comma or bracket that leads to the next one. */
static void end_part(struct labelled *part, const char *stop)
{
	part->len = trimmed(&part->value, (size_t)(stop - part->value));
	while (part->len) {
		size_t end = part->len;

		if (!is_break(utf8_prev(part->value, &end)))
			break;
		part->len = end;
	}
}

size_t label_split(const char *line, size_t len, struct labelled *parts, size_t max)
{
	size_t count = 0, at = blank_len(line, len);
	uint32_t before = ' ';

	while (at < len && count < max) {
		size_t used = 0;
		enum label label = is_break(before) ? label_at(line + at, len - at, &used)
						    : LABEL_NONE;

		if (!label && !count)
			return 0;
		if (!label) {
			before = utf8_next(line, len, &at);
			continue;
		}
		if (count)
			end_part(&parts[count - 1], line + at);
		parts[count++] = (struct labelled){label, line + at, line + at + used, 0};
		at += used;
		before = ':';
	}
	if (count)
		parts[count - 1].len = trimmed(
		    &parts[count - 1].value, (size_t)(line + len - parts[count - 1].value));
	return count;
}
