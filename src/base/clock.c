/* Wall and monotonic time; the only file that asks the machine what time it is. */
#include "base/clock.h"

int64_t clock_machine_ms(void)
{
	return g_get_real_time() / 1000;
}

int64_t clock_wall_ms(const struct clock *clock)
{
	return clock && clock->held_ms ? clock->held_ms : clock_machine_ms();
}

int64_t clock_mono_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static GTimeZone *zone_named(const char *zone)
{
	GTimeZone *found = zone ? g_time_zone_new_identifier(zone) : g_time_zone_new_local();

	return found ? found : g_time_zone_new_utc();
}

void clock_use_zone(const char *zone, const char *rule)
{
	g_autoptr(GTimeZone) found = g_time_zone_new_identifier(zone);

	g_setenv("TZ", found ? zone : rule, true);
	tzset();
}

/*
 * In this process's zone, which the C library looks up once: a trail has a hundred times to show,
 * and asking the system for the zone each time is most of the work.
 */
static char *local_text(int64_t ms, bool with_year)
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm when;
	char text[32];

	if (!localtime_r(&seconds, &when) || when.tm_year + 1900 > 9999 ||
	    !strftime(text, sizeof(text), with_year ? "%Y-%m-%d %H:%M" : "%m-%d %H:%M", &when))
		return g_strdup("?");
	return g_strdup(text);
}

char *clock_local_text(int64_t ms)
{
	return local_text(ms, true);
}

char *clock_short_text(int64_t ms)
{
	return local_text(ms, false);
}

char *clock_utc_text(int64_t ms)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(ms / 1000);

	return utc ? g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ") : g_strdup("?");
}

bool clock_parse(const char *text, const char *zone, int64_t *ms)
{
	g_autoptr(GTimeZone) there = zone_named(zone);
	g_autofree char *full = NULL;
	size_t len = strlen(text);

	if (len == 10)
		full = g_strconcat(text, "T00:00:00", NULL);
	else if (len == 16 && (text[10] == ' ' || text[10] == 'T'))
		full = g_strdup_printf("%.10sT%.5s:00", text, text + 11);
	else
		full = g_strdup(text);

	g_autoptr(GDateTime) when = g_date_time_new_from_iso8601(full, there);
	if (!when)
		return false;
	*ms = g_date_time_to_unix(when) * 1000;
	return true;
}

void clock_date(int64_t ms, const char *zone, int *year, int *month, int *day)
{
	g_autoptr(GTimeZone) there = zone_named(zone);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(ms / 1000);
	g_autoptr(GDateTime) local = utc ? g_date_time_to_timezone(utc, there) : NULL;

	*year = *month = *day = 0;
	if (local)
		g_date_time_get_ymd(local, year, month, day);
}
