/* What the files of the replay have among themselves: cases, acts of several events, the office. */
#ifndef SHARE_REPLAY_CASE_H
#define SHARE_REPLAY_CASE_H

#include "flow/judge.h"
#include "share/blame.h"
#include "share/roster.h"

/* A report on its way through the replay; dropped once its row has been compared. */
struct replayed {
	struct report *row; /* what its events add up to so far; NULL before the first */
	GPtrArray *trail; /* struct event, without what no rule asks for */
	GPtrArray *revisions; /* struct revision, without bodies */
	int64_t last_seq; /* newest event that its row in the file names */
};

/* What must come next: acts of several events stand together or not at all. */
struct owed {
	enum state to; /* of the event that is owed, with its kind */
	const char *kind;
	int64_t report;
	int64_t whole; /* the composite that its detail must name, 0: none */
};

struct replay {
	struct db *db;
	struct roster *roster; /* people, keys and settings, as the events say */
	GHashTable *counters; /* "report 2026" to the last serial */
	GHashTable *cases; /* id to struct replayed */
	GQueue owed; /* struct owed */
	bool merges_incoming; /* of the merge that is under way: a part was incoming */
	int64_t reports; /* that have begun */
	int64_t near; /* verdicts given at the computer of the one before, by another; the first: */
	char *near_number; /* NULL: none */
	int64_t near_seq, near_before;
};

void replayed_free(void *replayed);

/*
 * The case of a report that has begun, from memory or out of the file as it was before an event;
 * NULL without an error when there is none. Owns: borrowed. Errors: as sqlerr.h, DAMAGED.
 */
struct replayed *replayed_find(
    struct replay *replay, int64_t id, int64_t before, struct err *err) CHECKED;
/* The case of an event, begun by it or before. Owns: borrowed. Errors: DAMAGED when it is of none.
 */
struct replayed *replayed_of(
    struct replay *replay, const struct event *event, bool is_birth, struct err *err) CHECKED;
/* Take in an event that was judged good, and its text. Owns: takes both. */
void replayed_take(struct replayed *replayed, struct event *event, struct revision *text);
/*
 * After its last event a report's row must be what they add up to; then the case is forgotten.
 * Errors: DAMAGED, as sqlerr.h.
 */
bool replayed_compare(struct replay *replay, struct replayed *replayed, const struct event *event,
    struct err *err) CHECKED;

/*
 * An act of several events stands together: this event must be what is owed, and only then.
 * Errors: DAMAGED.
 */
bool owed_pay(
    struct replay *replay, enum move_id move, const struct event *event, struct err *err) CHECKED;
/* What this event obliges the next ones to; a composite takes its parts in. Errors: DAMAGED. */
bool owed_after(struct replay *replay, enum move_id move, struct replayed *replayed,
    const struct event *event, const struct revision *text, struct err *err) CHECKED;

/* An event of the office itself. Errors: DAMAGED. */
bool replay_office(struct replay *replay, const struct event *event, struct err *err) CHECKED;
/* Whether NUMBER ("2026-0001", "2026-B0001") is the next of its kind and of its day. Errors:
 * DAMAGED. */
bool replay_number(struct replay *replay, const struct event *event, const char *kind,
    const char *number, struct err *err) CHECKED;
/* Compare people, settings and counters with their rows. Errors: DAMAGED, as sqlerr.h. */
bool replay_office_end(struct replay *replay, struct err *err) CHECKED;

#endif
