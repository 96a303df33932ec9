/* Sorted key=value lines; the tree keeps the order, the escapes keep one line one pair. */
#include "model/detail.h"

#include <inttypes.h>

static int by_bytes(const void *a, const void *b, void *nothing)
{
	(void)nothing;
	return strcmp(a, b);
}

void detail_clear(struct detail *detail)
{
	if (detail->pairs)
		g_tree_destroy(detail->pairs);
	detail->pairs = NULL;
}

void detail_put(struct detail *detail, const char *key, const char *value)
{
	if (!detail->pairs)
		detail->pairs = g_tree_new_full(by_bytes, NULL, g_free, g_free);
	if (value && *value)
		g_tree_replace(detail->pairs, g_strdup(key), g_strdup(value));
	else
		g_tree_remove(detail->pairs, key);
}

void detail_put_int(struct detail *detail, const char *key, int64_t value)
{
	g_autofree char *digits = g_strdup_printf("%" PRId64, value);

	detail_put(detail, key, digits);
}

static int print_pair(void *key, void *value, void *to)
{
	GString *out = to;

	g_string_append_printf(out, "%s=", (const char *)key);
	for (const char *c = value; *c; c++) {
		if (*c == '\n')
			g_string_append(out, "\\n");
		else if (*c == '\\')
			g_string_append(out, "\\\\");
		else
			g_string_append_c(out, *c);
	}
	g_string_append_c(out, '\n');
	return FALSE;
}

char *detail_print(const struct detail *detail)
{
	GString *out = g_string_new(NULL);

	if (detail->pairs)
		g_tree_foreach(detail->pairs, print_pair, out);
	return g_string_free(out, FALSE);
}

static char *unescaped(const char *from, size_t len)
{
	GString *out = g_string_sized_new(len);

	for (size_t i = 0; i < len; i++) {
		if (from[i] == '\\' && i + 1 < len) {
			i++;
			g_string_append_c(out, from[i] == 'n' ? '\n' : from[i]);
		} else {
			g_string_append_c(out, from[i]);
		}
	}
	return g_string_free(out, FALSE);
}

bool detail_parse(const char *text, struct detail *detail)
{
	detail_clear(detail);
	for (const char *line = text; *line;) {
		const char *end = strchr(line, '\n');
		const char *equals = strchr(line, '=');

		if (!end || !equals || equals > end || equals == line)
			return false;
		g_autofree char *key = g_strndup(line, (size_t)(equals - line));
		g_autofree char *value = unescaped(equals + 1, (size_t)(end - equals - 1));
		detail_put(detail, key, value);
		line = end + 1;
	}
	g_autofree char *again = detail_print(detail);
	return strcmp(again, text) == 0;
}

char *detail_get(const char *text, const char *key)
{
	size_t len = strlen(key);

	for (const char *line = text; line && *line;) {
		const char *end = strchr(line, '\n');

		if (!end)
			return NULL;
		if (strncmp(line, key, len) == 0 && line[len] == '=')
			return unescaped(line + len + 1, (size_t)(end - line) - len - 1);
		line = end + 1;
	}
	return NULL;
}

int64_t detail_get_int(const char *text, const char *key, int64_t otherwise)
{
	g_autofree char *value = detail_get(text, key);
	char *end = NULL;

	if (!value || !*value)
		return otherwise;
	int64_t number = g_ascii_strtoll(value, &end, 10);
	return *end ? otherwise : number;
}
