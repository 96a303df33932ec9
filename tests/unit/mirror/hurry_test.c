/* Pages that run out of time: every call gets a little further, nothing is missed or shown twice.
 */
#include "copy.h"

#include "mirror/pages.h"
#include "mirror/trail.h"

static struct copy copy;

static int set_up(void **state)
{
	guint32 seed = (guint32)g_get_real_time();

	(void)state;
	print_message("seed %u\n", seed);
	copy_open(&copy, seed);
	copy_fill(&copy, 3000);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	copy_close(&copy);
	return 0;
}

/* With no time at all each call gets a little further, and together they are the list. */
static void a_page_that_ran_out_of_time_goes_on_where_it_was(void **state)
{
	static const char *const slow[] = {
	    "!塌陷 字数:>2000", "𠮷 字数:>100", "!a !12 收稿:2026-11-20.."};
	int patience = copy.reader->patience_ms;
	int partial = 0;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(slow) * 2; i++) {
		enum page_way way = i % 2 ? PAGE_BEFORE : PAGE_AFTER;
		g_autoptr(GArray) whole = g_array_new(FALSE, FALSE, sizeof(int64_t));
		g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(int64_t));
		struct query query;
		struct err err = {0};

		query_init(&query);
		query.sort = i % 4 ? SORT_RECEIVED : SORT_TITLE;
		assert_works(query_filter(&query, slow[i / 2], NULL, &err), err);
		for (int hurried = 0; hurried < 2; hurried++) {
			GArray *ids = hurried ? pieces : whole;
			struct report *from = NULL;

			copy.reader->patience_ms = hurried ? -1 : 10000;
			for (bool more = true; more;) {
				struct book_page page;

				assert_works(
				    mirror_page(copy.reader, &query, from, way, 1000, &page, &err),
				    err);
				for (guint r = 0; r < page.rows->len; r++) {
					guint at = way == PAGE_AFTER ? r : page.rows->len - 1 - r;
					struct row *row = g_ptr_array_index(page.rows, at);

					g_array_append_val(ids, row->report->id);
				}
				more = page.more || page.partial;
				partial += page.partial;
				report_free(from);
				from = page.resume ? report_copy(page.resume) : NULL;
				assert_true(!page.partial || from);
				assert_false(page.more);
				book_page_clear(&page);
			}
			report_free(from);
		}
		copy.reader->patience_ms = patience;
		assert_int_equal(whole->len, pieces->len);
		assert_memory_equal(whole->data, pieces->data, whole->len * sizeof(int64_t));
		query_clear(&query);
	}
	assert_true(partial > 20);
}

static void a_slow_page_of_the_trail_goes_on_where_it_was(void **state)
{
	struct trail_query query = {.words = "n18"};
	int patience = copy.reader->patience_ms;
	guint counts[2] = {0};
	int partial = 0;

	(void)state;
	for (int hurried = 0; hurried < 2; hurried++) {
		int64_t before = 0;
		int64_t last = INT64_MAX;

		copy.reader->patience_ms = hurried ? -1 : 10000;
		for (bool more = true; more;) {
			struct trail_page page;
			struct err err = {0};

			assert_works(
			    mirror_trail(copy.reader, &query, before, 2000, &page, &err), err);
			for (guint e = page.events->len; e-- > 0;) {
				const struct event *event = g_ptr_array_index(page.events, e);

				assert_true(event->seq < last);
				last = event->seq;
			}
			counts[hurried] += page.events->len;
			partial += page.partial;
			more = page.partial;
			before = page.resume;
			trail_page_clear(&page);
		}
	}
	copy.reader->patience_ms = patience;
	assert_true(counts[0] > 100);
	assert_int_equal(counts[0], counts[1]);
	assert_true(partial > 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_page_that_ran_out_of_time_goes_on_where_it_was),
	    cmocka_unit_test(a_slow_page_of_the_trail_goes_on_where_it_was),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
