/* What is taken is there, once, in any order; what does not fit is refused and changes nothing. */
#include "copy.h"

#include "mirror/pages.h"
#include "mirror/read.h"
#include "mirror/search.h"

static int set_up(void **state)
{
	struct copy *copy = g_new0(struct copy, 1);

	copy_open(copy, 7);
	*state = copy;
	return 0;
}

static int tear_down(void **state)
{
	copy_close(*state);
	g_free(*state);
	return 0;
}

static int64_t rows(struct copy *copy, const char *table)
{
	g_autofree char *text = g_strdup_printf("SELECT count(*) FROM %s", table);
	struct err err = {0};
	int64_t count = -1;

	assert_works(local_int(copy->reader, text, -1, &count, &err), err);
	return count;
}

static struct mirror_marks marks_of(struct copy *copy)
{
	struct err err = {0};
	struct mirror_marks marks;

	assert_works(mirror_marks(copy->reader, &marks, &err), err);
	return marks;
}

/* Newest hit of WORDS, 0 when there is none. */
static int64_t hit(struct copy *copy, const char *words)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct search_wish wish = {.words = words};
	struct err err = {0};
	bool done;
	struct search *search = search_begin(copy->reader, &wish, &err);

	assert_non_null(search);
	assert_works(search_next(search, 1, 10000, found, &done, &err), err);
	search_free(search);
	return found->len ? g_array_index(found, int64_t, 0) : 0;
}

static void the_same_batch_twice_is_once(void **state)
{
	struct copy *copy = *state;
	struct changes *changes = changes_new();
	struct err err = {0};

	copy_make(copy, changes, 20);
	assert_works(mirror_take(copy->writer, changes, &err), err);
	assert_works(mirror_take(copy->writer, changes, &err), err);
	assert_int_equal(rows(copy, "report"), 20);
	assert_int_equal(rows(copy, "revision"), 20);
	assert_int_equal(rows(copy, "event"), 40);
	assert_int_equal(marks_of(copy).newest_seq, 40);
	changes_free(changes);
}

static void a_range_with_a_gap_is_refused_whole(void **state)
{
	struct copy *copy = *state;
	struct changes *changes = changes_new();
	struct err err = {0};

	copy_fill(copy, 5);
	copy->newest += 3; /* events that never come */
	copy_make(copy, changes, 2);
	assert_refused(mirror_take(copy->writer, changes, &err), err, ERR_INPUT);
	assert_int_equal(rows(copy, "report"), 5);
	assert_int_equal(marks_of(copy).newest_seq, 10);
	changes_free(changes);
}

static void another_event_under_the_same_number_is_damage(void **state)
{
	struct copy *copy = *state;
	struct changes *changes = changes_new();
	struct err err = {0};

	copy_fill(copy, 5);
	copy->newest = 2;
	g_ptr_array_add(
	    changes->events, copy_event(copy, 1, "close", STATE_INCOMING, STATE_CLOSED, 1));
	struct event *event = g_ptr_array_index(changes->events, 0);
	g_free(event->digest);
	event->digest = copy_digest("forged", 3);
	assert_refused(mirror_take(copy->writer, changes, &err), err, ERR_DAMAGED);
	assert_int_equal(rows(copy, "event"), 10);
	changes_free(changes);
}

/* The first copy: newest reports first, the trail behind them from the top down. */
static void the_first_copy_comes_newest_first_and_goes_on_after_a_stop(void **state)
{
	struct copy *copy = *state;
	struct changes *all = changes_new();
	struct err err = {0};

	copy_make(copy, all, 10);
	for (int part = 4; part >= 0; part--) {
		struct changes *changes = changes_new();

		changes->first_seq = part * 4 + 1;
		changes->last_seq = part * 4 + 4;
		changes->reports_down_to = part ? part * 4 + 1 : 1;
		for (int i = 0; i < 4; i++)
			g_ptr_array_add(changes->events,
			    event_copy(g_ptr_array_index(all->events, part * 4 + i)));
		for (int i = 0; i < 2; i++) {
			g_ptr_array_add(changes->reports,
			    report_copy(g_ptr_array_index(all->reports, part * 2 + i)));
			g_ptr_array_add(changes->revisions,
			    revision_copy(g_ptr_array_index(all->revisions, part * 2 + i)));
		}
		assert_works(mirror_take(copy->writer, changes, &err), err);
		changes_free(changes);
		assert_int_equal(rows(copy, "report"), 10 - part * 2);
		assert_int_equal(marks_of(copy).lowest_seq, part * 4 + 1);
		assert_int_equal(marks_of(copy).whole, part == 0);
		/* A desk that stopped here and started again. */
		mirror_close(copy->reader);
		mirror_close(copy->writer);
		assert_works(mirror_open(&copy->place, &copy->writer, &copy->reader, &err), err);
	}
	assert_int_equal(marks_of(copy).newest_seq, 20);
	changes_free(all);
}

