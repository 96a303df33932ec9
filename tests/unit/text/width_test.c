/* Columns: what a person sees aligned, what is cut where, nothing hidden. */
#include "unit.h"

#include "text/cluster.h"
#include "text/unidata.h"
#include "text/width.h"
#include "ucd.h"

static const struct width_rule narrow = {0}, wide = {.ambiguous_wide = true};

static size_t cols(const struct width_rule *rule, const char *text)
{
	return width_of(rule, text, strlen(text));
}

static void what_terminals_take(void **state)
{
	(void)state;
	assert_int_equal(cols(&narrow, "abc"), 3);
	assert_int_equal(cols(&narrow, "政协，１ｱ"), 2 + 2 + 2 + 2 + 1);
	assert_int_equal(cols(&narrow, "“…—①·”"), 6);
	assert_int_equal(cols(&wide, "“…—①·”"), 12);
	assert_int_equal(cols(&wide, "\uE000"), 2); /* private use is ambiguous */
	assert_int_equal(cols(&narrow, "e\u0301\u0323"), 1);
	assert_int_equal(cols(&narrow, "각"), 2);
	assert_int_equal(cols(&narrow, "\u1100\u1161\u11A8"), 2);
	assert_int_equal(cols(&narrow, "𠮷"), 2);
}

static void emoji(void **state)
{
	(void)state;
	assert_int_equal(cols(&narrow, "😀"), 2);
	assert_int_equal(cols(&narrow, "❤"), 1);
	assert_int_equal(cols(&narrow, "❤\uFE0F"), 2);
	assert_int_equal(cols(&narrow, "1\uFE0F\u20E3"), 2);
	assert_int_equal(cols(&narrow, "🇨🇳"), 2);
	assert_int_equal(cols(&narrow, "👩\u200D👩\u200D👧"), 2);
	assert_int_equal(cols(&narrow, "👍🏽"), 2);
}

/* What is sent to the terminal takes what every terminal gives it; the rest is blanks. */
static void drawn_the_same_everywhere(void **state)
{
	static const struct {
		const char *text, *drawn;
		int drawn_cols;
	} cases[] = {
	    {"❤\uFE0F", "❤", 1},
	    {"1\uFE0F\u20E3", "1", 1},
	    {"👩\u200D👧", "👩", 2},
	    {"👍🏽", "👍", 2},
	    {"🇨🇳", "🇨", 1},
	    {"e\u0301", "e\u0301", 1},
	    {"a\u0300\u0301\u0302\u0303\u0304\u0305", "a\u0300\u0301\u0302\u0303", 1},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		size_t len = strlen(cases[i].text);
		struct glyph glyph = width_glyph(&narrow, cases[i].text, len, 0);

		assert_int_equal(glyph.len, len);
		assert_int_equal(glyph.drawn_len, strlen(cases[i].drawn));
		assert_memory_equal(cases[i].text, cases[i].drawn, glyph.drawn_len);
		assert_int_equal(glyph.drawn_cols, cases[i].drawn_cols);
		assert_false(glyph.stand_in);
	}
}

static void nothing_is_hidden(void **state)
{
	static const char *const hidden[] = {"\x1B", "\x07", "\x7F", "\xC2\x9B", "\u200B", "\u202E",
	    "\uFEFF", "\u00AD", "\u2028", "\u0301", "\xFF", "\r\n", "\t"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++) {
		struct glyph glyph = width_glyph(&narrow, hidden[i], strlen(hidden[i]), 0);

		assert_true(glyph.stand_in);
		assert_int_equal(glyph.cols, 1);
		assert_int_equal(glyph.drawn_len, 0);
		assert_int_equal(glyph.len, strlen(hidden[i]));
	}
}

static void a_tab_is_blanks(void **state)
{
	const struct width_rule rule = {.tab_cols = 4};

	(void)state;
	assert_int_equal(cols(&rule, "\t一"), 6);
	assert_false(width_glyph(&rule, "\t", 1, 0).stand_in);
}

