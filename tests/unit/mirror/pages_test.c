/* Pages and counts against a list that is filtered and sorted by hand, for every view and order. */
#include "copy.h"

#include "base/lang.h"
#include "mirror/columns.h"
#include "mirror/grams.h"
#include "mirror/pages.h"

#define ME 2
#define DAY_END_MS (COPY_NOW_MS + INT64_C(6) * 3600000)

static struct copy copy;

static int set_up(void **state)
{
	(void)state;
	guint32 seed = (guint32)g_get_real_time();
	print_message("seed %u\n", seed);
	lang_start("zh", TEST_BUILDDIR "/yanshen");
	copy_open(&copy, seed);
	copy.reader->patience_ms = 60000; /* these lists are short: only a slow machine would be late */
	copy_fill(&copy, 300);
	copy_fill(&copy, 103);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	copy_close(&copy);
	return 0;
}

static bool has(const char *text, const char *word)
{
	g_autofree char *folded = grams_fold_text(word);
	size_t len;

	return grams_find(text, folded, &len) != NULL;
}

/* Person and reason of the event that brought a report where it is, straight from the file. */
static void second_event(int64_t report, int64_t *person, bool *is_kept)
{
	struct probe *probe = probe_begin(copy.writer,
	    "SELECT person, reason FROM event WHERE report = ? ORDER BY seq LIMIT 1 OFFSET 1");
	struct err err = {0};

	probe_int(probe, report);
	assert_true(probe_row(probe));
	*person = probe_get_int(probe);
	*is_kept = strcmp(probe_peek(probe), "N18") == 0;
	assert_works(probe_end(probe, &err), err);
}

static bool view_has(enum query_view view, unsigned roles, const struct report *r)
{
	int64_t person;
	bool is_kept;

	second_event(r->id, &person, &is_kept);
	switch (view) {
	case VIEW_TURN:
		return r->turn_person == ME;
	case VIEW_POOL:
		return !r->turn_person && (r->turn_roles & roles);
	case VIEW_URGENT:
		return r->turn_roles && r->urgency != URGENCY_PLAIN;
	case VIEW_OVERDUE:
		return r->turn_roles && r->due_ms && r->due_ms < COPY_NOW_MS;
	case VIEW_TODAY:
		return r->due_ms >= COPY_NOW_MS && r->due_ms < DAY_END_MS;
	case VIEW_RETURNED:
		return r->state == STATE_RETURNED;
	case VIEW_MINE:
		return person == ME;
	case VIEW_KEPT:
		return r->state == STATE_DECLINED && is_kept;
	case VIEW_FEEDBACK:
		return r->state == STATE_ISSUED || r->state == STATE_FORWARDED ||
		       r->state == STATE_DECLINED;
	default:
		return true;
	}
}

/* The filters that are tried, each with what it means written out once more. */
static const char *const filters[] = {"", "塌陷", "!塌陷", "状态:待审核|editing", "反映人:林",
    "滨江路 单位:住建", "编号:2026-000", "加急", "超期 !状态:待审核", "字数:>1500", "电梯|a 今日",
    "收稿:2026-11-20..", "𠮷", "标题:\"关于尽快\"", "经手:李"};

static bool name_has(int64_t person, const char *part)
{
	static const char *const names[] = {"", "王〇", "李小明", "赵刚", "林晓"};

	return person && strstr(names[person], part);
}

static bool filter_has(int at, const struct report *r)
{
	switch (at) {
	case 1:
	case 2:
		return has(r->title, "塌陷") != (at == 2);
	case 3:
		return r->state == STATE_REVIEW || r->state == STATE_EDITING;
	case 4:
		return has(r->writers, "林");
	case 5:
		return has(r->title, "滨江路") && has(r->unit, "住建");
	case 6:
		return has(r->number, "2026-000");
	case 7:
		return r->urgency == URGENCY_URGENT;
	case 8:
		return r->turn_roles && r->due_ms && r->due_ms < COPY_NOW_MS &&
		       r->state != STATE_REVIEW;
	case 9:
		return r->chars > 1500;
	case 10:
		return (has(r->title, "电梯") || has(r->title, "A")) && r->due_ms >= COPY_NOW_MS &&
		       r->due_ms < DAY_END_MS;
	case 11:
		return r->received_ms >= INT64_C(1795104000000); /* 2026-11-19T16:00Z */
	case 12:
		return has(r->title, "𠮷");
	case 13:
		return has(r->title, "关于尽快");
	case 14:
		return name_has(r->turn_person, "李") || name_has(r->assigned, "李");
	default:
		return true;
	}
}

