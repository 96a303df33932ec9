/* Attacks on the file under a desk that is open: it tells, and writes nothing more. */
#include "attack.h"

#include "tests/unit/work/bay.h"

#include "work/deed.h"
#include "work/sync.h"

#include <glib/gstdio.h>
#include <unistd.h>

static char *bytes_of(struct bay *bay, size_t *len)
{
	char *bytes = NULL;

	assert_true(g_file_get_contents(bay->trial->path, &bytes, len, NULL));
	return bytes;
}

/* The desk writes a note on report 1. */
static bool notes(struct bay *bay, struct err *err)
{
	struct deed *deed = deed_new(MOVE_NOTE, REVIEWER);

	deed->report = 1;
	deed->words = g_strdup("电话核实");
	bool good = deed_do(&bay->ground, deed, err);
	deed_free(deed);
	return good;
}

/* An office with one report, and the bytes of its file from before the desk's last note. */
static char *an_older_copy(struct bay *bay, size_t *len)
{
	struct err err = {0};

	trial_report_in(bay_leave(bay), STATE_EDITING);
	bay_back(bay);
	char *bytes = bytes_of(bay, len);
	assert_works(notes(bay, &err), err);
	return bytes;
}

static void has_stopped(struct bay *bay)
{
	struct err err = {0};

	assert_true(bay->ground.stopped);
	assert_false(notes(bay, &err));
	assert_int_equal(err.kind, ERR_DAMAGED);
	if (!g_str_has_prefix(err.words, "nothing is written any more"))
		fail_msg("it said: %s", err.words);
}

/* Written into the same file, as cp does. */
static void overwrite(struct bay *bay, const char *bytes, size_t len)
{
	FILE *file = fopen(bay->trial->path, "r+");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
	assert_int_equal(truncate(bay->trial->path, (off_t)len), 0);
}

static void an_older_copy_is_told_by_the_look(void **state)
{
	struct bay *bay = *state;
	struct err err = {0};
	size_t len;
	g_autofree char *old = an_older_copy(bay, &len);

	overwrite(bay, old, len);
	assert_false(sync_all(&bay->ground, &err));
	has_stopped(bay);
}

/* Before any look: the decision itself asks whether the file holds what the desk has seen. */
static void a_decision_does_not_go_into_an_older_copy(void **state)
{
	struct bay *bay = *state;
	struct err err = {0};
	size_t len, now;
	g_autofree char *old = an_older_copy(bay, &len);

	overwrite(bay, old, len);
	assert_refused(notes(bay, &err), err, ERR_DAMAGED);
	has_stopped(bay);
	g_autofree char *after = bytes_of(bay, &now);
	assert_int_equal(now, len);
	assert_memory_equal(after, old, len);
}

/* Renamed over it, as a sync program or a restore does: nothing goes into the file that is gone. */
static void a_file_put_in_its_place_is_told(void **state)
{
	struct bay *bay = *state;
	struct err err = {0};
	size_t len, now;
	g_autofree char *old = an_older_copy(bay, &len);
	g_autofree char *aside = g_strconcat(bay->trial->path, ".old", NULL);

	assert_true(g_file_set_contents(aside, old, (gssize)len, NULL));
	assert_int_equal(g_rename(aside, bay->trial->path), 0);
	assert_false(notes(bay, &err));
	err_clear(&err);
	bay->ground.retry_ms = 0;
	assert_false(notes(bay, &err));
	has_stopped(bay);
	g_autofree char *after = bytes_of(bay, &now);
	assert_int_equal(now, len);
	assert_memory_equal(after, old, len);
}

static void attacked(struct bay *bay, const char *sql, const char *words)
{
	g_autofree char *said = NULL;
	struct err err = {0};
	size_t len, bare_len;
	g_autofree char *bytes = an_older_copy(bay, &len);
	g_autofree char *bare = trial_bare_copy(bay->trial, "bare.db");
	g_autofree char *bare_bytes = NULL;

	(void)bytes;
	if (!trial_shell(bare, sql, &said))
		fail_msg("%s: %s", sql, said);
	assert_true(g_file_get_contents(bare, &bare_bytes, &bare_len, NULL));
	overwrite(bay, bare_bytes, bare_len);
	assert_false(sync_all(&bay->ground, &err));
	if (!strstr(err.words, words))
		fail_msg("the desk said \"%s\", not \"%s\"", err.words, words);
	has_stopped(bay);
}

static void events_cut_off_are_told(void **state)
{
	attacked(*state, "DELETE FROM event WHERE seq > (SELECT max(seq) - 1 FROM event)",
	    "rolled back or replaced");
}

static void a_forged_event_is_told(void **state)
{
	attacked(*state,
	    "INSERT INTO event SELECT seq + 1, '01K5ZZZZZZ0123456789ABCDEF', report, 'sign', "
	    "from_state, 'signed', person, person_name, desk, program, at_ms, reason, words, "
	    "revision, text_digest, detail, key, digest, prev, signature FROM event ORDER BY seq "
	    "DESC LIMIT 1",
	    "digest");
}

