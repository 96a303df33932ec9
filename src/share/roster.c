/* The office's people and keys in memory, asked for who may sign. */
#include "share/roster.h"

#include "base/lang.h"
#include "model/canon.h"
#include "model/detail.h"
#include "share/audit.h"
#include "share/blame.h"
#include "share/settings.h"

static void person_free_item(void *item)
{
	person_free(item);
}

static void roster_key_free(void *item)
{
	struct roster_key *key = item;

	key_free(key->key);
	g_free(key);
}

struct roster *roster_new(const struct seal *seal)
{
	struct roster *roster = g_new0(struct roster, 1);

	roster->seal = seal;
	roster->people = g_ptr_array_new_with_free_func(person_free_item);
	roster->keys = g_ptr_array_new_with_free_func(roster_key_free);
	roster->asks = g_ptr_array_new_with_free_func(g_free);
	roster->settings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	roster->lent = g_ptr_array_new_with_free_func(g_free);
	roster->invites = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
	return roster;
}

void roster_free(struct roster *roster)
{
	if (!roster)
		return;
	key_free(roster->office);
	g_free(roster->pinned);
	g_ptr_array_free(roster->people, TRUE);
	g_ptr_array_free(roster->keys, TRUE);
	g_ptr_array_free(roster->asks, TRUE);
	g_ptr_array_free(roster->lent, TRUE);
	g_hash_table_destroy(roster->settings);
	g_hash_table_destroy(roster->invites);
	g_free(roster);
}

const struct roster_key *roster_key(const struct roster *roster, const char *id)
{
	for (guint i = 0; i < roster->keys->len; i++) {
		const struct roster_key *key = g_ptr_array_index(roster->keys, i);

		if (strcmp(key_id(key->key), id) == 0)
			return key;
	}
	return NULL;
}

bool roster_is_office(const struct roster *roster, const char *id)
{
	return roster->office && strcmp(key_id(roster->office), id) == 0;
}

static bool holds_key(const void *of, int64_t person)
{
	const struct roster *roster = of;

	for (guint i = 0; i < roster->keys->len; i++) {
		const struct roster_key *key = g_ptr_array_index(roster->keys, i);

		if (key->person == person && key->state == KEY_GOOD)
			return true;
	}
	return false;
}

struct grant_file roster_grants(const struct roster *roster, int64_t seq, const char *key)
{
	return (struct grant_file){.people = roster->people,
	    .holds_key = holds_key,
	    .of = roster,
	    .is_founding = !roster->signer_since || !roster->first_report ||
			   roster->first_report > seq,
	    .with_office_key = roster_is_office(roster, key)};
}

struct roster_ask *roster_ask(const struct roster *roster, int64_t seq)
{
	for (guint i = 0; i < roster->asks->len; i++) {
		struct roster_ask *ask = g_ptr_array_index(roster->asks, i);

		if (ask->seq == seq)
			return ask;
	}
	return NULL;
}

struct roster_key *roster_asked_key(const struct roster *roster, int64_t seq)
{
	for (guint i = 0; i < roster->keys->len; i++) {
		struct roster_key *key = g_ptr_array_index(roster->keys, i);

		if (key->state == KEY_ASKED && key->asked_seq == seq)
			return key;
	}
	return NULL;
}

const struct lend *roster_lend(const struct roster *roster, int64_t seq)
{
	for (guint i = 0; i < roster->lent->len; i++) {
		const struct lend *lend = g_ptr_array_index(roster->lent, i);

		if (lend->seq == seq)
			return lend;
	}
	return NULL;
}

bool roster_invitation(const struct roster *roster, int64_t person, const char *code,
    char hex[DIGEST_HEX_LEN + 1], struct err *err)
{
	GString *canon = canon_new("invite", 1);

	canon_text(canon, "office", g_hash_table_lookup(roster->settings, SETTING_OFFICE_UID));
	canon_int(canon, "person", person);
	canon_text(canon, "code", code);
	bool good = digest_of(roster->seal, canon->str, canon->len, hex, err);
	g_string_free(canon, TRUE);
	return good;
}

/* A key that EVENT itself brings in DETAIL. Owns: the caller frees. */
static struct key *brought(
    const struct roster *roster, const struct event *event, const char *detail, struct err *err)
{
	g_autofree char *public = detail_get(event->detail, detail);
	struct key *key = public ? key_of_public(roster->seal, public, err) : NULL;

	if (!key)
		blame(err, event, _("brings no key"));
	return key;
}

static bool checks(const struct key *key, const struct event *event, struct err *err)
{
	if (strcmp(key_id(key), event->key) == 0 &&
	    key_checks(key, event->digest, event->signature))
		return true;
	return blame(err, event, _("is forged: its signature is not of the key it names"));
}

