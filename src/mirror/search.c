/* One search: candidates from the index of pairs, newest report first, checked against the text. */
#include "mirror/search.h"

#include "base/clock.h"
#include "base/lang.h"
#include "mirror/clause.h"
#include "mirror/grams.h"
#include "mirror/pages.h"
#include "text/utf8.h"

struct search {
	struct mirror *mirror;
	GPtrArray *words; /* as typed, NFC */
	GPtrArray *folded; /* the same, folded */
	char *match;
	bool folds;
	bool heads_only;
	bool is_sure; /* the index alone knows: no text has to be read */
	bool has_within;
	struct query within;
	int64_t below; /* reports from here on have been searched */
};

static bool read_words(struct search *search, const char *text)
{
	g_autoptr(GString) word = g_string_new(NULL);
	bool inside = false;

	for (const char *c = text;; c++) {
		bool ends = !*c || (!inside && (*c == ' ' || *c == '\t' || *c == '\n'));

		if (ends && word->len) {
			g_ptr_array_add(search->words, g_strdup(word->str));
			g_ptr_array_add(search->folded, grams_fold_text(word->str));
			g_string_truncate(word, 0);
		}
		if (!*c)
			break;
		if (*c == '"')
			inside = !inside;
		else if (!ends && *c != '\n')
			g_string_append_c(word, *c);
	}
	return search->words->len > 0;
}

/* Words of one or two Han characters are tokens themselves: who is in the index has them. */
static bool index_is_sure(const struct search *search)
{
	for (guint i = 0; i < search->words->len; i++) {
		const char *word = g_ptr_array_index(search->words, i);

		if (!grams_is_plain(word) || g_utf8_strlen(word, -1) > 2)
			return false;
	}
	return true;
}

struct search *search_begin(struct mirror *mirror, const struct search_wish *wish, struct err *err)
{
	g_autoptr(GString) sound = utf8_nfc(wish->words, strlen(wish->words), err);
	if (!sound)
		return NULL;

	struct search *search = g_new0(struct search, 1);
	search->mirror = mirror;
	search->words = g_ptr_array_new_with_free_func(g_free);
	search->folded = g_ptr_array_new_with_free_func(g_free);
	search->folds = wish->folded;
	search->heads_only = wish->heads_only;
	search->below = INT64_MAX;
	if (!read_words(search, sound->str)) {
		err_fail(err, ERR_INPUT, _("there is nothing to look for"));
		search_free(search);
		return NULL;
	}
	GString *match = g_string_new(NULL);
	for (guint i = 0; i < search->folded->len; i++)
		grams_match(match, g_ptr_array_index(search->folded, i));
	search->match = g_string_free(match, FALSE);
	search->is_sure = !search->heads_only && index_is_sure(search);
	search->has_within = wish->within != NULL;
	if (wish->within)
		query_copy(wish->within, &search->within);
	return search;
}

void search_free(struct search *search)
{
	if (!search)
		return;
	g_ptr_array_free(search->words, TRUE);
	g_ptr_array_free(search->folded, TRUE);
	g_free(search->match);
	if (search->has_within)
		query_clear(&search->within);
	g_free(search);
}

static const char *find(const struct search *search, guint word, const char *text, size_t *len)
{
	if (search->folds)
		return grams_find(text, g_ptr_array_index(search->folded, word), len);
	*len = strlen(g_ptr_array_index(search->words, word));
	return strstr(text, g_ptr_array_index(search->words, word));
}

/* The four fields of a report that search looks in, the body last. */
static struct probe *ask_text(struct search *search, int64_t report)
{
	struct probe *probe = probe_begin(search->mirror,
	    search->heads_only
		? "SELECT title, writers, unit FROM report WHERE id = ?"
		: "SELECT report.title, report.writers, report.unit, revision.body FROM report "
		  "LEFT JOIN revision ON revision.id = report.id AND "
		  "revision.no = report.revision WHERE report.id = ?");

	probe_int(probe, report);
	return probe;
}

