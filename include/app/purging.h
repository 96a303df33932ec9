/* A purge in words: what is asked before it, where it stands, which copies still owe it. */
#ifndef APP_PURGING_H
#define APP_PURGING_H

#include "app/session.h"
#include "flow/purge.h"

/* Whether nothing but a shell is left of the report. */
bool purging_is_shell(const struct report *report);

/* What the question before a purge says: what goes, what it does not reach. Owns: the caller frees.
 */
char *purging_question(const struct session *session, const struct dossier *dossier);

/* From where it is gone, who still owes that (of each at most MOST by name, 0: all), and what lies
 * out of reach. Owns: the caller frees. */
char *purging_status(
    const struct session *session, const GPtrArray *trail, const struct event *done, unsigned most);

/* The files that were given out before, as (person, time, form); NULL when none were. Owns: the
 * caller frees the array, its events are borrowed from the trail. */
GPtrArray *purging_exports(const GPtrArray *trail, int64_t report);

/* The office's nightly copies that hold its texts still; NULL: none are made, or nobody can look.
 * Owns: the caller frees the array of paths. */
GPtrArray *purging_backups(const struct session *session, int64_t report);

#endif