/* The events that make a key known are signed with that very key. */
static bool signed_by_brought(
    const struct roster *roster, const struct event *event, const char *detail, struct err *err)
{
	struct key *key = brought(roster, event, detail, err);
	bool good = key && checks(key, event, err);

	key_free(key);
	return good;
}

bool roster_signed(const struct roster *roster, const struct event *event, struct err *err)
{
	if (strcmp(event->kind, move_row(MOVE_OFFICE)->name) == 0)
		return signed_by_brought(roster, event, "office", err);
	if (strcmp(event->kind, move_row(MOVE_JOIN)->name) == 0)
		return signed_by_brought(roster, event, "key", err);
	if (!event->report && roster_is_office(roster, event->key))
		return checks(roster->office, event, err);
	const struct roster_key *key = roster_key(roster, event->key);

	if (!key)
		return blame(err, event,
		    _("is forged: it is signed with a key that nobody of this office has"));
	if (key->person != event->person)
		return blame(err, event, _("is forged: it is signed with the key of %s"),
		    person_name(roster->people, key->person));
	if (!key->good_seq || key->good_seq >= event->seq)
		return blame(
		    err, event, _("is forged: it is signed with a key that was not admitted then"));
	if (key->retired_seq && key->retired_seq < event->seq)
		return blame(err, event,
		    _("is forged: it is signed with a key that was no longer valid then"));
	return checks(key->key, event, err);
}

bool roster_read_first(struct roster *roster, struct db *db, struct err *err)
{
	/* Reports are numbered from 1, so the first one's events are found by its index. */
	return roster->first_report ||
	       sql_one_int(db, "SELECT min(seq) FROM event WHERE report = 1", 0,
		   &roster->first_report, err);
}

bool roster_read(struct roster *roster, struct db *db, struct err *err)
{
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	bool good = roster_read_first(roster, db, err) &&
		    audit_office(db, roster->seq, events, err);

	for (guint i = 0; good && i < events->len; i++)
		good = roster_take(roster, g_ptr_array_index(events, i), err);
	return good;
}

static bool same_person(const struct person *one, const struct person *other)
{
	return one->id == other->id && strcmp(one->name, other->name) == 0 &&
	       strcmp(one->login, other->login) == 0 && one->roles == other->roles &&
	       one->retired == other->retired && one->seq == other->seq;
}

bool roster_same_people(const struct roster *roster, const GPtrArray *rows, struct err *err)
{
	for (guint i = 0; i < rows->len || i < roster->people->len; i++) {
		const struct person *row = i < rows->len ? g_ptr_array_index(rows, i) : NULL;
		const struct person *said = i < roster->people->len
						? g_ptr_array_index(roster->people, i)
						: NULL;

		if (!row || !said || !same_person(row, said))
			return err_fail(err, ERR_DAMAGED,
			    _("the row of %s is not what the events say of this person"),
			    row ? row->name : said ? said->name : "?");
	}
	return true;
}

/* Why none of the keys here will do, for the person who asks. */
static bool cannot_sign(const struct roster *roster, const GPtrArray *keys,
    const struct person *person, struct err *err)
{
	for (guint i = 0; keys && i < keys->len; i++) {
		const char *id = key_id(g_ptr_array_index(keys, i));
		const struct roster_key *known = roster_key(roster, id);

		if (!known || known->person != person->id)
			continue;
		if (known->state == KEY_RETIRED)
			err_fail(err, ERR_DENIED, _("the key %s of %s is no longer valid"), id,
			    person->name);
		else if (known->state == KEY_ASKED)
			err_fail(err, ERR_DENIED,
			    _("the key %s of %s waits for a second person to confirm it"), id,
			    person->name);
		else
			err_fail(err, ERR_DENIED,
			    _("the key %s of %s is not admitted yet: read it out to the "
			      "administrator over the telephone"),
			    id, person->name);
	}
	return err_fail(err, ERR_DENIED,
	    _("there is no key of %s on this desk: ask the administrator for an invitation, then "
	      "yanshen join"),
	    person->name);
}

const struct key *roster_choose(const struct roster *roster, const GPtrArray *keys,
    const struct person *person, bool office, struct err *err)
{
	for (guint i = 0; keys && i < keys->len; i++) {
		const struct key *key = g_ptr_array_index(keys, i);
		const struct roster_key *known = roster_key(roster, key_id(key));

		if (known && known->person == person->id && known->state == KEY_GOOD)
			return key;
		if (office && roster_is_office(roster, key_id(key)))
			return key;
	}
	(void)!cannot_sign(roster, keys, person, err);
	return NULL;
}
