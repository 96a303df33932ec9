/* What the doctor says of good drives and of broken ones, and that it leaves nothing behind. */
#include "unit.h"

#include "share/cloud.h"
#include "share/doctor.h"
#include "share/drive.h"
#include "share/open.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define BROKEN "YANSHEN_TEST_PEER"

struct bench {
	char *dir;
	struct doctor_plan plan;
	struct diagnosis found;
	struct err err;
};

static int setup(void **state)
{
	struct bench *bench = g_new0(struct bench, 1);

	bench->dir = g_dir_make_tmp("yanshen-doctor-XXXXXX", NULL);
	bench->plan = (struct doctor_plan){.path = bench->dir, .trials = 12};
	*state = bench;
	return 0;
}

static int names_in(const char *dir)
{
	g_autoptr(GDir) files = g_dir_open(dir, 0, NULL);
	int count = 0;

	while (files && g_dir_read_name(files))
		count++;
	return count;
}

static int teardown(void **state)
{
	struct bench *bench = *state;

	g_unsetenv(BROKEN);
	g_unsetenv("YANSHEN_TEST_SHARE_DELAY_MS");
	diagnosis_clear(&bench->found);
	rmdir(bench->dir);
	g_free(bench->dir);
	g_free(bench);
	return 0;
}

/* The mark of one step; fails the test when it was not made. */
static const struct drive_check *check_of(const struct bench *bench, const char *id)
{
	for (guint i = 0; i < bench->found.checks->len; i++) {
		const struct drive_check *check = g_ptr_array_index(bench->found.checks, i);

		if (strcmp(check->id, id) == 0)
			return check;
	}
	fail_msg("no step %s was made", id);
	return NULL;
}

static void examine(struct bench *bench)
{
	diagnosis_clear(&bench->found);
	assert_works(share_doctor(&bench->plan, &bench->found, &bench->err), bench->err);
	assert_int_equal(names_in(bench->dir), 0);
}

static void a_local_disk_is_fit(void **state)
{
	static const char *const steps[] = {
	    "mount", "cloud", "folder", "locks", "sync", "fresh", "trip", "writes"};
	struct bench *bench = *state;

	bench->plan.trials = 0;
	examine(bench);
	assert_int_not_equal(bench->found.fit, UNFIT);
	assert_int_equal(bench->found.trials, DOCTOR_TRIALS);
	assert_true(
	    bench->found.commit_ms > 0 && bench->found.longest_ms >= bench->found.commit_ms);
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
		assert_int_equal(check_of(bench, steps[i])->mark, CHECK_GOOD);
}

static void nowhere_is_an_error(void **state)
{
	struct bench *bench = *state;

	bench->plan.path = "/nowhere/at/all";
	assert_refused(
	    share_doctor(&bench->plan, &bench->found, &bench->err), bench->err, ERR_INPUT);
}

/* The kernel's line, and what is said and proposed. */
struct planted {
	const char *line;
	const char *said; /* option or kind that is named */
	const char *proposed;
};

static void bad_mounts_are_refused_unwritten(void **state)
{
	static const struct planted all[] = {
	    {"41 1 0:4 / /mnt/office rw - cifs //nas/office rw,vers=3.0,nobrl,uid=10,gid=20\n",
		"nobrl", "//nas/office /mnt/office cifs vers=3.1.1,hard,cache=strict"},
	    {"41 1 0:4 / /mnt/two\\040words rw - smb3 //nas/o rw,cache=loose\n", "cache=loose",
		"//nas/o /mnt/two\\040words cifs "},
	    {"41 1 0:4 / /mnt/nfs rw - nfs nas:/x rw,vers=3,nolock,local_lock=all\n", "nolock",
		"nas:/x /mnt/nfs nfs4 vers=4.2,proto=tcp,hard,lookupcache=positive"},
	    {"41 1 0:4 / /mnt/ssh rw - fuse.sshfs u@h:/ rw\n", "fuse.sshfs", " cifs vers=3.1.1"},
	    {"41 1 0:4 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw\n",
		"fuse.gvfsd-fuse", " cifs vers=3.1.1"},
	};
	struct bench *bench = *state;
	struct stat before, after;

	assert_int_equal(stat(bench->dir, &before), 0);
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		struct mount mount;

		assert_true(mount_parse(all[i].line, 41, &mount));
		bench->plan.mount = &mount;
		examine(bench);
		assert_int_equal(bench->found.fit, UNFIT);
		assert_non_null(strstr(check_of(bench, "mount")->words, all[i].said));
		g_autofree char *line = doctor_mount_line(&bench->found.mount);
		assert_non_null(strstr(line, all[i].proposed));
		assert_null(strstr(line, all[i].said));
		g_autofree char *page = doctor_page(&bench->found.mount);
		assert_non_null(strstr(page, line));
		mount_clear(&mount);
	}
	assert_int_equal(stat(bench->dir, &after), 0);
	assert_true(before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
		    before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
}

