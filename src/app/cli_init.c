/* Making an office: its two first keys, its file, and, for a demo, all that happened in it. */
#include "app/cli.h"

#include "app/ask.h"
#include "app/demo.h"
#include "app/demo_steps.h"
#include "app/json.h"
#include "base/fs.h"
#include "base/ident.h"
#include "base/lang.h"
#include "share/init.h"

#include <unistd.h>

static void print_owned(char *line)
{
	fputs(line, stdout);
	g_free(line);
}

/* A demo that broke off half way, on a full disk say, is no office: what was just made goes. */
static void take_away(const char *path)
{
	static const char *const ends[] = {"", "-journal", "-lk"};

	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *name = g_strconcat(path, ends[i], NULL);

		unlink(name);
	}
}

/* The keys of a new office, on disk before the database names them: a key that is lost cannot be
 * made again. */
struct first_keys {
	struct keyring *ring;
	struct seal *seal;
	struct key *office, *own;
};

static bool make_keys(struct first_keys *keys, const char *uid, bool plain, struct err *err)
{
	g_autofree char *dir = keyring_dir(uid);
	bool asked = true;

	keys->ring = keyring_new(dir);
	keys->seal = seal_open(err);
	keys->office = keys->seal ? key_make(keys->seal, err) : NULL;
	keys->own = keys->office ? key_make(keys->seal, err) : NULL;
	char *passphrase = !keys->own ? NULL
			   : plain    ? g_strdup("")
				      : ask_new(_("passphrase for the new keys (Enter: none):"),
					    &asked, err);
	bool good = passphrase &&
		    keyring_keep(keys->ring, KEYRING_OFFICE, keys->office, passphrase, err) &&
		    keyring_keep(keys->ring, 1, keys->own, passphrase, err);
	if (good && !asked)
		fprintf(stderr, "yanshen: %s\n",
		    _("the keys have no passphrase, because there was no terminal to ask on; "
		      "yanshen key passphrase sets one"));
	ask_forget(passphrase);
	return good;
}

static void keys_clear(struct first_keys *keys, bool drop)
{
	if (drop && keys->ring)
		keyring_remove(keys->ring);
	keyring_free(keys->ring);
	key_free(keys->office);
	key_free(keys->own);
	seal_close(keys->seal);
}

static void say_office(const struct options *options, const char *path, const struct office *office)
{
	const char *key = key_id(office->office_key);

	if (options->values[OPTION_JSON]) {
		print_owned(json_of_office(path, office->name, key));
		return;
	}
	printf(_("%s: the office is set up\n"), path);
	printf(_("fingerprint of the office key: %s\n"), key);
}

/* Make, fill, and remember what was made; nothing is left of an office that broke off half way. */
static bool found(const struct options *options, const char *path, struct office *office,
    struct first_keys *keys, struct err *err)
{
	struct clock clock = session_clock();
	bool plain = options->values[OPTION_DEMO] || options->values[OPTION_NO_PASSPHRASE];

	if (!make_keys(keys, office->uid, plain, err))
		return false;
	office->office_key = keys->office;
	office->key = keys->own;
	struct share *share = share_init(path, office, err);
	bool made = share != NULL;
	bool good = made &&
		    (!options->values[OPTION_DEMO] ||
			demo_fill(share, keys->ring, keys->seal, clock_wall_ms(&clock), err)) &&
		    keyring_pin_keep(keys->ring, key_id(keys->office), share_path(share), err);
	share_close(share);
	if (made && !good)
		take_away(path);
	return good;
}

int cli_init(const struct options *options)
{
	struct err err = {0};
	const char *const *values = options->values;
	struct clock clock = session_clock();
	bool demo = values[OPTION_DEMO] != NULL;
	const char *login = *session_login() ? session_login() : "admin";
	g_autofree char *path = options->words->len ? g_strdup(g_ptr_array_index(options->words, 0))
						    : session_db(options, &err);

	if (!path)
		return cli_say(&err);
	g_autofree char *uid = ident_new(clock_wall_ms(&clock));
	struct first_keys keys = {0};
	struct office office = {.name = values[OPTION_OFFICE] ? values[OPTION_OFFICE]
					: demo                ? demo_office_name()
							      : "",
	    .level = values[OPTION_LEVEL] ? values[OPTION_LEVEL] : "city",
	    .uid = uid,
	    .person = values[OPTION_AS] ? values[OPTION_AS] : login,
	    .login = login,
	    .desk = INIT_DESK,
	    .program = PACKAGE_NAME " " PACKAGE_VERSION,
	    .now_ms = demo ? demo_begin_ms(clock_wall_ms(&clock)) : clock_wall_ms(&clock)};
	g_autofree char *shown = fs_shown(path);
	bool good = found(options, path, &office, &keys, &err);
	if (good)
		say_office(options, shown, &office);
	keys_clear(&keys, !good);
	return cli_say(&err);
}
