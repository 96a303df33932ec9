/* UTF-8: what is sound, what stands for a broken byte, that nothing is lost on the way. */
#include "unit.h"

#include "text/utf8.h"

static void every_character_comes_back(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char bytes[4];
		size_t at = 0, n;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		n = utf8_put(bytes, c);
		if (!utf8_is_sound(bytes, n) || utf8_next(bytes, n, &at) != c || at != n ||
		    utf8_prev(bytes, &at) != c || at != 0)
			fail_msg("U+%04X does not come back", c);
		if (n > 1 && utf8_is_sound(bytes, n - 1))
			fail_msg("U+%04X cut short is called sound", c);
	}
}

static void refused_and_mended(void **state)
{
	static const struct {
		const char *text, *mended;
		size_t count;
	} cases[] = {
	    {"\xC0\xAF", "��", 2}, /* overlong */
	    {"\xE0\x80\xAF", "���", 3}, /* overlong */
	    {"\xED\xA0\x80", "���", 3}, /* surrogate */
	    {"\xF4\x90\x80\x80", "����", 4}, /* past the end */
	    {"\xF0\x9F\x98", "�", 1}, /* cut short: one subpart */
	    {"a\xE4\xB8"
	     "b",
		"a�b", 1},
	    {"\xE4\xB8\xAD\x80\xE6\x96\x87", "中�文", 1}, /* a stray byte between */
	    {"\xFF\xFE"
	     "ab",
		"��ab", 2},
	    {"", "", 0},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		size_t len = strlen(cases[i].text), count;
		struct err err = {0};
		GString *out = utf8_mend(cases[i].text, len, &count, &err);

		assert_int_equal(utf8_is_sound(cases[i].text, len), len == 0);
		assert_non_null(out);
		assert_string_equal(out->str, cases[i].mended);
		assert_int_equal(count, cases[i].count);
		assert_true(utf8_is_sound(out->str, out->len));
		g_string_free(out, TRUE);
	}
}

/* Random bytes: soundness agrees with GLib's, walking forth and back meets every byte once. */
static void random_bytes(void **state)
{
	uint32_t seed = (uint32_t)g_get_monotonic_time();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);

	(void)state;
	print_message("seed %u\n", seed);
	for (int round = 0; round < 20000; round++) {
		char text[24];
		size_t len = (size_t)g_rand_int_range(rand, 0, sizeof(text));
		const char *end;
		size_t at = 0;

		for (size_t i = 0; i < len; i++)
			text[i] = "\xE4\xB8\xAD\xF0\x9F\x98\x80\xED\xA0\xC3\xC0\xF4\x8F"
				  "a"[g_rand_int_range(rand, 0, 14)];
		g_utf8_validate(text, (gssize)len, &end);
		assert_int_equal(utf8_sound_len(text, len), end - text);
		while (at < len) {
			size_t back, before = at;
			uint32_t c = utf8_next(text, len, &at);

			assert_true(at > before && at <= len);
			back = at;
			if (c != UTF8_REPLACEMENT)
				assert_int_equal(utf8_prev(text, &back), c);
			else
				utf8_prev(text, &back);
			if (c != UTF8_REPLACEMENT)
				assert_int_equal(back, before);
		}
		while (at > 0) {
			size_t before = at;

			utf8_prev(text, &at);
			assert_true(at < before);
		}
	}
}

static void assert_nfc(const char *from, const char *wanted)
{
	struct err err = {0};
	GString *out = utf8_nfc(from, strlen(from), &err);

	if (out == NULL)
		fail_msg("%s", err.words);
	assert_string_equal(out->str, wanted);
	g_string_free(out, TRUE);
}

static void one_form_inside(void **state)
{
	struct err err = {0};

	(void)state;
	assert_nfc("cafe\u0301", "café");
	assert_nfc("か\u3099", "が");
	assert_nfc("政协，ＡＢ“１２”……①", "政协，ＡＢ“１２”……①"); /* width and figures stay */
	assert_nfc("\u2000|\u2001", "\u2002|\u2003"); /* the quads do change */
	assert_nfc("\uF900", "\u8C48"); /* and compatibility Han */
	assert_nfc("\u212B", "Å");
	assert_refused(utf8_nfc("\xE4\xB8", 2, &err) != NULL, err, ERR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_character_comes_back),
	    cmocka_unit_test(refused_and_mended),
	    cmocka_unit_test(random_bytes),
	    cmocka_unit_test(one_form_inside),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
