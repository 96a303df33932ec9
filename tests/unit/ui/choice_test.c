/* Choosing: digits, initials and codes; grey rows say why; a decision with its reason in few keys.
 */
#include "keys.h"

#include "ui/dialog.h"

static char *word(const char *text)
{
	return (char *)(uintptr_t)text; /* rows are copied and never written to */
}

static void a_digit_chooses_at_once(void **state)
{
	struct menu menu;

	(void)state;
	menu_init(&menu);
	menu_add(&menu, 40, "拟用", "F6", NULL);
	menu_add(&menu, 41, "退回", "F7", NULL);
	assert_int_equal(type_keys(menu_key, &menu, "2"), WIDGET_DONE);
	assert_int_equal(menu_id(&menu), 41);
	assert_int_equal(type_keys(menu_key, &menu, "k Enter"), WIDGET_DONE);
	assert_int_equal(menu_id(&menu), 40);
	assert_int_equal(type_keys(menu_key, &menu, "Esc"), WIDGET_CANCELLED);
	/* with the input method on, the digit comes full-width */
	assert_int_equal(type_keys(menu_key, &menu, "２"), WIDGET_DONE);
	assert_int_equal(type_keys(menu_key, &menu, "7"), WIDGET_TAKEN);
	menu_clear(&menu);
}

static void a_grey_row_is_not_chosen_and_says_why(void **state)
{
	struct menu menu;
	struct canvas canvas;

	(void)state;
	menu_init(&menu);
	menu_add(&menu, 1, "审核通过", "F6", "您改过这一稿");
	assert_int_equal(type_keys(menu_key, &menu, "1"), WIDGET_TAKEN);
	assert_true(menu.refused);
	assert_int_equal(type_keys(menu_key, &menu, "Enter"), WIDGET_TAKEN);
	canvas_init(&canvas, 4, 40, (struct width_rule){0});
	menu_fit(&menu, 4);
	menu_draw(&menu, &canvas, canvas.clip);
	g_autofree char *text = canvas_text(&canvas);
	assert_non_null(strstr(text, "您改过这一稿"));
	canvas_clear(&canvas);
	menu_clear(&menu);
}

/* Where there is room each grey row says why, not only the one under the cursor. */
static void every_grey_row_says_why(void **state)
{
	struct dialog *dialog = dialog_new(DIALOG_MENU, "决定", NULL);
	struct canvas canvas;

	(void)state;
	menu_add(&dialog->menu, 1, "拟用", "F6", NULL);
	menu_add(&dialog->menu, 2, "合并", "", "请先标记两件以上来稿");
	menu_add(&dialog->menu, 3, "审核通过", "F6", "您改过这一稿");
	canvas_init(&canvas, 24, 80, (struct width_rule){0});
	dialog_fit(dialog, &canvas, canvas.clip);
	dialog_draw(dialog, &canvas);
	g_autofree char *wide = canvas_text(&canvas);
	assert_non_null(strstr(wide, "合并      请先标记两件以上来稿"));
	assert_non_null(strstr(wide, "审核通过  您改过这一稿"));
	canvas_clear(&canvas);

	/* where there is none, that of the row under the cursor stands below, whole */
	canvas_init(&canvas, 12, 34, (struct width_rule){0});
	type_keys(dialog_key, dialog, "j");
	dialog_fit(dialog, &canvas, canvas.clip);
	dialog_draw(dialog, &canvas);
	g_autofree char *narrow = canvas_text(&canvas);
	assert_non_null(strstr(narrow, "请先标记两件以上来稿"));
	canvas_clear(&canvas);
	dialog_free(dialog);
}

static void each_kind_of_dialog_names_its_keys(void **state)
{
	static const enum dialog_kind kinds[] = {
	    DIALOG_WARN, DIALOG_MENU, DIALOG_FORM, DIALOG_PICK, DIALOG_SHOW};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		struct dialog *dialog = dialog_new(kinds[i], "", NULL);
		struct bar_key keys[8];
		int count = dialog_keys(dialog, keys, 8);

		assert_in_range(count, 1, 4);
		for (int k = 0; k < count; k++)
			g_free((char *)(uintptr_t)keys[k].key);
		assert_int_equal(dialog_keys(dialog, keys, 0), 0);
		dialog_free(dialog);
	}
}

