/* The language of filters: parts between blanks, a field and its values, in Chinese or English. */
#include "mirror/query.h"

#include "base/clock.h"
#include "base/lang.h"
#include "mirror/grams.h"
#include "text/utf8.h"

#include <stdarg.h>

struct field_name {
	const char *chinese;
	const char *english;
	enum query_field field;
};

static const struct field_name fields[] = {
    {"标题", "title", FIELD_TITLE},
    {"反映人", "writer", FIELD_WRITER},
    {"单位", "unit", FIELD_UNIT},
    {"编号", "number", FIELD_NUMBER},
    {"状态", "state", FIELD_STATE},
    {"来源", "source", FIELD_SOURCE},
    {"紧急程度", "urgency", FIELD_URGENCY},
    {"缓急", "urgency", FIELD_URGENCY},
    {"经手", "hand", FIELD_HAND},
    {"收稿", "received", FIELD_RECEIVED},
    {"时限", "due", FIELD_DUE},
    {"字数", "chars", FIELD_CHARS},
};

/* Words that stand for themselves; quoted, they are looked for like any other. */
struct flag_name {
	const char *chinese;
	const char *english;
	enum query_field field;
	unsigned bits;
};

static const struct flag_name flags[] = {
    {"普通", "plain", FIELD_URGENCY, 1u << URGENCY_PLAIN},
    {"加急", "urgent", FIELD_URGENCY, 1u << URGENCY_URGENT},
    {"特急", "extra", FIELD_URGENCY, 1u << URGENCY_EXTRA},
    {"超期", "overdue", FIELD_OVERDUE, 0},
    {"今日", "today", FIELD_TODAY, 0},
    {"占用", "claimed", FIELD_CLAIMED, 0},
};

/* One part on its way: raw is what was typed, name and value point into pieces of it. */
struct part {
	const char *text; /* the whole filter */
	size_t at;
	const char *zone;
	struct err *err;
};

static bool fail_at(const struct part *part, const char *words, ...) PRINTF_LIKE(2, 3);

static bool fail_at(const struct part *part, const char *words, ...)
{
	int column = (int)g_utf8_strlen(part->text, (gssize)part->at) + 1;
	va_list args;

	va_start(args, words);
	g_autofree char *said = g_strdup_vprintf(words, args);
	va_end(args);
	return err_fail(part->err, ERR_INPUT, _("column %d: %s"), column, said);
}

static size_t char_len(const char *text)
{
	return (size_t)g_utf8_skip[(unsigned char)*text];
}

/* Bytes of a blank at TEXT, of the colon, of the exclamation mark, half or full width; 0: none. */
static size_t one_of(const char *text, const char *narrow, const char *wide)
{
	if (*text && strchr(narrow, *text))
		return 1;
	return *wide && g_str_has_prefix(text, wide) ? strlen(wide) : 0;
}

static size_t blank(const char *text)
{
	return one_of(text, " \t", "　");
}

static size_t quote(const char *text)
{
	static const char *const quotes[] = {"\"", "“", "”", "＂"};

	for (size_t i = 0; i < G_N_ELEMENTS(quotes); i++) {
		if (g_str_has_prefix(text, quotes[i]))
			return strlen(quotes[i]);
	}
	return 0;
}

/*
 * One value up to a bar, a blank or the end; quotation marks keep blanks and bars. False when a
 * quotation is not closed. *QUOTED tells that it had any.
 */
static bool read_value(const char *text, size_t *at, GString *value, bool *quoted)
{
	bool inside = false;

	g_string_truncate(value, 0);
	while (text[*at]) {
		size_t len = quote(text + *at);

		if (len) {
			inside = !inside;
			*quoted = true;
			*at += len;
			continue;
		}
		if (!inside && (blank(text + *at) || one_of(text + *at, "|", "｜")))
			break;
		len = char_len(text + *at);
		g_string_append_len(value, text + *at, (gssize)len);
		*at += len;
	}
	return !inside;
}

