/* The language of filters: what a person types, what it means, and where it is wrong. */
#include "unit.h"

#include "base/lang.h"
#include "mirror/query.h"

static const struct query_term *term(const struct query *query, guint at)
{
	assert_true(at < query->terms->len);
	return g_ptr_array_index(query->terms, at);
}

static const char *text(const struct query *query, guint at, guint value)
{
	return g_ptr_array_index(term(query, at)->texts, value);
}

static void both_languages_and_widths_say_the_same(void **state)
{
	static const char *const ways[] = {"状态:待审核 !反映人:林", "state:review !writer:林",
	    "状态：待审核　！反映人：林", " State:review  !WRITER:林 "};
	struct query query;
	struct err err = {0};

	(void)state;
	query_init(&query);
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		assert_works(query_filter(&query, ways[i], NULL, &err), err);
		assert_int_equal(query.terms->len, 2);
		assert_int_equal(term(&query, 0)->field, FIELD_STATE);
		assert_int_equal(term(&query, 0)->bits, STATE_BIT(REVIEW));
		assert_false(term(&query, 0)->inverted);
		assert_int_equal(term(&query, 1)->field, FIELD_WRITER);
		assert_true(term(&query, 1)->inverted);
		assert_string_equal(text(&query, 1, 0), "林");
	}
	query_clear(&query);
}

static void quotation_marks_keep_blanks_bars_and_colons(void **state)
{
	struct query query;
	struct err err = {0};

	(void)state;
	query_init(&query);
	assert_works(
	    query_filter(&query, "\"a b|c\" 标题:“加 急”|x \"加急\" 加急", NULL, &err), err);
	assert_int_equal(query.terms->len, 4);
	assert_string_equal(text(&query, 0, 0), "a b|c");
	assert_int_equal(term(&query, 1)->texts->len, 2);
	assert_string_equal(text(&query, 1, 0), "加 急");
	assert_string_equal(text(&query, 1, 1), "x");
	assert_int_equal(term(&query, 2)->field, FIELD_WORDS);
	assert_int_equal(term(&query, 3)->field, FIELD_URGENCY);
	assert_works(query_filter(&query, "\"注意:路滑\"", NULL, &err), err);
	assert_string_equal(text(&query, 0, 0), "注意:路滑");
	query_clear(&query);
}

static void each_part_knows_where_it_stands(void **state)
{
	struct query query;
	struct err err = {0};
	const char *typed = "电梯  !状态:待审核";

	(void)state;
	query_init(&query);
	assert_works(query_filter(&query, typed, NULL, &err), err);
	assert_int_equal(term(&query, 0)->at, 0);
	assert_int_equal(term(&query, 0)->len, strlen("电梯"));
	assert_int_equal(term(&query, 1)->at, strlen("电梯  "));
	assert_int_equal(term(&query, 1)->at + term(&query, 1)->len, strlen(typed));
	query_clear(&query);
}

static void ranges_end_where_people_think(void **state)
{
	const struct {
		const char *typed;
		int64_t least, most;
	} cases[] = {
	    {"字数:1500", 1500, 1501},
	    {"字数:>1500", 1501, INT64_MAX},
	    {"chars:>=1500", 1500, INT64_MAX},
	    {"chars:<300", 0, 300},
	    {"chars:<=300", 0, 301},
	    {"字数:300..800", 300, 801},
	    {"收稿:2026-03-15", 1773504000000, 1773590400000},
	    {"收稿:2026-03", 1772294400000, 1774972800000},
	    {"收稿:2026-12", 1796054400000, 1798732800000},
	    {"received:2026", 1767196800000, 1798732800000},
	    {"时限:2026-03-15..2026-03-16", 1773504000000, 1773676800000},
	    {"due:..2026-03-15", 1, 1773590400000},
	    {"due:2026-03-15..", 1773504000000, INT64_MAX},
	};
	struct query query;
	struct err err = {0};

	(void)state;
	query_init(&query);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		assert_works(query_filter(&query, cases[i].typed, "Asia/Shanghai", &err), err);
		assert_int_equal(term(&query, 0)->least, cases[i].least);
		assert_int_equal(term(&query, 0)->most, cases[i].most);
	}
	query_clear(&query);
}

