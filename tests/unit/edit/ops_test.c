/* What hands do to a draft, as they see it: the text with the caret in it. */
#include "pen.h"

#include "base/bounds.h"

static void typing_goes_back_by_clauses(void **state)
{
	struct pen pen;

	(void)state;
	pen_up(&pen, "");
	pen_type(&pen, "社情");
	pen_type(&pen, "民意");
	pen_type(&pen, "，");
	pen_type(&pen, "信");
	pen_type(&pen, "息");
	assert_seen(&pen, "社情民意，信息|");
	assert_true(ops_undo(pen.draft));
	assert_seen(&pen, "社情民意，|");
	assert_true(ops_undo(pen.draft));
	assert_seen(&pen, "|");
	assert_false(ops_undo(pen.draft));
	assert_true(ops_redo(pen.draft));
	assert_true(ops_redo(pen.draft));
	assert_seen(&pen, "社情民意，信息|");
	assert_false(ops_redo(pen.draft));
	pen_down(&pen);
}

static void a_move_or_a_pause_ends_a_step(void **state)
{
	struct pen pen;

	(void)state;
	pen_up(&pen, "");
	pen_type(&pen, "一");
	cursor_move(pen.draft, MOTION_LEFT, false);
	cursor_move(pen.draft, MOTION_RIGHT, false);
	pen_type(&pen, "二");
	pen.clock.held_ms += 60000;
	pen_type(&pen, "三");
	ops_undo(pen.draft);
	assert_seen(&pen, "一二|");
	ops_undo(pen.draft);
	assert_seen(&pen, "一|");
	pen_down(&pen);
}

static void typing_over_a_selection(void **state)
{
	struct pen pen;

	(void)state;
	pen_up(&pen, "老旧小区");
	select_set(pen.draft, 0, 6);
	assert_seen(&pen, "[老旧|小区");
	pen_type(&pen, "新");
	pen_type(&pen, "建");
	assert_seen(&pen, "新建|小区");
	assert_true(draft_is_dirty(pen.draft));
	ops_undo(pen.draft); /* what was typed over comes back with what replaced it going */
	assert_seen(&pen, "老旧|小区");
	assert_false(draft_is_dirty(pen.draft));
	pen_down(&pen);
}

static void erasing(void **state)
{
	struct pen pen;

	(void)state;
	pen_up(&pen, "一👩\u200D👧e\u0301\n二");
	assert_works(ops_erase_back(pen.draft, &pen.err), pen.err); /* nothing before: no step */
	assert_false(draft_is_dirty(pen.draft));
	assert_works(ops_erase_ahead(pen.draft, &pen.err), pen.err);
	assert_works(ops_erase_ahead(pen.draft, &pen.err), pen.err);
	assert_seen(&pen, "|e\u0301\n二");
	cursor_move(pen.draft, MOTION_LINE_END, false);
	assert_works(ops_erase_ahead(pen.draft, &pen.err), pen.err);
	assert_seen(&pen, "e\u0301|二");
	assert_works(ops_erase_back(pen.draft, &pen.err), pen.err);
	assert_seen(&pen, "|二");
	cursor_move(pen.draft, MOTION_TEXT_END, false);
	assert_works(ops_erase_ahead(pen.draft, &pen.err), pen.err);
	assert_seen(&pen, "二|");
	while (ops_undo(pen.draft))
		;
	assert_seen(&pen, "|一👩\u200D👧e\u0301\n二");
	pen_down(&pen);
}

static void erasing_words(void **state)
{
	struct pen pen;

	(void)state;
	pen_up(&pen, "近年来，GDP 增长3.5%");
	cursor_move(pen.draft, MOTION_TEXT_END, false);
	assert_works(ops_erase_word_back(pen.draft, &pen.err), pen.err);
	assert_seen(&pen, "近年来，GDP 增长3.|");
	assert_works(ops_erase_word_back(pen.draft, &pen.err), pen.err);
	assert_works(ops_erase_word_back(pen.draft, &pen.err), pen.err);
	assert_seen(&pen, "近年来，GDP |");
	cursor_set(pen.draft, 0, false);
	assert_works(ops_erase_word_ahead(pen.draft, &pen.err), pen.err);
	assert_seen(&pen, "|GDP ");
	pen_down(&pen);
}

