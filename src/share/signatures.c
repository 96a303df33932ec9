/* Checking a signature is a third of a millisecond of arithmetic on what nobody changes, so a first
 * copy of half a million shares it out among the processors. */
#include "share/signatures.h"

#include <sys/resource.h>

#define PARTS_MAX 16
#define EVENTS_A_PART 64 /* fewer are done before another thread has begun */
#define NICENESS 19 /* of the helpers: a key pressed meanwhile goes first */

/* Every so many-th event; the first that fails ends it. */
struct part {
	const struct roster *roster;
	const GPtrArray *events;
	guint first, step;
	guint failed; /* its place; UINT_MAX: none */
	struct err err;
};

static void check(struct part *part)
{
	part->failed = UINT_MAX;
	for (guint i = part->first; i < part->events->len; i += part->step) {
		const struct event *event = g_ptr_array_index(part->events, i);

		if (event->report && !roster_signed(part->roster, event, &part->err)) {
			part->failed = i;
			return;
		}
	}
}

static void *help(void *of)
{
	setpriority(PRIO_PROCESS, 0, NICENESS); /* Linux: of this thread */
	check(of);
	return NULL;
}

bool signatures_fit(const struct roster *roster, const GPtrArray *events, struct err *err)
{
	guint count = MIN(MIN(g_get_num_processors(), PARTS_MAX), events->len / EVENTS_A_PART + 1);
	struct part parts[PARTS_MAX] = {{0}};
	GThread *helpers[PARTS_MAX] = {0};
	const struct part *worst = &parts[0];

	for (guint i = 0; i < count; i++) {
		parts[i] = (struct part){
		    .roster = roster, .events = events, .first = i, .step = count};
		if (i > 0)
			helpers[i] = g_thread_try_new("signatures", help, &parts[i], NULL);
	}
	for (guint i = 0; i < count; i++) {
		if (!helpers[i]) /* this thread's own, and those that no other could be had for */
			check(&parts[i]);
	}
	for (guint i = 0; i < count; i++) {
		if (helpers[i])
			g_thread_join(helpers[i]);
		if (parts[i].failed < worst->failed)
			worst = &parts[i];
	}
	if (worst->failed == UINT_MAX)
		return true;
	*err = worst->err;
	return false;
}
