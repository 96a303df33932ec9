/* Character sets: every byte of a file comes out as what it was, or the file is refused by offset.
 */
#include "unit.h"

#include "text/charset.h"
#include "text/newline.h"

#include <iconv.h>
#include <stdio.h>

static const char report[] =
    "关于尽快修复滨江路三处塌陷路面的建议\n反映人：市政协委员、市第二中学教师 林〇\n"
    "一、情况。近一个月来，滨江路与朝阳巷口连续出现三处塌陷，最深处约40厘米。\n"
    "二、建议。一是由市住建局牵头，于雨季前完成管线探测。\n";
static const char report_tw[] =
    "關於儘快修復濱江路三處塌陷路面的建議\n反映人：市政協委員、市第二中學教師 林某\n"
    "一、情況。近一個月來，濱江路與朝陽巷口連續出現三處塌陷，最深處約40公分。\n";

/* TEXT in another set, by iconv. Owns: the caller frees. */
static GBytes *in_set(const char *text, const char *set)
{
	gsize len = 0;
	char *bytes = g_convert(text, -1, set, "UTF-8", NULL, &len, NULL);

	assert_non_null(bytes);
	return g_bytes_new_take(bytes, len);
}

static void read_back(const char *text, const char *set, enum charset wanted)
{
	g_autoptr(GBytes) bytes = in_set(text, set);
	struct charset_text out = {0};
	struct err err = {0};
	gsize len;
	const void *raw = g_bytes_get_data(bytes, &len);

	assert_works(charset_read(raw, len, CHARSET_UNKNOWN, &out, &err), err);
	if (out.charset != wanted)
		fail_msg("%s was taken for %s", set, charset_name(out.charset));
	assert_string_equal(out.text, text);
	assert_int_equal(out.len, strlen(text));
	charset_text_clear(&out);
}

static void every_set_is_recognised(void **state)
{
	(void)state;
	read_back(report, "UTF-8", CHARSET_UTF8);
	read_back(report, "GB18030", CHARSET_GB18030);
	read_back(report, "UTF-16LE", CHARSET_UTF16LE);
	read_back(report, "UTF-16BE", CHARSET_UTF16BE);
	read_back(report, "UTF-16", CHARSET_UTF16LE);
	read_back(report_tw, "BIG5", CHARSET_BIG5);
	read_back(report_tw, "GB18030", CHARSET_GB18030);
	read_back("plain ASCII, of even length.", "UTF-8", CHARSET_UTF8);
	read_back("caf\u00e9 au lait", "UTF-8", CHARSET_UTF8);
	read_back("Привет, как дела", "UTF-8", CHARSET_UTF8);
	/* not one line end, not one letter: no zero byte gives UTF-16 away */
	read_back("关于规范共享电动车停放的建议", "UTF-16LE", CHARSET_UTF16LE);
	read_back("关于规范共享电动车停放的建议", "UTF-16BE", CHARSET_UTF16BE);
	/* D2 BB and its like are sound UTF-8 too */
	read_back("一般", "GB18030", CHARSET_GB18030);
}

/* Names need them: beyond the plane, four bytes, Extension A to I. */
static void rare_characters_survive(void **state)
{
	static const char rare[] =
	    "关于整治占道经营问题的建议，反映人：𬱖、䶮、〇、㛃、𠅤、"
	    "\U0002EBF0、龦";

	(void)state;
	read_back(rare, "UTF-8", CHARSET_UTF8);
	read_back(rare, "UTF-16LE", CHARSET_UTF16LE);
	read_back(rare, "GB18030", CHARSET_GB18030);
}

static void short_texts_are_told_apart(void **state)
{
	static const char *const lines[] = {"关于增设社区食堂的建议", "停车难",
	    "情况：独居老人就餐难。", "由民政部门牵头。", "政协委员张某"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		read_back(lines[i], "GB18030", CHARSET_GB18030);
	read_back("關於增設社區食堂的建議", "BIG5", CHARSET_BIG5);
	read_back("由民政部門牽頭。", "BIG5", CHARSET_BIG5);
}

static void two_close_readings_are_asked_about(void **state)
{
	/* 干戈 in GB18030 is 補資 in Big5 */
	static const char both[] = "\xB8\xC9\xB8\xEA";
	struct charset_text out = {0};
	struct err err = {0};

	(void)state;
	bool taken = charset_read(both, 4, CHARSET_UNKNOWN, &out, &err);
	assert_false(taken);
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.words, "干戈"));
	assert_non_null(strstr(err.words, "補資"));
	assert_non_null(strstr(err.words, "--charset"));
	err_clear(&err);
	assert_works(charset_read(both, 4, CHARSET_BIG5, &out, &err), err);
	assert_string_equal(out.text, "補資");
	charset_text_clear(&out);
}

