/* The people of an office: added, given roles, invited, retired. */
#include "app/cli.h"

#include "app/invitation.h"
#include "app/json.h"
#include "app/unlock.h"
#include "base/fs.h"
#include "base/lang.h"

static void print_owned(char *line)
{
	fputs(line, stdout);
	g_free(line);
}

static int list_people(struct session *session)
{
	for (guint i = 0; i < session->people->len; i++) {
		const struct person *person = g_ptr_array_index(session->people, i);
		g_autofree char *roles = roles_words(person->roles);

		if (session->options->values[OPTION_JSON]) {
			g_autofree char *line = json_of_person(person, NULL);
			fputs(line, stdout);
		} else {
			printf("%s  %s%s%s  %s\n", person->name, person->login,
			    *person->login ? "  " : "", roles,
			    person->retired ? _("has left") : "");
		}
	}
	return 0;
}

static bool move_of(const char *what, enum move_id *move, struct err *err)
{
	static const struct {
		const char *word;
		enum move_id move;
	} moves[] = {{"add", MOVE_PERSON_ADD}, {"role", MOVE_PERSON_ROLE},
	    {"retire", MOVE_PERSON_RETIRE}, {"invite", MOVE_INVITE}};

	for (size_t i = 0; i < G_N_ELEMENTS(moves); i++) {
		*move = moves[i].move;
		if (strcmp(moves[i].word, what) == 0)
			return true;
	}
	return err_fail(err, ERR_INPUT, _("\"%s\" is not add, role, retire, invite or list"), what);
}

/* The row that is to be; NULL and an error set when it cannot be. */
static struct person *wanted_person(
    struct session *session, const char *name, enum move_id move, struct err *err)
{
	const char *roles = session->options->values[OPTION_ROLES];
	const char *login = session->options->values[OPTION_LOGIN];
	const struct person *known = person_by_name(session->people, name);
	bool is_new = move == MOVE_PERSON_ADD;

	if (is_new && known && !known->retired)
		err_fail(err, ERR_INPUT, _("%s is in this office already"), name);
	else if (!is_new && !known)
		err_fail(err, ERR_INPUT, _("there is no %s in this office"), name);
	if (err->kind != ERR_NONE)
		return NULL;
	struct person *person = is_new ? person_new(0, name, login, 0) : person_copy(known);
	if (!is_new && login) {
		g_free(person->login);
		person->login = g_strdup(login);
	}
	person->retired = move == MOVE_PERSON_RETIRE;
	if (!roles || roles_parse(roles, &person->roles, err))
		return person;
	person_free(person);
	return NULL;
}

static void say_person(struct session *session, const struct deed *deed, struct err *err)
{
	struct person *person = deed->person;
	const struct roster *roster = deed->code ? unlock_roster(session, err) : NULL;
	g_autofree char *invitation = roster ? invitation_print(key_id(roster->office), deed->code)
					     : NULL;
	g_autofree char *roles = roles_words(person->roles);

	person->id = deed->done.person ? deed->done.person : person->id;
	if (session->options->values[OPTION_JSON]) {
		print_owned(json_of_person(person, invitation));
		return;
	}
	printf("%s  %s  %s\n", person->name, move_words(deed->move), roles);
	if (deed->done.waits)
		printf(_("it waits for a second person: yanshen key confirm %lld\n"),
		    (long long)deed->done.seq);
	if (invitation)
		printf(_("invitation for %s, to be handed over in person or by telephone, good "
			 "once:\n%s\n"),
		    person->name, invitation);
}

static void do_person(struct session *session, const struct person *actor, enum move_id move,
    struct person *person, struct err *err)
{
	struct deed *deed = deed_new(move, actor->id);

	deed->person = person;
	deed->words = g_strdup(session->options->values[OPTION_NOTE]);
	deed->with_office_key = session->options->values[OPTION_OFFICE_KEY] != NULL;
	if (move == MOVE_PERSON_ADD || move == MOVE_INVITE)
		deed->code = invitation_code();
	if (deed_do(&session->ground, deed, err))
		say_person(session, deed, err);
	deed_free(deed);
}

int cli_person(struct session *session)
{
	struct err err = {0};
	const char *what = g_ptr_array_index(session->options->words, 0);
	enum move_id move = MOVE_PERSON_ADD;

	if (strcmp(what, "list") == 0)
		return list_people(session);
	if (session->options->words->len < 2) {
		err_fail(&err, ERR_INPUT, _("say whom: yanshen person %s NAME"), what);
		return cli_say(&err);
	}
	const struct person *actor = session_actor(session, &err);
	bool good = actor && move_of(what, &move, &err);
	const char *name = g_ptr_array_index(session->options->words, 1);
	struct person *person = good ? wanted_person(session, name, move, &err) : NULL;

	if (person)
		do_person(session, actor, move, person, &err);
	return cli_say(&err);
}
