/* A person's own desk joins the office: their key is made here and offered, the office key pinned.
 */
#include "app/cli.h"

#include "app/ask.h"
#include "app/invitation.h"
#include "app/json.h"
#include "app/unlock.h"
#include "base/ident.h"
#include "base/lang.h"

char *invitation_code(void)
{
	GString *code = g_string_new(NULL);

	for (int group = 0; group < 4; group++) {
		uint32_t number;

		ident_random(&number, sizeof(number));
		g_string_append_printf(code, "%s%04u", group ? "-" : "", number % 10000);
	}
	return g_string_free(code, FALSE);
}

char *invitation_print(const char *office_key, const char *code)
{
	return g_strdup_printf("%s-%s", office_key, code);
}

bool invitation_parse(const char *typed, char office_key[KEY_ID_LEN + 1], char **code)
{
	g_autoptr(GString) digits = g_string_new(NULL);

	*code = NULL;
	if (!g_utf8_validate(typed, -1, NULL))
		return false;
	for (const char *at = typed; *at; at += g_utf8_skip[(unsigned char)*at]) {
		int value = g_unichar_digit_value(g_utf8_get_char(at));

		if (value >= 0)
			g_string_append_c(digits, (char)('0' + value));
	}
	if (digits->len != 40)
		return false;
	const char *d = digits->str;
	*code = g_strdup_printf("%.4s-%.4s-%.4s-%.4s", d + 24, d + 28, d + 32, d + 36);
	g_string_truncate(digits, 24);
	return key_id_parse(digits->str, office_key);
}

/* The key is on this disk before the office hears of it. */
static struct key *make_key(struct session *session, int64_t person, struct err *err)
{
	struct ground *ground = &session->ground;
	bool asked = true;
	char *passphrase = session->options->values[OPTION_NO_PASSPHRASE]
			       ? g_strdup("")
			       : ask_new(
				     _("passphrase for your new key (Enter: none):"), &asked, err);
	struct key *key = passphrase ? key_make(ground->seal, err) : NULL;

	if (key && !keyring_keep(ground->keys, person, key, passphrase, err))
		g_clear_pointer(&key, key_free);
	if (key && !asked)
		fprintf(stderr, "yanshen: %s\n",
		    _("the keys have no passphrase, because there was no terminal to ask on; "
		      "yanshen key passphrase sets one"));
	ask_forget(passphrase);
	return key;
}

static bool offer(struct session *session, const struct person *person, const char *code,
    struct key *key, struct err *err)
{
	struct deed *deed = deed_new(MOVE_JOIN, person->id);

	deed->offered = key;
	deed->code = g_strdup(code);
	bool good = deed_do(&session->ground, deed, err);
	deed->offered = NULL;
	deed_free(deed);
	return good;
}

static void say_joined(struct session *session, const struct person *person, const struct key *key)
{
	if (session->options->values[OPTION_JSON]) {
		g_autofree char *line = json_of_key(person->name, key_id(key), "offered", 0);

		fputs(line, stdout);
		return;
	}
	printf(_("the key of %s is made; read its fingerprint out to the administrator over the "
		 "telephone:\n%s\n"),
	    person->name, key_id(key));
}

/* Whether the file is of the office that the invitation is of: it came another way than the file.
 */
static bool is_invited(
    struct session *session, const char *typed, char **code, char *office_key, struct err *err)
{
	if (!invitation_parse(typed, office_key, code))
		return err_fail(err, ERR_INPUT,
		    _("\"%s\" is no invitation: it has 40 digits, in groups of four"), typed);
	if (session->ground.share)
		share_pin(session->ground.share, office_key);
	return unlock_roster(session, err) != NULL;
}

int cli_join(struct session *session)
{
	struct err err = {0};
	const char *name = g_ptr_array_index(session->options->words, 0);
	const struct person *person = person_by_name(session->people, name);
	struct ground *ground = &session->ground;
	char office_key[KEY_ID_LEN + 1];
	g_autofree char *code = NULL;
	struct key *key = NULL;

	if (!person)
		err_fail(&err, ERR_INPUT, _("there is no %s in this office"), name);
	else if (is_invited(session, g_ptr_array_index(session->options->words, 1), &code,
		     office_key, &err))
		key = make_key(session, person->id, &err);
	if (key && offer(session, person, code, key, &err)) {
		(void)!keyring_pin_keep(ground->keys, office_key, ground->path, &err);
		say_joined(session, person, key);
	} else if (key && err.kind != ERR_AWAY && err.kind != ERR_BUSY) {
		keyring_drop(ground->keys, person->id, key);
	}
	key_free(key);
	return cli_say(&err);
}
