/* How SQLite reaches the rows: nothing on the screen's thread reads a table from end to end. */
#include "copy.h"

#include "mirror/pages.h"
#include "mirror/read.h"
#include "mirror/search.h"
#include "mirror/trail.h"

static const char *const filters[] = {"", "电梯", "!电梯", "state:review|editing", "writer:林",
    "unit:住建 加急", "number:2026", "overdue", "today !电梯", "chars:>1500", "received:2026",
    "hand:李", "claimed", "source:file"};

static void ask_all_queries(struct copy *copy)
{
	struct err err = {0};

	for (int view = 0; view < VIEW_COUNT; view++) {
		for (int sort = 0; sort < SORT_COUNT; sort++) {
			struct query query;
			struct book_page page;
			struct tally tally;
			bool it_does;
			size_t filter = (size_t)(view * SORT_COUNT + sort) % G_N_ELEMENTS(filters);

			query_init(&query);
			query.view = (enum query_view)view;
			query.sort = (enum query_sort)sort;
			query.me = 2;
			query.roles = ~0u;
			query.now_ms = COPY_NOW_MS;
			query.day_end_ms = COPY_NOW_MS + 1000;
			assert_works(query_filter(&query, filters[filter], NULL, &err), err);
			for (int way = 0; way < 6; way++) {
				const struct report *from = way < 3 ? g_ptr_array_index(
									  copy->reports, 40)
								    : NULL;

				assert_works(mirror_page(copy->reader, &query, from,
						 (enum page_way)(way % 2), 20, &page, &err),
				    err);
				book_page_clear(&page);
			}
			assert_works(mirror_count(copy->reader, &query, 1000, &tally, &err), err);
			assert_works(mirror_matches(copy->reader, &query, 3, &it_does, &err), err);
			query_clear(&query);
		}
	}
}

static void ask_all_else(struct copy *copy)
{
	static const struct trail_query trails[] = {{0}, {.report = 3}, {.person = 2},
	    {.kind = "decline"}, {.report = 3, .person = 2, .kind = "decline"},
	    {.person = 2, .words = "N18"}, {.from_ms = 5, .to_ms = COPY_NOW_MS}};
	struct search_wish wishes[] = {{.words = "电"}, {.words = "电梯小区"},
	    {.words = "电梯", .heads_only = true}, {.words = "A", .folded = true}};
	struct err err = {0};
	struct dossier dossier;
	int64_t found = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(trails); i++) {
		struct trail_page page;

		assert_works(mirror_trail(copy->reader, &trails[i], 50, 10, &page, &err), err);
		trail_page_clear(&page);
		assert_works(mirror_trail_after(copy->reader, &trails[i], 5, 10, &page, &err), err);
		trail_page_clear(&page);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(wishes); i++) {
		g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(int64_t));
		struct search *search = search_begin(copy->reader, &wishes[i], &err);
		bool done;

		assert_works(search_next(search, 50, 1000, hits, &done, &err), err);
		search_free(search);
	}
	assert_works(mirror_read(copy->reader, 7, &dossier, &err), err);
	dossier_clear(&dossier);
	revision_free(mirror_revision(copy->reader, 7, 1, &err));
	assert_works(mirror_find(copy->reader, "2026-0007", &found, &err), err);
	assert_int_equal(found, 7);
}

/* "SCAN report" alone reads the table; along an index it stands in the list's order and is bounded.
 */
static bool is_bounded(const char *statement, const char *step)
{
	static const char *const tables[] = {"report", "event", "revision", "acted", "before"};

	if (!g_str_has_prefix(step, "SCAN "))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
		g_autofree char *scan = g_strconcat("SCAN ", tables[i], NULL);

		if (!g_str_has_prefix(step, scan))
			continue;
		if (strcmp(statement, "SELECT count(*) FROM report") == 0)
			return true; /* a whole tree, counted by its pages */
		return strstr(step, "USING") != NULL;
	}
	return true;
}

