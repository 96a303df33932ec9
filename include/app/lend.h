/* Authority that is lent, as the command line and the desk ask for it and show it. */
#ifndef APP_LEND_H
#define APP_LEND_H

#include "app/session.h"

/* What is wanted, as typed; NULL where nothing was said. */
struct lend_wish {
	const char *to, *role, *by, *from, *until;
};

/*
 * Read a wish; without BY it is the actor's own role, without FROM it begins now. The last day is
 * included. Errors: INPUT says what is missing or not understood.
 */
bool lend_wanted(struct session *session, const struct lend_wish *wish, struct lend *lend,
    struct err *err) CHECKED;

/* "good", "waits", "later", "ended" or "void" now; *WORDS (NULL: not asked) is it for people. */
const char *lend_state(const struct session *session, const struct lend *lend, const char **words);
/* One line for people: who, for whom, in which role, from when until when. Owns: the caller frees.
 */
char *lend_line(const struct session *session, const struct lend *lend);

#endif