static void wrong_bytes_are_named(void **state)
{
	static const char broken[] = "\xff\xff\xfe\x80"
				     "broken\x81";
	g_autoptr(GBytes) bytes = in_set(report, "GB18030");
	gsize len;
	g_autofree char *raw = g_memdup2(g_bytes_get_data(bytes, &len), g_bytes_get_size(bytes));
	struct charset_text out = {0};
	struct err err = {0};

	(void)state;
	assert_refused(
	    charset_read(broken, sizeof(broken) - 1, CHARSET_UNKNOWN, &out, &err), err, ERR_INPUT);
	assert_null(out.text);
	raw[36] = (char)0xFF; /* the line feed behind the title of 18 characters */
	assert_false(charset_read(raw, len, CHARSET_UNKNOWN, &out, &err));
	assert_non_null(strstr(err.words, "GB18030"));
	assert_non_null(strstr(err.words, ": 36."));
	err_clear(&err);

	assert_works(charset_decode(raw, len, CHARSET_GB18030, &out, &err), err);
	assert_int_equal(out.wrong, 1);
	assert_int_equal(out.places[0], 36);
	assert_non_null(strstr(out.text, "建议\uFFFD反映人"));
	charset_text_clear(&out);
}

/* Random bytes never crash, always give sound UTF-8, and count what they lost. */
static void anything_decodes_to_something(void **state)
{
	guint32 seed = g_random_int();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);

	(void)state;
	print_message("# seed %u\n", seed);
	for (int round = 0; round < 3000; round++) {
		unsigned char bytes[64];
		size_t len = (size_t)g_rand_int_range(rand, 0, sizeof(bytes));
		enum charset charset = (enum charset)g_rand_int_range(
		    rand, CHARSET_UTF8, CHARSET_BIG5 + 1);
		struct charset_text out = {0};
		struct err err = {0};

		for (size_t i = 0; i < len; i++)
			bytes[i] = (unsigned char)g_rand_int_range(rand, round % 2 ? 0x70 : 0, 256);
		assert_works(charset_decode(bytes, len, charset, &out, &err), err);
		assert_true(
		    g_utf8_validate_len(out.text, out.len, NULL) || memchr(out.text, 0, out.len));
		assert_true(out.wrong <= len);
		charset_text_clear(&out);
		(void)charset_guess(bytes, len);
	}
}

/* One code, decoded by us behind a letter, so that a mark is no mark. 0 where it is refused. */
static uint32_t decoded(const char *code, size_t len, enum charset charset)
{
	char bytes[8] = "a";
	struct charset_text out = {0};
	struct err err = {0};
	uint32_t point = 0;

	memcpy(bytes + 1, code, len);
	assert_works(charset_decode(bytes, len + 1, charset, &out, &err), err);
	if (out.wrong == 0) {
		point = g_utf8_get_char(out.text + 1);
		if (g_utf8_strlen(out.text, -1) > 2)
			point = 1; /* two characters: Big5 has four such codes */
	}
	charset_text_clear(&out);
	return point;
}

/* The golden table NAME as pointer to point; a missing table skips the test with a word. */
static uint32_t *gold(const char *name, size_t count)
{
	g_autofree char *path = g_build_filename(
	    TEST_SRCDIR, "../shared/data/encodings", name, NULL);
	uint32_t *points = g_new0(uint32_t, count);
	char line[200];
	FILE *file = fopen(path, "r");

	if (!file) {
		print_message("# no %s here: skipped\n", path);
		g_free(points);
		skip();
	}
	while (fgets(line, sizeof(line), file)) {
		unsigned long pointer, point;

		if (sscanf(line, "%lu 0x%lx", &pointer, &point) == 2 && pointer < count)
			points[pointer] = (uint32_t)point;
	}
	fclose(file);
	return points;
}

/*
 * All 23,940 codes of two bytes as the Web's table of 2022 has them, but for six: FE51, FE52, FE53,
 * FE6C, FE76, FE91 stand there as private points, here as the character they always meant.
 */
static void gb18030_is_the_golden_table(void **state)
{
	g_autofree uint32_t *points = gold("whatwg-index-gb18030.txt", 23940);
	int meant = 0;

	(void)state;
	for (unsigned lead = 0x81; lead <= 0xFE; lead++) {
		for (unsigned trail = 0x40; trail <= 0xFE; trail++) {
			char code[2] = {(char)lead, (char)trail};
			uint32_t want =
			    points[(lead - 0x81) * 190 + trail - (trail < 0x7F ? 0x40 : 0x41)];
			uint32_t have;

			if (trail == 0x7F)
				continue;
			have = decoded(code, 2, CHARSET_GB18030);
			if (lead == 0xFE && want >= 0xE816 && want <= 0xE855 && have >= 0x20000)
				meant++;
			else if (have != want)
				fail_msg("%02X%02X is U+%04X, not U+%04X", lead, trail, want, have);
		}
	}
	assert_int_equal(meant, 6);
}

