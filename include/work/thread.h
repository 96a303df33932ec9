/* What both threads of this room begin with. */
#ifndef WORK_THREAD_H
#define WORK_THREAD_H

#include "base/attr.h"

#include <pthread.h>

/* Start RUN(OF) with every signal blocked: signals are the screen's business. 0, or an errno. */
int thread_start(pthread_t *thread, void *(*run)(void *), void *of) CHECKED;

/* A condition whose timed waits go by clock_mono_ms(), whatever becomes of the wall clock. */
void thread_cond_init(pthread_cond_t *cond);

#endif
