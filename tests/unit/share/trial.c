/* An office for tests, on a real file below the build tree. */
#include "trial.h"

#include "share/verify.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

static const struct {
	const char *name;
	unsigned roles;
} staff[] = {
    [CLERK] = {"王收发", ROLE_BIT(CLERK)},
    [REVIEWER] = {"李初审", ROLE_BIT(REVIEWER)},
    [EDITOR] = {"张编辑", ROLE_BIT(EDITOR)},
    [APPROVER] = {"赵审核", ROLE_BIT(APPROVER)},
    [SIGNER] = {"陈签发", ROLE_BIT(SIGNER)},
    [SECURITY] = {"周保密", ROLE_BIT(SECURITY)},
    [AUDITOR] = {"吴审计", ROLE_BIT(AUDITOR)},
    [EDITOR_TOO] = {"孙编辑", ROLE_BIT(EDITOR)},
    [APPROVER_TOO] = {"钱审核", ROLE_BIT(APPROVER)},
    [ALL_ROLES] = {"全能者", (1u << ROLE_COUNT) - 1},
};

const GPtrArray *trial_keys(int64_t person)
{
	static GPtrArray *keys[TRIAL_PEOPLE];
	static struct seal *seal;
	struct err err = {0};

	if (person < 0 || person >= TRIAL_PEOPLE)
		return NULL;
	if (!seal)
		seal = seal_open(&err);
	assert_works(seal, err);
	if (!keys[person]) {
		struct key *key = key_make(seal, &err);

		assert_works(key, err);
		keys[person] = g_ptr_array_new();
		g_ptr_array_add(keys[person], key);
	}
	return keys[person];
}

int trial_setup(void **state)
{
	struct trial *trial = g_new0(struct trial, 1);
	struct office office = {.name = "永宁市政协办公室",
	    .level = "city",
	    .person = "管理员",
	    .login = "admin",
	    .office_key = g_ptr_array_index(trial_keys(0), 0),
	    .key = g_ptr_array_index(trial_keys(FOUNDER), 0),
	    .desk = "desk",
	    .program = "yanshen test"};

	trial->dir = g_dir_make_tmp("yanshen-share-XXXXXX", NULL);
	trial->path = g_build_filename(trial->dir, "desk.db", NULL);
	trial->now_ms = 1790000000000; /* 2026-09-21 */
	office.now_ms = trial->now_ms;
	trial->share = share_init(trial->path, &office, &trial->err);
	assert_works(trial->share, trial->err);
	for (int64_t id = CLERK; id <= ALL_ROLES; id++) {
		struct person *person = person_new(0, staff[id].name, "", staff[id].roles);
		struct act act = trial_act(trial, FOUNDER, MOVE_PERSON_ADD, 0);

		act.person = person;
		act.key_text = key_public(g_ptr_array_index(trial_keys(id), 0));
		trial_do(trial, &act);
		assert_int_equal(trial->done.person, id);
		person_free(person);
	}
	*state = trial;
	return 0;
}

