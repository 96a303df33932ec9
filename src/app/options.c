/* The command line, read by its tables: what a verb does not know is refused, not passed over. */
#include "app/options.h"

#include "base/lang.h"
#include "text/wrap.h"

static const struct option_row option_rows[OPTION_COUNT] = {
#define OPTION(id, name, letter, argument, help) {name, letter, argument, help},
#include "app/options.def"
#undef OPTION
};

#define O(id) (1ull << OPTION_##id)
#define EVERYWHERE (O(DB) | O(AS) | O(LANG) | O(JSON) | O(NO_MIRROR) | O(HELP) | O(VERSION))

static const struct verb_row verb_rows[VERB_COUNT] = {
    {"", "", O(THEME), 0, 0, N_("open the desk")},
#define VERB(id, name, takes, options, least, most, help) {name, takes, options, least, most, help},
#include "app/verbs.def"
#undef VERB
    {"", N_("NUMBER..."), O(REASON) | O(NOTE) | O(TO) | O(TICK) | O(DIGEST), 1, 0,
	N_("make that move")},
};

const struct option_row *option_row(enum option_id id)
{
	return &option_rows[id];
}

const struct verb_row *verb_row(enum verb_id id)
{
	return &verb_rows[id];
}

bool options_is_verb(enum move_id move)
{
	static const enum move_id own[] = {MOVE_RECEIVE, MOVE_COMPOSE, MOVE_PARTAGAIN, MOVE_SAVE,
	    MOVE_SET, MOVE_RECORD_PAPER, MOVE_EXPORT, MOVE_REVEAL, MOVE_UNDO_LAST, MOVE_OFFICE,
	    MOVE_PERSON_ADD, MOVE_PERSON_ROLE, MOVE_PERSON_RETIRE, MOVE_SETTING, MOVE_RESUBMIT,
	    MOVE_INVITE, MOVE_JOIN, MOVE_KEY_ADMIT, MOVE_KEY_RETIRE, MOVE_GRANT, MOVE_AMEND,
	    MOVE_ASSIGN, MOVE_MERGE, MOVE_PURGE_DONE, MOVE_DELEGATE, MOVE_STEPS};

	for (size_t i = 0; i < G_N_ELEMENTS(own); i++) {
		if (own[i] == move)
			return false;
	}
	return !(move_row(move)->flags & MOVE_LATER);
}

static bool take_verb(struct options *options, const char *word, struct err *err)
{
	for (int verb = VERB_DESK + 1; verb < VERB_MOVE; verb++) {
		if (strcmp(verb_rows[verb].name, word) == 0) {
			options->verb = (enum verb_id)verb;
			return true;
		}
	}
	if (move_parse(word, &options->move) && options_is_verb(options->move)) {
		options->verb = VERB_MOVE;
		return true;
	}
	return err_fail(
	    err, ERR_INPUT, _("there is no verb \"%s\"; yanshen --help lists them"), word);
}

static int find_long(const char *word, size_t len)
{
	for (int i = 0; i < OPTION_COUNT; i++) {
		if (strlen(option_rows[i].name) == len &&
		    strncmp(option_rows[i].name, word, len) == 0)
			return i;
	}
	return -1;
}

static int find_letter(char letter)
{
	for (int i = 0; i < OPTION_COUNT; i++) {
		if (letter && option_rows[i].letter == letter)
			return i;
	}
	return -1;
}

/* One option at argv[*at]; *at is moved to the last word it used. */
static bool take_option(struct options *options, int argc, char **argv, int *at, struct err *err)
{
	const char *word = argv[*at];
	const char *value = NULL;
	int found;

	if (word[1] == '-') {
		const char *equals = strchr(word, '=');
		size_t len = equals ? (size_t)(equals - word) - 2 : strlen(word) - 2;

		found = find_long(word + 2, len);
		value = equals ? equals + 1 : NULL;
	} else {
		found = find_letter(word[1]);
		value = word[2] ? word + 2 : NULL;
	}
	if (found < 0)
		return err_fail(
		    err, ERR_INPUT, _("there is no option %s; yanshen --help lists them"), word);
	if (!option_rows[found].argument) {
		if (value)
			return err_fail(err, ERR_INPUT, _("option --%s takes no value"),
			    option_rows[found].name);
		value = "";
	} else if (!value) {
		if (*at + 1 >= argc)
			return err_fail(err, ERR_INPUT, _("option --%s needs a value: %s"),
			    option_rows[found].name, _(option_rows[found].argument));
		value = argv[++*at];
	}
	options->values[found] = value;
	return true;
}

static bool fits(const struct options *options, struct err *err)
{
	const struct verb_row *row = &verb_rows[options->verb];
	const char *name = options->verb == VERB_MOVE ? move_row(options->move)->name : row->name;

	for (int i = 0; i < OPTION_COUNT; i++) {
		if (options->values[i] && !((row->options | EVERYWHERE) & 1ull << i))
			return err_fail(err, ERR_INPUT, _("option --%s does not belong to %s"),
			    option_rows[i].name, *name ? name : _("the desk"));
	}
	if (options->values[OPTION_HELP] || options->values[OPTION_VERSION])
		return true;
	if ((int)options->words->len < row->least)
		return err_fail(
		    err, ERR_INPUT, _("something is missing: yanshen %s %s"), name, _(row->takes));
	if (row->most && (int)options->words->len > row->most)
		return err_fail(
		    err, ERR_INPUT, _("too many words: yanshen %s %s"), name, _(row->takes));
	return true;
}

