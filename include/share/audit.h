/* The trail on the share: events appended to an unbroken chain, and found again (design 4). */
#ifndef SHARE_AUDIT_H
#define SHARE_AUDIT_H

#include "model/event.h"
#include "seal/key.h"
#include "share/sql.h"

/*
 * Write EVENT as the newest of the file, inside a write transaction, signed with KEY: seq, key,
 * prev, digest and signature are set, and a uid where it has none. Owns: borrows EVENT, whose
 * fields it fills. Errors: DENIED a guard refused it, STALE its uid is there already; as sqlerr.h.
 */
bool audit_append(struct db *db, const struct seal *seal, const struct key *key,
    struct event *event, struct err *err) CHECKED;

/* Digest of an event over its canonical bytes. Errors: SYSTEM, FULL. */
bool audit_digest(const struct seal *seal, const struct event *event, char hex[DIGEST_HEX_LEN + 1],
    struct err *err) CHECKED;

/* Newest event's seq and digest; 0 and EVENT_NO_DIGEST in an empty trail. Errors: as sqlerr.h. */
bool audit_newest(
    struct db *db, int64_t *seq, char digest[DIGEST_HEX_LEN + 1], struct err *err) CHECKED;

/* Add the events FIRST to LAST, oldest first, to EVENTS. Errors: as sqlerr.h, DAMAGED. */
bool audit_range(
    struct db *db, int64_t first, int64_t last, GPtrArray *events, struct err *err) CHECKED;

/* Add the events of the office itself after a seq, oldest first. Errors: as sqlerr.h, DAMAGED. */
bool audit_office(struct db *db, int64_t after, GPtrArray *events, struct err *err) CHECKED;

/* Add all events of one report, oldest first, to EVENTS. Errors: as sqlerr.h, DAMAGED. */
bool audit_of_report(struct db *db, int64_t report, GPtrArray *events, struct err *err) CHECKED;

/*
 * What became of a commit whose answer was lost: the event of that global id.
 * Owns: the caller frees *EVENT, NULL when it is not in the file. Errors: as sqlerr.h, DAMAGED.
 */
bool audit_find(struct db *db, const char *uid, struct event **event, struct err *err) CHECKED;

/*
 * Ask for events in the order AUDIT_COLUMNS names and take one row of the answer.
 * Owns: the caller frees; NULL when the row is no event. Errors: DAMAGED.
 */
#define AUDIT_COLUMNS                                                                        \
	"seq, uid, report, kind, from_state, to_state, person, person_name, desk, program, " \
	"at_ms, reason, words, revision, text_digest, detail, key, prev, digest, signature"
struct event *audit_row(struct sql *sql, struct err *err) CHECKED;

#endif
