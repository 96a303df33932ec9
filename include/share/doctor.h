/* Is this folder fit to keep the office's database in? Tried, not guessed. */
#ifndef SHARE_DOCTOR_H
#define SHARE_DOCTOR_H

#include "share/mount.h"

#define DOCTOR_TRIALS 100

enum fitness {
	FIT,
	FIT_SLOW, /* fit, but people would wait */
	UNFIT,
};

enum check_mark {
	CHECK_GOOD,
	CHECK_NOTE, /* allowed, not advised, or could not be tried */
	CHECK_BAD,
};

struct drive_check {
	const char *id; /* for scripts: "locks", "fresh" */
	enum check_mark mark;
	char *words;
};

struct doctor_plan {
	const char *path; /* folder, or a file in it */
	const char *other_path; /* the same folder through another mount; NULL: only PATH */
	const struct mount *mount; /* how it is mounted; NULL: as the kernel says */
	int trials; /* 0: DOCTOR_TRIALS */
	bool (*go_on)(void *of); /* asked now and then; NULL: always */
	void *of;
};

struct diagnosis {
	enum fitness fit;
	char *folder; /* canonical */
	struct mount mount;
	GPtrArray *checks; /* struct drive_check *, in the order they were made */
	double trip_ms; /* one call that no cache answers */
	double commit_ms, longest_ms; /* median and longest of the trial transactions */
	int trials; /* made */
};
void diagnosis_clear(struct diagnosis *diagnosis);

/*
 * Examine the folder: type and options of its mount, cloud services, locks, syncs, fresh data, time
 * of a call, trial transactions, a second account. An unfit kind of drive is not written at all; of
 * what is written in a scratch folder nothing is left. That the folder is unfit is no error.
 * Owns: diagnosis_clear() frees.
 * Errors: INPUT there is no such folder; AWAY the drive hangs or is gone; STOPPED.
 */
bool share_doctor(
    const struct doctor_plan *plan, struct diagnosis *diagnosis, struct err *err) CHECKED;

/*
 * How the drive should be mounted: a line for /etc/fstab with the server's own name where it is
 * known, and what else is to be set. Owns: the caller frees.
 */
char *doctor_mount_line(const struct mount *mount);
/* One page for whoever keeps the file server. Owns: the caller frees. */
char *doctor_page(const struct mount *mount);

#endif
