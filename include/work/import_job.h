/* Files into the share as a job: one file a step, so that whoever waits for a decision goes first.
 */
#ifndef WORK_IMPORT_JOB_H
#define WORK_IMPORT_JOB_H

#include "work/import.h"
#include "work/job.h"

/*
 * The job. A file that is refused does not end it; it ends when nothing more can come in: DENIED
 * for who may not, FULL past the bound of the database, AWAY, BUSY, STOPPED. What was taken until
 * then stands in the entries. Owns: takes the import.
 */
struct job *import_job(struct import *import, job_home *home);
/* The import that a job of this kind carries, else NULL. */
struct import *import_of(const struct job *job);
/* The same, taken out of a job that is home. Owns: import_free. */
struct import *import_take(struct job *job);

/* A job of this key can be stopped with worker_cancel(). */
#define IMPORT_KEY 2

#endif
