/* What may be changed of a person, said in words before it is an event (roster_take.c judges it).
 */
#include "share/office.h"

#include "base/bounds.h"
#include "base/lang.h"

bool office_name_fits(const char *name, struct err *err)
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

static struct grant_file grants(const struct change *change)
{
	/* Whatever seq the event gets, it comes after all that is known. */
	return roster_grants(change->roster, INT64_MAX, key_id(change->writing->key));
}

/* The roles that are wanted are parted: those that stand at once, and those that wait. */
static bool part_roles(struct change *change, const struct person *before, struct err *err)
{
	struct grant_file file = grants(change);
	unsigned waits;

	if (!grant_roles(&file, change->writing->actor, before, change->row->roles, &waits, err))
		return false;
	change->row->roles &= ~waits;
	if (waits) {
		g_autofree char *asked = roles_print(waits);

		detail_put(&change->detail, "asked", asked);
	}
	return true;
}

static bool put_invitation(struct change *change, struct err *err)
{
	char digest[DIGEST_HEX_LEN + 1];

	if (!change->act->code)
		return true;
	if (!roster_invitation(change->roster, change->row->id, change->act->code, digest, err))
		return false;
	detail_put(&change->detail, "invite", digest);
	return true;
}

static bool offer(struct change *change, struct err *err)
{
	const char *open = g_hash_table_lookup(change->roster->invites, &change->row->id);
	char digest[DIGEST_HEX_LEN + 1];

	if (!roster_invitation(change->roster, change->row->id, change->act->code, digest, err))
		return false;
	if (!open || strcmp(open, digest) != 0)
		return err_fail(err, ERR_DENIED,
		    _("this invitation of %s is not open: it was mistyped, used, or a newer one "
		      "was made"),
		    change->row->name);
	detail_put(&change->detail, "code", change->act->code);
	detail_put(&change->detail, "key", key_public(change->writing->key));
	return true;
}

/* The key that is meant, which must be of the person that is meant. */
static const struct roster_key *meant_key(struct change *change, struct err *err)
{
	const char *id = change->act->key_text ? change->act->key_text : "";
	const struct roster_key *key = roster_key(change->roster, id);

	if (key && key->person == change->row->id)
		return key;
	err_fail(err, ERR_INPUT,
	    _("%s has offered no key %s: compare it digit by digit, and do not admit another one"),
	    change->row->name, id);
	return NULL;
}

static bool admit(struct change *change, struct err *err)
{
	const struct roster_key *key = meant_key(change, err);
	struct grant_file file = grants(change);

	if (!key)
		return false;
	if (key->state != KEY_OFFERED)
		return err_fail(err, ERR_INPUT, _("the key %s is not waiting to be admitted"),
		    key_id(key->key));
	detail_put(&change->detail, "key", key_id(key->key));
	if (grant_key_waits(&file, change->writing->actor, change->row))
		detail_put(&change->detail, "waits", "yes");
	return true;
}

/* Somebody must be left who can admit keys. */
static bool leaves_a_key(
    const struct change *change, const struct roster_key *ends, struct err *err)
{
	const struct person *owner = person_by_id(change->roster->people, ends->person);

	if (ends->state != KEY_GOOD || !person_holds(owner, ROLE_BIT(ADMIN)) ||
	    roster_is_office(change->roster, key_id(change->writing->key)))
		return true;
	for (guint i = 0; i < change->roster->keys->len; i++) {
		const struct roster_key *key = g_ptr_array_index(change->roster->keys, i);

		if (key != ends && key->state == KEY_GOOD &&
		    person_holds(
			person_by_id(change->roster->people, key->person), ROLE_BIT(ADMIN)))
			return true;
	}
	return err_fail(err, ERR_DENIED,
	    _("this is the last key of an administrator: have another one admitted first"));
}

static bool give_up(struct change *change, struct err *err)
{
	const struct roster_key *key = meant_key(change, err);
	const struct person *actor = change->writing->actor;

	if (!key)
		return false;
	if (key->state == KEY_RETIRED)
		return err_fail(
		    err, ERR_INPUT, _("the key %s is no longer valid anyway"), key_id(key->key));
	if (actor->id != key->person && !person_holds(actor, ROLE_BIT(ADMIN)))
		return err_fail(
		    err, ERR_DENIED, _("only its owner or an administrator ends a key"));
	detail_put(&change->detail, "key", key_id(key->key));
	return leaves_a_key(change, key, err);
}

