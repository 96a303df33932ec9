/* Looking at the share: what is new comes first, then what is left of the first copy. */
#include "work/sync.h"

#include "base/lang.h"
#include "mirror/take.h"
#include "share/changes.h"
#include "work/copy.h"
#include "work/settle.h"

#define EVENTS_A_SLICE 500 /* their signatures take a fifth of a second */
#define LOOK_MS 1000 /* of a first copy; then the desk shows how far it is */

/* The share's newest never goes back, and what this desk saw stays in it (netdrive 5.8.5). */
static bool history_fails(struct ground *ground, struct err *err)
{
	if (err->kind == ERR_STALE || err->kind == ERR_DAMAGED)
		ground_stop(ground, err);
	return false;
}

static bool news_slice(struct ground *ground, const struct mirror_marks *marks, bool *news,
    bool *more, struct err *err)
{
	struct changes *changes = changes_new();
	bool overtaken = false;

	/* From here on the share counts as seen; what is not stored in the end is still owed. */
	ground->owes = true;
	bool good = changes_after(
	    ground->share, marks->newest_seq, marks->newest_digest, EVENTS_A_SLICE, changes, err);
	if (good && changes->share_seq < MAX(ground->own_seq, marks->newest_seq))
		good = err_fail(err, ERR_STALE,
		    _("events that this desk has seen are gone from the database: nothing is "
		      "written any more"));
	good = good && settle_take(ground, changes, marks->state, &overtaken, err);
	*news = good && changes->events->len > 0;
	*more = good &&
		(overtaken || (changes->last_seq && changes->last_seq < changes->share_seq));
	ground->owes = !good || overtaken;
	changes_free(changes);
	return good || history_fails(ground, err);
}

/*
 * Nothing at all is here yet: the newest page, or, of a small share, nothing before its news.
 * *WAITS: another process of this account is about to take it.
 */
static bool begin(struct ground *ground, struct mirror_marks *marks, bool *waits, struct err *err)
{
	bool large;

	*waits = false;
	if (!mirror_marks(ground->writer, marks, err))
		return false;
	if (marks->newest_seq)
		return true;
	if (!copy_begin(ground, marks, &large, err))
		return history_fails(ground, err);
	if (!mirror_marks(ground->writer, marks, err))
		return false;
	*waits = large && !marks->newest_seq;
	return true;
}

/* Between two slices of a copy a look at four bytes says whether there are news. */
static bool has_news(struct ground *ground, bool copying, bool *news, struct err *err)
{
	*news = true;
	return ground->owes || !copying || !ground->behind ||
	       share_changed(ground->share, news, err);
}

/*
 * Take one batch of what is new on the share into the mirror; *more says that there is more.
 * *news says that anything was stored. What was taken has been checked against its digests.
 * Errors: AWAY, BUSY; STALE or DAMAGED when the share's history is no longer the one that this desk
 * has seen: the ground is stopped then.
 */
static bool sync_slice(struct ground *ground, bool *news, bool *more, struct err *err)
{
	struct mirror_marks marks;
	bool waits, changed;
	bool rest = false;

	*news = *more = false;
	if (!ground_ready(ground, err) || !begin(ground, &marks, &waits, err))
		return false;
	bool copying = waits || copy_is_open(&marks);
	if (!waits && !has_news(ground, copying, &changed, err))
		return false;
	if (!waits && changed && !news_slice(ground, &marks, news, &rest, err))
		return false;
	*news = *news || copying;
	*more = ground->behind = rest || copying;
	if (waits || rest || !copying)
		return true;
	/* The news are in: one more slice of the first copy, behind whatever somebody waits for. */
	if (!mirror_marks(ground->writer, &marks, err))
		return false;
	if (!copy_slice(ground, &marks, more, err))
		return history_fails(ground, err);
	ground->behind = *more;
	return true;
}

bool sync_news(struct ground *ground, struct err *err)
{
	struct mirror_marks marks;
	bool waits, fresh;
	bool more = true;

	while (more) {
		if (!ground_ready(ground, err) || !begin(ground, &marks, &waits, err))
			return false;
		if (!waits && !news_slice(ground, &marks, &fresh, &more, err))
			return false;
	}
	return true;
}

