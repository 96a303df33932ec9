/* The screen reads the mirror while the worker is stuck in a call of the share: nothing of the one
 * may wait for the other. */
#include "copy.h"

#include "mirror/pages.h"
#include "mirror/read.h"
#include "mirror/search.h"
#include "mirror/trail.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#define TOO_LONG_US (20 * G_USEC_PER_SEC)

/* A drive that does not answer until it is told to. */
static struct {
	GMutex mutex;
	GCond moved;
	bool is_stuck, may_go, was_late;
	GThread *stuck; /* the thread whose calls it is about */
} drive;

static void stand_still(void)
{
	gint64 until = g_get_monotonic_time() + TOO_LONG_US;

	g_mutex_lock(&drive.mutex);
	if (g_thread_self() == drive.stuck) {
		drive.is_stuck = true;
		g_cond_broadcast(&drive.moved);
		while (!drive.may_go && !drive.was_late)
			drive.was_late = !g_cond_wait_until(&drive.moved, &drive.mutex, until);
	}
	g_mutex_unlock(&drive.mutex);
}

static int still_close(int fd)
{
	stand_still();
	return close(fd);
}

static int still_stat(const char *path, struct stat *info)
{
	stand_still();
	return stat(path, info);
}

static void hook(const char *name, sqlite3_syscall_ptr call)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find("unix");

	assert_int_equal(vfs->xSetSystemCall(vfs, name, call), SQLITE_OK);
}

static void calls_get_stuck_from_now_on(bool they_do)
{
	g_mutex_lock(&drive.mutex);
	drive.stuck = they_do ? g_thread_self() : NULL;
	g_mutex_unlock(&drive.mutex);
}

/* As the worker does with a share that went away: it is closed, and opened once more. */
static void *close_share(void *path)
{
	sqlite3 *share = NULL;

	sqlite3_open(path, &share);
	sqlite3_exec(share, "CREATE TABLE t (x)", NULL, NULL, NULL);
	calls_get_stuck_from_now_on(true);
	sqlite3_close(share);
	calls_get_stuck_from_now_on(false);
	return NULL;
}

static void *open_share(void *path)
{
	sqlite3 *share = NULL;

	calls_get_stuck_from_now_on(true);
	sqlite3_open(path, &share);
	calls_get_stuck_from_now_on(false);
	sqlite3_close(share);
	return NULL;
}

/* All that a key may ask of the mirror. */
static void read_everything(struct mirror *reader)
{
	struct query query;
	struct tally tally;
	struct book_page page;
	struct dossier dossier;
	struct trail_query all = {0};
	struct trail_page trail;
	struct search_wish wish = {.words = "电梯"};
	struct err err = {0};
	bool done;

	mirror_changed(reader);
	query_init(&query);
	assert_works(mirror_count(reader, &query, 1000, &tally, &err), err);
	assert_int_equal(tally.count, 20);
	assert_works(mirror_page(reader, &query, NULL, PAGE_AFTER, 50, &page, &err), err);
	book_page_clear(&page);
	query_clear(&query);
	assert_works(mirror_read(reader, 1, &dossier, &err), err);
	dossier_clear(&dossier);
	assert_works(mirror_trail(reader, &all, 0, 50, &trail, &err), err);
	trail_page_clear(&trail);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct search *search = search_begin(reader, &wish, &err);
	assert_works(search && search_next(search, 50, 1000, found, &done, &err), err);
	search_free(search);
}

static void a_call_that_hangs_holds_no_reader(
    const char *name, sqlite3_syscall_ptr call, void *(*does)(void *path))
{
	struct copy copy;

	copy_open(&copy, 1);
	copy_fill(&copy, 20);
	read_everything(copy.reader);
	g_autofree char *share = g_build_filename(copy.dir, "share.db", NULL);
	hook(name, call);
	drive.is_stuck = drive.may_go = drive.was_late = false;
	GThread *worker = g_thread_new("worker", does, share);
	g_mutex_lock(&drive.mutex);
	while (!drive.is_stuck)
		g_cond_wait(&drive.moved, &drive.mutex);
	g_mutex_unlock(&drive.mutex);

	read_everything(copy.reader);

	g_mutex_lock(&drive.mutex);
	drive.may_go = true;
	g_cond_broadcast(&drive.moved);
	bool waited = drive.was_late;
	g_mutex_unlock(&drive.mutex);
	g_thread_join(worker);
	hook(name, NULL);
	assert_false(waited);
	copy_close(&copy);
}

static void a_drive_that_does_not_close_a_file_holds_no_reader(void **state)
{
	union {
		int (*hook)(int);
		sqlite3_syscall_ptr call;
	} ours = {.hook = still_close};

	(void)state;
	a_call_that_hangs_holds_no_reader("close", ours.call, close_share);
}

static void a_drive_that_does_not_find_a_file_holds_no_reader(void **state)
{
	union {
		int (*hook)(const char *, struct stat *);
		sqlite3_syscall_ptr call;
	} ours = {.hook = still_stat};

	(void)state;
	a_call_that_hangs_holds_no_reader("stat", ours.call, open_share);
}

/* Somebody reads at every single commit; only when the writer waits do they let go. */
static int let_go(void *of, int tries)
{
	struct copy *copy = of;

	mirror_let(copy->reader);
	return tries < 3;
}

static int64_t log_bytes(const struct copy *copy)
{
	g_autofree char *path = g_strconcat(copy->writer->path, "-wal", NULL);
	struct stat info;

	assert_int_equal(stat(path, &info), 0);
	return info.st_size;
}

static void the_log_ends_though_somebody_always_reads(void **state)
{
	struct copy copy;
	const int64_t page = 8192 + 24;

	(void)state;
	copy_open(&copy, 1);
	copy.writer->log_pages = copy.writer->log_next = 400;
	assert_int_equal(sqlite3_busy_handler(copy.writer->handle, let_go, &copy), SQLITE_OK);
	for (int i = 0; i < 60; i++) {
		mirror_hold(copy.reader);
		mirror_changed(copy.reader);
		copy_fill(&copy, 20);
		mirror_let(copy.reader);
	}
	/* twice the bound and a batch; without the wait it is all that was ever written */
	assert_in_range(log_bytes(&copy), 0, 1000 * page);
	copy_close(&copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_drive_that_does_not_close_a_file_holds_no_reader),
	    cmocka_unit_test(a_drive_that_does_not_find_a_file_holds_no_reader),
	    cmocka_unit_test(the_log_ends_though_somebody_always_reads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
