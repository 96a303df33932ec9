/* Inside the room: where the mirror of a shared file lies, and whether it may lie there. */
#ifndef MIRROR_PLACE_H
#define MIRROR_PLACE_H

#include "base/err.h"

/*
 * Folder of the mirrors of one path: STATE/mirror/NAME, the name made from the path, so that a copy
 * of a database under another path never mixes with it. Owns: the caller frees.
 */
char *place_dir(const char *state_dir, const char *share);

/* The office last seen at that path, NULL when none. Owns: the caller frees. */
char *place_office(const char *dir);
/* Remember it, and take away what belonged to another office at this path. Errors: FULL, INPUT. */
bool place_settle(const char *dir, const char *share, const char *office, struct err *err) CHECKED;

/* DIR/OFFICE.SUFFIX. Owns: the caller frees. */
char *place_file(const char *dir, const char *office, const char *suffix);

/*
 * Whether a file system of this kind is reached over a network, by the number statfs(2) gives and,
 * for FUSE, the type in the mount table.
 */
bool place_is_remote(long magic, const char *type);
/* Make the folder and refuse it on a network drive. Errors: INPUT, FULL. */
bool place_make(const char *dir, struct err *err) CHECKED;

/*
 * A new empty file in memory, 0600, that nobody else can guess the name of.
 * Owns: the caller frees the path. Errors: INPUT where this computer has no such place, FULL.
 */
char *place_in_memory(struct err *err) CHECKED;

/*
 * Take the lock file of a mirror, for as long as the descriptor is kept: ALONE when nobody else
 * holds it, then others wait a little until place_share(). Returns -1, without an error, where
 * somebody else is alone with it and stays so. Errors: what err_kind_of_errno makes of a file that
 * cannot be opened or locked.
 */
int place_join(const char *path, bool *alone, struct err *err);
void place_share(int lock);
/* Whether the others have gone, so that what is shared may be taken away; others wait then. */
bool place_alone(int lock);

/* Say that the mirror at PATH is damaged, for the next that is alone with it. */
void place_spoil(const char *path);
bool place_is_spoilt(const char *path);

/* Which start of this computer this is; NULL where it does not say. Owns: the caller frees. */
char *place_boot(void);

/* Remove a database and what SQLite keeps beside it. */
void place_remove(const char *path);

#endif
