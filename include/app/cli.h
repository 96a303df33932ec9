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

struct json_object; /* json.h */

/* Print a line of JSON. Owns: takes LINE. */
void cli_print_json(struct json_object *line);

/* Signals that end the program are held back, so that nothing is left behind; they are looked for.
 */
void cli_hold_signals(void);
bool cli_no_signal(void *of);

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
int cli_join(struct session *session);
int cli_key(struct session *session);
int cli_delegate(struct session *session);
int cli_steps(struct session *session);
int cli_verify(const struct options *options);
int cli_doctor(const struct options *options);
int cli_backup(const struct options *options);
int cli_nightly(const struct options *options);
int cli_migrate(const struct options *options);
int cli_restore(struct session *session);
int cli_init(const struct options *options);

#endif
