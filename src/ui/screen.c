/* One frame is one write of the fewest bytes; reading never waits. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ui/screen.h"

#include "base/bounds.h"
#include "base/clock.h"
#include "ui/decode.h"
#include "ui/paint.h"
#include "ui/term.h"

#define TAB_COLS 4
#define PROBE_MS 2000 /* later answers are no answers; nothing waits for it */

struct screen {
	int in, out; /* one descriptor, or standard input and output */
	bool own; /* opened by us, so it may be non-blocking */
	bool gone;
	int ambiguous; /* as stated, 0 asked */
	int64_t asked_ms;
	struct term_ability ability;
	struct decoder decoder;
	struct painter painter;
	struct width_rule width;
	GString *sending; /* bytes the terminal has not taken so far */
	size_t sent;
	GString *said; /* goes before the next frame */
};

/* The terminal by its own name, so that O_NONBLOCK is ours and not the shell's too. */
static void open_terminal(struct screen *screen)
{
	const char *name = ttyname(STDOUT_FILENO);
	int fd = open(name ? name : "/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);

	screen->own = fd >= 0;
	screen->in = screen->own ? fd : STDIN_FILENO;
	screen->out = screen->own ? fd : STDOUT_FILENO;
}

/* Take the terminal, for the first time or again. */
static bool enter(struct screen *screen, struct err *err)
{
	if (!term_take(screen->out, screen->ability.leave, err))
		return false;
	g_string_assign(screen->said, screen->ability.enter);
	painter_forget(&screen->painter);
	screen_probe(screen);
	return true;
}

struct screen *screen_start(const struct screen_options *options, struct err *err)
{
	struct term_ability ability = {0};
	struct screen *screen;

	if (!term_know(&ability, err))
		return NULL;
	screen = g_new0(struct screen, 1);
	screen->ability = ability;
	screen->sending = g_string_new(NULL);
	screen->said = g_string_new(NULL);
	screen->ambiguous = options->ambiguous;
	screen->width = (struct width_rule){
	    .ambiguous_wide = options->ambiguous == 2, .tab_cols = TAB_COLS};
	decoder_init(&screen->decoder);
	for (guint i = 0; i < ability.sequences->len; i++) {
		struct term_sequence *known = &g_array_index(
		    ability.sequences, struct term_sequence, i);

		decoder_learn(&screen->decoder, known->bytes, known->key);
	}
	painter_init(&screen->painter, options->theme,
	    (struct paint_skill){
		ability.depth, ability.erase_colours, ability.erase_chars, ability.scroll_region});
	open_terminal(screen);
	if (!term_note_signals(err) || !enter(screen, err)) {
		screen_stop(screen);
		return NULL;
	}
	return screen;
}

void screen_stop(struct screen *screen)
{
	if (!screen)
		return;
	term_give_back();
	term_leave_signals();
	term_ability_clear(&screen->ability);
	painter_clear(&screen->painter);
	decoder_clear(&screen->decoder);
	g_string_free(screen->sending, TRUE);
	g_string_free(screen->said, TRUE);
	if (screen->own)
		close(screen->out);
	g_free(screen);
}

int screen_fd(const struct screen *screen)
{
	return screen->in;
}

int screen_signal_fd(const struct screen *screen)
{
	(void)screen;
	return term_signal_fd();
}

int screen_take_signal(struct screen *screen)
{
	(void)screen;
	return term_next_signal();
}

/* Without a descriptor of our own a read could wait: ask first. */
static bool is_readable(const struct screen *screen)
{
	struct pollfd fd = {.fd = screen->in, .events = POLLIN};

	return screen->own || poll(&fd, 1, 0) > 0;
}

bool screen_read(struct screen *screen)
{
	char bytes[4096];
	ssize_t n = 0;
	struct decoder *decoder = &screen->decoder;

	while (!screen->gone && is_readable(screen) &&
	       (n = read(screen->in, bytes, sizeof(bytes))) > 0)
		decoder_feed(decoder, bytes, (size_t)n, clock_mono_ms());
	if (n == 0 && is_readable(screen))
		screen->gone = true;
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		screen->gone = true;
	decoder_tick(decoder, clock_mono_ms());
	if (decoder->answer_row > 0) {
		screen->width.ambiguous_wide = decoder->answer_col >= 5;
		decoder->answer_row = decoder->answer_col = 0;
	}
	if (decoder->asked && clock_mono_ms() - screen->asked_ms > PROBE_MS)
		decoder->asked = false;
	return !screen->gone;
}

int screen_wait_ms(const struct screen *screen)
{
	return decoder_wait_ms(&screen->decoder, clock_mono_ms());
}

bool screen_take_key(struct screen *screen, struct key_event *event)
{
	return decoder_take(&screen->decoder, event);
}

void screen_size(const struct screen *screen, int *rows, int *cols)
{
	struct winsize size = {0};

	if (ioctl(screen->out, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) {
		/* a serial line knows no size: the classic one */
		size.ws_row = 24;
		size.ws_col = 80;
	}
	*rows = CLAMP(size.ws_row, 1, BOUND_SCREEN_ROWS);
	*cols = CLAMP(size.ws_col, 1, BOUND_SCREEN_COLS);
}

struct width_rule screen_width(const struct screen *screen)
{
	return screen->width;
}

void screen_probe(struct screen *screen)
{
	if (screen->ambiguous != 0)
		return;
	/* not in row 1: the answer would read like a shifted F3 when it comes too late */
	g_string_append(screen->said, "\033[2;3H\u201C\033[6n");
	screen->decoder.asked = true;
	screen->asked_ms = clock_mono_ms();
	painter_forget(&screen->painter);
}

void screen_use(struct screen *screen, const struct theme *theme)
{
	painter_use(&screen->painter, theme);
}

bool screen_is_sent(const struct screen *screen)
{
	return screen->sent == screen->sending->len;
}

bool screen_send(struct screen *screen)
{
	while (!screen->gone && !screen_is_sent(screen)) {
		ssize_t n = write(screen->out, screen->sending->str + screen->sent,
		    screen->sending->len - screen->sent);

		if (n < 0 && errno == EAGAIN)
			return true;
		if (n < 0 && errno != EINTR)
			screen->gone = true;
		screen->sent += n > 0 ? (size_t)n : 0;
	}
	g_string_truncate(screen->sending, 0);
	screen->sent = 0;
	return !screen->gone;
}

bool screen_draw(struct screen *screen, const struct canvas *canvas, int row, int col)
{
	/* a frame on its way may not grow */
	if (screen->sent > 0)
		return false;
	g_string_append_len(screen->sending, screen->said->str, (gssize)screen->said->len);
	g_string_truncate(screen->said, 0);
	painter_frame(&screen->painter, canvas, row, col, screen->sending);
	screen_send(screen);
	return true;
}

void screen_forget(struct screen *screen)
{
	painter_forget(&screen->painter);
}

void screen_say(struct screen *screen, const char *bytes)
{
	g_string_append(screen->said, bytes);
}

void screen_suspend(struct screen *screen)
{
	struct err err = {0};

	term_give_back();
	raise(SIGSTOP);
	/* the shell may have changed the terminal in between: its state is the one to give back */
	g_string_truncate(screen->sending, 0);
	screen->sent = 0;
	if (!enter(screen, &err))
		screen->gone = true;
}
