/* The functions that the table of actions names; each is run by dispatch alone. */
#ifndef APP_ACTS_H
#define APP_ACTS_H

struct desk;

#define GROUP(words)
#define ACTION(id, name, keys, where, needs, run, label, help) void run(struct desk *desk);
#define NUMBERED(id, name, keys, where, needs, run, number, label, help) \
	void run(struct desk *desk, int by);
#include "app/actions.def"
#undef GROUP
#undef ACTION

/* The changed text of the report under the cursor, from a file; begun by its move. */
void act_resubmit(struct desk *desk);

#endif