static bool is_checked(struct copy *copy, int64_t id)
{
	struct err err = {0};
	g_autoptr(GPtrArray) found = mirror_rows(copy->reader, &id, 1, &err);

	assert_non_null(found);
	assert_int_equal(found->len, 1);
	return ((struct row *)g_ptr_array_index(found, 0))->checked;
}

static void a_report_is_checked_when_its_whole_trail_is(void **state)
{
	struct copy *copy = *state;
	struct changes *all = changes_new();
	struct changes *early = changes_new();
	struct err err = {0};

	copy_make(copy, all, 3);
	g_ptr_array_add(early->reports, report_copy(g_ptr_array_index(all->reports, 1)));
	assert_works(mirror_take(copy->writer, early, &err), err);
	assert_false(is_checked(copy, 2));
	early->first_seq = early->last_seq = 4; /* its second event alone */
	g_ptr_array_add(early->events, event_copy(g_ptr_array_index(all->events, 3)));
	assert_works(mirror_take(copy->writer, early, &err), err);
	assert_false(is_checked(copy, 2));
	assert_works(mirror_take(copy->writer, all, &err), err);
	assert_true(is_checked(copy, 2));
	changes_free(early);
	changes_free(all);
}

static void a_new_text_is_found_and_the_old_one_is_not(void **state)
{
	struct copy *copy = *state;
	struct changes *changes = changes_new();
	struct err err = {0};

	copy_fill(copy, 30);
	struct report *report = g_ptr_array_index(copy->reports, 11);
	g_free(copy->bodies->pdata[11]);
	copy->bodies->pdata[11] = g_strdup("盲道被共享单车占了");
	revision_set(&report->title, "保障残疾人出行");
	report->revision = 2;
	revision_set(&report->digest, "2");
	report->seq = copy->newest;
	copy_put(copy, changes, report);
	assert_works(mirror_take(copy->writer, changes, &err), err);
	assert_int_equal(hit(copy, "共享单车"), 12);
	assert_int_equal(hit(copy, "残疾人"), 12);
	struct revision *old = mirror_revision(copy->reader, 12, 1, &err);
	struct revision *now = mirror_revision(copy->reader, 12, 2, &err);
	assert_non_null(old);
	assert_string_equal(now->body, "盲道被共享单车占了");
	revision_free(old);
	revision_free(now);

	/* And back to a third: what was indexed is taken out again exactly. */
	g_free(copy->bodies->pdata[11]);
	copy->bodies->pdata[11] = g_strdup("路灯");
	revision_set(&report->title, "路灯不亮");
	report->revision = 3;
	revision_set(&report->digest, "3");
	changes_free(changes);
	changes = changes_new();
	copy_put(copy, changes, report);
	assert_works(mirror_take(copy->writer, changes, &err), err);
	assert_int_equal(hit(copy, "共享单车"), 0);
	assert_int_equal(hit(copy, "残疾人"), 0);
	assert_int_equal(hit(copy, "路灯"), 12);
	changes_free(changes);
}

static void a_quarantined_text_is_not_found_and_a_purged_one_is_gone(void **state)
{
	struct copy *copy = *state;
	struct changes *changes = changes_new();
	struct err err = {0};

	copy_fill(copy, 5);
	struct report *report = g_ptr_array_index(copy->reports, 2);
	g_free(copy->bodies->pdata[2]);
	copy->bodies->pdata[2] = g_strdup("不该在这里的一段秘密");
	report->revision = 2;
	report->state = STATE_EDITING;
	revision_set(&report->digest, "2");
	copy_put(copy, changes, report);
	assert_works(mirror_take(copy->writer, changes, &err), err);
	assert_int_equal(hit(copy, "一段秘密"), 3);
	assert_int_equal(hit(copy, "秘密"), 3);

	changes_free(changes);
	changes = changes_new();
	report->state = STATE_QUARANTINED;
	revision_set(&report->title, "（待保密审查）");
	g_ptr_array_add(changes->reports, report_copy(report));
	assert_works(mirror_take(copy->writer, changes, &err), err);
	assert_int_equal(hit(copy, "一段秘密"), 0);
	assert_int_equal(hit(copy, "秘密"), 0);
	assert_int_equal(hit(copy, "待保密"), 3);

	g_free(copy->bodies->pdata[2]);
	copy->bodies->pdata[2] = g_strdup("");
	copy_put(copy, changes, report); /* the same number and digest, the words gone */
	assert_works(mirror_take(copy->writer, changes, &err), err);
	struct revision *now = mirror_revision(copy->reader, 3, 2, &err);
	assert_non_null(now);
	assert_string_equal(now->body, "");
	revision_free(now);
	changes_free(changes);
}