static void assert_fit(const char *text, size_t to, unsigned flags, const char *wanted)
{
	g_autoptr(GString) out = g_string_new(NULL);
	size_t used = width_fit(out, &narrow, text, strlen(text), to, flags);

	assert_string_equal(out->str, wanted);
	assert_int_equal(used, cols(&narrow, wanted));
}

static void cut_and_padded(void **state)
{
	g_autoptr(GString) out = g_string_new(NULL);

	(void)state;
	assert_fit("关于老旧小区", 6, 0, "关于老");
	assert_fit("关于老旧小区", 7, 0, "关于老");
	assert_fit("关于老旧小区", 7, WIDTH_PAD_RIGHT, "关于老 ");
	assert_fit("关于老旧小区", 7, WIDTH_MARK_CUT, "关于老…");
	assert_fit("关于老旧小区", 8, WIDTH_MARK_CUT | WIDTH_PAD_RIGHT, "关于老… ");
	assert_fit("关于老旧小区", 12, WIDTH_MARK_CUT, "关于老旧小区");
	assert_fit("41", 5, WIDTH_PAD_LEFT, "   41");
	assert_fit("关于", 1, WIDTH_MARK_CUT, "…");
	assert_fit("关于", 0, WIDTH_MARK_CUT | WIDTH_PAD_RIGHT, "");
	assert_fit("a\x1B[31mb", 9, 0, "a?[31mb");
	assert_int_equal(width_fit(out, &wide, "关于", 6, 3, WIDTH_MARK_CUT), 2);
	assert_string_equal(out->str, "…"); /* two columns there: nothing else fits */
}

static void same_width(uint32_t first, uint32_t last, const char *value, void *context)
{
	(void)context;
	for (uint32_t c = first; c <= last; c++) {
		enum uni_width width = unidata(c)->width;
		bool two = strcmp(value, "W") == 0 || strcmp(value, "F") == 0;

		if (width == UNI_ZERO || width == UNI_STAND_IN)
			continue;
		if ((width == UNI_TWO) != two ||
		    (width == UNI_AMBIGUOUS) != (strcmp(value, "A") == 0))
			fail_msg("U+%04X is %s", c, value);
	}
}

static void classes_of_unicode(void **state)
{
	(void)state;
	ucd_ranges("EastAsianWidth.txt", same_width, NULL);
}

/* At every width: the cut fits, one cluster more would not, and fitting fills exactly. */
static void every_cut_fits(void **state)
{
	static const char text[] = "社情a民e\u0301意“信息”❤\uFE0F反映👩\u200D👧，\x01\xFF 2026年🇨🇳";
	const size_t len = sizeof(text) - 1;

	(void)state;
	for (size_t to = 0; to < 60; to++) {
		for (int i = 0; i < 2; i++) {
			const struct width_rule *rule = i ? &wide : &narrow;
			g_autoptr(GString) out = g_string_new(NULL);
			size_t used, keep = width_cut(rule, text, len, to, &used);

			assert_true(used <= to);
			assert_int_equal(width_of(rule, text, keep), used);
			assert_int_equal(cluster_floor(text, len, keep), keep);
			if (keep < len)
				assert_true(used + width_glyph(rule, text, len, keep).cols > to);
			width_fit(out, rule, text, len, to, WIDTH_PAD_RIGHT | WIDTH_MARK_CUT);
			assert_int_equal(width_of(rule, out->str, out->len), to);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_terminals_take),
	    cmocka_unit_test(emoji),
	    cmocka_unit_test(drawn_the_same_everywhere),
	    cmocka_unit_test(nothing_is_hidden),
	    cmocka_unit_test(a_tab_is_blanks),
	    cmocka_unit_test(cut_and_padded),
	    cmocka_unit_test(classes_of_unicode),
	    cmocka_unit_test(every_cut_fits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
