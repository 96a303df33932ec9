/* Desks that write as fast as they can, against the same by SQLite alone; then people at their pace
 * on a slow drive: writers FOLDER [DESKS [ACTS [FASTER]]], so many acts a round. */
#include "writers.h"

#include "share/init.h"
#include "share/write.h"

#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_DESKS 64
#define THROUGHPUT_BAR 0.7 /* of one bare process, at least */
#define WAIT_BAR 20 /* the longest wait against the median, at most */
#define ROUNDS 5

/* One measurement. */
struct bench {
	const char *path;
	int desks, acts; /* of all desks together, a round */
	double *waits_ms; /* of every act, in memory that all share */
};

void die(const char *what, const struct err *err)
{
	fprintf(stderr, "writers: %s: %s\n", what, err->words);
	_exit(1);
}

double now_ms(void)
{
	return (double)g_get_monotonic_time() / 1000;
}

/* Keys of the office (0), its founder (1) and the one person (2), the same in all processes. */
static GPtrArray *keys_of(int64_t person)
{
	static GPtrArray *keys[3];
	struct err err = {0};

	if (!keys[0]) {
		struct seal *seal = seal_open(&err);

		for (size_t i = 0; seal && i < G_N_ELEMENTS(keys); i++) {
			keys[i] = g_ptr_array_new();
			g_ptr_array_add(keys[i], key_make(seal, &err));
		}
		if (err.kind != ERR_NONE)
			die("keys", &err);
	}
	return keys[person];
}

struct act act_of(enum move_id move, int64_t actor, int64_t report)
{
	return (struct act){.ask = {.move = move, .words = "已电话核实，情况属实。"},
	    .actor = actor,
	    .keys = keys_of(actor),
	    .desk = "desk",
	    .program = "yanshen bench",
	    .now_ms = 1790000000000,
	    .report = report,
	    .source = SOURCE_MEMBER,
	    .limit_ms = -1};
}

void do_one(struct share *share, const struct act *act)
{
	struct err err = {0};
	struct done done;

	if (!share_move(share, act, &done, &err))
		die("an act", &err);
	done_clear(&done);
}

void make_office(const char *path, int reports)
{
	struct office office = {.name = "临江市政协办公室",
	    .level = "city",
	    .person = "管理员",
	    .login = "",
	    .office_key = g_ptr_array_index(keys_of(0), 0),
	    .key = g_ptr_array_index(keys_of(1), 0),
	    .desk = "desk",
	    .program = "yanshen bench",
	    .now_ms = 1790000000000};
	struct err err = {0};
	struct share *share = share_init(path, &office, &err);
	struct person *clerk = person_new(0, "王收发", "", ROLE_BIT(CLERK) | ROLE_BIT(REVIEWER));
	struct revision *text = revision_new();
	struct act add = act_of(MOVE_PERSON_ADD, 1, 0), receive = act_of(MOVE_RECEIVE, 2, 0);

	if (!share)
		die("an office", &err);
	add.person = clerk;
	add.key_text = key_public(g_ptr_array_index(keys_of(2), 0));
	do_one(share, &add);
	revision_set(&text->title, "关于规范共享电动车停放的建议");
	revision_set(&text->body, "情况：停放混乱，盲道被占。\n建议：增设停放点，划定边界。\n");
	receive.ask.text = text;
	for (int i = 0; i < reports; i++)
		do_one(share, &receive);
	revision_free(text);
	person_free(clerk);
	share_close(share);
}

/* One desk: a note after the other on its own report, each timed. */
static void desk(const struct bench *bench, int at, int go)
{
	struct err err = {0};
	struct share *share = share_open(bench->path, false, &err);
	int each = bench->acts / bench->desks;
	char byte;

	if (!share)
		die("opening", &err);
	if (read(go, &byte, 1) != 0) /* until all are there, and the starter lets go */
		_exit(1);
	for (int i = 0; i < each; i++) {
		struct act act = act_of(MOVE_NOTE, 2, at + 1);
		double from = now_ms();

		do_one(share, &act);
		bench->waits_ms[at * each + i] = now_ms() - from;
	}
	share_close(share);
	_exit(0);
}

double *shared_numbers(int count)
{
	double *numbers = mmap(NULL, (size_t)count * sizeof(double), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (numbers == MAP_FAILED)
		_exit(1);
	return numbers;
}

bool wait_for_all(int count)
{
	bool good = true;

	for (int i = 0; i < count; i++) {
		int status;

		good = wait(&status) > 0 && status == 0 && good;
	}
	return good;
}

/* All desks at once. Returns what it took. Units: ms. */
static double race(const struct bench *bench)
{
	int go[2];
	bool good = pipe(go) == 0;

	for (int i = 0; good && i < bench->desks; i++) {
		if (fork() == 0) {
			close(go[1]);
			desk(bench, i, go[0]);
		}
	}
	double from = now_ms();
	close(go[1]);
	if (!good || !wait_for_all(bench->desks))
		_exit(1);
	close(go[0]);
	return now_ms() - from;
}

static void exec(sqlite3 *handle, const char *sql)
{
	if (sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "writers: %s: %s\n", sql, sqlite3_errmsg(handle));
		_exit(1);
	}
}

