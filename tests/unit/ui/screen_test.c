/* The terminal taken over and given back, in a real pty, whatever happens to the program. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "unit.h"

#include "base/lang.h"
#include "ui/screen.h"

/* A program in a pty: what it sent, and how the terminal was before it. */
struct stage {
	int master, slave;
	pid_t child;
	GString *seen;
	struct termios before;
};

typedef int program(void);

static void stage_open(struct stage *stage)
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};

	*stage = (struct stage){.seen = g_string_new(NULL)};
	stage->master = posix_openpt(O_RDWR | O_NOCTTY);
	assert_true(
	    stage->master >= 0 && grantpt(stage->master) == 0 && unlockpt(stage->master) == 0);
	stage->slave = open(ptsname(stage->master), O_RDWR | O_NOCTTY);
	assert_true(stage->slave >= 0);
	ioctl(stage->slave, TIOCSWINSZ, &size);
	tcgetattr(stage->slave, &stage->before);
}

static void run(struct stage *stage, const char *term, program *body)
{
	stage->child = fork();
	assert_true(stage->child >= 0);
	if (stage->child > 0)
		return;
	setsid();
	ioctl(stage->slave, TIOCSCTTY, 0);
	dup2(stage->slave, 0);
	dup2(stage->slave, 1);
	close(stage->master);
	close(stage->slave);
	setenv("TERM", term, 1);
	unsetenv("NO_COLOR");
	_exit(body());
}

/* Read what the program sends until it has sent WORDS, or for at most ten seconds. */
static void await(struct stage *stage, const char *words)
{
	struct pollfd fd = {.fd = stage->master, .events = POLLIN};
	char bytes[4096];

	while (!strstr(stage->seen->str, words)) {
		ssize_t n = poll(&fd, 1, 10000) > 0 ? read(stage->master, bytes, sizeof(bytes)) : 0;

		if (n <= 0)
			fail_msg("never sent \"%s\", but \"%s\"", words, stage->seen->str);
		g_string_append_len(stage->seen, bytes, n);
	}
}

static void say(struct stage *stage, const char *keys)
{
	assert_int_equal(write(stage->master, keys, strlen(keys)), (ssize_t)strlen(keys));
}

static int ended(struct stage *stage)
{
	int status;

	assert_int_equal(waitpid(stage->child, &status, 0), stage->child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* The terminal is as it was, and told to show the old screen. */
static void check_given_back(struct stage *stage)
{
	struct termios now;

	await(stage, "\033[?1049l");
	tcgetattr(stage->slave, &now);
	assert_int_equal(now.c_lflag, stage->before.c_lflag);
	assert_int_equal(now.c_iflag, stage->before.c_iflag);
	assert_int_equal(now.c_oflag, stage->before.c_oflag);
}

static void stage_close(struct stage *stage)
{
	close(stage->slave);
	close(stage->master);
	g_string_free(stage->seen, TRUE);
}

/* What the programs have in common. */
static struct screen *start(struct canvas *canvas, const char *words)
{
	struct screen_options options = {0};
	struct theme theme;
	struct err err = {0};
	struct screen *screen;

	theme_plain(&theme);
	options.theme = &theme;
	screen = screen_start(&options, &err);
	if (!screen)
		_exit(99);
	canvas_init(canvas, 24, 80, screen_width(screen));
	canvas_put(canvas, 0, 0, 80, words, -1, STYLE_TEXT);
	screen_draw(screen, canvas, 0, 0);
	return screen;
}

/* Wait for a key or a signal. */
static void wait_for(struct screen *screen, struct key_event *event, int *number)
{
	*number = 0;
	*event = (struct key_event){0};
	while (*number == 0 && !screen_take_key(screen, event)) {
		struct pollfd fds[] = {{.fd = screen_fd(screen), .events = POLLIN},
		    {.fd = screen_signal_fd(screen), .events = POLLIN}};

		poll(fds, 2, screen_wait_ms(screen));
		*number = screen_take_signal(screen);
		if (!screen_read(screen))
			*number = SIGHUP;
	}
}

static int shows_and_reads(void)
{
	static const uint32_t wanted[] = {'j', KEYCODE_UP, 0x4E25, KEYCODE_ESC};
	struct canvas canvas;
	struct screen *screen = start(&canvas, "严审");
	int right = 0, number;

	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
		struct key_event event;

		wait_for(screen, &event, &number);
		right += event.key.code == wanted[i];
	}
	screen_stop(screen);
	canvas_clear(&canvas);
	return right;
}

static void keys_come_and_the_terminal_goes_back(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage);
	run(&stage, "xterm-256color", shows_and_reads);
	await(&stage, "严审");
	assert_non_null(strstr(stage.seen->str, "\033[?1049h"));
	assert_non_null(strstr(stage.seen->str, "\033[?2004h"));
	say(&stage, "j\033[A严\033");
	assert_int_equal(ended(&stage), 4);
	check_given_back(&stage);
	stage_close(&stage);
}

