/* Conversion to UTF-8: iconv for the two Chinese sets, and our table of what it does not know. */
#include "text/charset.h"

#include "base/lang.h"
#include "text/utf8.h"

#include <errno.h>
#include <iconv.h>

#define RUN_BYTES 4096 /* what iconv is given at once; its answer fits the stack */

struct point {
	uint32_t from, to;
};

static const struct point gb_codes[] = {
#define GB_CODE(code, point) {code, point},
#define GB_PRIVATE(private, point)
#define BIG5_CODE(code, point)
#include "text/charset.def"
#undef GB_CODE
#undef GB_PRIVATE
#undef BIG5_CODE
};

static const struct point gb_private[] = {
#define GB_CODE(code, point)
#define GB_PRIVATE(private, point) {private, point},
#define BIG5_CODE(code, point)
#include "text/charset.def"
#undef GB_CODE
#undef GB_PRIVATE
#undef BIG5_CODE
};

static const struct point big5_codes[] = {
#define GB_CODE(code, point)
#define GB_PRIVATE(private, point)
#define BIG5_CODE(code, point) {code, point},
#include "text/charset.def"
#undef GB_CODE
#undef GB_PRIVATE
#undef BIG5_CODE
};

static const struct {
	const char *name;
	enum charset charset;
} names[] = {
    {"UTF-8", CHARSET_UTF8},
    {"UTF-16LE", CHARSET_UTF16LE},
    {"UTF-16BE", CHARSET_UTF16BE},
    {"GB18030", CHARSET_GB18030},
    {"Big5", CHARSET_BIG5},
    {"UTF8", CHARSET_UTF8},
    {"UTF-16", CHARSET_UTF16LE},
    {"UTF16LE", CHARSET_UTF16LE},
    {"UTF16BE", CHARSET_UTF16BE},
    {"UTF16", CHARSET_UTF16LE},
    {"Unicode", CHARSET_UTF16LE},
    {"GBK", CHARSET_GB18030},
    {"GB2312", CHARSET_GB18030},
    {"CP936", CHARSET_GB18030},
    {"EUC-CN", CHARSET_GB18030},
    {"GB-18030", CHARSET_GB18030},
    {"CP950", CHARSET_BIG5},
    {"Big5-HKSCS", CHARSET_BIG5},
    {"Big-5", CHARSET_BIG5},
};

const char *charset_name(enum charset charset)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (names[i].charset == charset)
			return names[i].name;
	return "";
}

enum charset charset_named(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_ascii_strcasecmp(names[i].name, name) == 0)
			return names[i].charset;
	return CHARSET_UNKNOWN;
}

/* The point that a table, sorted by its codes, gives for CODE, or 0. */
static uint32_t point_of(const struct point *points, size_t count, uint32_t code)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (points[middle].from == code)
			return points[middle].to;
		if (points[middle].from < code)
			low = middle + 1;
		else
			count = middle;
	}
	return 0;
}

/* What a private-use point of the older editions is today; any other point is itself. */
static uint32_t point_today(uint32_t point)
{
	uint32_t now = 0;

	if (point >= 0xE000 && point <= 0xEFFF)
		now = point_of(gb_private, G_N_ELEMENTS(gb_private), point);
	return now ? now : point;
}

/* Where the text grows: room for three bytes a byte was made at the start, no set needs more. */
struct sink {
	struct charset_text *out;
	char *end;
};

static void put_point(struct sink *sink, uint32_t point)
{
	sink->end += utf8_put(sink->end, point);
}

static void put_wrong(struct sink *sink, size_t offset)
{
	if (sink->out->wrong < CHARSET_PLACES)
		sink->out->places[sink->out->wrong] = offset;
	sink->out->wrong++;
	put_point(sink, 0xFFFD);
}

/* Copy UTF-8, each private-use point of the older editions as what it is today. */
static void put_text(struct sink *sink, const char *text, size_t len)
{
	const char *stop = text + len;

	while (text < stop) {
		/* U+E000 to U+EFFF, and no other character, begin with this byte */
		const char *mark = memchr(text, 0xEE, (size_t)(stop - text));
		size_t plain = (size_t)((mark ? mark : stop) - text);

		memcpy(sink->end, text, plain);
		sink->end += plain;
		text += plain;
		if (!mark)
			break;
		size_t used = 0;

		put_point(sink, point_today(utf8_next(text, (size_t)(stop - text), &used)));
		text += used;
	}
}

static void decode_utf8(struct sink *sink, const unsigned char *bytes, size_t from, size_t len)
{
	while (from < len) {
		const char *text = (const char *)bytes + from;
		size_t good = utf8_sound_len(text, len - from);

		put_text(sink, text, good);
		from += good;
		if (from < len)
			put_wrong(sink, from++);
	}
}

