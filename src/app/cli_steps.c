/* The verb steps: how many pass a text before it is signed, shown, asked for, confirmed. */
#include "app/cli.h"

#include "app/json.h"
#include "app/safe.h"
#include "base/lang.h"

/* "审核 → 复审 → 签发". Owns: the caller frees. */
static char *way(const char *list)
{
	g_auto(GStrv) names = steps_names(list);
	GString *words = g_string_new(role_words(ROLE_APPROVER));

	for (char **name = names; *name; name++)
		g_string_append_printf(words, " → %s", *name);
	g_string_append_printf(words, " → %s", role_words(ROLE_SIGNER));
	return g_string_free(words, FALSE);
}

static void show(struct session *session)
{
	struct steps steps;

	steps_parse(session->steps, &steps);
	if (session->options->values[OPTION_JSON]) {
		g_autofree char *line = json_of_steps(&steps);

		fputs(line, stdout);
	} else {
		g_autofree char *now = way(steps.list);
		g_autofree char *asked = steps.asked ? way(steps.asked) : NULL;

		puts(now);
		if (asked)
			printf(_("%s wants: %s; it waits for a second person: yanshen steps "
				 "confirm\n"),
			    person_name(session->people, steps.asked_by), asked);
	}
	steps_clear(&steps);
}

/* "none", "confirm", or the names of the steps between review and signature. */
static bool fill(struct session *session, struct deed *deed, struct err *err)
{
	const GPtrArray *words = session->options->words;
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	const char *first = g_ptr_array_index(words, 0);

	if (words->len == 1 && strcmp(first, "confirm") == 0)
		return true;
	for (guint i = 0; i < words->len && strcmp(first, "none") != 0; i++)
		g_ptr_array_add(names, g_ptr_array_index(words, i));
	g_ptr_array_add(names, NULL);
	deed->value = steps_list((const char *const *)names->pdata, err);
	return deed->value != NULL;
}

int cli_steps(struct session *session)
{
	struct err err = {0};

	if (!session->options->words->len) {
		show(session);
		return 0;
	}
	const struct person *actor = session_actor(session, &err);
	struct deed *deed = actor ? deed_new(MOVE_STEPS, actor->id) : NULL;

	if (deed) {
		deed->with_office_key = session->options->values[OPTION_OFFICE_KEY] != NULL;
		deed->words = g_strdup(session->options->values[OPTION_NOTE]);
	}
	if (deed && fill(session, deed, &err) && deed_do(&session->ground, deed, &err) &&
	    session_refresh(session, &err))
		show(session);
	deed_free(deed);
	return cli_say(&err);
}
