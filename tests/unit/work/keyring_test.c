/* The keys of a desk: kept, found by person, opened with the right passphrase, and pins. */
#include "unit.h"

#include "base/fs.h"
#include "work/keyring.h"

#include <glib/gstdio.h>

struct desk_keys {
	char *dir, *config;
	struct seal *seal;
	struct keyring *ring;
	struct key *key;
	struct err err;
};

static int set_up(void **state)
{
	struct desk_keys *desk = g_new0(struct desk_keys, 1);

	desk->config = g_dir_make_tmp("keyring-XXXXXX", NULL);
	g_setenv("YANSHEN_CONFIG", desk->config, TRUE);
	desk->dir = keyring_dir("01OFFICE");
	desk->seal = seal_open(&desk->err);
	desk->ring = keyring_new(desk->dir);
	desk->key = desk->seal ? key_make(desk->seal, &desk->err) : NULL;
	*state = desk;
	return desk->key ? 0 : -1;
}

static int tear_down(void **state)
{
	struct desk_keys *desk = *state;
	const char *argv[] = {"rm", "-rf", desk->config, NULL};

	keyring_free(desk->ring);
	key_free(desk->key);
	seal_close(desk->seal);
	g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
	    NULL, NULL, NULL);
	g_free(desk->config);
	g_free(desk->dir);
	g_free(desk);
	return 0;
}

/* The one file that lies there. Owns: the caller frees. */
static char *the_file(struct desk_keys *desk)
{
	GPtrArray *files = fs_list(desk->dir, &desk->err);

	assert_works(files, desk->err);
	assert_int_equal(files->len, 1);
	char *path = g_strdup(g_ptr_array_index(files, 0));
	g_ptr_array_free(files, TRUE);
	return path;
}

