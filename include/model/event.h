/* One entry of the trail: who did what to which text, when, with which words (design 4). */
#ifndef MODEL_EVENT_H
#define MODEL_EVENT_H

#include "model/terms.h"

struct event {
	int64_t seq; /* 1 is the office's first; no gaps */
	char *uid; /* made on the desk: answers what became of a lost commit */
	int64_t report; /* 0: the office itself, its people, its settings */
	char *kind; /* a move or another kind, as named in flow/moves.def */
	enum state from;
	enum state to;
	int64_t person;
	char *person_name;
	char *desk;
	char *program; /* "yanshen 0.1.0" */
	int64_t at_ms;
	char *reason; /* a code of [D 2.3], "" when none */
	char *words;
	int revision; /* the revision concerned, 0: none */
	char *text_digest; /* of that revision, "" when none */
	char *detail; /* model/detail.h: to, number, ticks, ... */
	char *key; /* fingerprint of the key it is signed with */
	char *prev; /* digest of the event before in the file */
	char *digest; /* over event_canon, prev included */
	char *signature; /* of that key over the digest; "" in a mirror */
};

/* What stands in prev of the first event. */
#define EVENT_NO_DIGEST "0000000000000000000000000000000000000000000000000000000000000000"

/* Everything empty, strings "". Owns: free with event_free. */
struct event *event_new(void);
struct event *event_copy(const struct event *event);
void event_free(struct event *event);

/* The canonical bytes its digest is taken over: all above but digest and signature. Owns: the
 * caller frees. */
GString *event_canon(const struct event *event);

#endif