bool sync_first(struct ground *ground, struct err *err)
{
	struct mirror_marks marks;
	bool waits, news, more;

	if (!mirror_marks(ground->writer, &marks, err))
		return false;
	if (marks.newest_seq)
		return true;
	do {
		if (!ground_ready(ground, err) || !begin(ground, &marks, &waits, err))
			return false;
	} while (waits);
	/* A first page is enough to begin with: the next look goes on. */
	ground->behind = true;
	return news_slice(ground, &marks, &news, &more, err);
}

/* How far a first copy has come; 100 where there is none, or nobody can tell. */
static int copied(struct ground *ground)
{
	struct mirror_marks marks;
	struct err none = {0};

	return mirror_marks(ground->writer, &marks, &none) && copy_is_open(&marks)
		   ? copy_percent(&marks)
		   : 100;
}

bool sync_all(struct ground *ground, struct err *err)
{
	return sync_telling(ground, NULL, NULL, err);
}

bool sync_telling(
    struct ground *ground, void (*tell)(void *of, int percent), void *of, struct err *err)
{
	bool news, more;

	do {
		if (!sync_slice(ground, &news, &more, err))
			return false;
		if (tell && more)
			tell(of, copied(ground));
	} while (more);
	return true;
}

/* By how much this desk's clock is ahead of the latest of theirs. */
static void compare_clocks(struct ground *ground)
{
	int64_t clock_ms = ground->survey.clock_ms;

	ground->ahead_ms[1] = ground->ahead_ms[0];
	ground->ahead_ms[0] = clock_ms ? MAX(clock_wall_ms(&ground->clock) - clock_ms, 0) : 0;
}

/*
 * Say that this desk is at work, and look at the others who say so: where a lock of theirs is not
 * seen from here nothing may be written. That the side file fails forbids nothing.
 */
static bool look_around(struct ground *ground, struct err *err)
{
	struct gate *gate = share_gate(ground->share);
	const char *version = strchr(ground->program, ' ');
	int64_t now = clock_mono_ms();
	struct err found = {0};

	if (!gate || now < ground->survey_ms)
		return true;
	ground->survey_ms = now + SURVEY_MS;
	if (!gate_slot(gate)) /* opened anew */
		ground->survey = (struct survey){0};
	if (gate_join(gate, version ? version + 1 : "", ground->desk, &found) &&
	    gate_beat(gate, clock_wall_ms(&ground->clock), &found) &&
	    survey_look(&ground->survey, gate, &found)) {
		compare_clocks(ground);
		return true;
	}
	if (found.kind != ERR_STALE)
		return true;
	ground_stop(ground, &found);
	*err = found;
	return false;
}

static bool look(struct ground *ground, struct job *job)
{
	struct sync_found *body = job->body;
	int64_t began = clock_mono_ms();
	bool changed = true;
	bool news = false;

	if (ground->stopped) {
		job->err = ground->why_stopped;
		return false;
	}
	if (body->eager)
		ground->retry_ms = 0;
	if (!ground_ready(ground, &job->err) || !look_around(ground, &job->err))
		return false;
	/* A copy that was broken off, or has more to come, goes on whether anybody wrote or not. */
	if (!ground->behind && !ground->owes && !share_changed(ground->share, &changed, &job->err))
		return false;
	if (changed && !sync_slice(ground, &news, &body->more, &job->err))
		return false;
	body->copied = copied(ground);
	body->news = body->news || news;
	body->took_ms = clock_mono_ms() - began;
	return body->more && clock_mono_ms() < job->asked_ms + LOOK_MS;
}

static const struct job_kind look_kind = {
    .name = "look", .lane = JOB_BACK, .run = look, .free_body = g_free};

struct job *sync_look_job(job_home *home)
{
	struct job *job = job_new(&look_kind, g_new0(struct sync_found, 1), home);

	((struct sync_found *)job->body)->copied = 100;
	job->key = 1; /* one look at a time */
	return job;
}
