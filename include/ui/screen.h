/* The screen of the desk: the terminal taken over, drawn on frame by frame, read key by key. */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "base/err.h"
#include "ui/canvas.h"
#include "ui/key.h"
#include "ui/theme.h"

struct screen;

struct screen_options {
	int ambiguous; /* columns of ambiguous characters: 1, 2, 0 to ask the terminal */
	const struct theme *theme; /* borrowed for the call */
};

/*
 * Take the terminal of standard input and output: alternate screen, no echo, no flow control,
 * pasted blocks marked, no mouse; and the signals that concern it. One at a time in a program.
 * Errors: SYSTEM without a terminal, or with one that cannot place the cursor (TERM=dumb); the
 * words say what to do.
 */
struct screen *screen_start(const struct screen_options *options, struct err *err) CHECKED;

/* Give the terminal back as it was, the alternate screen cleared. */
void screen_stop(struct screen *screen);

/* For poll: readable when keys are there. */
int screen_fd(const struct screen *screen);
/* For poll: readable when a signal came. */
int screen_signal_fd(const struct screen *screen);
/* The next signal that came (SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGCONT, SIGTSTP); 0: none. */
int screen_take_signal(struct screen *screen);

/*
 * Read what is there without waiting. False when the terminal is gone: treat it as a hang-up.
 * Call it also when screen_wait_ms has passed.
 */
bool screen_read(struct screen *screen);
/* Units: ms until screen_read has something to do although nothing comes (a lone Esc); -1: never.
 */
int screen_wait_ms(const struct screen *screen);
/* The next key; false when there is none. Owns: the caller clears EVENT. */
bool screen_take_key(struct screen *screen, struct key_event *event);

/* Size as the terminal says now, within bounds. */
void screen_size(const struct screen *screen, int *rows, int *cols);
/* How it draws ambiguous characters, as asked or answered so far. */
struct width_rule screen_width(const struct screen *screen);
/* Ask again (a key for it); the answer comes with a later screen_read. Nothing if it was stated. */
void screen_probe(struct screen *screen);

/* Other looks from the next frame on. */
void screen_use(struct screen *screen, const struct theme *theme);
/*
 * Send what differs from the last frame, in one write where the terminal takes it, and put the
 * cursor at ROW, COL (hidden when ROW is negative). While the last frame is still on its way
 * nothing is done and false returned: draw again when screen_is_sent.
 */
bool screen_draw(struct screen *screen, const struct canvas *canvas, int row, int col);
/* Whether all was taken; while not, poll screen_fd for writing and call screen_send. */
bool screen_is_sent(const struct screen *screen);
/* Go on with what could not be sent. False when the terminal is gone. */
bool screen_send(struct screen *screen);
/* Send everything anew with the next frame. */
void screen_forget(struct screen *screen);

/*
 * Bytes for the terminal itself, outside the screen: OSC 52, bell. Sent with the next frame.
 */
void screen_say(struct screen *screen, const char *bytes);

/* Give the terminal back for a while and stop (SIGTSTP); on return it is taken again. */
void screen_suspend(struct screen *screen);

#endif
