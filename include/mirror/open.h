/* The desk's own copy of one shared database: found, opened twice, rebuilt where it is no use. */
#ifndef MIRROR_OPEN_H
#define MIRROR_OPEN_H

#include "base/err.h"

/* Which mirror: of which database, kept where. Borrowed for the call. */
struct mirror_place {
	const char *state_dir; /* fs_state_dir() */
	const char *share; /* canonical path of the shared file */
	const char *office; /* the office's uid as the shared file says it */
	bool off_disk; /* keep nothing: a file in memory that has no name once it is open */
};

struct mirror; /* one connection to it; each belongs to one thread at a time */

/*
 * Open both connections, making the mirror where there is none: 0700 folder, 0600 file, WAL. One
 * that is damaged or of another version is made anew. The writer is for the worker's thread, the
 * reader for the screen's. Several processes of this account may have it open and write it
 * (mirror_take); where one of another version has, this one keeps its own off the disk. Owns: the
 * caller closes both. Errors: INPUT on a network drive or where the folder may not be written,
 * FULL.
 */
bool mirror_open(const struct mirror_place *place, struct mirror **writer, struct mirror **reader,
    struct err *err) CHECKED;

/*
 * Uid of the office whose mirror this desk keeps for the path of a shared file; NULL when it has
 * none. Owns: the caller frees.
 */
char *mirror_office(const char *state_dir, const char *share);

/*
 * A mirror on disk for reading alone while the share is away: found by the path of the shared file.
 * *OFFICE is its uid. Returns NULL without an error when this desk has never seen that path.
 * Owns: the caller closes, and frees *OFFICE. Errors: INPUT, DAMAGED.
 */
struct mirror *mirror_open_away(
    const char *state_dir, const char *share, char **office, struct err *err);

/*
 * Until mirror_let() all that is read on this connection is of one moment, which is the one of the
 * first question; and each question is spared its own lock. Not for writers. Errors: none; where
 * it fails each question has its own moment.
 */
void mirror_hold(struct mirror *mirror);
void mirror_let(struct mirror *mirror);

/* Once, before any thread and any database: SQLite counts no memory, so that two threads do not
 * wait for each other at every allocation. */
void mirror_start(void);

/* Give up the connection; the last one of a file without a name ends the file. NULL is fine. */
void mirror_close(struct mirror *mirror);

/*
 * Whether this process is the one that makes the first copy of this mirror, of all that have it
 * open: the first that asks, until it closes. Others wait for it and take over where it ends.
 */
bool mirror_leads(struct mirror *mirror);

/* Whether this is a writer. */
bool mirror_writes(const struct mirror *mirror);

/* Whether anything was stored since the last call on this connection: two pages read, no scan. */
bool mirror_changed(struct mirror *mirror);

#endif
