/* What somebody can do who has the file, our source and no right: forge an event, rewrite the
 * chain. */
#ifndef ATTACK_ATTACK_H
#define ATTACK_ATTACK_H

#include "tests/unit/share/trial.h"

struct attack_plan {
	const char *path; /* a copy without guards */
	int64_t report;
	enum move_id move;
	int64_t person;
	const char *name;
	const struct key *key; /* it is signed with */
	enum state to;
	int64_t now_ms;
	const char *detail; /* NULL: none */
};

/* Append an event that is good but for who made it, and set the row to what it says. */
void attack_forge(const struct attack_plan *plan);

/* Change the words of event SEQ and make every digest after it anew; WITH_KEYS: every signature
 * too, by somebody who holds the keys of all. */
void attack_rewrite(const char *path, int64_t seq, const char *words, bool with_keys);

#endif
