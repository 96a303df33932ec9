/* Inside the room: one connection to the mirror's file, statements with parameters, codes as
 * errors. */
#ifndef MIRROR_LOCAL_H
#define MIRROR_LOCAL_H

#include "base/err.h"

struct sqlite3;
struct sqlite3_stmt;

/* Where a scan has come to; the function at() of columns.c writes it, the deadline ends it. */
struct scan {
	int64_t deadline_ms; /* monotonic; 0: none */
	int64_t last; /* report whose row is being judged */
	int64_t before_last; /* the newest that was judged to its end */
	int64_t steps;
};

struct calm;
struct mirror {
	struct sqlite3 *handle;
	struct calm *calm; /* how it sees its files */
	GHashTable *kept; /* text -> struct probe */
	GHashTable *counts; /* of queries, while nothing was written; counts.c */
	int64_t counts_version; /* of the file, as they were taken */
	int64_t counts_own; /* changes by this connection, which the version does not tell */
	bool writes;
	bool off_disk;
	bool is_unsynced; /* mirror_bulk() is on: what is stored is not on the disk yet */
	bool is_damaged; /* seen to be: the writer's close takes the file away */
	int lock; /* of the path, the writer's; -1 without */
	int lead; /* the lock of the one that makes the first copy; -1: not this one */
	char *path;
	char *seen_path; /* file beside it that remembers the newest event over a rebuild */
	int64_t data_version;
	int log_pages; /* of the write-ahead log: from there on it is made to begin anew; tests less
			*/
	int log_next;
	int patience_ms; /* of one page or slice; tests shorten it */
	struct scan scan;
};

/* Open PATH, which exists. Owns: the caller closes. Errors: as local_fail. */
struct mirror *local_open(const char *path, bool writes, struct err *err) CHECKED;

/* Close it and all that was prepared on it; takes the file away where it was seen to be damaged. */
void local_close(struct mirror *mirror);

/*
 * Record what a code means here: it is about this computer, not the share. Returns false.
 * Errors: FULL, DAMAGED, BUSY, INPUT, SYSTEM.
 */
bool local_fail(struct mirror *mirror, int code, struct err *err);

/* Run statements without parameters. Errors: as local_fail. */
bool local_exec(struct mirror *mirror, const char *script, struct err *err) CHECKED;

/* Keep the write-ahead log of a writer within bounds, from its next commit on. */
void local_bound_log(struct mirror *mirror);

/* All that was committed, in the log or in the file, is on the disk when this is done. Errors: as
 * local_fail. */
bool local_sync(struct mirror *mirror, struct err *err) CHECKED;

/* What is left of a copy that is not finished is synced, so that it is good after a shutdown too.
 */
void local_leave(struct mirror *mirror);
#define MARK_SYNCED "synced" /* in place of the start of the computer that the copy belongs to */

struct probe; /* one statement being asked */

/*
 * Begin to ask a statement, prepared at its first use and kept. What goes wrong is kept until
 * probe_end(), which must be called once for each. Values are bound in order, from the first.
 * Owns: borrows TEXT for the call.
 */
struct probe *probe_begin(struct mirror *mirror, const char *text) CHECKED;
void probe_int(struct probe *probe, int64_t value);
void probe_text(struct probe *probe, const char *value);
/* 64 hex digits stored as 32 bytes; anything else as the text it is. */
void probe_digest(struct probe *probe, const char *hex);

/* The next row; false at the end and after a failure. */
bool probe_row(struct probe *probe);
/* Columns in order from the first; probe_column goes to another one. Owns: the caller frees copies.
 */
int64_t probe_get_int(struct probe *probe);
const char *probe_peek(struct probe *probe); /* borrowed until the next row; "" for NULL */
char *probe_get_text(struct probe *probe);
char *probe_get_digest(struct probe *probe);
void probe_column(struct probe *probe, int at);

/* Whether the scan's time was up (a deadline is no failure). */
bool probe_was_late(const struct probe *probe);
/* Give it back. Errors: the first since it began. */
bool probe_end(struct probe *probe, struct err *err) CHECKED;
/* Step a statement without rows and give it back. Errors: as probe_end. */
bool probe_run(struct probe *probe, struct err *err) CHECKED;

/* Rows that the last statement changed. */
int64_t local_changes(struct mirror *mirror);
/* Rows changed since the connection was opened, those of index tables included. */
int64_t local_total_changes(struct mirror *mirror);

/* One integer; FALLBACK where there is no row. Errors: as probe_end. */
bool local_int(struct mirror *mirror, const char *text, int64_t fallback, int64_t *value,
    struct err *err) CHECKED;

/*
 * Allow the next statements MILLISECONDS together, then they end late; 0 lifts it, less than 0 is
 * over already.
 */
void local_patience(struct mirror *mirror, int milliseconds);

#endif
