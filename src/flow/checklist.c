/* Answers to the checklist of pass: typed, kept in an event, judged. */
#include "flow/checklist.h"

#include "base/lang.h"

static const char *const points[CHECKLIST_POINTS + 1] = {
#define CHECK(number, words) [number] = words,
#include "flow/checklist.def"
};

const char *checklist_words(int point)
{
	return point >= 1 && point <= CHECKLIST_POINTS ? _(points[point]) : "";
}

void checklist_clear(struct checklist *list)
{
	for (int i = 0; i < CHECKLIST_POINTS; i++)
		g_free(list->points[i].words);
	*list = (struct checklist){0};
}

void checklist_answer(struct checklist *list, int point, enum answer_kind kind, const char *words)
{
	if (point < 1 || point > CHECKLIST_POINTS)
		return;
	struct answer *answer = &list->points[point - 1];
	char *copy = words && *words ? g_strdup(words) : NULL;

	g_free(answer->words);
	answer->kind = kind;
	answer->words = copy;
}

static bool point_parse(const char *text, const char **end, int *point)
{
	char *past = NULL;
	int64_t number = g_ascii_strtoll(text, &past, 10);

	*end = past;
	*point = (int)number;
	return past != text && number >= 1 && number <= CHECKLIST_POINTS;
}

/* "3", "1-17", "3=na:words", "3=no:words" */
static bool item_parse(const char *item, struct checklist *list)
{
	int first, last;
	const char *end;

	if (!point_parse(item, &end, &first))
		return false;
	last = first;
	if (*end == '-' && !point_parse(end + 1, &end, &last))
		return false;
	if (last < first)
		return false;
	enum answer_kind kind = ANSWER_YES;
	const char *words = NULL;
	if (g_str_has_prefix(end, "=na:") || g_str_has_prefix(end, "=no:")) {
		kind = end[2] == 'a' ? ANSWER_NA : ANSWER_NO;
		words = end + 4;
	} else if (*end) {
		return false;
	}
	for (int point = first; point <= last; point++)
		checklist_answer(list, point, kind, words);
	return true;
}

bool checklist_parse_ticks(const char *text, struct checklist *list, struct err *err)
{
	g_auto(GStrv) items = g_strsplit(text, ",", -1);

	for (char **item = items; *item; item++) {
		if (!item_parse(g_strstrip(*item), list))
			return err_fail(err, ERR_INPUT,
			    _("\"%s\" is no answer to the checklist; write 1-17, 3 or 3=na:words"),
			    *item);
	}
	list->at_once = strchr(text, '-') && !strchr(text, ',');
	return true;
}

static const char *const answer_names[] = {"", "yes", "na", "no"};

char *checklist_print(const struct checklist *list)
{
	GString *out = g_string_new(list->at_once ? "once\n" : "");

	for (int i = 0; i < CHECKLIST_POINTS; i++) {
		const struct answer *answer = &list->points[i];

		if (answer->kind == ANSWER_NONE)
			continue;
		g_string_append_printf(out, "%d %s", i + 1, answer_names[answer->kind]);
		if (answer->words) {
			g_autofree char *flat = g_strdelimit(g_strdup(answer->words), "\n\r", ' ');
			g_string_append_printf(out, " %s", flat);
		}
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}

static bool line_parse(const char *line, struct checklist *list)
{
	int point;
	const char *end;

	if (!point_parse(line, &end, &point) || *end != ' ')
		return false;
	end++;
	for (int kind = ANSWER_YES; kind <= ANSWER_NO; kind++) {
		size_t len = strlen(answer_names[kind]);

		if (strncmp(end, answer_names[kind], len) == 0 && (!end[len] || end[len] == ' ')) {
			checklist_answer(
			    list, point, (enum answer_kind)kind, end[len] ? end + len + 1 : NULL);
			return true;
		}
	}
	return false;
}

bool checklist_parse(const char *text, struct checklist *list)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++) {
		if (strcmp(*line, "once") == 0)
			list->at_once = true;
		else if (**line && !line_parse(*line, list)) {
			checklist_clear(list);
			return false;
		}
	}
	return true;
}

bool checklist_complete(const struct checklist *list, int first, int last, struct err *err)
{
	for (int point = first; point <= last; point++) {
		const struct answer *answer = &list->points[point - 1];

		if (answer->kind == ANSWER_NONE)
			return err_fail(err, ERR_DENIED,
			    _("checklist point %d is not answered: %s"), point,
			    checklist_words(point));
		if (answer->kind == ANSWER_NO)
			return err_fail(err, ERR_DENIED,
			    _("checklist point %d is answered no, which forbids it: %s"), point,
			    checklist_words(point));
		if (answer->kind == ANSWER_NA && !answer->words)
			return err_fail(err, ERR_DENIED,
			    _("checklist point %d is not applicable: say why: %s"), point,
			    checklist_words(point));
	}
	return true;
}
