/* A desk that picks a report, looks at it, and does to it what somebody might do there. */
#include "racer.h"

#include "places.h"
#include "trial.h"

#include "share/claims.h"
#include "share/reports.h"
#include "share/revisions.h"
#include "share/txn.h"

#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

struct racer {
	const struct race_plan *plan;
	struct share *share;
	GRand *rand;
	int desk;
	char name[40]; /* another computer for each person: verify tells of two verdicts at one */
	int file;
	int64_t id;
	struct claim *held;
	int ask, answer; /* with plan->loses_locks: the desk that gets in between */
	struct op op; /* the one under way */
	/* what the last look saw */
	struct report *report; /* NULL: there is none yet */
	struct revision *text;
	int64_t other; /* another report, to merge with */
};

#define IN(state) STATE_BIT(state)
#define ALL_STATES (~0u)
/* What is done where, by whom, and how often. */
static const struct chance {
	unsigned from;
	enum op_kind kind;
	enum move_id move;
	int64_t who[2];
	int weight;
} chances[] = {
#include "chances.def"
};

static int below(struct racer *racer, int64_t count)
{
	return g_rand_int_range(racer->rand, 0, (gint32)count);
}

static bool one_in(struct racer *racer, int count)
{
	return count > 0 && below(racer, count) == 0;
}

static void reopen(struct racer *racer)
{
	share_close(racer->share);
	racer->share = places_open(racer->plan->path);
	vfs_faults(share_vfs(racer->share))->fence_is_off = racer->plan->fence_is_off;
}

static void begin(struct racer *racer, enum op_kind kind, enum move_id move, int64_t person)
{
	racer->op = (struct op){.id = ++racer->id,
	    .desk = racer->desk,
	    .kind = kind,
	    .move = (int)move,
	    .person = person,
	    .report = racer->report ? racer->report->id : 0};
	g_snprintf(racer->name, sizeof(racer->name), "of-%d/desk-%d", (int)person, racer->desk);
	if (kind == OP_ACT || kind == OP_TAKE_OVER)
		g_snprintf(racer->op.uid, sizeof(racer->op.uid), "RACE%03dZ%018" PRId64,
		    racer->desk, racer->op.id);
}

static void end(struct racer *racer, bool good, const struct err *err)
{
	racer->op.end = good ? OP_OK : err->kind == ERR_AWAY ? OP_UNKNOWN : OP_REFUSED;
	history_end(racer->file, &racer->op);
	if (!good && err->kind == ERR_AWAY)
		reopen(racer);
}

static bool read_report(struct racer *racer, int64_t newest, struct err *err)
{
	struct db *db = share_db(racer->share);
	int64_t span = one_in(racer, 4) ? newest : MIN(newest, racer->plan->hot);

	if (newest == 0)
		return true;
	racer->other = newest - below(racer, MIN(newest, racer->plan->hot));
	return reports_by_id(db, newest - below(racer, span), &racer->report, err) &&
	       revisions_one(db, racer->report->id, racer->report->revision, &racer->text, err);
}

/* See the file as of now, and one report in it. */
static bool look(struct racer *racer)
{
	struct err err = {0};
	struct txn txn;
	int64_t newest = 0;

	report_free(racer->report);
	revision_free(racer->text);
	racer->report = NULL;
	racer->text = NULL;
	begin(racer, OP_LOOK, MOVE_COUNT, 0);
	history_begin(racer->file, &racer->op);
	bool good = txn_read(&txn, racer->share, &err) &&
		    sql_one_int(share_db(racer->share), "SELECT max(seq) FROM event", 0,
			&racer->op.seq, &err) &&
		    sql_one_int(
			share_db(racer->share), "SELECT max(id) FROM report", 0, &newest, &err) &&
		    read_report(racer, newest, &err);
	txn_end(&txn);
	end(racer, good, &err);
	return good;
}

static const struct chance *choose(struct racer *racer)
{
	unsigned state = racer->report ? 1u << racer->report->state : 0;
	int all = 0;

	if (one_in(racer, 10)) /* somebody tries what cannot be */
		return &chances[below(racer, G_N_ELEMENTS(chances))];
	for (size_t i = 0; i < G_N_ELEMENTS(chances); i++)
		all += chances[i].from & state ? chances[i].weight : 0;
	int at = all ? below(racer, all) : 0;
	for (size_t i = 0; i < G_N_ELEMENTS(chances); i++) {
		at -= chances[i].from & state ? chances[i].weight : 0;
		if (at < 0)
			return &chances[i];
	}
	return &chances[G_N_ELEMENTS(chances) - 1];
}

