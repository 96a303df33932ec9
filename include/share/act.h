/* An act and what came of it: what goes to the share and what comes back. */
#ifndef SHARE_ACT_H
#define SHARE_ACT_H

#include "flow/ask.h"

/* A desk further behind the newest event, or ahead of all others at work, only reads (design 10).
 */
#define CLOCK_SLACK_MS 600000
#define CLOCK_AHEAD_MS (INT64_C(24) * 3600000)

/* What is to be done. Everything is borrowed for the call. */
struct act {
	struct ask ask; /* the move and what it carries */
	int64_t actor; /* person */
	const char *desk; /* name of the computer or terminal, "" where no claim can be held */
	const char *program; /* "yanshen 0.1.0" */
	int64_t now_ms;
	int64_t ahead_ms; /* of the clocks of the other desks at work; 0: nothing is known of any */
	const char *uid; /* of the event, made before: tells afterwards whether it was written;
			    NULL: made here */
	int64_t seen_seq; /* an event that this desk has seen: a file without it is not written; 0:
			     not asked */
	const char *seen_digest;
	bool only_asks; /* whether this uid was written: where it was not it is not done any more */
	int64_t fence; /* of the claim under which a text is written; 0: it is taken for this act */
	bool takes_over; /* with a note: what another has open is this desk's from now on */
	int64_t report; /* what it is done to; 0: by number, or a new one, or the office */
	const char *number;
	const int64_t *parts; /* merge: two reports or more */
	size_t parts_len;
	/* receive, resubmit */
	enum source source;
	int64_t received_ms; /* 0: now */
	GBytes *original; /* the bytes as they came, NULL: typed */
	const char *original_name;
	bool is_secret; /* it bears a secrecy mark: only name, digest and time are kept */
	int64_t limit_ms; /* receive, set: the report's own limit; 0: none; -1: as it was */
	const char *desks; /* purge-confirm: the copies that are known (flow/purge.h), NULL: none */
	/* record-paper: digest of the scan, "" without; export: the form it went out in */
	const char *scan;
	const char *form;
	/* the keys of the actor that are on this desk, struct key; join: the one that is offered */
	const GPtrArray *keys;
	/* person-add, person-role, person-retire: the row as it is to be (id 0: a new one); of the
	   others about a person the id counts */
	const struct person *person;
	const char *code; /* of the invitation: person-add (NULL: none), invite, join */
	const char *key_text; /* person-add: public key admitted at once, NULL: none; key-admit and
				 key-retire: fingerprint */
	int64_t asked_seq; /* grant, delegate: the event that asked for it or brought it */
	/* delegate: the authority that is to be; NULL: the one of asked_seq is confirmed or ended */
	const struct lend *lend;
	bool takes_back;
	/* setting */
	const char *key;
	const char *value;
};

/* What came of it. */
struct done {
	int64_t seq; /* newest event it wrote; 0: nothing was written */
	int64_t report; /* the report it was done to, or the new one */
	enum state state;
	char *number; /* of that report */
	char *dispatch_number; /* "" before dispatch */
	int revision; /* of that report that stands since, and its digest */
	char *digest;
	int64_t person; /* person-add: the new id */
	bool waits; /* it stands only once a second person has confirmed it */
	int64_t fence; /* takes_over: of the new claim */
	bool seen_before; /* receive: these bytes came already, as NUMBER; nothing was written */
	bool again; /* this uid had been written before: this is what it did then */
};
void done_clear(struct done *done);

/* Whether its strings are text and within bounds, before any rule. Errors: INPUT, FULL. */
bool act_fits(const struct act *act, struct err *err) CHECKED;

#endif
