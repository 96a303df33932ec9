/* One report with all that hangs on it, and the pages of the trail. */
#include "copy.h"

#include "mirror/read.h"
#include "mirror/trail.h"

static struct copy copy;

static int set_up(void **state)
{
	(void)state;
	copy_open(&copy, 5);
	copy_fill(&copy, 60);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	copy_close(&copy);
	return 0;
}

static void a_dossier_holds_what_was_taken(void **state)
{
	struct err err = {0};
	struct dossier dossier;

	(void)state;
	for (int64_t id = 1; id <= 60; id += 7) {
		const struct report *wanted = g_ptr_array_index(copy.reports, id - 1);

		assert_works(mirror_read(copy.reader, id, &dossier, &err), err);
		assert_string_equal(dossier.report->title, wanted->title);
		assert_string_equal(dossier.report->number, wanted->number);
		assert_int_equal(dossier.report->due_ms, wanted->due_ms);
		assert_string_equal(dossier.current->body, g_ptr_array_index(copy.bodies, id - 1));
		assert_string_equal(dossier.current->digest, wanted->digest);
		assert_int_equal(dossier.revisions->len, 1);
		assert_null(((struct revision *)g_ptr_array_index(dossier.revisions, 0))->body);
		assert_int_equal(dossier.trail->len, 2);
		const struct event *first = g_ptr_array_index(dossier.trail, 0);
		assert_string_equal(first->kind, "receive");
		g_autofree char *digest = copy_digest("event", first->seq);
		assert_string_equal(first->digest, digest);
		if (first->seq > 1) {
			g_autofree char *prev = copy_digest("event", first->seq - 1);
			assert_string_equal(first->prev, prev);
		} else {
			assert_string_equal(first->prev, EVENT_NO_DIGEST);
		}
		assert_true(dossier.trail_is_whole);
		assert_true(dossier.checked);
		assert_null(dossier.claim);
		dossier_clear(&dossier);
	}
	assert_refused(mirror_read(copy.reader, 999, &dossier, &err), err, ERR_INPUT);
}

static void a_composite_has_its_parts_and_their_trail(void **state)
{
	struct changes *changes = changes_new();
	struct err err = {0};
	struct dossier dossier;

	(void)state;
	changes->first_seq = copy.newest + 1;
	changes->last_seq = copy.newest + 2;
	for (int64_t id = 3; id <= 4; id++) {
		struct report *part = g_ptr_array_index(copy.reports, id - 1);

		g_ptr_array_add(
		    changes->events, copy_event(&copy, id, "merge", part->state, STATE_MERGED, 2));
		part->merged_into = 10;
		part->state = STATE_MERGED;
		part->seq = copy.newest;
		g_ptr_array_add(changes->reports, report_copy(part));
	}
	struct report *nested = g_ptr_array_index(copy.reports, 4); /* a part of a part */
	nested->merged_into = 4;
	g_ptr_array_add(changes->reports, report_copy(nested));
	assert_works(mirror_take(copy.writer, changes, &err), err);
	changes_free(changes);

	assert_works(mirror_read(copy.reader, 10, &dossier, &err), err);
	assert_int_equal(dossier.parts->len, 3);
	assert_int_equal(dossier.trail->len, 2 + 3 + 3 + 2);
	assert_int_equal(dossier.revisions->len, 4);
	assert_true(dossier.checked);
	int64_t before = 0;
	for (guint i = 0; i < dossier.trail->len; i++) {
		const struct event *event = g_ptr_array_index(dossier.trail, i);

		assert_true(event->seq > before);
		before = event->seq;
	}
	dossier_clear(&dossier);
}

