/* One thread, two lanes. Everything under the mutex is held for a few instructions only. */
#include "work/worker.h"

#include "base/lang.h"
#include "base/log.h"
#include "work/thread.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct worker {
	pthread_t thread;
	pthread_mutex_t mutex; /* over all below, but ground */
	pthread_cond_t wake;
	pthread_cond_t ended;
	GQueue lanes[2];
	GQueue home;
	struct job *running;
	int64_t running_since_ms;
	bool stop, over;
	int out;
	int fd;
	bool away, stopped, unfit;
	int64_t away_since_ms;
	char away_words[400];
	const char *warning;
	struct ground ground; /* the worker's thread only */
};

/* What a hand has asked for is done even when the desk is ending: it was decided. */
static struct job *next_job(struct worker *worker)
{
	struct job *job = g_queue_pop_head(&worker->lanes[JOB_HAND]);

	return job || worker->stop ? job : g_queue_pop_head(&worker->lanes[JOB_BACK]);
}

/* Something has come home. Not under the mutex, for which the one who is woken would wait again. */
static void ring(const struct worker *worker)
{
	uint64_t one = 1;
	ssize_t put = write(worker->fd, &one, sizeof(one));
	(void)put; /* the counter can only be full when it is readable already */
}

static void note_share(struct worker *worker)
{
	const struct ground *ground = &worker->ground;
	const struct err *why = ground->stopped ? &ground->why_stopped : &ground->away;

	worker->away = !ground->share && ground->away.kind != ERR_NONE;
	worker->unfit = ground->unfit;
	worker->stopped = ground->stopped;
	worker->away_since_ms = ground->away_since_ms;
	worker->warning = ground->share ? share_warning(ground->share) : NULL;
	memcpy(worker->away_words, why->words, sizeof(worker->away_words));
}

static void *work(void *of)
{
	struct worker *worker = of;

	pthread_mutex_lock(&worker->mutex);
	for (;;) {
		struct job *job = next_job(worker);

		if (!job && worker->stop)
			break;
		if (!job) {
			pthread_cond_wait(&worker->wake, &worker->mutex);
			continue;
		}
		worker->running = job;
		worker->running_since_ms = clock_mono_ms();
		pthread_mutex_unlock(&worker->mutex);
		bool more = job_slice(&worker->ground, job);
		pthread_mutex_lock(&worker->mutex);
		worker->running = NULL;
		note_share(worker);
		if (more) {
			g_queue_push_head(&worker->lanes[job->kind->lane], job);
			continue;
		}
		g_queue_push_tail(&worker->home, job);
		pthread_mutex_unlock(&worker->mutex);
		ring(worker);
		pthread_mutex_lock(&worker->mutex);
	}
	pthread_mutex_unlock(&worker->mutex);
	ground_close(&worker->ground);
	pthread_mutex_lock(&worker->mutex);
	worker->over = true;
	pthread_cond_signal(&worker->ended);
	pthread_mutex_unlock(&worker->mutex);
	return NULL;
}

static int start_thread(struct worker *worker)
{
	pthread_mutex_init(&worker->mutex, NULL);
	thread_cond_init(&worker->wake);
	thread_cond_init(&worker->ended);
	return thread_start(&worker->thread, work, worker);
}

struct worker *worker_start(struct ground *ground, struct err *err)
{
	struct worker *worker = g_new0(struct worker, 1);
	int code;

	worker->ground = *ground;
	*ground = (struct ground){0};
	note_share(worker);
	worker->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (worker->fd < 0)
		err_fail_code(
		    err, ERR_SYSTEM, errno, _("cannot start the worker: %s"), tr_system(errno));
	else if ((code = start_thread(worker)) != 0)
		err_fail_code(
		    err, ERR_SYSTEM, code, _("cannot start the worker: %s"), tr_system(code));
	else
		return worker;
	ground_close(&worker->ground);
	if (worker->fd >= 0)
		close(worker->fd);
	g_free(worker);
	return NULL;
}

