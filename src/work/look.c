/* The look at the share that a desk takes again and again: who else is there, what is new, what a
 * purge leaves to do. */
#include "work/look.h"

#include "work/heal.h"
#include "work/purge.h"
#include "work/sync.h"

#define HEAL_MS 2000 /* between two looks for an administrator's word */
#define LOOK_MS 1000 /* of a first copy; then the desk shows how far it is */

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

static bool may_heal(struct ground *ground, struct err *err)
{
	if (!ground->differs || clock_mono_ms() < ground->heal_ms)
		return false;
	ground->heal_ms = clock_mono_ms() + HEAL_MS;
	return ground_ready(ground, err) && heal(ground);
}

static bool look(struct ground *ground, struct job *job)
{
	struct look_found *body = job->body;
	int64_t began = clock_mono_ms();
	bool changed = true;
	bool news = false;

	/* An administrator may have said meanwhile that what is there holds. */
	if (ground->stopped && !may_heal(ground, &job->err)) {
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
	body->copied = sync_copied(ground);
	body->news = body->news || news;
	/* Whatever becomes of these, the news are in. */
	if (!body->more && !purge_duties(ground, body->person, &body->more, &job->err))
		return false;
	body->took_ms = clock_mono_ms() - began;
	return body->more && clock_mono_ms() < job->asked_ms + LOOK_MS;
}

/* What an administrator has given up meanwhile is brought home, however the look ends. */
static bool look_and_tell(struct ground *ground, struct job *job)
{
	struct look_found *body = job->body;
	bool more = look(ground, job);

	if (ground->lost && !body->lost) {
		body->lost = g_steal_pointer(&ground->lost);
		body->news = true;
	}
	return more;
}

static void free_found(void *found)
{
	struct look_found *body = found;

	if (body->lost)
		g_ptr_array_free(body->lost, TRUE);
	g_free(body);
}

static const struct job_kind look_kind = {
    .name = "look", .lane = JOB_BACK, .run = look_and_tell, .free_body = free_found};

struct job *look_job(job_home *home)
{
	struct job *job = job_new(&look_kind, g_new0(struct look_found, 1), home);

	((struct look_found *)job->body)->copied = 100;
	job->key = 1; /* one look at a time */
	return job;
}
