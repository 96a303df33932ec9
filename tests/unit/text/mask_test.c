/* Which runs of digits are numbers of persons, and what comes back of a masked one. */
#include "unit.h"

#include "text/mask.h"

static void numbers_of_persons_are_masked(void **state)
{
	static const char *const cases[][2] = {
	    {"139 0000 1234", "139 **** **34"},
	    {"13900001234", "139******34"},
	    {"0746-8321234", "074*-*****34"},
	    {"43110219800101123X", "431*************3X"},
	    {"林〇，电话13900001234，传真0746-8321234。",
		"林〇，电话139******34，传真074*-*****34。"},
	    /* what is none */
	    {"2026-11-24", "2026-11-24"},
	    {"12345热线", "12345热线"},
	    {"投入300000000元", "投入300000000元"},
	    {"12345678901234567890", "12345678901234567890"},
	    {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *masked = mask_numbers(cases[i][0]);

		assert_string_equal(masked, cases[i][1]);
		assert_int_equal(mask_is_of(masked, cases[i][0]), strchr(masked, '*') != NULL);
	}
	g_autofree char *none = mask_numbers(NULL);
	assert_string_equal(none, "");
}

/* Only the very number that was hidden counts as the same. */
static void another_number_is_another(void **state)
{
	(void)state;
	assert_false(mask_is_of("139******34", "13800001234"));
	assert_false(mask_is_of("139******34", ""));
	assert_false(mask_is_of("13900001234", "13900001234")); /* nothing is hidden */
	assert_false(mask_is_of("*", "13900001234"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_of_persons_are_masked),
	    cmocka_unit_test(another_number_is_another),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
