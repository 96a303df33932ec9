/* Lists: the cursor stays on its row whatever comes and goes, and no row is ever asked for by
 * number. */
#include "unit.h"

#include "ui/list.h"

/* A book of ids in ascending order, some of them gone. */
struct book {
	GArray *ids; /* of int64_t */
	int asked; /* questions */
	int wanted; /* rows that they asked for in all */
};

static void book_init(struct book *book, int count)
{
	book->ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
	book->asked = book->wanted = 0;
	for (int64_t id = 1; id <= count; id++)
		g_array_append_val(book->ids, id);
}

static int place_of(const struct book *book, int64_t id)
{
	guint i = 0;

	while (i < book->ids->len && g_array_index(book->ids, int64_t, i) < id)
		i++;
	return (int)i;
}

static void take_out(struct book *book, int64_t id)
{
	g_array_remove_index(book->ids, (guint)place_of(book, id));
}

static void fetch(void *source, enum list_where where, const struct list_row *anchor, int want,
    struct list_page *page)
{
	struct book *book = source;
	int len = (int)book->ids->len, from = 0, to;

	book->asked++;
	book->wanted += want;
	if (where == LIST_LAST)
		from = len - want;
	else if (where == LIST_AFTER)
		from = place_of(book, anchor->id + 1);
	else if (where == LIST_BEFORE)
		from = place_of(book, anchor->id) - want;
	else if (where == LIST_AROUND)
		from = place_of(book, anchor->id) - want / 2;
	to = MIN(from + want, len);
	from = MAX(from, 0);
	for (int i = from; i < to; i++) {
		int64_t id = g_array_index(book->ids, int64_t, i);
		struct list_row *row = list_row_new(id, NULL, 2);
		g_autofree char *text = g_strdup_printf("第%d件", (int)id);

		list_row_set(row, 0, text, STYLE_TEXT);
		g_ptr_array_add(page->rows, row);
	}
	page->more_before = from > 0;
	page->more_after = to < len;
	if (where == LIST_AROUND)
		page->at = place_of(book, anchor->id) - from;
}

static const struct list_column columns[] = {
    {.title = "", .cols = 6, .grows = true},
    {.title = "", .cols = 4, .line = 1},
};

struct stage {
	struct book book;
	struct list list;
};

static void start(struct stage *stage, int count)
{
	book_init(&stage->book, count);
	list_init(&stage->list, columns, 2, fetch, &stage->book);
	list_fit(&stage->list, 20, 80);
}

static void end(struct stage *stage)
{
	list_clear(&stage->list);
	g_array_free(stage->book.ids, TRUE);
}

/* Rows held are the book's, without gaps; the cursor is on the screen, which is full. */
static void check(struct stage *stage)
{
	struct list *list = &stage->list;
	int len = (int)list->rows->len;

	assert_in_range(len, MIN(20, (int)stage->book.ids->len), LIST_KEEP);
	assert_in_range(list->cursor, 0, len - 1);
	assert_in_range(list->cursor - list->top, 0, 19);
	assert_true(list->top + 20 <= len || len <= 20 || !list->more_after);
	for (int i = 1; i < len; i++) {
		const struct list_row *a = list->rows->pdata[i - 1], *b = list->rows->pdata[i];

		assert_int_equal(place_of(&stage->book, a->id) + 1, place_of(&stage->book, b->id));
	}
}

static void motions_reach_everything(void **state)
{
	struct stage stage;

	(void)state;
	start(&stage, 5000);
	assert_int_equal(list_id(&stage.list), 1);
	for (int i = 0; i < 4998; i++)
		list_move(&stage.list, 1);
	assert_int_equal(list_id(&stage.list), 4999);
	check(&stage);
	list_move(&stage.list, 10);
	assert_int_equal(list_id(&stage.list), 5000);
	list_turn(&stage.list, -3);
	assert_int_equal(list_id(&stage.list), 4940);
	check(&stage);
	list_first(&stage.list);
	assert_int_equal(list_id(&stage.list), 1);
	check(&stage);
	list_last(&stage.list);
	assert_int_equal(list_id(&stage.list), 5000);
	check(&stage);
	for (int i = 0; i < 300; i++)
		list_turn(&stage.list, -1);
	assert_int_equal(list_id(&stage.list), 1);
	check(&stage);
	/* and cheaply: a question brings some screens, not a row */
	assert_in_range(stage.book.asked, 1, 400);
	end(&stage);
}

