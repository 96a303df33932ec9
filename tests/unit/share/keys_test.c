/* Keys and roles: joined by invitation, admitted, confirmed by a second person, ended; nobody their
 * own. */
#include "trial.h"

#include "share/audit.h"
#include "share/people.h"
#include "share/roster.h"
#include "share/txn.h"
#include "share/verify.h"

#define CODE "3051-7724-9016-6632"

/* An act of the office by its number of words. */
static struct act office_act(struct trial *t, int64_t actor, enum move_id move)
{
	return trial_act(t, actor, move, 0);
}

static int64_t invite(struct trial *t, const char *name, unsigned roles)
{
	struct person *person = person_new(0, name, "", roles);
	struct act act = office_act(t, FOUNDER, MOVE_PERSON_ADD);

	act.person = person;
	act.code = CODE;
	trial_do(t, &act);
	person_free(person);
	return t->done.person;
}

/* A key of somebody who is none of the trial's people. Owns: the caller frees with its key. */
static GPtrArray *new_keys(struct trial *t)
{
	GPtrArray *keys = g_ptr_array_new_with_free_func((GDestroyNotify)key_free);
	struct key *key = key_make(share_seal(t->share, &t->err), &t->err);

	assert_works(key, t->err);
	g_ptr_array_add(keys, key);
	return keys;
}

static const char *id_of(const GPtrArray *keys)
{
	return key_id(g_ptr_array_index(keys, 0));
}

static struct act join_act(struct trial *t, int64_t person, const GPtrArray *keys, const char *code)
{
	struct act act = office_act(t, person, MOVE_JOIN);

	act.keys = keys;
	act.code = code;
	return act;
}

static struct act admit_act(
    struct trial *t, int64_t actor, const struct person *whose, const char *id)
{
	struct act act = office_act(t, actor, MOVE_KEY_ADMIT);

	act.person = whose;
	act.key_text = id;
	return act;
}

static struct act confirm_act(struct trial *t, int64_t actor, int64_t seq)
{
	struct act act = office_act(t, actor, MOVE_GRANT);

	act.asked_seq = seq;
	return act;
}

/* The office works: a report is in, and the signer has a key. */
static void founded(struct trial *t)
{
	trial_receive(t, "第一份", "正文");
}

static unsigned roles_in_force(struct trial *t, int64_t id)
{
	GPtrArray *people = people_all(share_db(t->share), &t->err);
	unsigned roles = person_by_id(people, id)->roles;

	g_ptr_array_free(people, TRUE);
	return roles;
}

static void notes(struct trial *t, int64_t actor, const GPtrArray *keys, enum err_kind refused)
{
	struct act act = trial_act(t, actor, MOVE_NOTE, 1);

	act.keys = keys;
	act.ask.words = "电话核实";
	if (refused)
		trial_refused(t, &act, refused);
	else
		trial_do(t, &act);
}

static void a_person_joins_and_is_admitted(void **state)
{
	struct trial *t = *state;
	int64_t id = invite(t, "孙新来", ROLE_BIT(EDITOR));
	struct person *person = person_new(id, "孙新来", "", 0);
	GPtrArray *keys = new_keys(t), *others = new_keys(t);

	founded(t);
	notes(t, id, keys, ERR_DENIED);
	assert_non_null(strstr(t->err.words, "no key of 孙新来"));
	struct act join = join_act(t, id, keys, "3051-7724-9016-6633");
	trial_refused(t, &join, ERR_DENIED);
	join = join_act(t, EDITOR, keys, CODE); /* somebody else's invitation */
	trial_refused(t, &join, ERR_DENIED);
	join = join_act(t, id, keys, CODE);
	trial_do(t, &join);
	join = join_act(t, id, others, CODE); /* good once */
	trial_refused(t, &join, ERR_DENIED);
	notes(t, id, keys, ERR_DENIED);
	assert_non_null(strstr(t->err.words, "not admitted yet"));
	struct act admit = admit_act(t, FOUNDER, person, id_of(others));
	trial_refused(t, &admit, ERR_INPUT); /* another fingerprint than the one read out */
	admit = admit_act(t, EDITOR, person, id_of(keys));
	trial_refused(t, &admit, ERR_DENIED); /* no administrator */
	admit = admit_act(t, FOUNDER, person, id_of(keys));
	trial_do(t, &admit);
	assert_false(t->done.waits);
	notes(t, id, keys, ERR_NONE);
	notes(t, EDITOR, keys, ERR_DENIED); /* it is nobody else's */
	trial_verify(t);
	person_free(person);
	g_ptr_array_free(keys, TRUE);
	g_ptr_array_free(others, TRUE);
}