static int by_query(const void *a, const void *b, void *of)
{
	return columns_compare(of, *(struct report *const *)a, *(struct report *const *)b);
}

static GPtrArray *by_hand(const struct query *query, int filter)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < copy.reports->len; i++) {
		struct report *r = g_ptr_array_index(copy.reports, i);

		if (view_has(query->view, query->roles, r) && filter_has(filter, r) &&
		    (!query->states || query->states & 1u << r->state))
			g_ptr_array_add(found, r);
	}
	g_ptr_array_sort_with_data(found, by_query, (void *)(uintptr_t)query);
	return found;
}

static void make_query(struct query *query, int view, int sort, int filter)
{
	struct err err = {0};

	query_init(query);
	query->view = (enum query_view)view;
	query->sort = (enum query_sort)sort;
	query->reversed = (view + sort + filter) % 2;
	query->me = ME;
	query->roles = ROLE_BIT(REVIEWER) | ROLE_BIT(EDITOR);
	query->now_ms = COPY_NOW_MS;
	query->day_end_ms = DAY_END_MS;
	if ((view + filter) % 5 == 4)
		query->states = STATE_BIT(INCOMING) | STATE_BIT(DECLINED) | STATE_BIT(RETURNED);
	assert_works(query_filter(query, filters[filter], "Asia/Shanghai", &err), err);
}

static void same_row(const struct row *row, const struct report *wanted)
{
	int64_t person;
	bool is_kept;

	assert_int_equal(row->report->id, wanted->id);
	assert_string_equal(row->report->title, wanted->title);
	assert_string_equal(row->report->digest, wanted->digest);
	second_event(wanted->id, &person, &is_kept);
	assert_int_equal(row->kept, is_kept && wanted->state == STATE_DECLINED);
	assert_true(row->checked);
}

/* Page through the whole query in one direction; every row is there once and in its place. */
static void page_through(const struct query *query, GPtrArray *wanted, enum page_way way, int limit)
{
	struct report *from = NULL;
	guint seen = 0;

	for (bool more = true; more;) {
		struct book_page page;
		struct err err = {0};

		assert_works(mirror_page(copy.reader, query, from, way, limit, &page, &err), err);
		assert_false(page.partial);
		for (guint i = 0; i < page.rows->len; i++) {
			guint at = way == PAGE_AFTER ? seen + i
						     : wanted->len - seen - page.rows->len + i;

			assert_true(at < wanted->len);
			same_row(g_ptr_array_index(page.rows, i), g_ptr_array_index(wanted, at));
		}
		seen += page.rows->len;
		more = page.more;
		assert_true(!more || page.rows->len == (guint)limit);
		report_free(from);
		from = NULL;
		if (page.rows->len) {
			guint edge = way == PAGE_AFTER ? page.rows->len - 1 : 0;
			from = report_copy(
			    ((struct row *)g_ptr_array_index(page.rows, edge))->report);
		}
		book_page_clear(&page);
	}
	report_free(from);
	assert_int_equal(seen, wanted->len);
}

static void check_counts(const struct query *query, GPtrArray *wanted)
{
	struct err err = {0};
	struct tally tally;

	assert_works(mirror_count(copy.reader, query, 10000, &tally, &err), err);
	assert_int_equal(tally.count, wanted->len);
	assert_false(tally.more);
	if (!wanted->len)
		return;
	guint at = (guint)g_rand_int_range(copy.rand, 0, (int)wanted->len);
	struct book_page page;
	assert_works(mirror_page(copy.reader, query, g_ptr_array_index(wanted, at), PAGE_FROM, 7,
			 &page, &err),
	    err);
	assert_int_equal(page.rows->len, MIN(7, wanted->len - at));
	for (guint i = 0; i < page.rows->len; i++)
		same_row(g_ptr_array_index(page.rows, i), g_ptr_array_index(wanted, at + i));
	book_page_clear(&page);
	for (guint i = 0; i < copy.reports->len; i += 37) {
		struct report *report = g_ptr_array_index(copy.reports, i);
		bool it_does = false;

		assert_works(mirror_matches(copy.reader, query, report->id, &it_does, &err), err);
		assert_int_equal(it_does, g_ptr_array_find(wanted, report, NULL));
	}
}

