/* The office itself: its file, its people, its settings, each change an event. */
#include "share/init.h"

#include "base/bounds.h"
#include "base/ident.h"
#include "base/lang.h"
#include "share/audit.h"
#include "share/guard.h"
#include "share/people.h"
#include "share/schema_sql.h"
#include "share/write.h"

static bool name_fits(const char *name, struct err *err)
{
	if (!name || !*name)
		return err_fail(err, ERR_INPUT, _("a person needs a name"));
	if (strlen(name) > BOUND_FIELD_BYTES || !g_utf8_validate(name, -1, NULL))
		return err_fail(err, ERR_INPUT, _("%s is not valid text"), _("a person's name"));
	for (const char *c = name; *c; c++) {
		if ((unsigned char)*c < ' ' || *c == 0x7f || *c == '\\')
			return err_fail(err, ERR_INPUT, _("%s holds a control character"),
			    _("a person's name"));
	}
	return true;
}

/* Two people of one name or login could act as one another. */
static bool is_alone(const GPtrArray *people, const struct person *wanted, struct err *err)
{
	for (guint i = 0; i < people->len; i++) {
		const struct person *person = g_ptr_array_index(people, i);

		if (person->id == wanted->id || person->retired)
			continue;
		if (strcmp(person->name, wanted->name) == 0)
			return err_fail(err, ERR_INPUT,
			    _("%s is here already; tell namesakes apart by what stands in "
			      "brackets"),
			    person->name);
		if (*wanted->login && strcmp(person->login, wanted->login) == 0)
			return err_fail(err, ERR_INPUT, _("the login %s belongs to %s already"),
			    person->login, person->name);
	}
	return true;
}

/* Without an administrator nobody could ever change people again. */
static bool leaves_an_admin(const GPtrArray *people, const struct person *wanted, struct err *err)
{
	if (person_holds(wanted, ROLE_BIT(ADMIN)))
		return true;
	for (guint i = 0; i < people->len; i++) {
		const struct person *person = g_ptr_array_index(people, i);

		if (person->id != wanted->id && person_holds(person, ROLE_BIT(ADMIN)))
			return true;
	}
	return err_fail(err, ERR_DENIED, _("the last administrator stays one: name another first"));
}

/* The row as it is to be; NULL and an error set when it cannot be. */
static struct person *wanted_row(const struct act *act, const GPtrArray *people, struct err *err)
{
	const struct person *asked = act->person;
	enum move_id move = act->ask.move;

	if (!asked) {
		err_fail(err, ERR_INPUT, _("%s needs a person"), move_words(move));
		return NULL;
	}
	const struct person *old = person_by_id(people, asked->id);
	if (move != MOVE_PERSON_ADD && (!old || old->retired)) {
		err_fail(err, ERR_INPUT, _("there is no such person in this office"));
		return NULL;
	}
	struct person *row = person_copy(move == MOVE_PERSON_RETIRE ? old : asked);
	if (move == MOVE_PERSON_ADD)
		row->id = (int64_t)people->len + 1;
	row->retired = move == MOVE_PERSON_RETIRE;
	if (name_fits(row->name, err) && (!*row->login || name_fits(row->login, err)) &&
	    (row->retired || is_alone(people, row, err)) && leaves_an_admin(people, row, err))
		return row;
	person_free(row);
	return NULL;
}

static void fill_person(struct detail *detail, const struct person *person)
{
	g_autofree char *roles = roles_print(person->roles);

	detail_put_int(detail, "id", person->id);
	detail_put(detail, "name", person->name);
	detail_put(detail, "login", person->login);
	detail_put(detail, "roles", roles);
}

static bool change_person(struct writing *writing, const GPtrArray *people, struct err *err)
{
	enum move_id move = writing->act->ask.move;
	struct detail detail = {0};
	struct step step = {.move = move, .words = writing->act->ask.words, .detail = &detail};
	struct event *event = NULL;
	struct person *row = wanted_row(writing->act, people, err);

	if (!row)
		return false;
	fill_person(&detail, row);
	bool good = write_office(writing, &step, &event, err);
	if (good) {
		row->seq = event->seq;
		writing->done->person = row->id;
		good = people_put(writing->db, row, move == MOVE_PERSON_ADD, err);
	}
	event_free(event);
	person_free(row);
	detail_clear(&detail);
	return good;
}

