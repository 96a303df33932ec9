/* Columns of a list whose width follows what came: numbers are never cut, empty columns not shown.
 */
#include "unit.h"

#include "ui/list.h"

/* Rows that are numbered by what their first cell says. */
static void fetch(void *source, enum list_where where, const struct list_row *anchor, int want,
    struct list_page *page)
{
	const char *const *numbers = source;

	(void)want;
	if (where != LIST_FIRST && (where != LIST_AFTER || anchor))
		return;
	for (int i = 0; numbers[i]; i++) {
		struct list_row *row = list_row_new(i + 1, NULL, 2);

		list_row_set(row, 0, numbers[i], STYLE_TEXT);
		g_ptr_array_add(page->rows, row);
	}
}

static char *picture(const struct list *list)
{
	struct canvas canvas;

	canvas_init(&canvas, 6, 40, (struct width_rule){0});
	list_draw_titles(list, &canvas, (struct rect){0, 0, 1, 40});
	list_draw(list, &canvas, (struct rect){1, 0, 5, 40}, true);
	char *text = canvas_text(&canvas);
	canvas_clear(&canvas);
	return text;
}

/* An office of some years has numbers of five digits: no digit of them is ever cut. */
static void a_whole_column_grows_with_what_comes(void **state)
{
	static const struct list_column columns[] = {
	    {.title = "No.", .cols = 4, .whole = true},
	    {.title = "Title", .cols = 4, .grows = true},
	};
	static const char *numbers[] = {"0001", "12345", "200000", NULL};
	struct list list;

	(void)state;
	list_init(&list, columns, 2, fetch, numbers);
	list_fit(&list, 5, 40);
	g_autofree char *text = picture(&list);
	assert_non_null(strstr(text, "12345 "));
	assert_non_null(strstr(text, "200000 "));
	list_clear(&list);
}

/* Only so far: the room is the title's. */
static void a_whole_column_leaves_room_to_others(void **state)
{
	static const struct list_column columns[] = {
	    {.title = "No.", .cols = 4, .whole = true},
	    {.title = "Title", .cols = 4, .grows = true},
	};
	static const char *numbers[] = {
	    "a number that somebody made up, and a very long one", NULL};
	struct list list;

	(void)state;
	list_init(&list, columns, 2, fetch, numbers);
	list_fit(&list, 5, 40);
	g_autofree char *text = picture(&list);
	assert_non_null(strstr(text, "Title"));
	assert_null(strstr(text, "somebody"));
	list_clear(&list);
}

/* What nothing is in yet has no column: it comes with the first row that has something there. */
static void a_rare_column_waits_for_its_first_words(void **state)
{
	static const struct list_column columns[] = {
	    {.title = "Title", .cols = 8, .grows = true},
	    {.title = "Rare", .cols = 6, .rare = true},
	};
	static const char *titles[] = {"one", "two", NULL};
	struct list list;

	(void)state;
	list_init(&list, columns, 2, fetch, titles);
	list_fit(&list, 5, 40);
	g_autofree char *before = picture(&list);
	assert_null(strstr(before, "Rare"));
	struct list_row *row = list_row_new(2, NULL, 2);
	list_row_set(row, 1, "7", STYLE_TEXT);
	assert_true(list_replace(&list, row));
	g_autofree char *after = picture(&list);
	assert_non_null(strstr(after, "Rare"));
	assert_non_null(strstr(after, "7"));
	list_clear(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_whole_column_grows_with_what_comes),
	    cmocka_unit_test(a_whole_column_leaves_room_to_others),
	    cmocka_unit_test(a_rare_column_waits_for_its_first_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
