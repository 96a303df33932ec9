/* A real program in a real terminal: started in a pty, its output read into cells, keys by name. */
#ifndef E2E_SCREEN_H
#define E2E_SCREEN_H

#include "base/err.h"

#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

/*
 * How the two keep step without sleeping. The program finds one end of a socket as
 * YANSHEN_TEST_SYNC_FD and looks at it in the same poll as the terminal. Each byte that it reads
 * there it writes back as soon as its loop has nothing to do: no key waiting, no job out, all
 * drawn. Keys are in the terminal before the byte is in the socket, so the answer speaks for them.
 */
struct screen {
	VTerm *vt;
	VTermScreen *grid;
	GString *waiting; /* bytes of a character that is not whole yet */
	int pty, sync, life; /* -1 when closed; life becomes readable when the program ends */
	pid_t pid; /* 0 when there is none to wait for */
	int cols, rows;
	struct termios found; /* the terminal's mode before the program came */
	bool ended; /* the program has let go of its terminal */
	bool alternate, cursor_hidden; /* as the program left them */
	size_t painted; /* bytes it has written in all */
	int64_t first_us, last_us; /* when it painted first since first_us was 0, and last */
	int64_t deadline_ms; /* how long anything may take before it counts as hung */
};

/* Monotonic time for measuring. Units: us. */
int64_t screen_now_us(void);

struct screen_cell {
	char text[32]; /* one character with its marks; "" right of a wide one */
	int width; /* columns, 0 right of a wide one */
	bool bold, underline, reverse, italic;
	int fg, bg; /* palette index, -1 the terminal's own, -2 direct colour */
};

/*
 * Start ARGV with exactly ENV ("NAME=value") in a terminal of its own.
 * Owns: copies nothing; the caller keeps both until the call returns.
 * Errors: SYSTEM.
 */
bool screen_start(struct screen *screen, char *const argv[], char *const env[], int cols, int rows,
    struct err *err) CHECKED;

/* End the program if it still runs (first by hang-up, then by force) and let everything go. */
void screen_clear(struct screen *screen);

/* Take what the program has painted within WAIT_MS; false when there was nothing. */
bool screen_pump(struct screen *screen, int wait_ms);

/* Until the program says that it has nothing to do; false when it ended or the deadline passed. */
bool screen_settle(struct screen *screen);

/* Until the program has ended. Returns its wait status, -1 past the deadline. */
int screen_wait(struct screen *screen);

/* Give it these bytes as typed; false when it takes none before the deadline. */
bool screen_send(struct screen *screen, const void *bytes, size_t len);

/*
 * Press keys by name, blanks between: "F6 C-s S-Tab M-1 Enter 中". Names as in the program's own
 * key table; what is no name is one character. False at a word that is neither.
 */
bool screen_keys(struct screen *screen, const char *names);

/* Paste TEXT, in brackets if the program has asked for them. */
bool screen_paste(struct screen *screen, const char *text);

void screen_resize(struct screen *screen, int cols, int rows);
/* Take the terminal away, as a closed window does. */
void screen_hang_up(struct screen *screen);

void screen_cell_at(const struct screen *screen, int row, int col, struct screen_cell *cell);
/* One line without the blanks at its end; from 0, negative from below. Owns: the caller frees. */
char *screen_line(const struct screen *screen, int row);
/* All lines. Owns: the caller frees. */
char *screen_text(const struct screen *screen);
/* All lines in a frame, with the cursor's place, for a person who reads why a test failed. */
char *screen_picture(const struct screen *screen);
void screen_cursor(const struct screen *screen, int *row, int *col);

/* Whether the terminal is as it was found: its mode to the bit, main screen, cursor seen. */
bool screen_restored(const struct screen *screen);

#endif
