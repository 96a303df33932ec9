/* The side file DB-lk: a fair gate for writers, and who is present; disposable. */
#ifndef SHARE_GATE_H
#define SHARE_GATE_H

#include "share/busy.h"
#include "base/err.h"

#define GATE_SLOTS 64
#define GATE_VERSION_LEN 12 /* bytes, without an end where it is full */
#define GATE_PERSON_LEN 24 /* bytes: eight Han characters */

struct gate;

/* What a desk writes about itself every few seconds. */
struct presence {
	int slot; /* 1 to GATE_SLOTS */
	bool is_held; /* its lock is seen from here: that desk lives; one's own is */
	uint64_t nonce; /* chosen anew at every start */
	uint64_t counter; /* goes up with every beat */
	int64_t wall_ms; /* that desk's wall clock: no sign of life, and good to a day only */
	char version[GATE_VERSION_LEN + 1]; /* of the program */
	char person[GATE_PERSON_LEN + 1]; /* UTF-8, cut between characters */
};

/*
 * Open or make the side file of the database at DB_PATH, with the database's permissions.
 * Every other function here takes NULL for a gate and then does nothing.
 * Owns: the caller closes. Errors: INPUT, FULL, AWAY; none of them forbids work.
 */
struct gate *gate_open(const char *db_path, struct err *err) CHECKED;

/* Give up gate, slot and file. */
void gate_close(struct gate *gate);

/*
 * Wait for one's turn, at most 3 s; false: go on without it. Fairness is all it gives, SQLite's
 * locks are what counts. Units: ms. Source: netdrive.md 2.5, 5.5.
 */
bool gate_enter(struct gate *gate, struct busy *busy);
/* Let the next one in. Nothing happens to who has not entered. */
void gate_leave(struct gate *gate);

/*
 * Become the one desk that makes the nightly copy, until the gate is closed or the process dies;
 * false: another is at it. True without a gate: two copies harm nobody.
 */
bool gate_take_copying(struct gate *gate);

/*
 * Take the first free slot and keep it as long as the process lives; says nothing when all are
 * taken (slot 0 then). Errors: AWAY.
 */
bool gate_join(struct gate *gate, const char *version, const char *person, struct err *err) CHECKED;
/* Slot of this desk, 0 without one. */
int gate_slot(const struct gate *gate);
/* Nonce of this desk. */
uint64_t gate_nonce(const struct gate *gate);
/*
 * Write one's record anew. Units: ms since 1970 UTC.
 * Errors: STALE when a foreign record stands in our slot (the locks do not hold here), AWAY.
 */
bool gate_beat(struct gate *gate, int64_t wall_ms, struct err *err) CHECKED;
/*
 * Records of all slots, this desk's own and those of desks that have ended too, into FOUND (room
 * for GATE_SLOTS). Errors: AWAY.
 */
bool gate_peers(struct gate *gate, struct presence *found, size_t *count, struct err *err) CHECKED;

#endif
