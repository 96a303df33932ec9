/* What an audit finds is said of an event: its number, kind and person stand in front. */
#ifndef SHARE_BLAME_H
#define SHARE_BLAME_H

#include "base/err.h"
#include "model/event.h"

/* Record damage of EVENT; false. Errors: DAMAGED. */
#define blame(err, event, ...) (err_fail(err, ERR_DAMAGED, __VA_ARGS__), blame_event(err, event))
bool blame_event(struct err *err, const struct event *event);
/* An event's kind as people read it. */
const char *blame_kind(const char *kind);

#endif
