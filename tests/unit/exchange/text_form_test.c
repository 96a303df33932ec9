/* The text form: the fields people write are found, and what is printed reads back the same. */
#include "unit.h"

#include "exchange/text_form.h"

/* A form as one line: title|names|unit|contact|body, ~ where nothing was found. */
static char *flat(const struct text_form *form)
{
	g_autoptr(GString) names = g_string_new(form->by.names ? "" : "~");

	for (guint i = 0; form->by.names && i < form->by.names->len; i++)
		g_string_append_printf(
		    names, "%s%s", i ? "+" : "", (char *)form->by.names->pdata[i]);
	return g_strdup_printf("%s|%s|%s|%s|%s", form->title ? form->title : "~", names->str,
	    form->by.unit ? form->by.unit : "~", form->by.contact ? form->by.contact : "~",
	    form->body);
}

static void parsed_as(const char *text, const char *want)
{
	struct text_form form = {0};

	text_form_parse(text, &form, NULL);
	g_autofree char *have = flat(&form);
	text_form_clear(&form);
	if (strcmp(have, want) != 0)
		fail_msg("\n%s\nwas read as\n%s\nnot\n%s", text, have, want);
}

static void fields_are_found(void **state)
{
	(void)state;
	parsed_as("关于甲的建议\n反映人：市政协委员、市第二中学教师 林〇\n一、情况。\n二、建议。\n",
	    "关于甲的建议|林〇|市政协委员、市第二中学教师|~|一、情况。\n二、建议。");
	parsed_as("关于甲的建议\n反映人：市政协委员 何某\n情况：乱。\n",
	    "关于甲的建议|何某|市政协委员|~|情况：乱。");
	parsed_as("关于甲的建议\n反映人：林〇，市第二中学教师，电话 13900000000\n\n情况：乱。",
	    "关于甲的建议|林〇|市第二中学教师|13900000000|情况：乱。");
	parsed_as("关于甲的建议\n情况：乱。\n（反映人：市政协委员、××局 张×）\n",
	    "关于甲的建议|张×|市政协委员、××局|~|情况：乱。");
	parsed_as("关于甲的建议\n情况：乱。（反映人：张×）\n", "关于甲的建议|张×|~|~|情况：乱。");
	parsed_as(
	    "关于甲的建议\n反映人：李小明、王芳\n正文。", "关于甲的建议|李小明+王芳|~|~|正文。");
	parsed_as("关于甲的建议\n反映人：张×（市住建局）、李某（市二中）\n正文。",
	    "关于甲的建议|张×+李某|市住建局；市二中|~|正文。");
	parsed_as("关于甲的建议\n反映人：李　明  单位：市二中  联系电话：0746-8321234\n正文。",
	    "关于甲的建议|李明|市二中|0746-8321234|正文。");
	parsed_as(
	    "标题：关于甲的建议\n反 映 人：李明\n联名人：王芳、赵六\n单位：市二中\n职务：教师\n"
	    "手机：13900000000\n正文：\n情况。",
	    "关于甲的建议|李明+王芳+赵六|市二中、教师|13900000000|情况。");
	parsed_as("　　　关于甲的建议　\n\n　　一、情况\n", "关于甲的建议|~|~|~|　　一、情况");
	parsed_as(
	    "社情民意信息\n〔2025〕第12期\n关于甲的建议\n正文。", "关于甲的建议|~|~|~|正文。");
	parsed_as("中共甲县委组织部\n\n关于甲的通知\n正文。", "关于甲的通知|~|~|~|正文。");
	parsed_as("关于尽快修复滨江路\n三处塌陷路面的建议\n正文。",
	    "关于尽快修复滨江路三处塌陷路面的建议|~|~|~|正文。");
	parsed_as("关于甲的建议\n正文。\n反映人：市政协委员 王芳\n联系电话：13900000000\n",
	    "关于甲的建议|王芳|市政协委员|13900000000|正文。");
	parsed_as("关于甲的建议\n反映人：市政协委员欧阳明\n正文。",
	    "关于甲的建议|欧阳明|市政协委员|~|正文。");
	parsed_as("关于甲的建议\n反映人：民盟永州市委会\n正文。",
	    "关于甲的建议|民盟永州市委会|~|~|正文。");
	parsed_as("关于甲的建议\n反映人：阿卜杜拉·买买提\n正文。",
	    "关于甲的建议|阿卜杜拉·买买提|~|~|正文。");
}

