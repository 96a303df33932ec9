/* Keys on the local disk: PERSON-FINGERPRINT.pem, 0600, each written whole or not at all. */
#include "work/keyring.h"

#include "base/fs.h"
#include "base/lang.h"
#include "share/mount.h"

#include <sys/stat.h>
#include <unistd.h>

#define PEM_BYTES 65536
#define PIN_FILE "office.pin"

struct held {
	int64_t person;
	struct key *key;
	bool was_locked;
};

struct keyring {
	char *dir;
	GPtrArray *held; /* struct held */
	GPtrArray *given; /* struct key, borrowed: what keyring_of() returned last */
};

static void held_free(void *item)
{
	struct held *held = item;

	key_free(held->key);
	g_free(held);
}

struct keyring *keyring_new(const char *dir)
{
	struct keyring *ring = g_new0(struct keyring, 1);

	ring->dir = g_strdup(dir);
	ring->held = g_ptr_array_new_with_free_func(held_free);
	ring->given = g_ptr_array_new();
	return ring;
}

void keyring_free(struct keyring *ring)
{
	if (!ring)
		return;
	g_ptr_array_free(ring->held, TRUE);
	g_ptr_array_free(ring->given, TRUE);
	g_free(ring->dir);
	g_free(ring);
}

static char *keys_dir(void)
{
	g_autofree char *config = fs_config_dir();

	return g_build_filename(config, "keys", NULL);
}

char *keyring_dir(const char *office)
{
	g_autofree char *keys = keys_dir();

	return g_build_filename(keys, office, NULL);
}

static char *file_of(const struct keyring *ring, int64_t person, const struct key *key)
{
	g_autofree char *name = person == KEYRING_OFFICE
				    ? g_strdup_printf("office-%s.pem", key_id(key))
				    : g_strdup_printf(
					  "%lld-%s.pem", (long long)person, key_id(key));

	return g_build_filename(ring->dir, name, NULL);
}

/* Whose key a file's name says it is; -1: no key's. */
static int64_t person_of(const char *name)
{
	const char *dash = strchr(name, '-');
	char id[KEY_ID_LEN + 1];

	if (!dash || !g_str_has_suffix(name, ".pem"))
		return -1;
	g_autofree char *rest = g_strndup(dash + 1, strlen(dash + 1) - strlen(".pem"));
	if (!key_id_parse(rest, id) || strcmp(id, rest) != 0)
		return -1;
	if (g_str_has_prefix(name, "office-"))
		return KEYRING_OFFICE;
	int64_t person = g_ascii_strtoll(name, NULL, 10);
	return person > 0 ? person : -1;
}

/* Paths of a person's key files, sorted. Owns: the caller frees. */
static GPtrArray *files_of(const struct keyring *ring, int64_t person)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(ring->dir, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		if (person_of(name) == person)
			g_ptr_array_add(files, g_build_filename(ring->dir, name, NULL));
	}
	return files;
}

/* What lies on a drive for all is read by all, whatever its mode says. */
static bool is_own_disk(const char *dir, struct err *err)
{
	struct mount mount = {0};
	g_autofree char *shown = fs_shown(dir);

	if (!mount_find(dir, &mount, err))
		return false;
	bool remote = mount.is_remote;
	mount_clear(&mount);
	return !remote || err_fail(err, ERR_INPUT,
			      _("%s lies on a network drive; keys belong on a disk of this "
				"computer: set YANSHEN_CONFIG to a folder there"),
			      shown);
}

bool keyring_keep(struct keyring *ring, int64_t person, const struct key *key,
    const char *passphrase, struct err *err)
{
	g_autofree char *path = file_of(ring, person, key);
	g_autoptr(GBytes) pem = key_print(key, passphrase, err);
	size_t len;

	if (!pem || !fs_make_dir(ring->dir, err) || !is_own_disk(ring->dir, err))
		return false;
	const void *bytes = g_bytes_get_data(pem, &len);
	return fs_write(path, bytes, len, 0600, err);
}