static void the_line_keeps_what_is_the_offices_own(void **state)
{
	struct mount mount;

	(void)state;
	assert_true(mount_parse("41 1 0:4 / /mnt/o rw - cifs //nas/o "
				"rw,vers=3.1.1,uid=10,gid=20,file_mode=0660,soft\n",
	    41, &mount));
	g_autofree char *line = doctor_mount_line(&mount);
	assert_non_null(strstr(line, ",uid=10,gid=20,file_mode=0660 0 0"));
	assert_null(strstr(line, "soft"));
	mount_clear(&mount);
	assert_true(
	    mount_parse("41 1 0:4 / /mnt/v rw - fuse.glusterfs node:/vol rw\n", 41, &mount));
	g_autofree char *gluster = doctor_mount_line(&mount);
	assert_string_equal(gluster, "node:/vol /mnt/v glusterfs direct-io-mode=enable,"
				     "attribute-timeout=0,entry-timeout=0,_netdev 0 0");
	mount_clear(&mount);
}

static void broken_locks_and_old_data_are_told(void **state)
{
	static const char *const faults[][2] = {{"blind", "locks"}, {"stale", "fresh"}};
	struct bench *bench = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
		g_setenv(BROKEN, faults[i][0], TRUE);
		examine(bench);
		assert_int_equal(bench->found.fit, UNFIT);
		assert_int_equal(check_of(bench, faults[i][1])->mark, CHECK_BAD);
		assert_int_equal(bench->found.trials, 0); /* no more is written than that */
	}
	g_unsetenv(BROKEN);
	examine(bench);
	assert_int_not_equal(bench->found.fit, UNFIT);
}

static void a_second_path_must_be_the_same_folder(void **state)
{
	struct bench *bench = *state;
	g_autofree char *elsewhere = g_dir_make_tmp("yanshen-doctor-XXXXXX", NULL);

	bench->plan.other_path = elsewhere;
	examine(bench);
	assert_int_equal(bench->found.fit, UNFIT);
	assert_int_equal(check_of(bench, "folder")->mark, CHECK_BAD);
	bench->plan.other_path = bench->dir;
	examine(bench);
	assert_int_not_equal(bench->found.fit, UNFIT);
	assert_int_equal(rmdir(elsewhere), 0);
}

static void slow_is_fit_with_figures(void **state)
{
	struct bench *bench = *state;

	g_setenv("YANSHEN_TEST_SHARE_DELAY_MS", "12", TRUE);
	bench->plan.trials = 2;
	examine(bench);
	assert_int_equal(bench->found.fit, FIT_SLOW);
	assert_true(bench->found.trip_ms >= 12);
	assert_true(bench->found.commit_ms >= 12);
}

static bool never(void *of)
{
	int *left = of;

	return (*left)-- > 0;
}

static void stopped_it_leaves_nothing(void **state)
{
	struct bench *bench = *state;
	int left = 3;

	bench->plan.go_on = never;
	bench->plan.of = &left;
	assert_refused(
	    share_doctor(&bench->plan, &bench->found, &bench->err), bench->err, ERR_STOPPED);
	assert_int_equal(names_in(bench->dir), 0);
}