/* A moment or a day, month or year: where it begins and where it ends. */
static bool read_span(const struct part *part, const char *text, int64_t *begins, int64_t *ends)
{
	int year = 0;
	int month = 1;
	int day = 1;
	int used = 0;
	size_t len = strlen(text);
	g_autofree char *from = NULL;
	g_autofree char *to = NULL;

	if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && (size_t)used == len) {
		from = g_strdup_printf("%04d-%02d-%02d", year, month, day);
		if (!clock_parse(from, part->zone, begins))
			return false;
		/* A day may have 23 or 25 hours: the next one begins somewhere before 36. */
		clock_date(*begins + 36 * 3600000, part->zone, &year, &month, &day);
		to = g_strdup_printf("%04d-%02d-%02d", year, month, day);
	} else if (sscanf(text, "%4d-%2d%n", &year, &month, &used) == 2 && (size_t)used == len) {
		from = g_strdup_printf("%04d-%02d-01", year, month);
		to = month == 12 ? g_strdup_printf("%04d-01-01", year + 1)
				 : g_strdup_printf("%04d-%02d-01", year, month + 1);
	} else if (sscanf(text, "%4d%n", &year, &used) == 1 && (size_t)used == len && len == 4) {
		from = g_strdup_printf("%04d-01-01", year);
		to = g_strdup_printf("%04d-01-01", year + 1);
	}
	return from && clock_parse(from, part->zone, begins) && clock_parse(to, part->zone, ends);
}

static bool read_dates(const struct part *part, const char *value, struct query_term *term)
{
	const char *dots = strstr(value, "..");
	g_autofree char *first = dots ? g_strndup(value, (size_t)(dots - value)) : g_strdup(value);
	const char *last = dots ? dots + 2 : value;
	int64_t ignored;

	term->least = 1;
	term->most = INT64_MAX;
	if (*first && !read_span(part, first, &term->least, &ignored))
		return fail_at(
		    part, _("\"%s\" is no year, month or day (2026, 2026-03, 2026-03-15)"), first);
	if (*last && !read_span(part, last, &ignored, &term->most))
		return fail_at(
		    part, _("\"%s\" is no year, month or day (2026, 2026-03, 2026-03-15)"), last);
	if (!*first && !*last)
		return fail_at(part, _("a date is missing after \"%s\""), value);
	return true;
}

static bool whole(const char *text, int64_t *number)
{
	char *end = NULL;

	int64_t read = g_ascii_strtoll(text, &end, 10);
	bool good = g_ascii_isdigit(*text) && !*end && read < INT32_MAX;

	/* Callers reckon with it before they look at the answer: no number is never a large one. */
	*number = good ? read : 0;
	return good;
}

static bool read_numbers(const struct part *part, const char *value, struct query_term *term)
{
	const char *dots = strstr(value, "..");
	g_autofree char *first = dots ? g_strndup(value, (size_t)(dots - value)) : NULL;
	bool or_equal = *value && value[1] == '=';
	const char *rest = *value ? value + 1 + or_equal : value;
	bool good;

	term->least = 0;
	term->most = INT64_MAX;
	if (*value == '>') {
		good = whole(rest, &term->least);
		term->least += !or_equal;
	} else if (*value == '<') {
		good = whole(rest, &term->most);
		term->most += or_equal;
	} else if (dots) {
		good = whole(first, &term->least) && whole(dots + 2, &term->most);
		term->most += good;
	} else {
		good = whole(value, &term->least);
		term->most = term->least + 1;
	}
	return good || fail_at(part, _("\"%s\" is no number (1500, >1500, 300..800)"), value);
}

static bool read_choice(const struct part *part, const char *value, struct query_term *term)
{
	enum state state;
	enum source source;
	enum urgency urgency;

	if (term->field == FIELD_STATE && state_parse(value, &state))
		term->bits |= 1u << state;
	else if (term->field == FIELD_SOURCE && source_parse(value, &source))
		term->bits |= 1u << source;
	else if (term->field == FIELD_URGENCY && urgency_parse(value, &urgency))
		term->bits |= 1u << urgency;
	else
		return fail_at(part,
		    term->field == FIELD_STATE    ? _("\"%s\" is no state")
		    : term->field == FIELD_SOURCE ? _("\"%s\" is no channel")
						  : _("\"%s\" is no urgency"),
		    value);
	return true;
}

