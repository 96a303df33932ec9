/* Two lists, one below the other: the words between are no row, and what changes its list moves
 * nothing. */
#include "unit.h"

#include "ui/list.h"

#define WORDS " 待认领 3 "

/* Ids from 1 on; those up to MINE stand in the first part. */
struct book {
	int count, mine;
};

static void fetch(void *source, enum list_where where, const struct list_row *anchor, int want,
    struct list_page *page)
{
	const struct book *book = source;
	int at = anchor ? (int)anchor->id - 1 : 0;
	int from = where == LIST_LAST     ? book->count - want
		   : where == LIST_AFTER  ? at + 1
		   : where == LIST_BEFORE ? at - want
		   : where == LIST_AROUND ? at - want / 2
					  : 0;
	int to = where == LIST_BEFORE ? at : MIN(from + want, book->count);

	from = MAX(from, 0);
	for (int i = from; i < to; i++) {
		struct list_row *row = list_row_new(i + 1, NULL, 1);

		row->part = i >= book->mine;
		g_ptr_array_add(page->rows, row);
	}
	page->more_before = from > 0;
	page->more_after = to < book->count;
	page->at = at - from;
}

static const struct list_column tall_columns[] = {
    {.title = "", .cols = 6, .grows = true},
    {.title = "", .cols = 4, .line = 1},
};

static void start(struct list *list, struct book *book, int height, bool tall)
{
	list_init(list, tall_columns, tall ? 2 : 1, fetch, book);
	list_set_head(list, 1, WORDS);
	list_fit(list, height, 40);
}

/* The row under the cursor is whole on the screen, and no line is empty that need not be. */
static void check(const struct list *list)
{
	int tall = list_is_tall(list) ? 2 : 1, count = (int)list->rows->len;
	int to_cursor = list_lines(list, list->top, list->cursor + 1);

	assert_in_range(list->cursor, list->top, count - 1);
	assert_true(to_cursor <= list->height || list->top == list->cursor);
	if (list->top > 0 && !list->more_after)
		assert_true(list_lines(list, list->top - 1, count) + 1 > list->height - tall);
	for (int i = 1; i < count; i++) {
		const struct list_row *a = list->rows->pdata[i - 1], *b = list->rows->pdata[i];

		assert_int_equal(a->id + 1, b->id);
	}
}

static void motions_in_any_window(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 60; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		struct book book = {g_rand_int_range(rand, 1, 900), 0};
		struct list list;

		book.mine = g_rand_int_range(rand, 0, book.count + 1);
		start(&list, &book, g_rand_int_range(rand, 1, 30), g_rand_boolean(rand));
		for (int i = 0; i < 200; i++) {
			switch (g_rand_int_range(rand, 0, 6)) {
			case 0:
				list_turn(&list, g_rand_int_range(rand, -3, 4));
				break;
			case 1:
				list_last(&list);
				break;
			case 2:
				list_go(&list, g_rand_int_range(rand, 1, book.count + 1), NULL);
				break;
			case 3:
				list_fit(&list, g_rand_int_range(rand, 1, 30), 40);
				break;
			default:
				list_move(&list, g_rand_int_range(rand, -9, 10));
			}
			check(&list);
		}
		list_clear(&list);
	}
}

/* By screens down and up again, each row was on the screen, whole. */
static void no_row_is_skipped_by_pages(void **state)
{
	(void)state;
	for (int mine = 0; mine <= 40; mine++) {
		struct book book = {60, mine};
		bool seen[2][61] = {{false}};
		struct list list;

		start(&list, &book, 11, mine % 2);
		for (int way = 0; way < 2; way++) {
			for (int page = 0; page < 20; page++) {
				int last = list.top;

				while (last < (int)list.rows->len &&
				       list_lines(&list, list.top, last + 1) <= list.height)
					last++;
				for (int i = list.top; i < last; i++) {
					const struct list_row *row = list.rows->pdata[i];

					seen[way][row->id] = true;
				}
				list_turn(&list, way ? -1 : 1);
			}
			for (int id = 1; id <= 60; id++)
				assert_true(seen[way][id]);
		}
		list_clear(&list);
	}
}

static void the_words_stand_over_the_first_of_the_second(void **state)
{
	struct book book = {9, 3};
	struct width_rule width = {0};
	struct canvas canvas;
	struct list list;
	int row, col;

	(void)state;
	canvas_init(&canvas, 12, 40, width);
	start(&list, &book, 12, false);
	list_go(&list, 4, NULL);
	list_draw(&list, &canvas, (struct rect){0, 0, 12, 40}, true);
	g_autofree char *text = canvas_text(&canvas);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	assert_non_null(strstr(lines[3], WORDS));
	assert_true(list_place(&list, (struct rect){0, 0, 12, 40}, &row, &col));
	assert_int_equal(row, 4);
	/* a window of one line has room for the row alone */
	list_fit(&list, 1, 40);
	assert_true(list_place(&list, (struct rect){0, 0, 1, 40}, &row, &col));
	assert_false(list_has_head(&list, 3));
	list_clear(&list);
	canvas_clear(&canvas);
}

/* Report 5 became mine: what is read now has it in the first part, the screen keeps it where it is.
 */
static void a_row_that_changes_its_part_stays(void **state)
{
	static const int64_t now[] = {1, 5, 10, 2, 3, 11, 4, 6, 12, 7};
	static const int parts[] = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
	static const int64_t wanted[] = {1, 10, 2, 3, 11, 4, 5, 6, 12, 7};
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	struct book book = {7, 3};
	struct list list;

	(void)state;
	start(&list, &book, 20, false);
	list_go(&list, 5, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(now); i++) {
		struct list_row *row = list_row_new(now[i], NULL, 1);

		row->part = parts[i];
		g_ptr_array_add(rows, row);
	}
	assert_int_equal(list_take_in(&list, rows), 3);
	assert_int_equal(list_id(&list), 5);
	assert_int_equal(list.rows->len, G_N_ELEMENTS(wanted));
	for (guint i = 0; i < list.rows->len; i++)
		assert_int_equal(((struct list_row *)list.rows->pdata[i])->id, wanted[i]);
	struct list_row *anew = list_row_new(5, NULL, 1);
	assert_true(list_replace(&list, anew));
	assert_int_equal(list_find(&list, 5)->part, 1);
	list_clear(&list);
}

/* A row that has gone down the book since it was read is not held twice when the list goes there.
 */
static void a_row_is_never_held_twice(void **state)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	struct book book = {400, 3};
	struct list list;

	(void)state;
	start(&list, &book, 10, false);
	struct list_row *first = list.rows->pdata[0];
	first->id = 300; /* as if what is 300th now had been read first */
	list_take_in(&list, none);
	list_move(&list, 399);
	int count = 0;
	for (guint i = 0; i < list.rows->len; i++)
		count += ((struct list_row *)list.rows->pdata[i])->id == 300;
	assert_int_equal(count, 1);
	list_clear(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(motions_in_any_window),
	    cmocka_unit_test(no_row_is_skipped_by_pages),
	    cmocka_unit_test(the_words_stand_over_the_first_of_the_second),
	    cmocka_unit_test(a_row_that_changes_its_part_stays),
	    cmocka_unit_test(a_row_is_never_held_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
