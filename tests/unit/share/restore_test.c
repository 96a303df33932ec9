/* A backup in the database's place: whole or not at all, and known by who had the old one open. */
#include "trial.h"

#include "share/backup.h"
#include "share/history.h"
#include "share/restore.h"
#include "share/verify.h"

#include <glib/gstdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* A backup of the office as it is now. Owns: the caller frees the path. */
static char *back_up(struct trial *t)
{
	g_autofree char *dir = g_build_filename(t->dir, "kept", NULL);
	struct backup_plan plan = {.dir = dir, .local_dir = t->dir, .now_ms = t->now_ms};
	struct backup backup = {0};

	assert_int_equal(g_mkdir_with_parents(dir, 0700), 0);
	assert_works(share_backup(t->share, &plan, &backup, &t->err), t->err);
	char *path = g_steal_pointer(&backup.path);
	backup_clear(&backup);
	return path;
}

static char *office_of(struct trial *t)
{
	return trial_ask(t, "SELECT value FROM setting WHERE key = 'office.uid'");
}

static bool restore(
    struct trial *t, const char *from, const char *office, struct restored *restored)
{
	struct backup_plan plan = {.local_dir = t->dir, .now_ms = t->now_ms};

	share_close(t->share);
	t->share = NULL;
	err_clear(&t->err);
	return share_restore(from, t->path, office, NULL, &plan, restored, &t->err);
}

static void open_again(struct trial *t)
{
	err_clear(&t->err);
	t->share = share_open(t->path, false, &t->err);
	assert_works(t->share, t->err);
}

static int parts_in(const char *dir)
{
	g_autoptr(GDir) files = g_dir_open(dir, 0, NULL);
	const char *name;
	int count = 0;

	while (files && (name = g_dir_read_name(files)))
		count += strstr(name, ".part") != NULL;
	return count;
}

static void the_displaced_file_stays(void **state)
{
	struct trial *t = *state;
	struct restored restored = {0};
	g_autofree char *office = office_of(t);

	trial_receive(t, "甲", "甲文");
	g_autofree char *backup = back_up(t);
	trial_receive(t, "乙", "乙文");
	assert_works(restore(t, backup, office, &restored), t->err);
	struct share *old = share_open(restored.aside, true, &t->err);
	assert_works(old, t->err);
	struct verified found = {0};
	struct verify_plan plan = {.full = true};
	assert_works(share_verify(old, &plan, &found, &t->err), t->err);
	assert_int_equal(found.reports, 2);
	verified_clear(&found);
	share_close(old);
	/* It says of itself that it was put aside: a desk goes by that, not by what names it sees. */
	assert_null(share_open(restored.aside, false, &t->err));
	assert_int_equal(t->err.kind, ERR_AWAY);
	err_clear(&t->err);
	open_again(t);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM report"), 1);
	/* And may come back: what was in it is there again. */
	struct restored back = {0};
	assert_works(restore(t, restored.aside, office, &back), t->err);
	restored_clear(&back);
	restored_clear(&restored);
	open_again(t);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM report"), 2);
	trial_verify(t);
	assert_int_equal(parts_in(t->dir), 0);
}

/* A desk that has the old file open writes neither into it nor past it. */
static int other_desk(struct trial *t, int go)
{
	struct revision *text = trial_text("标题", "正文");
	struct act act = trial_act(t, CLERK, MOVE_RECEIVE, 0);
	struct done done = {0};
	struct err err = {0};
	char byte;
	struct share *share = share_open(t->path, false, &err);

	act.ask.text = text;
	if (!share || !share_move(share, &act, &done, &err))
		return 10;
	if (write(go, "w", 1) != 1 || read(go, &byte, 1) != 1)
		return 11;
	act.uid = NULL;
	if (share_move(share, &act, &done, &err) || err.kind != ERR_AWAY)
		return 12;
	share_close(share);
	err_clear(&err);
	share = share_open(t->path, false, &err);
	return share && share_move(share, &act, &done, &err) ? 0 : 13;
}

