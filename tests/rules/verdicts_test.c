/* The verdict table: every state, move, role and hand in the text, by the rules and by the guards.
 */
#include "tests/rules/cases.h"

#include "base/lang.h"
#include "flow/judge.h"
#include "share/case.h"
#include "share/claims.h"
#include "share/txn.h"

#define GOLDEN TEST_SRCDIR "/tests/rules/golden/verdicts.txt"

struct table {
	struct trial *t;
	GString *out;
	int64_t probes[ROLE_COUNT];
	int tolerated; /* refusals that a trigger cannot tell */
};

static void give_claim(struct table *table, const struct case_file *file)
{
	struct claim *claim = claim_new(file->report->id, file->actor->id, "", 0);

	assert_works(claims_put(share_db(table->t->share), claim, &table->t->err), table->t->err);
	claim_free(claim);
}

/* The event as a forger would write it: right in all but what the guards are there to see. */
static bool guard_lets(
    struct table *table, const struct case_file *file, enum move_id move, char **said)
{
	struct db *db = share_db(table->t->share);
	const struct report *report = file->report;
	const struct event *undone = story_undoable(file);
	bool brings = move_row(move)->flags & MOVE_TEXT;
	g_autofree char *digest = g_strnfill(64, 'a');
	g_autofree char *detail = move == MOVE_UNDO_LAST && undone
				      ? g_strdup_printf("undone=%lld\n", (long long)undone->seq)
				      : g_strdup("");
	struct err err = {0};

	assert_works(sql_exec(db, "SAVEPOINT forged", &table->t->err), table->t->err);
	if (move_row(move)->flags & MOVE_CLAIM) /* it is taken with the move */
		give_claim(table, file);
	struct sql *sql = sql_ask(db, "INSERT INTO event SELECT max(seq) + 1, "
				      "'01K5ZZZZZZ0123456789ABCDEF', ?1, ?2, ?3, ?4, ?5, "
				      "?6, '', '', 1, '', '', ?7, ?8, ?9, '', (SELECT digest FROM "
				      "event ORDER BY seq DESC LIMIT 1), "
				      "?10, ?10 || ?10 FROM event");
	sql_int(sql, 1, report->id);
	sql_text(sql, 2, move_row(move)->name);
	sql_text(sql, 3, state_name(report->state));
	sql_text(sql, 4, state_name(judge_target(file, move)));
	sql_int(sql, 5, file->actor->id);
	sql_text(sql, 6, file->actor->name);
	sql_int(sql, 7, report->revision + brings);
	sql_text(sql, 8, brings ? digest : report->digest);
	sql_text(sql, 9, detail);
	sql_text(sql, 10, digest);
	bool lets = sql_run(sql, &err);
	assert_works(
	    sql_exec(db, "ROLLBACK TO forged; RELEASE forged", &table->t->err), table->t->err);
	*said = g_strdup(err.words);
	return lets;
}

/* What the rules see and SQL cannot: a name that nobody has linked. */
static bool beyond_sql(enum tie tie)
{
	return tie == TIE_NAMESAKE;
}

/* One cell: the rules' verdict, and that the guards do not differ where they can tell. */
static bool verdict(struct table *table, struct share_case *found, int64_t actor, enum tie tie,
    enum move_id move, struct err *why)
{
	g_autofree char *said = NULL;

	found->file.actor = person_by_id(found->people, actor);
	found->file.desk = "desk";
	err_clear(why);
	bool open = judge_open(&found->file, move, why);
	bool lets = guard_lets(table, &found->file, move, &said);

	if (open && !lets)
		fail_msg("%s in %s by %s: the guards refuse what is allowed: %s",
		    move_row(move)->name, state_name(found->report->state), found->file.actor->name,
		    said);
	if (!open && lets) {
		table->tolerated++;
		if (!beyond_sql(tie))
			fail_msg("%s in %s by %s (%s): the guards let pass what is refused: %s",
			    move_row(move)->name, state_name(found->report->state),
			    found->file.actor->name, cases_words(tie), why->words);
	}
	return open;
}