static void check_plan(struct mirror *mirror, const char *statement, int *checked)
{
	g_autofree char *question = g_strconcat("EXPLAIN QUERY PLAN ", statement, NULL);
	struct err err = {0};

	if (!g_str_has_prefix(statement, "SELECT"))
		return;
	/* A list that goes on from a row seeks by the whole of its key, however many rows are
	 * equal. */
	bool goes_on = strstr(statement, "at(report.id)") && strstr(statement, "report.tie)");
	bool seeks = false;
	struct probe *probe = probe_begin(mirror, question);
	while (probe_row(probe)) {
		probe_column(probe, 3);
		const char *step = probe_peek(probe);

		if (!is_bounded(statement, step))
			fail_msg("%s\n  in: %s", step, statement);
		seeks = seeks || strstr(step, "tie)>(") || strstr(step, "tie)<(");
		(*checked)++;
	}
	if (goes_on && !seeks)
		fail_msg("does not seek: %s", statement);
	assert_works(probe_end(probe, &err), err);
}

/* Statements are kept by their text: what was asked is looked at one by one. */
static void nothing_is_read_from_end_to_end(void **state)
{
	struct copy copy;
	int checked = 0;

	(void)state;
	copy_open(&copy, 3);
	copy_fill(&copy, 100);
	ask_all_queries(&copy);
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	GHashTableIter each;
	void *key;
	for (int round = 0; round < 2; round++) {
		if (round)
			ask_all_else(&copy);
		g_hash_table_iter_init(&each, copy.reader->kept);
		while (g_hash_table_iter_next(&each, &key, NULL))
			g_ptr_array_add(texts, g_strdup(key));
	}
	for (guint i = 0; i < texts->len; i++)
		check_plan(copy.reader, g_ptr_array_index(texts, i), &checked);
	assert_true(checked > 50);
	copy_close(&copy);
}

/* The lists that are open all day: their index gives order and rows, nothing is sorted. */
static void the_daily_lists_are_not_sorted(void **state)
{
	static const enum query_view views[] = {
	    VIEW_ALL, VIEW_TURN, VIEW_POOL, VIEW_URGENT, VIEW_RETURNED, VIEW_KEPT};
	struct copy copy;
	int checked = 0;

	(void)state;
	copy_open(&copy, 3);
	copy_fill(&copy, 100);
	for (size_t i = 0; i < G_N_ELEMENTS(views); i++) {
		struct query query;
		struct book_page page;
		struct err err = {0};

		query_init(&query);
		query.view = views[i];
		query.me = 2;
		query.roles = ROLE_BIT(EDITOR);
		assert_works(mirror_page(copy.reader, &query, g_ptr_array_index(copy.reports, 9),
				 PAGE_AFTER, 20, &page, &err),
		    err);
		book_page_clear(&page);
		query_clear(&query);
	}
	GHashTableIter each;
	void *key;
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_hash_table_iter_init(&each, copy.reader->kept);
	while (g_hash_table_iter_next(&each, &key, NULL))
		g_ptr_array_add(texts, g_strdup(key));
	for (guint i = 0; i < texts->len; i++) {
		g_autofree char *question = g_strconcat(
		    "EXPLAIN QUERY PLAN ", (char *)g_ptr_array_index(texts, i), NULL);
		struct err err = {0};

		if (!strstr(question, "ORDER BY report.rank"))
			continue;
		struct probe *probe = probe_begin(copy.reader, question);
		while (probe_row(probe)) {
			probe_column(probe, 3);
			if (strstr(probe_peek(probe), "TEMP B-TREE"))
				fail_msg("sorted: %s", question);
			checked++;
		}
		assert_works(probe_end(probe, &err), err);
	}
	assert_true(checked >= 6);
	copy_close(&copy);
}

/* A count is remembered while nothing was written, by this connection or another. */
static void counts_keep_up(void **state)
{
	struct copy copy;
	struct query query;
	struct tally tally;
	struct err err = {0};

	(void)state;
	copy_open(&copy, 1);
	query_init(&query);
	for (int count = 0; count <= 9; count += 3) {
		struct mirror *both[] = {copy.reader, copy.writer, copy.reader};

		for (size_t i = 0; i < G_N_ELEMENTS(both); i++) {
			assert_works(mirror_count(both[i], &query, 1000, &tally, &err), err);
			assert_int_equal(tally.count, count);
		}
		copy_fill(&copy, 3);
	}
	query_clear(&query);
	copy_close(&copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_is_read_from_end_to_end),
	    cmocka_unit_test(the_daily_lists_are_not_sorted),
	    cmocka_unit_test(counts_keep_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
