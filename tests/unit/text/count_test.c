/* 字数: what an office reads off Word's status line. */
#include "unit.h"

#include "text/count.h"

static void counts_as_word_does(void **state)
{
	static const struct {
		const char *text;
		size_t words, han, lines;
	} cases[] = {
	    {"", 0, 0, 0},
	    {"关于增设社区食堂的建议", 11, 11, 1},
	    {"情况：停放混乱。", 8, 6, 1},
	    {"共有5名学生摔伤", 8, 7, 1},
	    {"约40厘米，占35.6%。", 8, 4, 1},
	    {"WTO and GDP", 3, 0, 1},
	    {"使用Word 2016编辑", 6, 4, 1},
	    {"“十四五”——……", 9, 3, 1},
	    {"甲\n\n　　乙\n", 2, 2, 2},
	    {"don’t", 1, 0, 1},
	    {"２０２４年①", 6, 1, 1},
	    {"林〇、𬱖", 4, 3, 1},
	    {"e\u0301te\u0301 张\U000E0100", 2, 1, 1}, /* accents and variants join */
	    {"阿卜杜拉·买买提", 8, 7, 1},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct text_count count = text_count(cases[i].text, strlen(cases[i].text));

		if (count.words != cases[i].words || count.han != cases[i].han ||
		    count.lines != cases[i].lines)
			fail_msg("%s: %zu words, %zu Han, %zu lines", cases[i].text, count.words,
			    count.han, count.lines);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_as_word_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
