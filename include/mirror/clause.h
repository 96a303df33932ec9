/* Inside the room: a query's conditions as SQL with parameters, and the ways to reach its rows. */
#ifndef MIRROR_CLAUSE_H
#define MIRROR_CLAUSE_H

#include "mirror/local.h"
#include "mirror/query.h"

/* SQL as it grows, with what is bound to its marks, in order. */
struct clause {
	GString *sql;
	GPtrArray *values; /* struct value */
};
void clause_init(struct clause *clause);
void clause_clear(struct clause *clause);
void clause_add(struct clause *clause, const char *sql);
void clause_int(struct clause *clause, int64_t value); /* adds a mark */
void clause_text(struct clause *clause, const char *value); /* adds a mark */
/* Begin to ask it. Owns: as probe_begin(). */
struct probe *clause_ask(struct mirror *mirror, const struct clause *clause) CHECKED;

/* All that the query asks of a row, each condition with AND in front: pages and counts both use it.
 */
void clause_conditions(struct clause *clause, const struct query *query);

/* Ways to reach rows: indexes that hold few of many, and the order of the list itself. */
enum path {
	PATH_TURN,
	PATH_POOL,
	PATH_KEPT,
	PATH_STATE,
	PATH_DUE,
	PATH_MINE,
	PATH_WORDS,
	PATH_WALK,
};

/* Whether rows that this path does not reach can be in the query: then it is no way to it. */
bool path_serves(enum path path, const struct query *query);
/* " FROM ... WHERE ..." that reaches them; with LANE not NULL, only those with this key. */
void path_from(
    struct clause *clause, enum path path, const struct query *query, const int64_t *lane);
/*
 * What the view says about the queue's first key, as a bound that the walk may seek by. Not
 * together with a place to begin at that bounds the same end.
 */
void path_bound(struct clause *clause, enum path path, const struct query *query);
/*
 * Keys of which each has its own stretch of the path's index, in queue order within: one's own, the
 * roles' sets, the states. Owns: adds to LANES. Errors: DAMAGED.
 */
bool path_lanes(struct mirror *mirror, enum path path, const struct query *query, GArray *lanes,
    struct err *err) CHECKED;
/* Whether the lanes alone say what the query asks, so that each row they reach is in it. */
bool path_is_all(enum path path, const struct query *query);

/* States that the query can have, from its view, its set and its filter; 0: any. */
unsigned clause_states(const struct query *query);

#endif
