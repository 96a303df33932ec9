/* Moves as jobs: done on the share, looked up when the answer was lost, read back before they
 * count. */
#include "work/deed.h"

#include "base/ident.h"
#include "base/lang.h"
#include "flow/purge.h"
#include "mirror/purge.h"
#include "mirror/take.h"
#include "share/audit.h"
#include "share/claims.h"
#include "share/init.h"
#include "work/keyring.h"
#include "work/sync.h"

struct deed *deed_new(enum move_id move, int64_t actor)
{
	struct deed *deed = g_new0(struct deed, 1);

	deed->move = move;
	deed->actor = actor;
	deed->limit_ms = -1;
	return deed;
}

void deed_free(struct deed *deed)
{
	if (!deed)
		return;
	char *strings[] = {deed->number, deed->uid, deed->reason, deed->words, deed->to,
	    deed->digest, deed->scan, deed->form, deed->original_name, deed->key, deed->value,
	    deed->code, deed->key_text, deed->desks};
	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
	g_free(deed->lend);
	person_free(deed->to_person);
	person_free(deed->person);
	checklist_clear(&deed->ticks);
	revision_free(deed->text);
	if (deed->parts)
		g_array_free(deed->parts, TRUE);
	if (deed->original)
		g_bytes_unref(deed->original);
	done_clear(&deed->done);
	key_free(deed->offered);
	g_free(deed);
}

static void fill_act(const struct ground *ground, const struct deed *deed, struct act *act)
{
	*act = (struct act){
	    .ask = {.move = deed->move,
		.reason = deed->reason,
		.words = deed->words,
		.to = deed->to,
		.to_person = deed->to_person,
		.ticks = deed->has_ticks ? &deed->ticks : NULL,
		.digest = deed->digest,
		.text = deed->text,
		.base = deed->base,
		.paper = deed->paper},
	    .actor = deed->actor,
	    .desk = ground->desk,
	    .program = ground->program,
	    .now_ms = deed->now_ms ? deed->now_ms : clock_wall_ms(&ground->clock),
	    /* once may be the last word of a desk that fell asleep together with this one */
	    .ahead_ms = MIN(ground->ahead_ms[0], ground->ahead_ms[1]),
	    .uid = deed->uid,
	    .fence = deed->fence,
	    .takes_over = deed->takes_over,
	    .report = deed->report,
	    .number = deed->number,
	    .parts = deed->parts ? (const int64_t *)(void *)deed->parts->data : NULL,
	    .parts_len = deed->parts ? deed->parts->len : 0,
	    .source = deed->source,
	    .received_ms = deed->received_ms,
	    .original = deed->original,
	    .original_name = deed->original_name,
	    .is_secret = deed->is_secret,
	    .limit_ms = deed->limit_ms,
	    .desks = deed->desks,
	    .scan = deed->scan,
	    .form = deed->form,
	    .person = deed->person,
	    .code = deed->code,
	    .key_text = deed->key_text,
	    .asked_seq = deed->asked_seq,
	    .lend = deed->lend,
	    .takes_back = deed->takes_back,
	    .key = deed->key,
	    .value = deed->value,
	};
}

static bool may_write(struct ground *ground, bool admits, struct err *err)
{
	if (!ground_ready(ground, err))
		return false;
	if (ground->stopped && !(admits && ground->differs))
		return err_fail(err, ERR_DAMAGED, _("nothing is written any more: %s"),
		    ground->why_stopped.words);
	const char *why = share_read_only(ground->share);
	return !why || err_fail(err, ERR_INPUT, "%s", why);
}

/* What the actor has here to sign with; where there is nothing the share says what to do. */
static bool find_keys(struct ground *ground, struct deed *deed, GPtrArray *offered,
    const GPtrArray **keys, struct err *err)
{
	int64_t whose = deed->with_office_key ? KEYRING_OFFICE : deed->actor;

	if (deed->offered)
		g_ptr_array_add(offered, deed->offered);
	*keys = deed->offered ? offered : keyring_of(ground->keys, ground->seal, whose, err);
	if (*keys && deed->with_office_key && (*keys)->len == 0)
		return err_fail(err, ERR_INPUT, _("the office key is not on this desk"));
	return *keys != NULL;
}

#define ASK_MS 15000 /* for what became of a lost answer, past the deadline */

/*
 * The same uid once more, on a new connection. Past the deadline it is only asked after: what has
 * not been done until then is decided anew, on a report that may have moved.
 */
static bool ask_again(struct ground *ground, struct deed *deed, struct act *act, struct err *err)
{
	int64_t now = clock_mono_ms();

	act->only_asks = ground->deadline_ms && now > ground->deadline_ms;
	if (act->only_asks)
		ground_patience(ground, now + ASK_MS, ground->stop);
	ground->retry_ms = 0;
	return ground_ready(ground, err) && share_move(ground->share, act, &deed->done, err);
}