static int faults(void)
{
	struct canvas canvas;
	struct key_event event;
	int number;
	struct screen *screen = start(&canvas, "up");

	wait_for(screen, &event, &number);
	raise(SIGFPE);
	return 0;
}

static void a_fault_gives_the_terminal_back_too(void **state)
{
	struct stage stage;

	(void)state;
	signal(SIGFPE, SIG_DFL); /* inherited: a sanitizer's own handler would come first */
	stage_open(&stage);
	run(&stage, "xterm-256color", faults);
	await(&stage, "up");
	say(&stage, "x");
	assert_int_equal(ended(&stage), 128 + SIGFPE);
	check_given_back(&stage);
	stage_close(&stage);
}

static int hears_signals(void)
{
	struct canvas canvas;
	struct screen *screen = start(&canvas, "up");
	struct key_event event;
	int number, rows, cols, right = 0;

	wait_for(screen, &event, &number);
	screen_size(screen, &rows, &cols);
	right += number == SIGWINCH && rows == 10 && cols == 40;
	canvas_put(&canvas, 1, 0, 80, "resized", -1, STYLE_TEXT);
	screen_draw(screen, &canvas, 0, 0);
	wait_for(screen, &event, &number);
	right += number == SIGTERM;
	screen_stop(screen);
	canvas_clear(&canvas);
	return right;
}

static void signals_come_through_the_pipe(void **state)
{
	struct winsize size = {.ws_row = 10, .ws_col = 40};
	struct stage stage;

	(void)state;
	stage_open(&stage);
	run(&stage, "xterm-256color", hears_signals);
	await(&stage, "up");
	ioctl(stage.master, TIOCSWINSZ, &size);
	await(&stage, "resized");
	kill(stage.child, SIGTERM);
	assert_int_equal(ended(&stage), 2);
	check_given_back(&stage);
	stage_close(&stage);
}

static int loses_its_terminal(void)
{
	struct canvas canvas;
	struct screen *screen;
	struct key_event event;
	int number;

	screen = start(&canvas, "up");
	signal(SIGHUP, SIG_IGN);
	wait_for(screen, &event, &number);
	screen_stop(screen);
	canvas_clear(&canvas);
	return number;
}

static void a_terminal_that_is_gone_is_a_hang_up(void **state)
{
	struct stage stage;

	(void)state;
	stage_open(&stage);
	run(&stage, "xterm-256color", loses_its_terminal);
	await(&stage, "up");
	close(stage.slave);
	close(stage.master);
	assert_int_equal(ended(&stage), SIGHUP);
	g_string_free(stage.seen, TRUE);
}

static int probes(void)
{
	struct canvas canvas;
	struct screen *screen = start(&canvas, "up");
	struct key_event event;
	int number, wide;

	wait_for(screen, &event, &number);
	wide = screen_width(screen).ambiguous_wide;
	screen_stop(screen);
	canvas_clear(&canvas);
	return wide + 10 * (event.key.code == 'q');
}

static void the_terminal_says_how_wide_it_draws(void **state)
{
	(void)state;
	for (int wide = 0; wide < 2; wide++) {
		struct stage stage;

		stage_open(&stage);
		run(&stage, "xterm-256color", probes);
		await(&stage, "\033[6n");
		say(&stage, wide ? "\033[2;5Rq" : "\033[2;4Rq");
		assert_int_equal(ended(&stage), 10 + wide);
		stage_close(&stage);
	}
}

static int is_refused(void)
{
	struct screen_options options = {0};
	struct theme theme;
	struct err err = {0};

	theme_plain(&theme);
	options.theme = &theme;
	return screen_start(&options, &err) == NULL && err.kind == ERR_SYSTEM && err.words[0];
}

static void a_terminal_that_cannot_is_refused_in_words(void **state)
{
	static const char *const terms[] = {"dumb", "", "no-such-terminal"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(terms); i++) {
		struct stage stage;

		stage_open(&stage);
		run(&stage, terms[i], is_refused);
		assert_int_equal(ended(&stage), 1);
		stage_close(&stage);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keys_come_and_the_terminal_goes_back),
	    cmocka_unit_test(a_fault_gives_the_terminal_back_too),
	    cmocka_unit_test(signals_come_through_the_pipe),
	    cmocka_unit_test(a_terminal_that_is_gone_is_a_hang_up),
	    cmocka_unit_test(the_terminal_says_how_wide_it_draws),
	    cmocka_unit_test(a_terminal_that_cannot_is_refused_in_words),
	};

	if (!lang_start("en", TEST_BUILDDIR "/yanshen"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
