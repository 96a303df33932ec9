/* Jobs as values; the worker gives each the share's patience that its deadline leaves. */
#include "work/job.h"

#include "base/lang.h"

#define HAND_PATIENCE_MS 15000
#define BACK_PATIENCE_MS 5000

int64_t job_patience_ms(void)
{
#ifdef YANSHEN_TEST_HOOKS
	const char *set = g_getenv("YANSHEN_TEST_PATIENCE");

	if (set)
		return g_ascii_strtoll(set, NULL, 10);
#endif
	return HAND_PATIENCE_MS;
}

struct job *job_new(const struct job_kind *kind, void *body, job_home *home)
{
	struct job *job = g_new0(struct job, 1);

	job->kind = kind;
	job->body = body;
	job->home = home;
	job->asked_ms = clock_mono_ms();
	return job;
}

void job_free(struct job *job)
{
	if (!job)
		return;
	if (job->kind->free_body)
		job->kind->free_body(job->body);
	g_free(job);
}

bool job_slice(struct ground *ground, struct job *job)
{
	int64_t now = clock_mono_ms();
	int64_t patience = job->kind->lane == JOB_HAND ? job_patience_ms() : BACK_PATIENCE_MS;

	if (atomic_load(&job->stop)) {
		err_fail(&job->err, ERR_STOPPED, _("stopped"));
		return false;
	}
	if (job->deadline_ms && now > job->deadline_ms) {
		err_fail(&job->err, ERR_BUSY, _("the share was too busy; nothing was changed"));
		return false;
	}
	ground_patience(ground, job->deadline_ms ? job->deadline_ms : now + patience, &job->stop);
	bool more = job->kind->run(ground, job) && job->err.kind == ERR_NONE;
	ground_patience(ground, 0, NULL);
	ground_failed(ground, &job->err);
	return more;
}

void job_do(struct ground *ground, struct job *job)
{
	while (job_slice(ground, job))
		;
}