static void what_is_no_title_is_left(void **state)
{
	(void)state;
	parsed_as("", "~|~|~|~|");
	parsed_as("一、情况\n乱。\n", "~|~|~|~|一、情况\n乱。");
	parsed_as(
	    "近日，滨江路连续塌陷。\n建议修复。\n", "~|~|~|~|近日，滨江路连续塌陷。\n建议修复。");
	parsed_as("各位领导：\n您好。\n", "~|~|~|~|各位领导：\n您好。");
	parsed_as("情况：乱。\n建议：修。", "~|~|~|~|情况：乱。\n建议：修。");
	/* a paragraph about a writer is no writers' line */
	parsed_as("关于甲的建议\n该文作者说乱。", "关于甲的建议|~|~|~|该文作者说乱。");
}

static void what_was_done_is_noted(void **state)
{
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	struct text_form form = {0};

	(void)state;
	text_form_parse(
	    "社情民意信息\n关于尽快修复滨江路\n三处路面的建议\n反映人：市政协委员李明\n正文。",
	    &form, notes);
	assert_int_equal(notes->len, 3);
	text_form_clear(&form);
}

/* A text put together from what the screen shows, where the number is masked, loses no number. */
static void a_masked_number_is_the_one_that_is_here(void **state)
{
	static const char *const texts[] = {
	    "关于甲的建议\n反映人：市第二中学 林〇，联系电话 139******34\n正文。\n",
	    "标题：关于甲的建议\n反映人：林〇\n单位：市第二中学\n联系电话：139******"
	    "34\n\n正文。\n"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct revision *revision = revision_new();
		struct text_form form = {0};

		revision_set(&revision->contact, "13900001234");
		text_form_parse(texts[i], &form, NULL);
		text_form_into_revision(&form, revision);
		assert_string_equal(revision->contact, "13900001234");
		assert_string_equal(revision->unit, "市第二中学");
		assert_int_equal(revision->writers->len, 1);
		assert_string_equal(((struct writer *)revision->writers->pdata[0])->name, "林〇");
		revision_set(&revision->contact, "13800001234"); /* of another it is what came */
		text_form_into_revision(&form, revision);
		assert_string_equal(revision->contact, "139******34");
		text_form_clear(&form);
		revision_free(revision);
	}
}

static void reads_back(const struct text_form *form)
{
	g_autofree char *text = text_form_print(form);
	struct text_form again = {0};
	struct text_form empty_is_null = *form;
	g_autofree char *body = text_form_tidy(form->body);

	text_form_parse(text, &again, NULL);
	empty_is_null.body = body;
	if (form->title && !*form->title)
		empty_is_null.title = NULL;
	if (form->by.unit && !*form->by.unit)
		empty_is_null.by.unit = NULL;
	if (form->by.contact && !*form->by.contact)
		empty_is_null.by.contact = NULL;
	if (form->by.names && !form->by.names->len)
		empty_is_null.by.names = NULL;
	g_autofree char *want = flat(&empty_is_null);
	g_autofree char *have = flat(&again);
	g_autofree char *twice = text_form_print(&again);

	text_form_clear(&again);
	if (strcmp(want, have) != 0)
		fail_msg("\n%s\nis printed as\n%s\nand read as\n%s", want, text, have);
	assert_string_equal(text, twice);
}

static char *some(GRand *rand, const char *const *parts, size_t count, int most)
{
	GString *out = g_string_new(NULL);

	for (int i = g_rand_int_range(rand, 0, most + 1); i > 0; i--)
		g_string_append(out, parts[g_rand_int_range(rand, 0, (gint32)count)]);
	return g_strstrip(g_string_free(out, FALSE));
}

