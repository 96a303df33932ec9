/* Which history holds, where the share shows another one than desks have seen: an administrator
 * says so, as an event. */
#ifndef SHARE_HISTORY_H
#define SHARE_HISTORY_H

#include "seal/digest.h"
#include "share/open.h"

#define SETTING_HISTORY "history" /* its value is history_print()'s */

/* What an administrator has said: everything up to KEEPS holds, what came after it is given up. */
struct history {
	int64_t seq; /* of the event that says so; 0: none does */
	int64_t keeps, lost; /* the last event that both have; the newest that is given up */
	char keeps_digest[DIGEST_HEX_LEN + 1], lost_digest[DIGEST_HEX_LEN + 1];
};

/* Digest of the event that a desk has seen under that number; false: it has none. */
typedef bool history_seen(void *of, int64_t seq, char digest[DIGEST_HEX_LEN + 1]);

/* "12:9f3a... 40:77b0...". Owns: the caller frees. */
char *history_print(const struct history *history);
bool history_parse(const char *value, struct history *history) CHECKED;

struct event;
/* Whether an event is such a word. */
bool history_says(const struct event *event, struct history *history);

/*
 * The newest word of an administrator that fits what this desk has seen: it keeps an event that the
 * desk has, too. The office's events are checked from its key on. Errors: DAMAGED, BUSY, AWAY.
 */
bool history_admitted(struct share *share, history_seen *seen, void *of, struct history *found,
    struct err *err) CHECKED;

/*
 * What there is to say: the last event that the share has in common with a desk that has seen those
 * from LOWEST to NEWEST. Errors: INPUT nothing differs, or they have nothing in common; BUSY, AWAY.
 */
bool history_fork(struct share *share, history_seen *seen, void *of, int64_t lowest, int64_t newest,
    struct history *found, struct err *err) CHECKED;

#endif
