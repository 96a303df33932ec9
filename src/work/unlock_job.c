/* To try a passphrase takes a tenth of a second on purpose: the worker's time, not the screen's. */
#include "work/unlock_job.h"

struct unlocking {
	int64_t person;
	char *passphrase; /* NULL: lock */
};

static bool run_unlocking(struct ground *ground, struct job *job)
{
	const struct unlocking *body = job->body;

	if (!body->passphrase) {
		keyring_lock(ground->keys);
		return false;
	}
	if (!ground->seal) /* the desk stands on its copy so far */
		ground->seal = seal_open(&job->err);
	if (ground->seal)
		(void)!keyring_open(
		    ground->keys, ground->seal, body->person, body->passphrase, &job->err);
	return false;
}

static void free_unlocking(void *of)
{
	struct unlocking *body = of;

	if (body->passphrase)
		explicit_bzero(body->passphrase, strlen(body->passphrase));
	g_free(body->passphrase);
	g_free(body);
}

static const struct job_kind unlock_kind = {
    .name = "unlock", .lane = JOB_HAND, .run = run_unlocking, .free_body = free_unlocking};

struct job *unlock_job(int64_t person, const char *passphrase, job_home *home)
{
	struct unlocking *body = g_new0(struct unlocking, 1);

	body->person = person;
	body->passphrase = g_strdup(passphrase);
	return job_new(&unlock_kind, body, home);
}

struct job *lock_job(void)
{
	return job_new(&unlock_kind, g_new0(struct unlocking, 1), NULL);
}