/* Whatever stands in the fields: parse(print(x)) is x. */
static void any_form_reads_back(void **state)
{
	static const char *const words[] = {"关于", "甲", "的建议", "反映人：", "标题：", "单位：",
	    "联系电话：", "林〇", "李明", "市政协委员", "，", "。", "（", "）", " ", "13900000000",
	    "：", "a", "社情民意信息", "〔2025〕第12期", "；", "情况："};
	static const char *const names[] = {"林〇", "李明", "何某", "民盟市委", "Smith John",
	    "委员", "阿·明", "王", "市二中 张三", "电话 13900000000"};
	static const char *const lines[] = {"一、情况。", "\n", "　　甲乙。", "反映人：李明", "\n",
	    "（反映人：李明）", "单位：市二中", "标题：甲", "\n", "关于甲的建议", "正文：乙", "\n",
	    "的建议", "  ", "联系电话：13900000000", "\n\n"};
	guint32 seed = g_random_int();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);

	(void)state;
	print_message("# seed %u\n", seed);
	for (int round = 0; round < 3000; round++) {
		struct text_form form = {
		    .title = some(rand, words, G_N_ELEMENTS(words), 4),
		    .by.unit = some(rand, words, G_N_ELEMENTS(words), 3),
		    .by.contact = some(rand, words, G_N_ELEMENTS(words), 2),
		    .body = some(rand, lines, G_N_ELEMENTS(lines), 8),
		    .by.names = g_ptr_array_new_with_free_func(g_free),
		};

		for (int i = g_rand_int_range(rand, 0, 3); i > 0; i--)
			g_ptr_array_add(form.by.names,
			    g_strdup(names[g_rand_int_range(rand, 0, G_N_ELEMENTS(names))]));
		reads_back(&form);
		text_form_clear(&form);
	}
}

static void usual_reports_print_plainly(void **state)
{
	static const char *const texts[] = {
	    "关于甲的建议\n反映人：市政协委员、市第二中学教师 林〇\n一、情况。\n二、建议。\n",
	    "关于甲的建议\n反映人：市政协委员 何某\n情况：乱。\n",
	    "关于甲的建议\n情况：乱。\n建议：修。\n",
	    "关于甲的建议\n反映人：李明、王芳，联系电话 13900000000\n情况：乱。\n",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct text_form form = {0};

		text_form_parse(texts[i], &form, NULL);
		g_autofree char *again = text_form_print(&form);
		text_form_clear(&form);
		assert_string_equal(again, texts[i]);
	}
}

static void names_are_told_from_units(void **state)
{
	static const char *const yes[] = {
	    "林〇", "何某", "张×", "李小明", "欧阳明", "王芳", "阿·明", "李某某"};
	static const char *const no[] = {
	    "委员", "市二中", "安监局", "高校教师", "王", "民盟市委", "张主任", "Smith", ""};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(yes); i++)
		if (!byline_is_name(yes[i], strlen(yes[i])))
			fail_msg("%s is a name", yes[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(no); i++)
		if (byline_is_name(no[i], strlen(no[i])))
			fail_msg("%s is no name", no[i]);
}

static void a_revision_keeps_what_the_text_does_not_say(void **state)
{
	struct revision *revision = revision_new();
	struct text_form form = {0};
	const struct writer *writer;

	(void)state;
	revision_set(&revision->unit, "市二中");
	revision_set(&revision->contact, "13900000000");
	revision_add_writer(revision, "李明", WRITER_OUTSIDE, 0);
	text_form_parse("关于甲的建议\n反映人：李明、王芳\n乙。", &form, NULL);
	text_form_into_revision(&form, revision);
	text_form_clear(&form);
	assert_string_equal(revision->title, "关于甲的建议");
	assert_string_equal(revision->unit, "市二中");
	assert_string_equal(revision->contact, "13900000000");
	assert_string_equal(revision->body, "乙。");
	assert_int_equal(revision->writers->len, 2);
	writer = revision->writers->pdata[0];
	assert_int_equal(writer->link, WRITER_OUTSIDE);
	writer = revision->writers->pdata[1];
	assert_int_equal(writer->link, WRITER_UNLINKED);
	text_form_of_revision(revision, &form);
	reads_back(&form);
	text_form_clear(&form);
	revision_free(revision);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fields_are_found),
	    cmocka_unit_test(what_is_no_title_is_left),
	    cmocka_unit_test(a_masked_number_is_the_one_that_is_here),
	    cmocka_unit_test(what_was_done_is_noted),
	    cmocka_unit_test(any_form_reads_back),
	    cmocka_unit_test(usual_reports_print_plainly),
	    cmocka_unit_test(names_are_told_from_units),
	    cmocka_unit_test(a_revision_keeps_what_the_text_does_not_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
