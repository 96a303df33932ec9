/* Decisions that the share kept from being made: listed, so that none is forgotten. */
#ifndef APP_UNDONE_H
#define APP_UNDONE_H

#include "app/desk.h"

/* A deed came home refused: one that the share did not take in time is remembered. Errors: none. */
void undone_add(struct desk *desk, const struct deed *deed, const struct err *err);
/*
 * With the last deed home: several that were not done are listed, each leads to its report, to be
 * decided anew on what stands now. One alone was said already.
 */
void undone_list(struct desk *desk);

/* An administrator has put another history in place: which of one's own acts it has not. LOST: struct
 * mirror_deed. */
void undone_given_up(struct desk *desk, const GPtrArray *lost);

#endif
