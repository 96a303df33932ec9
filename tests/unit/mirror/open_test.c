/* Where the mirror lies, who may read it, and what becomes of one that is no use. */
#include "copy.h"

#include "mirror/pages.h"
#include "mirror/place.h"
#include "mirror/read.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int64_t reports(struct mirror *mirror)
{
	struct query query;
	struct tally tally;
	struct err err = {0};

	query_init(&query);
	assert_works(mirror_count(mirror, &query, 1000, &tally, &err), err);
	query_clear(&query);
	return tally.count;
}

static void reopen(struct copy *copy)
{
	struct err err = {0};

	assert_works(mirror_open(&copy->place, &copy->writer, &copy->reader, &err), err);
	assert_non_null(copy->writer);
}

static void nobody_else_can_read_it(void **state)
{
	struct copy copy;

	(void)state;
	mode_t before = umask(0);
	copy_open(&copy, 1);
	copy_fill(&copy, 3);
	umask(before);
	g_autofree char *dir = place_dir(copy.dir, copy.place.share);
	g_autoptr(GDir) open_dir = g_dir_open(dir, 0, NULL);
	const char *name;
	int seen = 0;

	while ((name = g_dir_read_name(open_dir))) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		struct stat info;

		assert_int_equal(stat(path, &info), 0);
		assert_int_equal(info.st_mode & 077, 0);
		seen++;
	}
	assert_true(seen >= 4); /* database, wal, shm, lock */
	copy_close(&copy);
}

static void what_one_connection_stores_the_other_shows(void **state)
{
	struct copy copy;

	(void)state;
	copy_open(&copy, 1);
	mirror_changed(copy.reader);
	copy_fill(&copy, 3);
	assert_true(mirror_changed(copy.reader));
	assert_false(mirror_changed(copy.reader));
	assert_int_equal(reports(copy.reader), 3);
	copy_close(&copy);
}

