/* Working time by the office's calendar; the table of holidays is the State Council's, a year a
 * block. */
#include "flow/hours.h"

#include "base/lang.h"

/* Days since 1970-01-01 of a date, as a constant. Years begin in March, so that the leap day is
 * the last of its year. */
#define FROM_MARCH(y, m) ((y) - ((m) <= 2))
#define DAY_OF(y, m, d)                                                           \
	(365 * FROM_MARCH(y, m) + FROM_MARCH(y, m) / 4 - FROM_MARCH(y, m) / 100 + \
	    FROM_MARCH(y, m) / 400 + (153 * (((m) + 9) % 12) + 2) / 5 + (d)-1 - 719468)

struct special_day {
	int day;
	bool is_worked; /* whatever day of the week it is */
};

#define HOLIDAY_YEAR(y)
#define DAYOFF(y, m, d) {DAY_OF(y, m, d), false},
#define WORKDAY(y, m, d) {DAY_OF(y, m, d), true},
static const struct special_day special_days[] = {
#include "flow/holidays.def"
};
#undef HOLIDAY_YEAR
#undef DAYOFF
#undef WORKDAY

#define HOLIDAY_YEAR(y) y,
#define DAYOFF(y, m, d)
#define WORKDAY(y, m, d)
static const int known_years[] = {
#include "flow/holidays.def"
};
#undef HOLIDAY_YEAR
#undef DAYOFF
#undef WORKDAY

/* Working time of a day, in minutes from midnight. */
static const struct {
	int from, to;
} stretches[] = {{8 * 60 + 30, 12 * 60}, {13 * 60 + 30, 18 * 60}};

#define MINUTE_MS 60000
#define DAY_MINUTES (24 * 60)
#define DAYS_AHEAD 4000 /* no due time lies further off: bounds every loop over days */

static GTimeZone *zone_of(const struct hours *hours)
{
	GTimeZone *zone = g_time_zone_new_identifier(
	    hours && hours->zone ? hours->zone : "Asia/Shanghai");

	return zone ? zone : g_time_zone_new_utc();
}

/* Wall time in a zone. */
struct local {
	int day; /* since 1970-01-01 */
	int minute; /* of the day */
};

static struct local local_of(GTimeZone *zone, int64_t ms)
{
	int at = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, ms / 1000);
	int64_t minutes = ms / MINUTE_MS + g_time_zone_get_offset(zone, at) / 60;
	int64_t day = minutes / DAY_MINUTES - (minutes % DAY_MINUTES < 0);

	return (struct local){(int)day, (int)(minutes - day * DAY_MINUTES)};
}

static int64_t moment_of(GTimeZone *zone, int day, int minute)
{
	int64_t seconds = ((int64_t)day * DAY_MINUTES + minute) * 60;
	int at = g_time_zone_find_interval(zone, G_TIME_TYPE_STANDARD, seconds);

	return (seconds - g_time_zone_get_offset(zone, at)) * 1000;
}

/* By the day of the week alone; 1970-01-01 was a Thursday. */
static bool is_weekday(int day)
{
	return ((day + 3) % 7 + 7) % 7 < 5;
}

/* The first special day that is DAY or later: they are in order. */
static size_t special_from(int day)
{
	size_t low = 0, high = G_N_ELEMENTS(special_days);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (special_days[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_worked(int day)
{
	size_t i = special_from(day);

	if (i < G_N_ELEMENTS(special_days) && special_days[i].day == day)
		return special_days[i].is_worked;
	return is_weekday(day);
}

/* Days that are worked from FROM on and before TO. */
static int64_t days_worked(int from, int to)
{
	int64_t sum = 0;
	int weeks = (to - from) / 7;

	if (to <= from)
		return 0;
	for (int day = from + weeks * 7; day < to; day++)
		sum += is_weekday(day);
	for (size_t i = special_from(from), end = special_from(to); i < end; i++)
		sum += special_days[i].is_worked - is_weekday(special_days[i].day);
	return sum + (int64_t)weeks * 5;
}

/* Working minutes of this day before a minute of it. */
static int64_t minutes_before(struct local when)
{
	int64_t sum = 0;

	if (!is_worked(when.day))
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(stretches); i++)
		sum += MAX(MIN(stretches[i].to, when.minute) - stretches[i].from, 0);
	return sum;
}

bool hours_year_known(const struct hours *hours, int64_t ms)
{
	g_autoptr(GTimeZone) zone = zone_of(hours);
	int day = local_of(zone, ms).day;

	for (size_t i = 0; i < G_N_ELEMENTS(known_years); i++) {
		if (day >= DAY_OF(known_years[i], 1, 1) && day < DAY_OF(known_years[i] + 1, 1, 1))
			return true;
	}
	return false;
}

int64_t hours_after(const struct hours *hours, int64_t from_ms, int64_t minutes)
{
	g_autoptr(GTimeZone) zone = zone_of(hours);
	struct local at = local_of(zone, from_ms);

	for (int ahead = 0; ahead < DAYS_AHEAD; ahead++) {
		for (size_t i = 0; i < G_N_ELEMENTS(stretches) && is_worked(at.day); i++) {
			int from = MAX(stretches[i].from, at.minute);
			int room = MAX(stretches[i].to - from, 0);

			if (room > 0 && minutes <= room)
				return moment_of(zone, at.day, from + (int)minutes);
			minutes -= room;
		}
		at = (struct local){.day = at.day + 1};
	}
	return 0;
}

/* Working minutes from FROM to the later TO. */
static int64_t minutes_between(GTimeZone *zone, int64_t from_ms, int64_t to_ms)
{
	struct local from = local_of(zone, from_ms);
	struct local to = local_of(zone, to_ms);

	return days_worked(from.day, to.day) * HOURS_A_DAY * 60 + minutes_before(to) -
	       minutes_before(from);
}

int64_t hours_between(const struct hours *hours, int64_t from_ms, int64_t to_ms)
{
	g_autoptr(GTimeZone) zone = zone_of(hours);

	return from_ms <= to_ms ? minutes_between(zone, from_ms, to_ms)
				: -minutes_between(zone, to_ms, from_ms);
}

char *hours_left_words(const struct hours *hours, int64_t now_ms, int64_t due_ms, bool round_clock)
{
	if (!due_ms)
		return g_strdup("");
	int64_t left = round_clock ? (due_ms - now_ms) / MINUTE_MS
				   : hours_between(hours, now_ms, due_ms);
	bool over = now_ms > due_ms;
	int64_t minutes = left < 0 ? -left : left;
	int day_hours = round_clock ? 24 : HOURS_A_DAY;
	int whole = (int)(over ? minutes / 60 : (minutes + 59) / 60);

	if (whole >= 3 * day_hours || (over && whole >= day_hours)) {
		int days = whole / day_hours;

		if (round_clock)
			return g_strdup_printf(over ? _("%dd over") : _("%dd left"), days);
		return g_strdup_printf(over ? _("%dwd over") : _("%dwd left"), days);
	}
	if (round_clock)
		return g_strdup_printf(over ? _("%dh over") : _("%dh left"), whole);
	return g_strdup_printf(over ? _("%dwh over") : _("%dwh left"), whole);
}
