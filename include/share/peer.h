/* A second process on the same folder: what it sees there is what another program would see. */
#ifndef SHARE_PEER_H
#define SHARE_PEER_H

#include "base/err.h"

#include <sys/types.h>

#define PEER_NAME_LEN 63

struct peer; /* a child that makes plain system calls and nothing else */

/* As whom the child acts. */
struct peer_account {
	uid_t uid;
	gid_t gid;
};

enum peer_op {
	PEER_OPEN, /* the file NAME, from now on the one that is meant */
	PEER_LOCK, /* take (F_RDLCK, F_WRLCK) or give up (F_UNLCK) bytes, without waiting */
	PEER_LOOK, /* value: which lock of others stands in the way of such a lock */
	PEER_READ, /* value: 8 bytes of the file */
	PEER_WRITE, /* 8 bytes of the file, synced */
	PEER_SIZE, /* value: bytes of the file */
	PEER_HAS, /* value: whether NAME is in the folder */
	PEER_MAKE, /* an empty NAME, which must not be there */
	PEER_REMOVE, /* NAME */
};

struct peer_ask {
	enum peer_op op;
	short lock;
	int64_t at, len, value;
	char name[PEER_NAME_LEN + 1];
};

/* CODE is an errno, 0 when it worked. */
struct peer_answer {
	int code;
	int64_t value;
};

/*
 * Start the child in the folder DIR, as ACCOUNT (NULL: as this process).
 * Owns: peer_stop() frees. Errors: INPUT the folder cannot be opened; SYSTEM.
 */
struct peer *peer_start(
    const char *dir, const struct peer_account *account, struct err *err) CHECKED;

/* Errors: AWAY when it has not answered within 20 s: the drive hangs. */
bool peer_ask(struct peer *peer, const struct peer_ask *ask, struct peer_answer *answer,
    struct err *err) CHECKED;

/* End it at once, as kill -9 does. NULL is fine. */
void peer_stop(struct peer *peer);

#endif
