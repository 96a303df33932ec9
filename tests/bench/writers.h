/* What the two measurements of writers.c and pace.c share. */
#ifndef BENCH_WRITERS_H
#define BENCH_WRITERS_H

#include "share/moves.h"

#include <stdio.h>

/* Say what failed, and end this process. */
void die(const char *what, const struct err *err);
/* Units: ms of the monotonic clock. */
double now_ms(void);
/* An act of the one person of the office who does all. */
struct act act_of(enum move_id move, int64_t actor, int64_t report);
/* Do it; what fails ends the process. */
void do_one(struct share *share, const struct act *act);
/* An office at PATH with so many reports, numbered from 1. */
void make_office(const char *path, int reports);
/* Memory that all processes share. */
double *shared_numbers(int count);
/* Wait for so many children; false when one of them failed. */
bool wait_for_all(int count);
void sort_numbers(double *numbers, int count);
/* Print one line; 1 when the bar is missed. */
int bar(const char *what, double value, double limit, bool is_met);

/* People at their pace on a slow drive, FASTER times as fast as they are; 1 when a bar is missed.
 */
int pace_measure(const char *folder, int faster);

#endif
