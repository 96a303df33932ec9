/* The manual page and the table of keys, printed from the tables that the program itself obeys. */
#include "app/manual.h"

#include "app/action.h"
#include "app/options.h"
#include "base/lang.h"

#include <json-c/json.h>

/* Words as they stand on the page: nothing in them is a command to the formatter, which fills the
 * lines itself. */
static void add_words(GString *out, const char *words)
{
	bool begins = out->len == 0 || out->str[out->len - 1] == '\n';

	for (const char *c = words; *c; c++) {
		if (begins && (*c == '.' || *c == '\''))
			g_string_append(out, "\\&");
		begins = false;
		if (*c == '\\')
			g_string_append(out, "\\e");
		else if (*c == '-')
			g_string_append(out, "\\-");
		else if (*c != '\n')
			g_string_append_c(out, *c);
		else if (c[1] != ' ')
			g_string_append_c(out, ' ');
	}
}

static void add_paragraph(GString *out, const char *words)
{
	const char *last = g_strrstr(out->str, "\n.");

	if (!last || !g_str_has_prefix(last, "\n.SH")) /* a heading begins a paragraph by itself */
		g_string_append(out, ".PP\n");
	add_words(out, words);
	g_string_append_c(out, '\n');
}

static void add_section(GString *out, const char *name)
{
	g_string_append(out, ".SH ");
	add_words(out, name);
	g_string_append_c(out, '\n');
}

/* A tagged line: BOLD as typed, PLAIN what follows it, then what it means. */
static void add_item(GString *out, const char *bold, const char *plain, const char *words)
{
	g_string_append(out, ".TP\n\\fB");
	add_words(out, bold);
	g_string_append(out, "\\fR");
	if (*plain) {
		g_string_append(out, " \\fI");
		add_words(out, plain);
		g_string_append(out, "\\fR");
	}
	g_string_append_c(out, '\n');
	add_words(out, words);
	g_string_append_c(out, '\n');
}

static const char *words_or_nothing(const char *msgid)
{
	return msgid && *msgid ? _(msgid) : "";
}

static void add_verbs(GString *out)
{
	for (int verb = VERB_DESK + 1; verb < VERB_MOVE; verb++) {
		const struct verb_row *row = verb_row((enum verb_id)verb);
		GString *takes = g_string_new(words_or_nothing(row->takes));

		for (int i = 0; i < OPTION_COUNT; i++) {
			const struct option_row *option = option_row((enum option_id)i);
			const char *argument = words_or_nothing(option->argument);

			if (row->options & 1ull << i)
				g_string_append_printf(takes, "%s[--%s%s%s]", takes->len ? " " : "",
				    option->name, *argument ? " " : "", argument);
		}
		add_item(out, row->name, takes->str, _(row->help));
		g_string_free(takes, TRUE);
	}
}

/* The states a move starts from, where it leads, its roles, the options it needs. */
static char *move_facts(const struct move *row)
{
	static const struct {
		enum move_flag flag;
		const char *option;
	} carries[] = {{MOVE_REASON, "--reason"}, {MOVE_WORDS, "--note"}, {MOVE_TO, "--to"},
	    {MOVE_TICKS, "--tick"}};
	GString *from = g_string_new(NULL);
	g_autofree char *roles = roles_words(row->roles);
	GString *needs = g_string_new(roles);

	for (int state = STATE_NONE + 1; state < STATE_COUNT; state++) {
		if (row->from & 1u << state)
			g_string_append_printf(
			    from, "%s%s", from->len ? _(", ") : "", state_words((enum state)state));
	}
	if (row->to == MOVE_BACK)
		g_string_append_printf(from, " → %s", _("where it was before"));
	else if (row->to != MOVE_STAY)
		g_string_append_printf(from, " → %s", state_words(row->to));
	for (size_t i = 0; i < G_N_ELEMENTS(carries); i++) {
		if (row->flags & carries[i].flag)
			g_string_append_printf(needs, "%s%s",
			    needs->len == strlen(roles) ? _("; ") : " ", carries[i].option);
	}
	char *facts = g_strdup_printf(_("%s: %s (%s)"), _(row->words), from->str, needs->str);
	g_string_free(from, TRUE);
	g_string_free(needs, TRUE);
	return facts;
}

static void add_moves(GString *out)
{
	for (int move = 0; move < MOVE_COUNT; move++) {
		const struct move *row = move_row((enum move_id)move);

		if (!options_is_verb((enum move_id)move))
			continue;
		g_autofree char *facts = move_facts(row);
		add_item(out, row->name, "", facts);
	}
}

static void add_options(GString *out)
{
	for (int i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = option_row((enum option_id)i);
		g_autofree char *name = row->letter
					    ? g_strdup_printf("-%c, --%s", row->letter, row->name)
					    : g_strdup_printf("--%s", row->name);

		add_item(out, name, words_or_nothing(row->argument), _(row->help));
	}
}

/* Keys of an action where it is found first. Owns: the caller frees. */
static char *keys_of(const struct keymap *map, enum action_id id)
{
	g_auto(GStrv) where = g_strsplit(action_row(id)->where, " ", -1);
	const char *contexts[] = {where[0], NULL};

	return keymap_words(map, contexts, id, true);
}

static char *what_words(const struct action *action)
{
	return g_strdup_printf(_("%s: %s"), _(action->label), _(action->help));
}

static void add_keys(GString *out, const struct keymap *map)
{
	const char *group = "";

	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		enum action_id id = (enum action_id)i;
		g_autofree char *keys = keys_of(map, id);
		g_autofree char *what = what_words(action_row(id));

		if (strcmp(group, action_group(id)) != 0) {
			group = action_group(id);
			g_string_append(out, ".SS ");
			add_words(out, group);
			g_string_append_c(out, '\n');
		}
		add_item(out, keys, "", what);
	}
}

