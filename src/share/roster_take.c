/* The office's own events, one after the other: each judged by who was who before it. */
#include "share/roster.h"

#include "base/lang.h"
#include "flow/judge.h"
#include "model/detail.h"
#include "share/blame.h"
#include "share/roster_take.h"
#include "share/settings.h"

static void set(struct roster *roster, const char *key, const char *value)
{
	g_hash_table_insert(roster->settings, g_strdup(key), g_strdup(value));
}

static bool take_founding(struct roster *roster, const struct event *event, struct err *err)
{
	g_autofree char *name = detail_get(event->detail, "name");
	g_autofree char *level = detail_get(event->detail, "level");
	g_autofree char *uid = detail_get(event->detail, "uid");
	g_autofree char *login = detail_get(event->detail, "login");
	g_autofree char *office = detail_get(event->detail, "office");

	if (event->seq != 1 || event->person != 1 || !level || !uid || !office)
		return blame(err, event, _("founds the office a second time"));
	roster->office = key_of_public(roster->seal, office, err);
	if (!roster->office)
		return false;
	if (roster->pinned && !roster_is_office(roster, roster->pinned))
		return blame(err, event,
		    _("is of the office key %s, but this desk joined the office of key %s: this "
		      "is another office's file, or a forged one"),
		    key_id(roster->office), roster->pinned);
	struct key *key = roster_new_key(roster, event, err);
	if (!key)
		return false;
	roster_make_good(roster_add_key(roster, key, 1), 1);
	struct person *founder = person_new(1, event->person_name, login, ROLE_BIT(ADMIN));

	founder->seq = 1;
	g_ptr_array_add(roster->people, founder);
	if (name)
		set(roster, SETTING_OFFICE_NAME, name);
	set(roster, SETTING_OFFICE_LEVEL, level);
	set(roster, SETTING_OFFICE_UID, uid);
	return true;
}

static bool take_setting(struct roster *roster, const struct event *event, struct err *err)
{
	g_autofree char *key = detail_get(event->detail, "key");
	g_autofree char *value = detail_get(event->detail, "value");

	if (!key || lend_is_key(key) || strcmp(key, STEPS_SETTING) == 0)
		return blame(err, event, _("names no setting"));
	set(roster, key, value ? value : "");
	return true;
}

/* Authority is begun under its own number, confirmed as it was asked for, or ended. */
static bool take_lend(struct roster *roster, const struct event *event,
    const struct person *actor, struct err *err)
{
	g_autofree char *key = detail_get(event->detail, "key");
	g_autofree char *value = detail_get(event->detail, "value");
	struct grant_file grants = roster_grants(roster, event->seq, event->key);
	struct lend after = {0};
	struct err why = {0};
	bool good = key && lend_parse(key, value ? value : "", &after);
	const struct lend *before = roster_lend(roster, after.seq);

	if (!key || (!good && value) || (good && !before && after.seq != event->seq))
		return blame(err, event, _("names no authority that is or can be"));
	if (!lend_judge(&grants, actor, before, good ? &after : NULL, event->at_ms, &why))
		return blame(err, event, _("was not allowed: %s"), why.words);
	if (before)
		g_ptr_array_remove(roster->lent, (void *)(uintptr_t)before);
	set(roster, key, value ? value : "");
	lend_add(roster->lent, key, value ? value : "");
	return true;
}

/* Exactly one setting, in exactly the form that it is printed in. */
static bool take_steps(struct roster *roster, const struct event *event,
    const struct person *actor, struct err *err)
{
	g_autofree char *key = detail_get(event->detail, "key");
	g_autofree char *value = detail_get(event->detail, "value");
	struct grant_file grants = roster_grants(roster, event->seq, event->key);
	struct steps before, after;
	struct err why = {0};

	steps_parse(g_hash_table_lookup(roster->settings, STEPS_SETTING), &before);
	steps_parse(value, &after);
	g_autofree char *again = steps_print(&after);
	bool good = key && value && strcmp(key, STEPS_SETTING) == 0 && strcmp(value, again) == 0;
	if (!good)
		err_fail(&why, ERR_DAMAGED, _("these are no steps"));
	good = good && steps_judge(&grants, actor, &before, &after, &why);
	steps_clear(&before);
	steps_clear(&after);
	if (!good)
		return blame(err, event, _("was not allowed: %s"), why.words);
	set(roster, key, value);
	return true;
}

