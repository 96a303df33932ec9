/* Where the desks of a race sit: all in one folder, or each on a mount of its own. */
/*
 * RACE_PLACES names files of mount namespaces with a colon between them
 * (/proc/PID/ns/mnt); in each of them TMPDIR is the same shared folder, seen through that desk's
 * mount. RACE_HISTORY is a folder that all of them see and that is not on the share.
 */
#ifndef RACE_PLACES_H
#define RACE_PLACES_H

#include "share/open.h"

#define MAX_PLACES 9

struct places {
	int count; /* 0: all sit where the test does */
	int files[MAX_PLACES];
};

/* From the environment; fails the test when one of them is not there. */
void places_find(struct places *places);
/* Move this process, which has no threads, to the place of a desk (from 0 on, in turn). */
void places_enter(const struct places *places, int desk);
/* The folder for the histories, where one is named; else OTHERWISE. Borrowed. */
const char *places_history(const char *otherwise);
/* Open the file, as a desk does whose drive may be gone: it asks again, for two minutes. */
struct share *places_open(const char *path);

#endif
