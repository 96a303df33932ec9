/* A mirror to try things on: in a folder of its own, filled with reports made up from a seed. */
#ifndef MIRROR_COPY_H
#define MIRROR_COPY_H

#include "unit.h"

#include "mirror/local.h"
#include "mirror/open.h"
#include "mirror/take.h"

#define COPY_NOW_MS INT64_C(1795510000000) /* 2026-11-24 */
#define COPY_PEOPLE 5

struct copy {
	char *dir;
	struct mirror_place place;
	struct mirror *writer;
	struct mirror *reader;
	GRand *rand;
	GPtrArray *reports; /* struct report, all that were ever taken, as they are now */
	GPtrArray *bodies; /* char *, of the same */
	int64_t newest;
};

void copy_open(struct copy *copy, guint32 seed);
void copy_close(struct copy *copy);

/* A digest that belongs to NAME and nothing else, as 64 digits. Owns: the caller frees. */
char *copy_digest(const char *name, int64_t number);

struct event *copy_event(struct copy *copy, int64_t report, const char *kind, enum state from,
    enum state to, int64_t person);

/* Add COUNT new reports with events and texts to CHANGES and to the copy's own list. */
void copy_make(struct copy *copy, struct changes *changes, int count);
/* The same, taken at once. */
void copy_fill(struct copy *copy, int count);
/* Put a report as it now is into CHANGES. */
void copy_put(struct copy *copy, struct changes *changes, const struct report *report);

#endif
