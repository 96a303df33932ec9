/* What fingers do in the panes: editing, reading to the end, answering the checklist, tabs. */
#include "keys.h"

#include "edit/select.h"
#include "ui/editor_pane.h"
#include "ui/sheet_pane.h"
#include "ui/trail_pane.h"

static const struct clock clock_held = {.held_ms = 1};

struct stage {
	struct draft *draft;
	struct editor_pane *editor;
	struct canvas canvas;
};

static void start(struct stage *stage, enum editor_mode mode, const char *text)
{
	struct err err = {0};

	stage->draft = draft_new(text, strlen(text), &clock_held, &err);
	if (!stage->draft)
		fail_msg("%s", err.words);
	stage->editor = editor_pane_new();
	canvas_init(&stage->canvas, 10, 40, (struct width_rule){.tab_cols = 4});
	pane_place(&stage->editor->pane, stage->canvas.clip, true);
	editor_pane_show(stage->editor, mode, stage->draft);
	pane_draw(&stage->editor->pane, &stage->canvas, true);
}

static void end(struct stage *stage)
{
	stage->editor->pane.kind->free(&stage->editor->pane);
	draft_free(stage->draft);
	canvas_clear(&stage->canvas);
}

static enum widget_answer type(struct stage *stage, const char *keys)
{
	return type_keys(stage->editor->pane.kind->key, &stage->editor->pane, keys);
}

static void check_text(struct stage *stage, const char *wanted)
{
	struct err err = {0};
	GString *text = draft_text(stage->draft, &err);

	assert_string_equal(text->str, wanted);
	g_string_free(text, TRUE);
}

static void fingers_know_these_keys(void **state)
{
	struct stage stage;

	(void)state;
	start(&stage, EDITOR_EDIT, "一二三\n四五");
	type(&stage, "Right 严 Enter BS Del");
	check_text(&stage, "一严三\n四五");
	type(&stage, "C-Home S-Right S-Right");
	assert_true(stage.draft->selecting);
	type(&stage, "换 End 尾");
	check_text(&stage, "换三尾\n四五");
	type(&stage, "C-End C-BS");
	check_text(&stage, "换三尾\n");
	/* Clipboard, undo and selecting all are actions: one table says their keys. */
	assert_int_equal(type(&stage, "C-x C-c C-v C-z C-y C-a"), WIDGET_PASS);
	check_text(&stage, "换三尾\n");
	assert_int_equal(type(&stage, "F6"), WIDGET_PASS);
	assert_int_equal(type(&stage, "C-s"), WIDGET_PASS);
	assert_int_equal(type(&stage, "Esc"), WIDGET_PASS);
	end(&stage);
}

/* Rows left alone must be those that stand: the pane looks as if it were drawn on a blank canvas.
 */
static void check_drawn(struct stage *stage, unsigned seed)
{
	struct pane *pane = &stage->editor->pane;
	struct canvas blank = {0};

	pane->dirty = true;
	pane_draw(pane, &stage->canvas, false);
	canvas_init(&blank, stage->canvas.rows, stage->canvas.cols, stage->canvas.width);
	pane_draw(pane, &blank, true);
	for (int row = 0; row < blank.rows; row++) {
		for (int col = 0; col < blank.cols; col++) {
			if (memcmp(canvas_look(&blank, row, col),
				canvas_look(&stage->canvas, row, col), sizeof(struct cell)) != 0)
				fail_msg("seed %u: %d,%d is left from before", seed, row, col);
		}
	}
	canvas_clear(&blank);
	/* the next drawing goes on from this canvas, not from the blank one */
	pane_draw(pane, &stage->canvas, true);
}

/* Another head, or the same once more: of its title, its facts and their roles any may differ. */
static void change_head(struct editor_pane *editor, GRand *rand)
{
	static const char *const titles[] = {"关于电梯的建议", "关于停车的建议", "关于水的建议"};
	static const char *const values[] = {"王建国", "李明", "市建筑设计院、市规划院"};
	static const char *const labels[] = {"反映人", "单位"};

	editor_pane_begin_head(editor, titles[g_rand_int_range(rand, 0, G_N_ELEMENTS(titles))]);
	for (int i = g_rand_int_range(rand, 0, 4); i > 0; i--)
		editor_pane_fact(editor, labels[g_rand_int_range(rand, 0, G_N_ELEMENTS(labels))],
		    values[g_rand_int_range(rand, 0, G_N_ELEMENTS(values))],
		    g_rand_boolean(rand) ? STYLE_TEXT : STYLE_URGENT);
}

/* Away to something that is no text, or to a form, and back. */
static void look_elsewhere(struct stage *stage, GRand *rand, unsigned seed)
{
	enum editor_mode mode = g_rand_boolean(rand) ? EDITOR_EMPTY : EDITOR_PAGE;

	editor_pane_show(stage->editor, mode, NULL);
	pane_draw(&stage->editor->pane, &stage->canvas, false);
	check_drawn(stage, seed);
	editor_pane_show(stage->editor, EDITOR_EDIT, stage->draft);
}

