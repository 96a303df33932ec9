/* How many pass a text before it is signed, as the office orders it: 审核, then 复审, 会签 …
 * (design 3). */
#ifndef FLOW_STEPS_H
#define FLOW_STEPS_H

#include "flow/grant.h"

#define STEPS_SETTING "steps"
#define STEPS_EXTRA 3 /* beside pass and sign: five verdicts at most */

/*
 * A list is "2 复审,会签": how many passes there are after the first, and what they are called; "0"
 * for none. The setting is a list, and while another waits for a second person, ";asked ADMIN LIST"
 * after it.
 */
struct steps {
	char *list; /* in force */
	int64_t asked_by; /* 0: nothing waits */
	char *asked; /* NULL: nothing waits */
};
/* Owns: steps_clear(). VALUE NULL, "" or malformed is none. */
void steps_parse(const char *value, struct steps *steps);
char *steps_print(const struct steps *steps);
void steps_clear(struct steps *steps);
/* The list in force in a setting; what a text is submitted under. Owns: the caller frees. */
char *steps_in_force(const char *value);

/* Passes after the first that a list asks for. */
int steps_extra(const char *list);
/* Their names. Owns: the caller frees. */
char **steps_names(const char *list);
/* The list of these names; NULL and an error where it can be none. Owns: the caller frees. Errors:
 * INPUT, FULL. */
char *steps_list(const char *const *names, struct err *err);

/*
 * Whether ACTOR may turn one setting into the other: an administrator asks, a second person
 * confirms exactly what was asked for. Errors: DENIED, INPUT.
 */
bool steps_judge(const struct grant_file *file, const struct person *actor,
    const struct steps *before, const struct steps *after, struct err *err) CHECKED;
/* Whether what ACTOR asks for waits for a second person. */
bool steps_wait(const struct grant_file *file);

#endif
