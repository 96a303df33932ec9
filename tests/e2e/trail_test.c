/* The trail of a report is filtered and searched like the queue. */
#include "tale.h"

/* A report that has been through several hands. */
static char *with_a_history(struct desk *desk, const struct office *office)
{
	char *number = office_number(office, "review", 0);

	desk_start(desk, office, "赵审核", 140, 40);
	tale_go(desk, number);
	desk_keys(desk, "Tab Tab");
	return number;
}

static void filtered_and_counted(void **state)
{
	struct desk desk;
	g_autofree char *number = with_a_history(&desk, *state);

	desk_line_sees(&desk, 1, "[办理记录]");
	desk_line_sees(&desk, -1, "筛选记录");
	desk_sees(&desk, "王收发 收稿登记");
	desk_sees(&desk, "送审 →");
	/* by a person: what the others did is hidden, and counted */
	desk_keys(&desk, "\\");
	desk_type(&desk, "王收发");
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "王收发 收稿登记");
	desk_lacks(&desk, "送审 →");
	desk_line_sees(&desk, 1, "[办理记录 1 条，隐去");
	desk_sees(&desk, "√ 初审 李初审"); /* the strip is not filtered */
	/* by a move, and not by a person; full-width is the same */
	desk_keys(&desk, "\\ C-u");
	desk_type(&desk, "→ ！王收发");
	desk_keys(&desk, "Enter");
	desk_lacks(&desk, "王收发 收稿登记");
	desk_sees(&desk, "送审 →");
	desk_keys(&desk, "\\ C-u");
	desk_type(&desk, "没有这样的字");
	desk_keys(&desk, "Enter");
	desk_line_sees(&desk, 1, "[办理记录 0 条，隐去");
	desk_sees(&desk, "没有符合的记录");
	desk_keys(&desk, "Esc"); /* all again, and the focus is still here */
	desk_line_sees(&desk, 1, "[办理记录]");
	desk_sees(&desk, "王收发 收稿登记");
	desk_sees(&desk, "送审 →");
	desk_line_sees(&desk, -1, "筛选记录");
	desk_keys(&desk, "Esc"); /* now back */
	desk_line_sees(&desk, -1, "全文查找");
	desk_end(&desk);
}

/* Row of the cursor. */
static int here(struct desk *desk)
{
	int row, col;

	desk_cursor(desk, &row, &col);
	return row;
}

static void searched_to_and_fro(void **state)
{
	struct desk desk;
	g_autofree char *number = with_a_history(&desk, *state);
	int received, col, newest = here(&desk);

	desk_keys(&desk, "/");
	desk_sees(&desk, "在办理记录中查找");
	desk_type(&desk, "收稿登记");
	desk_keys(&desk, "Enter");
	desk_find(&desk, "王收发 收稿登记", &received, &col);
	assert_int_equal(here(&desk), received);
	assert_true(received < newest);
	desk_line_sees(&desk, -2, "办理记录中有 1 处");
	desk_line_sees(&desk, 1, number); /* still the same report: only its trail was searched */
	desk_keys(&desk, "Esc / C-u");
	desk_type(&desk, "张编辑");
	desk_keys(&desk, "Enter");
	int first = here(&desk);
	assert_true(first > received);
	desk_keys(&desk, "n n");
	int later = here(&desk);
	assert_true(later >= first);
	desk_keys(&desk, "N N");
	assert_int_equal(here(&desk), first);
	desk_keys(&desk, "N"); /* round the beginning, to the last */
	assert_true(here(&desk) >= later);
	desk_keys(&desk, "/ C-u");
	desk_type(&desk, "没有这样的字");
	desk_keys(&desk, "Enter");
	desk_line_sees(&desk, -2, "没有“没有这样的字”");
	desk_keys(&desk, "F1");
	desk_sees(&desk, "筛选记录");
	desk_keys(&desk, "Esc Esc Esc");
	desk_keys(&desk, "/"); /* in the list it is the search of all texts, as ever */
	desk_sees(&desk, "─ 全文查找 ─");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(filtered_and_counted),
	    tale(searched_to_and_fro),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
