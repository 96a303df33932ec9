/* The busy handler; netdrive.md 4.3 has the measurements behind its numbers. */
#include "share/busy.h"

#include "base/clock.h"
#include "base/ident.h"

#include <sqlite3.h>

#define PAUSE_LEAST_MS 10
#define PAUSE_FIRST_MS 20
#define PAUSE_MOST_MS 250

static uint64_t next_chance(struct busy *busy)
{
	/* xorshift64: enough to keep desks out of step, and no state but ours. */
	uint64_t x = busy->chance;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return busy->chance = x;
}

int busy_pause_ms(struct busy *busy, int tries)
{
	int ceiling = tries < 4 ? PAUSE_FIRST_MS << tries : PAUSE_MOST_MS;

	ceiling = MIN(ceiling, PAUSE_MOST_MS);
	return PAUSE_LEAST_MS + (int)(next_chance(busy) % (uint64_t)(ceiling - PAUSE_LEAST_MS + 1));
}

bool busy_stopped(const struct busy *busy)
{
	return busy->stop && atomic_load(busy->stop);
}

bool busy_wait(struct busy *busy, int tries)
{
	int64_t left = busy->deadline_ms - clock_mono_ms();

	if (left <= 0 || busy_stopped(busy))
		return false;
	int64_t pause = MIN(left, busy_pause_ms(busy, tries));

	g_usleep((gulong)pause * 1000);
	busy->slept_ms += pause;
	return !busy_stopped(busy);
}

static int on_busy(void *of, int tries)
{
	return busy_wait(of, tries);
}

void busy_init(struct busy *busy, struct sqlite3 *handle)
{
	*busy = (struct busy){0};
	ident_random(&busy->chance, sizeof(busy->chance));
	busy->chance |= 1; /* zero would stay zero */
	if (handle)
		sqlite3_busy_handler(handle, on_busy, busy);
}

void busy_until(struct busy *busy, int64_t deadline_ms, const atomic_bool *stop)
{
	busy->deadline_ms = deadline_ms;
	busy->stop = stop;
	busy->slept_ms = 0;
}
