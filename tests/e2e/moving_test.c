/* The ground moves below an open desk: a newer form of the database, a backup put in its place. */
#include "tale.h"

#include <glib/gstdio.h>

static char *admin_of(const struct office *office)
{
	g_autofree char *list = office_does(office, 0, NULL, "person", "list", "--json", NULL);
	g_auto(GStrv) lines = g_strsplit(list, "\n", -1);
	char *name = NULL;

	for (int i = 0; lines[i] && !name; i++) {
		const char *at = strstr(lines[i], "\"name\":\"");

		if (at && strstr(lines[i], "admin"))
			name = g_strndup(at + 8, strcspn(at + 8, "\""));
	}
	assert_non_null(name);
	return name;
}

static void sit(struct desk *desk, const struct office *office, const char *who, const char *env)
{
	struct desk_plan plan = {.person = who, .state = "state2", .env = {env}};

	desk_start_plan(desk, office, &plan);
}

/* What one did after the backup is named to the one who did it, and can be done again. */
static void a_backup_is_put_in_place(void **state)
{
	const struct office *office = *state;
	g_autofree char *admin = admin_of(office);
	g_autofree char *number = office_number(office, "incoming", 0);
	g_autofree char *kept = office_path(office, "kept");
	struct desk desk;

	assert_int_equal(g_mkdir(kept, 0700), 0);
	g_free(office_does(office, 0, admin, "backup", kept, NULL));
	g_autoptr(GDir) files = g_dir_open(kept, 0, NULL);
	const char *name = NULL;
	while ((name = g_dir_read_name(files)) && !g_str_has_suffix(name, ".db"))
		continue;
	assert_non_null(name);
	g_autofree char *backup = g_build_filename(kept, name, NULL);

	sit(&desk, office, "李初审", NULL);
	tale_go(&desk, number);
	desk_keys(&desk, "F6");
	desk_sees(&desk, "拟用 → 待编辑");
	g_free(office_does(office, 0, admin, "restore", backup, "--note", "服务器出错", NULL));
	desk_awaits(&desk, "数据库已恢复到较早的状态");
	desk_sees(&desk, number);
	desk_sees(&desk, "请重新办理");
	desk_keys(&desk, "Esc");
	tale_go(&desk, number);
	desk_keys(&desk, "F6");
	desk_sees(&desk, "拟用 → 待编辑");
	desk_end(&desk);
	office_is_whole(office);
}

/* An older program beside a migrated database: it says so, shows what it has, and loses no word. */
static void the_form_becomes_a_newer_one(void **state)
{
	const struct office *office = *state;
	g_autofree char *admin = admin_of(office);
	g_autofree char *number = office_number(office, "incoming", 0);
	struct desk desk;

	g_free(office_does(office, 0, NULL, "list", NULL));
	/* The office as a program of form 1 would have it: the tables are the same. */
	g_autofree char *bytes = NULL;
	size_t len;
	assert_true(g_file_get_contents(office->db, &bytes, &len, NULL));
	bytes[63] = 1; /* user_version, big-endian */
	assert_true(g_file_set_contents(office->db, bytes, (gssize)len, NULL));

	sit(&desk, office, "李初审", "YANSHEN_TEST_SCHEMA=1");
	tale_go(&desk, number);
	g_free(office_does(office, 0, admin, "migrate", NULL));
	desk_keys(&desk, "F6");
	desk_awaits(&desk, "请升级本机程序");
	desk_sees(&desk, number + 5); /* what it has is shown on */
	desk_end(&desk);
	g_autofree char *where = office_field(office, number, "state");
	assert_string_equal(where, "incoming");
	office_is_whole(office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(a_backup_is_put_in_place),
	    tale(the_form_becomes_a_newer_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
