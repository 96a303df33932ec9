/* Pinyin initials: typed letters find the word, whichever way its characters are read. */
#include "unit.h"

#include "text/pinyin.h"

static void words_are_found(void **state)
{
	static const struct {
		const char *text, *typed;
		bool found;
	} cases[] = {
	    {"报送", "bs", true},
	    {"审核通过", "shtg", true},
	    {"审核通过", "tg", true},
	    {"退反映人改", "tfy", true},
	    {"长沙市", "css", true},
	    {"会长", "hz", true},
	    {"行政", "xz", true},
	    {"银行", "yh", true},
	    {"重庆", "cq", true},
	    {"曾某", "zm", true},
	    {"签发", "bs", false},
	    {"签发", "qfx", false},
	    {"Word 文件", "wordwj", true},
	    {"2026年", "2026n", true},
	    {"签发", "", true},
	    {"送保密审查", "BMSC", true},
	    {"系统管理员", "xtgly", true},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		if (pinyin_matches(cases[i].text, cases[i].typed) != cases[i].found)
			fail_msg("%s by %s", cases[i].text, cases[i].typed);
}

static void one_string_of_initials(void **state)
{
	g_autofree char *plain = pinyin_of("关于加装电梯的建议（试行）A1");

	(void)state;
	assert_string_equal(plain, "gyjzdtdjysxa1");
}

/* GB 2312 orders its first level by reading: the table must agree, but for several readings. */
static void the_table_agrees_with_gb2312(void **state)
{
	static const char starts[] = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝";
	static const char letters[] = "abcdefghjklmnopqrstwxyz";
	unsigned limits[24];
	int others = 0;

	(void)state;
	for (size_t i = 0; i < 23; i++) {
		g_autofree char *code =
		    g_convert(starts + 3 * i, 3, "GB2312", "UTF-8", NULL, NULL, NULL);

		limits[i] = (unsigned)(unsigned char)code[0] << 8 | (unsigned char)code[1];
	}
	for (unsigned lead = 0xB0; lead <= 0xD7; lead++) {
		for (unsigned trail = 0xA1; trail <= (lead == 0xD7 ? 0xF9u : 0xFEu); trail++) {
			char code[2] = {(char)lead, (char)trail};
			g_autofree char *text = g_convert(
			    code, 2, "UTF-8", "GB2312", NULL, NULL, NULL);
			size_t i = 22;

			while (limits[i] > (lead << 8 | trail))
				i--;
			if (!strchr(pinyin_initials(g_utf8_get_char(text)), letters[i])) {
				print_message("# %s is not under %c\n", text, letters[i]);
				others++;
			}
		}
	}
	assert_int_equal(others, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_are_found),
	    cmocka_unit_test(one_string_of_initials),
	    cmocka_unit_test(the_table_agrees_with_gb2312),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