/* A second computer: a newer invitation ends the older one, both keys sign. */
static void a_person_may_have_two_keys(void **state)
{
	struct trial *t = *state;
	struct person *person = person_new(EDITOR, "张编辑", "", 0);
	GPtrArray *keys = new_keys(t);
	struct act act = office_act(t, FOUNDER, MOVE_INVITE);

	founded(t);
	act.person = person;
	act.code = CODE;
	trial_do(t, &act);
	act = office_act(t, FOUNDER, MOVE_INVITE);
	act.person = person;
	act.code = "0000-1111-2222-3333";
	trial_do(t, &act);
	struct act join = join_act(t, EDITOR, keys, CODE);
	trial_refused(t, &join, ERR_DENIED);
	join = join_act(t, EDITOR, keys, "0000-1111-2222-3333");
	trial_do(t, &join);
	struct act admit = admit_act(t, FOUNDER, person, id_of(keys));
	trial_do(t, &admit);
	notes(t, EDITOR, keys, ERR_NONE);
	notes(t, EDITOR, trial_keys(EDITOR), ERR_NONE);
	/* One is lost: its owner ends it, the other goes on. */
	struct act end = office_act(t, EDITOR, MOVE_KEY_RETIRE);
	end.person = person;
	end.key_text = id_of(keys);
	trial_do(t, &end);
	notes(t, EDITOR, keys, ERR_DENIED);
	assert_non_null(strstr(t->err.words, "no longer valid"));
	notes(t, EDITOR, trial_keys(EDITOR), ERR_NONE);
	end.actor = CLERK;
	end.keys = trial_keys(CLERK);
	end.key_text = id_of(trial_keys(EDITOR));
	trial_refused(t, &end, ERR_DENIED); /* neither its owner nor an administrator */
	trial_verify(t);
	person_free(person);
	g_ptr_array_free(keys, TRUE);
}

static void one_who_judges_texts_needs_two(void **state)
{
	struct trial *t = *state;
	struct person *person = person_new(
	    EDITOR, "张编辑", "", ROLE_BIT(EDITOR) | ROLE_BIT(APPROVER));
	struct act act;

	founded(t);
	act = office_act(t, FOUNDER, MOVE_PERSON_ROLE);
	act.person = person;
	trial_do(t, &act);
	int64_t asked = t->done.seq;
	assert_true(t->done.waits);
	assert_int_equal(roles_in_force(t, EDITOR), ROLE_BIT(EDITOR));
	static const int64_t cannot[] = {FOUNDER, EDITOR, CLERK, APPROVER};
	for (size_t i = 0; i < G_N_ELEMENTS(cannot); i++) {
		act = confirm_act(t, cannot[i], asked);
		trial_refused(t, &act, ERR_DENIED);
	}
	act = confirm_act(t, SIGNER, asked + 1);
	trial_refused(t, &act, ERR_INPUT);
	act = confirm_act(t, SIGNER, asked);
	trial_do(t, &act);
	assert_int_equal(roles_in_force(t, EDITOR), person->roles);
	act = confirm_act(t, SIGNER, asked); /* once */
	trial_refused(t, &act, ERR_INPUT);
	/* What stands is not asked for again; what is taken away needs nobody. */
	act = office_act(t, FOUNDER, MOVE_PERSON_ROLE);
	person->roles = ROLE_BIT(APPROVER);
	act.person = person;
	trial_do(t, &act);
	assert_false(t->done.waits);
	assert_int_equal(roles_in_force(t, EDITOR), ROLE_BIT(APPROVER));
	trial_verify(t);
	person_free(person);
}