static void decode_utf16(
    struct sink *sink, const unsigned char *bytes, size_t from, size_t len, bool big)
{
	while (len - from >= 2) {
		uint32_t unit = big ? bytes[from] << 8 | bytes[from + 1]
				    : bytes[from + 1] << 8 | bytes[from];
		uint32_t next = 0;

		if (len - from >= 4)
			next = big ? bytes[from + 2] << 8 | bytes[from + 3]
				   : bytes[from + 3] << 8 | bytes[from + 2];
		if (unit < 0xD800 || unit > 0xDFFF) {
			put_point(sink, point_today(unit));
		} else if (unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF) {
			put_point(sink, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
			from += 2;
		} else {
			put_wrong(sink, from);
		}
		from += 2;
	}
	if (from < len)
		put_wrong(sink, from);
}

/*
 * Length of the code at AT, and the point where our table knows it and iconv does not (else 0).
 * A lone 0x80 is the euro sign that Windows writes into GBK files.
 */
static size_t code_at(const unsigned char *at, size_t left, bool big5, uint32_t *point)
{
	*point = 0;
	if (at[0] < 0x80)
		return 1;
	if (at[0] == 0x80 && !big5) {
		*point = 0x20AC;
		return 1;
	}
	if (left < 2)
		return 1;
	if (big5) {
		*point = point_of(big5_codes, G_N_ELEMENTS(big5_codes), at[0] << 8u | at[1]);
		return 2;
	}
	if (at[1] < 0x30 || at[1] > 0x39)
		return 2;
	if (left < 4)
		return left;
	if (at[0] == 0x82 || at[0] == 0x84)
		*point = point_of(gb_codes, G_N_ELEMENTS(gb_codes),
		    (uint32_t)at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3]);
	return 4;
}

/* Bytes from AT on that iconv can be given: up to a code of our table, never through a code. */
static size_t run_at(const unsigned char *at, size_t left, bool big5)
{
	size_t run = 0;
	uint32_t point;

	while (run < left && run < RUN_BYTES - 4) {
		size_t step = code_at(at + run, left - run, big5, &point);

		if (point)
			break;
		run += step;
	}
	return run;
}

static void decode_iconv(struct sink *sink, iconv_t iconv_of, const unsigned char *bytes,
    size_t from, size_t len, bool big5)
{
	char answer[4 * RUN_BYTES];

	while (from < len) {
		uint32_t point;
		size_t step = code_at(bytes + from, len - from, big5, &point);

		if (point) {
			put_point(sink, point);
			from += step;
			continue;
		}
		char *in = (char *)(uintptr_t)(bytes + from); /* iconv takes it without const */
		size_t in_left = run_at(bytes + from, len - from, big5);
		char *out = answer;
		size_t out_left = sizeof(answer);
		size_t start = from;

		iconv(iconv_of, NULL, NULL, NULL, NULL);
		bool good = iconv(iconv_of, &in, &in_left, &out, &out_left) != (size_t)-1;
		bool half = !good && errno == EINVAL;
		from = (size_t)((const unsigned char *)in - bytes);
		iconv(iconv_of, NULL, NULL, &out,
		    &out_left); /* Big5 holds a letter back for its accent */
		put_text(sink, answer, (size_t)(out - answer));
		/* half a code at the end of a run is read again as the start of the next one */
		if (!good && (!half || from == start || from == len - in_left))
			put_wrong(sink, from++);
	}
}

static size_t mark_bytes(const unsigned char *bytes, size_t len, enum charset charset)
{
	static const struct {
		enum charset charset;
		const char *mark;
		size_t len;
	} marks[] = {
	    {CHARSET_UTF8, "\xEF\xBB\xBF", 3},
	    {CHARSET_UTF16LE, "\xFF\xFE", 2},
	    {CHARSET_UTF16BE, "\xFE\xFF", 2},
	    {CHARSET_GB18030, "\x84\x31\x95\x33", 4},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (marks[i].charset == charset && len >= marks[i].len &&
		    memcmp(bytes, marks[i].mark, marks[i].len) == 0)
			return marks[i].len;
	return 0;
}

bool charset_decode(
    const void *bytes, size_t len, enum charset charset, struct charset_text *out, struct err *err)
{
	size_t from = mark_bytes(bytes, len, charset);
	struct sink sink = {.out = out};
	iconv_t iconv_of = NULL;

	*out = (struct charset_text){.charset = charset, .marked = from > 0};
	if (charset == CHARSET_GB18030 || charset == CHARSET_BIG5) {
		iconv_of = iconv_open("UTF-8", charset == CHARSET_BIG5 ? "BIG5-HKSCS" : "GB18030");
		if (iconv_of == (iconv_t)-1) /* NOLINT: the interface of iconv */
			return err_fail_code(err, ERR_SYSTEM, errno,
			    _("this system cannot convert %s"), charset_name(charset));
	}
	out->text = len < SIZE_MAX / 4 ? g_try_malloc(3 * len + 5) : NULL;
	if (!out->text) {
		if (iconv_of)
			iconv_close(iconv_of);
		return err_fail(err, ERR_FULL, _("not enough memory for this text"));
	}
	sink.end = out->text;
	if (charset == CHARSET_UTF8)
		decode_utf8(&sink, bytes, from, len);
	else if (iconv_of)
		decode_iconv(&sink, iconv_of, bytes, from, len, charset == CHARSET_BIG5);
	else
		decode_utf16(&sink, bytes, from, len, charset == CHARSET_UTF16BE);
	if (iconv_of)
		iconv_close(iconv_of);
	out->len = (size_t)(sink.end - out->text);
	*sink.end = '\0';
	out->text = g_realloc(out->text, out->len + 1);
	return true;
}

void charset_text_clear(struct charset_text *text)
{
	g_free(text->text);
	*text = (struct charset_text){0};
}