/* All 39,420 codes of four bytes within the first plane, and the ends of the others. */
static void gb18030_has_the_four_byte_codes(void **state)
{
	g_autofree uint32_t *ranges = gold("whatwg-index-gb18030-ranges.txt", 190000);
	uint32_t point = 0, from = 0;
	int meant = 0;

	(void)state;
	for (uint32_t pointer = 0; pointer < 39420; pointer++) {
		char code[4] = {(char)(0x81 + pointer / 12600), (char)(0x30 + pointer / 1260 % 10),
		    (char)(0x81 + pointer / 10 % 126), (char)(0x30 + pointer % 10)};

		if (ranges[pointer]) {
			point = ranges[pointer];
			from = pointer;
		}
		uint32_t want = point + pointer - from;
		uint32_t have = decoded(code, 4, CHARSET_GB18030);

		if (want >= 0xE5E5 && want <= 0xE864 && (have < 0xE000 || have > 0xF8FF))
			meant++;
		else if (have != want)
			fail_msg("four-byte code %u is U+%04X, not U+%04X", pointer, want, have);
	}
	assert_int_equal(meant, 80); /* a private point there, the character here */
	assert_int_equal(decoded("\x90\x30\x81\x30", 4, CHARSET_GB18030), 0x10000);
	assert_int_equal(decoded("\xE3\x32\x9A\x35", 4, CHARSET_GB18030), 0x10FFFF);
	assert_int_equal(decoded("\xE3\x32\x9A\x36", 4, CHARSET_GB18030), 0);
}

static void big5_is_the_golden_table(void **state)
{
	g_autofree uint32_t *points = gold("whatwg-index-big5.txt", 19782);

	(void)state;
	for (unsigned lead = 0x81; lead <= 0xFE; lead++) {
		for (unsigned trail = 0x40; trail <= 0xFE; trail++) {
			char code[2] = {(char)lead, (char)trail};
			uint32_t want, have;

			if (trail >= 0x7F && trail < 0xA1)
				continue;
			want = points[(lead - 0x81) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62)];
			have = decoded(code, 2, CHARSET_BIG5);
			if (lead == 0x88 &&
			    (trail == 0x62 || trail == 0x64 || trail == 0xA3 || trail == 0xA5))
				want = 1;
			if (have != want)
				fail_msg("%02X%02X is U+%04X, not U+%04X", lead, trail, want, have);
		}
	}
}

static void old_private_points_are_characters(void **state)
{
	struct charset_text out = {0};
	struct err err = {0};

	(void)state;
	/* vertical comma, the first component, a name's character; a user's own character stays */
	static const char old[] = "\uE78D\uE81E\uE816\uE000";

	assert_works(charset_read(old, sizeof(old) - 1, CHARSET_UTF8, &out, &err), err);
	assert_string_equal(out.text, "\uFE10\u9FB4\U00020087\uE000");
	charset_text_clear(&out);
	assert_int_equal(decoded("\xAA\xA1", 2, CHARSET_GB18030), 0xE000);
	assert_int_equal(decoded("\xFE\xFE", 2, CHARSET_GB18030), 0xE4C5);
	assert_int_equal(decoded("\xA2\xAB", 2, CHARSET_GB18030), 0xE766);
}

static void line_ends_become_plain(void **state)
{
	static const struct {
		const char *raw, *plain;
		enum newline kind;
	} cases[] = {
	    {"a", "a", NEWLINE_NONE},
	    {"a\nb\n", "a\nb\n", NEWLINE_LF},
	    {"a\r\nb\r\n", "a\nb\n", NEWLINE_CRLF},
	    {"a\rb\r", "a\nb\n", NEWLINE_CR},
	    {"a\r\nb\nc\r\rd", "a\nb\nc\n\nd", NEWLINE_MIXED},
	    {"甲\u2028乙\u2029\xC2\x85丙\v丁", "甲\n乙\n\n丙\n丁", NEWLINE_NONE},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup(cases[i].raw);
		size_t len = strlen(text);

		assert_int_equal(newline_plain(text, &len), cases[i].kind);
		assert_string_equal(text, cases[i].plain);
		assert_int_equal(len, strlen(text));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_set_is_recognised),
	    cmocka_unit_test(rare_characters_survive),
	    cmocka_unit_test(short_texts_are_told_apart),
	    cmocka_unit_test(two_close_readings_are_asked_about),
	    cmocka_unit_test(wrong_bytes_are_named),
	    cmocka_unit_test(anything_decodes_to_something),
	    cmocka_unit_test(gb18030_is_the_golden_table),
	    cmocka_unit_test(gb18030_has_the_four_byte_codes),
	    cmocka_unit_test(big5_is_the_golden_table),
	    cmocka_unit_test(old_private_points_are_characters),
	    cmocka_unit_test(line_ends_become_plain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
