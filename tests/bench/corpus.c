/* Words drawn by a power law into sentences with slots; every report from its own number alone. */
#include "corpus.h"

#include <math.h>

#define FIRST_MS                                                                        \
	INT64_C(1704067200000) /* 2024-01-01, and a report every six minutes from there \
				*/
#define STEP_MS INT64_C(360000)
#define PLANT_EVERY 10000
#define PLANT_AT 4321

/* Rows of the table as they stand; which list or topic they belong to is a name. */
struct entry {
	const char *list, *words;
	bool split; /* every character is a word */
};

struct topic {
	const char *key, *thing, *category, *unit;
};

struct line {
	const char *key, *kind, *text; /* key NULL: for any topic */
};

#define CHARS(list, words)
#define WORD(list, words)
#define TOPIC(key, thing, category, unit)
#define LINE(key, kind, text)
#define FRAME(kind, text)

static const struct entry ENTRIES[] = {
#undef CHARS
#undef WORD
#define CHARS(list, words) {#list, words, true},
#define WORD(list, words) {#list, words, false},
#include "words.def"
#undef CHARS
#undef WORD
#define CHARS(list, words)
#define WORD(list, words)
};

static const struct topic TOPICS[] = {
#undef TOPIC
#define TOPIC(key, thing, category, unit) {#key, thing, category, unit},
#include "words.def"
#undef TOPIC
#define TOPIC(key, thing, category, unit)
};

static const struct line LINES[] = {
#undef LINE
#undef FRAME
#define LINE(key, kind, text) {#key, #kind, text},
#define FRAME(kind, text) {NULL, #kind, text},
#include "words.def"
};

struct corpus {
	GHashTable *lists; /* name to GPtrArray of words */
	uint64_t random;
	const struct topic *topic;
	GString *title, *writer, *unit, *contact, *body, *file;
};

static void free_list(void *list)
{
	g_ptr_array_free(list, TRUE);
}

static void fill_list(struct corpus *corpus, const struct entry *entry)
{
	GPtrArray *list = g_hash_table_lookup(corpus->lists, entry->list);

	if (!list) {
		list = g_ptr_array_new_with_free_func(g_free);
		g_hash_table_insert(corpus->lists, g_strdup(entry->list), list);
	}
	if (!entry->split)
		g_ptr_array_add(list, g_strdup(entry->words));
	for (const char *at = entry->words; entry->split && *at;) {
		size_t len = (size_t)g_utf8_skip[*(const unsigned char *)at];
		g_ptr_array_add(list, g_strndup(at, len));
		at += len;
	}
}

struct corpus *corpus_new(void)
{
	struct corpus *corpus = g_new0(struct corpus, 1);

	corpus->lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_list);
	for (size_t i = 0; i < G_N_ELEMENTS(ENTRIES); i++)
		fill_list(corpus, &ENTRIES[i]);
	corpus->title = g_string_new(NULL);
	corpus->writer = g_string_new(NULL);
	corpus->unit = g_string_new(NULL);
	corpus->contact = g_string_new(NULL);
	corpus->body = g_string_new(NULL);
	corpus->file = g_string_new(NULL);
	return corpus;
}

void corpus_free(struct corpus *corpus)
{
	if (!corpus)
		return;
	g_hash_table_destroy(corpus->lists);
	g_string_free(corpus->title, TRUE);
	g_string_free(corpus->writer, TRUE);
	g_string_free(corpus->unit, TRUE);
	g_string_free(corpus->contact, TRUE);
	g_string_free(corpus->body, TRUE);
	g_string_free(corpus->file, TRUE);
	g_free(corpus);
}

/* Source: splitmix64, Sebastiano Vigna, public domain algorithm; well spread from any start. */
static uint64_t next(struct corpus *corpus)
{
	uint64_t z = corpus->random += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static size_t below(struct corpus *corpus, size_t bound)
{
	return (size_t)(next(corpus) % bound);
}

/* From 0 to 1, thick at 0: the first tenth of a list gets about four words of ten. */
static size_t rank(struct corpus *corpus, size_t count)
{
	double even = (double)(next(corpus) >> 11) / 9007199254740992.0;
	size_t at = (size_t)((double)count * pow(even, 2.5));

	return MIN(at, count - 1);
}

static const char *word(struct corpus *corpus, const char *name)
{
	GPtrArray *list = g_hash_table_lookup(corpus->lists, name);

	if (!list)
		g_error("no list of words called %s", name);
	return g_ptr_array_index(list, rank(corpus, list->len));
}

static void put_name(struct corpus *corpus, GString *out)
{
	g_string_append(out, word(corpus, below(corpus, 40) ? "SURNAME" : "COMPOUND"));
	g_string_append(out, word(corpus, below(corpus, 12) ? "GIVEN" : "RARE"));
	if (below(corpus, 5))
		g_string_append(out, word(corpus, "GIVEN"));
}

/* Places of the table are few; half of those that a report names are made up of characters. */
static void put_place(struct corpus *corpus, GString *out, const char *list)
{
	static const char *const kinds[][2] = {
	    {"ROAD", "路"}, {"VILLAGE", "村"}, {"COMMUNITY", "社区"}, {"SCHOOL", "小学"}};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (strcmp(kinds[i][0], list) != 0 || below(corpus, 2))
			continue;
		g_string_append(out, word(corpus, "PLACE"));
		g_string_append(out, word(corpus, "PLACE"));
		g_string_append(out, kinds[i][1]);
		return;
	}
	g_string_append(out, word(corpus, list));
}

