/* Drafts on the local disk. The newest text of each name is enough: older ones that wait are
 * dropped. */
#include "work/keeper.h"

#include "base/bounds.h"
#include "base/fs.h"
#include "base/lang.h"
#include "work/thread.h"

#include <errno.h>
#include <unistd.h>

struct keeper {
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t wake, idle;
	GHashTable *waiting; /* name to GBytes; NULL bytes: to be dropped */
	bool busy, stop;
	struct err failure;
	char *dir;
};

static void bytes_gone(void *bytes)
{
	if (bytes)
		g_bytes_unref(bytes);
}

static void write_one(const char *dir, const char *name, GBytes *bytes, struct err *err)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);
	size_t len;

	if (!bytes) {
		if (unlink(path) < 0 && errno != ENOENT)
			err_fail_code(err, ERR_SYSTEM, errno, "%s: %s", name, tr_system(errno));
		return;
	}
	const void *data = g_bytes_get_data(bytes, &len);
	(void)!fs_write(path, data, len, 0600, err);
}

/* Take any name that waits; false when none does. */
static bool take_one(struct keeper *keeper, char **name, GBytes **bytes)
{
	GHashTableIter iter;
	void *key, *value;

	g_hash_table_iter_init(&iter, keeper->waiting);
	if (!g_hash_table_iter_next(&iter, &key, &value))
		return false;
	g_hash_table_iter_steal(&iter);
	*name = key;
	*bytes = value;
	return true;
}

static void *keep(void *of)
{
	struct keeper *keeper = of;
	char *name;
	GBytes *bytes;

	pthread_mutex_lock(&keeper->mutex);
	for (;;) {
		if (take_one(keeper, &name, &bytes)) {
			struct err err = {0};

			keeper->busy = true;
			pthread_mutex_unlock(&keeper->mutex);
			write_one(keeper->dir, name, bytes, &err);
			g_free(name);
			bytes_gone(bytes);
			pthread_mutex_lock(&keeper->mutex);
			keeper->busy = false;
			if (err.kind != ERR_NONE)
				keeper->failure = err;
			continue;
		}
		pthread_cond_broadcast(&keeper->idle);
		if (keeper->stop)
			break;
		pthread_cond_wait(&keeper->wake, &keeper->mutex);
	}
	pthread_mutex_unlock(&keeper->mutex);
	return NULL;
}

struct keeper *keeper_start(const char *dir, struct err *err)
{
	struct keeper *keeper;

	if (!fs_make_dir(dir, err))
		return NULL;
	keeper = g_new0(struct keeper, 1);
	keeper->dir = g_strdup(dir);
	keeper->waiting = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, bytes_gone);
	pthread_mutex_init(&keeper->mutex, NULL);
	thread_cond_init(&keeper->wake);
	thread_cond_init(&keeper->idle);
	int code = thread_start(&keeper->thread, keep, keeper);
	if (code == 0)
		return keeper;
	err_fail_code(
	    err, ERR_SYSTEM, code, _("cannot start the keeper of drafts: %s"), tr_system(code));
	g_hash_table_destroy(keeper->waiting);
	g_free(keeper->dir);
	g_free(keeper);
	return NULL;
}

static void ask(struct keeper *keeper, const char *name, GBytes *bytes)
{
	pthread_mutex_lock(&keeper->mutex);
	g_hash_table_replace(keeper->waiting, g_strdup(name), bytes ? g_bytes_ref(bytes) : NULL);
	pthread_cond_signal(&keeper->wake);
	pthread_mutex_unlock(&keeper->mutex);
}

void keeper_put(struct keeper *keeper, const char *name, GBytes *bytes)
{
	ask(keeper, name, bytes);
}

void keeper_drop(struct keeper *keeper, const char *name)
{
	ask(keeper, name, NULL);
}

bool keeper_flush(struct keeper *keeper, int wait_ms)
{
	struct timespec until;
	int code = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += wait_ms / 1000 + (wait_ms % 1000 ? 1 : 0);
	pthread_mutex_lock(&keeper->mutex);
	while ((keeper->busy || g_hash_table_size(keeper->waiting)) && code == 0)
		code = pthread_cond_timedwait(&keeper->idle, &keeper->mutex, &until);
	bool done = !keeper->busy && !g_hash_table_size(keeper->waiting);
	pthread_mutex_unlock(&keeper->mutex);
	return done;
}

struct err keeper_failure(struct keeper *keeper)
{
	pthread_mutex_lock(&keeper->mutex);
	struct err failure = keeper->failure;
	err_clear(&keeper->failure);
	pthread_mutex_unlock(&keeper->mutex);
	return failure;
}

GPtrArray *keeper_names(const char *dir)
{
	struct err none = {0};
	GPtrArray *found = g_file_test(dir, G_FILE_TEST_IS_DIR) ? fs_list(dir, &none) : NULL;
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; found && i < found->len; i++) {
		const char *path = g_ptr_array_index(found, i);

		if (g_str_has_suffix(path, ".draft"))
			g_ptr_array_add(names, g_path_get_basename(path));
	}
	if (found)
		g_ptr_array_free(found, TRUE);
	return names;
}

GBytes *keeper_read(const char *dir, const char *name, struct err *err)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	return fs_read(path, BOUND_BODY_BYTES + (1u << 20), err);
}

void keeper_stop(struct keeper *keeper, int wait_ms)
{
	if (!keeper)
		return;
	bool done = keeper_flush(keeper, wait_ms);
	pthread_mutex_lock(&keeper->mutex);
	keeper->stop = true;
	pthread_cond_signal(&keeper->wake);
	pthread_mutex_unlock(&keeper->mutex);
	if (!done) { /* the local disk hangs: the thread is left behind with what is its own */
		pthread_detach(keeper->thread);
		return;
	}
	pthread_join(keeper->thread, NULL);
	pthread_mutex_destroy(&keeper->mutex);
	pthread_cond_destroy(&keeper->wake);
	pthread_cond_destroy(&keeper->idle);
	g_hash_table_destroy(keeper->waiting);
	g_free(keeper->dir);
	g_free(keeper);
}