static void places_that_cannot_be_written(void **state)
{
	struct bench *bench = *state;

	if (mount("tmpfs", bench->dir, "tmpfs", 0, "size=16k") != 0) {
		print_message("no rights to mount: full and read-only disks are not tried\n");
		return;
	}
	bool made = share_doctor(&bench->plan, &bench->found, &bench->err);
	int left = names_in(bench->dir);
	int code = mount(NULL, bench->dir, NULL, MS_REMOUNT | MS_RDONLY, NULL);
	struct err err = {0};
	bool looked = code == 0 && share_doctor(&bench->plan, &bench->found, &err);

	assert_int_equal(umount(bench->dir), 0);
	assert_refused(made, bench->err, ERR_FULL);
	assert_int_equal(left, 0);
	assert_int_equal(code, 0);
	assert_works(looked, err);
	assert_int_equal(bench->found.fit, UNFIT);
	assert_int_equal(check_of(bench, "folder")->mark, CHECK_BAD);
}

static void a_second_account_is_tried(void **state)
{
	struct bench *bench = *state;
	const struct passwd *nobody = getpwnam("nobody");

	if (geteuid() != 0 || !nobody) {
		print_message("only root can act as another account: not tried\n");
		examine(bench);
		assert_int_equal(check_of(bench, "account")->mark, CHECK_NOTE);
		return;
	}
	assert_int_equal(chown(bench->dir, 0, nobody->pw_gid), 0);
	assert_int_equal(chmod(bench->dir, 02770), 0);
	examine(bench);
	assert_int_equal(check_of(bench, "account")->mark, CHECK_GOOD);
	assert_int_equal(chmod(bench->dir, 02750), 0);
	examine(bench);
	assert_int_equal(check_of(bench, "account")->mark, CHECK_NOTE);
	assert_int_not_equal(bench->found.fit, UNFIT);
	assert_int_equal(chmod(bench->dir, 0770), 0); /* no s: our files are of another group */
	examine(bench);
	assert_int_equal(check_of(bench, "account")->mark, CHECK_NOTE);
}

static void folders_of_cloud_drives_are_refused(void **state)
{
	static const char *const clouds[] = {"/home/wang/Nutstore Files/office",
	    "/home/wang/我的坚果云/稿件", "/home/wang/坚果云(2)/x", "/home/wang/OneDrive - 政协/x",
	    "/data/Dropbox", "/home/wang/WPS云盘/x", "/home/wang/百度网盘/x",
	    "/home/wang/BaiduSyncdisk/x"};
	static const char *const plain[] = {"/srv/office", "/home/wang/OneDriver/x",
	    "/mnt/dropbox-old/x", "/srv/关于百度网盘的建议"};
	struct bench *bench = *state;
	struct err err = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(clouds); i++)
		assert_refused(cloud_free(clouds[i], &err), err, ERR_INPUT);
	for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
		assert_works(cloud_free(plain[i], &err), err);

	g_autofree char *mark = g_build_filename(bench->dir, ".dropbox", NULL);
	g_autofree char *below = g_build_filename(bench->dir, "office", NULL);
	g_autofree char *db = g_build_filename(below, "x.db", NULL);
	assert_int_equal(mkdir(below, 0700), 0);
	assert_int_equal(mkdir(mark, 0700), 0); /* the program's settings are no mark */
	assert_works(cloud_free(below, &err), err);
	assert_int_equal(rmdir(mark), 0);
	assert_true(g_file_set_contents(mark, "", -1, NULL));
	bench->plan.path = below;
	assert_works(share_doctor(&bench->plan, &bench->found, &bench->err), bench->err);
	assert_int_equal(bench->found.fit, UNFIT);
	assert_int_equal(check_of(bench, "cloud")->mark, CHECK_BAD);
	assert_refused(share_create(db, NULL, NULL, &err), err, ERR_INPUT);
	assert_int_equal(names_in(below), 0);
	unlink(mark);
	rmdir(below);
}

