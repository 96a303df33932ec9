/* A purge: one person asks for it, another confirms it, each desk says that its copies are gone. */
#ifndef FLOW_PURGE_H
#define FLOW_PURGE_H

#include "flow/story.h"

/* The ask that waits for its second person; NULL when none does. Owns: borrowed from the trail. */
const struct event *purge_asked(const GPtrArray *trail, int64_t report);

/* The event with which the texts of REPORT (0: of any on the trail) were overwritten; NULL while
 * they stand. Owns: borrowed from the trail. */
const struct event *purge_confirmed(const GPtrArray *trail, int64_t report);

/* Whether the four moves of a purge are open: what stands, and who is another. Errors: DENIED. */
bool purge_allows(const struct case_file *file, enum move_id move, struct err *err) CHECKED;

/*
 * A copy of the office on some computer, as far as the trail tells: somebody wrote from there. A
 * person's account has a copy of its own, so one computer may have several.
 */
struct purge_copy {
	int64_t person;
	char *computer;
	int64_t seen_ms; /* newest event written from there when the purge was confirmed; 0: none */
	int64_t done_ms; /* when it said that its copies are gone; 0: it still owes that */
};

/* What stands before a window's own name in the name of a desk. Owns: the caller frees. */
char *purge_computer(const char *desk);

/*
 * All copies that DONE (of purge_confirmed) named, and those that said so without having been
 * named. Owns: the caller frees the array of struct purge_copy *.
 */
GPtrArray *purge_copies(const GPtrArray *trail, const struct event *done);

/* Into the event's detail and out of it: a line for each. Owns: the caller frees. */
char *purge_copies_print(const GPtrArray *copies);
/* Add one that was seen at a moment, or make it seen later. */
void purge_copies_add(GPtrArray *copies, int64_t person, const char *desk, int64_t seen_ms);
GPtrArray *purge_copies_new(void);

#endif