static void an_idle_look_writes_nothing(void **state)
{
	struct copy *copy = *state;
	struct err err = {0};

	copy_fill(copy, 3);
	mirror_changed(copy->reader);
	assert_false(mirror_changed(copy->reader));
	assert_works(mirror_seen(copy->writer, 6, COPY_NOW_MS + 1000, &err), err);
	assert_false(mirror_changed(copy->reader));
	assert_works(mirror_seen(copy->writer, 6, COPY_NOW_MS + 61000, &err), err);
	assert_true(mirror_changed(copy->reader));
	assert_int_equal(marks_of(copy).read_ms, COPY_NOW_MS + 61000);
}

static void the_newest_event_is_remembered_over_a_new_mirror(void **state)
{
	struct copy *copy = *state;
	struct err err = {0};

	copy_fill(copy, 4);
	struct mirror_marks before = marks_of(copy);
	assert_int_equal(before.seen_seq, 8);
	assert_works(mirror_forget(copy->writer, &err), err);
	assert_int_equal(rows(copy, "report"), 0);
	struct mirror_marks after;
	assert_works(mirror_marks(copy->writer, &after, &err), err);
	assert_int_equal(after.newest_seq, 0);
	assert_int_equal(after.seen_seq, 8);
	assert_string_equal(after.seen_digest, before.seen_digest);
	/* What comes now is indexed anew, from nothing. */
	copy->newest = 0;
	g_ptr_array_set_size(copy->reports, 0);
	g_ptr_array_set_size(copy->bodies, 0);
	copy_fill(copy, 4);
	assert_int_equal(rows(copy, "report"), 4);
}

static void bulk_and_tidy_change_nothing_that_is_found(void **state)
{
	struct copy *copy = *state;
	struct err err = {0};

	assert_works(mirror_bulk(copy->writer, &err), err);
	copy_fill(copy, 40);
	copy_fill(copy, 40);
	int64_t found = hit(copy, "电梯");
	assert_true(found > 0);
	for (bool done = false; !done;)
		assert_works(mirror_tidy(copy->writer, 5, &done, &err), err);
	assert_int_equal(hit(copy, "电梯"), found);
}

static int64_t pieces(struct copy *copy)
{
	struct err err = {0};
	int64_t count = 0;

	assert_works(local_int(copy->reader, "SELECT count(DISTINCT segid) FROM text_gram_idx", 0,
			 &count, &err),
	    err);
	return count;
}

/* Newest first, as a first copy comes: one piece of the index a batch, not one a report. */
static void a_batch_is_one_piece_of_the_index_whatever_its_order(void **state)
{
	struct copy *copy = *state;
	struct err err = {0};
	struct mirror_marks marks;

	assert_works(mirror_bulk(copy->writer, &err), err);
	for (int batch = 0; batch < 3; batch++) {
		struct changes *changes = changes_new();

		copy_make(copy, changes, 30);
		for (guint i = 0; i < changes->reports->len / 2; i++) {
			void **one = &changes->reports->pdata[i];
			void **other = &changes->reports->pdata[changes->reports->len - 1 - i];
			void *between = *one;

			*one = *other;
			*other = between;
		}
		assert_works(mirror_take(copy->writer, changes, &err), err);
		changes_free(changes);
	}
	assert_int_equal(pieces(copy), 3);
	/* That it is in pieces outlives the one who broke off. */
	assert_works(mirror_marks(copy->reader, &marks, &err), err);
	assert_true(marks.is_loose);
	for (bool done = false; !done;)
		assert_works(mirror_tidy(copy->writer, 5, &done, &err), err);
	assert_int_equal(pieces(copy), 1);
	assert_works(mirror_marks(copy->reader, &marks, &err), err);
	assert_false(marks.is_loose);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_batch_is_one_piece_of_the_index_whatever_its_order, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(the_same_batch_twice_is_once, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(a_range_with_a_gap_is_refused_whole, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		another_event_under_the_same_number_is_damage, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		the_first_copy_comes_newest_first_and_goes_on_after_a_stop, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_report_is_checked_when_its_whole_trail_is, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_new_text_is_found_and_the_old_one_is_not, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_quarantined_text_is_not_found_and_a_purged_one_is_gone, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(an_idle_look_writes_nothing, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		the_newest_event_is_remembered_over_a_new_mirror, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		bulk_and_tidy_change_nothing_that_is_found, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
