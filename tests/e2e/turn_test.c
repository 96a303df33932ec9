/* The day's work: what is my turn stands first, below it what is to be taken up; one list to the
 * hand. */
#include "tale.h"

/* Letters that come in. */
static const char letters[] =
    "关于修缮第#号桥的建议\n反映人：市政协委员 何舒扬\n第#号桥栏杆松动。\n";

/* Line on which the words over the second list stand. */
static int head_line(struct desk *desk, const char *words)
{
	g_autofree char *line = g_strdup_printf("── %s ─", words);
	int row, col;

	desk_find(desk, line, &row, &col);
	return row;
}

static int cursor_line(struct desk *desk)
{
	int row, col;

	desk_cursor(desk, &row, &col);
	return row;
}

static void mine_first_then_what_is_to_be_taken_up(void **state)
{
	struct desk desk;
	int head;

	desk_start(&desk, *state, "张编辑", 120, 36);
	desk_line_sees(&desk, 1, "待我办 4 · 待认领 3");
	head = head_line(&desk, "待认领 3");
	assert_int_equal(cursor_line(&desk), 2);
	desk_keys(&desk, "j j j");
	assert_int_equal(cursor_line(&desk), head - 2); /* a row has two lines here */
	desk_keys(&desk, "j");
	assert_int_equal(cursor_line(&desk), head + 1); /* the words between are no row */
	desk_keys(&desk, "k");
	assert_int_equal(cursor_line(&desk), head - 2);
	desk_keys(&desk, "End");
	assert_int_equal(cursor_line(&desk), head + 5);
	desk_keys(&desk, "Home");
	assert_int_equal(cursor_line(&desk), 2);
	/* T: the first of mine, then the next of mine, round the end */
	desk_keys(&desk, "G T");
	assert_int_equal(cursor_line(&desk), 2);
	desk_keys(&desk, "T");
	assert_int_equal(cursor_line(&desk), 4);
	desk_keys(&desk, "T T T");
	assert_int_equal(cursor_line(&desk), 2);
	/* s: the next that waits, across the seam and round */
	desk_keys(&desk, "s s s s");
	assert_int_equal(cursor_line(&desk), head + 1);
	desk_keys(&desk, "s s s");
	assert_int_equal(cursor_line(&desk), 2);
	/* marks, a filter and an order are of both */
	desk_keys(&desk, "Space G Space");
	desk_line_sees(&desk, 1, "标记 2");
	desk_keys(&desk, "O 2");
	(void)head_line(&desk, "待认领 3");
	desk_keys(&desk, "O 1 \\");
	desk_type(&desk, "梨产区");
	desk_keys(&desk, "Enter");
	desk_line_sees(&desk, 1, "待我办 0 · 待认领 1");
	desk_sees(&desk, "筛选：梨产区  1 件");
	assert_int_equal(head_line(&desk, "待认领 1") + 1, cursor_line(&desk));
	desk_keys(&desk, "Esc v p");
	desk_line_sees(&desk, 1, "待认领 3");
	desk_lacks(&desk, "待我办");
	desk_lacks(&desk, "── 待认领");
	desk_end(&desk);
}

/* Where nothing is mine, T goes to the first that is to be taken up. */
static void the_first_to_be_taken_up(void **state)
{
	struct desk desk;

	desk_start(&desk, *state, "李初审", 120, 36);
	desk_line_sees(&desk, 1, "待我办 0 · 待认领 8");
	assert_int_equal(head_line(&desk, "待认领 8"), 2);
	assert_int_equal(cursor_line(&desk), 3);
	desk_keys(&desk, "v a T");
	assert_int_equal(cursor_line(&desk), 3);
	desk_end(&desk);
}

/* From the top to the bottom and back by pages, in a window of few rows: each is seen. */
static void pages_go_across_the_seam(void **state)
{
	const struct office *office = *state;
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct desk desk;
	int total;

	tale_bring_in(office, 40, letters);
	for (int i = 0; i < 24; i++) {
		g_autofree char *number = office_number(office, "incoming", i);
		g_free(office_does(office, 0, "李初审", "assign", number, "--to", "李初审", NULL));
	}
	total = office_count(office, "incoming");
	assert_int_equal(total, 48);
	desk_start(&desk, office, "李初审", 80, 24);
	desk_line_sees(&desk, 1, "待我办 24 · 待认领 24");
	desk_lacks(&desk, "── 待认领");
	for (int i = 0; i < total; i++) {
		g_hash_table_add(seen, tale_number_here(&desk));
		desk_keys(&desk, "j");
	}
	assert_int_equal(g_hash_table_size(seen), total);
	g_autofree char *last = tale_number_here(&desk);
	g_hash_table_remove_all(seen);
	for (int i = 0; i < total; i++) {
		g_hash_table_add(seen, tale_number_here(&desk));
		desk_keys(&desk, "k");
	}
	assert_int_equal(g_hash_table_size(seen), total);
	g_autofree char *first = tale_number_here(&desk);
	desk_keys(&desk, "PgDn PgDn PgDn");
	desk_keys(&desk, "PgDn PgDn PgDn");
	g_autofree char *by_pages = tale_number_here(&desk);
	assert_string_equal(by_pages, last);
	desk_keys(&desk, "Home G");
	g_autofree char *end = tale_number_here(&desk);
	assert_string_equal(end, last);
	desk_keys(&desk, "PgUp PgUp PgUp PgUp PgUp PgUp");
	g_autofree char *up = tale_number_here(&desk);
	assert_string_equal(up, first);
	desk_end(&desk);
}

/* What somebody hands me while my finger is on it stays there, and under the cursor. */
static void what_becomes_mine_moves_nothing(void **state)
{
	const struct office *office = *state;
	struct desk desk;
	int head, line;

	office_person(office, "孙初审", "reviewer");
	desk_start(&desk, office, "李初审", 120, 36);
	desk_keys(&desk, "j j");
	line = cursor_line(&desk);
	g_autofree char *number = tale_number_here(&desk);
	g_autofree char *row = desk_line(&desk, line);
	g_free(office_does(office, 0, "孙初审", "assign", number, "--to", "李初审", NULL));
	desk_awaits(&desk, "待我办 1 · 待认领 7");
	g_autofree char *still = tale_number_here(&desk);
	g_autofree char *row_now = desk_line(&desk, line);
	assert_string_equal(still, number);
	assert_int_equal(cursor_line(&desk), line);
	assert_string_equal(row_now, row);
	assert_int_equal(
	    tale_count(&desk, number + 5), 2); /* in the list once, over the text once */
	/* what comes in meanwhile stands in its own list */
	tale_bring_in(office, 1, letters);
	desk_awaits(&desk, "待我办 1 · 待认领 8");
	assert_int_equal(head_line(&desk, "待认领 8"), 2);
	assert_int_equal(cursor_line(&desk), line);
	desk_keys(&desk, "G F5 Home");
	head = head_line(&desk, "待认领 8");
	assert_int_equal(head, 4);
	g_autofree char *mine = tale_number_here(&desk);
	assert_string_equal(mine, number);
	desk_sees(&desk, "转来 孙初审分派"); /* why it is mine, and since when */
	desk_end(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(mine_first_then_what_is_to_be_taken_up),
	    tale(the_first_to_be_taken_up),
	    tale(pages_go_across_the_seam),
	    tale(what_becomes_mine_moves_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
