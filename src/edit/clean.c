/* What is pasted, made fit for a text: no controls, one kind of line end, sound UTF-8. */
#include "edit/clean.h"

#include "base/bounds.h"
#include "base/lang.h"
#include "text/unidata.h"
#include "text/utf8.h"

#define LINE_SEPARATOR 0x2028u
#define PARAGRAPH_SEPARATOR 0x2029u

/* U+200C and U+200D join letters and emoji; the table does not call them controls. */
static bool is_unwanted(uint32_t c)
{
	return c != '\t' && c != '\n' && unidata(c)->width == UNI_STAND_IN;
}

static GString *without_controls(const char *text, size_t len, size_t *count)
{
	GString *out = g_string_sized_new(len);

	for (size_t at = 0; at < len;) {
		size_t start = at;
		uint32_t c = utf8_next(text, len, &at);

		if (c == '\r') {
			if (at == len || text[at] != '\n')
				g_string_append_c(out, '\n');
		} else if (c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
			g_string_append_c(out, '\n');
		} else if (is_unwanted(c)) {
			++*count;
		} else {
			g_string_append_len(out, text + start, (gssize)(at - start));
		}
	}
	return out;
}

GString *clean_paste(const char *text, size_t len, size_t *cleaned, struct err *err)
{
	g_autoptr(GString) sound = NULL;
	g_autoptr(GString) plain = NULL;
	size_t count = 0;

	if (len > BOUND_BODY_BYTES) {
		err_fail(err, ERR_FULL, _("the text would be longer than %u MiB"),
		    BOUND_BODY_BYTES >> 20);
		return NULL;
	}
	sound = utf8_mend(text, len, &count, err);
	if (sound == NULL)
		return NULL;
	plain = without_controls(sound->str, sound->len, &count);
	if (cleaned != NULL)
		*cleaned = count;
	return utf8_nfc(plain->str, plain->len, err);
}