static void fill(struct pick *pick)
{
	static const char *const rows[][4] = {{"审核通过", "pass", NULL, NULL},
	    {"报送", "dispatch", NULL, NULL}, {"催办", "remind", NULL, NULL},
	    {"内容重复", NULL, "N07", NULL}, {"签发", "sign", NULL, "不是您的环节"}};

	pick_init(pick, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		pick_add(pick, &(struct pick_row){.id = (int64_t)i + 1,
				   .label = word(rows[i][0]),
				   .other = word(rows[i][1]),
				   .code = word(rows[i][2]),
				   .reason = word(rows[i][3])});
}

static void typing_finds_by_words_initials_english_and_code(void **state)
{
	static const struct {
		const char *keys;
		int64_t id;
	} cases[] = {{"报", 2}, {"b s", 2}, {"B S", 2}, {"d i s", 2}, {"s h t g", 1}, {"t g", 1},
	    {"0 7", 4}, {"n r c f", 4}, {"m i n d", 3}, {"核 通", 1}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct pick pick;

		fill(&pick);
		type_keys(pick_key, &pick, cases[i].keys);
		if (!pick_chosen(&pick) || pick_chosen(&pick)->id != cases[i].id)
			fail_msg("\"%s\" does not find row %d", cases[i].keys, (int)cases[i].id);
		assert_int_equal(type_keys(pick_key, &pick, "Enter"), WIDGET_DONE);
		pick_clear(&pick);
	}
}

static void what_matches_nothing_chooses_nothing(void **state)
{
	struct pick pick;

	(void)state;
	fill(&pick);
	assert_int_equal(type_keys(pick_key, &pick, "z z z Enter"), WIDGET_TAKEN);
	assert_null(pick_chosen(&pick));
	assert_int_equal(type_keys(pick_key, &pick, "BS BS BS s i g n Enter"), WIDGET_TAKEN);
	assert_true(pick.refused);
	assert_int_equal(type_keys(pick_key, &pick, "Esc"), WIDGET_CANCELLED);
	pick_clear(&pick);
}

static struct dialog *reasons(void)
{
	struct dialog *dialog = dialog_new(DIALOG_FORM, "不采用", NULL);
	struct form_field *reason = form_add_pick(&dialog->form, 1, "原因", 2);

	reason->required = true;
	form_add_row(reason,
	    &(struct pick_row){.id = 6, .label = word("已发表"), .code = word("N06")},
	    "内容已公开发表。");
	form_add_row(reason,
	    &(struct pick_row){.id = 7, .label = word("重复"), .code = word("N07")},
	    "内容与已报信息重复。");
	form_add_area(&dialog->form, 2, "说明", "")->required = true;
	return dialog;
}

static void fit(struct dialog *dialog)
{
	struct canvas canvas;

	canvas_init(&canvas, 24, 80, (struct width_rule){0});
	dialog_fit(dialog, &canvas, canvas.clip);
	canvas_clear(&canvas);
}

static void a_decline_takes_two_digits_and_enter(void **state)
{
	struct dialog *dialog = reasons();

	(void)state;
	fit(dialog);
	assert_int_equal(type_keys(dialog_key, dialog, "0 7"), WIDGET_TAKEN);
	fit(dialog);
	assert_int_equal(type_keys(dialog_key, dialog, "Enter"), WIDGET_DONE);
	assert_int_equal(form_find(&dialog->form, 1)->picked, 7);
	assert_string_equal(form_text(&dialog->form, 2), "内容与已报信息重复。");
	dialog_free(dialog);
	dialog = reasons();
	fit(dialog);
	type_keys(dialog_key, dialog, "c f");
	assert_int_equal(type_keys(dialog_key, dialog, "Enter"), WIDGET_TAKEN);
	fit(dialog);
	assert_int_equal(type_keys(dialog_key, dialog, "Enter"), WIDGET_DONE);
	assert_int_equal(form_find(&dialog->form, 1)->picked, 7);
	dialog_free(dialog);
}

/* Words longer than the screen are read by PgDn, and stay where they are while nothing is pressed.
 */
static void long_words_scroll_and_stay(void **state)
{
	struct dialog *dialogs[] = {
	    dialog_new(DIALOG_SHOW, "帮助", NULL), dialog_ask("导入", NULL, "收下", "不收")};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(dialogs); i++) {
		for (int line = 0; line < 100; line++)
			page_addf(&dialogs[i]->words, STYLE_TEXT, "第%d行\n", line);
		fit(dialogs[i]);
		assert_int_equal(type_keys(dialog_key, dialogs[i], "PgDn"), WIDGET_TAKEN);
		int top = dialogs[i]->words.top;
		assert_true(top > 0);
		fit(dialogs[i]);
		fit(dialogs[i]);
		assert_int_equal(dialogs[i]->words.top, top);
		dialog_free(dialogs[i]);
	}
}

static void words_that_somebody_typed_are_kept(void **state)
{
	struct dialog *dialog = reasons();

	(void)state;
	fit(dialog);
	type_keys(dialog_key, dialog, "Tab");
	fit(dialog);
	type_keys(dialog_key, dialog, "自");
	fit(dialog);
	type_keys(dialog_key, dialog, "S-Tab 0 6");
	assert_string_equal(form_text(&dialog->form, 2), "自");
	dialog_free(dialog);
}