static void random_motions_and_losses(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 30; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		struct stage stage;

		start(&stage, g_rand_int_range(rand, 1, 2000));
		for (int i = 0; i < 300; i++) {
			int64_t id;

			switch (g_rand_int_range(rand, 0, 7)) {
			case 0:
				list_turn(&stage.list, g_rand_int_range(rand, -3, 4));
				break;
			case 1:
				list_first(&stage.list);
				break;
			case 2:
				list_last(&stage.list);
				break;
			case 3:
				id = list_id(&stage.list);
				if (stage.book.ids->len > 1)
					take_out(&stage.book,
					    g_rand_boolean(rand)
						? id
						: g_array_index(stage.book.ids, int64_t, 0));
				list_reload(&stage.list);
				break;
			case 4:
				id = g_array_index(stage.book.ids, int64_t,
				    (guint)g_rand_int_range(rand, 0, (gint)stage.book.ids->len));
				list_go(&stage.list, id, NULL);
				assert_int_equal(list_id(&stage.list), id);
				break;
			default:
				list_move(&stage.list, g_rand_int_range(rand, -5, 6));
			}
			check(&stage);
		}
		end(&stage);
	}
}

static void new_rows_do_not_move_what_is_under_the_finger(void **state)
{
	struct stage stage;
	int line;

	(void)state;
	start(&stage, 100);
	list_move(&stage.list, 30);
	line = stage.list.cursor - stage.list.top;
	for (int64_t id = 0; id > -5; id--)
		g_array_prepend_val(stage.book.ids, id);
	list_reload(&stage.list);
	assert_int_equal(list_id(&stage.list), 31);
	assert_int_equal(stage.list.cursor - stage.list.top, line);
	end(&stage);
}

static void a_row_that_is_gone_gives_its_place_to_the_next(void **state)
{
	struct stage stage;

	(void)state;
	start(&stage, 100);
	list_move(&stage.list, 49);
	take_out(&stage.book, 50);
	list_reload(&stage.list);
	assert_int_equal(list_id(&stage.list), 51);
	end(&stage);
}

static void marks_outlive_reloads(void **state)
{
	struct stage stage;

	(void)state;
	start(&stage, 3000);
	list_mark(&stage.list, 7, true);
	list_mark(&stage.list, 3, true);
	list_mark(&stage.list, 9, true);
	list_mark(&stage.list, 9, false);
	list_last(&stage.list);
	list_reload(&stage.list);
	assert_true(list_is_marked(&stage.list, 7));
	g_autoptr(GArray) ids = list_marks(&stage.list);
	assert_int_equal(ids->len, 2);
	assert_int_equal(g_array_index(ids, int64_t, 0), 3);
	list_unmark_all(&stage.list);
	assert_int_equal(list_mark_count(&stage.list), 0);
	end(&stage);
}

static void an_empty_list_stands_still(void **state)
{
	struct stage stage;

	(void)state;
	start(&stage, 0);
	list_move(&stage.list, 1);
	list_turn(&stage.list, -1);
	list_last(&stage.list);
	list_first(&stage.list);
	list_reload(&stage.list);
	assert_int_equal(list_id(&stage.list), 0);
	assert_null(list_row(&stage.list));
	end(&stage);
}

