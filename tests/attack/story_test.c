/* A desk on whose screen the clerk learns that the file was put back to an older one. */
#include "tests/e2e/tale.h"

static void the_desk_says_that_the_file_was_put_back(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "incoming", 0);
	g_autofree char *old = NULL;
	struct desk desk;
	size_t len;

	assert_true(g_file_get_contents(office->db, &old, &len, NULL));
	desk_start(&desk, office, "李初审", 120, 36);
	tale_go(&desk, number);
	desk_keys(&desk, "F6");
	desk_sees(&desk, "待编辑");
	assert_true(g_file_set_contents(office->db, old, (gssize)len, NULL));
	desk_awaits(&desk, "已停止写入");
	/* Reading goes on, and what was decided still stands on this desk. */
	tale_go(&desk, number);
	desk_sees(&desk, "待编辑");
	desk_sees(&desk, "已停止写入");
	desk_end(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(the_desk_says_that_the_file_was_put_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
