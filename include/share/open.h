/* The shared file: made, opened with every precaution, looked at cheaply, closed. */
#ifndef SHARE_OPEN_H
#define SHARE_OPEN_H

#include "seal/digest.h"
#include "share/gate.h"
#include "share/header.h"
#include "share/sql.h"
#include "share/vfs.h"

struct roster; /* share/roster.h */
struct share; /* one open file; a process opens a file once at a time (POSIX locks) */

/*
 * Make a new database at PATH, filled by FILL inside the one transaction that makes it.
 * Owns: the caller closes.
 * Errors: INPUT when something is there already or the place is unfit; FULL, AWAY; FILL's own.
 * Nothing is left behind after a failure.
 */
struct share *share_create(const char *path, bool (*fill)(struct db *db, void *of, struct err *err),
    void *of, struct err *err) CHECKED;

/*
 * Open an existing database of ours; never makes one. Where it may not be written, or READ_ONLY is
 * asked for, nothing at all is created beside it.
 * Owns: the caller closes.
 * Errors: INPUT not there, not ours, newer than this program, set to WAL, on a drive that cannot be
 * trusted (nothing is created beside a foreign file); DAMAGED ours but broken; BUSY, AWAY.
 */
struct share *share_open(const char *path, bool read_only, struct err *err) CHECKED;
/* The same, waiting for locks until DEADLINE_MS at most, or STOP, as share_patience() has it. */
struct share *share_open_until(const char *path, bool read_only, int64_t deadline_ms,
    const atomic_bool *stop, struct err *err) CHECKED;

/* Close file, fence, side file, in the order that loses no lock too early. NULL is fine. */
void share_close(struct share *share);

/* The connection, for questions inside a transaction of txn.h. Owns: borrowed. */
struct db *share_db(struct share *share);
/* Digests for what goes in and out, made at the first call. Owns: borrowed. Errors: SYSTEM. */
const struct seal *share_seal(struct share *share, struct err *err) CHECKED;
/*
 * Who may sign what, as far as it was read (roster.h), made at the first call. Owns: borrowed,
 * until share_forget_roster(). Errors: SYSTEM.
 */
struct roster *share_roster(struct share *share, struct err *err) CHECKED;
/* What was taken into it has been rolled back: it is read anew. */
void share_forget_roster(struct share *share);
/* The office key must have this fingerprint; NULL: any. */
void share_pin(struct share *share, const char *office_key);
/* Side file of this share, NULL where there is none. Owns: borrowed. */
struct gate *share_gate(struct share *share);
/* Canonical path. Owns: borrowed. */
const char *share_path(const struct share *share);
/* Schema of the file (user_version). */
int share_version(const struct share *share);
/* Why it can only be read, in the person's language, or NULL. Owns: borrowed. */
const char *share_read_only(const struct share *share);
/* What is allowed here but not advised, in the person's language, or NULL. Owns: borrowed, for
 * good. */
const char *share_warning(const struct share *share);

/*
 * How long the next calls may wait for a lock, and the flag that ends the wait at once (kept; may
 * be NULL). 0 is 15 s from each transaction's begin. Units: ms of clock_mono_ms().
 */
void share_patience(struct share *share, int64_t deadline_ms, const atomic_bool *stop);

/*
 * Whether somebody wrote since share_saw(): one read of 4 bytes past every cache, and every fifth
 * time SQLite's own question as well. Outside transactions. Errors: AWAY, BUSY.
 */
bool share_changed(struct share *share, bool *changed, struct err *err) CHECKED;
/* All that is in the file now has been taken: call it inside the read transaction that took it. */
bool share_saw(struct share *share, struct err *err) CHECKED;

/* Bytes of the database file as SQLite counts them. Errors: as sqlerr.h. */
bool share_size(struct share *share, int64_t *bytes, struct err *err) CHECKED;

/* For txn.h: begin to wait as share_patience() has it. */
void share_begin_wait(struct share *share);
/* For txn.h: how it waits. Owns: borrowed. */
struct busy *share_busy(struct share *share);
/* For txn.h and tests. Owns: borrowed. */
struct vfs *share_vfs(struct share *share);

#endif
