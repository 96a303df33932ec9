/* What an action is, the table of them, and what must hold for one to run. */
#ifndef APP_ACTION_H
#define APP_ACTION_H

#include "ui/keymap.h"

struct desk;

enum action_id {
	ACTION_NONE,
#define GROUP(words)
#define ACTION(id, name, keys, where, needs, run, label, help) ACTION_##id,
#include "app/actions.def"
#undef GROUP
#undef ACTION
	ACTION_COUNT
};

enum action_need {
	NEED_REPORT = 1, /* a report is under the cursor */
	NEED_SHARE = 2, /* the share answers */
	NEED_MARKS = 4, /* something is marked */
	NEED_FOUND = 8, /* a search is on */
	NEED_CHANGE = 16, /* what is written here was not taken over */
};

typedef void action_run(struct desk *desk);
typedef void action_run_number(struct desk *desk, int number);

struct action {
	const char *name;
	const char *keys;
	const char *where;
	unsigned needs;
	action_run *run; /* NULL where run_number is set */
	action_run_number *run_number;
	int number; /* for run_number */
	const char *label; /* msgid */
	const char *help; /* msgid */
};

/* The row of an action; NULL for ACTION_NONE and past the last. */
const struct action *action_row(enum action_id id);
/* Words of the group that an action stands in. */
const char *action_group(enum action_id id);
/* Whether an action belongs to one of the contexts ("list"), ended by NULL. */
bool action_is_in(const struct action *action, const char *const *contexts);

/* Bind the default keys of all actions. Errors: INPUT for a key of the table that is none, or two
 * meanings of one: found by a test, not by a person. */
bool action_bind(struct keymap *map, struct err *err) CHECKED;

/* Words of the first need that does not hold; NULL when all do. */
const char *action_missing(const struct action *action, unsigned have);

#endif
