/* Signs of life: seen as change, timed by one clock; no time of another machine counts. */
#include "unit.h"

#include "app/pulse.h"
#include "model/report.h"

static void see(struct pulse *pulse, struct claim *claim, int64_t now_ms)
{
	g_autoptr(GPtrArray) claims = g_ptr_array_new();

	if (claim)
		g_ptr_array_add(claims, claim);
	pulse_see(pulse, claims, now_ms);
}

static void a_holder_lives_while_its_beat_changes(void **state)
{
	struct pulse *pulse = pulse_new();
	struct claim *claim = claim_new(7, 3, "PC-1", 12);

	(void)state;
	claim->since_ms = 1; /* its own clock may say what it likes */
	assert_int_equal(pulse_silent_ms(pulse, claim, 5000), 0); /* never seen before */
	see(pulse, claim, 5000);
	see(pulse, claim, 15000);
	assert_false(pulse_is_known(pulse, claim)); /* it stood there already */
	assert_int_equal(pulse_silent_ms(pulse, claim, 20000), 15000);
	claim->beat++;
	see(pulse, claim, 30000);
	assert_true(pulse_is_known(pulse, claim));
	assert_int_equal(pulse_silent_ms(pulse, claim, 31000), 1000);
	see(pulse, claim, 60000);
	assert_true(pulse_silent_ms(pulse, claim, 60000) >= PULSE_SILENT_MS);
	claim->beat++; /* the share knows of a beat that was not read yet */
	assert_int_equal(pulse_silent_ms(pulse, claim, 60000), 0);
	claim_free(claim);
	pulse_free(pulse);
}

/* A desk that is on with nobody at it is told from one where somebody writes. */
static void writing_is_told_from_being_on(void **state)
{
	struct pulse *pulse = pulse_new();
	struct claim *claim = claim_new(7, 3, "PC-1", 12);

	(void)state;
	see(pulse, claim, 0);
	claim->beat += CLAIM_TYPED;
	see(pulse, claim, 10000);
	assert_int_equal(pulse_idle_ms(pulse, claim, 12000), 2000);
	for (int64_t now = 20000; now <= 100000; now += 10000) {
		claim->beat++;
		see(pulse, claim, now);
	}
	assert_int_equal(pulse_silent_ms(pulse, claim, 101000), 1000);
	assert_int_equal(pulse_idle_ms(pulse, claim, 101000), 91000);
	claim->beat += CLAIM_TYPED; /* read by nobody here so far */
	assert_int_equal(pulse_idle_ms(pulse, claim, 101000), 0);
	see(pulse, claim, 110000);
	assert_int_equal(pulse_idle_ms(pulse, claim, 111000), 1000);
	claim_free(claim);
	pulse_free(pulse);
}

static void a_new_holder_is_not_the_silent_one(void **state)
{
	struct pulse *pulse = pulse_new();
	struct claim *claim = claim_new(7, 3, "PC-1", 12);

	(void)state;
	see(pulse, claim, 0);
	claim->fence = 13; /* taken over, its beat begins anew */
	see(pulse, claim, 40000);
	assert_int_equal(pulse_silent_ms(pulse, claim, 41000), 1000);
	assert_true(pulse_is_known(pulse, claim)); /* that it came was seen */
	see(pulse, NULL, 42000); /* given back */
	see(pulse, claim, 90000);
	assert_int_equal(pulse_silent_ms(pulse, claim, 90000), 0);
	claim_free(claim);
	pulse_free(pulse);
}

static void silence_in_words(void **state)
{
	g_autofree char *seconds = pulse_words(25999);
	g_autofree char *minutes = pulse_words(3 * 60000 + 1000);
	g_autofree char *hours = pulse_words(5 * 3600000);

	(void)state;
	assert_string_equal(seconds, "25 s");
	assert_string_equal(minutes, "3 min");
	assert_string_equal(hours, "5 h");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_holder_lives_while_its_beat_changes),
	    cmocka_unit_test(writing_is_told_from_being_on),
	    cmocka_unit_test(a_new_holder_is_not_the_silent_one),
	    cmocka_unit_test(silence_in_words),
	};

	return cmocka_run_group_tests_name("pulse", tests, NULL, NULL);
}
