/* Working hours of the office: weekends, holidays and swapped days from a table (domain 2.4). */
#ifndef FLOW_HOURS_H
#define FLOW_HOURS_H

#include "base/attr.h"

struct hours {
	const char *zone; /* IANA name; NULL: Asia/Shanghai */
};

#define HOURS_A_DAY 8 /* 8:30 to 12:00 and 13:30 to 18:00 */

/* The moment that is MINUTES of working time after FROM. Units: ms since 1970 UTC. */
int64_t hours_after(const struct hours *hours, int64_t from_ms, int64_t minutes);
/* Working minutes between two moments; negative when TO lies before FROM. */
int64_t hours_between(const struct hours *hours, int64_t from_ms, int64_t to_ms);
/* Whether the holiday table knows the year of this moment; where not, weekends alone count. */
bool hours_year_known(const struct hours *hours, int64_t ms);

/*
 * What stands in the list: "3 working hours left", "1 working day over"; with ROUND_CLOCK hours of
 * the clock. "" when due is 0. Owns: the caller frees.
 */
char *hours_left_words(const struct hours *hours, int64_t now_ms, int64_t due_ms, bool round_clock);

#endif