/* Whether a list of writers could have the word: their separators differ, so by its beginning. */
static bool writers_may_have(const struct search *search, guint word, const char *writers)
{
	const char *folded = g_ptr_array_index(search->folded, word);
	g_autofree char *first = NULL;
	size_t len = 0;

	utf8_next(folded, strlen(folded), &len);
	first = g_strndup(folded, len);
	return grams_find(writers, first, &len) != NULL;
}

/* What one page read says of a candidate. */
enum sight {
	SIGHT_NO,
	SIGHT_YES,
	SIGHT_OPEN
};

/*
 * Most candidates of a long word stand or fall here, with one page read: the revision that stands
 * has its report's id. Open where a list of writers may have the word.
 */
static bool look_at(struct search *search, int64_t report, enum sight *sight, struct err *err)
{
	struct probe *probe = probe_begin(
	    search->mirror, "SELECT title, unit, body, writers FROM revision WHERE id = ?");
	const char *fields[4];
	bool is_here;

	probe_int(probe, report);
	is_here = probe_row(probe);
	for (int i = 0; is_here && i < 4; i++)
		fields[i] = probe_peek(probe);
	*sight = is_here ? SIGHT_YES : SIGHT_OPEN;
	for (guint word = 0; is_here && *sight != SIGHT_NO && word < search->words->len; word++) {
		bool found = false;
		size_t len;

		for (int i = 0; !found && i < 3; i++)
			found = find(search, word, fields[i], &len) != NULL;
		if (!found)
			*sight = writers_may_have(search, word, fields[3]) ? SIGHT_OPEN : SIGHT_NO;
	}
	return probe_end(probe, err);
}

static bool holds(struct search *search, int64_t report, bool *it_does, struct err *err)
{
	struct probe *probe = ask_text(search, report);
	const char *fields[4];
	int count = search->heads_only ? 3 : 4;

	*it_does = probe_row(probe);
	for (int i = 0; *it_does && i < count; i++)
		fields[i] = probe_peek(probe);
	for (guint word = 0; *it_does && word < search->words->len; word++) {
		bool found = false;
		size_t len;

		for (int i = 0; !found && i < count; i++)
			found = find(search, word, fields[i], &len) != NULL;
		*it_does = found;
	}
	return probe_end(probe, err);
}

static bool judge(struct search *search, int64_t report, bool *it_does, struct err *err)
{
	enum sight sight = search->is_sure ? SIGHT_YES : SIGHT_OPEN;

	if (sight == SIGHT_OPEN && !search->heads_only && !look_at(search, report, &sight, err))
		return false;
	*it_does = sight == SIGHT_YES;
	if (sight == SIGHT_OPEN && !holds(search, report, it_does, err))
		return false;
	if (*it_does && search->has_within)
		return mirror_matches(search->mirror, &search->within, report, it_does, err);
	return true;
}

bool search_next(
    struct search *search, int limit, int milliseconds, GArray *found, bool *done, struct err *err)
{
	int64_t until = clock_mono_ms() + milliseconds;
	guint wanted = found->len + (guint)limit;
	bool good = true;
	bool late = false;
	struct probe *probe = probe_begin(search->mirror,
	    search->heads_only
		? "SELECT rowid FROM head_gram WHERE head_gram MATCH ? AND rowid < ? "
		  "ORDER BY rowid DESC"
		: "SELECT rowid FROM text_gram WHERE text_gram MATCH ? AND rowid < ? "
		  "ORDER BY rowid DESC");

	*done = false;
	probe_text(probe, search->match);
	probe_int(probe, search->below);
	while (good && !late && found->len < wanted) {
		bool it_does = false;

		if (!probe_row(probe)) {
			*done = true;
			break;
		}
		int64_t report = probe_get_int(probe);
		good = judge(search, report, &it_does, err);
		if (good && it_does)
			g_array_append_val(found, report);
		search->below = report;
		late = clock_mono_ms() >= until;
	}
	bool ended = probe_end(probe, err);
	*done = *done && ended;
	return ended && good;
}