static bool is_of_reports(enum move_id move)
{
	const struct move *row = move_row(move);

	return !(row->flags & MOVE_LATER) && row->from != STATE_BIT(NONE) &&
	       move != MOVE_PARTAGAIN; /* only as a part of unmerge */
}

static void load(struct table *table, int64_t report, struct share_case *found)
{
	assert_works(
	    case_load(share_db(table->t->share), report, found, &table->t->err), table->t->err);
}

/* First part: people who have touched nothing, one role each. */
static void print_report(struct table *table, int64_t report, const char *words)
{
	struct share_case found;
	struct txn txn;
	struct err why = {0};

	assert_works(txn_write(&txn, table->t->share, &table->t->err), table->t->err);
	load(table, report, &found);
	g_string_append_printf(table->out, "\n%s\n", words);
	for (int move = 0; move < MOVE_COUNT; move++) {
		const char *comma = "：";

		if (!is_of_reports((enum move_id)move))
			continue;
		for (int role = 0; role < ROLE_COUNT; role++) {
			if (!verdict(table, &found, table->probes[role], TIE_NONE,
				(enum move_id)move, &why))
				continue;
			if (*comma == *"：")
				g_string_append_printf(
				    table->out, "  %s", move_words((enum move_id)move));
			g_string_append_printf(
			    table->out, "%s%s", comma, role_words((enum role)role));
			comma = "、";
		}
		if (strcmp(comma, "、") == 0)
			g_string_append_c(table->out, '\n');
	}
	case_clear(&found);
	txn_end(&txn);
}

/* After somebody else's amendment: whose turn it is until the text stands again. */
static void print_amended(struct table *table)
{
	struct trial *t = table->t;
	int64_t review = cases_report(t, TIE_NONE, STATE_REVIEW);
	int64_t signing = cases_report(t, TIE_NONE, STATE_SIGNING);

	cases_write(t, TIE_NONE, APPROVER, MOVE_AMEND, review);
	cases_write(t, TIE_NONE, SIGNER, MOVE_AMEND, signing);
	print_report(table, review, "待审核（他人核改后，尚未复核）");
	print_report(table, signing, "待签发（他人核改后，尚未复核）");
	trial_move(t, EDITOR, MOVE_CONFIRM, signing);
	print_report(table, signing, "待签发（他人核改，已复核，原审核已失效）");
}

/* With one more step between review and signature: what each has open after each pass. */
static void print_steps(struct table *table)
{
	struct trial *t = table->t;
	struct act act = trial_act(t, FOUNDER, MOVE_STEPS, 0);

	act.value = "1 复审";
	act.ask.words = "按上级要求";
	trial_do(t, &act);
	if (t->done.waits) {
		act = trial_act(t, SIGNER, MOVE_STEPS, 0);
		act.ask.words = "同意";
		trial_do(t, &act);
	}
	int64_t report = trial_report_in(t, STATE_REVIEW);
	t->now_ms += 3600000; /* verify notes two at one computer within half an hour */
	trial_move(t, APPROVER, MOVE_PASS, report);
	print_report(table, report, "待审核（另设复审，审核已通过，复审未办）");
	t->now_ms += 3600000;
	trial_move(t, APPROVER_TOO, MOVE_PASS, report);
	print_report(table, report, "待签发（另设复审，均已通过）");
}