static bool key_fits(const char *key)
{
	size_t len = key ? strlen(key) : 0;

	return len > 0 && len < 64 && strspn(key, "abcdefghijklmnopqrstuvwxyz.-") == len;
}

static bool change_setting(struct writing *writing, struct err *err)
{
	const struct act *act = writing->act;
	const char *value = act->value ? act->value : "";
	struct detail detail = {0};
	struct step step = {.move = MOVE_SETTING, .words = act->ask.words, .detail = &detail};
	struct event *event = NULL;

	if (!key_fits(act->key))
		return err_fail(
		    err, ERR_INPUT, _("\"%s\" is no setting"), act->key ? act->key : "");
	if (strlen(value) > BOUND_FIELD_BYTES || !g_utf8_validate(value, -1, NULL))
		return err_fail(err, ERR_INPUT, _("%s is not valid text"), act->key);
	detail_put(&detail, "key", act->key);
	detail_put(&detail, "value", value);
	bool good = write_office(writing, &step, &event, err) &&
		    settings_put(writing->db, act->key, value, event->seq, err);
	event_free(event);
	detail_clear(&detail);
	return good;
}

bool change_office(struct writing *writing, struct err *err)
{
	struct share_case office = {0};
	bool good = write_open(writing, 0, &office, err) &&
		    judge(&office.file, &writing->act->ask, err);

	if (good)
		good = writing->act->ask.move == MOVE_SETTING
			   ? change_setting(writing, err)
			   : change_person(writing, office.people, err);
	case_clear(&office);
	return good;
}

struct founding {
	const struct office *office;
	struct seal *seal;
};

static bool put_settings(
    struct db *db, const struct office *office, const char *uid, int64_t seq, struct err *err)
{
	return (!*office->name || settings_put(db, SETTING_OFFICE_NAME, office->name, seq, err)) &&
	       settings_put(db, SETTING_OFFICE_LEVEL, office->level, seq, err) &&
	       settings_put(db, SETTING_OFFICE_UID, uid, seq, err);
}

/* The first event: the office, and the one who founds it as person 1. */
static bool found_office(struct db *db, void *of, struct err *err)
{
	const struct founding *founding = of;
	const struct office *office = founding->office;
	struct act act = {
	    .actor = 1, .desk = office->desk, .program = office->program, .now_ms = office->now_ms};
	struct person *person = person_new(1, office->person, office->login, ROLE_BIT(ADMIN));
	struct done done = {0};
	struct writing writing = {
	    .db = db, .seal = founding->seal, .act = &act, .actor = person, .done = &done};
	struct detail detail = {0};
	struct step step = {.move = MOVE_OFFICE, .detail = &detail};
	struct event *event = NULL;
	g_autofree char *uid = ident_new(office->now_ms);

	detail_put(&detail, "name", office->name);
	detail_put(&detail, "level", office->level);
	detail_put(&detail, "uid", uid);
	detail_put(&detail, "login", office->login);
	person->seq = 1;
	bool good = sql_exec(db, schema_sql, err) && guard_install(db, err) &&
		    write_office(&writing, &step, &event, err) &&
		    people_put(db, person, true, err) &&
		    put_settings(db, office, uid, event->seq, err);
	event_free(event);
	person_free(person);
	detail_clear(&detail);
	return good;
}

struct share *share_init(const char *path, const struct office *office, struct err *err)
{
	static const char *const levels[] = {"county", "city", "province", "nation", NULL};
	struct founding founding = {.office = office};
	struct share *share = NULL;

	if (!g_strv_contains(levels, office->level)) {
		err_fail(err, ERR_INPUT,
		    _("\"%s\" is no level; they are county, city, province and nation"),
		    office->level);
		return NULL;
	}
	if (!name_fits(office->person, err) || (*office->login && !name_fits(office->login, err)))
		return NULL;
	founding.seal = seal_open(err);
	if (founding.seal)
		share = share_create(path, found_office, &founding, err);
	seal_close(founding.seal);
	return share;
}
