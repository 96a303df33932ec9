/* Counts the calls to the drive and hits the one that a test has chosen. */
#include "share/faults.h"

#include <sqlite3.h>

#ifdef YANSHEN_TEST_HOOKS
#include <signal.h>

void faults_init(struct faults *faults)
{
	const char *delay = g_getenv("YANSHEN_TEST_SHARE_DELAY_MS");

	*faults = (struct faults){.delay_ms = delay ? g_ascii_strtoll(delay, NULL, 10) : 0};
}

void faults_set(struct faults *faults, unsigned kinds, int64_t nth, enum fault_what what)
{
	faults->kinds = kinds;
	faults->nth = nth;
	faults->what = what;
	faults->counted = 0;
	faults->hits = 0;
}

bool faults_stop(struct faults *faults, enum share_call call)
{
	faults->now = FAULT_NONE;
	faults->calls++;
	if (faults->delay_ms > 0)
		g_usleep((gulong)faults->delay_ms * 1000);
	if (!(faults->kinds & call) || faults->nth == 0)
		return false;
	faults->counted++;
	if (faults->counted != faults->nth && !(faults->stays && faults->counted > faults->nth))
		return false;

	faults->hits++;
	faults->now = faults->what;
	if (faults->now == FAULT_TELL)
		faults->tell(faults->of);
	if (faults->now == FAULT_KILL && call != CALL_WRITE)
		raise(SIGKILL);
	return faults->now == FAULT_FAIL || (faults->now == FAULT_CUT && call != CALL_WRITE);
}

int faults_answer(struct faults *faults, int code, int lost)
{
	if (faults->now == FAULT_KILL)
		raise(SIGKILL);
	return faults->now == FAULT_LOST || faults->now == FAULT_CUT ? lost : code;
}
#endif

/*
 * SQLite's own files take at most 128 KiB at once: of a longer piece they write the remainder by
 * that size and then find the drive full. Source: seekAndWriteFd() in SQLite's os_unix.c, 3.40.
 */
#define WRITE_MAX (64 << 10)

static int write_in_pieces(struct sqlite3_file *file, const char *from, int len, int64_t at)
{
	int code = SQLITE_OK;

	for (int done = 0; code == SQLITE_OK && done < len; done += WRITE_MAX)
		code = file->pMethods->xWrite(
		    file, from + done, MIN(len - done, WRITE_MAX), at + done);
	return code;
}

int drive_write(
    struct faults *faults, struct sqlite3_file *file, const void *from, int len, int64_t at)
{
#ifdef YANSHEN_TEST_HOOKS
	if (faults_stop(faults, CALL_WRITE))
		return SQLITE_IOERR_WRITE;
	if (faults->now == FAULT_CUT || faults->now == FAULT_KILL)
		len /= 2;
	return faults_answer(faults, write_in_pieces(file, from, len, at), SQLITE_IOERR_WRITE);
#else
	(void)faults;
	return write_in_pieces(file, from, len, at);
#endif
}
