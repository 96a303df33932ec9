/* The desk's own journal: drafts kept on the local disk by a thread that never meets the share. */
#ifndef WORK_KEEPER_H
#define WORK_KEEPER_H

#include "base/err.h"

struct keeper;

/*
 * Start the thread that writes drafts into DIR (made, 0700). Errors: INPUT, FULL, SYSTEM.
 */
struct keeper *keeper_start(const char *dir, struct err *err) CHECKED;

/*
 * Keep BYTES under NAME, wholly or the older ones: written, synced, renamed. A newer call for the
 * same name replaces one that still waits. Never blocks. Owns: takes a reference. Thread: screen.
 */
void keeper_put(struct keeper *keeper, const char *name, GBytes *bytes);
/* Forget NAME: its text is safe elsewhere. */
void keeper_drop(struct keeper *keeper, const char *name);

/* Wait until all is on the disk. False when it is not within WAIT_MS. Units: ms. */
bool keeper_flush(struct keeper *keeper, int wait_ms);
/* The newest failure, taken away: no room, say. Kind ERR_NONE when there was none. */
struct err keeper_failure(struct keeper *keeper);

/* Names of the drafts that lie there. Owns: the caller frees the array of char *. */
GPtrArray *keeper_names(const char *dir);
/* Read one. Errors: INPUT, FULL. */
GBytes *keeper_read(const char *dir, const char *name, struct err *err) CHECKED;

/* End after what waits is written, or after WAIT_MS. NULL is fine. */
void keeper_stop(struct keeper *keeper, int wait_ms);

#endif
