/* Keys of this desk as a session of the command line needs them: opened, and looked up. */
#ifndef APP_UNLOCK_H
#define APP_UNLOCK_H

#include "app/session.h"
#include "share/roster.h"

/*
 * Open the keys that the verb will sign with, asking for a passphrase where they have one.
 * Errors: DENIED it is wrong; INPUT no terminal to ask on; STOPPED.
 */
bool unlock_for(struct session *session, int64_t person, struct err *err) CHECKED;

/*
 * Who may sign what, as of now. Owns: borrowed from the session's share. Errors: AWAY, BUSY,
 * DAMAGED.
 */
const struct roster *unlock_roster(struct session *session, struct err *err) CHECKED;

#endif
