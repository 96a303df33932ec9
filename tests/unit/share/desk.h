/* A second desk for the tests of the share: another process, told what to do line by line. */
#ifndef SHARE_DESK_H
#define SHARE_DESK_H

#include "unit.h"

#include "share/txn.h"

struct desk; /* a child process that runs this test's program again */

/* In main(): act as a desk if that is what this process was started for. Returns whether it was. */
bool desk_main(int argc, char **argv);

/* Start a desk on the database at PATH. Fails the test when it does not come up. */
struct desk *desk_start(const char *path);
/*
 * Tell it something and return what it answers: "ok", or the kind and words of an error, or "gone"
 * when it died. What it understands stands in desk.c. Owns: the caller frees.
 */
char *desk_tell(struct desk *desk, const char *line);
/* Tell it something that must be answered with "ok". */
void desk_does(struct desk *desk, const char *line);
/* Begin to tell it something without waiting for the answer, which desk_answer() gives. */
void desk_begin(struct desk *desk, const char *line);
char *desk_answer(struct desk *desk);
/* End it, whatever it holds. */
void desk_stop(struct desk *desk);

/* A folder for one test, and a database "db" in it with the tables below. */
struct place {
	char *dir;
	char *db;
};
void place_make(struct place *place);
void place_clear(struct place *place);

/* The tables: note(id, words) and tally(count), which counts its rows: more or less is a torn
 * write. */
bool toy_fill(struct db *db, void *of, struct err *err);
/* Write one note, within an open transaction. */
bool toy_note(struct share *share, const char *words, struct err *err);
/* The same in a transaction of its own. UNKNOWN, where given, is whether nobody can know. */
bool toy_add(struct share *share, const char *words, bool *unknown, struct err *err);
/* How many notes there are; fails the test when the database is not whole. */
int64_t toy_count(struct share *share);
/* The same for a database that is not open. */
int64_t toy_count_in(const char *path);

#endif
