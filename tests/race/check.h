/* Whether what the racing desks saw and what stands in the file can both be true (design 2 to 4).
 */
#ifndef RACE_CHECK_H
#define RACE_CHECK_H

#include "history.h"

#include "model/event.h"
#include "model/revision.h"

/* What stands in the file at the end. */
struct race_file {
	GPtrArray *events; /* struct event, all of them */
	GPtrArray *texts; /* struct revision with bodies, by report and number */
	int64_t start; /* events up to here were there before the race */
};

/* Owns: race_file_clear() frees. Fails the test when it cannot be read. */
void race_file_read(const char *path, int64_t start, struct race_file *file);
void race_file_clear(struct race_file *file);

/* Add "rule: what" (char *) to WRONG for all that breaks a rule. OPS: struct op, any order. */
void check_race(const GArray *ops, const struct race_file *file, GPtrArray *wrong);
/* The part of it that looks at the trails alone (legal.c). */
void check_trails(const struct race_file *file, GPtrArray *wrong);
/* The part about claims (holders.c). */
void check_claims(const GArray *ops, const struct race_file *file, GPtrArray *wrong);

void check_wrong(GPtrArray *wrong, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