static void what_is_wrong_is_named_with_its_column(void **state)
{
	const struct {
		const char *typed, *column;
	} cases[] = {
	    {"状态:吃饭", "第 4 字"},
	    {"电梯 状态:待审核|吃饭", "第 11 字"},
	    {"电梯 颜色:红", "第 4 字"},
	    {"标题:", "第 4 字"},
	    {"标题:a|", "第 6 字"},
	    {"!", "第 2 字"},
	    {"标题:\"没有关上", "第 4 字"},
	    {"收稿:昨天", "第 4 字"},
	    {"收稿:2026-13", "第 4 字"},
	    {"收稿:2026-02-30", "第 4 字"},
	    {"收稿:..", "第 4 字"},
	    {"字数:很多", "第 4 字"},
	    {"字数:>", "第 4 字"},
	    {"字数:x..9", "第 4 字"},
	    {"字数:9..x", "第 4 字"},
	    {"字数:1|2", "第 6 字"},
	    {"来源:月球", "第 4 字"},
	    {"缓急:最急", "第 4 字"},
	    {"紧急程度:最急", "第 6 字"},
	};
	struct query query;
	struct err err = {0};

	(void)state;
	query_init(&query);
	assert_works(query_filter(&query, "电梯", NULL, &err), err);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		if (query_filter(&query, cases[i].typed, NULL, &err))
			fail_msg("%s was not refused", cases[i].typed);
		assert_int_equal(err.kind, ERR_INPUT);
		if (!strstr(err.words, cases[i].column))
			fail_msg("%s: %s", cases[i].typed, err.words);
		err_clear(&err);
		assert_string_equal(text(&query, 0, 0), "电梯"); /* the filter stays */
	}
	query_clear(&query);
}

static void no_bytes_bring_it_down(void **state)
{
	static const char *const bits[] = {":", "!", "|", "\"", "“", " ", "　", "状态", "字数", ">",
	    "..", "2026-", "加急", "a", "\xff", "\xe7", "：", "𠮷", "-", "=", "0"};
	guint32 seed = (guint32)g_get_real_time();
	GRand *rand = g_rand_new_with_seed(seed);
	struct query query;

	(void)state;
	print_message("seed %u\n", seed);
	query_init(&query);
	for (int i = 0; i < 20000; i++) {
		g_autoptr(GString) typed = g_string_new(NULL);
		struct err err = {0};

		for (int n = g_rand_int_range(rand, 0, 8); n > 0; n--)
			g_string_append(typed, bits[g_rand_int_range(rand, 0, G_N_ELEMENTS(bits))]);
		if (!query_filter(&query, typed->str, NULL, &err))
			assert_true(err.words[0] != '\0');
	}
	query_clear(&query);
	g_rand_free(rand);
}

static void names_are_known_in_both_languages(void **state)
{
	enum query_view view = VIEW_ALL;
	enum query_sort sort = SORT_QUEUE;

	(void)state;
	assert_true(view_parse("pool", &view) && view == VIEW_POOL);
	assert_true(view_parse("待我办", &view) && view == VIEW_TURN);
	assert_false(view_parse("nothing", &view));
	assert_true(sort_parse("title", &sort) && sort == SORT_TITLE);
	for (int i = 0; i < VIEW_COUNT; i++)
		assert_true(view_parse(view_name((enum query_view)i), &view) && (int)view == i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(both_languages_and_widths_say_the_same),
	    cmocka_unit_test(quotation_marks_keep_blanks_bars_and_colons),
	    cmocka_unit_test(each_part_knows_where_it_stands),
	    cmocka_unit_test(ranges_end_where_people_think),
	    cmocka_unit_test(what_is_wrong_is_named_with_its_column),
	    cmocka_unit_test(no_bytes_bring_it_down),
	    cmocka_unit_test(names_are_known_in_both_languages),
	};

	lang_start("zh", TEST_BUILDDIR "/yanshen");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