static bool confirm(struct change *change, struct err *err)
{
	const struct roster_ask *ask = roster_ask(change->roster, change->act->asked_seq);
	const struct roster_key *key = roster_asked_key(change->roster, change->act->asked_seq);
	struct grant_file file = grants(change);

	if (!grant_confirm(
		&file, change->writing->actor, ask ? ask->by : key->asked_by, change->row->id, err))
		return false;
	change->row->roles |= ask ? ask->roles : 0;
	detail_put_int(&change->detail, "of", change->act->asked_seq);
	return true;
}

/* Whom it is about, as they are now: NULL with an error set when there is nobody. */
static const struct person *subject(const struct change *change, struct err *err)
{
	const struct roster_ask *ask = roster_ask(change->roster, change->act->asked_seq);
	const struct roster_key *key = roster_asked_key(change->roster, change->act->asked_seq);
	int64_t id = change->act->person ? change->act->person->id : 0;
	const struct person *found;

	if (change->move == MOVE_JOIN)
		id = change->writing->actor->id;
	if (change->move == MOVE_GRANT) {
		if (!ask && !key) {
			err_fail(err, ERR_INPUT, _("entry %lld waits for nobody's confirmation"),
			    (long long)change->act->asked_seq);
			return NULL;
		}
		id = ask ? ask->person : key->person;
	}
	found = person_by_id(change->roster->people, id);
	if (found && !found->retired)
		return found;
	err_fail(err, ERR_INPUT, _("there is no such person in this office"));
	return NULL;
}

/* The row as asked for; NULL and an error set when it cannot be. */
static struct person *wanted_row(const struct change *change, struct err *err)
{
	const struct person *asked = change->act->person;
	bool is_new = change->move == MOVE_PERSON_ADD;

	if (!asked && (is_new || change->move == MOVE_PERSON_ROLE)) {
		err_fail(err, ERR_INPUT, _("%s needs a person"), move_words(change->move));
		return NULL;
	}
	const struct person *old = is_new ? NULL : subject(change, err);
	if (!old && !is_new)
		return NULL;
	bool as_asked = is_new || change->move == MOVE_PERSON_ROLE;
	struct person *row = person_copy(as_asked ? asked : old);
	if (is_new)
		row->id = (int64_t)change->roster->people->len + 1;
	row->retired = change->move == MOVE_PERSON_RETIRE;
	return row;
}

static bool row_fits(const struct person *row, const GPtrArray *people, struct err *err)
{
	return office_name_fits(row->name, err) &&
	       (!*row->login || office_name_fits(row->login, err)) &&
	       (row->retired || is_alone(people, row, err)) && leaves_an_admin(people, row, err);
}

static bool prepare_move(struct change *change, struct err *err)
{
	const char *public = change->act->key_text;

	switch (change->move) {
	case MOVE_PERSON_ADD:
		detail_put(&change->detail, "key", public);
		return part_roles(change, NULL, err) && put_invitation(change, err);
	case MOVE_PERSON_ROLE:
		return part_roles(
		    change, person_by_id(change->roster->people, change->row->id), err);
	case MOVE_INVITE:
		return put_invitation(change, err);
	case MOVE_JOIN:
		return offer(change, err);
	case MOVE_KEY_ADMIT:
		return admit(change, err);
	case MOVE_KEY_RETIRE:
		return give_up(change, err);
	case MOVE_GRANT:
		return confirm(change, err);
	default:
		return true;
	}
}

bool change_prepare(struct change *change, struct err *err)
{
	change->row = wanted_row(change, err);
	if (!change->row || !row_fits(change->row, change->roster->people, err) ||
	    !prepare_move(change, err))
		return false;
	g_autofree char *roles = roles_print(change->row->roles);

	detail_put_int(&change->detail, "id", change->row->id);
	detail_put(&change->detail, "name", change->row->name);
	detail_put(&change->detail, "login", change->row->login);
	detail_put(&change->detail, "roles", roles);
	return true;
}
