/* The log file of this desk: one line an event, no secrets, never the terminal. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

/*
 * Begin to write to PATH (appended, 0600, turned over at 1 MiB into PATH.1). Without it log lines
 * are dropped. Errors: INPUT, FULL.
 */
bool log_start(const char *path, struct err *err) CHECKED;

/* Write one line with the time in front. Thread: any. Never a title, a name or a text. */
void log_line(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* Close the file. */
void log_stop(void);

#endif