/* The same transactions by one process, with SQLite's own files and nobody else about. */
static double alone(const struct bench *bench)
{
	sqlite3 *handle = NULL;
	struct err err = {0};
	struct seal *seal = seal_open(&err);

	if (!seal || sqlite3_open(bench->path, &handle) != SQLITE_OK)
		die("bare SQLite", &err);
	exec(handle, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL");
	struct db *db = db_new(handle);
	struct roster *roster = roster_new(seal);
	double from = now_ms();

	for (int i = 0; i < bench->acts; i++) {
		struct act act = act_of(MOVE_NOTE, 2, i % bench->desks + 1);
		struct done done = {0};
		struct writing writing = {
		    .db = db, .seal = seal, .roster = roster, .act = &act, .done = &done};

		exec(handle, "BEGIN IMMEDIATE");
		if (!write_act(&writing, &err))
			die("a bare act", &err);
		exec(handle, "COMMIT");
		done_clear(&done);
	}
	double took = now_ms() - from;
	db_close(db);
	roster_free(roster);
	seal_close(seal);
	return took;
}

static int by_size(const void *a, const void *b)
{
	const double *one = a, *other = b;

	return (*one > *other) - (*one < *other);
}

void sort_numbers(double *numbers, int count)
{
	qsort(numbers, (size_t)count, sizeof(double), by_size);
}

int bar(const char *what, double value, double limit, bool is_met)
{
	printf("%-62s %8.2f  bar %5.2f  %s\n", what, value, limit, is_met ? "met" : "MISSED");
	return is_met ? 0 : 1;
}

/* Both in turns, so that whatever else this computer does falls on both alike. */
static int measure(struct bench *bench, const char *folder)
{
	g_autofree char *raced = g_build_filename(folder, "writers.db", NULL);
	g_autofree char *bare = g_build_filename(folder, "bare.db", NULL);
	int acts = bench->acts * ROUNDS;
	double *waits_ms = shared_numbers(acts), shares[ROUNDS], one_ms = 0, all_ms = 0;

	make_office(raced, bench->desks);
	make_office(bare, bench->desks);
	for (int i = 0; i < ROUNDS; i++) {
		bench->path = bare;
		double one = alone(bench);
		bench->path = raced;
		bench->waits_ms = waits_ms + (size_t)i * (size_t)bench->acts;
		double all = race(bench);

		shares[i] = one / all;
		one_ms += one;
		all_ms += all;
	}
	sort_numbers(waits_ms, acts);
	sort_numbers(shares, ROUNDS);
	double median = waits_ms[acts / 2], longest = waits_ms[acts - 1];

	printf("%d acts in %d rounds: SQLite alone %.0f a second, %d desks %.0f; wait %.1f ms, 99 "
	       "in 100 %.1f, longest %.1f; the rounds' ratios %.2f to %.2f\n",
	    acts, ROUNDS, acts * 1000 / one_ms, bench->desks, acts * 1000 / all_ms, median,
	    waits_ms[acts * 99 / 100], longest, shares[0], shares[ROUNDS - 1]);
	return bar("desks at once, in acts a second, against SQLite alone", shares[ROUNDS / 2],
		   THROUGHPUT_BAR, shares[ROUNDS / 2] >= THROUGHPUT_BAR) +
	       bar("the longest wait against the median", longest / median, WAIT_BAR,
		   longest / median <= WAIT_BAR);
}

static int number_of(int argc, char **argv, int at, int otherwise)
{
	return argc > at ? (int)g_ascii_strtoll(argv[at], NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
	struct bench bench = {
	    .desks = number_of(argc, argv, 2, 16), .acts = number_of(argc, argv, 3, 640)};
	int faster = number_of(argc, argv, 4, 10);

	if (argc < 2 || bench.desks < 1 || bench.desks > MAX_DESKS || bench.acts < bench.desks ||
	    faster < 1 || faster > 20) {
		fprintf(stderr, "usage: writers FOLDER [DESKS [ACTS [FASTER]]]\n");
		return 2;
	}
	bench.acts -= bench.acts % bench.desks;
	int missed = measure(&bench, argv[1]);
	fflush(stdout);
	return missed + pace_measure(argv[1], faster) ? 1 : 0;
}