static void a_report_is_found_by_any_of_its_names(void **state)
{
	static const struct {
		const char *name;
		int64_t id;
	} cases[] = {{"2026-0007", 7}, {"2026-7", 7}, {"UID9", 9}, {"2026-9999", 0}, {"", 0},
	    {"nonsense", 0}, {"2026-B0001", 8}};
	struct changes *changes = changes_new();
	struct err err = {0};

	(void)state;
	struct report *issued = g_ptr_array_index(copy.reports, 7);
	revision_set(&issued->dispatch_number, "2026-B0001");
	g_ptr_array_add(changes->reports, report_copy(issued));
	assert_works(mirror_take(copy.writer, changes, &err), err);
	changes_free(changes);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t id = -1;

		assert_works(mirror_find(copy.reader, cases[i].name, &id, &err), err);
		assert_int_equal(id, cases[i].id);
	}
}

static void what_the_office_set_is_there(void **state)
{
	struct changes *changes = changes_new();
	struct err err = {0};

	(void)state;
	g_ptr_array_add(changes->settings, setting_new("office.name", "某市政协"));
	assert_works(mirror_take(copy.writer, changes, &err), err);
	changes_free(changes);
	g_autofree char *name = mirror_setting(copy.reader, "office.name", "?");
	g_autofree char *other = mirror_setting(copy.reader, "office.zone", "Asia/Shanghai");
	assert_string_equal(name, "某市政协");
	assert_string_equal(other, "Asia/Shanghai");
	g_autoptr(GPtrArray) people = mirror_people(copy.reader, &err);
	assert_int_equal(people->len, COPY_PEOPLE - 1);
	assert_string_equal(person_name(people, 2), "李小明");
}

/* The whole trail by pages is every event once, in order, whatever it is narrowed to. */
static void pages_of_the_trail_are_the_trail(void **state)
{
	static const struct trail_query queries[] = {{0}, {.person = 2}, {.kind = "decline"},
	    {.report = 5}, {.kind = "decline", .person = 3}, {.words = "n18"}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(queries); i++) {
		const struct trail_query *query = &queries[i];
		struct err err = {0};
		struct trail_page page;
		int64_t before = 0;
		guint seen = 0;
		guint wanted = 0;

		for (bool more = true; more;) {
			assert_works(mirror_trail(copy.reader, query, before, 7, &page, &err), err);
			for (guint e = page.events->len; e-- > 0;) {
				const struct event *event = g_ptr_array_index(page.events, e);

				assert_true(!before || event->seq < before);
				assert_true(!query->person || event->person == query->person);
				assert_true(!query->kind || strcmp(event->kind, query->kind) == 0);
				assert_true(!query->report || event->report == query->report);
				assert_true(!query->words || strcmp(event->reason, "N18") == 0);
				before = event->seq;
				seen++;
			}
			more = page.more;
			trail_page_clear(&page);
		}
		for (int64_t after = 0, more = 1; more;) {
			assert_works(
			    mirror_trail_after(copy.reader, query, after, 9, &page, &err), err);
			for (guint e = 0; e < page.events->len; e++) {
				const struct event *event = g_ptr_array_index(page.events, e);

				assert_true(event->seq > after);
				after = event->seq;
				wanted++;
			}
			more = page.more;
			trail_page_clear(&page);
		}
		assert_int_equal(seen, wanted);
		assert_true(seen > 0);
		if (i == 0)
			assert_int_equal(seen, copy.newest);
	}
}

/* A composite stands on its parts: one whose beginning is not here yet is not all checked. */
static void a_part_that_is_not_here_leaves_the_whole_unchecked(void **state)
{
	struct err err = {0};
	struct dossier dossier;

	(void)state;
	assert_works(local_exec(copy.writer,
			 "DELETE FROM event WHERE report = 3 AND kind = 'receive'", &err),
	    err);
	assert_works(mirror_read(copy.reader, 10, &dossier, &err), err);
	assert_false(dossier.trail_is_whole);
	assert_false(dossier.checked);
	dossier_clear(&dossier);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_dossier_holds_what_was_taken),
	    cmocka_unit_test(a_composite_has_its_parts_and_their_trail),
	    cmocka_unit_test(a_report_is_found_by_any_of_its_names),
	    cmocka_unit_test(what_the_office_set_is_there),
	    cmocka_unit_test(pages_of_the_trail_are_the_trail),
	    cmocka_unit_test(a_part_that_is_not_here_leaves_the_whole_unchecked),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
