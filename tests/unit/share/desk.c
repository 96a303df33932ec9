/* See desk.h. SQLite forbids fork() with an open connection, so the child executes itself anew. */
#include "desk.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

struct desk {
	pid_t pid;
	FILE *to;
	FILE *from;
};

bool toy_fill(struct db *db, void *of, struct err *err)
{
	(void)of;
	return sql_exec(db,
	    "CREATE TABLE note(id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;"
	    "CREATE TABLE tally(count INTEGER NOT NULL) STRICT; INSERT INTO tally VALUES(0)",
	    err);
}

bool toy_note(struct share *share, const char *words, struct err *err)
{
	struct sql *sql = sql_ask(share_db(share), "INSERT INTO note(words) VALUES(?1)");

	sql_text(sql, 1, words);
	return sql_run(sql, err) &&
	       sql_run(sql_ask(share_db(share), "UPDATE tally SET count = count + 1"), err);
}

bool toy_add(struct share *share, const char *words, bool *unknown, struct err *err)
{
	struct txn txn;
	bool good = txn_write(&txn, share, err) && toy_note(share, words, err) &&
		    txn_commit(&txn, err);

	txn_end(&txn);
	if (unknown)
		*unknown = txn.outcome_is_unknown;
	return good;
}

int64_t toy_count(struct share *share)
{
	struct db *db = share_db(share);
	struct err err = {0};
	struct txn txn;
	int64_t notes, tally;

	assert_works(txn_read(&txn, share, &err), err);
	assert_works(sql_one_int(db, "SELECT count(*) FROM note", -1, &notes, &err), err);
	assert_works(sql_one_int(db, "SELECT count FROM tally", -2, &tally, &err), err);
	assert_int_equal(notes, tally);
	struct sql *sql = sql_ask(db, "PRAGMA integrity_check");
	assert_true(sql_row(sql));
	assert_string_equal(sql_get_text(sql, 0), "ok");
	assert_works(sql_end(sql, &err), err);
	txn_end(&txn);
	return notes;
}

int64_t toy_count_in(const char *path)
{
	struct err err = {0};
	struct share *share = share_open(path, false, &err);

	assert_works(share != NULL, err);
	int64_t notes = toy_count(share);
	share_close(share);
	return notes;
}

void place_make(struct place *place)
{
	struct err err = {0};

	place->dir = g_dir_make_tmp("yanshen-share-XXXXXX", NULL);
	assert_non_null(place->dir);
	place->db = g_build_filename(place->dir, "db", NULL);
	struct share *share = share_create(place->db, toy_fill, NULL, &err);
	assert_works(share != NULL, err);
	share_close(share);
}

void place_clear(struct place *place)
{
	g_autoptr(GDir) dir = g_dir_open(place->dir, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(place->dir, name, NULL);

		unlink(path);
	}
	rmdir(place->dir);
	g_free(place->dir);
	g_free(place->db);
}

/* What a desk does. */

struct acting {
	struct share *share;
	struct txn txn;
	const char *path;
};

static bool act_faults(struct share *share, const char *words)
{
	g_auto(GStrv) part = g_strsplit(words, " ", 3); /* kinds, nth, what */
	unsigned kinds = (unsigned)g_ascii_strtoull(part[0], NULL, 10);

	faults_set(vfs_faults(share_vfs(share)), kinds, g_ascii_strtoll(part[1], NULL, 10),
	    strcmp(part[2], "kill") == 0 ? FAULT_KILL : FAULT_FAIL);
	return true;
}

static bool act(struct acting *acting, const char *verb, const char *words, struct err *err)
{
	struct share *share = acting->share;
	bool good = true;

	if (strcmp(verb, "add") == 0)
		return toy_add(share, words, NULL, err);
	if (strcmp(verb, "write") == 0)
		return txn_write(&acting->txn, share, err) && toy_note(share, words, err);
	if (strcmp(verb, "read") == 0)
		return txn_read(&acting->txn, share, err);
	if (strcmp(verb, "commit") == 0)
		return txn_commit(&acting->txn, err);
	if (strcmp(verb, "end") == 0) {
		txn_end(&acting->txn);
		return true;
	}
	if (strcmp(verb, "faults") == 0)
		return act_faults(share, words);
	if (strcmp(verb, "join") == 0)
		return gate_join(share_gate(share), "1.0", words, err);
	if (strcmp(verb, "many") == 0) {
		for (int64_t i = g_ascii_strtoll(words, NULL, 10); good && i > 0; i--)
			good = toy_add(share, "one of many", NULL, err);
		return good;
	}
	return err_fail(err, ERR_SYSTEM, "a desk does not understand “%s”", verb);
}

static void obey(struct acting *acting)
{
	char line[256];

	while (fgets(line, sizeof(line), stdin)) {
		struct err err = {0};
		char *words;

		g_strchomp(line);
		words = strchr(line, ' ');
		if (words)
			*words++ = '\0';
		if (act(acting, line, words ? words : "", &err))
			printf("ok\n");
		else
			printf("%d %s\n", (int)err.kind, err.words);
		fflush(stdout);
	}
}

bool desk_main(int argc, char **argv)
{
	struct err err = {0};

	if (argc != 3 || strcmp(argv[1], "--desk") != 0)
		return false;
	struct acting acting = {.path = argv[2], .share = share_open(argv[2], false, &err)};

	if (acting.share) {
		printf("ok\n");
		fflush(stdout);
		obey(&acting);
		txn_end(&acting.txn);
	} else {
		printf("%d %s\n", (int)err.kind, err.words);
	}
	share_close(acting.share);
	return true;
}

/* How it is told. */

struct desk *desk_start(const char *path)
{
	/* by its name: valgrind starts nothing by the link alone */
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	const char *argv[] = {self, "--desk", path, NULL};
	struct desk *desk = g_new0(struct desk, 1);
	int to = -1, from = -1;

	signal(SIGPIPE, SIG_IGN);
	assert_true(g_spawn_async_with_pipes(NULL, (char **)(uintptr_t)argv, NULL,
	    G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &desk->pid, &to, &from, NULL, NULL));
	desk->to = fdopen(to, "w");
	desk->from = fdopen(from, "r");
	g_autofree char *answer = desk_answer(desk);
	assert_string_equal(answer, "ok");
	return desk;
}

void desk_begin(struct desk *desk, const char *line)
{
	fprintf(desk->to, "%s\n", line);
	fflush(desk->to);
}

char *desk_answer(struct desk *desk)
{
	char line[512];

	if (!fgets(line, sizeof(line), desk->from))
		return g_strdup("gone");
	return g_strdup(g_strchomp(line));
}

char *desk_tell(struct desk *desk, const char *line)
{
	desk_begin(desk, line);
	return desk_answer(desk);
}

void desk_does(struct desk *desk, const char *line)
{
	g_autofree char *answer = desk_tell(desk, line);

	assert_string_equal(answer, "ok");
}

void desk_stop(struct desk *desk)
{
	int status;

	fclose(desk->to);
	fclose(desk->from);
	waitpid(desk->pid, &status, 0);
	g_free(desk);
}
