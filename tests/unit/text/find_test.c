/* Find: to the letter or folded, forward and back the same places. */
#include "unit.h"

#include "text/find.h"

static struct find *find_of(const char *words, unsigned folds)
{
	struct err err = {0};
	struct find *find = find_new(words, strlen(words), folds, &err);

	assert_non_null(find);
	return find;
}

/* The text with every place in brackets, once found forward, once back. */
static void assert_places(const char *words, unsigned folds, const char *text, const char *wanted)
{
	struct find *find = find_of(words, folds);
	g_autoptr(GString) ahead = g_string_new(text), back = g_string_new(text);
	size_t len = strlen(text), at, found, from = 0, shift = 0;

	while (find_next(find, text, len, from, &at, &found)) {
		g_string_insert(ahead, (gssize)(at + shift), "[");
		g_string_insert(ahead, (gssize)(at + shift + 1 + found), "]");
		shift += 2;
		from = at + found;
	}
	assert_string_equal(ahead->str, wanted);
	for (from = len; find_prev(find, text, len, from, &at, &found); from = at) {
		g_string_insert(back, (gssize)(at + found), "]");
		g_string_insert(back, (gssize)at, "[");
	}
	assert_string_equal(back->str, wanted);
	find_free(find);
}

static void places(void **state)
{
	(void)state;
	assert_places("民", 0, "社情民意，民", "社情[民]意，[民]");
	assert_places("民意信息", 0, "民意信", "民意信");
	assert_places("ABC", 0, "abcＡＢＣ", "abcＡＢＣ");
	assert_places("abc", FOLD_WIDTH | FOLD_CASE, "AbcＡＢｃ", "[Abc][ＡＢｃ]");
	assert_places("ABC", FOLD_WIDTH, "abcＡＢＣ", "abc[ＡＢＣ]");
	assert_places("\"好\"", FOLD_MARKS, "“好”「好」\"好\"", "[“好”][「好」][\"好\"]");
	assert_places("一,二", FOLD_ALL, "一，二一、二一。二", "[一，二][一、二]一。二");
	assert_places("热·合", FOLD_MARKS, "热•合热・合", "[热•合][热・合]");
	assert_places("　", FOLD_WIDTH, "a　b c", "a[　]b[ ]c");
}

static void nothing_is_not_looked_for(void **state)
{
	struct err err = {0};

	(void)state;
	assert_refused(find_new("", 0, 0, &err) != NULL, err, ERR_INPUT);
	assert_refused(find_new("\xFF", 1, 0, &err) != NULL, err, ERR_INPUT);
}

/* Folding is done once for all: what is folded stays as it is. */
static void folded_stays(void **state)
{
	(void)state;
	for (uint32_t c = 0; c < 0x11000; c++) {
		uint32_t once = fold_char(c, FOLD_ALL);

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		if (fold_char(once, FOLD_ALL) != once)
			fail_msg("U+%04X: U+%04X, then something else", c, once);
		if (fold_char(c, 0) != c)
			fail_msg("U+%04X is folded unasked", c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(places),
	    cmocka_unit_test(nothing_is_not_looked_for),
	    cmocka_unit_test(folded_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