void keyring_remove(struct keyring *ring)
{
	g_autoptr(GDir) dir = g_dir_open(ring->dir, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(ring->dir, name, NULL);

		if (person_of(name) >= 0 || strcmp(name, PIN_FILE) == 0)
			unlink(path);
	}
	rmdir(ring->dir);
}

void keyring_drop(struct keyring *ring, int64_t person, const struct key *key)
{
	g_autofree char *path = file_of(ring, person, key);

	unlink(path);
}

static bool is_held(const struct keyring *ring, int64_t person)
{
	for (guint i = 0; i < ring->held->len; i++) {
		if (((const struct held *)g_ptr_array_index(ring->held, i))->person == person)
			return true;
	}
	return false;
}

static GBytes *read_file(const char *path, struct err *err)
{
	g_autofree char *shown = fs_shown(path);
	struct stat info;

	if (stat(path, &info) == 0 && (info.st_mode & 077)) {
		err_fail(err, ERR_INPUT,
		    _("others can read the key file %s: chmod 600 it, and have a new key admitted "
		      "if somebody may have"),
		    shown);
		return NULL;
	}
	return fs_read(path, PEM_BYTES, err);
}

enum keyring_state keyring_look(struct keyring *ring, int64_t person)
{
	enum keyring_state found = is_held(ring, person) ? KEYRING_OPEN : KEYRING_NONE;
	g_autoptr(GPtrArray) files = files_of(ring, person);

	for (guint i = 0; i < files->len && found != KEYRING_OPEN; i++) {
		struct err none = {0};
		g_autoptr(GBytes) pem = read_file(g_ptr_array_index(files, i), &none);

		if (pem || none.kind != ERR_NONE)
			found = pem && key_is_locked(pem) ? KEYRING_LOCKED : KEYRING_OPEN;
	}
	return found;
}

int64_t keyring_owner(const struct keyring *ring)
{
	g_autoptr(GDir) dir = g_dir_open(ring->dir, 0, NULL);
	int64_t owner = 0;
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		int64_t person = person_of(name);

		if (person <= 0 || person == owner)
			continue;
		if (owner)
			return 0;
		owner = person;
	}
	return owner;
}

void keyring_hold(struct keyring *ring, int64_t person, struct key *key)
{
	struct held *held = g_new0(struct held, 1);

	held->person = person;
	held->key = key;
	g_ptr_array_add(ring->held, held);
}

static bool holds_file(const struct keyring *ring, int64_t person, const char *path)
{
	for (guint i = 0; i < ring->held->len; i++) {
		const struct held *held = g_ptr_array_index(ring->held, i);
		g_autofree char *file = file_of(ring, held->person, held->key);

		if (held->person == person && strcmp(file, path) == 0)
			return true;
	}
	return false;
}

/* One file; one that the passphrase does not fit is passed over. */
static bool open_file(struct keyring *ring, const struct seal *seal, int64_t person,
    const char *path, const char *passphrase, struct err *err)
{
	g_autoptr(GBytes) pem = read_file(path, err);
	struct err why = {0};

	if (!pem)
		return false;
	struct key *key = key_read(seal, pem, passphrase, &why);
	if (key) {
		keyring_hold(ring, person, key);
		((struct held *)g_ptr_array_index(ring->held, ring->held->len - 1))->was_locked =
		    key_is_locked(pem);
		return true;
	}
	if (why.kind == ERR_DENIED) /* another passphrase may open it */
		return true;
	g_autofree char *shown = fs_shown(path);
	return err_fail(err, why.kind, "%s: %s", shown, why.words);
}

bool keyring_open(struct keyring *ring, const struct seal *seal, int64_t person,
    const char *passphrase, struct err *err)
{
	g_autoptr(GPtrArray) files = files_of(ring, person);
	struct err broken = {0};

	/* One file that is no key does not keep the others from being used. */
	for (guint i = 0; i < files->len; i++) {
		const char *path = g_ptr_array_index(files, i);

		if (!holds_file(ring, person, path))
			(void)!open_file(ring, seal, person, path, passphrase, &broken);
	}
	if (!is_held(ring, person) && broken.kind != ERR_NONE) {
		*err = broken;
		return false;
	}
	return is_held(ring, person) ||
	       err_fail(err, ERR_DENIED,
		   passphrase ? _("the passphrase is wrong")
			      : _("the key on this desk is locked: its passphrase is needed"));
}