static void a_pane_drawn_again_is_as_drawn_anew(void **state)
{
	static const char *const keys[] = {"严", "a", "Enter", "BS", "Del", "Up", "Down", "Left",
	    "Right", "S-Right", "S-Down", "Home", "End", "PgUp", "PgDn", "C-Home", "C-End"};
	static const enum style roles[] = {STYLE_WARN, STYLE_DIFF_ADD, STYLE_ERROR};
	unsigned seed = (unsigned)g_get_monotonic_time();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	struct stage stage;

	(void)state;
	start(&stage, EDITOR_EDIT,
	    "一二三四五六七八九十\n\n甲乙丙丁，戊己庚辛壬癸\n子丑寅卯辰巳午未申酉戌亥");
	for (int i = 0; i < 400; i++) {
		int size = (int)draft_len(stage.draft);

		switch (g_rand_int_range(rand, 0, 16)) {
		case 0:
			editor_pane_unmark(stage.editor);
			break;
		case 1:
			editor_pane_unmark(stage.editor);
			editor_pane_mark(stage.editor, (size_t)g_rand_int_range(rand, 0, size + 1),
			    (size_t)g_rand_int_range(rand, 1, 9),
			    roles[g_rand_int_range(rand, 0, G_N_ELEMENTS(roles))]);
			break;
		case 2:
			editor_pane_scroll(stage.editor, g_rand_int_range(rand, -3, 4));
			break;
		case 3:
			editor_pane_beside(stage.editor, "原文", i % 2 ? "原来的文字" : NULL);
			break;
		case 4:
		case 5:
			change_head(stage.editor, rand);
			break;
		case 6:
			look_elsewhere(&stage, rand, seed);
			break;
		default:
			type(&stage, keys[g_rand_int_range(rand, 0, G_N_ELEMENTS(keys))]);
			break;
		}
		pane_draw(&stage.editor->pane, &stage.canvas, false);
		check_drawn(&stage, seed);
	}
	end(&stage);
}

/* Of a head that is said again only what is other is taken: nothing of before may stay. */
static void a_head_says_what_was_said_last(void **state)
{
	static const struct {
		const char *heading, *label, *value;
		enum style style;
		const char *more; /* a second fact */
	} heads[] = {
	    {"关于电梯", "反映人", "王建国", STYLE_TEXT, "水务局"},
	    {"关于停车", "反映人", "王建国", STYLE_TEXT, "水务局"},
	    {"关于停车", "联名人", "王建国", STYLE_TEXT, "水务局"},
	    {"关于停车", "联名人", "李明", STYLE_TEXT, "水务局"},
	    {"关于停车", "联名人", "李明", STYLE_URGENT, "水务局"},
	    {"关于停车", "联名人", "李明", STYLE_URGENT, NULL},
	    {"关于停车", "联名人", "李明", STYLE_URGENT, "规划院"},
	};
	struct stage stage;

	(void)state;
	start(&stage, EDITOR_READ, "一二三四五");
	for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
		editor_pane_begin_head(stage.editor, heads[i].heading);
		editor_pane_fact(stage.editor, heads[i].label, heads[i].value, heads[i].style);
		if (heads[i].more)
			editor_pane_fact(stage.editor, "单位", heads[i].more, STYLE_TEXT);
		pane_draw(&stage.editor->pane, &stage.canvas, false);
		g_autofree char *seen = canvas_text(&stage.canvas);
		assert_non_null(strstr(seen, heads[i].heading));
		assert_non_null(strstr(seen, heads[i].label));
		assert_non_null(strstr(seen, heads[i].value));
		assert_int_equal(canvas_look(&stage.canvas, 2, 7)->style, heads[i].style);
		assert_int_equal(strstr(seen, "水务局") != NULL,
		    heads[i].more && strcmp(heads[i].more, "水务局") == 0);
		assert_int_equal(strstr(seen, "单位") != NULL, heads[i].more != NULL);
	}
	end(&stage);
}

static void reading_never_changes_the_text(void **state)
{
	struct stage stage;

	(void)state;
	start(&stage, EDITOR_READ, "一二三");
	type(&stage, "x 严 Enter BS Del C-x C-v C-z Space j k");
	check_text(&stage, "一二三");
	assert_false(draft_is_dirty(stage.draft));
	end(&stage);
}

static void the_end_of_the_text_is_noted(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct stage stage;

	(void)state;
	for (int i = 0; i < 40; i++)
		g_string_append(text, "一行文字\n");
	start(&stage, EDITOR_READ, text->str);
	assert_false(stage.editor->seen_end);
	for (int i = 0; i < 3; i++)
		type(&stage, "PgDn");
	assert_false(stage.editor->seen_end);
	type(&stage, "PgDn");
	assert_true(stage.editor->seen_end);
	end(&stage);
	start(&stage, EDITOR_READ, "短");
	assert_true(stage.editor->seen_end);
	end(&stage);
	start(&stage, EDITOR_READ, text->str);
	type(&stage, "G");
	assert_true(stage.editor->seen_end);
	end(&stage);
}