static void a_required_field_is_gone_to(void **state)
{
	struct dialog *dialog = reasons();

	(void)state;
	fit(dialog);
	type_keys(dialog_key, dialog, "Tab");
	fit(dialog);
	assert_int_equal(type_keys(dialog_key, dialog, "x Enter"), WIDGET_TAKEN);
	assert_int_equal(dialog->form.focus, 0);
	assert_non_null(dialog->form.complaint);
	assert_int_equal(type_keys(dialog_key, dialog, "Esc"), WIDGET_CANCELLED);
	dialog_free(dialog);
}

/* Gone back to, a picking field has its cursor on what was picked. */
static void what_was_picked_is_found_again(void **state)
{
	struct form form;

	(void)state;
	form_init(&form);
	struct form_field *pick = form_add_pick(&form, 1, "原因", -1);
	for (int i = 1; i <= 3; i++) {
		g_autofree char *label = g_strdup_printf("第%d种", i);
		form_add_row(pick, &(struct pick_row){.id = i, .label = label}, NULL);
	}
	form_add_line(&form, 2, "说明", "");
	form_pick(&form, pick, 3);
	type_keys(form_key, &form, "Tab Tab");
	assert_int_equal(form.focus, 0);
	assert_int_equal(pick_chosen(&pick->pick)->id, 3);
	assert_int_equal(type_keys(form_key, &form, "Enter Enter"), WIDGET_DONE);
	assert_int_equal(pick->picked, 3);
	form_clear(&form);
}

static void a_choice_goes_by_arrows_and_digits(void **state)
{
	static const char *const choices[] = {"普通", "加急", "特急", NULL};
	struct form form;

	(void)state;
	form_init(&form);
	form_add_choice(&form, 1, "缓急", choices, 0);
	form_add_line(&form, 2, "原因", "x");
	type_keys(form_key, &form, "Right Right Right Left");
	assert_int_equal(form_find(&form, 1)->choice, 2);
	type_keys(form_key, &form, "2 Down y C-s");
	assert_int_equal(form_find(&form, 1)->choice, 1);
	assert_string_equal(form_text(&form, 2), "xy");
	assert_string_equal(form_text(&form, 9), "");
	form_clear(&form);
}

static void a_question_is_safe_by_default(void **state)
{
	struct dialog *dialog = dialog_ask("退出", "有改动", "退出", "接着改");

	(void)state;
	fit(dialog);
	assert_int_equal(type_keys(dialog_key, dialog, "Enter"), WIDGET_DONE);
	assert_int_equal(menu_id(&dialog->menu), 0);
	assert_int_equal(type_keys(dialog_key, dialog, "1"), WIDGET_DONE);
	assert_int_equal(menu_id(&dialog->menu), 1);
	/* nothing passes to what is below */
	assert_int_equal(type_keys(dialog_key, dialog, "F6"), WIDGET_TAKEN);
	assert_int_equal(type_keys(dialog_key, dialog, "Esc"), WIDGET_CANCELLED);
	dialog_free(dialog);
}

static void a_warning_is_left_by_enter_and_esc(void **state)
{
	struct dialog *dialog = dialog_new(DIALOG_WARN, "注意", "共享库暂时连不上");

	(void)state;
	fit(dialog);
	assert_int_equal(type_keys(dialog_key, dialog, "x"), WIDGET_TAKEN);
	assert_int_equal(type_keys(dialog_key, dialog, "Enter"), WIDGET_DONE);
	assert_int_equal(type_keys(dialog_key, dialog, "Esc"), WIDGET_DONE);
	dialog_free(dialog);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_digit_chooses_at_once),
	    cmocka_unit_test(a_grey_row_is_not_chosen_and_says_why),
	    cmocka_unit_test(every_grey_row_says_why),
	    cmocka_unit_test(each_kind_of_dialog_names_its_keys),
	    cmocka_unit_test(typing_finds_by_words_initials_english_and_code),
	    cmocka_unit_test(what_matches_nothing_chooses_nothing),
	    cmocka_unit_test(a_decline_takes_two_digits_and_enter),
	    cmocka_unit_test(long_words_scroll_and_stay),
	    cmocka_unit_test(words_that_somebody_typed_are_kept),
	    cmocka_unit_test(a_required_field_is_gone_to),
	    cmocka_unit_test(what_was_picked_is_found_again),
	    cmocka_unit_test(a_choice_goes_by_arrows_and_digits),
	    cmocka_unit_test(a_question_is_safe_by_default),
	    cmocka_unit_test(a_warning_is_left_by_enter_and_esc),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