/* In the place of the desk's file, and a look at it. */
static void put_in(struct bay *bay, const char *path)
{
	g_autofree char *bytes = NULL;
	size_t len;

	assert_true(g_file_get_contents(path, &bytes, &len, NULL));
	overwrite(bay, bytes, len);
}

/* The chain goes on as it should, but with somebody else's key. */
static void forged_by(struct bay *bay, const struct key *key, const char *words)
{
	struct err err = {0};
	size_t len;
	g_autofree char *older = an_older_copy(bay, &len);
	g_autofree char *bare = trial_bare_copy(bay->trial, "bare.db");
	struct attack_plan plan = {.path = bare,
	    .report = 1,
	    .move = MOVE_NOTE,
	    .person = SIGNER,
	    .name = "陈签发",
	    .key = key,
	    .to = STATE_EDITING,
	    .now_ms = bay->trial->now_ms};

	attack_forge(&plan);
	put_in(bay, bare);
	assert_false(sync_all(&bay->ground, &err));
	if (!strstr(err.words, words))
		fail_msg("the desk said \"%s\", not \"%s\"", err.words, words);
	has_stopped(bay);
}

static void a_stranger_s_key_is_told(void **state)
{
	struct bay *bay = *state;
	struct seal *seal = seal_open(&bay->err);
	struct key *key = seal ? key_make(seal, &bay->err) : NULL;

	assert_works(key, bay->err);
	forged_by(bay, key, "signed with a key that nobody of this office has");
	key_free(key);
	seal_close(seal);
}

static void another_s_key_is_told(void **state)
{
	forged_by(
	    *state, g_ptr_array_index(trial_keys(EDITOR), 0), "signed with the key of 张编辑");
}

static void a_retired_key_is_told(void **state)
{
	struct bay *bay = *state;
	struct trial *t = bay_leave(bay);
	struct person *signer = person_new(SIGNER, "陈签发", "", 0);
	struct act act = trial_act(t, FOUNDER, MOVE_PERSON_RETIRE, 0);

	act.person = signer;
	trial_do(t, &act);
	person_free(signer);
	bay_back(bay);
	forged_by(bay, g_ptr_array_index(trial_keys(SIGNER), 0), "no longer valid then");
}

/* Another office, right in itself, where this desk joined one of another key. */
static void an_office_key_that_was_not_pinned_is_told(void **state)
{
	struct bay *bay = *state;
	struct err err = {0};

	share_pin(bay->ground.share, key_id(g_ptr_array_index(trial_keys(EDITOR), 0)));
	assert_false(notes(bay, &err));
	assert_int_equal(err.kind, ERR_DAMAGED);
	if (!strstr(err.words, "this desk joined the office of key"))
		fail_msg("it said: %s", err.words);
	has_stopped(bay);
}

/* Nobody's word stands behind the role: the desk writes nothing into such a file. */
static void a_role_in_the_table_is_told(void **state)
{
	struct bay *bay = *state;
	struct err err = {0};
	size_t len;
	g_autofree char *older = an_older_copy(bay, &len);
	g_autofree char *bare = trial_bare_copy(bay->trial, "bare.db");

	assert_true(
	    trial_shell(bare, "UPDATE person SET roles = 'editor,signer' WHERE id = 4", NULL));
	put_in(bay, bare);
	assert_false(notes(bay, &err));
	assert_int_equal(err.kind, ERR_DAMAGED);
	if (!strstr(err.words, "张编辑"))
		fail_msg("%s", err.words);
	has_stopped(bay);
}

static void a_rewritten_history_is_told(void **state)
{
	struct bay *bay = *state;
	struct err err = {0};
	size_t len, bare_len;
	g_autofree char *older = an_older_copy(bay, &len);
	g_autofree char *bare = trial_bare_copy(bay->trial, "bare.db");
	g_autofree char *bytes = NULL;

	attack_rewrite(bare, 12, "别的话", true);
	assert_true(g_file_get_contents(bare, &bytes, &bare_len, NULL));
	overwrite(bay, bytes, bare_len);
	assert_false(sync_all(&bay->ground, &err));
	has_stopped(bay);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define BAY(test) cmocka_unit_test_setup_teardown(test, bay_setup, bay_teardown)
	    BAY(an_older_copy_is_told_by_the_look),
	    BAY(a_decision_does_not_go_into_an_older_copy),
	    BAY(a_file_put_in_its_place_is_told),
	    BAY(events_cut_off_are_told),
	    BAY(a_forged_event_is_told),
	    BAY(a_stranger_s_key_is_told),
	    BAY(another_s_key_is_told),
	    BAY(a_retired_key_is_told),
	    BAY(an_office_key_that_was_not_pinned_is_told),
	    BAY(a_role_in_the_table_is_told),
	    BAY(a_rewritten_history_is_told),
	};

	return cmocka_run_group_tests_name("attack on a desk", tests, NULL, NULL);
}
