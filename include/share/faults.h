/* Faults that tests put between SQLite and the drive. Nothing of this is in a program for use. */
#ifndef SHARE_FAULTS_H
#define SHARE_FAULTS_H

#include "base/attr.h"

/* Kinds of calls to the drive, as bits. */
enum share_call {
	CALL_OPEN = 1 << 0,
	CALL_READ = 1 << 1,
	CALL_WRITE = 1 << 2,
	CALL_SYNC = 1 << 3,
	CALL_TRUNCATE = 1 << 4,
	CALL_LOCK = 1 << 5,
	CALL_UNLOCK = 1 << 6,
	CALL_SIZE = 1 << 7,
	CALL_ACCESS = 1 << 8,
	CALL_DELETE = 1 << 9,
	CALL_CLOSE = 1 << 10,
	CALL_FENCE = 1 << 11, /* reads of the fence's own descriptor */
	CALL_ANY = (1 << 12) - 1,
};

#ifdef YANSHEN_TEST_HOOKS
enum fault_what {
	FAULT_NONE,
	FAULT_FAIL, /* the call is not made and fails */
	FAULT_CUT, /* a write puts half of its bytes and fails; other calls fail */
	FAULT_DONE, /* the call is made, and its answer is lost: it fails all the same */
	FAULT_KILL, /* the process dies here, a write half made */
	FAULT_TELL, /* tell() is called and the call is made */
};

struct faults {
	unsigned kinds; /* of enum share_call: which calls count */
	int64_t nth; /* the call that is hit, from 1; 0: none */
	bool stays; /* and all counted calls after it */
	enum fault_what what;
	int code; /* SQLite's, 0 for the I/O error that fits the call */
	void (*tell)(void *of);
	void *of;
	int64_t delay_ms; /* before every call, YANSHEN_TEST_SHARE_DELAY_MS at first */
	bool fence_is_off; /* shows what would be lost without it */
	int64_t counted; /* calls of these kinds so far */
	int64_t calls; /* all calls so far, whatever their kind */
	int64_t hits; /* faults so far */
};

/* Take the delay from the environment. */
void faults_init(struct faults *faults);
/* Count from the beginning, with these faults from now on. */
void faults_set(struct faults *faults, unsigned kinds, int64_t nth, enum fault_what what);
/* What becomes of this call; waits the delay first. */
enum fault_what faults_call(struct faults *faults, enum share_call call);
#endif

#endif
