/* The panes as pictures, at the sizes that people have and at odd ones. */
#include "draw.h"

#include "edit/select.h"

static const struct {
	int rows, cols;
} sizes[] = {{24, 80}, {48, 160}, {10, 40}, {7, 21}, {31, 61}};

static void the_queue(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct queue_pane *queue = draw_queue(300);

		pane_place(&queue->pane, (struct rect){0, 0, sizes[i].rows, sizes[i].cols}, true);
		list_fit(&queue->list, sizes[i].rows - 1, sizes[i].cols);
		list_move(&queue->list, 4);
		list_mark(&queue->list, 2, true);
		draw_check_pane(&queue->pane, sizes[i].rows, sizes[i].cols, "queue");
		queue->pane.kind->free(&queue->pane);
	}
}

static void the_queue_where_ambiguous_characters_are_wide(void **state)
{
	struct queue_pane *queue = draw_queue(20);

	(void)state;
	queue_pane_words(queue, "来稿 › 全部 20", NULL, "筛选：电梯 → 3 条（Esc 取消）");
	draw_check_pane_wide(&queue->pane, 24, 80, "queue-wide");
	queue->pane.kind->free(&queue->pane);
}

static void an_empty_queue_says_so(void **state)
{
	struct queue_pane *queue = draw_queue(0);

	(void)state;
	draw_check_pane(&queue->pane, 6, 40, "queue-empty");
	queue->pane.kind->free(&queue->pane);
}

static void the_trail(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct trail_pane *trail = draw_trail();

		draw_check_pane(&trail->pane, sizes[i].rows, sizes[i].cols, "trail");
		trail->pane.kind->free(&trail->pane);
	}
}

static void the_sheet(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct sheet_pane *sheet = draw_sheet();

		page_find_item(&sheet->page, 4);
		draw_check_pane(&sheet->pane, sizes[i].rows, sizes[i].cols, "sheet");
		sheet->pane.kind->free(&sheet->pane);
	}
}

static void the_editor_reading(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct draft *draft;
		struct editor_pane *editor = draw_editor(EDITOR_READ, &draft);

		draw_check_pane(&editor->pane, sizes[i].rows, sizes[i].cols, "read");
		editor->pane.kind->free(&editor->pane);
		draft_free(draft);
	}
}

static void the_editor_editing(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct draft *draft;
		struct editor_pane *editor = draw_editor(EDITOR_EDIT, &draft);

		select_set(draft, 24, 60);
		draw_check_pane(&editor->pane, sizes[i].rows, sizes[i].cols, "edit");
		editor->pane.kind->free(&editor->pane);
		draft_free(draft);
	}
}

static void the_head_as_a_form(void **state)
{
	struct draft *draft;
	struct editor_pane *editor = draw_editor(EDITOR_EDIT, &draft);

	(void)state;
	editor_pane_focus_head(editor, true);
	draw_check_pane(&editor->pane, 20, 60, "head");
	editor->pane.kind->free(&editor->pane);
	draft_free(draft);
}

static void the_original_beside_the_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct draft *draft;
		struct editor_pane *editor = draw_editor(EDITOR_READ, &draft);

		editor_pane_beside(
		    editor, "原稿", "原来的文字，第一段很长很长，要折成好几行才行。\n二段");
		draw_check_pane(&editor->pane, sizes[i].rows, sizes[i].cols, "beside");
		editor->pane.kind->free(&editor->pane);
		draft_free(draft);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_queue),
	    cmocka_unit_test(the_queue_where_ambiguous_characters_are_wide),
	    cmocka_unit_test(an_empty_queue_says_so),
	    cmocka_unit_test(the_trail),
	    cmocka_unit_test(the_sheet),
	    cmocka_unit_test(the_editor_reading),
	    cmocka_unit_test(the_editor_editing),
	    cmocka_unit_test(the_head_as_a_form),
	    cmocka_unit_test(the_original_beside_the_text),
	};

	return cmocka_run_group_tests(tests, draw_speak_chinese, NULL);
}
