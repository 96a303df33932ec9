/* Inside the room: one of the office's events while it is taken into the roster. */
#ifndef SHARE_ROSTER_TAKE_H
#define SHARE_ROSTER_TAKE_H

#include "share/roster.h"

/* One that is about a person. */
struct taking {
	struct roster *roster;
	const struct event *event;
	enum move_id move;
	const struct person *actor;
	const struct person *before; /* NULL: who is added */
	struct person *row; /* as the event says, and as it must be */
	unsigned asked; /* roles that the event says wait */
	struct grant_file grants;
};

/* Owns: takes KEY, returns a borrowed row. */
struct roster_key *roster_add_key(struct roster *roster, struct key *key, int64_t person);
void roster_make_good(struct roster_key *key, int64_t seq);
/*
 * The public key in an event's detail, which nobody may have brought before. Owns: the caller
 * frees. Errors: DAMAGED.
 */
struct key *roster_new_key(
    const struct roster *roster, const struct event *event, struct err *err) CHECKED;

/* What each kind of event about keys does. Errors: DAMAGED, SYSTEM. */
bool taking_key_at_once(struct taking *taking, struct err *err) CHECKED;
bool taking_join(struct taking *taking, struct err *err) CHECKED;
bool taking_admission(struct taking *taking, struct err *err) CHECKED;
bool taking_key_end(struct taking *taking, struct err *err) CHECKED;
/* The second person's word. */
bool taking_grant(struct taking *taking, struct err *err) CHECKED;

#endif