static bool add_value(const struct part *part, const char *value, struct query_term *term)
{
	if (term->most)
		return fail_at(
		    part, _("a second range cannot stand here; add it as a part of its own"));
	switch (term->field) {
	case FIELD_STATE:
	case FIELD_SOURCE:
	case FIELD_URGENCY:
		return read_choice(part, value, term);
	case FIELD_RECEIVED:
	case FIELD_DUE:
		return read_dates(part, value, term);
	case FIELD_CHARS:
		return read_numbers(part, value, term);
	default:
		g_ptr_array_add(term->texts, grams_fold_text(value));
		return true;
	}
}

/* The field named before a colon at *AT, which moves behind it; FIELD_WORDS when there is none. */
static bool read_field(struct part *part, size_t *at, enum query_field *field)
{
	const char *from = part->text + *at;
	size_t len = 0;

	*field = FIELD_WORDS;
	while (
	    from[len] && !blank(from + len) && !quote(from + len) && !one_of(from + len, ":", "："))
		len += char_len(from + len);
	size_t colon = one_of(from + len, ":", "：");
	if (!colon || !len)
		return true;

	g_autofree char *name = g_strndup(from, len);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (strcmp(name, fields[i].chinese) == 0 ||
		    g_ascii_strcasecmp(name, fields[i].english) == 0) {
			*field = fields[i].field;
			*at += len + colon;
			return true;
		}
	}
	return fail_at(part,
	    _("there is no field \"%s\"; put text with a colon between quotation marks"), name);
}

static struct query_term *flag_of(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(flags); i++) {
		if (strcmp(word, flags[i].chinese) == 0 ||
		    g_ascii_strcasecmp(word, flags[i].english) == 0) {
			struct query_term *term = term_new(flags[i].field);

			term->bits = flags[i].bits;
			return term;
		}
	}
	return NULL;
}

/* One part; *AT moves behind it. NULL with the error set when it is none. */
static struct query_term *read_part(struct part *part, size_t *at)
{
	g_autoptr(GString) value = g_string_new(NULL);
	size_t start = *at;
	size_t mark = one_of(part->text + *at, "!", "！");
	enum query_field field;
	bool quoted = false;

	*at += mark;
	part->at = *at;
	if (!read_field(part, at, &field))
		return NULL;
	struct query_term *term = term_new(field);
	for (bool more = true; more;) {
		part->at = *at;
		if (!read_value(part->text, at, value, &quoted)) {
			fail_at(part, _("a quotation mark is not closed"));
			goto failed;
		}
		if (!value->len) {
			fail_at(part, _("something to look for is missing here"));
			goto failed;
		}
		if (!add_value(part, value->str, term))
			goto failed;
		size_t bar = one_of(part->text + *at, "|", "｜");
		more = bar > 0;
		*at += bar;
	}
	if (field == FIELD_WORDS && !quoted && term->texts->len == 1) {
		struct query_term *flag = flag_of(value->str);

		if (flag) {
			term_free(term);
			term = flag;
		}
	}
	term->inverted = mark > 0;
	term->at = start;
	term->len = *at - start;
	return term;
failed:
	term_free(term);
	return NULL;
}

bool query_filter(struct query *query, const char *text, const char *zone, struct err *err)
{
	g_autoptr(GString) sound = utf8_nfc(text, strlen(text), err);
	if (!sound)
		return false;

	struct part part = {.text = sound->str, .zone = zone, .err = err};
	GPtrArray *terms = terms_new();
	for (size_t at = 0; sound->str[at];) {
		size_t skip = blank(sound->str + at);

		if (skip) {
			at += skip;
			continue;
		}
		struct query_term *term = read_part(&part, &at);
		if (!term) {
			g_ptr_array_free(terms, TRUE);
			return false;
		}
		g_ptr_array_add(terms, term);
	}
	if (query->terms)
		g_ptr_array_free(query->terms, TRUE);
	query->terms = terms;
	return true;
}
