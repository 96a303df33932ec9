/* See site.h. */
#include "site.h"

#include "share/init.h"
#include "mirror/read.h"

void site_remove(const char *dir)
{
	const char *argv[] = {"rm", "-rf", dir, NULL};

	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL,
	    NULL, NULL, NULL, NULL, NULL));
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
	struct share *share = share_init(path, &office, &err);

	assert_works(share != NULL, err);
	share_close(share);
}

void site_begin(struct site *place)
{
	place->dir = g_dir_make_tmp("ground-XXXXXX", NULL);
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
