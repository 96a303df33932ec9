/* The error value: the first failure stays, nothing is cut inside a character. */
#include "unit.h"

static void first_failure_stays(void **state)
{
	struct err err = {0};

	(void)state;
	assert_false(err_fail(&err, ERR_INPUT, "one"));
	assert_false(err_fail(&err, ERR_FULL, "two"));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_string_equal(err.words, "one");
	assert_false(err_while(&err, "saving %d", 17));
	assert_string_equal(err.words, "saving 17: one");
}

static void long_words_end_between_characters(void **state)
{
	(void)state;
	for (size_t pad = 0; pad < 4; pad++) {
		struct err err = {0};
		g_autoptr(GString) words = g_string_new(NULL);

		for (size_t i = 0; i < pad; i++)
			g_string_append_c(words, 'x');
		for (int i = 0; i < 400; i++)
			g_string_append(words, "严");
		err_fail(&err, ERR_INPUT, "%s", words->str);
		assert_true(g_utf8_validate(err.words, -1, NULL));
		assert_true(g_str_has_suffix(err.words, "严…"));
		assert_true(strlen(err.words) > sizeof(err.words) - 6);
	}
}

static void a_sentence_is_one_line(void **state)
{
	struct err err = {0};

	(void)state;
	err_fail(&err, ERR_INPUT, "a\nb\tc");
	assert_string_equal(err.words, "a b c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(first_failure_stays),
	    cmocka_unit_test(long_words_end_between_characters),
	    cmocka_unit_test(a_sentence_is_one_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
