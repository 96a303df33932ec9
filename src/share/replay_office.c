/* Replaying the office: its people, its settings, its numbers. */
#include "base/clock.h"
#include "base/lang.h"
#include "model/detail.h"
#include "share/init.h"
#include "share/people.h"
#include "share/replay_case.h"
#include "share/reports.h"

static void set(struct replay *replay, const char *key, const char *value)
{
	g_hash_table_insert(replay->settings, g_strdup(key), g_strdup(value));
}

static bool replay_founding(struct replay *replay, const struct event *event, struct err *err)
{
	g_autofree char *name = detail_get(event->detail, "name");
	g_autofree char *level = detail_get(event->detail, "level");
	g_autofree char *uid = detail_get(event->detail, "uid");
	g_autofree char *login = detail_get(event->detail, "login");

	if (event->seq != 1 || event->person != 1 || !level || !uid)
		return replay_fail(err, event, _("founds the office a second time"));
	struct person *founder = person_new(1, event->person_name, login, ROLE_BIT(ADMIN));

	founder->seq = 1;
	g_ptr_array_add(replay->people, founder);
	if (name)
		set(replay, SETTING_OFFICE_NAME, name);
	set(replay, SETTING_OFFICE_LEVEL, level);
	set(replay, SETTING_OFFICE_UID, uid);
	return true;
}

static bool replay_setting(struct replay *replay, const struct event *event, struct err *err)
{
	g_autofree char *key = detail_get(event->detail, "key");
	g_autofree char *value = detail_get(event->detail, "value");

	if (!key)
		return replay_fail(err, event, _("names no setting"));
	set(replay, key, value ? value : "");
	return true;
}

static bool put_person(struct replay *replay, enum move_id move, const struct event *event,
    struct person *row, struct err *err)
{
	int64_t count = (int64_t)replay->people->len;
	bool is_new = move == MOVE_PERSON_ADD;

	row->seq = event->seq;
	row->retired = move == MOVE_PERSON_RETIRE;
	if (is_new ? row->id != count + 1 : row->id < 1 || row->id > count) {
		person_free(row);
		return replay_fail(err, event, _("is about a person who is not there"));
	}
	if (is_new) {
		g_ptr_array_add(replay->people, row);
		return true;
	}
	person_free(g_ptr_array_index(replay->people, row->id - 1));
	g_ptr_array_index(replay->people, row->id - 1) = row;
	return true;
}

static bool replay_person(
    struct replay *replay, enum move_id move, const struct event *event, struct err *err)
{
	g_autofree char *name = detail_get(event->detail, "name");
	g_autofree char *login = detail_get(event->detail, "login");
	g_autofree char *words = detail_get(event->detail, "roles");
	struct err why = {0};
	unsigned roles = 0;

	if (!name || (words && !roles_parse(words, &roles, &why)))
		return replay_fail(err, event, _("names a role that does not exist"));
	return put_person(replay, move, event,
	    person_new(detail_get_int(event->detail, "id", 0), name, login, roles), err);
}

bool replay_office(struct replay *replay, const struct event *event, struct err *err)
{
	struct ask ask = {0};
	struct err why = {0};
	struct case_file file = {.people = replay->people,
	    .actor = person_by_id(replay->people, event->person),
	    .now_ms = event->at_ms};

	if (g_queue_peek_head(&replay->owed))
		return replay_fail(err, event, _("stands in the midst of another act"));
	if (!move_parse(event->kind, &ask.move) || event->from != STATE_NONE ||
	    event->to != STATE_NONE)
		return replay_fail(err, event, _("is of a kind that this program does not know"));
	if (ask.move == MOVE_OFFICE)
		return replay_founding(replay, event, err);
	if (!file.actor || strcmp(file.actor->name, event->person_name) != 0)
		return replay_fail(err, event, _("is by nobody of this office"));
	if (!judge(&file, &ask, &why))
		return replay_fail(err, event, _("was not allowed: %s"), why.words);
	return ask.move == MOVE_SETTING ? replay_setting(replay, event, err)
					: replay_person(replay, ask.move, event, err);
}

bool replay_number(struct replay *replay, const struct event *event, const char *kind,
    const char *number, struct err *err)
{
	const char *zone = g_hash_table_lookup(replay->settings, SETTING_ZONE);
	int year, month, day;

	clock_date(event->at_ms, zone ? zone : OFFICE_ZONE, &year, &month, &day);
	g_autofree char *key = g_strdup_printf("%s %d", kind, year);
	int serial = GPOINTER_TO_INT(g_hash_table_lookup(replay->counters, key)) + 1;
	g_autofree char *wanted = strcmp(kind, COUNTER_DISPATCH) == 0
				      ? g_strdup_printf("%04d-B%04d", year, serial)
				      : report_number(year, serial);

	if (strcmp(number, wanted) != 0)
		return replay_fail(
		    err, event, _("takes the number %s where %s was the next"), number, wanted);
	g_hash_table_insert(replay->counters, g_steal_pointer(&key), GINT_TO_POINTER(serial));
	return true;
}

static bool same_person(const struct person *one, const struct person *other)
{
	return one->id == other->id && strcmp(one->name, other->name) == 0 &&
	       strcmp(one->login, other->login) == 0 && one->roles == other->roles &&
	       one->retired == other->retired && one->seq == other->seq;
}

static bool compare_people(struct replay *replay, struct err *err)
{
	g_autoptr(GPtrArray) rows = people_all(replay->db, err);

	if (!rows)
		return false;
	for (guint i = 0; i < rows->len || i < replay->people->len; i++) {
		const struct person *row = i < rows->len ? g_ptr_array_index(rows, i) : NULL;
		const struct person *said = i < replay->people->len
						? g_ptr_array_index(replay->people, i)
						: NULL;

		if (!row || !said || !same_person(row, said))
			return err_fail(err, ERR_DAMAGED,
			    _("the row of %s is not what the events say of this person"),
			    row ? row->name : said->name);
	}
	return true;
}

struct settings_seen {
	struct replay *replay;
	guint count;
	char *odd;
};

static void compare_setting(void *of, const char *key, const char *value, int64_t seq)
{
	struct settings_seen *seen = of;
	const char *said = g_hash_table_lookup(seen->replay->settings, key);

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
	if (!seen.odd && seen.count == g_hash_table_size(replay->settings))
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
