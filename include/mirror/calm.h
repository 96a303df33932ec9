/* Inside the room: the mirror's own view of its files, which waits for nothing of the share's. */
#ifndef MIRROR_CALM_H
#define MIRROR_CALM_H

struct calm;

/*
 * SQLite opens and closes every file of the process under one lock, the share's as well; closing a
 * file on a drive that does not answer takes as long as the drive likes. A reader of a WAL file
 * goes through the same lock each time it begins, as a memory barrier, and would wait with it. Here
 * the barrier is a barrier and nothing else.
 * Owns: the caller frees, after the connection is closed. NULL where SQLite has no such file
 * system. Source: os_unix.c, unixShmBarrier(), unixClose().
 */
struct calm *calm_new(void);
void calm_free(struct calm *calm);

/* What to open a connection with; SQLite's own for NULL. Owns: borrowed. */
const char *calm_name(const struct calm *calm);

#endif
