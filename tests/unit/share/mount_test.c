/* Which drives are refused, from lines as the kernel writes them. */
#include "unit.h"

#include "share/mount.h"

static const char table[] =
    "24 30 0:22 / /proc rw,nosuid shared:12 - proc proc rw\n"
    "30 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro\n"
    "41 30 0:41 / /mnt/office rw,relatime shared:2 master:7 - cifs //nas/office "
    "rw,vers=3.1.1,cache=strict,uid=0,soft,serverino\n"
    "42 30 0:42 / /mnt/old rw - cifs //nas/old rw,vers=3.1.1,cache=strict,nobrl\n"
    "43 30 0:43 / /mnt/loose rw - smb3 //nas/loose rw,cache=loose\n"
    "44 30 0:44 / /mnt/with\\040space rw - nfs4 nas:/x rw,vers=4.2,hard,local_lock=none\n"
    "45 30 0:45 / /mnt/soft rw - nfs4 nas:/x rw,vers=4.2,soft,local_lock=none\n"
    "46 30 0:46 / /mnt/nolock rw - nfs nas:/x rw,vers=3,nolock,local_lock=all\n"
    "47 30 0:47 / /mnt/three rw - nfs nas:/x rw,vers=3,hard,local_lock=none\n"
    "48 30 0:48 / /mnt/ssh rw - fuse.sshfs u@h:/ rw,user_id=0\n"
    "49 30 0:49 / /mnt/gluster rw - fuse.glusterfs n:/v rw,user_id=0\n"
    "50 30 0:50 / /mnt/vm rw - vboxsf share rw\n";

struct wish {
	int id;
	const char *point;
	bool is_smb;
	bool is_remote;
	bool is_fit;
	bool is_warned;
};

static void drives_are_judged_by_kind_and_options(void **state)
{
	static const struct wish wishes[] = {
	    {30, "/", false, false, true, false},
	    {41, "/mnt/office", true, true, true, false},
	    {42, "/mnt/old", true, true, false, false},
	    {43, "/mnt/loose", true, true, false, false},
	    {44, "/mnt/with space", false, true, true, false},
	    {45, "/mnt/soft", false, true, true, true},
	    {46, "/mnt/nolock", false, true, false, true},
	    {47, "/mnt/three", false, true, true, true},
	    {48, "/mnt/ssh", false, true, false, true},
	    {49, "/mnt/gluster", false, true, true, true},
	    {50, "/mnt/vm", false, true, false, true},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(wishes); i++) {
		const struct wish *wish = &wishes[i];
		struct mount mount;
		struct err err = {0};

		assert_true(mount_parse(table, wish->id, &mount));
		assert_string_equal(mount.point, wish->point);
		assert_int_equal(mount.is_smb, wish->is_smb);
		assert_int_equal(mount.is_remote, wish->is_remote);
		if (wish->is_fit)
			assert_works(mount_fit(&mount, &err), err);
		else
			assert_refused(mount_fit(&mount, &err), err, ERR_INPUT);
		assert_int_equal(mount_warning(&mount) != NULL, wish->is_warned);
		mount_clear(&mount);
	}
}

static void lines_that_are_none_are_passed_over(void **state)
{
	struct mount mount;

	(void)state;
	assert_false(mount_parse("", 1, &mount));
	assert_false(
	    mount_parse("30\n30 1\n30 1 8:1 / / rw shared:1\n30 1 8:1 / / rw -\n", 30, &mount));
	assert_false(mount_parse(table, 99, &mount));
}

static void this_computer_knows_its_own_mounts(void **state)
{
	struct mount mount;
	struct err err = {0};

	(void)state;
	assert_works(mount_find("/proc/self", &mount, &err), err);
	assert_string_equal(mount.type, "proc");
	mount_clear(&mount);
	assert_refused(mount_find("/nowhere/at/all", &mount, &err), err, ERR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(drives_are_judged_by_kind_and_options),
	    cmocka_unit_test(lines_that_are_none_are_passed_over),
	    cmocka_unit_test(this_computer_knows_its_own_mounts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
