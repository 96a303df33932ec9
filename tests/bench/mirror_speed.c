/* How fast the mirror is by itself: filling, pages, counts, search, one report; medians and worst.
 */
#include "tests/bench/corpus.h"

#include "base/clock.h"
#include "mirror/pages.h"
#include "mirror/read.h"
#include "mirror/search.h"
#include "mirror/take.h"
#include "mirror/trail.h"

#include <inttypes.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define NOW_MS INT64_C(1795510000000)
#define BATCH 1000
#define ME 2

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

static int by_time(const void *a, const void *b)
{
	double one = *(const double *)a;
	double other = *(const double *)b;

	return one < other ? -1 : one > other;
}

/* One line: name, median, 99th percentile, how often. */
static void tell(const char *name, GArray *times)
{
	if (!times->len)
		return;
	g_array_sort(times, by_time);
	printf("%-34s %9.3f %9.3f ms  (%u)\n", name, g_array_index(times, double, times->len / 2),
	    g_array_index(times, double, times->len * 99 / 100), times->len);
	g_array_set_size(times, 0);
}

static void must(bool good, const struct err *err)
{
	if (good)
		return;
	fprintf(stderr, "%s\n", err->words);
	exit(1);
}

static char *digest(int64_t number)
{
	g_autofree char *text = g_strdup_printf("%" PRId64, number);

	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

static void add_event(struct changes *changes, int64_t report, int64_t *seq, const char *kind,
    enum state from, enum state to, int64_t person)
{
	struct event *event = event_new();

	event->seq = ++*seq;
	event->report = report;
	revision_set(&event->kind, kind);
	event->from = from;
	event->to = to;
	event->person = person;
	revision_set(&event->person_name, "李初审");
	revision_set(&event->desk, "desk-3");
	revision_set(&event->program, "yanshen 0.1.0");
	revision_set(&event->words, "已核对，数据属实");
	event->at_ms = NOW_MS - DAY_MS + *seq;
	g_free(event->digest);
	event->digest = digest(*seq);
	g_ptr_array_add(changes->events, event);
}

/* Most reports are done with, as in an office of some years; one in twenty waits for somebody. */
static void add_report(
    struct changes *changes, struct corpus *corpus, int64_t id, int64_t *seq, FILE *plain)
{
	struct corpus_report text;
	struct report *report = report_new();
	struct revision *revision = revision_new();
	bool is_open = id % 20 == 0;

	corpus_report(corpus, (uint64_t)id, &text);
	revision->report = report->id = id;
	revision->no = 1;
	revision_set(&revision->title, text.title);
	revision_add_writer(revision, text.writer, WRITER_OUTSIDE, 0);
	revision_set(&revision->unit, text.unit);
	revision_set(&revision->body, text.body);
	revision->chars = (int)text.chars;
	revision->digest = digest(-id);
	report_take_head(report, revision);
	revision_set(&report->uid, revision->digest + 38);
	g_free(report->number);
	report->number = report_number(2020 + (int)(id / 40000), (int)(id % 40000) + 1);
	report->state = is_open ? (enum state)(STATE_INCOMING + id / 20 % 8) : STATE_CLOSED;
	report->received_ms = NOW_MS - (200000 - id) * 60000;
	report->since_ms = report->received_ms + 60000;
	if (is_open) {
		report->turn_roles = 1u << id / 20 % 5;
		report->turn_person = id / 20 % 7 == 0 ? ME : 0;
		report->due_ms = NOW_MS + (id % 3000 - 300) * 60000;
		report->urgency = (enum urgency)(id / 20 % 11 == 0);
	}
	add_event(changes, id, seq, "receive", STATE_NONE, STATE_INCOMING, 1);
	add_event(changes, id, seq, "accept", STATE_INCOMING, STATE_EDITING, id % 50 == 0 ? ME : 3);
	add_event(changes, id, seq, "submit", STATE_EDITING, STATE_REVIEW, 4);
	add_event(changes, id, seq, "pass", STATE_REVIEW, STATE_SIGNING, 5);
	report->seq = *seq;
	fprintf(plain, "%s %s %s %s\n", text.title, text.writer, text.unit, text.body);
	g_ptr_array_add(changes->revisions, revision);
	g_ptr_array_add(changes->reports, report);
}

static void fill(struct mirror *writer, int64_t count, FILE *plain)
{
	struct corpus *corpus = corpus_new();
	struct err err = {0};
	int64_t seq = 0;
	double taking = 0;

	must(mirror_bulk(writer, &err), &err);
	for (int64_t id = 1; id <= count;) {
		struct changes *changes = changes_new();

		changes->first_seq = seq + 1;
		for (int i = 0; i < BATCH && id <= count; i++, id++)
			add_report(changes, corpus, id, &seq, plain);
		changes->last_seq = seq;
		double began = now_ms();
		must(mirror_take(writer, changes, &err), &err);
		taking += now_ms() - began;
		changes_free(changes);
	}
	printf("%-34s %9.0f ms, %.0f reports a second\n", "take, in bulk", taking,
	    (double)count / taking * 1000);
	double began = now_ms();
	for (bool done = false; !done;)
		must(mirror_tidy(writer, 100, &done, &err), &err);
	printf("%-34s %9.0f ms\n", "tidy", now_ms() - began);
	corpus_free(corpus);
}

static struct query query_of(enum query_view view, enum query_sort sort, const char *filter)
{
	struct query query;
	struct err err = {0};

	query_init(&query);
	query.view = view;
	query.sort = sort;
	query.me = ME;
	query.roles = ROLE_BIT(REVIEWER) | ROLE_BIT(EDITOR);
	query.now_ms = NOW_MS;
	query.day_end_ms = NOW_MS + DAY_MS / 4;
	must(query_filter(&query, filter, NULL, &err), &err);
	return query;
}

static struct report *middle(struct mirror *reader)
{
	struct err err = {0};
	int64_t id = 0;

	must(mirror_find(reader, "2022-0777", &id, &err), &err);
	g_autoptr(GPtrArray) rows = mirror_rows(reader, &id, 1, &err);
	must(rows != NULL, &err);
	return rows->len ? report_copy(((struct row *)g_ptr_array_index(rows, 0))->report) : NULL;
}

/* Thirty pages down from the first, up from the last, and down from the middle, as fingers go. */
static void time_pages(struct mirror *reader, const char *name, struct query *query)
{
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	struct report *from = NULL;
	struct err err = {0};
	struct book_page page;
	struct tally tally;
	bool partial = false;
	double began;
	double spent;

	for (int i = 0; i < 93; i++) {
		enum page_way way = i / 31 == 1 ? PAGE_BEFORE : PAGE_AFTER;

		if (i == 31 || i == 62) {
			report_free(from);
			from = i == 31 ? NULL : middle(reader);
		}
		began = now_ms();
		must(mirror_page(reader, query, from, way, 50, &page, &err), &err);
		spent = now_ms() - began;
		g_array_append_val(times, spent);
		partial = partial || page.partial;
		if (page.rows->len) {
			const struct row *edge = g_ptr_array_index(
			    page.rows, way == PAGE_AFTER ? page.rows->len - 1 : 0);

			report_free(from);
			from = report_copy(edge->report);
		}
		book_page_clear(&page);
	}
	report_free(from);
	began = now_ms();
	must(mirror_count(reader, query, 5000, &tally, &err), &err);
	spent = now_ms() - began;
	printf("%s%s: %" PRId64 " rows, counted in %.3f ms\n", name, partial ? " (PARTIAL)" : "",
	    tally.count, spent);
	tell("  page of 50", times);
	query_clear(query);
}

static void all_pages(struct mirror *reader)
{
	static const char *const filters[] = {
	    "电梯", "state:review", "单位:教育", "编号:2021-00", "字数:>900", "不存在的词", "超期"};

	for (int view = 0; view < VIEW_COUNT; view++) {
		struct query query = query_of((enum query_view)view, SORT_QUEUE, "");
		g_autofree char *name = g_strdup_printf(
		    "view %s", view_name((enum query_view)view));

		time_pages(reader, name, &query);
	}
	for (int sort = 1; sort < SORT_COUNT; sort++) {
		struct query query = query_of(VIEW_ALL, (enum query_sort)sort, "");
		g_autofree char *name = g_strdup_printf(
		    "sort %s", sort_name((enum query_sort)sort));

		time_pages(reader, name, &query);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(filters); i++) {
		struct query query = query_of(
		    VIEW_ALL, i % 2 ? SORT_TITLE : SORT_QUEUE, filters[i]);
		g_autofree char *name = g_strdup_printf("filter %s", filters[i]);

		time_pages(reader, name, &query);
	}
}

static void time_search(struct mirror *reader, const char *words, int repeats)
{
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct search_wish wish = {.words = words};
	struct err err = {0};
	bool done = false;
	double began;
	double spent;

	for (int i = 0; i < repeats; i++) {
		g_array_set_size(found, 0);
		began = now_ms();
		struct search *search = search_begin(reader, &wish, &err);
		must(search != NULL, &err);
		must(search_next(search, 50, 10000, found, &done, &err), &err);
		spent = now_ms() - began;
		g_array_append_val(times, spent);
		search_free(search);
	}
	guint first = found->len;
	struct search *search = search_begin(reader, &wish, &err);
	must(search != NULL, &err);
	began = now_ms();
	g_array_set_size(found, 0);
	must(search_next(search, INT32_MAX, 100000, found, &done, &err), &err);
	spent = now_ms() - began;
	search_free(search);
	g_autofree char *name = g_strdup_printf("search %s, first %u", words, first);
	tell(name, times);
	printf("    all %u in %.1f ms\n", found->len, spent);
}

static void time_reports(struct mirror *reader, int64_t count)
{
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	struct err err = {0};
	double spent;

	for (int64_t i = 1; i <= 200; i++) {
		struct dossier dossier;
		double began = now_ms();

		must(mirror_read(reader, 1 + i * 7919 % count, &dossier, &err), &err);
		spent = now_ms() - began;
		g_array_append_val(times, spent);
		dossier_clear(&dossier);
	}
	tell("one report with all", times);
	struct trail_query all = {0};
	for (int64_t i = 1; i <= 50; i++) {
		struct trail_page page;
		double began = now_ms();

		must(mirror_trail(reader, &all, i * 1000, 50, &page, &err), &err);
		spent = now_ms() - began;
		g_array_append_val(times, spent);
		trail_page_clear(&page);
	}
	tell("page of the office's trail", times);
}

static void time_one_change(struct mirror *writer, struct mirror *reader, int64_t count)
{
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	struct err err = {0};
	struct mirror_marks marks;
	double spent;

	must(mirror_marks(writer, &marks, &err), &err);
	int64_t seq = marks.newest_seq;
	for (int64_t i = 1; i <= 100; i++) {
		struct changes *changes = changes_new();
		struct dossier dossier;
		int64_t id = 1 + i * 104729 % count;

		must(mirror_read(reader, id, &dossier, &err), &err);
		add_event(changes, id, &seq, "save", STATE_EDITING, STATE_EDITING, 4);
		dossier.current->no = ++dossier.report->revision;
		g_autofree char *body = g_strconcat(dossier.current->body, "另：盲道被占。", NULL);
		revision_set(&dossier.current->body, body);
		g_ptr_array_add(changes->reports, g_steal_pointer(&dossier.report));
		g_ptr_array_add(changes->revisions, g_steal_pointer(&dossier.current));
		changes->first_seq = changes->last_seq = seq;
		double began = now_ms();
		must(mirror_take(writer, changes, &err), &err);
		spent = now_ms() - began;
		g_array_append_val(times, spent);
		dossier_clear(&dossier);
		changes_free(changes);
	}
	tell("take one saved text", times);
}

int main(int argc, char **argv)
{
	int64_t count = argc > 1 ? g_ascii_strtoll(argv[1], NULL, 10) : 20000;
	const char *dir = argc > 2 ? argv[2] : "mirror-speed";
	struct mirror_place place = {.state_dir = dir, .share = "/bench", .office = "BENCH"};
	g_autofree char *plain_path = g_build_filename(dir, "plain.txt", NULL);
	struct mirror *writer = NULL;
	struct mirror *reader = NULL;
	struct mirror_marks marks;
	struct rusage used;
	struct err err = {0};

	must(mirror_open(&place, &writer, &reader, &err), &err);
	must(mirror_marks(writer, &marks, &err), &err);
	if (marks.newest_seq == 0) {
		FILE *plain = fopen(plain_path, "w");

		fill(writer, count, plain);
		fclose(plain);
	}
	mirror_close(reader);
	mirror_close(writer);
	must(mirror_open(&place, &writer, &reader, &err), &err);
	all_pages(reader);
	for (int i = 3; i < argc; i++)
		time_search(reader, argv[i], 20);
	time_reports(reader, count);
	time_one_change(writer, reader, count);
	getrusage(RUSAGE_SELF, &used);
	printf("peak memory %.1f MiB\n", (double)used.ru_maxrss / 1024);
	mirror_close(reader);
	mirror_close(writer);
	return 0;
}
