/* The fence: has anybody written since this transaction got its lock? Asked past every cache. */
#ifndef SHARE_FENCE_H
#define SHARE_FENCE_H

#include "share/faults.h"
#include "base/err.h"

enum fence_stage {
	FENCE_JOURNAL, /* before the journal goes out: a stale one would undo others' commits */
	FENCE_PAGES = 2, /* before the first page goes out */
};

/* One transaction goes through is_armed; a dropped session loses locks without a word. */
struct fence {
	int fd; /* of its own, -1 before fence_open() */
	void *block; /* aligned, as reading past the cache wants it */
	uint32_t believed; /* the counter as SQLite last read or wrote it */
	uint32_t counter; /* the same when RESERVED was got */
	bool pages_pass; /* asked once a transaction: pages go out at once, in a row */
	bool is_armed; /* between RESERVED and the unlock */
	bool is_shut; /* somebody wrote under our lock: nothing goes out any more */
	bool has_tripped; /* it was shut since fence_forget() */
	struct faults *faults;
};

/* A fence that is not open yet: everything passes. Owns: borrows FAULTS, NULL but in tests. */
void fence_init(struct fence *fence, struct faults *faults);

/*
 * Open the descriptor on the file at PATH. On a REMOTE drive it must be able to read past the
 * cache. Errors: INPUT when it cannot, AWAY when the drive fails, FULL.
 */
bool fence_open(struct fence *fence, const char *path, bool remote, struct err *err) CHECKED;

/*
 * Close it, once the connection is closed: closing any descriptor of a file gives up all POSIX
 * locks that the process has on it.
 */
void fence_close(struct fence *fence);

/* The counter on the drive, 0 for an empty file; false when it cannot be read (errno). */
bool fence_read(struct fence *fence, uint32_t *counter) CHECKED;

/* SQLite read or wrote LEN bytes at offset AT: note the counter among them. */
void fence_note(struct fence *fence, const void *bytes, int len, int64_t at);

/*
 * RESERVED was got: from here on nobody else may write. What SQLite read last under its read lock
 * is what the drive must still say when something goes out; if that was old data from a cache, it
 * will not.
 */
void fence_arm(struct fence *fence);

/* The write lock was given up. */
void fence_disarm(struct fence *fence);

/*
 * Whether the next step of a transaction may go out: asks the drive before each write of the
 * journal and before the first page. A fence once shut stays so until disarmed.
 */
bool fence_passes(struct fence *fence, enum fence_stage stage) CHECKED;

#endif