static void add_exit(GString *out)
{
	static const struct {
		const char *status, *words;
	} rows[] = {{"0", N_("done")},
	    {"1", N_("a call of the system failed, or there is no terminal")},
	    {"2", N_("bad input, or a rule forbids it")}, {"3", N_("somebody changed it first")},
	    {"4", N_("the share is busy or away")}, {"5", N_("full, or over a bound")},
	    {"6", N_("damaged or untrusted")}, {"130", N_("stopped by the person")}};

	add_section(out, _("EXIT STATUS"));
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		add_item(out, rows[i].status, "", _(rows[i].words));
	add_paragraph(out, _("A verb on several reports or files goes on past one that fails and "
			     "ends with the worst."));
}

static void add_places(GString *out)
{
	static const struct {
		const char *name, *words;
	} places[] = {
	    {"YANSHEN_DB", N_("the shared database, where -d is not given")},
	    {"YANSHEN_STATE", N_("where this desk keeps its mirror, drafts and log; else "
				 "$XDG_STATE_HOME/yanshen, "
				 "which is ~/.local/state/yanshen")},
	    {"YANSHEN_CONFIG",
		N_("where settings.ini and keys are; else $XDG_CONFIG_HOME/yanshen, which is "
		   "~/.config/yanshen")},
	    {"NO_COLOR", N_("any value: the desk uses no colour")},
	};

	add_section(out, _("ENVIRONMENT"));
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
		add_item(out, places[i].name, "", _(places[i].words));
	add_section(out, _("FILES"));
	add_item(out, "DB", "",
	    _("the office's reports, texts and trail: one file on a network drive, the same for "
	      "all desks"));
	add_item(out, "DB.d/", "",
	    _("the files as they came, named by their digests; belongs to the database and moves "
	      "with it"));
}

static void add_head(GString *out)
{
	g_string_append_printf(out,
	    "'\\\" -*- coding: UTF-8 -*-\n.\\\" %s\n.TH YANSHEN 1 \"\" \"%s\" \"%s\"\n",
	    "Printed by yanshen manual; change the tables, not this.", PACKAGE_STRING,
	    _("Review desk"));
	add_section(out, _("NAME"));
	g_string_append_printf(
	    out, "yanshen \\- %s\n", _("review desk for reports on public opinion"));
	add_section(out, _("SYNOPSIS"));
	g_string_append(out, "\\fByanshen\\fR [\\fB\\-d\\fR \\fIDB\\fR] [\\fB\\-\\-as\\fR \\fI");
	add_words(out, _("PERSON"));
	g_string_append(out, "\\fR] [\\fB\\-\\-lang\\fR \\fBzh\\fR|\\fBen\\fR] [\\fI");
	add_words(out, _("VERB ..."));
	g_string_append(out, "\\fR]\n");
	add_section(out, _("DESCRIPTION"));
	add_paragraph(out,
	    _("Without a verb it opens the desk: the queue on the left, the text in the middle, "
	      "the "
	      "trail on the right. Several desks share one file on a network drive; there is no "
	      "server. Every verb runs the same moves as the keys."));
	add_paragraph(out, _("State secrets must not be stored or handled here."));
}

char *manual_page(void)
{
	GString *out = g_string_new(NULL);
	struct keymap *map = keymap_new();
	struct err none = {0};

	(void)!action_bind(map, &none); /* a wrong default key is found by its own test */
	add_head(out);
	add_section(out, _("VERBS"));
	add_verbs(out);
	add_section(out, _("MOVES OF A REPORT"));
	add_paragraph(out, _("Each takes one number or several and prints a line for each. NUMBER "
			     "is 2026-0041, or 41 "
			     "in this year."));
	add_moves(out);
	add_section(out, _("OPTIONS"));
	add_options(out);
	add_section(out, _("KEYS"));
	add_keys(out, map);
	add_exit(out);
	add_places(out);
	keymap_free(map);
	return g_string_free(out, FALSE);
}

static void add_row(GString *out, const char *keys, const struct action *action, const char *group,
    const char **last)
{
	g_auto(GStrv) each = g_strsplit(keys, "  ", -1);

	if (strcmp(*last, group) != 0) {
		g_string_append_printf(out, "%s### %s\n\n| %s | %s |\n|---|---|\n",
		    **last ? "\n" : "", group, _("keys"), _("what they do"));
		*last = group;
	}
	g_string_append(out, "|");
	for (char **key = each; *key; key++)
		g_string_append_printf(out, " `%s`", *key);
	g_autofree char *what = what_words(action);
	g_string_append_printf(out, " | %s |\n", what);
}

static void add_object(
    GString *out, const char *keys, const struct action *action, const char *group)
{
	json_object *object = json_object_new_object();
	const char *const pairs[][2] = {{"name", action->name}, {"keys", keys},
	    {"where", action->where}, {"group", group}, {"label", _(action->label)},
	    {"help", _(action->help)}};

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
		json_object_object_add(object, pairs[i][0], json_object_new_string(pairs[i][1]));
	g_string_append_printf(out, "%s\n",
	    json_object_to_json_string_ext(
		object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(object);
}

char *manual_actions(bool json)
{
	GString *out = g_string_new(NULL);
	struct keymap *map = keymap_new();
	struct err none = {0};
	const char *last = "";

	(void)!action_bind(map, &none);
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		enum action_id id = (enum action_id)i;
		g_autofree char *keys = keys_of(map, id);

		if (json)
			add_object(out, keys, action_row(id), action_group(id));
		else
			add_row(out, keys, action_row(id), action_group(id), &last);
	}
	keymap_free(map);
	return g_string_free(out, FALSE);
}