/* A key for somebody who judges texts, and one's own, wait as well. */
static void keys_of_judges_need_two(void **state)
{
	struct trial *t = *state;
	struct person *signer = person_new(SIGNER, "陈签发", "", 0);
	struct person *founder = person_new(FOUNDER, "管理员", "", 0);
	const struct person *const whose[] = {signer, founder};
	static const int64_t second[] = {ALL_ROLES, SIGNER};

	founded(t);
	for (size_t i = 0; i < G_N_ELEMENTS(whose); i++) {
		GPtrArray *keys = new_keys(t);
		struct act act = office_act(t, FOUNDER, MOVE_INVITE);

		act.person = whose[i];
		act.code = CODE;
		trial_do(t, &act);
		act = join_act(t, whose[i]->id, keys, CODE);
		trial_do(t, &act);
		act = admit_act(t, FOUNDER, whose[i], id_of(keys));
		trial_do(t, &act);
		int64_t asked = t->done.seq;
		assert_true(t->done.waits);
		notes(t, whose[i]->id, keys, ERR_DENIED);
		assert_non_null(strstr(t->err.words, "second person"));
		act = confirm_act(t, whose[i]->id, asked);
		trial_refused(t, &act, ERR_DENIED);
		act = confirm_act(t, second[i], asked);
		trial_do(t, &act);
		const struct roster_key *known = roster_key(
		    share_roster(t->share, &t->err), id_of(keys));
		assert_int_equal(known->state, KEY_GOOD);
		g_ptr_array_free(keys, TRUE);
	}
	trial_verify(t);
	person_free(signer);
	person_free(founder);
}

static void nobody_gives_to_themselves(void **state)
{
	struct trial *t = *state;
	struct person *founder = person_new(
	    FOUNDER, "管理员", "admin", ROLE_BIT(ADMIN) | ROLE_BIT(EDITOR));
	struct act act = office_act(t, FOUNDER, MOVE_PERSON_ROLE);

	act.person = founder; /* while the office is founded as well */
	trial_refused(t, &act, ERR_DENIED);
	founded(t);
	act = office_act(t, FOUNDER, MOVE_PERSON_ROLE);
	act.person = founder;
	trial_refused(t, &act, ERR_DENIED);
	act = office_act(t, ALL_ROLES, MOVE_PERSON_ROLE); /* the other administrator may */
	act.person = founder;
	trial_do(t, &act);
	trial_verify(t);
	person_free(founder);
}

/* What lies in the safe: it stands in for the second person, and for a lost key, and for no text.
 */
static void the_office_key_helps_out(void **state)
{
	struct trial *t = *state;
	struct person *person = person_new(CLERK, "王收发", "", ROLE_BIT(CLERK) | ROLE_BIT(SIGNER));
	struct act act;

	founded(t);
	act = office_act(t, FOUNDER, MOVE_PERSON_ROLE);
	act.keys = trial_keys(0);
	act.person = person;
	trial_do(t, &act);
	assert_false(t->done.waits);
	assert_int_equal(roles_in_force(t, CLERK), person->roles);
	act = office_act(t, EDITOR, MOVE_PERSON_ROLE); /* but only in an administrator's hand */
	act.keys = trial_keys(0);
	act.person = person;
	trial_refused(t, &act, ERR_DENIED);
	notes(t, CLERK, trial_keys(0), ERR_DENIED);
	trial_verify(t);
	person_free(person);
}

