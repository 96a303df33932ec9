/* The verbs of the command line, over the same deeds as the keys. */
#ifndef APP_CLI_H
#define APP_CLI_H

#include "app/session.h"

/* Run the verb. What is asked for goes to stdout, words to stderr. Returns the exit status. */
int cli_run(const struct options *options);

/* Say an error on stderr and return the exit status of its kind. Errors: none of its own. */
int cli_say(const struct err *err);
/* The worse of two exit statuses: any failure over none, the later named in the list over others.
 */
int cli_worse(int a, int b);

/* Verbs, each in its own file. */
int cli_list(struct session *session);
int cli_show(struct session *session);
int cli_export(struct session *session);
int cli_move(struct session *session);
int cli_text(struct session *session, enum move_id move); /* save, amend, resubmit: NUMBER FILE */
int cli_set(struct session *session);
int cli_merge(struct session *session);
int cli_paper(struct session *session);
int cli_import(struct session *session);
int cli_person(struct session *session);
int cli_verify(const struct options *options);
int cli_init(const struct options *options);

/* One JSON object on one line with its end, of a report, a person, an event, a result. Owns: the
 * caller frees. Errors: none; the result says what is in ERR. */
char *json_of_row(struct session *session, const struct report *report, int64_t claimed_by);
char *json_of_person(const struct person *person);
char *json_of_event(const struct event *event);
char *json_of_result(const char *number, const char *state, int64_t seq, const struct err *err);

#endif