static bool roles_of(const struct event *event, const char *key, unsigned *roles)
{
	g_autofree char *words = detail_get(event->detail, key);
	struct err why = {0};

	*roles = 0;
	return !words || roles_parse(words, roles, &why);
}

static void drop_asks(struct roster *roster, int64_t person)
{
	for (guint i = roster->asks->len; i-- > 0;) {
		const struct roster_ask *ask = g_ptr_array_index(roster->asks, i);

		if (ask->person == person)
			g_ptr_array_remove_index(roster->asks, i);
	}
}

/* Roles stand at once or wait for a second person, as the rules have it. */
static bool take_roles(struct taking *taking, struct err *err)
{
	const struct event *event = taking->event;
	struct err why = {0};
	unsigned waits;

	if (!grant_roles(&taking->grants, taking->actor, taking->before,
		taking->row->roles | taking->asked, &waits, &why))
		return blame(err, event, _("was not allowed: %s"), why.words);
	if (waits != taking->asked || (taking->row->roles & waits))
		return blame(err, event, _("gives roles that a second person must confirm"));
	drop_asks(taking->roster, taking->row->id);
	if (waits) {
		struct roster_ask *ask = g_new0(struct roster_ask, 1);

		*ask = (struct roster_ask){.seq = event->seq,
		    .by = event->person,
		    .person = taking->row->id,
		    .roles = waits};
		g_ptr_array_add(taking->roster->asks, ask);
	}
	return true;
}

static void take_invitation(struct taking *taking)
{
	char *digest = detail_get(taking->event->detail, "invite");
	int64_t *person = g_memdup2(&taking->row->id, sizeof(int64_t));

	if (digest)
		g_hash_table_replace(taking->roster->invites, person, digest);
	else
		g_free(person);
}

/* Who leaves takes everything along. */
static void end_person(struct roster *roster, int64_t person, int64_t seq)
{
	drop_asks(roster, person);
	g_hash_table_remove(roster->invites, &person);
	for (guint i = 0; i < roster->keys->len; i++) {
		struct roster_key *key = g_ptr_array_index(roster->keys, i);

		if (key->person != person || key->state == KEY_RETIRED)
			continue;
		key->state = KEY_RETIRED;
		key->retired_seq = seq;
	}
}

static bool take_move(struct taking *taking, struct err *err)
{
	switch (taking->move) {
	case MOVE_PERSON_ADD:
		take_invitation(taking);
		return take_roles(taking, err) && taking_key_at_once(taking, err);
	case MOVE_PERSON_ROLE:
		return take_roles(taking, err);
	case MOVE_PERSON_RETIRE:
		end_person(taking->roster, taking->row->id, taking->event->seq);
		return true;
	case MOVE_INVITE:
		take_invitation(taking);
		return true;
	case MOVE_JOIN:
		return taking_join(taking, err);
	case MOVE_KEY_ADMIT:
		return taking_admission(taking, err);
	case MOVE_KEY_RETIRE:
		return taking_key_end(taking, err);
	case MOVE_GRANT:
		return taking_grant(taking, err);
	default:
		return blame(err, taking->event, _("is of a kind that this program does not know"));
	}
}

/* Only an event that is meant to may change the row's own fields. */
static bool row_stays(const struct taking *taking, struct err *err)
{
	bool may_change = taking->move == MOVE_PERSON_ROLE || !taking->before;

	if (may_change ||
	    (strcmp(taking->before->name, taking->row->name) == 0 &&
		strcmp(taking->before->login, taking->row->login) == 0 &&
		(taking->before->roles == taking->row->roles || taking->move == MOVE_GRANT)))
		return true;
	return blame(err, taking->event, _("says something else of this person than before"));
}