static void an_administrator_s_last_key_stays(void **state)
{
	struct trial *t = *state;
	struct person *all = person_new(ALL_ROLES, "全能者", "", 0);
	struct person *founder = person_new(FOUNDER, "管理员", "", 0);
	struct act act = office_act(t, FOUNDER, MOVE_KEY_RETIRE);

	act.person = all;
	act.key_text = id_of(trial_keys(ALL_ROLES));
	trial_do(t, &act);
	act = office_act(t, FOUNDER, MOVE_KEY_RETIRE);
	act.person = founder;
	act.key_text = id_of(trial_keys(FOUNDER));
	trial_refused(t, &act, ERR_DENIED);
	trial_verify(t);
	person_free(all);
	person_free(founder);
}

/* An event that the program would not write, with the administrator's own good key and its row. */
static void slipped_in(
    struct trial *t, enum move_id move, const char *detail, const char *sql, const char *words)
{
	g_autofree char *path = trial_bare_copy(t, "bare.db");
	struct verify_plan plan = {0};
	struct verified verified;
	struct event *event = event_new();
	struct txn txn;
	struct share *share = share_open(path, false, &t->err);

	assert_works(share, t->err);
	assert_works(txn_write(&txn, share, &t->err), t->err);
	revision_set(&event->kind, move_row(move)->name);
	event->person = FOUNDER;
	revision_set(&event->person_name, "管理员");
	revision_set(&event->detail, detail);
	event->at_ms = t->now_ms;
	assert_works(audit_append(share_db(share), share_seal(share, &t->err),
			 g_ptr_array_index(trial_keys(FOUNDER), 0), event, &t->err),
	    t->err);
	assert_works(sql_exec(share_db(share), sql, &t->err), t->err);
	assert_works(txn_commit(&txn, &t->err), t->err);
	if (share_verify(share, &plan, &verified, &t->err))
		fail_msg("verify did not tell: %s", words);
	if (t->err.kind != ERR_DAMAGED || !strstr(t->err.words, words))
		fail_msg("verify said \"%s\", not \"%s\"", t->err.words, words);
	err_clear(&t->err);
	share_close(share);
	event_free(event);
}

#define SETTLED "seq = (SELECT max(seq) FROM event)"

static void an_administrator_alone_is_told(void **state)
{
	struct trial *t = *state;
	g_autofree char *key = g_strdup_printf(
	    "id=4\nkey=%s\nname=张编辑\nroles=editor\n", id_of(trial_keys(SIGNER)));

	founded(t);
	slipped_in(t, MOVE_PERSON_ROLE, "id=4\nname=张编辑\nroles=editor,signer\n",
	    "UPDATE person SET roles = 'editor,signer', " SETTLED " WHERE id = 4",
	    "gives roles that a second person must confirm");
	slipped_in(t, MOVE_PERSON_ROLE, "id=1\nlogin=admin\nname=管理员\nroles=editor,admin\n",
	    "UPDATE person SET roles = 'editor,admin', " SETTLED " WHERE id = 1",
	    "nobody gives a role to themselves");
	slipped_in(t, MOVE_KEY_ADMIT, key, "UPDATE person SET " SETTLED " WHERE id = 4",
	    "a key that nobody offered");
	slipped_in(t, MOVE_GRANT, "id=4\nname=张编辑\nof=2\nroles=editor,signer\n",
	    "UPDATE person SET roles = 'editor,signer', " SETTLED " WHERE id = 4",
	    "confirms what nobody asked for");
	slipped_in(t, MOVE_INVITE, "id=4\nname=张编辑\nroles=editor,signer\n",
	    "UPDATE person SET roles = 'editor,signer', " SETTLED " WHERE id = 4",
	    "says something else of this person than before");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(a_person_joins_and_is_admitted),
	    TRIAL(a_person_may_have_two_keys),
	    TRIAL(one_who_judges_texts_needs_two),
	    TRIAL(keys_of_judges_need_two),
	    TRIAL(nobody_gives_to_themselves),
	    TRIAL(the_office_key_helps_out),
	    TRIAL(an_administrator_s_last_key_stays),
	    TRIAL(an_administrator_alone_is_told),
	};
	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