/* Second part: one person with every role; only what differs from one who touched nothing. */
static bool print_tie(struct table *table, enum tie tie, enum state state)
{
	struct share_case found, plain;
	struct txn txn;
	struct err why = {0}, other = {0};
	int64_t report = cases_report(table->t, tie, state);
	int64_t untouched = cases_report(table->t, TIE_NONE, state);
	bool differs = false;

	assert_works(txn_write(&txn, table->t->share, &table->t->err), table->t->err);
	load(table, report, &found);
	load(table, untouched, &plain);
	for (int move = 0; move < MOVE_COUNT; move++) {
		if (!is_of_reports((enum move_id)move))
			continue;
		bool open = verdict(table, &found, ALL_ROLES, tie, (enum move_id)move, &why);
		bool usual = verdict(
		    table, &plain, ALL_ROLES, TIE_NONE, (enum move_id)move, &other);

		if (open == usual)
			continue;
		g_string_append_printf(table->out, "  %s %s %s%s%s\n", state_words(state),
		    move_words((enum move_id)move), open ? "可" : "不可", open ? "" : "：",
		    open ? "" : why.words);
		differs = true;
	}
	case_clear(&found);
	case_clear(&plain);
	txn_end(&txn);
	return differs;
}

static void add_probes(struct table *table)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		g_autofree char *name = g_strdup_printf("试%s", role_words((enum role)role));
		struct person *person = person_new(0, name, "", 1u << role);
		struct act act = trial_act(table->t, FOUNDER, MOVE_PERSON_ADD, 0);

		act.person = person;
		trial_do(table->t, &act);
		table->probes[role] = table->t->done.person;
		person_free(person);
	}
}

static void compare(const char *printed)
{
	g_autofree char *golden = NULL;

	if (g_getenv("GENERATE")) {
		assert_true(g_file_set_contents(GOLDEN, printed, -1, NULL));
		return;
	}
	assert_true(g_file_get_contents(GOLDEN, &golden, NULL, NULL));
	g_auto(GStrv) now = g_strsplit(printed, "\n", -1);
	g_auto(GStrv) then = g_strsplit(golden, "\n", -1);
	for (size_t i = 0; now[i] || then[i]; i++) {
		if (!now[i] || !then[i] || strcmp(now[i], then[i]) != 0)
			fail_msg("line %zu of the verdict table is now \"%s\", was \"%s\"; if that "
				 "is meant, "
				 "run with GENERATE=1 and have it read",
			    i + 1, now[i] ? now[i] : "", then[i] ? then[i] : "");
	}
}

static void the_table_is_as_it_was_read(void **state)
{
	struct table table = {.t = *state, .out = g_string_new(NULL)};

	add_probes(&table);
	g_string_append(table.out,
	    "严审裁定表\n\n本表由程序按规则打印，供主管人员阅签；库内守则逐格核对一致。\n"
	    "\n一、与稿件无关的人，各状态下谁可办哪一步（未列者不可）\n");
	for (int at = STATE_INCOMING; at < STATE_COUNT; at++)
		print_report(&table, cases_report(table.t, TIE_NONE, (enum state)at),
		    state_words((enum state)at));
	print_amended(&table);
	g_string_append(table.out,
	    "\n二、身兼各角色的一人，因其与稿件的关系而不同之处（未列者与无关的人相同）\n");
	for (int tie = TIE_WRITER; tie < TIE_COUNT; tie++) {
		bool differs = false;

		g_string_append_printf(table.out, "\n%s\n", cases_words(tie));
		for (int at = STATE_INCOMING; at < STATE_COUNT; at++) {
			if (cases_possible((enum tie)tie, (enum state)at))
				differs |= print_tie(&table, (enum tie)tie, (enum state)at);
		}
		if (!differs)
			g_string_append(table.out, "  与无关的人相同\n");
	}
	g_string_append(
	    table.out, "\n三、本单位议定在审核与签发之间另设复审时（未列的状态与上同）\n");
	print_steps(&table);
	g_string_append_printf(table.out,
	    "\n以上不可之处，有 %d 格只由程序裁定：库内守则凭 SQL 看不出，由 verify 事后查出。\n",
	    table.tolerated);
	trial_verify(table.t);
	compare(table.out->str);
	g_string_free(table.out, TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		the_table_is_as_it_was_read, trial_setup, trial_teardown),
	};

	if (!lang_start("zh", TEST_BUILDDIR "/yanshen"))
		return 1;
	return cmocka_run_group_tests_name("verdicts", tests, NULL, NULL);
}
