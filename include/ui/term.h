/* The terminal as a device: what it can do, its mode, its signals. The only file that knows curses.
 */
#ifndef UI_TERM_H
#define UI_TERM_H

#include "base/err.h"
#include "ui/color.h"
#include "ui/key.h"

struct term_sequence {
	char *bytes;
	struct key key;
};

/* What the terminal's description says. */
struct term_ability {
	enum color_depth depth;
	bool erase_colours; /* erasing leaves the background of the moment */
	bool erase_chars; /* ECH */
	bool scroll_region; /* DECSTBM */
	char *enter; /* what to send first */
	char *leave; /* and last: attributes off, screen cleared, the old one back */
	GArray *sequences; /* of struct term_sequence */
};

/*
 * Ask terminfo about the terminal of standard input and output. NO_COLOR makes it monochrome.
 * Errors: SYSTEM without a terminal, or with one that cannot place the cursor (TERM=dumb); the
 * words say what to do.
 */
bool term_know(struct term_ability *ability, struct err *err) CHECKED;
void term_ability_clear(struct term_ability *ability);

/*
 * Put the terminal FD into raw mode: no echo, no flow control, keys as they come. LEAVE is sent
 * when it is given back, also when the program dies of a fault. Errors: SYSTEM.
 */
bool term_take(int fd, const char *leave, struct err *err) CHECKED;
/* Give it back. Nothing if it is not taken. */
void term_give_back(void);

/* Note signals from now on (SIGWINCH SIGHUP SIGTERM SIGINT SIGQUIT SIGCONT SIGTSTP). Errors:
 * SYSTEM. */
bool term_note_signals(struct err *err) CHECKED;
void term_leave_signals(void);
/* For poll: readable when a signal came. */
int term_signal_fd(void);
/* The next signal that came; 0: none. */
int term_next_signal(void);

#endif
