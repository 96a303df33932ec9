/* Stories at a desk: an office in a fresh folder, a person before a screen, what they see. */
#ifndef E2E_DESK_H
#define E2E_DESK_H

#include "office.h"
#include "screen.h"

/* One running program with its screen. */
struct desk {
	struct screen screen;
	const struct office *office;
};

/* What a start may say beside the usual; zero is the usual. */
struct desk_plan {
	const char *program; /* NULL: yanshen of this build */
	const char *person; /* NULL: whoever runs the test */
	int cols, rows; /* 0: 120 x 36 */
	const char *state; /* name of the state folder, for a second desk; NULL: "state" */
	const char *term; /* NULL: xterm-256color */
	const char *lang; /* NULL: zh */
	const char *env[8]; /* more variables, or others than usual */
};

/* Sit down: start the program and wait until its first screen stands. */
#define desk_start(desk, office, who, width, height)                                           \
	desk_start_as((desk), (office),                                                        \
	    &(struct desk_plan){.person = (who), .cols = (width), .rows = (height)}, __FILE__, \
	    __LINE__)
#define desk_start_plan(desk, office, plan) \
	desk_start_as((desk), (office), (plan), __FILE__, __LINE__)
void desk_start_as(struct desk *desk, const struct office *office, const struct desk_plan *plan,
    const char *file, int line);

/* Keys by name; characters as typed; one paste. Each waits until the program is through with it. */
#define desk_keys(desk, names) desk_keys_at((desk), (names), __FILE__, __LINE__)
#define desk_type(desk, text) desk_type_at((desk), (text), __FILE__, __LINE__)
#define desk_paste(desk, text) desk_paste_at((desk), (text), __FILE__, __LINE__)
void desk_keys_at(struct desk *desk, const char *names, const char *file, int line);
void desk_type_at(struct desk *desk, const char *text, const char *file, int line);
void desk_paste_at(struct desk *desk, const char *text, const char *file, int line);

/* The text is, or is not, somewhere on the screen; on one line of it (from 0, or from below). */
#define desk_sees(desk, text) desk_sees_at((desk), (text), true, __FILE__, __LINE__)
#define desk_lacks(desk, text) desk_sees_at((desk), (text), false, __FILE__, __LINE__)
#define desk_line_sees(desk, row, text) desk_line_at((desk), (row), (text), __FILE__, __LINE__)
void desk_sees_at(struct desk *desk, const char *text, bool wanted, const char *file, int line);
void desk_line_at(struct desk *desk, int row, const char *text, const char *file, int line);
/* Wait for what comes without a key (another desk's work, a slow share); fails past the deadline.
 */
#define desk_awaits(desk, text) desk_awaits_at((desk), (text), __FILE__, __LINE__)
void desk_awaits_at(struct desk *desk, const char *text, const char *file, int line);

/* Row and first column of TEXT; fails when it is not there. */
#define desk_find(desk, text, row, col) \
	desk_find_at((desk), (text), (row), (col), __FILE__, __LINE__)
void desk_find_at(
    struct desk *desk, const char *text, int *row, int *col, const char *file, int line);
/* One line of the screen. Owns: the caller frees. */
char *desk_line(const struct desk *desk, int row);
void desk_cursor(const struct desk *desk, int *row, int *col);

#define desk_resize(desk, cols, rows) desk_resize_at((desk), (cols), (rows), __FILE__, __LINE__)
void desk_resize_at(struct desk *desk, int cols, int rows, const char *file, int line);

/* Leave by Q: the program ends with 0 and the terminal is as it was found. */
#define desk_end(desk) desk_end_at((desk), __FILE__, __LINE__)
void desk_end_at(struct desk *desk, const char *file, int line);
/* The program has ended by itself with this exit status, the terminal restored. */
#define desk_ended(desk, status) desk_ended_at((desk), (status), __FILE__, __LINE__)
void desk_ended_at(struct desk *desk, int status, const char *file, int line);
/* The power goes: kill -9, nothing said. */
void desk_kill(struct desk *desk);
/* The window is closed. The program must end by itself within the deadline. */
#define desk_hang_up(desk) desk_hang_up_at((desk), __FILE__, __LINE__)
void desk_hang_up_at(struct desk *desk, const char *file, int line);

/* Fail the test with words and the picture of the screen. */
void desk_fail(struct desk *desk, const char *file, int line, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

#endif
