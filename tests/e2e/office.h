/* An office on disk for one test: its database, and the home, state and settings of one account. */
#ifndef E2E_OFFICE_H
#define E2E_OFFICE_H

#include "unit.h"

struct office {
	char *dir; /* everything of this test; removed at the end */
	char *db;
};

/* A copy of the demo office, made once in a test program by the program itself. */
void office_open(struct office *office);
/* The same folder with nothing in it. */
void office_empty(struct office *office);
void office_close(struct office *office);
/* A path inside the folder. Owns: the caller frees. */
char *office_path(const struct office *office, const char *name);
/* Put a file there. Owns: the caller frees the path. */
char *office_file(const struct office *office, const char *name, const char *text);

/*
 * What a program finds in its environment: fresh home and settings, the state folder STATE (NULL
 * for "state"), a fixed locale and zone, the sanitizers' words in a file. Owns: the caller frees.
 */
char **office_environment(const struct office *office, const char *state, const char *term);
/* What the sanitizers have said in it; NULL when nothing. Owns: the caller frees. */
char *office_complaints(const struct office *office);

/*
 * Run the program without a screen: office_does(&office, 0, "李初审", "accept", "2026-0041", NULL).
 * Fails the test unless it exits with STATUS. Returns what it printed, messages included.
 * Owns: the caller frees.
 */
char *office_does(
    const struct office *office, int status, const char *person, ...) G_GNUC_NULL_TERMINATED;
/* One more person, who has joined on this desk, with all that a second person must confirm. */
void office_person(const struct office *office, const char *name, const char *roles);
/* Number of the Nth report (from 0) that is in STATE, in the list's order. Owns: the caller frees.
 */
char *office_number(const struct office *office, const char *state, int n);
/* One field of a report as text. Owns: the caller frees. */
char *office_field(const struct office *office, const char *number, const char *field);
/* How many reports are in STATE. */
int office_count(const struct office *office, const char *state);
/* The text that stands, as a person of the office may read it. Owns: the caller frees. */
char *office_text(const struct office *office, const char *number);
/* The file is whole: every event, every text, every state. */
void office_is_whole(const struct office *office);

#endif
