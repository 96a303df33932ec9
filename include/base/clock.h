/* Wall and monotonic time through one struct, so that a test can hold it still. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/attr.h"

#define DAY_MS (INT64_C(24) * 3600 * 1000)

struct clock {
	int64_t held_ms; /* 0: the machine's own time */
};

/*
 * Wall clock. Units: ms since 1970 UTC. A held clock never goes on by itself.
 */
int64_t clock_wall_ms(const struct clock *clock);

/* Monotonic time that goes on while the machine sleeps (CLOCK_BOOTTIME). Units: ms. */
int64_t clock_mono_ms(void);

/* Real wall clock of the machine, for what is never stored. Units: ms since 1970 UTC. */
int64_t clock_machine_ms(void);

/*
 * From now on this process reads and says times in ZONE, whatever this machine is set to; where the
 * system has no table of zones, by RULE as POSIX writes it ("CST-8"). Thread: before any other.
 */
void clock_use_zone(const char *zone, const char *rule);
/*
 * Time as people read it in the zone of this process ("2026-11-24 09:05").
 * Units: ms since 1970 UTC. Owns: the caller frees.
 */
char *clock_local_text(int64_t ms);
/* The same without the year, for narrow columns ("11-24 09:05"). Owns: the caller frees. */
char *clock_short_text(int64_t ms);
/* RFC 3339 in UTC ("2026-11-24T01:05:00Z"), for JSON. Owns: the caller frees. */
char *clock_utc_text(int64_t ms);
/*
 * Read "2026-11-24", "2026-11-24 09:05" (in ZONE, NULL for this process's) or RFC 3339.
 * Units: ms since 1970 UTC; a day without time is its beginning. Errors: false when it is no time.
 */
bool clock_parse(const char *text, const char *zone, int64_t *ms) CHECKED;
/* Year, month and day of a moment in ZONE (NULL for this process's). */
void clock_date(int64_t ms, const char *zone, int *year, int *month, int *day);

#endif
