/* A key opened with its passphrase, or locked again, as a job: neither belongs on the screen's
 * thread. */
#ifndef WORK_UNLOCK_JOB_H
#define WORK_UNLOCK_JOB_H

#include "work/job.h"

/* Open PERSON's keys on this desk. Owns: copies PASSPHRASE. Errors: as keyring_open(). */
struct job *unlock_job(int64_t person, const char *passphrase, job_home *home);
/* Forget what was opened. */
struct job *lock_job(void);

#endif