static bool take_row(struct taking *taking, struct err *err)
{
	struct roster *roster = taking->roster;
	const struct event *event = taking->event;
	g_autofree char *name = detail_get(event->detail, "name");
	g_autofree char *login = detail_get(event->detail, "login");
	int64_t count = (int64_t)roster->people->len;
	int64_t id = detail_get_int(event->detail, "id", 0);
	bool is_new = taking->move == MOVE_PERSON_ADD;
	unsigned roles;

	if (!name || !roles_of(event, "roles", &roles) || !roles_of(event, "asked", &taking->asked))
		return blame(err, event, _("names a role that does not exist"));
	taking->before = person_by_id(roster->people, id);
	if (is_new ? id != count + 1 : !taking->before || taking->before->retired)
		return blame(err, event, _("is about a person who is not there"));
	taking->row = person_new(id, name, login, roles);
	taking->row->seq = event->seq;
	taking->row->retired = taking->move == MOVE_PERSON_RETIRE;
	return row_stays(taking, err) && take_move(taking, err);
}

static bool take_person(struct taking *taking, struct err *err)
{
	GPtrArray *people = taking->roster->people;

	if (!take_row(taking, err) || !taking->row) {
		person_free(taking->row);
		return false;
	}
	if (!taking->before) {
		g_ptr_array_add(people, taking->row);
		return true;
	}
	person_free(g_ptr_array_index(people, taking->row->id - 1));
	g_ptr_array_index(people, taking->row->id - 1) = taking->row;
	return true;
}

static bool take_judged(
    struct roster *roster, const struct event *event, enum move_id move, struct err *err)
{
	struct ask ask = {.move = move, .words = event->words};
	struct err why = {0};
	struct case_file file = {.people = roster->people,
	    .actor = person_by_id(roster->people, event->person),
	    .now_ms = event->at_ms};
	struct taking taking = {.roster = roster,
	    .event = event,
	    .move = move,
	    .actor = file.actor,
	    .grants = roster_grants(roster, event->seq, event->key)};

	if (!file.actor || strcmp(file.actor->name, event->person_name) != 0 || file.actor->retired)
		return blame(err, event, _("is by nobody of this office"));
	if (move_row(move)->roles && !judge(&file, &ask, &why))
		return blame(err, event, _("was not allowed: %s"), why.words);
	if (move == MOVE_DELEGATE)
		return take_lend(roster, event, file.actor, err);
	if (move == MOVE_STEPS)
		return take_steps(roster, event, file.actor, err);
	return move == MOVE_SETTING ? take_setting(roster, event, err) : take_person(&taking, err);
}

static void note_signer(struct roster *roster, int64_t seq)
{
	struct grant_file grants = roster_grants(roster, seq, "");

	for (guint i = 0; !roster->signer_since && i < roster->people->len; i++) {
		const struct person *person = g_ptr_array_index(roster->people, i);

		if (person_holds(person, ROLE_BIT(SIGNER)) && grants.holds_key(roster, person->id))
			roster->signer_since = seq;
	}
}

bool roster_take(struct roster *roster, const struct event *event, struct err *err)
{
	enum move_id move;

	if (!move_parse(event->kind, &move) || event->from != STATE_NONE ||
	    event->to != STATE_NONE || move_row(move)->from != STATE_BIT(NONE))
		return blame(err, event, _("is of a kind that this program does not know"));
	if (!roster->office != (move == MOVE_OFFICE))
		return blame(err, event, _("founds the office a second time"));
	if (!roster_signed(roster, event, err))
		return false;
	if (!(move == MOVE_OFFICE ? take_founding(roster, event, err)
				  : take_judged(roster, event, move, err)))
		return false;
	note_signer(roster, event->seq);
	roster->seq = event->seq;
	return true;
}
