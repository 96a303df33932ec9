/* The command line as values: one table of options, one of verbs, and the moves. */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include "flow/move.h"

enum option_id {
#define OPTION(id, name, letter, argument, help) OPTION_##id,
#include "app/options.def"
#undef OPTION
	OPTION_COUNT
};

enum verb_id {
	VERB_DESK, /* no verb: the screen */
#define VERB(id, name, takes, options, least, most, help) VERB_##id,
#include "app/verbs.def"
#undef VERB
	VERB_MOVE, /* one of the moves; options.move says which */
	VERB_COUNT
};

struct options {
	enum verb_id verb;
	enum move_id move; /* with VERB_MOVE */
	const char *values[OPTION_COUNT]; /* NULL: not given; "" for a switch that is */
	GPtrArray *words; /* what follows the verb, borrowed from argv */
};

/* A row of options.def. */
struct option_row {
	const char *name;
	char letter; /* 0: none */
	const char *argument; /* msgid of what follows; NULL: a switch */
	const char *help; /* msgid */
};
const struct option_row *option_row(enum option_id id);

/* A row of verbs.def; VERB_DESK and VERB_MOVE have no name of their own. */
struct verb_row {
	const char *name;
	const char *takes; /* msgid of the words after it, "" for none */
	uint64_t options; /* bits of enum option_id, besides those that every verb knows */
	int least, most; /* words it needs; words it takes, 0: any number */
	const char *help; /* msgid */
};
const struct verb_row *verb_row(enum verb_id id);

/*
 * Read the command line. Strings are borrowed from ARGV, which must stay.
 * Errors: INPUT names the word that is not understood and what could stand there.
 */
bool options_read(struct options *options, int argc, char **argv, struct err *err) CHECKED;
void options_clear(struct options *options);

/* Whether a move is a verb as it stands; the others have a row of their own or come about
 * otherwise. */
bool options_is_verb(enum move_id move);

/* What --help prints: in all, or of one verb. Owns: the caller frees. */
char *options_help(const struct options *options);

#endif
