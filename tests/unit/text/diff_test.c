/* Differences: both texts can be told from them, and a person can read them. */
#include "unit.h"

#include "text/cluster.h"
#include "text/diff.h"
#include "text/utf8.h"

static GArray *diff_of(const char *a, size_t a_len, const char *b, size_t b_len)
{
	struct err err = {0};
	GArray *runs = diff_texts(a, a_len, b, b_len, &err);

	if (runs == NULL)
		fail_msg("%s", err.words);
	return runs;
}

/* The runs as "same[-removed-]{+added+}". */
static void assert_diff(const char *a, const char *b, const char *wanted)
{
	g_autoptr(GArray) runs = diff_of(a, strlen(a), b, strlen(b));
	g_autoptr(GString) out = g_string_new(NULL);

	for (guint i = 0; i < runs->len; i++) {
		const struct diff_run *run = &g_array_index(runs, struct diff_run, i);
		const char *text = run->kind == DIFF_ADDED ? b + run->b : a + run->a;
		static const char *const open[] = {"", "[-", "{+"}, *const shut[] = {
									"", "-]", "+}"};

		g_string_append_printf(
		    out, "%s%.*s%s", open[run->kind], (int)run->len, text, shut[run->kind]);
	}
	assert_string_equal(out->str, wanted);
}

static void what_an_editor_changed(void **state)
{
	(void)state;
	assert_diff("", "", "");
	assert_diff("同样", "同样", "同样");
	assert_diff("", "新的", "{+新的+}");
	assert_diff("旧的", "", "[-旧的-]");
	assert_diff("关于老旧小区的建议", "关于城镇老旧小区的建议", "关于{+城镇+}老旧小区的建议");
	assert_diff("占3.5%。", "占3.6%。", "占[-3.5-]{+3.6+}%。"); /* a number is whole */
	assert_diff("用Word写", "用Writer写", "用[-Word-]{+Writer+}写");
	assert_diff("一是，二是。", "一是；二是。", "一是[-，-]{+；+}二是。"); /* a comma amended */
	assert_diff("好e\u0301的", "好e\u0301\u0302的", "好[-e\u0301-]{+e\u0301\u0302+}的");
}

/* What is put in begins and ends at marks, where both are possible. */
static void runs_end_where_reading_does(void **state)
{
	(void)state;
	assert_diff("一是政策，三是资金。", "一是政策，二是宣传，三是资金。",
	    "一是政策，{+二是宣传，+}三是资金。");
	assert_diff("甲。乙。", "甲。丙。乙。", "甲。{+丙。+}乙。");
	assert_diff("第一段\n第三段\n", "第一段\n第二段\n第三段\n", "第一段\n{+第二段\n+}第三段\n");
	assert_diff("好的的确", "好的确", "好的[-的-]确");
	assert_diff("他说“一”“三”。", "他说“一”“二”“三”。", "他说“一”{+“二”+}“三”。");
}

/* A word that stands by chance between two changes does not tear them apart. */
static void no_scattered_matches(void **state)
{
	(void)state;
	assert_diff("加快推进城区的改造工作", "有序开展老街的更新行动",
	    "[-加快推进城区的改造工作-]{+有序开展老街的更新行动+}");
	assert_diff("居民反映强烈，应当重视。", "群众意见集中，必须解决。",
	    "[-居民反映强烈-]{+群众意见集中+}，[-应当重视-]{+必须解决+}。");
}

/* What the runs say of the two texts. */
static void check_runs(const GString *a, const GString *b)
{
	g_autoptr(GArray) runs = diff_of(a->str, a->len, b->str, b->len);
	size_t a_at = 0, b_at = 0;

	for (guint i = 0; i < runs->len; i++) {
		const struct diff_run *run = &g_array_index(runs, struct diff_run, i);

		assert_true(run->len > 0);
		assert_int_equal(run->a, a_at);
		if (run->kind != DIFF_ADDED) {
			assert_int_equal(cluster_floor(a->str, a->len, a_at), a_at);
			a_at += run->len;
		}
		if (run->kind != DIFF_REMOVED) {
			assert_int_equal(run->b, b_at);
			assert_int_equal(cluster_floor(b->str, b->len, b_at), b_at);
			b_at += run->len;
		}
		if (run->kind == DIFF_SAME)
			assert_memory_equal(a->str + run->a, b->str + run->b, run->len);
		if (i > 0)
			assert_true(run[-1].kind != run->kind);
	}
	assert_int_equal(a_at, a->len);
	assert_int_equal(b_at, b->len);
}

