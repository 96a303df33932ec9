/* Replaying the office: its people, its settings, its numbers. */
#include "base/clock.h"
#include "base/lang.h"
#include "share/init.h"
#include "share/people.h"
#include "share/replay_case.h"
#include "share/reports.h"

bool replay_office(struct replay *replay, const struct event *event, struct err *err)
{
	if (g_queue_peek_head(&replay->owed))
		return blame(err, event, _("stands in the midst of another act"));
	return roster_take(replay->roster, event, err);
}

bool replay_number(struct replay *replay, const struct event *event, const char *kind,
    const char *number, struct err *err)
{
	const char *zone = g_hash_table_lookup(replay->roster->settings, SETTING_ZONE);
	int year, month, day;

	clock_date(event->at_ms, zone ? zone : OFFICE_ZONE, &year, &month, &day);
	g_autofree char *key = g_strdup_printf("%s %d", kind, year);
	int serial = GPOINTER_TO_INT(g_hash_table_lookup(replay->counters, key)) + 1;
	g_autofree char *wanted = strcmp(kind, COUNTER_DISPATCH) == 0
				      ? g_strdup_printf("%04d-B%04d", year, serial)
				      : report_number(year, serial);

	if (strcmp(number, wanted) != 0)
		return blame(
		    err, event, _("takes the number %s where %s was the next"), number, wanted);
	g_hash_table_insert(replay->counters, g_steal_pointer(&key), GINT_TO_POINTER(serial));
	return true;
}

static bool compare_people(struct replay *replay, struct err *err)
{
	g_autoptr(GPtrArray) rows = people_all(replay->db, err);

	return rows && roster_same_people(replay->roster, rows, err);
}

struct settings_seen {
	struct replay *replay;
	guint count;
	char *odd;
};

static void compare_setting(void *of, const char *key, const char *value, int64_t seq)
{
	struct settings_seen *seen = of;
	const char *said = g_hash_table_lookup(seen->replay->roster->settings, key);

	(void)seq;
	seen->count++;
	if (!seen->odd && (!said || strcmp(said, value) != 0))
		seen->odd = g_strdup(key);
}

static bool compare_settings(struct replay *replay, struct err *err)
{
	struct settings_seen seen = {.replay = replay};

	if (!settings_all(replay->db, compare_setting, &seen, err))
		return false;
	if (!seen.odd && seen.count == g_hash_table_size(replay->roster->settings))
		return true;
	g_autofree char *odd = seen.odd ? seen.odd : g_strdup("");
	return err_fail(err, ERR_DAMAGED, _("the settings are not what the events say (%s)"), odd);
}

static bool compare_counters(struct replay *replay, struct err *err)
{
	struct sql *sql = sql_ask(
	    replay->db, "SELECT kind || ' ' || year, value FROM counter WHERE kind <> 'fence'");
	guint count = 0;
	bool good = true;

	while (good && sql_row(sql)) {
		const char *key = sql_get_text(sql, 0);

		count++;
		good = GPOINTER_TO_INT(g_hash_table_lookup(replay->counters, key)) ==
		       sql_get_int(sql, 1);
	}
	if (!sql_end(sql, err))
		return false;
	return (good && count == g_hash_table_size(replay->counters)) ||
	       err_fail(err, ERR_DAMAGED,
		   _("the counters of numbers are not what the events add up to"));
}

bool replay_office_end(struct replay *replay, struct err *err)
{
	return compare_people(replay, err) && compare_settings(replay, err) &&
	       compare_counters(replay, err);
}