/* The first start on a mount: tried once, and again when it is mounted otherwise. */
static void the_first_start_tries_the_drive(void **state)
{
	struct bench *bench = *state;
	g_autofree char *db = g_build_filename(bench->dir, "x.db", NULL);
	g_autofree char *keep = g_dir_make_tmp("yanshen-doctor-XXXXXX", NULL);
	g_autofree char *memory = g_build_filename(keep, "drives.ini", NULL);
	g_autofree char *text = NULL;

	assert_true(g_file_set_contents(db, "", -1, NULL));
	g_setenv(BROKEN, "blind", TRUE);
	assert_refused(drive_known(db, keep, &bench->err), bench->err, ERR_INPUT);
	assert_int_equal(names_in(bench->dir), 1);
	assert_int_equal(names_in(keep), 0);

	g_setenv(BROKEN, "sound", TRUE); /* any word has a local disk tried */
	assert_works(drive_known(db, keep, &bench->err), bench->err);
	g_setenv(BROKEN, "blind", TRUE);
	assert_works(drive_known(db, keep, &bench->err), bench->err); /* not tried again */
	assert_int_equal(names_in(bench->dir), 1);

	assert_true(g_file_get_contents(memory, &text, NULL, NULL));
	char *options = strstr(text, "options=");
	assert_non_null(options);
	options[strlen("options=")] ^= 1;
	assert_true(g_file_set_contents(memory, text, -1, NULL));
	assert_refused(drive_known(db, keep, &bench->err), bench->err, ERR_INPUT);

	g_unsetenv(BROKEN);
	assert_works(
	    drive_known(db, keep, &bench->err), bench->err); /* a local disk is not tried */
	assert_refused(drive_known("/nowhere/x.db", keep, &bench->err), bench->err, ERR_INPUT);
	unlink(memory);
	rmdir(keep);
	unlink(db);
}

/* SMB is mounted 'soft' where nobody says otherwise: said, and no reason to refuse it. */
static void a_soft_mount_is_noticed(void **state)
{
	static const char *const lines[] = {
	    "41 1 0:4 / /mnt/office rw - cifs //nas/office rw,vers=3.1.1,cache=strict,soft\n",
	    "41 1 0:4 / /mnt/office rw - cifs //nas/office rw,vers=3.1.1,cache=strict,hard\n",
	    "41 1 0:4 / /mnt/nfs rw - nfs4 nas:/x rw,vers=4.2,soft\n"};
	struct bench *bench = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		struct mount mount;
		int notices = 0;

		assert_true(mount_parse(lines[i], 41, &mount));
		bench->plan.mount = &mount;
		examine(bench);
		for (guint j = 0; j < bench->found.checks->len; j++) {
			const struct drive_check *check = g_ptr_array_index(bench->found.checks, j);

			notices += check->mark == CHECK_NOTE && strstr(check->words, "soft");
		}
		assert_int_equal(notices, i == 1 ? 0 : 1);
		assert_int_not_equal(bench->found.fit, UNFIT);
		bench->plan.mount = NULL;
		mount_clear(&mount);
	}
}

#define DOCTOR_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    DOCTOR_TEST(a_local_disk_is_fit),
	    DOCTOR_TEST(a_soft_mount_is_noticed),
	    DOCTOR_TEST(nowhere_is_an_error),
	    DOCTOR_TEST(bad_mounts_are_refused_unwritten),
	    DOCTOR_TEST(the_line_keeps_what_is_the_offices_own),
	    DOCTOR_TEST(broken_locks_and_old_data_are_told),
	    DOCTOR_TEST(a_second_path_must_be_the_same_folder),
	    DOCTOR_TEST(slow_is_fit_with_figures),
	    DOCTOR_TEST(stopped_it_leaves_nothing),
	    DOCTOR_TEST(places_that_cannot_be_written),
	    DOCTOR_TEST(a_second_account_is_tried),
	    DOCTOR_TEST(folders_of_cloud_drives_are_refused),
	    DOCTOR_TEST(the_first_start_tries_the_drive),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