/* The claim as the file has it does not count: as if nobody looked. */
static void pass_over_claim(struct racer *racer, int64_t report)
{
	struct err err = {0};
	struct txn txn;

	if (!txn_write(&txn, racer->share, &err) ||
	    !claims_drop(share_db(racer->share), report, &err) || !txn_commit(&txn, &err))
		err_clear(&err);
	txn_end(&txn);
}

static void hold(struct racer *racer, struct claim *claim)
{
	claim_free(racer->held);
	racer->held = claim;
}

static void do_claim(struct racer *racer)
{
	struct claim *claim = NULL;
	struct err err = {0};
	struct op *op = &racer->op;

	if (racer->plan->claims_are_off)
		pass_over_claim(racer, op->report);
	history_begin(racer->file, op);
	bool good = claim_take(racer->share, op->report, op->person, racer->name,
	    racer->plan->now_ms, false, &claim, &err);
	if (good) {
		op->seq = claim->fence;
		hold(racer, g_steal_pointer(&claim));
	}
	claim_free(claim);
	end(racer, good, &err);
}

static void do_held(struct racer *racer, enum op_kind kind)
{
	struct err err = {0};
	struct op *op = &racer->op;

	op->report = racer->held->report;
	op->person = racer->held->person;
	op->seq = racer->held->fence;
	history_begin(racer->file, op);
	bool good = kind == OP_BEAT ? claim_beat(racer->share, racer->held, true, &err)
				    : claim_release(racer->share, racer->held, &err);
	if (!good || kind == OP_RELEASE)
		hold(racer, NULL);
	end(racer, good, &err);
}

/* A text that goes on from the one that was seen, and bears the uid of its act. */
static struct revision *next_text(struct racer *racer)
{
	const char *uid = racer->op.uid;

	if (racer->op.move == MOVE_RECEIVE || !racer->text)
		return trial_text("关于规范共享电动车停放的建议", uid);
	struct revision *text = revision_copy(racer->text);
	if (racer->op.move == MOVE_SET) {
		revision_set(&text->title, uid);
	} else {
		g_autofree char *body = g_strconcat(racer->text->body, "\n", uid, NULL);
		revision_set(&text->body, body);
	}
	return text;
}

/* Another desk works in the middle; it is waited for, so that it is sure to be in between. */
static void lose_locks(void *of)
{
	struct racer *racer = of;
	char byte = 0;

	vfs_drop_locks(racer->plan->path);
	gate_leave(share_gate(racer->share)); /* it is of the same session */
	if (write(racer->ask, &byte, 1) != 1 || read(racer->answer, &byte, 1) != 1)
		g_error("the desk in between is gone");
}

/* What may go wrong at the drive while this act is under way. */
static void arm(struct racer *racer)
{
	struct faults *faults = vfs_faults(share_vfs(racer->share));

	if (racer->plan->loses_locks) {
		faults_set(faults, CALL_LOCK, 3, FAULT_TELL);
		faults->tell = lose_locks;
		faults->of = racer;
	} else if (one_in(racer, racer->plan->kill_each)) {
		faults_set(faults, CALL_ANY, 1 + below(racer, 45), FAULT_KILL);
	} else {
		faults_set(faults, 0, 0, FAULT_NONE);
	}
}

static void fill(struct racer *racer, struct act *act, int64_t *parts, struct person *editor)
{
	static const char words[] = "按规定办理";
	struct op *op = &racer->op;
	enum move_id move = (enum move_id)op->move;
	bool by_number = move == MOVE_RECEIVE || move == MOVE_MERGE;

	parts[0] = op->report;
	parts[1] = racer->other;
	*act = (struct act){.ask = {.move = move,
				.words = words,
				.reason = "N09",
				.to = move == MOVE_FORWARD ? "市委办公室" : NULL,
				.to_person = move == MOVE_ASSIGN ? editor : NULL,
				.ticks = trial_ticks()},
	    .actor = op->person,
	    .keys = trial_keys(op->person),
	    .desk = racer->name,
	    .program = "yanshen race",
	    .now_ms = racer->plan->now_ms,
	    .uid = op->uid,
	    .report = by_number ? 0 : op->report,
	    .parts = move == MOVE_MERGE ? parts : NULL,
	    .parts_len = move == MOVE_MERGE ? 2 : 0,
	    .source = SOURCE_MEMBER,
	    .takes_over = op->kind == OP_TAKE_OVER, /* with its words */
	    .limit_ms = -1};
	if (!(move_row(move)->flags & MOVE_REASON))
		act->ask.reason = NULL;
	if (racer->report && !by_number && (move == MOVE_PASS || move == MOVE_SIGN))
		act->ask.digest = racer->report->digest;
}

