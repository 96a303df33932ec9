/* Who may sign what: people, roles, settings and keys as the office's own events say, each checked
 * from the office key on (design 4). */
#ifndef SHARE_ROSTER_H
#define SHARE_ROSTER_H

#include "flow/lend.h"
#include "model/event.h"
#include "seal/key.h"
#include "share/sql.h"

enum key_state {
	KEY_OFFERED, /* its owner made it and said so; nobody has admitted it */
	KEY_ASKED, /* an administrator admits it, a second person has not confirmed that */
	KEY_GOOD,
	KEY_RETIRED,
};

/* A person's key and what became of it. */
struct roster_key {
	struct key *key; /* the public half */
	int64_t person;
	enum key_state state;
	int64_t asked_by, asked_seq; /* 0: nobody yet */
	int64_t good_seq; /* the event that made it good; 0: it never was */
	int64_t retired_seq; /* the event that ended it; 0: none */
};

/* Roles that wait for a second person. */
struct roster_ask {
	int64_t seq, by, person;
	unsigned roles;
};

struct roster {
	const struct seal *seal;
	struct key *office; /* the office key, NULL before the first event */
	char *pinned; /* the fingerprint that it must have; NULL: any */
	GPtrArray *people; /* struct person */
	GPtrArray *keys; /* struct roster_key */
	GPtrArray *asks; /* struct roster_ask */
	GHashTable *settings; /* key to value */
	GPtrArray *lent; /* struct lend: those of the settings that are authority lent */
	GHashTable *invites; /* person to digest of the code that is open */
	int64_t seq; /* every event of the office up to this one is taken */
	int64_t first_report; /* the event that brought the first report; 0: none */
	int64_t signer_since; /* the event since which there was a signer with a key; 0: never */
};

/* Owns: borrows SEAL; roster_free(). */
struct roster *roster_new(const struct seal *seal);
/* NULL is fine. */
void roster_free(struct roster *roster);

/*
 * Take EVENT, the next one of the office itself: its signature, who was entitled then, and what it
 * changes. Errors: DAMAGED says what is wrong with it; SYSTEM.
 */
bool roster_take(struct roster *roster, const struct event *event, struct err *err) CHECKED;

/*
 * Whether EVENT, whose digest is good, is signed with a key that was its person's at that moment.
 * Errors: DAMAGED, SYSTEM.
 */
bool roster_signed(const struct roster *roster, const struct event *event, struct err *err) CHECKED;

/* Take the office's events that are in the file and not taken yet. Errors: DAMAGED, as sqlerr.h. */
bool roster_read(struct roster *roster, struct db *db, struct err *err) CHECKED;
/* The event that brought the file's first report, if it is not known yet. Errors: as sqlerr.h. */
bool roster_read_first(struct roster *roster, struct db *db, struct err *err) CHECKED;

/* Whether the rows of the table person are what the events say. Errors: DAMAGED names the first. */
bool roster_same_people(
    const struct roster *roster, const GPtrArray *rows, struct err *err) CHECKED;

/*
 * The one of KEYS (struct key; NULL: none) that PERSON may sign with now; for an act of the OFFICE
 * itself the office key is another. Owns: borrowed. Errors: DENIED with what is missing.
 */
const struct key *roster_choose(const struct roster *roster, const GPtrArray *keys,
    const struct person *person, bool office, struct err *err) CHECKED;

/* NULL when there is none of that fingerprint. Owns: borrowed. */
const struct roster_key *roster_key(const struct roster *roster, const char *id);
/* Whether KEY is the office key. */
bool roster_is_office(const struct roster *roster, const char *id);
/* What grant.h judges by, for an event of SEQ signed with KEY. Borrows ROSTER. */
struct grant_file roster_grants(const struct roster *roster, int64_t seq, const char *key);
/* What waits for a second person and was asked for by that event: either of the two. */
struct roster_ask *roster_ask(const struct roster *roster, int64_t seq);
struct roster_key *roster_asked_key(const struct roster *roster, int64_t seq);
/* The authority that this event brought and nobody has ended; NULL: none. Borrowed. */
const struct lend *roster_lend(const struct roster *roster, int64_t seq);

/* What stands in the trail of the code of an invitation. Errors: SYSTEM. */
bool roster_invitation(const struct roster *roster, int64_t person, const char *code,
    char hex[DIGEST_HEX_LEN + 1], struct err *err) CHECKED;

#endif