/* "30-500" or "1.2-3.6": small numbers are the more usual ones. */
static void put_number(struct corpus *corpus, GString *out, const char *range)
{
	char *rest;
	double from = g_ascii_strtod(range, &rest), to = g_ascii_strtod(rest + 1, NULL);
	double scale = strchr(range, '.') ? 10 : 1;
	size_t steps = (size_t)((to - from) * scale + 1.5);

	g_string_append_printf(
	    out, scale > 1 ? "%.1f" : "%.0f", from + (double)rank(corpus, steps) / scale);
}

static void put_slot(struct corpus *corpus, GString *out, const char *name)
{
	if (strcmp(name, "T") == 0)
		g_string_append(out, corpus->topic->thing);
	else if (strcmp(name, "D") == 0)
		g_string_append(out, corpus->topic->unit);
	else if (strcmp(name, "NAME") == 0)
		put_name(corpus, out);
	else if (g_ascii_isdigit(*name))
		put_number(corpus, out, name);
	else
		put_place(corpus, out, name);
}

static void put_filled(struct corpus *corpus, GString *out, const char *text)
{
	while (*text) {
		size_t plain = strcspn(text, "{");
		g_string_append_len(out, text, (gssize)plain);
		text += plain;
		if (*text == '{') {
			size_t len = strcspn(text, "}");
			g_autofree char *name = g_strndup(text + 1, len - 1);
			put_slot(corpus, out, name);
			text += len + 1;
		}
	}
}

/* Sentences of KIND for this topic (NULL: for any), at most MOST of them, each once, in order. */
static size_t put_lines(
    struct corpus *corpus, GString *out, const char *key, const char *kind, size_t most)
{
	size_t left = 0, put = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++)
		left += strcmp(LINES[i].kind, kind) == 0 && g_strcmp0(LINES[i].key, key) == 0;
	for (size_t i = 0; i < G_N_ELEMENTS(LINES) && put < most; i++) {
		if (strcmp(LINES[i].kind, kind) != 0 || g_strcmp0(LINES[i].key, key) != 0)
			continue;
		/* Each is taken with the chance that leaves MOST in the end. */
		if (below(corpus, left--) < most - put) {
			put_filled(corpus, out, LINES[i].text);
			put++;
		}
	}
	return put;
}

/* The last wish goes without the line's end. */
static void put_body(struct corpus *corpus, GString *out, bool planted)
{
	const char *key = corpus->topic->key;

	put_lines(corpus, out, NULL, "OPEN", 1);
	g_string_append(out, "\n一、基本情况。");
	put_lines(corpus, out, key, "FACT", 2);
	put_lines(corpus, out, NULL, "FACT", 2 + below(corpus, 2));
	if (planted)
		g_string_append(out, CORPUS_PLANTED "。");
	g_string_append(out, "\n二、原因分析。");
	put_lines(corpus, out, key, "CAUSE", 2);
	put_lines(corpus, out, NULL, "CAUSE", 2 + below(corpus, 4));
	g_string_append(out, "\n三、意见建议。\n");
	put_lines(corpus, out, key, "STEP", 3);
	g_string_append(out, "\n");
	put_lines(corpus, out, NULL, "STEP", 3 + below(corpus, 3));
	g_string_append(out, "\n");
	put_lines(corpus, out, NULL, "CLOSE", 1 + below(corpus, 3));
}

/* Where a number's row of random values begins; TURN tells apart what is made of the same number.
 */
static void begin(struct corpus *corpus, uint64_t number, uint64_t turn)
{
	corpus->random = number * UINT64_C(0x2545f4914f6cdd1d) + turn;
	corpus->topic = &TOPICS[rank(corpus, G_N_ELEMENTS(TOPICS))];
}

void corpus_report(struct corpus *corpus, uint64_t number, struct corpus_report *report)
{
	begin(corpus, number, 1);
	g_string_truncate(corpus->title, 0);
	g_string_truncate(corpus->writer, 0);
	g_string_truncate(corpus->unit, 0);
	g_string_truncate(corpus->body, 0);
	put_lines(corpus, corpus->title, NULL, "TITLE", 1);
	put_name(corpus, corpus->writer);
	g_string_append(corpus->unit, word(corpus, "SECTOR"));
	g_string_append(corpus->unit, word(corpus, "JOB"));
	/* 000 is no range that any operator was given: nobody's telephone. */
	g_string_printf(corpus->contact, "1000%07zu", below(corpus, 10000000));
	put_body(corpus, corpus->body, number % PLANT_EVERY == PLANT_AT);
	report->title = corpus->title->str;
	report->writer = corpus->writer->str;
	report->unit = corpus->unit->str;
	report->contact = corpus->contact->str;
	report->category = corpus->topic->category;
	report->body = corpus->body->str;
	report->received_ms = FIRST_MS + (int64_t)number * STEP_MS;
	report->chars = (size_t)g_utf8_strlen(corpus->body->str, (gssize)corpus->body->len);
}

const char *corpus_file(struct corpus *corpus, const struct corpus_report *report)
{
	g_string_printf(corpus->file, "%s\n反映人：市政协委员、%s %s\n%s\n", report->title,
	    report->unit, report->writer, report->body);
	return corpus->file->str;
}

const char *corpus_document(struct corpus *corpus, uint64_t number, size_t chars)
{
	size_t have = 0;

	g_string_truncate(corpus->file, 0);
	for (uint64_t turn = 2; have < chars; turn++) {
		size_t from = corpus->file->len;
		begin(corpus, number, turn);
		put_body(corpus, corpus->file, false);
		g_string_append_c(corpus->file, '\n');
		have += (size_t)g_utf8_strlen(
		    corpus->file->str + from, (gssize)(corpus->file->len - from));
	}
	return corpus->file->str;
}
