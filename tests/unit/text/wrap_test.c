/* Rows: joined they are the line, none is too wide, none begins or ends as no printer would. */
#include "unit.h"

#include "text/cluster.h"
#include "text/utf8.h"
#include "text/wrap.h"

static const struct width_rule narrow = {0}, wide = {.ambiguous_wide = true, .tab_cols = 4};

static const char paragraph[] =
    "　　近年来，我市老旧小区加装电梯工作进展缓慢。据统计，全市2000年以前建成的住宅小区共有"
    "1,286个，其中需加装电梯的楼栋约9.6万栋，已完成的仅占3.5%；“低层住户不同意”“资金筹措难”"
    "——这两条是居民反映最集中的问题……为此，建议：（一）参照《民法典》第278条，简化表决程序；"
    "（二）推广“GDP+民生”的考核办法（见附件Word文档report-2026-final.docx）；（三）由街道牵头，"
    "每周二14:30—16:00现场办公，联系电话0571-88888888，邮箱sheqing@example.gov.cn。阿不都·热合曼"
    "委员认为：“一把钥匙开一把锁！”";

static void assert_rows(const char *text, size_t cols, const char *wanted)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct wrap_row));
	g_autoptr(GString) out = g_string_new(NULL);
	size_t at = 0;

	wrap_line(&narrow, text, strlen(text), cols, rows);
	for (guint i = 0; i < rows->len; i++) {
		size_t len = g_array_index(rows, struct wrap_row, i).len;

		if (i > 0)
			g_string_append_c(out, '|');
		g_string_append_len(out, text + at, (gssize)len);
		at += len;
	}
	assert_string_equal(out->str, wanted);
}

static void what_a_person_sees(void **state)
{
	(void)state;
	assert_rows("", 10, "");
	assert_rows("社情民意信息", 6, "社情民|意信息");
	assert_rows("社情民意信息", 7, "社情民|意信息");
	assert_rows("社情民，意信息", 6, "社情|民，意|信息");
	assert_rows("社情民？”意", 6, "社情|民？”|意");
	assert_rows("社情“民意”", 5, "社情|“民|意”");
	assert_rows("社（民意）", 4, "社|（民|意）");
	assert_rows("见2026年", 6, "见2026|年");
	assert_rows("见见2026年", 6, "见见|2026年");
	assert_rows("the quick fox", 9, "the quick |fox"); /* the blank stays, unseen */
	assert_rows("the quick   fox", 9, "the quick   |fox");
	assert_rows("abcdefghij", 4, "abcd|efgh|ij");
	assert_rows("一abcdefghij", 4, "一|abcd|efgh|ij");
	assert_rows("，，，，，", 4, "，，|，，|，"); /* nothing else is possible */
	assert_rows("一二", 1, "一|二");
}

static bool first_is(const char *text, size_t len, const char *marks)
{
	size_t at = 0;
	char one[5] = {0};

	if (len == 0)
		return false;
	utf8_next(text, len, &at);
	memcpy(one, text, at);
	return strstr(marks, one) != NULL;
}

static void no_row_begins_or_ends_badly(void **state)
{
	(void)state;
	for (size_t cols = 26; cols <= 200; cols++) { /* wide enough for the longest word */
		g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct wrap_row));
		size_t at = 0;

		wrap_line(&narrow, paragraph, sizeof(paragraph) - 1, cols, rows);
		for (guint i = 0; i < rows->len; i++) {
			size_t len = g_array_index(rows, struct wrap_row, i).len, last = at + len;

			if (first_is(paragraph + at, len, "、。，；：？！”》）…·%"))
				fail_msg("%zu columns: row %u begins badly", cols, i);
			utf8_prev(paragraph, &last);
			if (first_is(paragraph + last, 3, "“《（"))
				fail_msg("%zu columns: row %u ends badly", cols, i);
			at += len;
		}
	}
}

/* The rows of TEXT: joined they are TEXT, each fits, each is whole clusters. */
static void check_rows(const struct width_rule *rule, const char *text, size_t len, size_t cols)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct wrap_row));
	size_t at = 0;

	wrap_line(rule, text, len, cols, rows);
	assert_true(rows->len > 0);
	for (guint i = 0; i < rows->len; i++) {
		const struct wrap_row *row = &g_array_index(rows, struct wrap_row, i);
		size_t end = at + row->len, seen = end;

		assert_true(row->len > 0 || len == 0);
		assert_int_equal(cluster_floor(text, len, end), end);
		while (seen > at && text[seen - 1] == ' ')
			seen--;
		if (width_of(rule, text + at, seen - at) > cols)
			assert_int_equal(cluster_next(text, len, at), seen); /* cannot be less */
		assert_true(row->cols <= cols);
		at = end;
	}
	assert_int_equal(at, len);
}

static void joined_rows_are_the_line(void **state)
{
	(void)state;
	for (size_t cols = 1; cols <= 200; cols++) {
		check_rows(&narrow, paragraph, sizeof(paragraph) - 1, cols);
		check_rows(&wide, paragraph, sizeof(paragraph) - 1, cols);
	}
}

static void random_text(GRand *rand, GString *text, int parts)
{
	static const char *const bits[] = {"严", "“", "”", "，", "a", "word", " ", "  ", "12", ".5",
	    "%", "e\u0301", "👩\u200D👧", "🇨🇳", "\xE4", "\u200B", "…", "—", "（", "）", "\t", "\x01",
	    "·", "-", "\u00A0", "\u3000", "한", "￥", "/"};

	while (parts-- > 0)
		g_string_append(text, bits[g_rand_int_range(rand, 0, G_N_ELEMENTS(bits))]);
}

static void any_text_at_any_width(void **state)
{
	uint32_t seed = (uint32_t)g_get_monotonic_time();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);

	(void)state;
	print_message("seed %u\n", seed);
	for (int round = 0; round < 2000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);

		random_text(rand, text, g_rand_int_range(rand, 0, 80));
		check_rows(round % 2 ? &narrow : &wide, text->str, text->len,
		    (size_t)g_rand_int_range(rand, 1, 41));
	}
}

/* A row made from the beginning of a text is the one made from all of it, or asks for more. */
static void a_row_needs_little(void **state)
{
	uint32_t seed = (uint32_t)g_get_monotonic_time();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	size_t answered = 0;

	(void)state;
	print_message("seed %u\n", seed);
	for (int round = 0; round < 2000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		size_t cols = (size_t)g_rand_int_range(rand, 1, 41), part;
		struct wrap_row all, some;

		random_text(rand, text, 80);
		part = (size_t)g_rand_int_range(rand, 0, (gint32)text->len);
		while (part > 0 && !utf8_is_lead(text->str[part]))
			part--;
		assert_true(wrap_row(&narrow, text->str, text->len, true, cols, &all));
		if (!wrap_row(&narrow, text->str, part, false, cols, &some))
			continue;
		assert_int_equal(some.len, all.len);
		assert_int_equal(some.cols, all.cols);
		answered++;
	}
	assert_true(answered > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_a_person_sees),
	    cmocka_unit_test(no_row_begins_or_ends_badly),
	    cmocka_unit_test(joined_rows_are_the_line),
	    cmocka_unit_test(any_text_at_any_width),
	    cmocka_unit_test(a_row_needs_little),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