/* A lost answer is never guessed: it is asked for again. */
static bool move_for_sure(struct ground *ground, struct deed *deed, struct err *err)
{
	g_autoptr(GPtrArray) offered = g_ptr_array_new();
	struct mirror_marks marks;
	struct act act;
	struct err first = {0};

	fill_act(ground, deed, &act);
	if (!find_keys(ground, deed, offered, &act.keys, err) ||
	    !mirror_marks(ground->writer, &marks, err))
		return false;
	/* What the desk has ever seen: it outlives a copy that was made anew. */
	act.seen_seq = marks.seen_seq ? marks.seen_seq : marks.newest_seq;
	act.seen_digest = marks.seen_seq ? marks.seen_digest : marks.newest_digest;
	if (deed->admits) /* that the share has not what was seen is what it is about */
		act.seen_seq = 0;
	if (share_move(ground->share, &act, &deed->done, &first))
		return true;
	if (first.kind != ERR_AWAY) {
		*err = first;
		return false;
	}
	ground_failed(ground, &first);
	struct err again = {0};
	if (ask_again(ground, deed, &act, &again))
		return true;
	bool asked = act.only_asks && again.kind == ERR_BUSY && ground->share;
	if (asked || (again.kind != ERR_AWAY && again.kind != ERR_BUSY)) {
		*err = again;
		return false;
	}
	/* It was asked once and could not be asked again: nobody here can know. */
	deed->in_doubt = true;
	err_fail_code(err, again.kind, again.code, "%s", again.words);
	err_while(err, "%s",
	    _("the drive went away in the middle; whether this was done shows in the trail once it "
	      "is back: look there before you do it again"));
	return false;
}

static void add_desk(void *of, int64_t person, const char *desk, int64_t at_ms)
{
	if (strcmp(desk, INIT_DESK) != 0)
		purge_copies_add(of, person, desk, at_ms);
}

/* The copies that the trail tells of, for the event that confirms a purge. Owns: the caller frees.
 */
static char *known_desks(struct ground *ground, struct err *err)
{
	g_autoptr(GPtrArray) copies = purge_copies_new();

	return mirror_desks(ground->writer, add_desk, copies, err) ? purge_copies_print(copies)
								   : NULL;
}

bool deed_do(struct ground *ground, struct deed *deed, struct err *err)
{
	if (!deed->uid)
		deed->uid = ident_new(clock_machine_ms());
	if (!may_write(ground, deed->admits, err))
		return false;
	if (deed->move == MOVE_PURGE_CONFIRM && !deed->desks) {
		deed->desks = known_desks(ground, err);
		if (!deed->desks)
			return false;
	}
	bool good = move_for_sure(ground, deed, err);
	if (!good && err->kind == ERR_DAMAGED) {
		ground_stop(ground, err);
		ground->differs = true;
	}
	if (good)
		ground->own_seq = MAX(ground->own_seq, deed->done.seq);
	if (good ? deed->synced_later : err->kind != ERR_STALE && err->kind != ERR_DENIED)
		return good;
	/*
	 * Read your own writes: what was done is in the mirror before it is called done. And where
	 * somebody was first, what they did is there before the person is asked what to do now.
	 */
	struct err later = {0};
	if (!sync_news(ground, &later))
		ground_failed(ground, &later);
	return good;
}

static bool run_deed(struct ground *ground, struct job *job)
{
	(void)!deed_do(ground, job->body, &job->err);
	return false;
}

static void free_deed(void *body)
{
	deed_free(body);
}

static const struct job_kind deed_kind = {
    .name = "deed", .lane = JOB_HAND, .run = run_deed, .free_body = free_deed};

struct job *deed_job(struct deed *deed, job_home *home)
{
	if (!deed->uid)
		deed->uid = ident_new(clock_machine_ms());
	return job_new(&deed_kind, deed, home);
}

struct deed *deed_of(const struct job *job)
{
	return job->kind == &deed_kind ? job->body : NULL;
}

/* Another's becomes ours by an event that says why. */
static bool take_over(struct ground *ground, struct claiming *c, struct err *err)
{
	struct deed *deed = deed_new(MOVE_NOTE, c->person);
	bool good;

	deed->report = c->report;
	deed->words = g_strdup(c->words);
	deed->uid = g_strdup(c->uid);
	deed->takes_over = deed->synced_later = true;
	good = deed_do(ground, deed, err);
	if (good) {
		claim_free(c->claim);
		c->claim = claim_new(c->report, c->person, ground->desk, deed->done.fence);
		c->claim->since_ms = clock_wall_ms(&ground->clock);
	}
	deed_free(deed);
	return good;
}

static bool take(struct ground *ground, struct claiming *c, struct err *err)
{
	struct err first = {0};

	if (claim_take(ground->share, c->report, c->person, ground->desk,
		clock_wall_ms(&ground->clock), c->wish == CLAIM_TAKE_OVER, &c->claim, &first))
		return true;
	if (c->wish == CLAIM_TAKE_OVER && first.kind == ERR_STALE && c->words)
		return take_over(ground, c, err);
	*err = first;
	return false;
}

static bool run_claiming(struct ground *ground, struct job *job)
{
	struct claiming *c = job->body;
	bool good = may_write(ground, false, &job->err);

	if (!good)
		return false;
	switch (c->wish) {
	case CLAIM_TAKE:
	case CLAIM_TAKE_OVER:
		good = take(ground, c, &job->err);
		break;
	case CLAIM_RELEASE:
		good = claim_release(ground->share, c->claim, &job->err);
		break;
	case CLAIM_BEAT:
		good = claim_beat(ground->share, c->claim, c->typed, &job->err);
		break;
	}
	struct err later = {0};
	if (good && c->wish != CLAIM_BEAT && !sync_news(ground, &later))
		ground_failed(ground, &later);
	return false;
}

static void free_claiming(void *body)
{
	struct claiming *c = body;

	claim_free(c->claim);
	g_free(c->words);
	g_free(c->uid);
	g_free(c);
}

static const struct job_kind claiming_kind = {
    .name = "claim", .lane = JOB_HAND, .run = run_claiming, .free_body = free_claiming};

struct job *claiming_job(struct claiming *claiming, job_home *home)
{
	claiming->uid = ident_new(clock_machine_ms());
	return job_new(&claiming_kind, claiming, home);
}

struct claiming *claiming_of(const struct job *job)
{
	return job->kind == &claiming_kind ? job->body : NULL;
}
