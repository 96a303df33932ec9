/* The nightly copy, as the people at the desks have it: made without a word, told when it is not.
 */
#include "tale.h"

#include <glib/gstdio.h>

#define NOON "1790000000000" /* 2026-09-21 14:13:20 UTC */
#define NEXT_DAY "1790086400000"

/* How many copies lie in a folder of the office. */
static int copies(const struct office *office, const char *name)
{
	g_autofree char *path = office_path(office, name);
	g_autoptr(GDir) files = g_dir_open(path, 0, NULL);
	const char *file;
	int count = 0;

	while (files && (file = g_dir_read_name(files)))
		count += g_str_has_suffix(file, ".db");
	return count;
}

static char *admin_of(const struct office *office)
{
	g_autofree char *list = office_does(office, 0, NULL, "person", "list", "--json", NULL);
	g_auto(GStrv) lines = g_strsplit(list, "\n", -1);
	char *name = NULL;

	for (int i = 0; lines[i] && !name; i++) {
		if (strstr(lines[i], "admin")) {
			const char *at = strstr(lines[i], "\"name\":\"") + strlen("\"name\":\"");
			name = g_strndup(at, strcspn(at, "\""));
		}
	}
	assert_non_null(name);
	return name;
}

static void set_nightly(const struct office *office, const char *folder)
{
	g_autofree char *admin = admin_of(office);
	g_autofree char *path = office_path(office, folder);

	assert_int_equal(g_mkdir_with_parents(path, 0700), 0);
	g_free(office_does(office, 0, admin, "nightly", path, NULL));
}

static void sit(struct desk *desk, const struct office *office, const char *who, const char *state,
    const char *clock)
{
	g_autofree char *held = g_strconcat("YANSHEN_TEST_CLOCK=", clock, NULL);
	struct desk_plan plan = {.person = who, .state = state, .env = {held}};

	desk_start_plan(desk, office, &plan);
}

static void the_first_desk_makes_it(void **state)
{
	const struct office *office = *state;
	struct desk first, second;

	set_nightly(office, "copies");
	sit(&first, office, "张编辑", "state", NOON);
	desk_keys(&first, "v p j"); /* answered once nothing is left to do */
	assert_int_equal(copies(office, "copies"), 1);
	sit(&second, office, "李初审", "state2", NOON);
	desk_keys(&second, "v p j");
	assert_int_equal(copies(office, "copies"), 1);
	desk_end(&second);
	desk_end(&first);
	sit(&second, office, "李初审", "state2", NEXT_DAY);
	desk_keys(&second, "v p j");
	assert_int_equal(copies(office, "copies"), 2);
	desk_end(&second);
	office_is_whole(office);
}

static void who_can_mend_it_is_told(void **state)
{
	const struct office *office = *state;
	g_autofree char *path = office_path(office, "copies");
	struct desk clerk, editor;

	set_nightly(office, "copies");
	assert_int_equal(g_rmdir(path), 0);
	sit(&clerk, office, "王收发", "state", NOON);
	desk_keys(&clerk, "v p");
	desk_awaits(&clerk, "夜间备份没有做成");
	desk_keys(&clerk, "j");
	desk_end(&clerk);
	sit(&editor, office, "张编辑", "state2", NOON);
	desk_keys(&editor, "v p j");
	desk_lacks(&editor, "夜间备份");
	desk_end(&editor);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(the_first_desk_makes_it),
	    tale(who_can_mend_it_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