static void do_act(struct racer *racer)
{
	struct op *op = &racer->op;
	bool brings = (move_row((enum move_id)op->move)->flags & MOVE_TEXT) != 0;
	struct revision *text = brings ? next_text(racer) : NULL;
	struct person *editor = person_new(EDITOR, "张编辑", "", ROLE_BIT(EDITOR));
	struct err err = {0};
	struct done done = {0};
	int64_t parts[2];
	struct act act;

	if (racer->plan->claims_are_off && op->move == MOVE_SAVE)
		pass_over_claim(racer, op->report);
	op->base = brings && op->move != MOVE_RECEIVE && racer->text ? racer->text->no : 0;
	fill(racer, &act, parts, editor);
	act.ask.text = text;
	act.ask.base = racer->plan->bases_are_off ? 0 : (int)op->base;
	if (racer->held && racer->held->report == op->report && !racer->plan->claims_are_off)
		act.fence = racer->held->fence;
	history_begin(racer->file, op);
	arm(racer);
	bool good = share_move(racer->share, &act, &done, &err);
	faults_set(vfs_faults(share_vfs(racer->share)), 0, 0, FAULT_NONE);
	if (good) {
		op->seq = act.takes_over ? done.fence : done.seq;
		op->made = done.report;
		g_strlcpy(op->number, done.number, sizeof(op->number));
		g_strlcpy(op->dispatch, done.dispatch_number, sizeof(op->dispatch));
	}
	if (done.fence)
		hold(racer, claim_new(op->report, op->person, racer->name, done.fence));
	done_clear(&done);
	end(racer, good, &err);
	revision_free(text);
	person_free(editor);
}

static void step(struct racer *racer)
{
	/* Now and then somebody goes by what they saw a while ago. */
	if ((!racer->report || !one_in(racer, 4)) && !look(racer))
		return;
	const struct chance *chance = choose(racer);
	bool holds = racer->held && racer->held->report == (racer->report ? racer->report->id : 0);
	enum op_kind kind = racer->report ? chance->kind : OP_ACT;
	enum move_id move = racer->report ? chance->move : MOVE_RECEIVE;
	int64_t who = racer->report ? chance->who[below(racer, 2)] : CLERK;

	if (kind == OP_ACT && holds && (move == MOVE_SAVE || move == MOVE_SUBMIT))
		who = racer->held->person;
	if ((kind == OP_BEAT || kind == OP_RELEASE) && !racer->held)
		kind = OP_TAKE, who = one_in(racer, 2) ? EDITOR : EDITOR_TOO;
	begin(racer, kind, move, who);
	if (kind == OP_ACT || kind == OP_TAKE_OVER)
		do_act(racer);
	else if (kind == OP_TAKE)
		do_claim(racer);
	else
		do_held(racer, kind);
}

static void sit_down(struct racer *racer, const struct race_plan *plan, int desk, int life)
{
	g_autofree char *path = history_path(plan->dir, desk);

	*racer = (struct racer){.plan = plan, .desk = desk, .id = (int64_t)life * 1000000};
	racer->rand = g_rand_new_with_seed(plan->seed + (guint32)(desk * 1000 + life));
	racer->file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (racer->file < 0 || write(racer->file, "\n", 1) != 1)
		g_error("the history cannot be written");
	reopen(racer);
}

/* A desk that does one thing whenever it is asked to. */
static void stand_by(const struct race_plan *plan, int desk, int life, int ask, int answer)
{
	struct race_plan calm = *plan;
	struct racer racer;
	char byte;

	calm.loses_locks = false;
	calm.kill_each = 0;
	sit_down(&racer, &calm, desk, life);
	while (read(ask, &byte, 1) == 1) {
		step(&racer);
		if (write(answer, &byte, 1) != 1)
			break;
	}
	share_close(racer.share);
	_exit(0);
}

static void start_other(const struct race_plan *plan, int desk, int life, int *ask, int *answer)
{
	int asks[2], answers[2];

	if (pipe(asks) != 0 || pipe(answers) != 0)
		g_error("no pipe");
	pid_t child = fork();
	if (child == 0) {
		close(asks[1]);
		close(answers[0]);
		stand_by(plan, desk, life, asks[0], answers[1]);
	}
	close(asks[0]);
	close(answers[1]);
	*ask = asks[1];
	*answer = answers[0];
}

void racer_run(const struct race_plan *plan, int desk, int life, int ticks)
{
	struct racer racer;
	int ask = -1, answer = -1;

	if (plan->loses_locks) /* before the file is opened: SQLite is not to be forked */
		start_other(plan, desk + 100, life, &ask, &answer);
	sit_down(&racer, plan, desk, life);
	racer.ask = ask;
	racer.answer = answer;
	while (atomic_fetch_add(plan->done, 1) < plan->operations) {
		step(&racer);
		if (write(ticks, "", 1) != 1)
			break;
	}
	share_close(racer.share);
	_exit(0);
}
