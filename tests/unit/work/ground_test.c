/* Ground under the worker: a share that is not there, comes back, is another one, is large. */
#include "unit.h"

#include "share/init.h"
#include "mirror/read.h"
#include "mirror/take.h"
#include "work/deed.h"
#include "work/sync.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define MANY 20500 /* events: more than what is copied in one go */

struct place {
	char *dir, *db, *away, *state;
};

static void remove_all(const char *dir)
{
	const char *argv[] = {"rm", "-rf", dir, NULL};

	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL,
	    NULL, NULL, NULL, NULL, NULL));
}

static void make_office(const char *path, const char *name)
{
	struct err err = {0};
	struct office office = {.name = name,
	    .level = "city",
	    .person = "王收发",
	    .login = "wang",
	    .desk = "t",
	    .program = "t",
	    .now_ms = 1780000000000};
	struct share *share = share_init(path, &office, &err);

	assert_works(share != NULL, err);
	share_close(share);
}

static void begin(struct place *place)
{
	place->dir = g_dir_make_tmp("ground-XXXXXX", NULL);
	place->db = g_build_filename(place->dir, "desk.db", NULL);
	place->away = g_build_filename(place->dir, "away.db", NULL);
	place->state = g_build_filename(place->dir, "state", NULL);
	make_office(place->db, "甲");
}

static void end(struct place *place)
{
	remove_all(place->dir);
	g_free(place->dir);
	g_free(place->db);
	g_free(place->away);
	g_free(place->state);
}

static bool open_ground(
    const struct place *place, struct ground *ground, struct mirror **reader, struct err *err)
{
	struct ground_plan plan = {.path = place->db, .state_dir = place->state};

	return ground_open(ground, &plan, reader, err);
}

static void close_ground(struct ground *ground, struct mirror *reader)
{
	mirror_close(reader);
	ground_close(ground);
}

static struct deed *setting(const char *value)
{
	struct deed *deed = deed_new(MOVE_SETTING, 1);

	deed->key = g_strdup("office.motto");
	deed->value = g_strdup(value);
	return deed;
}

static void set_works(struct ground *ground, const char *value)
{
	struct err err = {0};
	struct deed *deed = setting(value);

	assert_works(deed_do(ground, deed, &err), err);
	deed_free(deed);
}

static void motto_is(struct mirror *reader, const char *value)
{
	g_autofree char *found = mirror_setting(reader, "office.motto", "");

	assert_string_equal(found, value);
}

/* A desk that has been here once starts without the share, and goes on when it is back. */
static void a_share_that_comes_back_is_used(void **state)
{
	struct place place;
	struct ground ground;
	struct mirror *reader;
	struct err err = {0};

	(void)state;
	begin(&place);
	assert_works(open_ground(&place, &ground, &reader, &err), err);
	set_works(&ground, "一");
	close_ground(&ground, reader);

	assert_int_equal(g_rename(place.db, place.away), 0);
	assert_works(open_ground(&place, &ground, &reader, &err), err);
	assert_null(ground.share);
	assert_true(ground.away_since_ms > 0);
	motto_is(reader, "一");
	assert_refused(sync_news(&ground, &err), err, ERR_AWAY);
	struct deed *deed = setting("二");
	assert_refused(deed_do(&ground, deed, &err), err, ERR_AWAY);
	deed_free(deed);

	assert_int_equal(g_rename(place.away, place.db), 0);
	ground.retry_ms = 0;
	set_works(&ground, "三");
	motto_is(reader, "三");
	assert_int_equal(ground.away_since_ms, 0);
	close_ground(&ground, reader);
	end(&place);
}

static void a_desk_that_was_never_here_says_what_is_wrong(void **state)
{
	struct place place;
	struct ground ground;
	struct mirror *reader;
	struct err err = {0};

	(void)state;
	begin(&place);
	assert_int_equal(g_rename(place.db, place.away), 0);
	assert_refused(open_ground(&place, &ground, &reader, &err), err, ERR_INPUT);
	close_ground(&ground, reader);
	end(&place);
}

static bool open_on_copy(
    const struct place *place, struct ground *ground, struct mirror **reader, struct err *err)
{
	struct ground_plan plan = {
	    .path = place->db, .state_dir = place->state, .copy_first = true};

	return ground_open(ground, &plan, reader, err);
}

/* The screen opens on the copy, whatever the drive does; the first job opens the share. */
static void a_desk_opens_on_its_copy_without_the_share(void **state)
{
	struct place place;
	struct ground ground;
	struct mirror *reader;
	struct err err = {0};

	(void)state;
	begin(&place);
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	assert_non_null(ground.share); /* there was no copy yet */
	set_works(&ground, "一");
	close_ground(&ground, reader);

	assert_int_equal(g_rename(place.db, place.away), 0);
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	assert_int_equal(ground.away.kind, ERR_NONE); /* nobody has looked */
	motto_is(reader, "一");
	assert_int_equal(g_rename(place.away, place.db), 0);
	set_works(&ground, "二");
	motto_is(reader, "二");
	close_ground(&ground, reader);

	assert_int_equal(g_rename(place.db, place.away), 0);
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	assert_refused(sync_news(&ground, &err), err, ERR_AWAY);
	assert_false(ground.unfit);
	close_ground(&ground, reader);
	end(&place);
}

