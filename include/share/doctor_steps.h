/* Steps of the examination in files of their own; of this room alone. */
#ifndef SHARE_DOCTOR_STEPS_H
#define SHARE_DOCTOR_STEPS_H

#include "share/drive.h"

struct trials {
	int wanted;
	int made;
	double median_ms, longest_ms;
	bool (*go_on)(void *of);
	void *of;
};

/*
 * Transactions on a scratch database through our own VFS; after some of them the second program
 * must find the newest change counter. A very slow drive gets fewer.
 * Errors: INPUT one was lost or is not seen; FULL, AWAY, BUSY, STOPPED.
 */
bool doctor_trials(struct drive *drive, struct trials *trials, struct err *err) CHECKED;

/*
 * Whether a second account of those that may use FOLDER can make and remove files there and open
 * those of the first. *NOTE says what is to be changed or why it was not tried; NULL: it can.
 * Owns: the caller frees *NOTE. Errors: AWAY, SYSTEM.
 */
bool doctor_account(const char *folder, char **note, struct err *err) CHECKED;

/*
 * Whether a desk is at work on a database in FOLDER, seen with its lock from here: *NAME is its
 * name, NULL when none shows itself. Waits a while where one has been. Owns: the caller frees
 * *NAME. Errors: STALE its lock is not seen from here; AWAY, STOPPED.
 */
bool doctor_desks(
    const char *folder, bool (*go_on)(void *of), void *of, char **name, struct err *err) CHECKED;

#endif
