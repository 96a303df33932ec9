/* The office itself: its file, its people, its settings, each change an event. */
#include "share/init.h"

#include "base/bounds.h"
#include "base/ident.h"
#include "base/lang.h"
#include "share/audit.h"
#include "share/guard.h"
#include "share/office.h"
#include "share/people.h"
#include "share/schema_sql.h"
#include "share/write.h"

static bool key_fits(const char *key)
{
	size_t len = key ? strlen(key) : 0;

	return len > 0 && len < 64 && strspn(key, "abcdefghijklmnopqrstuvwxyz.-") == len;
}

/* Whatever is kept as a setting: its event says the row. */
static bool put_setting(struct writing *writing, enum move_id move, const char *key,
    const char *value, struct err *err)
{
	struct detail detail = {0};
	struct step step = {.move = move, .words = writing->act->ask.words, .detail = &detail};
	struct event *event = NULL;

	detail_put(&detail, "key", key);
	detail_put(&detail, "value", value);
	bool good = write_office(writing, &step, &event, err) &&
		    settings_put(writing->db, key, value, event->seq, err);
	event_free(event);
	detail_clear(&detail);
	return good;
}

static bool change_setting(struct writing *writing, struct err *err)
{
	const struct act *act = writing->act;
	const char *value = act->value ? act->value : "";

	if (!key_fits(act->key) || lend_is_key(act->key) ||
	    strcmp(act->key, STEPS_SETTING) == 0)
		return err_fail(
		    err, ERR_INPUT, _("\"%s\" is no setting"), act->key ? act->key : "");
	if (strlen(value) > BOUND_FIELD_BYTES || !g_utf8_validate(value, -1, NULL))
		return err_fail(err, ERR_INPUT, _("%s is not valid text"), act->key);
	return put_setting(writing, MOVE_SETTING, act->key, value, err);
}

/* Authority that is lent, confirmed by the second person or ended: one setting each. */
static bool change_lend(struct writing *writing, struct err *err)
{
	const struct act *act = writing->act;
	struct grant_file grants =
	    roster_grants(writing->roster, INT64_MAX, key_id(writing->key));
	const struct lend *before = act->lend ? NULL : roster_lend(writing->roster, act->asked_seq);
	struct lend after = act->lend ? *act->lend : before ? *before : (struct lend){0};
	bool ends = act->takes_back || (!act->lend && !before);
	char newest[DIGEST_HEX_LEN + 1];

	after.asked_by = act->lend && lend_waits(&grants, writing->actor, &after)
			     ? writing->actor->id
			     : 0;
	if (!lend_judge(&grants, writing->actor, before, ends ? NULL : &after, act->now_ms, err))
		return false;
	if (act->lend) {
		if (!audit_newest(writing->db, &after.seq, newest, err))
			return false;
		after.seq++;
	}
	g_autofree char *key = g_strdup_printf(LEND_SETTING "%lld", (long long)after.seq);
	g_autofree char *value = ends ? g_strdup("") : lend_print(&after);
	writing->done->waits = after.asked_by != 0;
	return put_setting(writing, MOVE_DELEGATE, key, value, err);
}

static bool change_person(struct writing *writing, struct err *err)
{
	struct change change = {.writing = writing,
	    .roster = writing->roster,
	    .act = writing->act,
	    .move = writing->act->ask.move};
	struct step step = {
	    .move = change.move, .words = writing->act->ask.words, .detail = &change.detail};
	struct event *event = NULL;
	bool good = change_prepare(&change, err) && write_office(writing, &step, &event, err);

	if (good) {
		change.row->seq = event->seq;
		writing->done->person = change.row->id;
		writing->done->waits = roster_ask(writing->roster, event->seq) ||
				       roster_asked_key(writing->roster, event->seq);
		good = people_put(writing->db, change.row, change.move == MOVE_PERSON_ADD, err);
	}
	event_free(event);
	person_free(change.row);
	detail_clear(&change.detail);
	return good;
}

/* Other steps: asked for, or what was asked for confirmed. */
static bool change_steps(struct writing *writing, struct err *err)
{
	const struct act *act = writing->act;
	const char *value = g_hash_table_lookup(writing->roster->settings, STEPS_SETTING);
	struct grant_file grants =
	    roster_grants(writing->roster, INT64_MAX, key_id(writing->key));
	struct steps before, after = {0};

	steps_parse(value, &before);
	if (!act->value && !before.asked) {
		steps_clear(&before);
		return err_fail(err, ERR_INPUT, _("no other steps wait for a second person"));
	}
	if (!act->value) {
		after.list = g_strdup(before.asked);
	} else if (steps_wait(&grants)) {
		after.list = g_strdup(before.list);
		after.asked = g_strdup(act->value);
		after.asked_by = writing->actor->id;
	} else {
		after.list = g_strdup(act->value);
	}
	g_autofree char *wanted = steps_print(&after);
	writing->done->waits = after.asked != NULL;
	bool good = steps_judge(&grants, writing->actor, &before, &after, err) &&
		    put_setting(writing, MOVE_STEPS, STEPS_SETTING, wanted, err);
	steps_clear(&before);
	steps_clear(&after);
	return good;
}

static bool change_other(struct writing *writing, struct err *err)
{
	switch (writing->act->ask.move) {
	case MOVE_SETTING:
		return change_setting(writing, err);
	case MOVE_DELEGATE:
		return change_lend(writing, err);
	case MOVE_STEPS:
		return change_steps(writing, err);
	default:
		return change_person(writing, err);
	}
}

bool is_office_act(enum move_id move)
{
	return move_row(move)->from == STATE_BIT(NONE) && move_row(move)->to == MOVE_STAY &&
	       move != MOVE_OFFICE && !(move_row(move)->flags & MOVE_LATER);
}

bool change_office(struct writing *writing, struct err *err)
{
	const struct ask *ask = &writing->act->ask;
	struct share_case office = {0};
	bool good = write_open(writing, 0, &office, err) &&
		    (!move_row(ask->move)->roles || judge(&office.file, ask, err));

	good = good && change_other(writing, err);
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
	struct writing writing = {.db = db,
	    .seal = founding->seal,
	    .act = &act,
	    .actor = person,
	    .key = office->office_key,
	    .done = &done};
	struct detail detail = {0};
	struct step step = {.move = MOVE_OFFICE, .detail = &detail};
	struct event *event = NULL;
	g_autofree char *uid = office->uid ? g_strdup(office->uid) : ident_new(office->now_ms);

	detail_put(&detail, "name", office->name);
	detail_put(&detail, "level", office->level);
	detail_put(&detail, "uid", uid);
	detail_put(&detail, "login", office->login);
	detail_put(&detail, "office", key_public(office->office_key));
	detail_put(&detail, "key", key_public(office->key));
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
	if (!office_name_fits(office->person, err) ||
	    (*office->login && !office_name_fits(office->login, err)))
		return NULL;
	founding.seal = seal_open(err);
	if (founding.seal)
		share = share_create(path, found_office, &founding, err);
	seal_close(founding.seal);
	return share;
}
