/* What the office's events do with keys: brought, offered, admitted, confirmed, ended. */
#include "share/roster_take.h"

#include "base/lang.h"
#include "model/detail.h"
#include "share/blame.h"

/* Owns: takes KEY. */
struct roster_key *roster_add_key(struct roster *roster, struct key *key, int64_t person)
{
	struct roster_key *added = g_new0(struct roster_key, 1);

	added->key = key;
	added->person = person;
	g_ptr_array_add(roster->keys, added);
	return added;
}

void roster_make_good(struct roster_key *key, int64_t seq)
{
	key->state = KEY_GOOD;
	key->good_seq = seq;
}

/* The public key in an event's detail, which nobody may have brought before. */
struct key *roster_new_key(const struct roster *roster, const struct event *event, struct err *err)
{
	g_autofree char *public = detail_get(event->detail, "key");
	struct key *key = public ? key_of_public(roster->seal, public, err) : NULL;

	if (key && !roster_key(roster, key_id(key)) && !roster_is_office(roster, key_id(key)))
		return key;
	blame(err, event, _("brings no key"));
	key_free(key);
	return NULL;
}

/* A key that is made on the administrator's own desk is admitted with its person: a demo has them
 * all there. */
bool taking_key_at_once(struct taking *taking, struct err *err)
{
	g_autofree char *public = detail_get(taking->event->detail, "key");

	if (!public)
		return true;
	struct key *key = roster_new_key(taking->roster, taking->event, err);
	if (!key)
		return false;
	roster_make_good(roster_add_key(taking->roster, key, taking->row->id), taking->event->seq);
	return !grant_key_waits(&taking->grants, taking->actor, taking->row) ||
	       blame(err, taking->event, _("admits a key that a second person must confirm"));
}

bool taking_join(struct taking *taking, struct err *err)
{
	struct roster *roster = taking->roster;
	g_autofree char *code = detail_get(taking->event->detail, "code");
	const char *open = g_hash_table_lookup(roster->invites, &taking->row->id);
	char digest[DIGEST_HEX_LEN + 1];

	if (!roster_invitation(roster, taking->row->id, code, digest, err))
		return false;
	if (!code || !open || strcmp(open, digest) != 0 || taking->event->person != taking->row->id)
		return blame(err, taking->event, _("is without an invitation that was still open"));
	struct key *key = roster_new_key(roster, taking->event, err);
	if (!key)
		return false;
	roster_add_key(roster, key, taking->row->id);
	g_hash_table_remove(roster->invites, &taking->row->id);
	return true;
}

/* The key that the event names, of the person it is about. */
static struct roster_key *named_key(struct taking *taking)
{
	g_autofree char *id = detail_get(taking->event->detail, "key");

	for (guint i = 0; id && i < taking->roster->keys->len; i++) {
		struct roster_key *key = g_ptr_array_index(taking->roster->keys, i);

		if (key->person == taking->row->id && strcmp(key_id(key->key), id) == 0)
			return key;
	}
	return NULL;
}

bool taking_admission(struct taking *taking, struct err *err)
{
	g_autofree char *waits = detail_get(taking->event->detail, "waits");
	struct roster_key *key = named_key(taking);

	if (!key || key->state != KEY_OFFERED)
		return blame(err, taking->event, _("is about a key that nobody offered"));
	if (grant_key_waits(&taking->grants, taking->actor, taking->before) != (waits != NULL))
		return blame(
		    err, taking->event, _("admits a key that a second person must confirm"));
	if (waits) {
		key->state = KEY_ASKED;
		key->asked_by = taking->event->person;
		key->asked_seq = taking->event->seq;
	} else {
		roster_make_good(key, taking->event->seq);
	}
	return true;
}

bool taking_key_end(struct taking *taking, struct err *err)
{
	struct roster_key *key = named_key(taking);

	if (!key || key->state == KEY_RETIRED)
		return blame(err, taking->event, _("is about a key that nobody offered"));
	if (taking->event->person != taking->row->id &&
	    !person_holds(taking->actor, ROLE_BIT(ADMIN)))
		return blame(err, taking->event, _("was not allowed: %s"), taking->actor->name);
	key->state = KEY_RETIRED;
	key->retired_seq = taking->event->seq;
	return true;
}

/* The second person's word. */
bool taking_grant(struct taking *taking, struct err *err)
{
	struct roster *roster = taking->roster;
	int64_t of = detail_get_int(taking->event->detail, "of", 0);
	struct roster_ask *ask = roster_ask(roster, of);
	struct roster_key *key = roster_asked_key(roster, of);
	struct err why = {0};
	unsigned given = ask ? ask->roles : 0;

	if ((!ask && !key) || (ask ? ask->person : key->person) != taking->row->id)
		return blame(err, taking->event, _("confirms what nobody asked for"));
	if (!grant_confirm(&taking->grants, taking->actor, ask ? ask->by : key->asked_by,
		taking->row->id, &why))
		return blame(err, taking->event, _("was not allowed: %s"), why.words);
	if (key)
		roster_make_good(key, taking->event->seq);
	if (ask)
		g_ptr_array_remove(roster->asks, ask);
	return taking->row->roles == (taking->before->roles | given) ||
	       blame(err, taking->event, _("gives other roles than those asked for"));
}
