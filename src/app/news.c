/* What comes home from the worker: news of the share, deeds that are done or refused. */
#include "app/edit.h"
#include "app/pulse.h"
#include "app/undone.h"

#include "app/lock.h"
#include "base/lang.h"

#define LOOK_LEAST_MS 1000 /* between two looks at the share, however fast it is */
#define LOOK_MOST_MS 30000 /* and however slow */

/* What a look could not do, once: it comes again every second. That the share is away or busy is
 * shown otherwise. */
static void say_look(struct desk *desk, const struct err *err)
{
	bool quiet = err->kind == ERR_AWAY || err->kind == ERR_BUSY || err->kind == ERR_STOPPED;

	if (!quiet && g_strcmp0(desk->look_words, err->words) != 0)
		desk_say_err(desk, err);
	g_free(desk->look_words);
	desk->look_words = g_strdup(err->words);
}

/* Whoever sits here is nobody of the office any more: what is half done ends, what was typed stays
 * on this desk. */
static void lose_person(struct desk *desk)
{
	desk_ask_no_more(desk);
	desk->sheet_open = false;
	if (desk->writing) {
		writing_keep(desk->writing);
		edit_end(desk);
	}
}

/* Which holders of claims gave a sign of life since the last look. */
static void see_claims(struct desk *desk)
{
	struct err none = {0};
	g_autoptr(GPtrArray) claims = mirror_claims(desk->session.reader, &none);

	if (claims)
		pulse_see(desk->pulse, claims, clock_mono_ms());
}

/* What was typed of a text that is purged meanwhile goes with it; nothing keeps it. */
static void drop_purged(struct desk *desk)
{
	struct writing *writing = desk->writing;
	struct err none = {0};
	g_autoptr(GPtrArray)
	    rows = writing ? mirror_rows(desk->session.reader, &writing->report, 1, &none) : NULL;
	const struct row *row = rows && rows->len ? g_ptr_array_index(rows, 0) : NULL;

	if (!row || *row->report->title)
		return;
	desk_say(desk, _("%s was purged: what was typed here is gone with it"), writing->number);
	desk_ask_no_more(desk);
	writing_forget(writing);
	edit_end(desk);
}

void desk_take_office(struct desk *desk)
{
	desk->file.people = desk->session.people;
	desk->file.lent = desk->session.lent;
	desk->file.steps = desk->session.steps;
	desk->list_stale = desk->list_news = true;
	if (desk->report)
		desk_reread(desk);
}

/* A look at the share came home. */
static void looked(void *of, struct job *job)
{
	struct desk *desk = of;
	const struct look_found *news = job->body;
	struct err err = {0};

	desk->look_ms = clock_mono_ms() + CLAMP(news->took_ms * 10, LOOK_LEAST_MS, LOOK_MOST_MS);
	if (news->more) /* of a first copy: what is here is shown, and it goes on */
		desk->look_ms = 0;
	if (job->err.kind == ERR_NONE)
		desk->copied = news->copied;
	say_look(desk, &job->err);
	if (news->lost)
		undone_given_up(desk, news->lost);
	see_claims(desk);
	drop_purged(desk); /* before what is closed with its report is kept */
	desk_watch_claim(desk);
	if (!news->news && !mirror_changed(desk->session.reader))
		return;
	bool was_here = desk->session.me != NULL;
	if (!session_refresh(&desk->session, &err))
		desk_say_err(desk, &err);
	desk_take_office(desk);
	if (was_here && !desk->session.me)
		lose_person(desk);
	edit_check(desk, 0);
}

void desk_look(struct desk *desk, bool eager)
{
	struct job *job = look_job(looked);

	((struct look_found *)job->body)->eager = eager;
	((struct look_found *)job->body)->person = desk->session.me ? desk->session.me->id : 0;
	desk->look_ms = clock_mono_ms() + 60000; /* set anew when it comes home */
	worker_ask(desk->worker, job);
}

/* That it was not made comes first where the share is what kept a decision from being made. */
static void say_undone(struct desk *desk, const struct deed *deed, const struct err *err)
{
	const struct report *report = g_hash_table_lookup(desk->shown, &deed->report);
	struct err words = *err;

	if (deed->in_doubt)
		err_while(&words, "%s %s", report ? report->number : "", move_words(deed->move));
	else if (err->kind == ERR_AWAY || err->kind == ERR_BUSY)
		err_while(&words, _("%s %s is not done, the share does not answer"),
		    report ? report->number : "", move_words(deed->move));
	desk_say_err(desk, &words);
}

