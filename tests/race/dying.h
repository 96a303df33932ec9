/* A desk that dies in the middle of an act, and one that looks at what it left. */
#ifndef RACE_DYING_H
#define RACE_DYING_H

#include "trial.h"

/*
 * Note something in the trail in this process, once a byte has come back over SOCKET, and die at
 * the Nth call to the drive on the way. Does not return; exits with 0 when it came to its end.
 */
void dying_note(struct trial *trial, int n, int socket);
/* The newest event, in a reading transaction of its own. */
int64_t dying_newest(struct share *share);

#endif