static void cut_copy_paste(void **state)
{
	struct pen pen;
	GString *kept;

	(void)state;
	pen_up(&pen, "甲乙丙丁");
	assert_null(ops_copy(pen.draft));
	assert_null(ops_cut(pen.draft, &pen.err));
	assert_int_equal(pen.err.kind, ERR_NONE);
	select_set(pen.draft, 3, 6);
	kept = ops_cut(pen.draft, &pen.err);
	assert_string_equal(kept->str, "乙丙");
	assert_seen(&pen, "甲|丁");
	cursor_move(pen.draft, MOTION_TEXT_END, false);
	assert_works(ops_paste(pen.draft, kept->str, kept->len, NULL, &pen.err), pen.err);
	assert_seen(&pen, "甲丁乙丙|");
	ops_undo(pen.draft);
	ops_undo(pen.draft);
	assert_seen(&pen, "甲乙丙|丁");
	select_all(pen.draft);
	g_string_free(kept, TRUE);
	kept = ops_copy(pen.draft);
	assert_string_equal(kept->str, "甲乙丙丁");
	g_string_free(kept, TRUE);
	pen_down(&pen);
}

static void what_is_pasted_is_cleaned(void **state)
{
	static const char dirty[] = "\xEF\xBB\xBF"
				    "一\r\n二\r三\t四\x1B[31m\x00\x7F\u202E五\xFF"
				    "e\u0301\u200B\u2028六";
	struct pen pen;
	size_t cleaned;

	(void)state;
	pen_up(&pen, "甲乙");
	cursor_move(pen.draft, MOTION_RIGHT, false);
	assert_works(ops_paste(pen.draft, dirty, sizeof(dirty) - 1, &cleaned, &pen.err), pen.err);
	assert_seen(&pen, "甲一\n二\n三\t四[31m五\uFFFDé\n六|乙");
	assert_int_equal(cleaned, 7);
	ops_undo(pen.draft);
	assert_seen(&pen, "甲|乙");
	pen_down(&pen);
}

static void too_much_is_refused_and_loses_nothing(void **state)
{
	struct pen pen;
	g_autofree char *much = g_malloc(BOUND_BODY_BYTES + 1);

	(void)state;
	memset(much, 'x', BOUND_BODY_BYTES + 1);
	pen_up(&pen, "甲乙");
	select_set(pen.draft, 0, 3);
	assert_refused(
	    ops_paste(pen.draft, much, BOUND_BODY_BYTES + 1, NULL, &pen.err), pen.err, ERR_FULL);
	assert_refused(ops_type(pen.draft, "\xE4", 1, &pen.err), pen.err, ERR_INPUT);
	cursor_move(pen.draft, MOTION_TEXT_END, false);
	assert_refused(
	    ops_paste(pen.draft, much, BOUND_BODY_BYTES, NULL, &pen.err), pen.err, ERR_FULL);
	assert_seen(&pen, "甲乙|");
	assert_false(draft_is_dirty(pen.draft));
	pen_down(&pen);
}

/* A mark typed behind a letter is one with it: the caret is never inside a character. */
static void the_caret_stays_between_characters(void **state)
{
	struct pen pen;
	struct err err = {0};
	GString *text;

	(void)state;
	pen_up(&pen, "e\u200D👧");
	pen_type(&pen, "👩");
	assert_seen(&pen, "👩|e\u200D👧");
	cursor_move(pen.draft, MOTION_RIGHT, false);
	assert_works(ops_erase_back(pen.draft, &pen.err), pen.err);
	assert_seen(&pen, "👩|👧");
	pen_type(&pen, "\u200D");
	assert_seen(&pen, "👩\u200D👧|");
	pen_type(&pen, "e");
	pen_type(&pen, "\u0301");
	text = draft_text(pen.draft, &err);
	assert_string_equal(text->str, "👩\u200D👧é"); /* saved in NFC */
	g_string_free(text, TRUE);
	pen_down(&pen);
}

static void replacing_all_keeps_the_place(void **state)
{
	struct pen pen;

	(void)state;
	pen_up(&pen, "一二三四五六");
	cursor_set(pen.draft, 12, false);
	assert_works(draft_replace_all(pen.draft, "一贰三四五六", 18, &pen.err), pen.err);
	assert_seen(&pen, "一贰三四|五六");
	assert_works(draft_replace_all(pen.draft, "一贰三四", 12, &pen.err), pen.err);
	assert_seen(&pen, "一贰三四|");
	ops_undo(pen.draft);
	ops_undo(pen.draft);
	assert_seen(&pen, "一二三四|五六");
	assert_refused(draft_replace_all(pen.draft, "\xFF", 1, &pen.err), pen.err, ERR_INPUT);
	pen_down(&pen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(typing_goes_back_by_clauses),
	    cmocka_unit_test(a_move_or_a_pause_ends_a_step),
	    cmocka_unit_test(typing_over_a_selection),
	    cmocka_unit_test(erasing),
	    cmocka_unit_test(erasing_words),
	    cmocka_unit_test(cut_copy_paste),
	    cmocka_unit_test(what_is_pasted_is_cleaned),
	    cmocka_unit_test(too_much_is_refused_and_loses_nothing),
	    cmocka_unit_test(the_caret_stays_between_characters),
	    cmocka_unit_test(replacing_all_keeps_the_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
