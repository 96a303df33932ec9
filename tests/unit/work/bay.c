/* See bay.h. */
#include "bay.h"

#include "base/fs.h"
#include "work/sync.h"

#include <glib/gstdio.h>

static void stand(struct bay *bay)
{
	struct ground_plan plan = {.path = bay->trial->path,
	    .state_dir = bay->state,
	    .clock = {.held_ms = bay->trial->now_ms}};

	assert_works(ground_open(&bay->ground, &plan, &bay->reader, &bay->err), bay->err);
	for (int64_t id = FOUNDER; id < TRIAL_PEOPLE; id++) {
		g_autoptr(GBytes)
		    pem = key_print(g_ptr_array_index(trial_keys(id), 0), NULL, &bay->err);
		struct key *key = pem ? key_read(bay->ground.seal, pem, NULL, &bay->err) : NULL;

		assert_works(key, bay->err);
		keyring_hold(bay->ground.keys, id, key);
	}
	assert_works(sync_all(&bay->ground, &bay->err), bay->err);
}

static void leave(struct bay *bay)
{
	mirror_close(bay->reader);
	ground_close(&bay->ground);
	bay->reader = NULL;
}

int bay_setup(void **state)
{
	struct bay *bay = g_new0(struct bay, 1);

	trial_setup((void **)&bay->trial);
	bay->in = g_build_filename(bay->trial->dir, "in", NULL);
	bay->state = g_build_filename(bay->trial->dir, "state", NULL);
	assert_int_equal(g_mkdir(bay->in, 0700), 0);
	share_close(bay->trial->share);
	bay->trial->share = NULL;
	stand(bay);
	*state = bay;
	return 0;
}

int bay_teardown(void **state)
{
	struct bay *bay = *state;
	void *trial = bay->trial;

	leave(bay);
	trial_teardown(&trial);
	g_free(bay->in);
	g_free(bay->state);
	g_free(bay);
	return 0;
}

struct trial *bay_leave(struct bay *bay)
{
	leave(bay);
	bay->trial->share = share_open(bay->trial->path, false, &bay->err);
	assert_works(bay->trial->share, bay->err);
	return bay->trial;
}

void bay_back(struct bay *bay)
{
	share_close(bay->trial->share);
	bay->trial->share = NULL;
	stand(bay);
}

char *bay_bytes(struct bay *bay, const char *name, const void *bytes, size_t len)
{
	char *path = g_build_filename(bay->in, name, NULL);
	g_autofree char *dir = g_path_get_dirname(path);

	assert_int_equal(g_mkdir_with_parents(dir, 0700), 0);
	assert_true(g_file_set_contents(path, bytes, (gssize)len, NULL));
	return path;
}

char *bay_file(struct bay *bay, const char *name, const char *text)
{
	return bay_bytes(bay, name, text, strlen(text));
}

int64_t bay_events(struct bay *bay)
{
	int64_t events;

	assert_works(sql_one_int(share_db(bay->ground.share), "SELECT count(*) FROM event", -1,
			 &events, &bay->err),
	    bay->err);
	return events;
}

int bay_originals(struct bay *bay)
{
	g_autofree char *dir = g_strconcat(bay->trial->path, ".d", NULL);
	struct err none = {0};
	GPtrArray *files = g_file_test(dir, G_FILE_TEST_IS_DIR) ? fs_list(dir, &none) : NULL;
	int count = files ? (int)files->len : 0;

	if (files)
		g_ptr_array_free(files, TRUE);
	return count;
}

bool bay_holds(struct bay *bay, const char *bytes)
{
	GPtrArray *files = fs_list(bay->trial->dir, &bay->err);
	bool holds = false;

	assert_works(files, bay->err);
	for (guint i = 0; i < files->len; i++) {
		g_autofree char *data = NULL;
		size_t len;
		const char *path = g_ptr_array_index(files, i);

		if (g_str_has_prefix(path, bay->in))
			continue;
		assert_true(g_file_get_contents(path, &data, &len, NULL));
		holds = holds || memmem(data, len, bytes, strlen(bytes));
	}
	g_ptr_array_free(files, TRUE);
	return holds;
}

struct import *bay_import(int64_t person, const char *path)
{
	struct import *import = import_new(person, SOURCE_MEMBER);

	import_add(import, path);
	return import;
}

struct job *bay_run(struct bay *bay, struct import *import)
{
	struct job *job = import_job(import, NULL);

	job_do(&bay->ground, job);
	return job;
}

const struct import_entry *bay_entry(const struct job *job, guint at)
{
	const struct import *import = import_of(job);

	assert_true(at < import->entries->len);
	return g_ptr_array_index(import->entries, at);
}

struct dossier bay_dossier(struct bay *bay, const char *number)
{
	struct dossier dossier = {0};
	int64_t report = 0;

	assert_works(mirror_find(bay->reader, number, &report, &bay->err), bay->err);
	assert_true(report);
	assert_works(mirror_read(bay->reader, report, &dossier, &bay->err), bay->err);
	return dossier;
}
