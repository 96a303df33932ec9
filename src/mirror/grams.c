/* The index of character pairs: what makes words of one, two and three Han characters found. */
#include "mirror/grams.h"

#include "mirror/local.h"
#include "text/utf8.h"

#include <sqlite3.h>

/*
 * One character as search sees it: wide letters and signs narrow, small, quotation marks alike.
 * One character always becomes one.
 */
static uint32_t grams_fold(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	if (c >= 0x2E80 && c < 0xFF00 && c != 0x3000 && !(c >= 0x3001 && c <= 0x301F))
		return c; /* Han and what stands around it: nothing to fold */
	if (c >= 0xFF01 && c <= 0xFF5E)
		return grams_fold(c - 0xFEE0);
	switch (c) {
	case 0x00A0:
	case 0x2003:
	case 0x2002:
	case 0x3000:
		return ' ';
	case 0x2018:
	case 0x2019:
	case 0x300E:
	case 0x300F:
		return '\'';
	case 0x201C:
	case 0x201D:
	case 0x300C:
	case 0x300D:
	case 0x301D:
	case 0x301E:
		return '"';
	case 0x3001:
	case 0xFF64:
		return ',';
	case 0x3002:
	case 0xFF61:
		return '.';
	case 0x3010:
	case 0x3014:
		return '[';
	case 0x3011:
	case 0x3015:
		return ']';
	case 0x2010:
	case 0x2011:
	case 0x2013:
	case 0x2014:
	case 0x2212:
		return '-';
	case 0x2022:
	case 0x30FB:
	case 0x00B7:
		return 0x00B7;
	default:
		return c < 0x2000 ? g_unichar_tolower(c) : c;
	}
}

char *grams_fold_text(const char *text)
{
	size_t len = strlen(text);
	GString *out = g_string_sized_new(len);

	for (size_t at = 0; at < len;) {
		char bytes[4];
		size_t put = utf8_put(bytes, grams_fold(utf8_next(text, len, &at)));

		g_string_append_len(out, bytes, (gssize)put);
	}
	return g_string_free(out, FALSE);
}

bool grams_is_plain(const char *text)
{
	size_t len = strlen(text);

	for (size_t at = 0; at < len;) {
		uint32_t c = utf8_next(text, len, &at);

		if (!(c >= 0x3400 && c <= 0x9FFF) && !(c >= 0x20000 && c < 0x40000))
			return false;
	}
	return true;
}

const char *grams_find(const char *text, const char *needle, size_t *len)
{
	size_t text_len = strlen(text);
	size_t needle_len = strlen(needle);
	size_t first_at = 0;
	uint32_t first = needle_len ? utf8_next(needle, needle_len, &first_at) : 0;

	if (first >= 0x3400 && grams_is_plain(needle)) { /* as it stands, then */
		*len = needle_len;
		return strstr(text, needle);
	}

	for (size_t start = 0; start < text_len;) {
		size_t at = start;
		size_t want = first_at;
		bool alike = needle_len && grams_fold(utf8_next(text, text_len, &at)) == first;
		size_t next = needle_len ? at : text_len;

		while (alike && want < needle_len)
			alike = at < text_len && grams_fold(utf8_next(text, text_len, &at)) ==
						     utf8_next(needle, needle_len, &want);
		if (alike) {
			*len = at - start;
			return text + start;
		}
		start = next;
	}
	return NULL;
}

static void add_token(GString *match, const char *token, size_t len)
{
	g_string_append(match, match->len && match->str[match->len - 1] != '(' ? " AND \"" : "\"");
	for (size_t i = 0; i < len; i++) {
		if (token[i] == '"')
			g_string_append_c(match, '"');
		g_string_append_c(match, token[i]);
	}
	g_string_append_c(match, '"');
}

void grams_match(GString *match, const char *folded)
{
	size_t len = strlen(folded);
	size_t before = 0;
	size_t at = 0;

	if (!len)
		return;
	utf8_next(folded, len, &at);
	if (at == len)
		add_token(match, folded, len);
	for (size_t middle = at; at < len; before = middle, middle = at) {
		utf8_next(folded, len, &at);
		add_token(match, folded + before, at - before);
	}
}

typedef int token_found(void *of, int flags, const char *token, int len, int start, int end);

/* Text comes folded: 'delete' must give exactly the tokens of the insert, whatever folding became.
 */
static int cut(
    Fts5Tokenizer *nothing, void *of, int flags, const char *text, int bytes, token_found *found)
{
	size_t len = (size_t)bytes;
	size_t before = 0;
	size_t at = 0;
	int code = SQLITE_OK;

	(void)nothing;
	if (flags & FTS5_TOKENIZE_QUERY)
		return bytes ? found(of, 0, text, bytes, 0, bytes) : SQLITE_OK;
	for (size_t start = 0; start < len && code == SQLITE_OK; before = start, start = at) {
		utf8_next(text, len, &at);
		if (text[start] == '\n')
			continue;
		code = found(of, 0, text + start, (int)(at - start), (int)start, (int)at);
		if (code == SQLITE_OK && start > 0 && text[before] != '\n')
			code = found(
			    of, 0, text + before, (int)(at - before), (int)before, (int)at);
	}
	return code;
}

static int make_cutter(void *nothing, const char **args, int count, Fts5Tokenizer **cutter)
{
	static const char only_one = 0; /* it has no state, but FTS5 takes NULL for a failure */

	(void)nothing;
	(void)args;
	(void)count;
	*cutter = (Fts5Tokenizer *)(uintptr_t)&only_one;
	return SQLITE_OK;
}

static void free_cutter(Fts5Tokenizer *cutter)
{
	(void)cutter;
}

static void has(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *needle = (const char *)sqlite3_value_text(values[0]);
	const char *text = (const char *)sqlite3_value_text(values[1]);
	size_t len;

	(void)count;
	sqlite3_result_int(context, needle && text && grams_find(text, needle, &len));
}

/* Always true; leaves behind how far a scan has come (struct scan). */
static void at(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct mirror *mirror = sqlite3_user_data(context);

	(void)count;
	mirror->scan.before_last = mirror->scan.last;
	mirror->scan.last = sqlite3_value_int64(values[0]);
	mirror->scan.steps++;
	sqlite3_result_int(context, 1);
}

bool grams_join(struct mirror *mirror, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	fts5_api *api = NULL;
	fts5_tokenizer cutter = {make_cutter, free_cutter, cut};
	int code = sqlite3_prepare_v2(mirror->handle, "SELECT fts5(?1)", -1, &stmt, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_bind_pointer(stmt, 1, (void *)&api, "fts5_api_ptr", NULL);
	if (code == SQLITE_OK)
		sqlite3_step(stmt);
	sqlite3_finalize(stmt);
	if (code == SQLITE_OK)
		code = api ? api->xCreateTokenizer(api, "grams", NULL, &cutter, NULL)
			   : SQLITE_ERROR;
	if (code == SQLITE_OK)
		code = sqlite3_create_function_v2(mirror->handle, "has", 2,
		    SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, has, NULL, NULL, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_create_function_v2(
		    mirror->handle, "at", 1, SQLITE_UTF8, mirror, at, NULL, NULL, NULL);
	return code == SQLITE_OK || local_fail(mirror, code, err);
}
