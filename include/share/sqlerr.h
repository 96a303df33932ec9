/* What SQLite says, in people's words and with a kind that tells the caller what to do. */
#ifndef SHARE_SQLERR_H
#define SHARE_SQLERR_H

#include "base/err.h"

struct sqlite3;

/*
 * Record what CODE (SQLite's, extended) means and return false. HANDLE gives the detail of a
 * trigger's refusal and the system's errno; NULL where there is none.
 * Errors: BUSY locked past the deadline; AWAY the drive failed or lost our lock; FULL no room or
 * memory; DAMAGED the file breaks its own format; DENIED a guard in the schema refused (its words);
 * STALE a row with that key is there already; STOPPED interrupted; INPUT it may not be written
 * here; SYSTEM the rest. The error's code is CODE.
 * Source: netdrive.md 5.9, SQLite rescode.html.
 */
#define sqlerr_fail(err, handle, code) sqlerr_fail_at((err), (handle), (code), __func__)
bool sqlerr_fail_at(struct err *err, struct sqlite3 *handle, int code, const char *where);

#endif
