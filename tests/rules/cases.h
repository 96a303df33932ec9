/* Reports in every state, each made by the moves themselves, and one person's ties to them. */
#ifndef RULES_CASES_H
#define RULES_CASES_H

#include "tests/unit/share/trial.h"

/* What the one person who holds every role has had to do with the report. */
enum tie {
	TIE_NONE,
	TIE_WRITER,
	TIE_NAMESAKE,
	TIE_RECEIVED,
	TIE_ACCEPTED,
	TIE_SAVED,
	TIE_PART,
	TIE_SUBMITTED,
	TIE_AMENDED,
	TIE_CONFIRMED,
	TIE_PASSED,
	TIE_COUNT
};

/* As the table says it. */
const char *cases_words(enum tie tie);
/* Whether a report in that state can bear the tie at all. */
bool cases_possible(enum tie tie, enum state state);
/* Make one. */
int64_t cases_report(struct trial *trial, enum tie tie, enum state state);
/* A new text that keeps its writers: the tie is not lost by a save. */
void cases_write(
    struct trial *trial, enum tie tie, int64_t actor, enum move_id move, int64_t report);

#endif