static void a_block_too_long_says_so(void **state)
{
	struct stage stage;
	struct key_event event = {.kind = KEY_EVENT_PASTE, .cut = true};

	(void)state;
	event.paste = g_string_new("");
	start(&stage, EDITOR_EDIT, "一");
	stage.editor->pane.kind->key(&stage.editor->pane, &event);
	assert_int_equal(stage.editor->err.kind, ERR_FULL);
	check_text(&stage, "一");
	key_event_clear(&event);
	end(&stage);
}

/* The terminal's cursor is on the pane at the caret, whatever is typed. */
static void the_cursor_is_at_the_caret(void **state)
{
	static const char *const keys[] = {"严", "x", "“", "Enter", "Up", "Down", "Left", "Right",
	    "End", "Home", "BS", "PgDn", "PgUp", "C-z", "S-Down", "C-End"};

	(void)state;
	for (unsigned seed = 1; seed <= 20; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		struct stage stage;

		start(&stage, EDITOR_EDIT,
		    "开头的一段文字，长到要折行，要折好几行才放得下。\n第二段");
		for (int i = 0; i < 200; i++) {
			int row = -1, col = -1;

			type(&stage, keys[g_rand_int_range(rand, 0, G_N_ELEMENTS(keys))]);
			pane_draw(&stage.editor->pane, &stage.canvas, true);
			if (!stage.editor->pane.kind->cursor(&stage.editor->pane, &row, &col) ||
			    row < 1 || row > 9 || col < 0 || col > 39)
				fail_msg("seed %u: cursor at %d,%d", seed, row, col);
		}
		end(&stage);
	}
}

static struct sheet_pane *sheet(void)
{
	struct sheet_pane *sheet = sheet_pane_new();

	sheet_pane_begin(sheet);
	sheet_pane_heading(sheet, "清单");
	for (int i = 1; i <= 4; i++)
		sheet_pane_point(
		    sheet, &(struct sheet_point){.number = i, .words = "要点", .later = i == 4});
	return sheet;
}

static void the_checklist_is_answered(void **state)
{
	struct sheet_pane *pane = sheet();
	struct canvas canvas;
	const char *words;

	(void)state;
	canvas_init(&canvas, 20, 40, (struct width_rule){0});
	pane_place(&pane->pane, canvas.clip, true);
	pane_draw(&pane->pane, &canvas, true);
	assert_int_equal(sheet_pane_open_count(pane), 3);
	sheet_pane_answer(pane, 1, SHEET_YES, NULL);
	sheet_pane_answer(pane, 2, SHEET_NO, NULL);
	assert_int_equal(sheet_pane_point_here(pane), 3);
	sheet_pane_answer(pane, 3, SHEET_NA, "文中没有");
	assert_int_equal(sheet_pane_answer_of(pane, 1, NULL), SHEET_YES);
	assert_int_equal(sheet_pane_answer_of(pane, 2, NULL), SHEET_NO);
	assert_int_equal(sheet_pane_answer_of(pane, 3, &words), SHEET_NA);
	assert_string_equal(words, "文中没有");
	assert_int_equal(sheet_pane_open_count(pane), 0);
	sheet_pane_answer(pane, 4, SHEET_YES, NULL);
	assert_int_equal(sheet_pane_answer_of(pane, 4, NULL), SHEET_OPEN);
	sheet_pane_answer(pane, 3, SHEET_YES, NULL);
	assert_int_equal(sheet_pane_answer_of(pane, 3, &words), SHEET_YES);
	assert_null(words);
	pane->pane.kind->free(&pane->pane);
	canvas_clear(&canvas);
}

static void tabs_go_round_those_offered(void **state)
{
	struct trail_pane *trail = trail_pane_new();

	(void)state;
	trail_pane_offer(trail, TRAIL_CHANGES, true, NULL);
	trail_pane_next_tab(trail, 1);
	assert_int_equal(trail->tab, TRAIL_CHANGES);
	trail_pane_next_tab(trail, 1);
	assert_int_equal(trail->tab, TRAIL_EVENTS);
	trail_pane_next_tab(trail, -1);
	assert_int_equal(trail->tab, TRAIL_CHANGES);
	trail_pane_tab(trail, TRAIL_RELATED);
	assert_int_equal(trail->tab, TRAIL_CHANGES);
	trail_pane_offer(trail, TRAIL_CHANGES, false, NULL);
	assert_int_equal(trail->tab, TRAIL_EVENTS);
	trail->pane.kind->free(&trail->pane);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fingers_know_these_keys),
	    cmocka_unit_test(a_pane_drawn_again_is_as_drawn_anew),
	    cmocka_unit_test(a_head_says_what_was_said_last),
	    cmocka_unit_test(reading_never_changes_the_text),
	    cmocka_unit_test(the_end_of_the_text_is_noted),
	    cmocka_unit_test(a_block_too_long_says_so),
	    cmocka_unit_test(the_cursor_is_at_the_caret),
	    cmocka_unit_test(the_checklist_is_answered),
	    cmocka_unit_test(tabs_go_round_those_offered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