bool options_read(struct options *options, int argc, char **argv, struct err *err)
{
	bool only_words = false;
	bool have_verb = false;

	*options = (struct options){.words = g_ptr_array_new()};
	for (int at = 1; at < argc; at++) {
		const char *word = argv[at];

		if (!only_words && strcmp(word, "--") == 0) {
			only_words = true;
		} else if (!only_words && word[0] == '-' && word[1]) {
			if (!take_option(options, argc, argv, &at, err))
				return false;
		} else if (!have_verb) {
			if (!take_verb(options, word, err))
				return false;
			have_verb = true;
		} else {
			g_ptr_array_add(options->words, argv[at]);
		}
	}
	return fits(options, err);
}

void options_clear(struct options *options)
{
	if (options->words)
		g_ptr_array_free(options->words, TRUE);
	*options = (struct options){0};
}

#define HELP_COLS 80

/* Words that begin at column INDENT, where the line stands already, and go on below it. */
static void help_words(GString *out, const char *words, size_t indent)
{
	static const struct width_rule rule;
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct wrap_row));

	wrap_line(&rule, words, strlen(words), HELP_COLS - indent, rows);
	for (guint i = 0; i < rows->len; i++) {
		size_t len = g_array_index(rows, struct wrap_row, i).len;
		g_autofree char *row = g_strndup(words, len);

		g_string_append_printf(out, "%*s%s\n", i ? (int)indent : 0, "", g_strchomp(row));
		words += len;
	}
}

/* One line of help: what is typed, in a column of its own, and what it does. */
static void help_line(GString *out, const char *left, size_t cols, const char *right)
{
	static const struct width_rule rule;

	g_string_append(out, "  ");
	if (width_of(&rule, left, strlen(left)) > cols)
		g_string_append_printf(out, "%s\n%*s", left, (int)cols + 4, "");
	else {
		width_fit(out, &rule, left, strlen(left), cols, WIDTH_PAD_RIGHT);
		g_string_append(out, "  ");
	}
	help_words(out, right, cols + 4);
}

static void help_options(GString *out, uint64_t which)
{
	for (int i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = &option_rows[i];
		GString *left;

		if (!(which & 1ull << i))
			continue;
		left = g_string_new(NULL);
		if (row->letter)
			g_string_append_printf(left, "-%c, ", row->letter);
		g_string_append_printf(left, "--%s%s%s", row->name, row->argument ? " " : "",
		    row->argument ? _(row->argument) : "");
		help_line(out, left->str, 26, _(row->help));
		g_string_free(left, TRUE);
	}
}

static void help_verb(GString *out, const char *name, const char *takes, const char *help)
{
	g_autofree char *left = g_strdup_printf("%s %s", name, *takes ? _(takes) : "");

	help_line(out, g_strchomp(left), 28, help);
}

static char *help_all(void)
{
	GString *out = g_string_new(
	    _("usage: yanshen [-d DB] [--as PERSON] [--lang zh|en] [VERB ...]\n"
	      "Without a verb it opens the desk.\n\n"));

	g_string_append_printf(out, "%s\n", _("Verbs:"));
	for (int verb = VERB_DESK + 1; verb < VERB_MOVE; verb++)
		help_verb(
		    out, verb_rows[verb].name, verb_rows[verb].takes, _(verb_rows[verb].help));
	g_string_append_printf(
	    out, "\n%s\n", _("Moves of a report (NUMBER..., one result a line):"));
	for (int move = 0; move < MOVE_COUNT; move++) {
		if (options_is_verb((enum move_id)move))
			help_verb(out, move_row((enum move_id)move)->name, "",
			    move_words((enum move_id)move));
	}
	g_string_append_printf(out, "\n%s\n", _("Options:"));
	help_options(out, ~0ull);
	g_string_append_c(out, '\n');
	help_words(out,
	    _("Exit status: 0 done, 1 system failure, 2 bad input or a rule forbids it, 3 somebody "
	      "changed it first, 4 busy or away, 5 full, 6 damaged or untrusted, 130 stopped."),
	    0);
	return g_string_free(out, FALSE);
}

char *options_help(const struct options *options)
{
	const struct verb_row *row = &verb_rows[options->verb];
	GString *out;

	if (options->verb == VERB_DESK)
		return help_all();
	out = g_string_new(NULL);
	if (options->verb == VERB_MOVE)
		g_string_append_printf(
		    out, "yanshen %s %s\n  ", move_row(options->move)->name, _(row->takes));
	else
		g_string_append_printf(
		    out, "yanshen %s %s\n  ", row->name, *row->takes ? _(row->takes) : "");
	help_words(out, options->verb == VERB_MOVE ? move_words(options->move) : _(row->help), 2);
	g_string_append_c(out, '\n');
	help_options(out, row->options | EVERYWHERE);
	return g_string_free(out, FALSE);
}
