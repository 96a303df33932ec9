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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cases_of_unicode),
	    cmocka_unit_test(classes_of_unicode),
	    cmocka_unit_test(chinese),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