/* What was typed for a deed that was refused is not typed again: the next form begins with it. */
static void keep_refused(struct desk *desk, struct job *job)
{
	deed_free(desk->refused);
	desk->refused = g_steal_pointer(&job->body);
}

/* Nor are reports marked anew that were marked for it. */
static void mark_again(struct desk *desk, const struct deed *deed, bool many)
{
	struct list *list = &desk->queue->list;

	if (many)
		list_mark(list, deed->report, true);
	for (guint i = 0; deed->parts && i < deed->parts->len; i++)
		list_mark(list, g_array_index(deed->parts, int64_t, i), true);
	desk->queue->pane.dirty = true;
}

/* Where the person has gone on meanwhile, what they go back to is asked for anew. */
static void say_revealed(struct desk *desk, int64_t report)
{
	if (desk->report != report)
		return;
	desk->revealed = report;
	desk_say(desk, "%s",
	    _("the numbers are shown in full while this report stays here; the trail says that you "
	      "saw them"));
}

/* What was done, and how it is taken back where it can be: u goes by the report under the cursor.
 */
static void say_done(struct desk *desk, const struct deed *deed, int64_t report)
{
	bool undoes = (move_row(deed->move)->flags & MOVE_UNDO) != 0;
	bool here = desk->report == report || desk->report == deed->report;

	desk_say(desk, "%s  %s → %s%s%s%s%s", deed->done.number, move_words(deed->move),
	    state_words(deed->done.state), deed->move == MOVE_DISPATCH ? "  " : "",
	    deed->move == MOVE_DISPATCH ? deed->done.dispatch_number : "", undoes ? "  " : "",
	    !undoes ? ""
	    : here  ? _("u takes it back")
		    : _("u on that report takes it back"));
}

/* A deed came home: done and read back, or refused with its words. */
static void deed_home(void *of, struct job *job)
{
	struct desk *desk = of;
	const struct deed *deed = deed_of(job);
	int64_t report = deed->done.report ? deed->done.report : deed->report;

	g_hash_table_remove(desk->pending, &deed->report);
	desk->list_stale = true;
	if (job->err.kind != ERR_NONE) {
		say_undone(desk, deed, &job->err);
		mark_again(desk, deed, false);
		undone_add(desk, deed, &job->err);
		keep_refused(desk, job);
		if (job->err.kind == ERR_DENIED)
			lock_ask_again(desk);
		undone_list(desk);
		return;
	}
	desk->list_news = true;
	if (move_row(deed->move)->flags & MOVE_DECISION)
		g_hash_table_add(desk->decided, g_memdup2(&deed->report, sizeof(deed->report)));
	if (deed->move == MOVE_REVEAL)
		say_revealed(desk, report);
	else
		say_done(desk, deed, report);
	if (desk->report == report || desk->report == deed->report)
		desk_reread(desk);
	edit_check(desk, report);
	undone_list(desk);
}

/* One of several: a refusal is not to be covered by the next that went well. */
static void many_home(void *of, struct job *job)
{
	struct desk *desk = of;

	if (job->err.kind != ERR_NONE) {
		if (!desk->many_refused++)
			desk->many_why = job->err;
		mark_again(desk, deed_of(job), true);
	}
	deed_home(of, job);
	if (--desk->many_out)
		return;
	if (desk->many_refused) {
		desk_say(desk, _("%d of them were refused: %s"), desk->many_refused,
		    desk->many_why.words);
		desk->said_well = false;
	}
	desk->many_refused = 0;
}

void desk_do(struct desk *desk, struct deed *deed, bool many)
{
	int64_t *key = g_new(int64_t, 1);

	*key = deed->report;
	g_hash_table_add(desk->pending, key);
	desk->list_stale = true;
	desk->many_out += many;
	struct job *job = deed_job(deed, many ? many_home : deed_home);

	/*
	 * A decision is made while it is fresh or not at all: one that waits behind a drive that
	 * hangs is never sent later by itself. Those before it may take their time, too.
	 */
	job->deadline_ms = clock_mono_ms() + job_patience_ms() * (1 + worker_out(desk->worker));
	worker_ask(desk->worker, job);
}
