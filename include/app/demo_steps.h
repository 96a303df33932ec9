/* The story of the demo office as steps with times, read from demo_steps.def. */
#ifndef APP_DEMO_STEPS_H
#define APP_DEMO_STEPS_H

#include "flow/move.h"

#define DEMO_TALES_MAX 64

struct demo_tale {
	const char *file;
	enum source source;
	enum urgency urgency;
	const char *category;
	int days; /* working days before day 0 */
	const char *clock; /* "HHMM" in the office's zone */
	const char *way;
};

struct demo_step {
	const struct demo_tale *tale;
	int tale_at;
	int64_t at_ms;
	int order; /* as written: decides between steps of one minute */
	bool is_claim;
	enum move_id move;
	GPtrArray *values; /* char *: KEY, VALUE, ... */
	char *words; /* NULL: none */
};

struct demo_steps {
	GPtrArray *steps; /* struct demo_step, by time */
	int tales;
};

/* Read all ways. Day 0 is the last working day whose 18:00 lies before NOW. Errors: SYSTEM names
 * the row that cannot be read: found by a test, not by a person. */
bool demo_steps_read(struct demo_steps *steps, int64_t now_ms, struct err *err) CHECKED;
void demo_steps_clear(struct demo_steps *steps);

/* When the story begins, given when it ends. Units: ms since 1970 UTC. */
int64_t demo_begin_ms(int64_t now_ms);
/* A row of demo_steps.def. */
const struct demo_tale *demo_tale(int at);
/* Value of a key, NULL when the step does not have it. */
const char *demo_step_value(const struct demo_step *step, const char *key);
/* A text of the demo by its name, NULL when there is none. */
const char *demo_text(const char *name);

#endif
