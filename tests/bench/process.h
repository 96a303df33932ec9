/* What a program and its children cost: processor, memory, how often they wake. From /proc. */
#ifndef BENCH_PROCESS_H
#define BENCH_PROCESS_H

#include "base/attr.h"

#include <sys/types.h>

struct process_cost {
	int64_t cpu_us; /* its own to the ns, ended children's to the tick of the kernel */
	int64_t peak_kb; /* largest resident size, summed over the tree */
	int64_t wakeups; /* times that a thread gave up the processor by itself */
};

/* Cost so far of a process and all below it. */
void process_cost(pid_t pid, struct process_cost *cost);

#endif
