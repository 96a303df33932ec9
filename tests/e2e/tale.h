/* Steps that several stories have in common, made as a person makes them: by keys. */
#ifndef E2E_TALE_H
#define E2E_TALE_H

#include "desk.h"

/* Letters that come in as files: each has TEXT, its own number for every #. */
void tale_bring_in(const struct office *office, int count, const char *text);

/* Number of the report whose text is shown, which is the one under the cursor. Owns: the caller
 * frees. */
char *tale_number_here(struct desk *desk);

/* Show the report with this number: all reports, filtered to it. */
#define tale_go(desk, number) tale_go_at((desk), (number), __FILE__, __LINE__)
void tale_go_at(struct desk *desk, const char *number, const char *file, int line);

/* With the focus in the list: look at the text to its end, and be in the list again. */
#define tale_read(desk) tale_read_at((desk), __FILE__, __LINE__)
void tale_read_at(struct desk *desk, const char *file, int line);

/* On the review sheet: answer all 17 points with yes. */
#define tale_tick(desk) tale_tick_at((desk), __FILE__, __LINE__)
void tale_tick_at(struct desk *desk, const char *file, int line);

/* Choose the row of the open menu that bears these words: by its digit, or with the arrow keys. */
#define tale_choose(desk, words) tale_choose_at((desk), (words), __FILE__, __LINE__)
void tale_choose_at(struct desk *desk, const char *words, const char *file, int line);

/* Number of a report in editing that nobody has open. Owns: the caller frees. */
char *tale_unclaimed(const struct office *office);

/* How often TEXT stands on the screen. */
int tale_count(struct desk *desk, const char *text);

/* Fixture of most stories: an office of its own, taken away at the end. */
int tale_set_up(void **state);
int tale_tear_down(void **state);
/* The same with an empty folder in place of the demo office. */
int tale_set_up_empty(void **state);
#define tale(name) cmocka_unit_test_setup_teardown(name, tale_set_up, tale_tear_down)
#define tale_from_nothing(name) \
	cmocka_unit_test_setup_teardown(name, tale_set_up_empty, tale_tear_down)

#endif
