/* Search against the plain truth: every text read and looked through for every word. */
#include "copy.h"

#include "base/lang.h"
#include "mirror/grams.h"
#include "mirror/pages.h"
#include "mirror/search.h"

static struct copy copy;

static int set_up(void **state)
{
	guint32 seed = (guint32)g_get_real_time();

	(void)state;
	print_message("seed %u\n", seed);
	lang_start("zh", TEST_BUILDDIR "/yanshen");
	copy_open(&copy, seed);
	copy_fill(&copy, 250);
	copy_fill(&copy, 50);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	copy_close(&copy);
	return 0;
}

/* A piece of one of the texts, 1 to 5 characters, or one that perhaps stands nowhere. */
static char *some_word(void)
{
	guint at = (guint)g_rand_int_range(copy.rand, 0, (int)copy.bodies->len);
	const char *body = g_ptr_array_index(copy.bodies, at);
	glong all = g_utf8_strlen(body, -1);
	int chars = g_rand_int_range(copy.rand, 1, 6);

	if (all < chars || g_rand_int_range(copy.rand, 0, 6) == 0)
		return g_strdup(chars % 2 ? "不的一" : "没有的词");
	glong from = g_rand_int_range(copy.rand, 0, (int)(all - chars) + 1);
	return g_utf8_substring(body, from, from + chars);
}

static bool has(const char *text, const char *word, bool folded)
{
	if (!folded)
		return strstr(text, word) != NULL;
	g_autofree char *plain = grams_fold_text(text);
	g_autofree char *wanted = grams_fold_text(word);
	return strstr(plain, wanted) != NULL;
}

static bool report_has(guint at, const char *word, const struct search_wish *wish)
{
	const struct report *report = g_ptr_array_index(copy.reports, at);
	bool in_head = has(report->title, word, wish->folded) ||
		       has(report->writers, word, wish->folded) ||
		       has(report->unit, word, wish->folded);

	if (wish->heads_only || report->state == STATE_QUARANTINED)
		return in_head;
	return in_head || has(g_ptr_array_index(copy.bodies, at), word, wish->folded);
}

/* All hits, in as many slices as they come. */
static GArray *all_hits(const struct search_wish *wish, int limit)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct err err = {0};
	struct search *search = search_begin(copy.reader, wish, &err);

	if (!search)
		fail_msg("%s: %s", wish->words, err.words);
	for (bool done = false; !done;) {
		guint before = found->len;

		assert_works(search_next(search, limit, 10000, found, &done, &err), err);
		assert_true(done || found->len == before + (guint)limit);
	}
	search_free(search);
	return found;
}

static void same_set(const struct search_wish *wish, const char *one, const char *other, int limit)
{
	g_autoptr(GArray) found = all_hits(wish, limit);
	guint next = 0;

	for (guint at = copy.reports->len; at-- > 0;) {
		const struct report *report = g_ptr_array_index(copy.reports, at);
		bool wanted = report_has(at, one, wish) &&
			      (!other || report_has(at, other, wish)) &&
			      (!wish->within || wish->within->states & 1u << report->state);
		bool is = next < found->len && g_array_index(found, int64_t, next) == report->id;

		if (is != wanted)
			fail_msg("\"%s\"%s%s: report %d %s", wish->words,
			    wish->folded ? ", folded" : "", wish->heads_only ? ", heads" : "",
			    (int)report->id, is ? "is found" : "is missed");
		next += is;
	}
	assert_int_equal(next, found->len);
}

static void it_finds_exactly_what_is_there(void **state)
{
	(void)state;
	for (int i = 0; i < 400; i++) {
		g_autofree char *word = some_word();
		g_autofree char *quoted = g_strconcat("\"", word, "\"", NULL);
		struct search_wish wish = {
		    .words = quoted, .folded = i % 3 == 1, .heads_only = i % 7 == 3};

		if (!strchr(word, '"') && strspn(word, " ") != strlen(word))
			same_set(&wish, word, NULL, 1 + i % 40);
	}
}

static void two_words_must_both_be_there(void **state)
{
	(void)state;
	for (int i = 0; i < 60; i++) {
		g_autofree char *one = some_word();
		g_autofree char *other = some_word();
		g_autofree char *both = g_strconcat(one, " ", other, NULL);
		struct search_wish wish = {.words = both};

		if (!strpbrk(one, "\" ") && !strpbrk(other, "\" "))
			same_set(&wish, one, other, 50);
	}
}

static void within_a_query_only_its_reports_are_found(void **state)
{
	struct query query;
	struct search_wish wish = {.words = "电梯", .within = &query};

	(void)state;
	query_init(&query);
	query.states = STATE_BIT(REVIEW) | STATE_BIT(INCOMING) | STATE_BIT(CLOSED);
	same_set(&wish, "电梯", NULL, 50);
	query_clear(&query);
}

static void wide_letters_and_quotation_marks_fold_only_when_asked(void **state)
{
	struct search_wish exact = {.words = "a"};
	struct search_wish folded = {.words = "A", .folded = true};

	(void)state;
	g_autoptr(GArray) few = all_hits(&exact, 50);
	g_autoptr(GArray) many = all_hits(&folded, 50);
	assert_true(many->len > few->len);
	same_set(&exact, "a", NULL, 50);
	same_set(&folded, "a", NULL, 50);
}

static void nothing_to_look_for_is_said(void **state)
{
	static const char *const empty[] = {"", "   ", "\"\"", "\t"};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(empty); i++) {
		struct search_wish wish = {.words = empty[i]};

		assert_refused(search_begin(copy.reader, &wish, &err), err, ERR_INPUT);
	}
}

/* Signs that mean something to the index's own language are text here. */
static void signs_are_text(void **state)
{
	static const char *const signs[] = {
	    "*", "AND", "NOT x", "a OR b", "(", "t:", "^a", "-", "'", "\\", "%", "_", "{"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		struct search_wish wish = {.words = signs[i]};
		g_autoptr(GArray) found = all_hits(&wish, 50);

		assert_int_equal(found->len, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(it_finds_exactly_what_is_there),
	    cmocka_unit_test(two_words_must_both_be_there),
	    cmocka_unit_test(within_a_query_only_its_reports_are_found),
	    cmocka_unit_test(wide_letters_and_quotation_marks_fold_only_when_asked),
	    cmocka_unit_test(nothing_to_look_for_is_said),
	    cmocka_unit_test(signs_are_text),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
