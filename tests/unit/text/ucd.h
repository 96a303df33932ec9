/* The Unicode Character Database's own files, where Debian's unicode-data is installed. */
#ifndef TEXT_UCD_H
#define TEXT_UCD_H

#include "unit.h"

#include "text/utf8.h"

#define UCD_DIR "/usr/share/unicode/"

/* The lines of a file without comments; skips the test where the file is absent. Caller frees. */
static inline char **ucd_lines(const char *name)
{
	g_autofree char *path = g_strconcat(UCD_DIR, name, NULL);
	char *text, **lines;

	if (!g_file_get_contents(path, &text, NULL, NULL)) {
		print_message("skipped: %s is absent (Debian: unicode-data)\n", path);
		skip();
	}
	lines = g_strsplit(text, "\n", -1);
	g_free(text);
	for (char **line = lines; *line != NULL; line++) {
		char *comment = strchr(*line, '#');

		if (comment != NULL)
			*comment = '\0';
		g_strstrip(*line);
	}
	return lines;
}

/*
 * One line of a break test ("÷ 0020 × 0308 ÷ 0020 ÷"): the text, and for each of its bytes and its
 * end whether a break is wanted there.
 */
static inline void ucd_break_case(const char *line, GString *text, GByteArray *breaks)
{
	g_auto(GStrv) words = g_strsplit(line, " ", -1);

	g_string_truncate(text, 0);
	g_byte_array_set_size(breaks, 0);
	for (char **word = words; *word != NULL; word++) {
		uint8_t wanted = strcmp(*word, "÷") == 0;

		if (wanted || strcmp(*word, "×") == 0) {
			g_byte_array_append(breaks, &wanted, 1);
		} else if (**word != '\0') {
			char bytes[4];
			size_t n = utf8_put(bytes, (uint32_t)strtoul(*word, NULL, 16));

			g_string_append_len(text, bytes, (gssize)n);
			wanted = 0;
			for (size_t i = 1; i < n; i++)
				g_byte_array_append(breaks, &wanted, 1);
		}
	}
}

/* The file has "first..last ; value" or "point ; value": call EACH for every line. */
static inline void ucd_ranges(const char *name,
    void (*each)(uint32_t first, uint32_t last, const char *value, void *context), void *context)
{
	g_auto(GStrv) lines = ucd_lines(name);

	for (char **line = lines; *line != NULL; line++) {
		char *end;
		uint32_t first, last;

		if (**line == '\0')
			continue;
		first = last = (uint32_t)strtoul(*line, &end, 16);
		if (g_str_has_prefix(end, ".."))
			last = (uint32_t)strtoul(end + 2, &end, 16);
		end += strspn(end, " ;");
		each(first, last, end, context);
	}
}

#endif
