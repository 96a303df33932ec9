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
	CALL_SIDE = 1 << 12, /* the side file */
	CALL_ANY = (1 << 13) - 1,
};

struct faults;
struct sqlite3_file;

/* Write through FILE of the real VFS. Units: bytes. Returns SQLite's code. */
int drive_write(
    struct faults *faults, struct sqlite3_file *file, const void *from, int len, int64_t at);

#ifdef YANSHEN_TEST_HOOKS
enum fault_what {
	FAULT_NONE,
	FAULT_FAIL, /* the call is not made and fails */
	FAULT_CUT, /* a write puts half of its bytes and fails; other calls fail */
	FAULT_LOST, /* the call is made and its answer is lost: it fails all the same */
	FAULT_KILL, /* the process dies here, a write half made */
	FAULT_TELL, /* tell() is called, then the call is made */
};

struct faults {
	unsigned kinds; /* of enum share_call: which calls count */
	int64_t nth; /* the call that is hit, from 1; 0: none */
	bool stays; /* and all counted calls after it */
	enum fault_what what;
	void (*tell)(void *of);
	void *of;
	int64_t delay_ms; /* before every call, YANSHEN_TEST_SHARE_DELAY_MS at first */
	bool fence_is_off; /* shows what would be lost without it */
	int64_t counted; /* calls of these kinds so far */
	int64_t calls; /* all calls so far, whatever their kind */
	int64_t hits; /* faults so far */
	enum fault_what now;
};

/* No fault, and the delay from the environment. */
void faults_init(struct faults *faults);
/* Count from the beginning, with these faults from now on. */
void faults_set(struct faults *faults, unsigned kinds, int64_t nth, enum fault_what what);
/* Wait the delay, count the call, and say whether it is not to be made at all. */
bool faults_stop(struct faults *faults, enum share_call call);
/* What the caller hears of a call that was made. */
int faults_answer(struct faults *faults, int code, int lost);

/* Make CALL, which answers with a code of SQLite's; LOST is the code of its failure. */
#define DRIVE_CALL(faults, kind, lost, call) \
	(faults_stop((faults), (kind)) ? (lost) : faults_answer((faults), (call), (lost)))
#else
#define DRIVE_CALL(faults, kind, lost, call) (call)
#endif

#endif