static void remove_all(const char *dir)
{
	GDir *open = g_dir_open(dir, 0, NULL);
	const char *name;

	while (open && (name = g_dir_read_name(open))) {
		g_autofree char *path = g_build_filename(dir, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			remove_all(path);
		else
			g_unlink(path);
	}
	if (open)
		g_dir_close(open);
	g_rmdir(dir);
}

int trial_teardown(void **state)
{
	struct trial *trial = *state;

	share_close(trial->share);
	remove_all(trial->dir);
	done_clear(&trial->done);
	g_free(trial->dir);
	g_free(trial->path);
	g_free(trial);
	return 0;
}

/* Whoever gives a second verdict sits elsewhere: two at one computer would be told by verify. */
static const char *desk_of(int64_t actor)
{
	return actor == SIGNER         ? "desk of the signer"
	       : actor == APPROVER_TOO ? "desk of the second approver"
	       : actor == SECURITY     ? "desk of the security officer"
				       : "desk";
}

struct act trial_act(struct trial *trial, int64_t actor, enum move_id move, int64_t report)
{
	trial->now_ms += 60000;
	return (struct act){.ask = {.move = move},
	    .actor = actor,
	    .keys = trial_keys(actor),
	    .desk = desk_of(actor),
	    .program = "yanshen test",
	    .now_ms = trial->now_ms,
	    .report = report};
}

int64_t trial_do(struct trial *trial, const struct act *act)
{
	done_clear(&trial->done);
	if (!share_move(trial->share, act, &trial->done, &trial->err))
		fail_msg("%s: %s", move_row(act->ask.move)->name, trial->err.words);
	return trial->done.report;
}

int64_t trial_move(struct trial *trial, int64_t actor, enum move_id move, int64_t report)
{
	struct act act = trial_act(trial, actor, move, report);

	act.ask.words = "按规定办理";
	act.ask.ticks = move == MOVE_PASS || move == MOVE_DISPATCH ? trial_ticks() : NULL;
	act.ask.to = move == MOVE_DISPATCH || move == MOVE_FORWARD ? "市委办公室" : NULL;
	act.ask.reason = move == MOVE_RETURN || move == MOVE_DECLINE ? "N09" : NULL;
	return trial_do(trial, &act);
}

void trial_refused(struct trial *trial, const struct act *act, enum err_kind kind)
{
	struct done done;

	err_clear(&trial->err);
	if (share_move(trial->share, act, &done, &trial->err))
		fail_msg("%s was not refused", move_row(act->ask.move)->name);
	if (trial->err.kind != kind)
		fail_msg("%s: kind %d instead of %d: %s", move_row(act->ask.move)->name,
		    trial->err.kind, kind, trial->err.words);
}

struct revision *trial_text(const char *title, const char *body)
{
	struct revision *text = revision_new();

	revision_set(&text->title, title);
	revision_set(&text->body, body);
	revision_set(&text->unit, "市政协委员");
	revision_set(&text->addressees, "市委办公室");
	revision_add_writer(text, "何某", WRITER_OUTSIDE, 0);
	return text;
}

void trial_denied(
    struct trial *trial, int64_t actor, enum move_id move, int64_t report, const char *words)
{
	struct act act = trial_act(trial, actor, move, report);

	act.ask.ticks = trial_ticks();
	act.ask.words = "按规定办理";
	trial_refused(trial, &act, ERR_DENIED);
	if (!strstr(trial->err.words, words))
		fail_msg("said \"%s\", not \"%s\"", trial->err.words, words);
	err_clear(&trial->err);
}

int64_t trial_receive(struct trial *trial, const char *title, const char *body)
{
	struct act act = trial_act(trial, CLERK, MOVE_RECEIVE, 0);
	struct revision *text = trial_text(title, body);

	act.ask.text = text;
	act.source = SOURCE_MEMBER;
	int64_t report = trial_do(trial, &act);
	revision_free(text);
	return report;
}

int64_t trial_write(
    struct trial *trial, int64_t actor, enum move_id move, int64_t report, const char *body)
{
	struct act act = trial_act(trial, actor, move, report);
	struct revision *text = trial_text("关于规范共享电动车停放的建议", body);

	act.ask.text = text;
	act.limit_ms = -1;
	int64_t same = trial_do(trial, &act);
	revision_free(text);
	return same;
}

int64_t trial_report_in(struct trial *trial, enum state state)
{
	static const struct {
		enum state state;
		enum move_id move;
		int64_t actor;
	} way[] = {
	    {STATE_EDITING, MOVE_ACCEPT, REVIEWER},
	    {STATE_REVIEW, MOVE_SUBMIT, EDITOR},
	    {STATE_SIGNING, MOVE_PASS, APPROVER},
	    {STATE_SIGNED, MOVE_SIGN, SIGNER},
	    {STATE_ISSUED, MOVE_DISPATCH, CLERK},
	};
	int64_t report = trial_receive(
	    trial, "关于规范共享电动车停放的建议", "情况：停放混乱。\n建议：增设停放点。\n");

	for (size_t i = 0; i < G_N_ELEMENTS(way) && trial->done.state != state; i++) {
		trial_move(trial, way[i].actor, way[i].move, report);
		if (way[i].state == STATE_EDITING && state != STATE_EDITING)
			trial_write(trial, EDITOR, MOVE_SAVE, report,
			    "情况：盲道被占。\n建议：增设停放点。\n");
	}
	assert_int_equal(trial->done.state, state);
	return report;
}

const struct checklist *trial_ticks(void)
{
	static const struct checklist all = {.points = {
#define YES {ANSWER_YES, NULL}
						 YES, YES, YES, YES, YES, YES, YES, YES, YES, YES,
						 YES, YES, YES, YES, YES, YES, YES, YES}};

	return &all;
}

char *trial_ask(struct trial *trial, const char *sql)
{
	struct sql *asked = sql_ask(share_db(trial->share), sql);
	char *value = sql_row(asked) ? sql_get_dup(asked, 0) : NULL;

	assert_works(sql_end(asked, &trial->err), trial->err);
	return value;
}

int64_t trial_count(struct trial *trial, const char *sql)
{
	int64_t value;

	assert_works(sql_one_int(share_db(trial->share), sql, 0, &value, &trial->err), trial->err);
	return value;
}

void trial_verify(struct trial *trial)
{
	struct verify_plan plan = {.full = true};
	struct verified verified;

	assert_works(share_verify(trial->share, &plan, &verified, &trial->err), trial->err);
	if (verified.flags->len)
		fail_msg("%s", (const char *)g_ptr_array_index(verified.flags, 0));
	verified_clear(&verified);
}

bool trial_shell(const char *path, const char *sql, char **said)
{
	sqlite3 *handle = NULL;
	char *words = NULL;
	int code = sqlite3_open(path, &handle);

	if (code == SQLITE_OK)
		code = sqlite3_exec(handle, sql, NULL, NULL, &words);
	if (said)
		*said = g_strdup(words ? words : sqlite3_errstr(code));
	sqlite3_free(words);
	sqlite3_close(handle);
	return code == SQLITE_OK;
}

char *trial_bare_copy(struct trial *trial, const char *name)
{
	char *path = g_build_filename(trial->dir, name, NULL);
	g_autofree char *bytes = NULL;
	size_t len;
	sqlite3 *handle;
	sqlite3_stmt *stmt;
	GString *drop = g_string_new(NULL);

	assert_true(g_file_get_contents(trial->path, &bytes, &len, NULL));
	assert_true(g_file_set_contents(path, bytes, (gssize)len, NULL));
	assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
	sqlite3_prepare_v2(handle,
	    "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger'", -1,
	    &stmt, NULL);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		g_string_append(drop, (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	assert_int_equal(sqlite3_exec(handle, drop->str, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(handle);
	g_string_free(drop, TRUE);
	return path;
}

void trial_told(
    struct trial *trial, const struct verify_plan *plan, const char *sql, const char *words)
{
	g_autofree char *path = trial_bare_copy(trial, "bare.db");
	struct verified verified;
	g_autofree char *said = NULL;

	if (!trial_shell(path, sql, &said))
		fail_msg("%s: %s", sql, said);
	struct share *share = share_open(path, true, &trial->err);
	assert_works(share, trial->err);
	if (share_verify(share, plan, &verified, &trial->err))
		fail_msg("verify did not see: %s", sql);
	if (trial->err.kind != ERR_DAMAGED || !strstr(trial->err.words, words))
		fail_msg("%s: said \"%s\", not \"%s\"", sql, trial->err.words, words);
	err_clear(&trial->err);
	share_close(share);
	g_remove(path);
}
