/* Whose turn a report is and until when: worked out when it is read, never stored on the share. */
#ifndef FLOW_TURN_H
#define FLOW_TURN_H

#include "flow/story.h"

/* Fill turn_roles, turn_person and due_ms of REPORT (the file's own, but writable). */
void turn_settle(const struct case_file *file, struct report *report);

/* Roles of those to whom a report in a state can be given (assign). 0: nobody. */
unsigned turn_takers(enum state state);

/* Whether due_ms was reckoned over a year without a holiday table: weekends alone counted then. */
bool turn_due_is_guessed(const struct report *report);

/* Why it is that person's turn, in words, for the list ("assigned by 李初审"). Owns: the caller
 * frees. */
char *turn_why(const struct case_file *file);

#endif
