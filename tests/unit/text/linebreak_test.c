/* Line breaks: Unicode's own cases without exception, then what Chinese printing wants. */
#include "unit.h"

#include "text/linebreak.h"
#include "text/unidata.h"
#include "ucd.h"

static void cases_of_unicode(void **state)
{
	g_auto(GStrv) lines = ucd_lines("auxiliary/LineBreakTest.txt");
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GByteArray) breaks = g_byte_array_new();
	size_t count = 0, failed = 0;

	(void)state;
	for (char **line = lines; *line != NULL; line++) {
		struct line_breaker breaker = {.plain = true};

		if (**line == '\0')
			continue;
		ucd_break_case(*line, text, breaks);
		count++;
		for (size_t at = 0; at < text->len;) {
			size_t start = at;
			bool may = linebreak_before(&breaker, text->str, text->len, &at);

			if (may != (start > 0 && breaks->data[start])) {
				print_message("%s: at byte %zu\n", *line, start);
				failed++;
				break;
			}
		}
	}
	assert_true(count > 7000);
	assert_int_equal(failed, 0);
}

static void same_class(uint32_t first, uint32_t last, const char *value, void *context)
{
	static const char *const names[] = {"AL", "B2", "BA", "BB", "BK", "CB", "CL", "CM", "CP",
	    "CR", "EB", "EM", "EX", "GL", "H2", "H3", "HL", "HY", "ID", "IN", "IS", "JL", "JT",
	    "JV", "LF", "NL", "NS", "NU", "OP", "PO", "PR", "QU", "RI", "SP", "SY", "WJ", "ZW",
	    "ZWJ"};
	static const char *const resolved[] = {"AI", "SG", "XX", "CJ", "SA"};

	(void)context;
	for (size_t i = 0; i < G_N_ELEMENTS(resolved); i++)
		if (strcmp(value, resolved[i]) == 0)
			return;
	for (uint32_t c = first; c <= last; c++)
		if (strcmp(names[unidata(c)->line], value) != 0)
			fail_msg("U+%04X is %s, not %s", c, value, names[unidata(c)->line]);
}

static void classes_of_unicode(void **state)
{
	(void)state;
	ucd_ranges("LineBreak.txt", same_class, NULL);
}

/* The text with a bar wherever a line may be broken. */
static void assert_breaks(const char *wanted)
{
	g_auto(GStrv) parts = g_strsplit(wanted, "|", -1);
	g_autofree char *text = g_strjoinv("", parts);
	g_autoptr(GString) out = g_string_new(NULL);
	struct line_breaker breaker = {0};
	size_t len = strlen(text);

	for (size_t at = 0; at < len;) {
		size_t start = at;

		if (linebreak_before(&breaker, text, len, &at))
			g_string_append_c(out, '|');
		g_string_append_len(out, text + start, (gssize)(at - start));
	}
	assert_string_equal(out->str, wanted);
}

static void chinese(void **state)
{
	(void)state;
	assert_breaks("社|情|民|意，|反|映。|好！|好？|好：|好；|好、|好");
	assert_breaks("他|说：|“你|好。”|然|后|走|了");
	assert_breaks("把|“GDP”|写|成|‘国|内’|的");
	assert_breaks("《条|例》|（草|案）|【附】|「引」|〔2026〕|号");
	assert_breaks("一|些……|二|——|三");
	assert_breaks("阿|不|都·|热|合|曼");
	assert_breaks("增|长|3.5%，|约|1,200|万|元，|￥300|元，|36.5℃");
	assert_breaks("2026|年|11|月|24|日，|2026-0001|号");
	assert_breaks("用|Word|和|COVID-19|写|e-|mail");
	assert_breaks("I |don’t |know |“it” |yet.");
	assert_breaks("先|(后)|再");
}

/* Between two of them nothing is looked up, so they must be of one class. */
static void han_are_all_alike(void **state)
{
	(void)state;
	for (uint32_t c = 0x4E00; c <= 0x9FFF; c++) {
		assert_int_equal(unidata(c)->line, LB_ID);
		assert_int_equal(unidata(c)->flags, unidata(0x4E00)->flags);
	}
}

/* What is between two Han decides, though the one before was passed over quickly. */
static void what_stands_between_han_counts(void **state)
{
	static const struct {
		const char *text;
		const char *breaks; /* a bit a character */
	} cases[] = {
	    {"严审严", "011"},
	    {"严\u2060审", "000"}, /* a word joiner */
	    {"严\u0301审", "001"}, /* a mark upon the first */
	    {"严审，严", "0101"},
	    {"严《审", "010"},
	    {"严\u200D审", "000"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct line_breaker breaker = {0};
		size_t len = strlen(cases[i].text), at = 0;

		for (const char *bit = cases[i].breaks; *bit; bit++) {
			bool may = linebreak_before(&breaker, cases[i].text, len, &at);

			if (may != (*bit == '1'))
				fail_msg("%s at %zu", cases[i].text, at);
		}
		assert_int_equal(at, len);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cases_of_unicode),
	    cmocka_unit_test(classes_of_unicode),
	    cmocka_unit_test(chinese),
	    cmocka_unit_test(han_are_all_alike),
	    cmocka_unit_test(what_stands_between_han_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