/* A second process: POSIX forbids to keep SQLite open over fork, so the child opens for itself. */
static void a_second_process_reads_what_the_first_writes(void **state)
{
	struct copy copy;
	int status = 0;

	(void)state;
	copy_open(&copy, 1);
	copy_fill(&copy, 3);
	pid_t child = fork();
	if (child == 0) {
		struct mirror *writer = NULL;
		struct mirror *reader = NULL;
		struct err err = {0};
		bool good = mirror_open(&copy.place, &writer, &reader, &err) && writer && reader &&
			    !writer->off_disk && strcmp(writer->path, copy.writer->path) == 0 &&
			    reports(reader) == 3;
		_exit(good ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	copy_close(&copy);
}

/* Both write the one file; what was asked for before the other stored is not stored over it. */
static void what_another_has_overtaken_is_refused(void **state)
{
	struct copy copy;
	struct mirror *writer = NULL;
	struct mirror *reader = NULL;
	struct mirror_marks marks;
	struct err err = {0};

	(void)state;
	copy_open(&copy, 1);
	copy_fill(&copy, 3);
	assert_works(mirror_open(&copy.place, &writer, &reader, &err), err);
	assert_works(mirror_marks(writer, &marks, &err), err);
	struct changes *late = changes_new();
	late->state = marks.state;
	struct report *old = report_copy(g_ptr_array_index(copy.reports, 0));
	g_ptr_array_add(late->reports, old);

	struct report *now = g_ptr_array_index(copy.reports, 0);
	struct changes *changes = changes_new();
	now->state = STATE_CLOSED;
	changes->state = marks.state;
	copy_put(&copy, changes, now);
	assert_works(mirror_take(copy.writer, changes, &err), err);
	assert_refused(mirror_take(writer, late, &err), err, ERR_BUSY);
	assert_works(mirror_marks(writer, &marks, &err), err);
	g_autoptr(GPtrArray) rows = mirror_rows(reader, &now->id, 1, &err);
	assert_works(rows, err);
	assert_int_equal(((struct row *)g_ptr_array_index(rows, 0))->report->state, STATE_CLOSED);
	/* Read anew it is as good as any. */
	late->state = marks.state;
	assert_works(mirror_take(writer, late, &err), err);
	changes_free(late);
	changes_free(changes);
	mirror_close(reader);
	mirror_close(writer);
	copy_close(&copy);
}

/* One of them makes the first copy, the next when that one has gone. */
static void one_leads_and_the_next_takes_over(void **state)
{
	struct copy copy;
	struct mirror *writer = NULL;
	struct mirror *reader = NULL;
	struct err err = {0};

	(void)state;
	copy_open(&copy, 1);
	assert_works(mirror_open(&copy.place, &writer, &reader, &err), err);
	assert_true(mirror_leads(copy.writer));
	assert_false(mirror_leads(writer));
	assert_true(mirror_leads(copy.writer));
	mirror_close(copy.writer);
	assert_true(mirror_leads(writer));
	copy.writer = writer;
	mirror_close(reader);
	copy_close(&copy);
}

/* A file that somebody has open is not taken away under them, but by the last of them. */
static void damage_that_one_met_waits_for_the_last(void **state)
{
	struct copy copy;
	struct mirror *writer = NULL;
	struct mirror *reader = NULL;
	struct err err = {0};

	(void)state;
	copy_open(&copy, 1);
	copy_fill(&copy, 3);
	assert_works(mirror_open(&copy.place, &writer, &reader, &err), err);
	writer->is_damaged = true;
	mirror_close(reader);
	mirror_close(writer);
	assert_int_equal(reports(copy.reader), 3);
	assert_int_equal(access(copy.writer->path, F_OK), 0);
	mirror_close(copy.reader);
	mirror_close(copy.writer);
	reopen(&copy);
	assert_int_equal(reports(copy.reader), 0);
	copy_close(&copy);
}

static void off_the_disk_leaves_no_file(void **state)
{
	struct copy copy;
	struct mirror *writer = NULL;
	struct mirror *reader = NULL;
	struct mirror *first = NULL;
	struct err err = {0};

	(void)state;
	copy_open(&copy, 1);
	copy.place.off_disk = true;
	assert_works(mirror_open(&copy.place, &writer, &reader, &err), err);
	assert_int_not_equal(access(writer->path, F_OK), 0);
	first = copy.writer;
	copy.writer = writer;
	copy_fill(&copy, 500); /* past a checkpoint of the log */
	copy_fill(&copy, 500);
	copy.writer = first;
	assert_int_equal(reports(reader), 1000);
	assert_int_not_equal(access(writer->path, F_OK), 0);
	g_autofree char *wal = g_strconcat(writer->path, "-wal", NULL);
	assert_int_not_equal(access(wal, F_OK), 0);
	mirror_close(reader);
	mirror_close(writer);
	copy_close(&copy);
}

static void spoil(struct copy *copy, const char *how)
{
	g_autofree char *path = g_strdup(copy->writer->path);

	mirror_close(copy->reader);
	mirror_close(copy->writer);
	if (strcmp(how, "version") == 0) {
		struct err err = {0};
		struct mirror *other = local_open(path, true, &err);

		assert_non_null(other);
		assert_works(local_exec(other, "PRAGMA user_version = 4", &err), err);
		local_close(other);
		return;
	}
	int fd = open(path, O_WRONLY | (strcmp(how, "empty") == 0 ? O_TRUNC : 0));
	assert_true(fd >= 0);
	static const char rubbish[8192];
	if (strcmp(how, "header") == 0)
		assert_int_equal(pwrite(fd, rubbish, 100, 0), 100);
	close(fd);
}

static void one_that_is_no_use_is_made_anew(void **state)
{
	static const char *const ways[] = {"version", "header", "empty"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		struct copy copy;

		copy_open(&copy, 1);
		copy_fill(&copy, 3);
		spoil(&copy, ways[i]);
		reopen(&copy);
		assert_int_equal(reports(copy.reader), 0);
		copy_close(&copy);
	}
}

static void damage_met_on_the_way_ends_that_mirror(void **state)
{
	struct copy copy;
	struct err err = {0};
	struct dossier dossier;

	(void)state;
	copy_open(&copy, 1);
	copy_fill(&copy, 300);
	g_autofree char *path = g_strdup(copy.writer->path);
	mirror_close(copy.reader);
	mirror_close(copy.writer);
	int fd = open(path, O_WRONLY);
	for (off_t at = 5 * 8192; at < lseek(fd, 0, SEEK_END); at += 8192)
		assert_int_equal(
		    pwrite(fd, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10, at), 10);
	close(fd);
	reopen(&copy);
	bool failed = false;
	for (int64_t id = 1; !failed && id <= 300; id++) {
		failed = !mirror_read(copy.writer, id, &dossier, &err);
		dossier_clear(&dossier);
	}
	assert_true(failed);
	assert_int_equal(err.kind, ERR_DAMAGED);
	mirror_close(copy.reader);
	mirror_close(copy.writer);
	reopen(&copy);
	assert_int_equal(reports(copy.reader), 0);
	copy_close(&copy);
}

static void another_office_at_the_same_path_has_another_mirror(void **state)
{
	struct copy copy;

	(void)state;
	copy_open(&copy, 1);
	copy_fill(&copy, 3);
	g_autofree char *before = g_strdup(copy.writer->path);
	mirror_close(copy.reader);
	mirror_close(copy.writer);
	copy.place.office = "SECOND";
	reopen(&copy);
	assert_int_equal(reports(copy.reader), 0);
	assert_int_not_equal(access(before, F_OK), 0);
	copy_close(&copy);
}

static void a_copied_database_does_not_mix_with_its_original(void **state)
{
	struct copy copy;
	struct mirror *writer = NULL;
	struct mirror *reader = NULL;
	struct err err = {0};

	(void)state;
	copy_open(&copy, 1);
	copy_fill(&copy, 3);
	copy.place.share = "/share/copy.db";
	assert_works(mirror_open(&copy.place, &writer, &reader, &err), err);
	assert_int_equal(reports(reader), 0);
	mirror_close(reader);
	mirror_close(writer);
	copy_close(&copy);
}

static void while_the_share_is_away_its_path_finds_the_mirror(void **state)
{
	struct copy copy;
	struct err err = {0};
	char *office = NULL;

	(void)state;
	copy_open(&copy, 1);
	copy_fill(&copy, 3);
	struct mirror *away = mirror_open_away(copy.dir, "/share/office.db", &office, &err);
	assert_non_null(away);
	assert_string_equal(office, "OFFICE");
	assert_int_equal(reports(away), 3);
	assert_false(mirror_writes(away));
	mirror_close(away);
	g_free(office);
	assert_null(mirror_open_away(copy.dir, "/share/never.db", &office, &err));
	assert_int_equal(err.kind, ERR_NONE);
	copy_close(&copy);
}

static void network_drives_are_known_by_their_kind(void **state)
{
	(void)state;
	assert_true(place_is_remote(0x6969, NULL));
	assert_true(place_is_remote((long)0xFE534D42, NULL));
	assert_true(place_is_remote(0x65735546, "fuse.sshfs"));
	assert_true(place_is_remote(0x65735546, "fuse.glusterfs"));
	assert_true(place_is_remote(0x65735546, NULL));
	assert_false(place_is_remote(0x65735546, "fuseblk"));
	assert_false(place_is_remote(0xEF53, NULL)); /* ext4 */
	assert_false(place_is_remote(0x01021994, NULL)); /* tmpfs */
	assert_false(place_is_remote(0x9123683E, NULL)); /* btrfs */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nobody_else_can_read_it),
	    cmocka_unit_test(what_one_connection_stores_the_other_shows),
	    cmocka_unit_test(a_second_process_reads_what_the_first_writes),
	    cmocka_unit_test(what_another_has_overtaken_is_refused),
	    cmocka_unit_test(one_leads_and_the_next_takes_over),
	    cmocka_unit_test(damage_that_one_met_waits_for_the_last),
	    cmocka_unit_test(off_the_disk_leaves_no_file),
	    cmocka_unit_test(one_that_is_no_use_is_made_anew),
	    cmocka_unit_test(damage_met_on_the_way_ends_that_mirror),
	    cmocka_unit_test(another_office_at_the_same_path_has_another_mirror),
	    cmocka_unit_test(a_copied_database_does_not_mix_with_its_original),
	    cmocka_unit_test(while_the_share_is_away_its_path_finds_the_mirror),
	    cmocka_unit_test(network_drives_are_known_by_their_kind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
