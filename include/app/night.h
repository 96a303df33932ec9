/* The nightly copy at the desk: begun when it is owed, by a process of its own, and told if it
 * fails. */
#ifndef APP_NIGHT_H
#define APP_NIGHT_H

#include "app/desk.h"

/*
 * Begin the copy that is owed, hear how one has ended. It is a process of its own, so that neither
 * a key nor a decision ever waits for it, and it goes on when the desk is closed. Thread: screen.
 */
void night_tick(struct desk *desk);
/* Readable when the process has ended or said something; -1: none runs. */
int night_fd(const struct desk *desk);
void night_close(struct desk *desk);

#endif