static void who_had_it_open_notices(void **state)
{
	struct trial *t = *state;
	struct restored restored = {0};
	g_autofree char *office = office_of(t);
	g_autofree char *backup = back_up(t);
	int ends[2], status;
	char byte;

	share_close(t->share);
	t->share = NULL;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		_exit(other_desk(t, ends[1]));
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	assert_works(restore(t, backup, office, &restored), t->err);
	restored_clear(&restored);
	assert_int_equal(write(ends[0], "g", 1), 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), 0);
	close(ends[0]);
	open_again(t);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM report"), 1);
	trial_verify(t);
}

/* The power goes between the mark and the names: opening says what to do, and doing it helps. */
static void half_way_it_is_run_again(void **state)
{
	struct trial *t = *state;
	struct restored restored = {0};
	g_autofree char *office = office_of(t);
	g_autofree char *backup = back_up(t);
	char *said = NULL;

	share_close(t->share);
	t->share = NULL;
	assert_true(trial_shell(t->path, "PRAGMA user_version = 0x40000002", &said));
	g_free(said);
	assert_null(share_open(t->path, false, &t->err));
	assert_int_equal(t->err.kind, ERR_AWAY);
	assert_non_null(strstr(t->err.words, "restore"));
	assert_works(restore(t, backup, office, &restored), t->err);
	restored_clear(&restored);
	open_again(t);
	trial_verify(t);
}

/* A broken file and the journal it left are put aside together: the journal is not played back. */
static void a_broken_file_is_replaced(void **state)
{
	struct trial *t = *state;
	struct restored restored = {0};
	g_autofree char *office = office_of(t);

	trial_receive(t, "甲", "甲文");
	g_autofree char *backup = back_up(t);
	share_close(t->share);
	t->share = NULL;
	g_autofree char *journal = g_strconcat(t->path, "-journal", NULL);
	assert_true(g_file_set_contents(t->path, "not a database at all", -1, NULL));
	assert_true(g_file_set_contents(journal, "what it left", -1, NULL));
	assert_works(restore(t, backup, office, &restored), t->err);
	g_autofree char *along = g_strconcat(restored.aside, "-journal", NULL);
	assert_true(g_file_test(along, G_FILE_TEST_EXISTS));
	restored_clear(&restored);
	open_again(t);
	assert_int_equal(trial_count(t, "SELECT count(*) FROM report"), 1);
	trial_verify(t);
}

static void what_is_no_good_is_refused(void **state)
{
	struct trial *t = *state;
	struct restored restored = {0};
	g_autofree char *office = office_of(t);
	g_autofree char *said = NULL;

	trial_receive(t, "甲", "甲文");
	g_autofree char *backup = back_up(t);
	assert_false(restore(t, backup, "another", &restored));
	assert_int_equal(t->err.kind, ERR_INPUT);
	open_again(t);
	g_autofree char *forged = trial_bare_copy(t, "forged.db");
	assert_true(trial_shell(forged, "UPDATE report SET state = 'signed'", &said));
	assert_false(restore(t, forged, office, &restored));
	assert_int_equal(t->err.kind, ERR_DAMAGED);
	open_again(t);
	trial_verify(t);
	assert_int_equal(parts_in(t->dir), 0);
}

/* What a desk has seen: digests by number, taken from the share. */
struct seen {
	char digests[64][DIGEST_HEX_LEN + 1];
	int64_t newest;
};

static bool seen_by(void *of, int64_t seq, char digest[DIGEST_HEX_LEN + 1])
{
	struct seen *seen = of;

	if (seq < 1 || seq > seen->newest)
		return false;
	g_strlcpy(digest, seen->digests[seq], DIGEST_HEX_LEN + 1);
	return true;
}

