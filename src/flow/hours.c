/* Working time by the office's calendar; the table of holidays is the State Council's, a year a
 * block. */
#include "flow/hours.h"

#include "base/lang.h"

enum day_kind {
	DAY_BY_WEEKDAY,
	DAY_OFF,
	DAY_WORKED
};

struct special_day {
	int year, month, day;
	enum day_kind kind;
};

#define HOLIDAY_YEAR(y)
#define DAYOFF(y, m, d) {y, m, d, DAY_OFF},
#define WORKDAY(y, m, d) {y, m, d, DAY_WORKED},
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
#define DAYS_AHEAD 4000 /* no due time lies further off: bounds every loop over days */

static GTimeZone *zone_of(const struct hours *hours)
{
	GTimeZone *zone = g_time_zone_new_identifier(
	    hours && hours->zone ? hours->zone : "Asia/Shanghai");

	return zone ? zone : g_time_zone_new_utc();
}

static bool is_worked(GDateTime *day)
{
	int year, month, date;

	g_date_time_get_ymd(day, &year, &month, &date);
	for (size_t i = 0; i < G_N_ELEMENTS(special_days); i++) {
		const struct special_day *special = &special_days[i];

		if (special->year == year && special->month == month && special->day == date)
			return special->kind == DAY_WORKED;
	}
	return g_date_time_get_day_of_week(day) < 6;
}

bool hours_year_known(const struct hours *hours, int64_t ms)
{
	g_autoptr(GTimeZone) zone = zone_of(hours);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(ms / 1000);
	g_autoptr(GDateTime) day = utc ? g_date_time_to_timezone(utc, zone) : NULL;

	for (size_t i = 0; day && i < G_N_ELEMENTS(known_years); i++) {
		if (known_years[i] == g_date_time_get_year(day))
			return true;
	}
	return false;
}

/* Midnight of the day that MS lies in, and the minute of that day. */
static GDateTime *midnight(GTimeZone *zone, int64_t ms, int *minute)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(ms / 1000);
	g_autoptr(GDateTime) local = utc ? g_date_time_to_timezone(utc, zone) : NULL;
	int year, month, day;

	if (!local)
		return NULL;
	g_date_time_get_ymd(local, &year, &month, &day);
	*minute = g_date_time_get_hour(local) * 60 + g_date_time_get_minute(local);
	return g_date_time_new(zone, year, month, day, 0, 0, 0);
}

static int64_t at_minute(GDateTime *day, int minute)
{
	return g_date_time_to_unix(day) * 1000 + (int64_t)minute * MINUTE_MS;
}

int64_t hours_after(const struct hours *hours, int64_t from_ms, int64_t minutes)
{
	g_autoptr(GTimeZone) zone = zone_of(hours);
	int minute = 0;
	GDateTime *day = midnight(zone, from_ms, &minute);
	int64_t found = 0;

	for (int ahead = 0; day && !found && ahead < DAYS_AHEAD; ahead++) {
		for (size_t i = 0; !found && i < G_N_ELEMENTS(stretches) && is_worked(day); i++) {
			int from = MAX(stretches[i].from, minute);
			int room = stretches[i].to - from;

			if (room <= 0)
				continue;
			if (minutes <= room)
				found = at_minute(day, from + (int)minutes);
			else
				minutes -= room;
		}
		GDateTime *next = g_date_time_add_days(day, 1);
		g_date_time_unref(day);
		day = next;
		minute = 0;
	}
	if (day)
		g_date_time_unref(day);
	return found;
}

/* Working minutes from FROM to the later TO. */
static int64_t minutes_between(GTimeZone *zone, int64_t from_ms, int64_t to_ms)
{
	int minute = 0;
	GDateTime *day = midnight(zone, from_ms, &minute);
	int64_t sum = 0;

	for (int ahead = 0; day && ahead < DAYS_AHEAD && at_minute(day, 0) < to_ms; ahead++) {
		int64_t last = (to_ms - at_minute(day, 0)) / MINUTE_MS;

		for (size_t i = 0; i < G_N_ELEMENTS(stretches) && is_worked(day); i++) {
			int64_t from = MAX(stretches[i].from, minute);
			int64_t to = MIN(stretches[i].to, last);

			sum += MAX(to - from, 0);
		}
		GDateTime *next = g_date_time_add_days(day, 1);
		g_date_time_unref(day);
		day = next;
		minute = 0;
	}
	if (day)
		g_date_time_unref(day);
	return sum;
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
