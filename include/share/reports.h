/* Rows of the table report: found, written, numbered without gaps. */
#ifndef SHARE_REPORTS_H
#define SHARE_REPORTS_H

#include "model/report.h"
#include "share/sql.h"

/*
 * One report's row; what lists show of its text is not filled.
 * Owns: the caller frees *REPORT, NULL when there is none. Errors: as sqlerr.h, DAMAGED.
 */
bool reports_by_id(struct db *db, int64_t id, struct report **report, struct err *err) CHECKED;

/*
 * Add the rows whose newest event lies below BEFORE (0: all), newest first, at most LIMIT.
 * Errors: as sqlerr.h, DAMAGED.
 */
bool reports_below(
    struct db *db, int64_t before, int limit, GPtrArray *reports, struct err *err) CHECKED;

/* Id of a report by its number, 0 when there is none. Errors: as sqlerr.h. */
bool reports_by_number(struct db *db, const char *number, int64_t *id, struct err *err) CHECKED;

/*
 * Number of the report that brought these bytes first, NULL when they are new.
 * Owns: the caller frees *NUMBER. Errors: as sqlerr.h.
 */
bool reports_by_original(struct db *db, const char *digest, char **number, struct err *err) CHECKED;

/* Write a new row, or one that its newest event has changed. Errors: DENIED by a guard, STALE. */
bool reports_insert(struct db *db, const struct report *report, struct err *err) CHECKED;
bool reports_update(struct db *db, const struct report *report, struct err *err) CHECKED;

/* Id that the next report takes. Errors: as sqlerr.h. */
bool reports_next_id(struct db *db, int64_t *id, struct err *err) CHECKED;

/* Add the ids of the parts that a composite was made from, nested ones too. Errors: as sqlerr.h. */
bool reports_parts(struct db *db, int64_t composite, GArray *ids, struct err *err) CHECKED;

/* A file as it came. Borrowed for the call. */
struct original {
	int64_t seq; /* the event that brought it */
	int64_t report;
	const char *digest;
	const char *name;
	int64_t bytes;
	bool is_kept; /* as DB.d/DIGEST */
};
/* Remember one. Errors: DENIED by a guard. */
bool reports_add_original(struct db *db, const struct original *original, struct err *err) CHECKED;

#define COUNTER_REPORT "report"
#define COUNTER_DISPATCH "dispatch"
#define COUNTER_FENCE "fence"

/*
 * Next serial of a year for one of these: what it will be, and, once its event is
 * written, taking it. Errors: DENIED by a guard, as sqlerr.h.
 */
bool counter_next(struct db *db, const char *kind, int year, int *serial, struct err *err) CHECKED;
bool counter_take(
    struct db *db, const char *kind, int year, int serial, int64_t seq, struct err *err) CHECKED;

#endif
