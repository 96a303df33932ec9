/* The error value: what kind, where, and one finished sentence in the person's own language. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/attr.h"

/* The kind says what the caller can do about it. */
enum err_kind {
	ERR_NONE,
	ERR_INPUT,   /* a person can mend it: bad value, bad file, bad key */
	ERR_DENIED,  /* a rule of the review forbids it; the words name the rule */
	ERR_STALE,   /* somebody changed it first: reload, compare, try again */
	ERR_BUSY,    /* the share is locked past the deadline: try again later */
	ERR_AWAY,    /* the share does not answer: keep the draft, go on reading */
	ERR_FULL,    /* no room left, or a stated bound is reached */
	ERR_DAMAGED, /* stored data breaks an invariant: stop writing */
	ERR_STOPPED, /* cancelled by the person or by shutdown */
	ERR_SYSTEM,  /* any other failed call; code holds errno */
};

struct err {
	enum err_kind kind;
	int code;	   /* errno or SQLite extended code, 0 if none */
	const char *where; /* function that set it, static storage */
	char words[400];   /* one UTF-8 sentence, no newline */
};

/*
 * Record a failure and return false. An error that is set already stays: the first one tells most.
 * Words too long for the field are cut between characters and end with an ellipsis.
 */
#define err_fail(err, kind, ...) err_fail_at((err), (kind), 0, __func__, __VA_ARGS__)
#define err_fail_code(err, kind, code, ...)                                                        \
	err_fail_at((err), (kind), (code), __func__, __VA_ARGS__)
bool err_fail_at(struct err *err, enum err_kind kind, int code, const char *where, const char *fmt,
    ...) PRINTF_LIKE(5, 6);

/* Put in front what it was about ("saving 2026-0001", a colon is added), return false. */
bool err_while(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Forget what was recorded, so that the value can be used again. */
void err_clear(struct err *err);

/* Exit status of the command line for a kind (design 8). */
int err_exit_status(enum err_kind kind);

/* Kind that fits an errno: EACCES is INPUT, ENOSPC is FULL, EIO and its kin are AWAY. */
enum err_kind err_kind_of_errno(int code);

#endif