/* A waiting job of the same key comes home as stopped: the newer one answers for both. */
static void replace(struct worker *worker, uint64_t key, enum job_lane lane)
{
	for (GList *at = worker->lanes[lane].head; at && key; at = at->next) {
		struct job *old = at->data;

		if (old->key != key)
			continue;
		g_queue_delete_link(&worker->lanes[lane], at);
		err_fail(&old->err, ERR_STOPPED, _("stopped"));
		g_queue_push_tail(&worker->home, old);
		ring(worker);
		return;
	}
}

void worker_ask(struct worker *worker, struct job *job)
{
	pthread_mutex_lock(&worker->mutex);
	replace(worker, job->key, job->kind->lane);
	g_queue_push_tail(&worker->lanes[job->kind->lane], job);
	worker->out++;
	pthread_mutex_unlock(&worker->mutex);
	/* woken while the mutex is held, it would sleep once more for that */
	pthread_cond_signal(&worker->wake);
}

void worker_cancel(struct worker *worker, uint64_t key)
{
	pthread_mutex_lock(&worker->mutex);
	if (worker->running && worker->running->key == key)
		atomic_store(&worker->running->stop, true);
	for (int lane = 0; lane < 2; lane++) {
		for (GList *at = worker->lanes[lane].head; at; at = at->next) {
			struct job *job = at->data;

			if (job->key == key)
				atomic_store(&job->stop, true);
		}
	}
	pthread_mutex_unlock(&worker->mutex);
}

int worker_fd(const struct worker *worker)
{
	return worker->fd;
}

struct job *worker_take(struct worker *worker)
{
	uint64_t count;

	pthread_mutex_lock(&worker->mutex);
	struct job *job = g_queue_pop_head(&worker->home);
	if (job) {
		worker->out--;
	} else {
		ssize_t got = read(worker->fd, &count, sizeof(count));
		(void)got; /* nothing to read is fine: the descriptor is quiet then */
	}
	pthread_mutex_unlock(&worker->mutex);
	return job;
}

int worker_out(const struct worker *worker)
{
	struct worker *w = (struct worker *)(uintptr_t)worker;

	pthread_mutex_lock(&w->mutex);
	int out = w->out;
	pthread_mutex_unlock(&w->mutex);
	return out;
}

void worker_look(struct worker *worker, struct worker_state *state)
{
	*state = (struct worker_state){0};
	pthread_mutex_lock(&worker->mutex);
	state->away = worker->away;
	state->stopped = worker->stopped;
	state->unfit = worker->unfit;
	state->away_since_ms = worker->away_since_ms;
	state->warning = worker->warning;
	memcpy(state->away_words, worker->away_words, sizeof(state->away_words));
	if (worker->running) {
		state->doing = worker->running->kind->name;
		state->doing_since_ms = worker->running_since_ms;
		state->done = atomic_load(&worker->running->done);
		state->all = atomic_load(&worker->running->all);
	}
	pthread_mutex_unlock(&worker->mutex);
}

static void drop_jobs(struct worker *worker)
{
	struct job *job;

	for (int lane = 0; lane < 2; lane++) {
		while ((job = g_queue_pop_head(&worker->lanes[lane])))
			job_free(job);
	}
	while ((job = g_queue_pop_head(&worker->home)))
		job_free(job);
}

bool worker_stop(struct worker *worker, int grace_ms)
{
	struct timespec until;
	int code = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += grace_ms / 1000;
	until.tv_nsec += (long)(grace_ms % 1000) * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	pthread_mutex_lock(&worker->mutex);
	worker->stop = true;
	if (worker->running && worker->running->kind->lane == JOB_BACK)
		atomic_store(&worker->running->stop, true);
	pthread_cond_signal(&worker->wake);
	while (!worker->over && code == 0)
		code = pthread_cond_timedwait(&worker->ended, &worker->mutex, &until);
	bool over = worker->over;
	pthread_mutex_unlock(&worker->mutex);
	if (!over) {
		log_line("the drive did not let go: leaving without it");
		return false;
	}
	pthread_join(worker->thread, NULL);
	drop_jobs(worker);
	close(worker->fd);
	pthread_mutex_destroy(&worker->mutex);
	pthread_cond_destroy(&worker->wake);
	pthread_cond_destroy(&worker->ended);
	g_free(worker);
	return true;
}