static void a_key_is_for_its_owner_alone(void **state)
{
	struct desk_keys *desk = *state;
	GStatBuf info;

	assert_int_equal(keyring_look(desk->ring, 3), KEYRING_NONE);
	assert_works(keyring_keep(desk->ring, 3, desk->key, NULL, &desk->err), desk->err);
	g_autofree char *path = the_file(desk);
	assert_int_equal(g_stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(keyring_look(desk->ring, 3), KEYRING_OPEN);
	assert_int_equal(keyring_look(desk->ring, 33), KEYRING_NONE);
	assert_int_equal(keyring_owner(desk->ring), 3);
	const GPtrArray *keys = keyring_of(desk->ring, desk->seal, 3, &desk->err);
	assert_works(keys, desk->err);
	assert_int_equal(keys->len, 1);
	assert_string_equal(key_id(g_ptr_array_index(keys, 0)), key_id(desk->key));

	struct keyring *other = keyring_new(desk->dir);
	assert_int_equal(g_chmod(path, 0640), 0);
	assert_refused(keyring_of(other, desk->seal, 3, &desk->err), desk->err, ERR_INPUT);
	keyring_free(other);
}

static void a_broken_file_keeps_nothing_else_from_working(void **state)
{
	struct desk_keys *desk = *state;
	g_autofree char *broken = g_build_filename(
	    desk->dir, "3-0000-1111-2222-3333-4444-5555.pem", NULL);

	assert_works(fs_make_dir(desk->dir, &desk->err), desk->err);
	assert_works(fs_write(broken, "-----BEGIN", 10, 0600, &desk->err), desk->err);
	assert_refused(keyring_of(desk->ring, desk->seal, 3, &desk->err), desk->err, ERR_INPUT);
	assert_works(keyring_keep(desk->ring, 3, desk->key, NULL, &desk->err), desk->err);
	const GPtrArray *keys = keyring_of(desk->ring, desk->seal, 3, &desk->err);
	assert_works(keys, desk->err);
	assert_int_equal(keys->len, 1);
}

static void a_passphrase_opens_it_until_it_is_locked(void **state)
{
	struct desk_keys *desk = *state;

	assert_works(keyring_keep(desk->ring, 3, desk->key, "口令", &desk->err), desk->err);
	assert_int_equal(keyring_look(desk->ring, 3), KEYRING_LOCKED);
	assert_refused(keyring_of(desk->ring, desk->seal, 3, &desk->err), desk->err, ERR_DENIED);
	assert_refused(
	    keyring_open(desk->ring, desk->seal, 3, "别的", &desk->err), desk->err, ERR_DENIED);
	assert_works(keyring_open(desk->ring, desk->seal, 3, "口令", &desk->err), desk->err);
	assert_int_equal(keyring_of(desk->ring, desk->seal, 3, &desk->err)->len, 1);
	keyring_lock(desk->ring);
	assert_int_equal(keyring_look(desk->ring, 3), KEYRING_LOCKED);
	assert_refused(keyring_of(desk->ring, desk->seal, 3, &desk->err), desk->err, ERR_DENIED);
	/* Another passphrase replaces the file, and a plain key is not forgotten by locking. */
	assert_works(keyring_keep(desk->ring, 3, desk->key, "", &desk->err), desk->err);
	g_autofree char *path = the_file(desk);
	assert_int_equal(keyring_of(desk->ring, desk->seal, 3, &desk->err)->len, 1);
	keyring_lock(desk->ring);
	assert_int_equal(keyring_of(desk->ring, desk->seal, 3, &desk->err)->len, 1);
}

static void a_desk_of_several_is_nobody_s(void **state)
{
	struct desk_keys *desk = *state;
	struct key *office = key_make(desk->seal, &desk->err);
	struct key *second = key_make(desk->seal, &desk->err);

	assert_works(office && second, desk->err);
	assert_int_equal(keyring_owner(desk->ring), 0);
	assert_works(keyring_keep(desk->ring, KEYRING_OFFICE, office, NULL, &desk->err), desk->err);
	assert_int_equal(keyring_owner(desk->ring), 0);
	assert_works(keyring_keep(desk->ring, 7, desk->key, NULL, &desk->err), desk->err);
	assert_works(keyring_keep(desk->ring, 7, second, NULL, &desk->err), desk->err);
	assert_int_equal(keyring_owner(desk->ring), 7);
	assert_int_equal(keyring_of(desk->ring, desk->seal, 7, &desk->err)->len, 2);
	assert_int_equal(keyring_of(desk->ring, desk->seal, KEYRING_OFFICE, &desk->err)->len, 1);
	assert_works(keyring_keep(desk->ring, 8, second, NULL, &desk->err), desk->err);
	assert_int_equal(keyring_owner(desk->ring), 0);
	keyring_drop(desk->ring, 8, second);
	assert_int_equal(keyring_owner(desk->ring), 7);
	key_free(office);
	key_free(second);
}

/* Where another office lies now, the older pin is gone; where the file was moved, it still counts.
 */
static void the_office_key_is_pinned(void **state)
{
	struct desk_keys *desk = *state;
	g_autofree char *dir = keyring_dir("02OFFICE");
	struct keyring *other = keyring_new(dir);
	struct keyring_pin pin;

	assert_null(keyring_pin_of_path("/share/a.db"));
	assert_false(keyring_pin_read(desk->ring, &pin));
	assert_works(
	    keyring_pin_keep(desk->ring, key_id(desk->key), "/share/a.db", &desk->err), desk->err);
	g_autofree char *found = keyring_pin_of_path("/share/a.db");
	assert_string_equal(found, key_id(desk->key));
	assert_null(keyring_pin_of_path("/share/b.db"));
	assert_true(keyring_pin_read(desk->ring, &pin));
	assert_string_equal(pin.key, key_id(desk->key));
	assert_string_equal(pin.path, "/share/a.db");
	keyring_pin_clear(&pin);
	assert_works(
	    keyring_pin_keep(other, "1111-2222-3333-4444-5555-6666", "/share/a.db", &desk->err),
	    desk->err);
	g_autofree char *now = keyring_pin_of_path("/share/a.db");
	assert_string_equal(now, "1111-2222-3333-4444-5555-6666");
	assert_false(keyring_pin_read(desk->ring, &pin));
	keyring_free(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define DESK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	    DESK(a_key_is_for_its_owner_alone),
	    DESK(a_broken_file_keeps_nothing_else_from_working),
	    DESK(a_passphrase_opens_it_until_it_is_locked),
	    DESK(a_desk_of_several_is_nobody_s),
	    DESK(the_office_key_is_pinned),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