const GPtrArray *keyring_of(
    struct keyring *ring, const struct seal *seal, int64_t person, struct err *err)
{
	g_ptr_array_set_size(ring->given, 0);
	if (!is_held(ring, person) && keyring_look(ring, person) != KEYRING_NONE &&
	    !keyring_open(ring, seal, person, NULL, err))
		return NULL;
	for (guint i = 0; i < ring->held->len; i++) {
		const struct held *held = g_ptr_array_index(ring->held, i);

		if (held->person == person)
			g_ptr_array_add(ring->given, held->key);
	}
	return ring->given;
}

void keyring_lock(struct keyring *ring)
{
	for (guint i = ring->held->len; i-- > 0;) {
		const struct held *held = g_ptr_array_index(ring->held, i);

		if (held->was_locked)
			g_ptr_array_remove_index(ring->held, i);
	}
}

void keyring_pin_clear(struct keyring_pin *pin)
{
	g_free(pin->key);
	g_free(pin->path);
	*pin = (struct keyring_pin){0};
}

static bool read_pin(const char *dir, struct keyring_pin *pin)
{
	g_autofree char *file = g_build_filename(dir, PIN_FILE, NULL);
	g_autoptr(GKeyFile) kept = g_key_file_new();
	char id[KEY_ID_LEN + 1];

	*pin = (struct keyring_pin){0};
	if (!g_key_file_load_from_file(kept, file, G_KEY_FILE_NONE, NULL))
		return false;
	pin->key = g_key_file_get_string(kept, "office", "key", NULL);
	pin->path = g_key_file_get_string(kept, "office", "path", NULL);
	if (pin->path && key_id_parse(pin->key, id))
		return true;
	keyring_pin_clear(pin);
	return false;
}

/* The folder whose office was joined at PATH, with what was pinned. Owns: the caller frees both. */
static char *folder_of_path(const char *path, struct keyring_pin *pin)
{
	g_autofree char *keys = keys_dir();
	g_autoptr(GDir) dir = g_dir_open(keys, 0, NULL);
	const char *office;

	while (dir && (office = g_dir_read_name(dir))) {
		g_autofree char *folder = g_build_filename(keys, office, NULL);

		if (read_pin(folder, pin) && strcmp(pin->path, path) == 0)
			return g_steal_pointer(&folder);
		keyring_pin_clear(pin);
	}
	return NULL;
}

/* Another office lay there before. */
static void forget_path(const char *path)
{
	struct keyring_pin pin = {0};
	char *folder;

	while ((folder = folder_of_path(path, &pin))) {
		g_autofree char *file = g_build_filename(folder, PIN_FILE, NULL);
		bool gone = unlink(file) == 0;

		keyring_pin_clear(&pin);
		g_free(folder);
		if (!gone)
			break;
	}
}

bool keyring_pin_keep(struct keyring *ring, const char *key, const char *path, struct err *err)
{
	g_autofree char *file = g_build_filename(ring->dir, PIN_FILE, NULL);
	g_autoptr(GKeyFile) pin = g_key_file_new();
	size_t len;

	forget_path(path);
	g_key_file_set_string(pin, "office", "key", key);
	g_key_file_set_string(pin, "office", "path", path);
	g_autofree char *text = g_key_file_to_data(pin, &len, NULL);
	return fs_make_dir(ring->dir, err) && fs_write(file, text, len, 0600, err);
}

bool keyring_pin_read(const struct keyring *ring, struct keyring_pin *pin)
{
	return read_pin(ring->dir, pin);
}

char *keyring_pin_of_path(const char *path)
{
	struct keyring_pin pin = {0};
	char *key;

	g_free(folder_of_path(path, &pin));
	key = g_steal_pointer(&pin.key);
	keyring_pin_clear(&pin);
	return key;
}
