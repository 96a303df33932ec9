/* A new office: its file, its schema, its guards, its first event and its first administrator. */
#ifndef SHARE_INIT_H
#define SHARE_INIT_H

#include "seal/key.h"
#include "share/open.h"
#include "share/settings.h"

#define INIT_DESK "init" /* of the events that found an office: nobody works there */

struct office {
	const char *name; /* "永州市政协办公室"; "" when not given */
	const char *level; /* county, city, province or nation */
	const char *person; /* the caller, person 1 and administrator */
	const char *login;
	const char *uid; /* made before, for the folder of keys; NULL: made here */
	const struct key *office_key; /* signs the first event, from which all else is checked */
	const struct key *key; /* the caller's own */
	const char *desk;
	const char *program;
	int64_t now_ms;
};

/*
 * Make the database and open it.
 * Owns: the caller closes. Errors: INPUT something is there already, a level that is none; as
 * share_create().
 */
struct share *share_init(const char *path, const struct office *office, struct err *err) CHECKED;

#endif