static void pages_are_the_list_cut_up(void **state)
{
	(void)state;
	int nonempty = 0;

	for (int view = 0; view < VIEW_COUNT; view++) {
		for (int filter = 0; filter < (int)G_N_ELEMENTS(filters); filter++) {
			int sort = (view * 7 + filter * 5) % SORT_COUNT;
			struct query query;

			make_query(&query, view, filter % 2 ? sort : 0, filter);
			GPtrArray *wanted = by_hand(&query, filter);
			page_through(&query, wanted, PAGE_AFTER, 11);
			page_through(&query, wanted, PAGE_BEFORE, 11);
			check_counts(&query, wanted);
			nonempty += wanted->len > 0;
			g_ptr_array_free(wanted, TRUE);
			query_clear(&query);
		}
	}
	assert_true(nonempty > 80);
}

static void every_order_runs_both_ways(void **state)
{
	(void)state;
	for (int sort = 0; sort < SORT_COUNT; sort++) {
		for (int reversed = 0; reversed < 2; reversed++) {
			struct query query;

			make_query(&query, VIEW_ALL, sort, 0);
			query.reversed = reversed;
			query.states = 0;
			GPtrArray *wanted = by_hand(&query, 0);
			assert_int_equal(wanted->len, copy.reports->len);
			page_through(&query, wanted, PAGE_AFTER, 50);
			page_through(&query, wanted, PAGE_BEFORE, 50);
			g_ptr_array_free(wanted, TRUE);
			query_clear(&query);
		}
	}
}

/* The row under the finger is decided by somebody else: the list goes on from where it was seen. */
static void a_row_that_moved_still_marks_its_old_place(void **state)
{
	struct query query;
	struct book_page first;
	struct book_page next;
	struct err err = {0};

	(void)state;
	make_query(&query, VIEW_ALL, SORT_QUEUE, 0);
	query.reversed = false;
	assert_works(mirror_page(copy.reader, &query, NULL, PAGE_AFTER, 20, &first, &err), err);
	struct row *shown = g_ptr_array_index(first.rows, 9);
	struct report *now = g_ptr_array_index(copy.reports, shown->report->id - 1);
	struct changes *changes = changes_new();

	g_ptr_array_add(
	    changes->events, copy_event(&copy, now->id, "close", now->state, STATE_CLOSED, 1));
	now->state = STATE_CLOSED;
	now->turn_roles = 0;
	now->turn_person = now->due_ms = now->assigned = 0;
	now->seq = copy.newest;
	copy_put(&copy, changes, now);
	assert_works(mirror_take(copy.writer, changes, &err), err);
	changes_free(changes);

	assert_works(
	    mirror_page(copy.reader, &query, shown->report, PAGE_AFTER, 10, &next, &err), err);
	for (guint i = 0; i < 10; i++) {
		const struct row *was = g_ptr_array_index(first.rows, 10 + i);
		const struct row *is = g_ptr_array_index(next.rows, i);

		assert_int_equal(was->report->id, is->report->id);
	}
	GPtrArray *rows = mirror_rows(copy.reader, &now->id, 1, &err);
	assert_non_null(rows);
	assert_int_equal(((struct row *)g_ptr_array_index(rows, 0))->report->state, STATE_CLOSED);
	g_ptr_array_free(rows, TRUE);
	book_page_clear(&first);
	book_page_clear(&next);
	query_clear(&query);
}

static void a_claim_is_seen_in_the_row_and_by_the_filter(void **state)
{
	struct changes *changes = changes_new();
	struct query query;
	struct book_page page;
	struct err err = {0};

	(void)state;
	changes->claims = g_ptr_array_new_with_free_func((GDestroyNotify)claim_free);
	g_ptr_array_add(changes->claims, claim_new(17, 3, "二号工位", 5));
	assert_works(mirror_take(copy.writer, changes, &err), err);
	query_init(&query);
	assert_works(query_filter(&query, "占用", NULL, &err), err);
	assert_works(mirror_page(copy.reader, &query, NULL, PAGE_AFTER, 5, &page, &err), err);
	assert_int_equal(page.rows->len, 1);
	const struct row *row = g_ptr_array_index(page.rows, 0);
	assert_int_equal(row->report->id, 17);
	assert_int_equal(row->claimed_by, 3);
	assert_string_equal(row->claimed_desk, "二号工位");
	book_page_clear(&page);

	g_ptr_array_set_size(changes->claims, 0);
	assert_works(mirror_take(copy.writer, changes, &err), err);
	assert_works(mirror_page(copy.reader, &query, NULL, PAGE_AFTER, 5, &page, &err), err);
	assert_int_equal(page.rows->len, 0);
	book_page_clear(&page);
	query_clear(&query);
	changes_free(changes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pages_are_the_list_cut_up),
	    cmocka_unit_test(every_order_runs_both_ways),
	    cmocka_unit_test(a_row_that_moved_still_marks_its_old_place),
	    cmocka_unit_test(a_claim_is_seen_in_the_row_and_by_the_filter),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