/* What lies there is not what the copy is of: said as it is, and told to be opened without it. */
static void a_copy_of_something_else_is_left(void **state)
{
	struct place place;
	struct ground ground;
	struct mirror *reader;
	struct err err = {0};

	(void)state;
	begin(&place);
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	set_works(&ground, "一");
	close_ground(&ground, reader);

	assert_true(g_file_set_contents(place.db, "not a database", -1, NULL));
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	assert_refused(sync_news(&ground, &err), err, ERR_INPUT);
	assert_true(ground.unfit);
	close_ground(&ground, reader);

	assert_int_equal(g_unlink(place.db), 0);
	make_office(place.db, "乙");
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	assert_refused(sync_news(&ground, &err), err, ERR_DAMAGED);
	assert_true(ground.unfit);
	close_ground(&ground, reader);
	assert_works(open_ground(&place, &ground, &reader, &err), err);
	set_works(&ground, "三");
	motto_is(reader, "三");
	close_ground(&ground, reader);
	end(&place);
}

/* While it ran, somebody put another office's file there: nothing is written into that. */
static void another_office_at_the_place_is_not_written(void **state)
{
	struct place place;
	struct ground ground;
	struct mirror *reader;
	struct err err = {0};

	(void)state;
	begin(&place);
	assert_works(open_ground(&place, &ground, &reader, &err), err);
	set_works(&ground, "一");
	assert_int_equal(g_rename(place.db, place.away), 0);
	make_office(place.db, "乙");
	struct deed *deed = setting("二");
	assert_refused(deed_do(&ground, deed, &err), err, ERR_AWAY);
	ground.retry_ms = 0;
	assert_refused(deed_do(&ground, deed, &err), err, ERR_AWAY);
	deed_free(deed);
	motto_is(reader, "一");
	close_ground(&ground, reader);
	end(&place);
}

/* An older copy was put back: what this desk has seen is gone, and nothing is written any more. */
static void a_file_that_was_rolled_back_is_not_written(void **state)
{
	struct place place;
	struct ground ground;
	struct mirror *reader;
	struct err err = {0};
	char *bytes;
	size_t len;

	(void)state;
	begin(&place);
	assert_true(g_file_get_contents(place.db, &bytes, &len, NULL));
	assert_works(open_ground(&place, &ground, &reader, &err), err);
	set_works(&ground, "一");
	close_ground(&ground, reader);
	assert_true(g_file_set_contents(place.db, bytes, (gssize)len, NULL));
	g_free(bytes);

	assert_works(open_ground(&place, &ground, &reader, &err), err);
	assert_refused(sync_news(&ground, &err), err, ERR_STALE);
	struct deed *deed = setting("二");
	assert_refused(deed_do(&ground, deed, &err), err, ERR_DAMAGED);
	deed_free(deed);
	struct job *look = sync_look_job(NULL);
	job_do(&ground, look);
	assert_int_equal(look->err.kind, ERR_STALE);
	job_free(look);
	close_ground(&ground, reader);
	end(&place);
}

static void fill(const char *path, int count)
{
	struct err err = {0};
	struct share *share = share_open(path, false, &err);

	assert_works(share != NULL, err);
	struct bulk *bulk = bulk_begin(share, 5000, &err);
	assert_works(bulk != NULL, err);
	for (int i = 0; i < count; i++) {
		struct done done = {0};
		struct act act = {.ask = {.move = MOVE_SETTING},
		    .actor = 1,
		    .desk = "t",
		    .program = "t",
		    .now_ms = 1780000000000 + i,
		    .key = "office.motto",
		    .value = "x"};

		assert_works(bulk_move(bulk, &act, &done, &err), err);
		done_clear(&done);
	}
	assert_works(bulk_end(bulk, &err), err);
	share_close(share);
}

/*
 * A large file comes newest first; the rest follows in looks, though nobody writes meanwhile, and a
 * decision does not wait for it.
 */
static void a_first_copy_goes_on_to_its_end(void **state)
{
	struct place place;
	struct ground ground;
	struct mirror *reader;
	struct mirror_marks marks;
	struct err err = {0};

	(void)state;
	begin(&place);
	fill(place.db, MANY);
	assert_works(open_ground(&place, &ground, &reader, &err), err);
	assert_works(sync_first(&ground, &err), err);
	set_works(&ground, "急");
	motto_is(reader, "急");
	assert_works(mirror_marks(reader, &marks, &err), err);
	assert_true(marks.lowest_seq > 1);
	assert_false(marks.whole);

	struct job *look = sync_look_job(NULL);
	assert_true(job_slice(&ground, look));
	assert_true(atomic_load(&look->all) > atomic_load(&look->done));
	job_free(look); /* broken off, as when the desk is closed */
	look = sync_look_job(NULL);
	job_do(&ground, look);
	assert_int_equal(look->err.kind, ERR_NONE);
	job_free(look);
	assert_works(mirror_marks(reader, &marks, &err), err);
	assert_true(marks.whole);
	close_ground(&ground, reader);
	end(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_share_that_comes_back_is_used),
	    cmocka_unit_test(a_desk_that_was_never_here_says_what_is_wrong),
	    cmocka_unit_test(a_desk_opens_on_its_copy_without_the_share),
	    cmocka_unit_test(a_copy_of_something_else_is_left),
	    cmocka_unit_test(another_office_at_the_place_is_not_written),
	    cmocka_unit_test(a_file_that_was_rolled_back_is_not_written),
	    cmocka_unit_test(a_first_copy_goes_on_to_its_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
