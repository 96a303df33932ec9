/* The first hundred bytes of a database: is it ours, and may this program open it? */
#ifndef SHARE_HEADER_H
#define SHARE_HEADER_H

#include "base/err.h"

#define SHARE_APPLICATION_ID 0x59534831 /* "YSH1" in the header of every file of ours */
#define SHARE_VERSION 2 /* user_version: the schema this program writes (share/migrate.def) */

/* The same; a test build may be told to be an older program. */
int header_newest(void);

/* Say that a file has a form that this program does not know: false. Errors: INPUT. */
bool header_too_new(const char *path, int version, struct err *err);

/*
 * Judge the file at PATH and give its schema version. Reads it through a descriptor of its own and
 * closes that: call it only while this process has no connection to the file (POSIX locks).
 * Errors: INPUT not there, no file, not ours, newer than this program, in WAL mode; DAMAGED ours,
 * but never finished or broken; AWAY. Source: SQLite fileformat2.html 1.3.
 */
bool header_judge(const char *path, int *version, struct err *err) CHECKED;

#endif
