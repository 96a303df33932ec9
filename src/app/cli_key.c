/* Keys of people: seen, admitted, ended, confirmed by a second person, under another passphrase. */
#include "app/cli.h"

#include "app/ask.h"
#include "app/json.h"
#include "app/unlock.h"
#include "base/lang.h"

static const char *const state_names[] = {
    [KEY_OFFERED] = "offered", [KEY_ASKED] = "waits", [KEY_GOOD] = "good", [KEY_RETIRED] = "ended"};

static const char *state_shown(enum key_state state)
{
	static const char *const words[] = {[KEY_OFFERED] = N_("offered, not admitted yet"),
	    [KEY_ASKED] = N_("waits for a second person"),
	    [KEY_GOOD] = N_("valid"),
	    [KEY_RETIRED] = N_("no longer valid")};

	return _(words[state]);
}

static void print_owned(char *line)
{
	fputs(line, stdout);
	g_free(line);
}

static void list_key(struct session *session, const struct roster_key *key)
{
	const char *name = person_name(session->people, key->person);

	if (session->options->values[OPTION_JSON])
		print_owned(
		    json_of_key(name, key_id(key->key), state_names[key->state], key->asked_seq));
	else if (key->state == KEY_ASKED)
		printf(_("%s  %s  %s (entry %lld)\n"), name, key_id(key->key),
		    state_shown(key->state), (long long)key->asked_seq);
	else
		printf("%s  %s  %s\n", name, key_id(key->key), state_shown(key->state));
}

static void list_ask(struct session *session, const struct roster_ask *ask)
{
	const char *name = person_name(session->people, ask->person);
	g_autofree char *roles = roles_words(ask->roles);
	g_autofree char *bare = roles_print(ask->roles);

	if (session->options->values[OPTION_JSON])
		print_owned(json_of_key(name, bare, state_names[KEY_ASKED], ask->seq));
	else
		printf(_("%s  role %s  %s (entry %lld)\n"), name, roles, state_shown(KEY_ASKED),
		    (long long)ask->seq);
}

static int list_keys(struct session *session)
{
	struct err err = {0};
	const struct roster *roster = unlock_roster(session, &err);

	if (!roster)
		return cli_say(&err);
	if (!session->options->values[OPTION_JSON])
		printf(_("fingerprint of the office key: %s\n"), key_id(roster->office));
	for (guint i = 0; i < roster->keys->len; i++)
		list_key(session, g_ptr_array_index(roster->keys, i));
	for (guint i = 0; i < roster->asks->len; i++)
		list_ask(session, g_ptr_array_index(roster->asks, i));
	return 0;
}

/* The passphrase of one's own keys, or of the office key, is set anew. */
static bool change_passphrase(struct session *session, int64_t person, struct err *err)
{
	struct ground *ground = &session->ground;
	bool asked = false;

	if (keyring_look(ground->keys, person) == KEYRING_NONE)
		return err_fail(err, ERR_INPUT, _("there is no such key on this desk"));
	if (!unlock_for(session, person, err))
		return false;
	const GPtrArray *keys = keyring_of(ground->keys, ground->seal, person, err);
	char *passphrase = !keys ? NULL
			   : session->options->values[OPTION_NO_PASSPHRASE]
			       ? g_strdup("")
			       : ask_new(_("new passphrase (Enter: none):"), &asked, err);
	bool good = passphrase != NULL;
	if (good && !asked && !session->options->values[OPTION_NO_PASSPHRASE])
		good = err_fail(err, ERR_INPUT,
		    _("a passphrase is asked for on a terminal, and there is none"));
	for (guint i = 0; good && i < keys->len; i++)
		good = keyring_keep(
		    ground->keys, person, g_ptr_array_index(keys, i), passphrase, err);
	ask_forget(passphrase);
	return good;
}

/* NAME FINGERPRINT. */
static bool fill_named(struct session *session, struct deed *deed, struct err *err)
{
	const GPtrArray *words = session->options->words;
	char id[KEY_ID_LEN + 1];

	if (words->len < 3)
		return err_fail(err, ERR_INPUT,
		    _("say whose key and which: yanshen key %s NAME FINGERPRINT"),
		    (const char *)g_ptr_array_index(words, 0));
	const char *name = g_ptr_array_index(words, 1);
	const struct person *person = person_by_name(session->people, name);
	if (!person)
		return err_fail(err, ERR_INPUT, _("there is no %s in this office"), name);
	if (!key_id_parse(g_ptr_array_index(words, 2), id))
		return err_fail(err, ERR_INPUT,
		    _("\"%s\" is no fingerprint: it has 24 digits, in groups of four"),
		    (const char *)g_ptr_array_index(words, 2));
	deed->person = person_copy(person);
	deed->key_text = g_strdup(id);
	return true;
}

static bool fill_entry(struct session *session, struct deed *deed, struct err *err)
{
	const GPtrArray *words = session->options->words;

	deed->asked_seq = words->len > 1 ? g_ascii_strtoll(g_ptr_array_index(words, 1), NULL, 10)
					 : 0;
	return deed->asked_seq > 0 ||
	       err_fail(err, ERR_INPUT,
		   _("say which entry waits: yanshen key confirm ENTRY (yanshen key list)"));
}

static void say_done(struct session *session, const struct deed *deed)
{
	const char *name = person_name(session->people, deed->done.person);

	if (session->options->values[OPTION_JSON]) {
		print_owned(json_of_key(name, deed->key_text ? deed->key_text : "",
		    deed->done.waits                ? state_names[KEY_ASKED]
		    : deed->move == MOVE_KEY_RETIRE ? state_names[KEY_RETIRED]
						    : state_names[KEY_GOOD],
		    deed->done.seq));
		return;
	}
	printf("%s  %s\n", name, move_words(deed->move));
	if (deed->done.waits)
		printf(_("it waits for a second person: yanshen key confirm %lld\n"),
		    (long long)deed->done.seq);
}

static int change_key(struct session *session, enum move_id move)
{
	struct err err = {0};
	const struct person *actor = session_actor(session, &err);
	struct deed *deed = actor ? deed_new(move, actor->id) : NULL;

	if (deed) {
		deed->with_office_key = session->options->values[OPTION_OFFICE_KEY] != NULL;
		deed->words = g_strdup(session->options->values[OPTION_NOTE]);
	}
	bool good = deed && (move == MOVE_GRANT ? fill_entry(session, deed, &err)
						: fill_named(session, deed, &err));
	if (good && deed_do(&session->ground, deed, &err))
		say_done(session, deed);
	deed_free(deed);
	return cli_say(&err);
}

int cli_key(struct session *session)
{
	static const struct {
		const char *word;
		enum move_id move;
	} changes[] = {
	    {"admit", MOVE_KEY_ADMIT}, {"end", MOVE_KEY_RETIRE}, {"confirm", MOVE_GRANT}};
	const char *what = g_ptr_array_index(session->options->words, 0);
	bool office = session->options->values[OPTION_OFFICE_KEY] != NULL;
	struct err err = {0};

	if (strcmp(what, "list") == 0)
		return list_keys(session);
	for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
		if (strcmp(what, changes[i].word) == 0)
			return change_key(session, changes[i].move);
	}
	if (strcmp(what, "passphrase") != 0) {
		err_fail(&err, ERR_INPUT,
		    _("\"%s\" is not list, admit, end, confirm or passphrase"), what);
		return cli_say(&err);
	}
	const struct person *me = office ? NULL : session_actor(session, &err);
	if ((office || me) && change_passphrase(session, office ? KEYRING_OFFICE : me->id, &err))
		puts(_("the passphrase is changed"));
	return cli_say(&err);
}