static void random_part(GRand *rand, GString *text, size_t at, int parts, int kinds)
{
	static const char *const bits[] = {"严", "，", "审", "。", "a", "的", "\n", "12", ".", "一",
	    "二", "“", "”", " ", "e\u0301", "👩", "\u200D", "\xE4", "政协", "委员"};

	while (parts-- > 0)
		g_string_insert(text, (gssize)at, bits[g_rand_int_range(rand, 0, kinds)]);
}

static void both_texts_come_back(void **state)
{
	uint32_t seed = (uint32_t)g_get_monotonic_time();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);

	(void)state;
	print_message("seed %u\n", seed);
	for (int round = 0; round < 1000; round++) {
		g_autoptr(GString) a = g_string_new(NULL), b = NULL;
		int kinds = g_rand_int_range(rand, 2, 21);

		random_part(rand, a, 0, g_rand_int_range(rand, 0, 400), kinds);
		b = g_string_new(a->str);
		for (int i = g_rand_int_range(rand, 0, 12); i > 0; i--) {
			size_t at = (size_t)g_rand_int_range(rand, 0, (gint32)b->len + 1);
			size_t len = (size_t)g_rand_int_range(rand, 0, 30);

			while (at > 0 && at < b->len && !utf8_is_lead(b->str[at]))
				at--;
			while (at + len < b->len && !utf8_is_lead(b->str[at + len]))
				len++;
			if (at + len <= b->len && g_rand_boolean(rand))
				g_string_erase(b, (gssize)at, (gssize)len);
			else
				random_part(rand, b, at, (int)len, kinds);
		}
		check_runs(a, b);
	}
}

/* A change of one character in a long text is told as that. */
static void one_character_in_a_hundred_thousand(void **state)
{
	g_autoptr(GString) a = g_string_new(NULL), b = NULL;
	g_autoptr(GArray) runs = NULL;

	(void)state;
	for (int i = 0; i < 100000; i++)
		g_string_append_unichar(a, 0x4E00 + (gunichar)(i * 7919 % 3000));
	b = g_string_new(a->str);
	memcpy(b->str + 3 * 50000, "〇", 3);
	runs = diff_of(a->str, a->len, b->str, b->len);
	assert_int_equal(runs->len, 4);
	assert_int_equal(g_array_index(runs, struct diff_run, 1).len, 3);
	check_runs(a, b);
}

/* Nothing in common, or the same over and over: quick, and right. */
static void hopeless_texts(void **state)
{
	g_autoptr(GString) a = g_string_new(NULL), b = g_string_new(NULL), c = g_string_new(NULL);

	(void)state;
	for (int i = 0; i < 20000; i++) {
		g_string_append_unichar(a, 0x4E00 + (gunichar)(i * 31 % 400));
		g_string_append_unichar(b, 0x4E00 + (gunichar)(i * 37 % 401));
		g_string_append(c, i % 3 ? "的" : "一");
	}
	check_runs(a, b);
	check_runs(a, c);
	g_string_truncate(b, 0);
	g_string_append_len(b, c->str, (gssize)c->len - 30000);
	g_string_append(b, "完");
	check_runs(c, b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_an_editor_changed),
	    cmocka_unit_test(runs_end_where_reading_does),
	    cmocka_unit_test(no_scattered_matches),
	    cmocka_unit_test(both_texts_come_back),
	    cmocka_unit_test(one_character_in_a_hundred_thousand),
	    cmocka_unit_test(hopeless_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