static void a_changed_row_is_put_in_its_place(void **state)
{
	struct stage stage;
	struct list_row *row = list_row_new(5, NULL, 1);

	(void)state;
	start(&stage, 100);
	list_row_set(row, 0, "已办", STYLE_DIM);
	assert_true(list_replace(&stage.list, row));
	assert_string_equal(list_find(&stage.list, 5)->cells[0].text, "已办");
	assert_false(list_replace(&stage.list, list_row_new(1000, NULL, 1)));
	end(&stage);
}

/* Ids of a page that was fetched, made rows. */
static GPtrArray *rows_of(const int64_t *ids, size_t count)
{
	GPtrArray *rows = g_ptr_array_new();

	for (size_t i = 0; i < count; i++)
		g_ptr_array_add(rows, list_row_new(ids[i], NULL, 1));
	return rows;
}

static void what_comes_is_taken_in_round_the_cursor(void **state)
{
	static const int64_t fresh[] = {1, 2, 100, 3, 4, 5, 101, 7, 8, 102};
	struct stage stage;
	struct list *list = &stage.list;
	int line;

	(void)state;
	start(&stage, 8);
	list_move(list, 3);
	line = list->cursor - list->top;
	g_autoptr(GPtrArray) rows = rows_of(fresh, G_N_ELEMENTS(fresh));
	assert_int_equal(list_take_in(list, rows), 3);
	assert_int_equal(list_id(list), 4);
	static const int64_t wanted[] = {1, 2, 100, 3, 4, 5, 101, 6, 7, 8, 102};
	assert_int_equal(list->rows->len, G_N_ELEMENTS(wanted));
	for (guint i = 0; i < list->rows->len; i++)
		assert_int_equal(((struct list_row *)list->rows->pdata[i])->id, wanted[i]);
	/* with room for all, nothing has to scroll away */
	assert_in_range(list->cursor - list->top, line, line + 1);
	end(&stage);

	/* in a list that goes on below, what stands behind the last row held is fetched later */
	start(&stage, 500);
	list->height = 20;
	int held = (int)list->rows->len;
	const int64_t far[] = {1, 1000, 2, 400, 401};
	g_autoptr(GPtrArray) more = rows_of(far, G_N_ELEMENTS(far));
	line = list->cursor - list->top;
	list_move(list, 10);
	line = list->cursor - list->top;
	assert_int_equal(list_take_in(list, more), 1);
	assert_int_equal(list->rows->len, held + 1);
	assert_int_equal(list_id(list), 11);
	assert_int_equal(list->cursor - list->top, line);
	end(&stage);

	/* the first row of an empty list is under the cursor */
	start(&stage, 0);
	const int64_t first[] = {7};
	g_autoptr(GPtrArray) one = rows_of(first, 1);
	assert_int_equal(list_take_in(list, one), 1);
	assert_int_equal(list_id(list), 7);
	end(&stage);
}

/* A jump to the other end asks once, and for no more than is seen there. */
static void the_ends_cost_a_screen(void **state)
{
	struct stage stage;

	(void)state;
	start(&stage, 5000);
	for (int i = 0; i < 4; i++) {
		stage.book.asked = stage.book.wanted = 0;
		if (i % 2)
			list_first(&stage.list);
		else
			list_last(&stage.list);
		assert_int_equal(stage.book.asked, 1);
		assert_in_range(stage.book.wanted, 20, 22);
		assert_int_equal(list_id(&stage.list), i % 2 ? 1 : 5000);
		check(&stage);
	}
	end(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(motions_reach_everything),
	    cmocka_unit_test(the_ends_cost_a_screen),
	    cmocka_unit_test(random_motions_and_losses),
	    cmocka_unit_test(new_rows_do_not_move_what_is_under_the_finger),
	    cmocka_unit_test(a_row_that_is_gone_gives_its_place_to_the_next),
	    cmocka_unit_test(marks_outlive_reloads),
	    cmocka_unit_test(an_empty_list_stands_still),
	    cmocka_unit_test(a_changed_row_is_put_in_its_place),
	    cmocka_unit_test(what_comes_is_taken_in_round_the_cursor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
