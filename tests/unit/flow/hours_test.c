/* Working time over nights, weekends, holidays and swapped Saturdays. */
#include "unit.h"

#include "base/clock.h"
#include "flow/hours.h"

static int64_t at(const char *text)
{
	int64_t ms = 0;

	assert_true(clock_parse(text, "Asia/Shanghai", &ms));
	return ms;
}

static void time_goes_on_only_in_working_hours(void **state)
{
	(void)state;
	/* Monday morning, two hours: before noon. */
	assert_int_equal(hours_after(NULL, at("2025-03-03 09:00"), 120), at("2025-03-03 11:00"));
	/* Over noon. */
	assert_int_equal(hours_after(NULL, at("2025-03-03 11:00"), 120), at("2025-03-03 14:30"));
	/* Over night, from before the beginning, from after the end. */
	assert_int_equal(hours_after(NULL, at("2025-03-03 17:00"), 120), at("2025-03-04 09:30"));
	assert_int_equal(hours_after(NULL, at("2025-03-03 03:00"), 60), at("2025-03-03 09:30"));
	/* Friday afternoon to Monday. */
	assert_int_equal(hours_after(NULL, at("2025-03-07 17:00"), 120), at("2025-03-10 09:30"));
}

static void holidays_and_swapped_days_count_as_announced(void **state)
{
	(void)state;
	assert_true(hours_year_known(NULL, at("2025-01-26 09:00")));
	assert_false(hours_year_known(NULL, at("2099-01-26 09:00")));
	/* Sunday 26 January 2025 was worked, then the Spring Festival until 4 February. */
	assert_int_equal(hours_after(NULL, at("2025-01-26 17:00"), 120), at("2025-01-27 09:30"));
	assert_int_equal(hours_after(NULL, at("2025-01-27 17:00"), 120), at("2025-02-05 09:30"));
}

static void between_is_the_inverse_of_after(void **state)
{
	(void)state;
	int64_t from = at("2025-04-30 16:20");

	for (int64_t minutes = 1; minutes < 8 * 60 * 12; minutes += 37) {
		int64_t to = hours_after(NULL, from, minutes);

		assert_int_equal(hours_between(NULL, from, to), minutes);
		assert_int_equal(hours_between(NULL, to, from), -minutes);
	}
}

/* Years are reckoned in weeks: the same as asking each day whether it is worked. */
static void years_are_the_sum_of_their_days(void **state)
{
	const int64_t day_ms = INT64_C(86400000);
	int64_t from = at("2022-12-30 00:00");
	int64_t sum = 0;

	(void)state;
	for (int day = 0; day < 1500; day++) {
		int64_t worked = hours_between(
		    NULL, from + day * day_ms, from + (day + 1) * day_ms);

		assert_true(worked == 0 || worked == 480);
		sum += worked;
		assert_int_equal(hours_between(NULL, from, from + (day + 1) * day_ms), sum);
	}
}

static void a_list_says_it_in_few_words(void **state)
{
	(void)state;
	int64_t due = at("2025-03-05 12:00");
	g_autofree char *left = hours_left_words(NULL, at("2025-03-05 09:00"), due, false);
	g_autofree char *over = hours_left_words(NULL, at("2025-03-06 17:00"), due, false);
	g_autofree char *clock = hours_left_words(NULL, at("2025-03-05 13:30"), due, true);
	g_autofree char *none = hours_left_words(NULL, due, 0, false);

	assert_string_equal(left, "3wh left");
	assert_string_equal(over, "1wd over");
	assert_string_equal(clock, "1h over");
	assert_string_equal(none, "");
}

/* The table is searched by halves: a day out of order would be a working day by mistake. */
static void special_days_stand_in_their_order(void **state)
{
	int last = 0;

	(void)state;
#define HOLIDAY_YEAR(y)
#define DAYOFF(y, m, d)                                \
	assert_true((y)*10000 + (m)*100 + (d) > last); \
	last = (y)*10000 + (m)*100 + (d);
#define WORKDAY(y, m, d) DAYOFF(y, m, d)
#include "flow/holidays.def"
#undef HOLIDAY_YEAR
#undef DAYOFF
#undef WORKDAY
	assert_true(last > 20260000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(time_goes_on_only_in_working_hours),
	    cmocka_unit_test(holidays_and_swapped_days_count_as_announced),
	    cmocka_unit_test(between_is_the_inverse_of_after),
	    cmocka_unit_test(years_are_the_sum_of_their_days),
	    cmocka_unit_test(a_list_says_it_in_few_words),
	    cmocka_unit_test(special_days_stand_in_their_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
