/* The first hundred bytes of a database: is it ours, and may this program open it? */
#ifndef SHARE_HEADER_H
#define SHARE_HEADER_H

#include "base/err.h"

#define SHARE_APPLICATION_ID 0x59534831 /* "YSH1" in the header of every file of ours */
#define SHARE_VERSION 2 /* user_version: the schema this program writes (share/migrate.def) */

/*
 * In user_version beside the form: another file takes this one's place, or has taken it. A desk
 * that has it open finds so under the lock of its next transaction, whatever its drive remembers of
 * names (a client answers stat() from memory for seconds; netdrive.md 5). Never taken away again.
 */
#define SHARE_PUT_ASIDE 0x40000000
#define SHARE_FORM(version) ((version) & (SHARE_PUT_ASIDE - 1))

/* The same; a test build may be told to be an older program. */
int header_newest(void);

/* Say that a file has a form that this program does not know: false. Errors: INPUT. */
bool header_too_new(const char *path, int version, struct err *err);

/*
 * Judge the file at PATH and give its user_version. Reads it through a descriptor of its own and
 * closes that: call it only while this process has no connection to the file (POSIX locks).
 * Errors: INPUT not there, no file, not ours, newer than this program, in WAL mode; DAMAGED ours,
 * but never finished or broken; AWAY. Source: SQLite fileformat2.html 1.3.
 */
bool header_judge(const char *path, int *version, struct err *err) CHECKED;

/* Whether the file at PATH is ours and bears SHARE_PUT_ASIDE; read as header_judge() reads. */
bool header_is_aside(const char *path);
/* Take the mark off a copy that nobody has open. Errors: AWAY, FULL. */
bool header_take_back(const char *path, struct err *err) CHECKED;

#endif
