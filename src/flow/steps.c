/* The office's order of how many pass a text: as a setting holds it, and who changes it. */
#include "flow/steps.h"

#include "base/lang.h"

#define NAME_CHARS 8
#define NONE "0"

int steps_extra(const char *list)
{
	return list ? CLAMP((int)g_ascii_strtoll(list, NULL, 10), 0, STEPS_EXTRA) : 0;
}

char **steps_names(const char *list)
{
	const char *names = list ? strchr(list, ' ') : NULL;

	return g_strsplit(names ? names + 1 : "", ",", -1);
}

static bool name_fits(const char *name, struct err *err)
{
	if (!g_utf8_validate(name, -1, NULL) || strpbrk(name, " ,;\\\"'\t\n\r") ||
	    g_utf8_strlen(name, -1) < 1 || g_utf8_strlen(name, -1) > NAME_CHARS)
		return err_fail(err, ERR_INPUT,
		    _("a step is called by one to eight characters, without blanks or commas"));
	return true;
}

char *steps_list(const char *const *names, struct err *err)
{
	GString *list = g_string_new(NULL);
	int count = 0;

	for (; names[count]; count++) {
		if (!name_fits(names[count], err))
			break;
		for (int i = 0; i < count; i++) {
			if (strcmp(names[i], names[count]) == 0)
				err_fail(err, ERR_INPUT, _("two steps are called %s"), names[i]);
		}
		g_string_append_printf(list, "%s%s", count ? "," : " ", names[count]);
	}
	if (count > STEPS_EXTRA)
		err_fail(err, ERR_FULL,
		    _("between review and signature there are %d more steps at most"), STEPS_EXTRA);
	g_autofree char *number = g_strdup_printf("%d", count);
	g_string_prepend(list, number);
	char *text = g_string_free(list, FALSE);
	if (err->kind == ERR_NONE)
		return text;
	g_free(text);
	return NULL;
}

/* Exactly what steps_list() prints. */
static bool is_list(const char *text)
{
	g_auto(GStrv) names = steps_names(text);
	struct err why = {0};
	g_autofree char *again = steps_list((const char *const *)names, &why);

	return again && strcmp(again, text) == 0;
}

void steps_parse(const char *value, struct steps *steps)
{
	g_auto(GStrv) parts = g_strsplit(value ? value : "", ";", 2);
	char *end = NULL;

	*steps = (struct steps){.list = g_strdup(parts[0] && is_list(parts[0]) ? parts[0] : NONE)};
	if (!parts[0] || !parts[1] || !g_str_has_prefix(parts[1], "asked "))
		return;
	int64_t by = g_ascii_strtoll(parts[1] + strlen("asked "), &end, 10);
	if (by <= 0 || *end != ' ' || !is_list(end + 1))
		return;
	steps->asked_by = by;
	steps->asked = g_strdup(end + 1);
}

char *steps_print(const struct steps *steps)
{
	return steps->asked ? g_strdup_printf("%s;asked %lld %s", steps->list,
				  (long long)steps->asked_by, steps->asked)
			    : g_strdup(steps->list);
}

void steps_clear(struct steps *steps)
{
	g_free(steps->list);
	g_free(steps->asked);
	*steps = (struct steps){0};
}

char *steps_in_force(const char *value)
{
	struct steps steps;

	steps_parse(value, &steps);
	g_free(steps.asked);
	return steps.list;
}

bool steps_wait(const struct grant_file *file)
{
	return !file->is_founding && !file->with_office_key;
}

static bool can_ask(const struct grant_file *file, const struct person *actor,
    const struct steps *before, const struct steps *after, struct err *err)
{
	bool waits = steps_wait(file);

	if (!person_holds(actor, ROLE_BIT(ADMIN)))
		return err_fail(err, ERR_DENIED, _("an administrator asks for other steps"));
	if (waits != (after->asked != NULL) || (waits && after->asked_by != actor->id) ||
	    (waits && strcmp(before->list, after->list) != 0))
		return err_fail(err, ERR_DENIED, _("a second person must confirm this"));
	return true;
}

bool steps_judge(const struct grant_file *file, const struct person *actor,
    const struct steps *before, const struct steps *after, struct err *err)
{
	if (before->asked && !after->asked && strcmp(before->asked, after->list) == 0)
		return grant_confirm(file, actor, before->asked_by, 0, err);
	return can_ask(file, actor, before, after, err);
}
