/* Inside the room: how a query's rows are reached, for pages and for counts. */
#ifndef MIRROR_PLAN_H
#define MIRROR_PLAN_H

#include "mirror/clause.h"

struct plan {
	enum path path;
	bool in_order; /* the path's index has the list's order; else its rows are sorted */
	GArray *lanes; /* int64_t; NULL: the path as a whole */
};

/*
 * Choose the path of fewest rows. FOR_COUNT: the order does not matter, and nothing is too many.
 * Owns: plan_clear() frees. Errors: DAMAGED, SYSTEM.
 */
bool plan_make(struct mirror *mirror, const struct query *query, bool for_count, struct plan *plan,
    struct err *err) CHECKED;
void plan_clear(struct plan *plan);

/* Only what follows a row as it was shown, by its keys and id; WITH_IT: and the row itself. */
void plan_begin(struct clause *clause, const struct query *query, const struct report *from,
    bool is_down, bool with_it);
/* The list's order, and at most LIMIT rows. */
void plan_order(struct clause *clause, const struct query *query, bool is_down, int limit);

#endif