static void see(struct trial *t, struct seen *seen)
{
	seen->newest = trial_count(t, "SELECT max(seq) FROM event");
	for (int64_t seq = 1; seq <= seen->newest; seq++) {
		g_autofree char *ask = g_strdup_printf(
		    "SELECT digest FROM event WHERE seq = %d", (int)seq);
		g_autofree char *digest = trial_ask(t, ask);
		g_strlcpy(seen->digests[seq], digest, DIGEST_HEX_LEN + 1);
	}
}

/* The word of an administrator covers what was put back then, and nothing that is later. */
static void a_word_covers_one_return(void **state)
{
	struct trial *t = *state;
	struct restored restored = {0};
	struct seen desk = {0}, later = {0};
	struct history found, said;
	g_autofree char *office = office_of(t);

	trial_receive(t, "甲", "甲文");
	g_autofree char *backup = back_up(t);
	trial_receive(t, "乙", "乙文");
	see(t, &desk);
	assert_works(restore(t, backup, office, &restored), t->err);
	restored_clear(&restored);
	open_again(t);
	assert_works(history_admitted(t->share, seen_by, &desk, &found, &t->err), t->err);
	assert_int_equal(found.seq, 0); /* nobody has said anything */
	assert_works(
	    history_fork(t->share, seen_by, &desk, 1, desk.newest, &said, &t->err), t->err);
	assert_int_equal(said.keeps, desk.newest - 1);
	assert_int_equal(said.lost, desk.newest);

	g_autofree char *value = history_print(&said);
	struct act act = trial_act(t, FOUNDER, MOVE_SETTING, 0);
	act.key = SETTING_HISTORY;
	act.value = value;
	trial_do(t, &act);
	assert_works(history_admitted(t->share, seen_by, &desk, &found, &t->err), t->err);
	assert_int_equal(found.seq, desk.newest);

	/* A copy of now is put back after one more act: the old word says nothing of that. */
	g_autofree char *second = back_up(t);
	trial_receive(t, "丙", "丙文");
	see(t, &later);
	assert_works(restore(t, second, office, &restored), t->err);
	restored_clear(&restored);
	open_again(t);
	trial_receive(t, "丁", "丁文");
	assert_works(history_admitted(t->share, seen_by, &later, &found, &t->err), t->err);
	assert_int_equal(found.seq, 0);
	/* Nor does anybody else's: verify and the desks take an administrator's alone. */
	struct act other = trial_act(t, CLERK, MOVE_SETTING, 0);
	other.key = SETTING_HISTORY;
	other.value = value;
	trial_refused(t, &other, ERR_DENIED);
}

static void words_are_read_as_written(void **state)
{
	static const char *const bad[] = {"", "1:x 2:y", "1: 2:", "x", "0:"};
	struct history one = {.keeps = 3, .lost = 9}, two;

	(void)state;
	memset(one.keeps_digest, 'a', DIGEST_HEX_LEN);
	memset(one.lost_digest, '7', DIGEST_HEX_LEN);
	g_autofree char *value = history_print(&one);
	assert_true(history_parse(value, &two));
	assert_memory_equal(&one, &two, sizeof(one));
	g_autofree char *more = g_strconcat(value, "x", NULL);
	assert_false(history_parse(more, &two));
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		assert_false(history_parse(bad[i], &two));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(the_displaced_file_stays),
	    TRIAL(who_had_it_open_notices),
	    TRIAL(half_way_it_is_run_again),
	    TRIAL(a_broken_file_is_replaced),
	    TRIAL(what_is_no_good_is_refused),
	    TRIAL(a_word_covers_one_return),
	    cmocka_unit_test(words_are_read_as_written),
	};

	if (g_file_test("/dev/shm", G_FILE_TEST_IS_DIR))
		g_setenv("TMPDIR", "/dev/shm", FALSE);
	return cmocka_run_group_tests_name("restore", tests, NULL, NULL);
}
