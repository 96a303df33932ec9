/* Secrecy marks, as they are printed on paper and typed at the head of a file. */
#include "exchange/secrecy.h"

#include "exchange/line.h"

#define HEAD_LINES 10
#define COPY_LINES 3 /* the number of a copy stands at the very top */

#define LEVEL "(?:绝\\s*密|机\\s*密|秘\\s*密)"
#define STAR "[★☆✩✭⭐*＊]"
#define TERM "(?:\\d+\\s*[年月天日]|[一二三十]+年|长期|启用前|解密前)"

static bool is_marked(const struct line *line, int no)
{
	if (line_is(line, LEVEL "\\s*级?\\s*" STAR))
		return true;
	/* alone on its line, with urgency or a term at most */
	if (line_is(line, "^(?:\\d{6}\\s+)?(?:特急|加急|急件)?\\s*[【〖（(\\[]?\\s*" LEVEL
			  "\\s*级?\\s*[】〗）)\\]]?\\s*(?:" TERM ")?\\s*(?:特急|加急|急件)?$"))
		return true;
	if (line_is(line, "密\\s*级\\s*[：:]?\\s*[【（(]?" LEVEL))
		return true;
	/* a level within a short line that is no sentence */
	if (line->len <= 60 && line_is(line, LEVEL "级") && !line_is(line, "[。，、；]"))
		return true;
	if (line_is(line, "份\\s*号\\s*[：:]?\\s*\\d{6}(?!\\d)"))
		return true;
	return no < COPY_LINES && line_is(line, "^(?:№|No\\.?)?\\s*\\d{6}$");
}

char *secrecy_mark(const char *text)
{
	struct line line;

	for (int no = 0; no < HEAD_LINES && line_full_at(text, &line); no++) {
		if (is_marked(&line, no)) {
			g_autofree char *whole = g_strndup(line.text, line.len);

			return g_utf8_substring(whole, 0, MIN(20, g_utf8_strlen(whole, -1)));
		}
		text = line.next;
	}
	return NULL;
}

char *secrecy_mark_name(const char *name)
{
	struct line line = {.text = name, .len = strlen(name)};

	if (line_is(&line, LEVEL "\\s*级?\\s*" STAR) ||
	    line_is(&line, "[【〖（(\\[]" LEVEL "级?[】〗）)\\]]"))
		return g_strdup(name);
	return NULL;
}

char *secrecy_mark_raw(const void *bytes, size_t len)
{
	/* the first character of 绝密, 机密, 秘密, then 密★, in both sets */
	static const struct {
		const char *mark, *bytes;
		size_t len;
	} marks[] = {
	    {"绝密★", "\xDD\x7E\xC6\x5B\x05\x26", 6},
	    {"机密★", "\x3A\x67\xC6\x5B\x05\x26", 6},
	    {"秘密★", "\xD8\x79\xC6\x5B\x05\x26", 6},
	    {"绝密★", "\xBE\xF8\xC3\xDC\xA1\xEF", 6},
	    {"机密★", "\xBB\xFA\xC3\xDC\xA1\xEF", 6},
	    {"秘密★", "\xC3\xD8\xC3\xDC\xA1\xEF", 6},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (memmem(bytes, len, marks[i].bytes, marks[i].len))
			return g_strdup(marks[i].mark);
	return NULL;
}
