/* Ground under the worker: a share that is not there, comes back, is another one. */
#include "site.h"

#include "share/init.h"
#include "mirror/read.h"
#include "mirror/take.h"
#include "work/deed.h"
#include "work/look.h"
#include "work/sync.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* A desk that has been here once starts without the share, and goes on when it is back. */
static void a_share_that_comes_back_is_used(void **state)
{
	struct site place;
	struct ground ground;
	struct mirror *reader;
	struct err err = {0};

	(void)state;
	site_begin(&place);
	assert_works(site_open(&place, &ground, &reader, &err), err);
	site_set(&ground, "一");
	site_close(&ground, reader);

	assert_int_equal(g_rename(place.db, place.away), 0);
	assert_works(site_open(&place, &ground, &reader, &err), err);
	assert_null(ground.share);
	assert_true(ground.away_since_ms > 0);
	site_motto_is(reader, "一");
	assert_refused(sync_news(&ground, &err), err, ERR_AWAY);
	struct deed *deed = site_setting("二");
	assert_refused(deed_do(&ground, deed, &err), err, ERR_AWAY);
	deed_free(deed);

	assert_int_equal(g_rename(place.away, place.db), 0);
	ground.retry_ms = 0;
	site_set(&ground, "三");
	site_motto_is(reader, "三");
	assert_int_equal(ground.away_since_ms, 0);
	site_close(&ground, reader);
	site_end(&place);
}

static void a_desk_that_was_never_here_says_what_is_wrong(void **state)
{
	struct site place;
	struct ground ground;
	struct mirror *reader;
	struct err err = {0};

	(void)state;
	site_begin(&place);
	assert_int_equal(g_rename(place.db, place.away), 0);
	assert_refused(site_open(&place, &ground, &reader, &err), err, ERR_INPUT);
	site_close(&ground, reader);
	site_end(&place);
}

static bool open_on_copy(
    const struct site *place, struct ground *ground, struct mirror **reader, struct err *err)
{
	struct ground_plan plan = {
	    .path = place->db, .state_dir = place->state, .copy_first = true};

	return ground_open(ground, &plan, reader, err);
}

/* The screen opens on the copy, whatever the drive does; the first job opens the share. */
static void a_desk_opens_on_its_copy_without_the_share(void **state)
{
	struct site place;
	struct ground ground;
	struct mirror *reader;
	struct err err = {0};

	(void)state;
	site_begin(&place);
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	assert_non_null(ground.share); /* there was no copy yet */
	site_set(&ground, "一");
	site_close(&ground, reader);

	assert_int_equal(g_rename(place.db, place.away), 0);
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	assert_int_equal(ground.away.kind, ERR_NONE); /* nobody has looked */
	site_motto_is(reader, "一");
	assert_int_equal(g_rename(place.away, place.db), 0);
	site_set(&ground, "二");
	site_motto_is(reader, "二");
	site_close(&ground, reader);

	assert_int_equal(g_rename(place.db, place.away), 0);
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	assert_refused(sync_news(&ground, &err), err, ERR_AWAY);
	assert_false(ground.unfit);
	site_close(&ground, reader);
	site_end(&place);
}

/* What lies there is not what the copy is of: said as it is, and told to be opened without it. */
static void a_copy_of_something_else_is_left(void **state)
{
	struct site place;
	struct ground ground;
	struct mirror *reader;
	struct err err = {0};

	(void)state;
	site_begin(&place);
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	site_set(&ground, "一");
	site_close(&ground, reader);

	assert_true(g_file_set_contents(place.db, "not a database", -1, NULL));
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	assert_refused(sync_news(&ground, &err), err, ERR_INPUT);
	assert_true(ground.unfit);
	site_close(&ground, reader);

	assert_int_equal(g_unlink(place.db), 0);
	site_office(place.db, "乙");
	g_autofree char *before = NULL;
	g_autofree char *after = NULL;
	size_t len_before, len_after;
	assert_true(g_file_get_contents(place.db, &before, &len_before, NULL));
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	site_motto_is(reader, "一"); /* shown for the moment until the worker has looked */
	struct deed *deed = site_setting("二"); /* and decided on within that moment */
	assert_refused(deed_do(&ground, deed, &err), err, ERR_DAMAGED);
	assert_true(ground.unfit);
	err_clear(&err);
	deed_free(deed);
	site_close(&ground, reader);
	assert_true(g_file_get_contents(place.db, &after, &len_after, NULL));
	assert_int_equal(len_after, len_before);
	assert_memory_equal(after, before, len_before);
	assert_works(open_on_copy(&place, &ground, &reader, &err), err);
	assert_refused(sync_news(&ground, &err), err, ERR_DAMAGED);
	assert_true(ground.unfit);
	site_close(&ground, reader);
	assert_works(site_open(&place, &ground, &reader, &err), err);
	site_set(&ground, "三");
	site_motto_is(reader, "三");
	site_close(&ground, reader);
	site_end(&place);
}

/* While it ran, somebody put another office's file there: nothing is written into that. */
static void another_office_at_the_place_is_not_written(void **state)
{
	struct site place;
	struct ground ground;
	struct mirror *reader;
	struct err err = {0};

	(void)state;
	site_begin(&place);
	assert_works(site_open(&place, &ground, &reader, &err), err);
	site_set(&ground, "一");
	assert_int_equal(g_rename(place.db, place.away), 0);
	site_office(place.db, "乙");
	struct deed *deed = site_setting("二");
	assert_refused(deed_do(&ground, deed, &err), err, ERR_AWAY);
	ground.retry_ms = 0;
	assert_refused(deed_do(&ground, deed, &err), err, ERR_AWAY);
	deed_free(deed);
	site_motto_is(reader, "一");
	site_close(&ground, reader);
	site_end(&place);
}

/* An older copy was put back: what this desk has seen is gone, and nothing is written any more. */
static void a_file_that_was_rolled_back_is_not_written(void **state)
{
	struct site place;
	struct ground ground;
	struct mirror *reader;
	struct err err = {0};
	char *bytes;
	size_t len;

	(void)state;
	site_begin(&place);
	assert_true(g_file_get_contents(place.db, &bytes, &len, NULL));
	assert_works(site_open(&place, &ground, &reader, &err), err);
	site_set(&ground, "一");
	site_close(&ground, reader);
	assert_true(g_file_set_contents(place.db, bytes, (gssize)len, NULL));
	g_free(bytes);

	assert_works(site_open(&place, &ground, &reader, &err), err);
	assert_refused(sync_news(&ground, &err), err, ERR_STALE);
	struct deed *deed = site_setting("二");
	assert_refused(deed_do(&ground, deed, &err), err, ERR_DAMAGED);
	deed_free(deed);
	struct job *look = look_job(NULL);
	job_do(&ground, look);
	assert_int_equal(look->err.kind, ERR_STALE);
	job_free(look);
	site_close(&ground, reader);
	site_end(&place);
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
