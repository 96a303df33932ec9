/* See site.h. */
#include "site.h"

#include "base/ident.h"
#include "share/init.h"
#include "mirror/read.h"

void site_remove(const char *dir)
{
	const char *argv[] = {"rm", "-rf", dir, NULL};

	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL,
	    NULL, NULL, NULL, NULL, NULL));
}

const GPtrArray *site_keys(int64_t person)
{
	static GPtrArray *keys[3];
	static struct seal *seal;
	struct err err = {0};

	if (!seal)
		seal = seal_open(&err);
	assert_works(seal, err);
	for (size_t i = 0; i < G_N_ELEMENTS(keys) && !keys[i]; i++) {
		struct key *key = key_make(seal, &err);

		assert_works(key, err);
		keys[i] = g_ptr_array_new();
		g_ptr_array_add(keys[i], key);
	}
	return keys[person];
}

void site_office(const char *path, const char *name)
{
	struct err err = {0};
	struct office office = {.name = name,
	    .level = "city",
	    .person = "王收发",
	    .login = "wang",
	    .desk = "t",
	    .program = "t",
	    .now_ms = 1780000000000};
	g_autofree char *uid = ident_new(g_get_real_time() / 1000);
	g_autofree char *dir = keyring_dir(uid);
	struct keyring *ring = keyring_new(dir);

	office.uid = uid;
	office.office_key = g_ptr_array_index(site_keys(0), 0);
	office.key = g_ptr_array_index(site_keys(1), 0);
	assert_works(keyring_keep(ring, 1, office.key, NULL, &err), err);
	keyring_free(ring);
	struct share *share = share_init(path, &office, &err);

	assert_works(share != NULL, err);
	share_close(share);
}

void site_begin(struct site *place)
{
	place->dir = g_dir_make_tmp("ground-XXXXXX", NULL);
	g_autofree char *config = g_build_filename(place->dir, "config", NULL);
	assert_true(g_setenv("YANSHEN_CONFIG", config, TRUE));
	place->db = g_build_filename(place->dir, "desk.db", NULL);
	place->away = g_build_filename(place->dir, "away.db", NULL);
	place->state = g_build_filename(place->dir, "state", NULL);
	site_office(place->db, "甲");
}

void site_end(struct site *place)
{
	site_remove(place->dir);
	g_free(place->dir);
	g_free(place->db);
	g_free(place->away);
	g_free(place->state);
}

bool site_open(
    const struct site *place, struct ground *ground, struct mirror **reader, struct err *err)
{
	struct ground_plan plan = {.path = place->db, .state_dir = place->state};

	return ground_open(ground, &plan, reader, err);
}

void site_close(struct ground *ground, struct mirror *reader)
{
	mirror_close(reader);
	ground_close(ground);
}

struct deed *site_setting(const char *value)
{
	struct deed *deed = deed_new(MOVE_SETTING, 1);

	deed->key = g_strdup("office.motto");
	deed->value = g_strdup(value);
	return deed;
}

void site_set(struct ground *ground, const char *value)
{
	struct err err = {0};
	struct deed *deed = site_setting(value);

	assert_works(deed_do(ground, deed, &err), err);
	deed_free(deed);
}

void site_motto_is(struct mirror *reader, const char *value)
{
	g_autofree char *found = mirror_setting(reader, "office.motto", "");

	assert_string_equal(found, value);
}
