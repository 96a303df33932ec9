/* Grapheme clusters: Unicode's own cases, and the way back meets the way there. */
#include "unit.h"

#include "text/cluster.h"
#include "text/unidata.h"
#include "ucd.h"

static void check_case(const char *line, const GString *text, const GByteArray *breaks)
{
	size_t prev = 0;

	for (size_t at = 0; at < text->len;) {
		size_t next = cluster_next(text->str, text->len, at);

		assert_true(next > at);
		for (size_t i = at + 1; i < next; i++)
			if (breaks->data[i])
				fail_msg("%s: no break at byte %zu", line, i);
		if (!breaks->data[next])
			fail_msg("%s: a break at byte %zu", line, next);
		for (size_t i = at; i < next; i++)
			assert_int_equal(cluster_floor(text->str, text->len, i), at);
		assert_int_equal(cluster_prev(text->str, text->len, next), at);
		prev = at;
		at = next;
	}
	assert_int_equal(cluster_prev(text->str, text->len, text->len), prev);
}

static void cases_of_unicode(void **state)
{
	g_auto(GStrv) lines = ucd_lines("auxiliary/GraphemeBreakTest.txt");
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GByteArray) breaks = g_byte_array_new();
	size_t count = 0;

	(void)state;
	for (char **line = lines; *line != NULL; line++) {
		if (**line == '\0')
			continue;
		ucd_break_case(*line, text, breaks);
		check_case(*line, text, breaks);
		count++;
	}
	assert_true(count > 500);
}

static void same_class(uint32_t first, uint32_t last, const char *value, void *context)
{
	static const char *const names[] = {"Other", "CR", "LF", "Control", "Extend", "ZWJ",
	    "Regional_Indicator", "Prepend", "SpacingMark", "L", "V", "T", "LV", "LVT"};

	*(size_t *)context += last - first + 1;
	for (uint32_t c = first; c <= last; c++)
		if (strcmp(names[unidata(c)->cluster], value) != 0)
			fail_msg("U+%04X is %s, not %s", c, value, names[unidata(c)->cluster]);
}

/* The table is Unicode's, character by character. */
static void table_of_unicode(void **state)
{
	size_t listed = 0, ours = 0;

	(void)state;
	ucd_ranges("auxiliary/GraphemeBreakProperty.txt", same_class, &listed);
	for (uint32_t c = 0; c <= 0x10FFFF; c++)
		ours += unidata(c)->cluster != GCB_OTHER;
	assert_int_equal(ours, listed);
}

/* Clusters of any text, sound or not: back from the end meets the same places. */
static void back_meets_forth(void **state)
{
	static const char *const parts[] = {"严", "a", "\u0301", "👩", "\u200D", "🇨", "🇳", "\r",
	    "\n", "\xE4", "\x80", "한", "ᄀ", "ᅡ", "ᆨ", "\u0903", "\u0600", "，", "\uFE0F", "1",
	    "\u20E3", "🏽", "。"};
	uint32_t seed = (uint32_t)g_get_monotonic_time();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);

	(void)state;
	print_message("seed %u\n", seed);
	for (int round = 0; round < 5000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(size_t));
		int n = g_rand_int_range(rand, 1, 16);

		while (n-- > 0)
			g_string_append(
			    text, parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))]);
		for (size_t at = 0; at < text->len; at = cluster_next(text->str, text->len, at))
			g_array_append_val(starts, at);
		for (size_t at = text->len; at > 0;) {
			at = cluster_prev(text->str, text->len, at);
			assert_true(starts->len > 0);
			assert_int_equal(at, g_array_index(starts, size_t, starts->len - 1));
			g_array_set_size(starts, starts->len - 1);
		}
		assert_int_equal(starts->len, 0);
	}
}

/* What is called plain to see is what the rules say, whatever comes behind it. */
static void plain_is_what_the_rules_say(void **state)
{
	static const char *const firsts[] = {
	    "严", "一", "鿿", "，", "。", "》", "０", "a", " ", "~"};

	(void)state;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		char text[16];

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		for (size_t i = 0; i < G_N_ELEMENTS(firsts); i++) {
			size_t first = strlen(firsts[i]);
			enum uni_cluster next = unidata(c)->cluster;

			memcpy(text, firsts[i], first);
			size_t len = first + (size_t)g_unichar_to_utf8(c, text + first);
			size_t plain = cluster_plain(text, len, 0);
			bool joins = next == GCB_EXTEND || next == GCB_ZWJ || next == GCB_SPACING;

			assert_true(plain == 0 || (plain == first && !joins));
		}
		size_t len = (size_t)g_unichar_to_utf8(c, text);
		const struct unidata *row = unidata(c);

		if (cluster_plain(text, len, 0) == 0)
			continue;
		assert_int_equal(cluster_plain(text, len, 0), len);
		assert_int_equal(row->cluster, GCB_OTHER);
		assert_false(row->flags & UNI_PICTOGRAPHIC);
		assert_int_equal(row->width, len == 1 ? UNI_ONE : UNI_TWO);
	}
	assert_int_equal(cluster_plain("严审", 6, 0), 3);
	assert_int_equal(cluster_plain("严", 3, 0), 3);
	assert_int_equal(cluster_plain("a严", 4, 0), 1);
	assert_int_equal(cluster_plain("严，", 6, 0), 3);
	assert_int_equal(cluster_plain("。严", 6, 0), 3);
	assert_int_equal(cluster_plain("\xE3\x80", 2, 0), 0);
	assert_int_equal(cluster_plain("\xE4\xB8", 2, 0), 0); /* half a character */
	assert_int_equal(cluster_plain("\xE4\xB8"
				       "a",
			     3, 0),
	    0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cases_of_unicode),
	    cmocka_unit_test(table_of_unicode),
	    cmocka_unit_test(back_meets_forth),
	    cmocka_unit_test(plain_is_what_the_rules_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
