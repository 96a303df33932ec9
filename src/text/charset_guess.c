/* Which character set a file is in, told by what is impossible first and by what is common last. */
#include "text/charset.h"

#include "base/lang.h"
#include "text/utf8.h"

#define CLEARLY 0.15 /* by so much the better reading is ahead (header of charset_score) */
#define LIKELY 0.25 /* a long text below this was decoded with the wrong set */
#define LONG_CHARS 16 /* from here on the share says something */
#define PREVIEW_CHARS 16 /* of each reading where a person has to choose */

static const char common[] =
#include "text/common.def"
    ;
static const char marks[] = "　，。、；：？！“”‘’（）《》—…〔〕％０１２３４５６７８９「」『』";

/* Set of points below U+10000, a bit each. */
struct point_set {
	uint32_t bits[2048];
};

static void fill_set(struct point_set *set, const char *chars)
{
	memset(set, 0, sizeof(*set));
	for (size_t at = 0, len = strlen(chars); at < len;) {
		uint32_t point = utf8_next(chars, len, &at);

		set->bits[point >> 5] |= 1u << (point & 31);
	}
}

static bool set_has(const struct point_set *set, uint32_t point)
{
	return point < 0x10000 && (set->bits[point >> 5] >> (point & 31) & 1);
}

/* The same sum over any of the readings: share of common ones, private-use ones twice off. */
static double share(const char *text, size_t len, size_t *chars)
{
	struct point_set set;
	g_autofree char *all = g_strconcat(common, marks, NULL);
	long good = 0, bad = 0;

	*chars = 0;
	fill_set(&set, all);
	for (size_t at = 0; at < len;) {
		uint32_t point = utf8_next(text, len, &at);

		if (point < 0x80)
			continue;
		++*chars;
		good += set_has(&set, point);
		bad += point >= 0xE000 && point < 0xF900;
	}
	return *chars ? (double)(good - 2 * bad) / (double)*chars : 0;
}

/* Whether text from UTF-16 holds only what people write: no zero, no script nobody here uses. */
static bool is_written(const char *text, size_t len)
{
	size_t chars = 0, odd = 0;

	for (size_t at = 0; at < len;) {
		uint32_t c = utf8_next(text, len, &at);

		if (c == 0)
			return false;
		chars++;
		odd += !(c == '\n' || c == '\r' || c == '\t' || (c >= 0x20 && c < 0x7F) ||
			 (c >= 0xA0 && c < 0x100) || (c >= 0x2000 && c < 0x2700) ||
			 (c >= 0x2E80 && c < 0xA000) || (c >= 0xFE10 && c < 0xFFF0) ||
			 c >= 0x1F000);
	}
	return chars && odd * 50 <= chars;
}

/* One reading of the bytes. share is below anything real where they cannot be read so. */
struct reading {
	enum charset charset;
	double share;
	size_t chars; /* those beyond ASCII */
};

static struct reading read_as(const void *bytes, size_t len, enum charset charset)
{
	struct reading reading = {.charset = charset, .share = -3};
	struct charset_text text = {0};
	struct err err = {0};

	if ((charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE) && len % 2)
		return reading;
	if (charset_decode(bytes, len, charset, &text, &err) && text.wrong == 0 &&
	    (charset == CHARSET_GB18030 || charset == CHARSET_BIG5 ||
		is_written(text.text, text.len)))
		reading.share = share(text.text, text.len, &reading.chars);
	charset_text_clear(&text);
	return reading;
}

