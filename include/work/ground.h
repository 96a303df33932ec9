/* What every job stands on: the share (or why it is away), the mirror's writer, who and where we
 * are. */
#ifndef WORK_GROUND_H
#define WORK_GROUND_H

#include "base/clock.h"
#include "mirror/open.h"
#include "model/person.h"
#include "share/open.h"
#include "share/survey.h"
#include "work/keyring.h"

struct ground {
	char *path; /* canonical, of the shared file */
	char *state_dir;
	char *desk; /* this desk's name: host and terminal */
	char *program; /* "yanshen 0.1.0" */
	char *office; /* uid of the office */
	struct clock clock;
	bool off_disk;
	struct share *share; /* NULL while it is away, or not open yet */
	struct mirror *writer; /* NULL where the ground was opened while the share was away */
	struct seal *seal; /* the same */
	struct keyring *keys; /* of this office on this desk */
	struct err away; /* why the share is away */
	int64_t away_since_ms; /* wall clock; 0: it is there */
	int64_t retry_ms; /* monotonic: not before then is it tried again */
	int tries;
	int64_t deadline_ms; /* clock_mono_ms(): of the job that runs; 0: the share's own */
	const atomic_bool *stop; /* of the job that runs; NULL: none */
	bool has_met; /* the share has been open in this run */
	bool unfit; /* when first looked at it proved to be no share of this office */
	int64_t own_seq; /* newest event this desk wrote: it must stay in the file */
	bool behind; /* the first copy is not complete: the next look goes on with it */
	bool copies; /* this process is the one that makes it */
	bool owes; /* news were read and not stored: they are read again though nobody wrote */
	struct survey survey; /* of the other desks */
	int64_t survey_ms; /* clock_mono_ms(): of the next look at them */
	int64_t ahead_ms[2]; /* of all their clocks, at the last look and the one before; 0: none
				was at work */
	int64_t purge_retry_ms; /* clock_mono_ms(): a refused word of a purge waits till then */
	bool stopped; /* the history is another one: nothing is written any more */
	struct err why_stopped;
	int64_t heal_ms; /* clock_mono_ms(): of the next look for that word */
	bool differs; /* that is why; an administrator may admit what is there (share/history.h) */
	GPtrArray *lost; /* struct mirror_deed: seen here and given up by an administrator; or NULL */
	struct history *admitted; /* by which word; or NULL */
};

struct ground_plan {
	const char *path;
	const char *state_dir;
	struct clock clock;
	bool off_disk;
	bool copy_first; /* stand on the copy where there is one; ground_ready() opens the share */
};

/*
 * Open the share and its mirror. *READER is for the screen's thread and the caller closes it. Where
 * the share is not there, does not answer or stays locked, but this desk knows it, the ground
 * stands on the mirror alone and away says why. With copy_first no call goes to the share where
 * this desk has a copy of what lies at that path. Errors: INPUT what is there is no database of
 * ours, and the like (share_open); AWAY, BUSY the same, and this desk has no copy.
 */
bool ground_open(struct ground *ground, const struct ground_plan *plan, struct mirror **reader,
    struct err *err) CHECKED;
void ground_close(struct ground *ground);

/*
 * Make sure that the share is open, trying again after a loss at growing intervals.
 * Errors: AWAY with the reason, as long as it does not answer. Where it has not been open yet and
 * is no share of this office, the reason itself, and the ground is unfit: only ground_open()
 * without the copy can tell what to do.
 */
bool ground_ready(struct ground *ground, struct err *err) CHECKED;

/* How long the job that runs may wait for locks, on this share and on one that is opened for it.
 * Units: ms of clock_mono_ms(); 0 and NULL: as the share has it. */
void ground_patience(struct ground *ground, int64_t deadline_ms, const atomic_bool *stop);

/* What the share shows is not what this desk has seen: nothing is written until the next start.
 * Errors: none; ERR says why. */
void ground_stop(struct ground *ground, const struct err *err);

/* A call to the share failed with ERR: close it where only a new connection can help. Errors: none.
 */
void ground_failed(struct ground *ground, const struct err *err);

#endif
