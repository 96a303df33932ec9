/* Making an office, its people, and checking its file. */
#include "app/cli.h"

#include "app/json.h"
#include "app/demo.h"
#include "app/demo_steps.h"
#include "base/fs.h"
#include "base/lang.h"
#include "share/init.h"
#include "share/verify.h"

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
	struct office office = {.name = values[OPTION_OFFICE] ? values[OPTION_OFFICE]
					: demo                ? demo_office_name()
							      : "",
	    .level = values[OPTION_LEVEL] ? values[OPTION_LEVEL] : "city",
	    .person = values[OPTION_AS] ? values[OPTION_AS] : login,
	    .login = login,
	    .desk = "init",
	    .program = PACKAGE_NAME " " PACKAGE_VERSION,
	    .now_ms = demo ? demo_begin_ms(clock_wall_ms(&clock)) : clock_wall_ms(&clock)};
	g_autofree char *shown = fs_shown(path);
	struct share *share = share_init(path, &office, &err);
	bool made = share != NULL;
	if (share && demo)
		(void)!demo_fill(share, clock_wall_ms(&clock), &err);
	share_close(share);
	if (made && err.kind != ERR_NONE)
		take_away(path);
	if (err.kind == ERR_NONE && values[OPTION_JSON])
		print_owned(json_of_office(shown, office.name));
	else if (err.kind == ERR_NONE)
		printf(_("%s: the office is set up\n"), shown);
	return cli_say(&err);
}

static int list_people(struct session *session)
{
	for (guint i = 0; i < session->people->len; i++) {
		const struct person *person = g_ptr_array_index(session->people, i);
		g_autofree char *roles = roles_words(person->roles);

		if (session->options->values[OPTION_JSON]) {
			g_autofree char *line = json_of_person(person);
			fputs(line, stdout);
		} else {
			printf("%s  %s%s%s  %s\n", person->name, person->login,
			    *person->login ? "  " : "", roles,
			    person->retired ? _("has left") : "");
		}
	}
	return 0;
}

/* Fill the row that is to be. Errors: INPUT. */
static struct person *wanted_person(struct session *session, const char *what, const char *name,
    enum move_id *move, struct err *err)
{
	const char *roles = session->options->values[OPTION_ROLES];
	const char *login = session->options->values[OPTION_LOGIN];
	const struct person *known = person_by_name(session->people, name);
	struct person *person = NULL;

	if (strcmp(what, "add") == 0) {
		*move = MOVE_PERSON_ADD;
		if (known && !known->retired)
			err_fail(err, ERR_INPUT, _("%s is in this office already"), name);
		person = person_new(0, name, login, 0);
	} else if (strcmp(what, "role") == 0 || strcmp(what, "retire") == 0) {
		*move = what[1] == 'o' ? MOVE_PERSON_ROLE : MOVE_PERSON_RETIRE;
		if (!known)
			err_fail(err, ERR_INPUT, _("there is no %s in this office"), name);
		else
			person = person_copy(known);
		if (person && login) {
			g_free(person->login);
			person->login = g_strdup(login);
		}
		if (person && *move == MOVE_PERSON_RETIRE)
			person->retired = true;
	} else {
		err_fail(err, ERR_INPUT, _("\"%s\" is not add, role, retire or list"), what);
	}
	if (person && roles && err->kind == ERR_NONE)
		(void)!roles_parse(roles, &person->roles, err);
	return person;
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
	const char *name = g_ptr_array_index(session->options->words, 1);
	struct person *person = actor ? wanted_person(session, what, name, &move, &err) : NULL;
	if (err.kind == ERR_NONE) {
		struct deed *deed = deed_new(move, actor->id);

		deed->person = person_copy(person);
		deed->words = g_strdup(session->options->values[OPTION_NOTE]);
		if (deed_do(&session->ground, deed, &err)) {
			g_autofree char *roles = roles_words(person->roles);

			person->id = deed->done.person ? deed->done.person : person->id;
			if (session->options->values[OPTION_JSON])
				print_owned(json_of_person(person));
			else
				printf("%s  %s  %s\n", name, move_words(move), roles);
		}
		deed_free(deed);
	}
	person_free(person);
	return cli_say(&err);
}

int cli_verify(const struct options *options)
{
	struct err err = {0};
	struct verified found = {0};
	struct verify_plan plan = {
	    .full = options->values[OPTION_FULL] != NULL, .since = options->values[OPTION_SINCE]};
	bool json = options->values[OPTION_JSON] != NULL;
	g_autofree char *path = session_db(options, &err);
	struct share *share = path ? share_open(path, true, &err) : NULL;

	if (share && options->values[OPTION_HEAD]) {
		g_autofree char *head = verify_head(share, &err);

		if (head && json)
			print_owned(json_of_head(head));
		else if (head)
			puts(head);
	} else if (share && share_verify(share, &plan, &found, &err) && json) {
		print_owned(json_of_verified(&found));
	} else if (share && err.kind == ERR_NONE) {
		for (guint i = 0; found.flags && i < found.flags->len; i++)
			printf(
			    "%s: %s\n", _("odd"), (const char *)g_ptr_array_index(found.flags, i));
		printf(_("whole: %d events, %d reports, %d revisions; newest %s\n"),
		    (int)found.events, (int)found.reports, (int)found.revisions, found.head);
	}
	verified_clear(&found);
	share_close(share);
	return cli_say(&err);
}