static enum charset marked_as(const unsigned char *bytes, size_t len)
{
	if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		return CHARSET_UTF8;
	if (len >= 4 && memcmp(bytes, "\x84\x31\x95\x33", 4) == 0)
		return CHARSET_GB18030;
	if (len >= 4 && memcmp(bytes, "\xFF\xFE\0\0", 4) == 0)
		return CHARSET_UNKNOWN; /* UTF-32 is nobody's habit */
	if (len >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
		return CHARSET_UTF16LE;
	if (len >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
		return CHARSET_UTF16BE;
	return CHARSET_UNKNOWN;
}

/*
 * Whether text that is valid UTF-8 is so by accident: a few GB 2312 characters (一 is D2 BB) also
 * make two-byte codes. Chinese in UTF-8 has codes of three bytes; a text without any, most of it
 * beyond ASCII and common when read as GB18030, is that.
 */
static bool is_utf8_by_accident(const unsigned char *bytes, size_t len)
{
	size_t two = 0;

	for (size_t i = 0; i < len; i++) {
		if (bytes[i] >= 0xE0)
			return false;
		two += bytes[i] >= 0xC0;
	}
	return two && two * 4 >= len && read_as(bytes, len, CHARSET_GB18030).share > 0.5;
}

static struct charset_guess best_reading(const void *bytes, size_t len)
{
	static const enum charset tried[] = {
	    CHARSET_GB18030, CHARSET_BIG5, CHARSET_UTF16LE, CHARSET_UTF16BE};
	struct reading best = {.share = -3}, next = best;

	for (size_t i = 0; i < G_N_ELEMENTS(tried); i++) {
		struct reading reading = read_as(bytes, len, tried[i]);

		if (reading.share > best.share) {
			next = best;
			best = reading;
		} else if (reading.share > next.share) {
			next = reading;
		}
	}
	struct charset_guess guess = {best.charset, CHARSET_UNKNOWN};
	if (best.charset && next.charset && best.share - next.share < CLEARLY)
		guess.rival = next.charset;
	else if (best.chars >= LONG_CHARS && best.share < LIKELY)
		guess.rival = best.charset; /* it decodes, but hardly as what was written */
	return guess;
}

struct charset_guess charset_guess(const void *bytes, size_t len)
{
	struct charset_guess guess = {marked_as(bytes, len), CHARSET_UNKNOWN};

	if (guess.best)
		return guess;
	if (memchr(bytes, 0, len)) { /* only UTF-16 has zero bytes in a text */
		struct reading little = read_as(bytes, len, CHARSET_UTF16LE);
		struct reading big = read_as(bytes, len, CHARSET_UTF16BE);

		if (little.share > -3 || big.share > -3)
			guess.best = little.share >= big.share ? CHARSET_UTF16LE : CHARSET_UTF16BE;
	} else if (utf8_is_sound(bytes, len) && !is_utf8_by_accident(bytes, len)) {
		guess.best = CHARSET_UTF8;
	} else {
		guess = best_reading(bytes, len);
	}
	return guess;
}

/* The first characters that show what a reading is like, on one line. */
static char *preview(const void *bytes, size_t len, enum charset charset)
{
	struct charset_text text = {0};
	struct err err = {0};
	GString *shown = g_string_new(NULL);
	int chars = 0;

	bool decoded = charset_decode(bytes, MIN(len, 4096), charset, &text, &err);
	for (size_t at = 0; decoded && at < text.len && chars < PREVIEW_CHARS;) {
		uint32_t c = utf8_next(text.text, text.len, &at);

		if (c >= 0x80) {
			g_string_append_unichar(shown, c);
			chars++;
		}
	}
	charset_text_clear(&text);
	return g_string_free(shown, FALSE);
}

static bool fail_between(const void *bytes, size_t len, struct charset_guess guess, struct err *err)
{
	g_autofree char *one = preview(bytes, len, guess.best);
	g_autofree char *other = preview(bytes, len, guess.rival);

	if (guess.best == guess.rival)
		return err_fail(err, ERR_INPUT,
		    _("read as %s it is %s, which looks wrong; if it is right, say --charset %s"),
		    charset_name(guess.best), one, charset_name(guess.best));
	return err_fail(err, ERR_INPUT, _("it may be %s (%s) or %s (%s); say which with --charset"),
	    charset_name(guess.best), one, charset_name(guess.rival), other);
}

static bool fail_places(const struct charset_text *text, struct err *err)
{
	g_autoptr(GString) places = g_string_new(NULL);

	for (size_t i = 0; i < MIN(text->wrong, CHARSET_PLACES); i++)
		g_string_append_printf(places, "%s%zu", i ? ", " : "", text->places[i]);
	if (text->wrong > CHARSET_PLACES)
		g_string_append(places, " …");
	return err_fail(err, ERR_INPUT,
	    _("%zu places cannot be read as %s; byte offsets, from 0: %s. Save it again as UTF-8, "
	      "or name its character set with --charset"),
	    text->wrong, charset_name(text->charset), places->str);
}

/* The set with the fewest wrong places, for naming them. */
static enum charset nearest(const void *bytes, size_t len)
{
	static const enum charset tried[] = {CHARSET_UTF8, CHARSET_GB18030, CHARSET_BIG5};
	enum charset found = CHARSET_UTF8;
	size_t fewest = SIZE_MAX;

	for (size_t i = 0; i < G_N_ELEMENTS(tried); i++) {
		struct charset_text text = {0};
		struct err err = {0};

		if (charset_decode(bytes, len, tried[i], &text, &err) && text.wrong < fewest) {
			fewest = text.wrong;
			found = tried[i];
		}
		charset_text_clear(&text);
	}
	return found;
}

bool charset_read(
    const void *bytes, size_t len, enum charset wanted, struct charset_text *out, struct err *err)
{
	struct charset_guess guess = {wanted, CHARSET_UNKNOWN};

	*out = (struct charset_text){0};
	if (!wanted)
		guess = charset_guess(bytes, len);
	if (guess.rival)
		return fail_between(bytes, len, guess, err);
	if (!guess.best && memchr(bytes, 0, len))
		return err_fail(err, ERR_INPUT, _("this is no text: it holds zero bytes"));
	if (!charset_decode(bytes, len, guess.best ? guess.best : nearest(bytes, len), out, err))
		return false;
	if (out->wrong == 0)
		return true;
	fail_places(out, err);
	charset_text_clear(out);
	return false;
}
