/* Whether other desks are at work on the file, and whether their locks are seen from here. */
#ifndef SHARE_SURVEY_H
#define SHARE_SURVEY_H

#include "share/gate.h"

#define SURVEY_MS 10000 /* a desk writes its record this often, and looks at those of the others \
			 */

/* What was seen so far; zeroed before the first look. */
struct survey {
	struct {
		uint64_t nonce, counter;
		bool is_doubtful; /* went on once without a lock that is seen from here */
	} slots[GATE_SLOTS];
	int found; /* records of other desks, ended ones too, at the last look */
	int doubtful; /* of these, without a lock, and yet going on */
	int live; /* of desks that wrote between the last two looks, their locks seen */
	char name[GATE_PERSON_LEN + 1]; /* of one of these */
	int64_t clock_ms; /* the latest wall clock of these; 0: of none */
};

/*
 * Look at the records of the others. Who wrote since the last look is at work, so its lock must be
 * seen; one that was seen going on twice without it proves that locks do not reach this computer.
 * Errors: STALE that is so: nothing may be written from here; AWAY.
 * Source: netdrive.md 5.7 and 5.8.
 */
bool survey_look(struct survey *survey, struct gate *gate, struct err *err) CHECKED;

#endif
