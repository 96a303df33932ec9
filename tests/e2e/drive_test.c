/* The drive and its backups, as an administrator asks for them on the command line. */
#include "office.h"

#include <glib/gstdio.h>
#include <unistd.h>

static void doctor_says_fit_and_unfit(void **state)
{
	struct office office;
	g_autofree char *synced = NULL;

	(void)state;
	office_empty(&office);
	synced = office_path(&office, "坚果云");
	assert_int_equal(g_mkdir(synced, 0700), 0);
	g_autofree char *fit = office_does(&office, 0, NULL, "doctor", office.dir, NULL);
	assert_non_null(strstr(fit, "适用"));
	assert_null(strstr(fit, "不适用"));
	g_autofree char *line = office_does(&office, 2, NULL, "doctor", "--json", synced, NULL);
	assert_non_null(strstr(line, "\"verdict\":\"unfit\""));
	g_autofree char *cloud = office_does(&office, 2, NULL, "doctor", synced, NULL);
	assert_non_null(strstr(cloud, "不适用"));
	assert_non_null(strstr(cloud, "给文件服务器管理员"));
	assert_int_equal(rmdir(synced), 0); /* nothing was left in it */
	g_free(office_does(&office, 2, NULL, "doctor", synced, NULL));
	office_close(&office);
}

/* The path that a backup says it has made. */
static char *copy_in(const char *said)
{
	const char *begin = strchr(said, '/');
	const char *end = begin ? strstr(begin, ".db\n") : NULL;

	assert_non_null(end);
	return g_strndup(begin, (gsize)(end - begin) + strlen(".db"));
}

static void a_backup_opens_and_verifies(void **state)
{
	struct office office;

	(void)state;
	office_open(&office);
	g_autofree char *kept = office_path(&office, "kept");
	assert_int_equal(g_mkdir(kept, 0700), 0);
	g_autofree char *said = office_does(&office, 0, NULL, "backup", kept, NULL);
	struct office copy = {.dir = office.dir, .db = copy_in(said)};

	office_is_whole(&copy);
	/* What is done afterwards is not in it. */
	g_autofree char *number = office_number(&office, "incoming", 0);
	g_free(office_does(&office, 0, "李初审", "accept", number, NULL));
	g_autofree char *state_now = office_field(&office, number, "state");
	g_autofree char *state_then = office_field(&copy, number, "state");
	assert_string_equal(state_now, "editing");
	assert_string_equal(state_then, "incoming");
	g_free(copy.db);
	office_close(&office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(doctor_says_fit_and_unfit),
	    cmocka_unit_test(a_backup_opens_and_verifies),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
