/* Rows of the table revision: saved versions, written once and never changed. */
#ifndef SHARE_REVISIONS_H
#define SHARE_REVISIONS_H

#include "model/revision.h"
#include "seal/digest.h"
#include "share/sql.h"

/* Set a revision's digest over its canonical bytes. Errors: SYSTEM, FULL. */
bool revisions_seal(const struct seal *seal, struct revision *revision, struct err *err) CHECKED;

/* Write it, after its event. Errors: DENIED by a guard, STALE. */
bool revisions_insert(struct db *db, const struct revision *revision, struct err *err) CHECKED;

/* Add all heads of a report, oldest first, bodies NULL, to FOUND. Errors: as sqlerr.h, DAMAGED. */
bool revisions_heads(struct db *db, int64_t report, GPtrArray *found, struct err *err) CHECKED;

/*
 * One revision with its body, or its head alone.
 * Owns: the caller frees *REVISION, NULL when there is none. Errors: as sqlerr.h, DAMAGED.
 */
bool revisions_one(
    struct db *db, int64_t report, int no, struct revision **revision, struct err *err) CHECKED;
bool revisions_head(
    struct db *db, int64_t report, int no, struct revision **revision, struct err *err) CHECKED;

/*
 * Ask for revisions in the order REVISION_COLUMNS names and take one row of the answer.
 * Owns: the caller frees; NULL when the row is no revision. Errors: DAMAGED.
 */
#define REVISION_COLUMNS                                                                       \
	"seq, report, no, base, title, writers, unit, contact, category, addressees, copies, " \
	"periodical, urgency, mark, person, at_ms, chars, digest"
struct revision *revisions_row(struct sql *sql, bool with_body, struct err *err) CHECKED;

#endif
