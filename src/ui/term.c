/* The terminal as a device: terminfo, raw mode, signals. Curses is asked, it never draws or reads.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>
/* two of its many macros stand for names that we use */
#undef erase_chars
#undef lines

#include "ui/term.h"

#include "base/lang.h"

#define RESTORE_BYTES 256

/*
 * What signal handlers need, and nothing else: where to write that a signal came, and how to give
 * the terminal back when the program dies. One of the two mutable globals of the house.
 */
static struct {
	int pipe[2];
	int tty;
	struct termios before;
	char restore[RESTORE_BYTES];
	size_t restore_len;
	volatile sig_atomic_t armed;
} signal_pipe = {.pipe = {-1, -1}, .tty = -1};

static const int noted[] = {SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGCONT, SIGTSTP, SIGQUIT};
static const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

static void note(int number)
{
	int keep = errno;
	unsigned char byte = (unsigned char)number;

	/* a full pipe holds older signals enough to wake the loop */
	if (write(signal_pipe.pipe[1], &byte, 1) < 0)
		errno = keep;
	errno = keep;
}

void term_give_back(void)
{
	size_t at = 0;
	/* a terminal that takes nothing for a second is beyond help, and must not hold us */
	int patience = 10;

	if (!signal_pipe.armed)
		return;
	signal_pipe.armed = 0;
	while (at < signal_pipe.restore_len && patience > 0) {
		ssize_t n = write(
		    signal_pipe.tty, signal_pipe.restore + at, signal_pipe.restore_len - at);
		struct pollfd fd = {.fd = signal_pipe.tty, .events = POLLOUT};

		at += n > 0 ? (size_t)n : 0;
		if (n < 0 && (errno != EAGAIN || poll(&fd, 1, 100) < 0))
			break;
		patience -= n < 0;
	}
	tcsetattr(signal_pipe.tty, TCSANOW, &signal_pipe.before);
}

static void die_tidily(int number)
{
	term_give_back();
	signal(number, SIG_DFL);
	raise(number);
}

bool term_note_signals(struct err *err)
{
	struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART}, old;

	if (pipe2(signal_pipe.pipe, O_CLOEXEC | O_NONBLOCK) != 0)
		return err_fail_code(err, ERR_SYSTEM, errno, _("cannot make a pipe"));
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < G_N_ELEMENTS(noted); i++)
		sigaction(noted[i], &action, NULL);
	action.sa_handler = die_tidily;
	action.sa_flags = SA_RESETHAND;
	for (size_t i = 0; i < G_N_ELEMENTS(deadly); i++) {
		/* a debugger's or sanitizer's own handler says more than ours */
		if (sigaction(deadly[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(deadly[i], &action, NULL);
	}
	return true;
}

void term_leave_signals(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(noted); i++)
		signal(noted[i], SIG_DFL);
	for (size_t i = 0; i < G_N_ELEMENTS(deadly); i++) {
		struct sigaction old;

		if (sigaction(deadly[i], NULL, &old) == 0 && old.sa_handler == die_tidily)
			signal(deadly[i], SIG_DFL);
	}
	for (int i = 0; i < 2; i++) {
		if (signal_pipe.pipe[i] >= 0)
			close(signal_pipe.pipe[i]);
		signal_pipe.pipe[i] = -1;
	}
}

int term_signal_fd(void)
{
	return signal_pipe.pipe[0];
}

int term_next_signal(void)
{
	unsigned char byte;

	return read(signal_pipe.pipe[0], &byte, 1) == 1 ? byte : 0;
}

/* A capability as a string, NULL where the terminal has none. */
static const char *ask(const char *name)
{
	const char *text = tigetstr((NCURSES_CONST char *)name);

	return text == NULL || text == (const char *)-1 ? NULL : text;
}

static bool know_terminal(struct err *err)
{
	const char *name = getenv("TERM");
	int problem;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_fail(err, ERR_SYSTEM,
		    _("the desk needs a terminal; for scripts use a verb, such as: yanshen list"));
	if (!name || !*name || setupterm((NCURSES_CONST char *)name, STDOUT_FILENO, &problem) != OK)
		return err_fail(err, ERR_SYSTEM,
		    _("the terminal \"%s\" is not known here; try: TERM=xterm yanshen"),
		    name ? name : "");
	const char *place = ask("cup");
	const char *sample = place ? tparm(place, 4, 9, 0, 0, 0, 0, 0, 0, 0) : NULL;
	if (!sample || strncmp(sample, "\033[5;10H", 7) != 0) {
		del_curterm(cur_term);
		return err_fail(err, ERR_SYSTEM,
		    _("the terminal \"%s\" cannot place the cursor; try: TERM=xterm yanshen"),
		    name);
	}
	return true;
}

static enum color_depth find_depth(void)
{
	const char *none = getenv("NO_COLOR"), *true_color = getenv("COLORTERM");
	int colors = tigetnum((NCURSES_CONST char *)"colors");

	if ((none && *none) || colors < 8)
		return COLOR_DEPTH_MONO;
	if (colors > 256 ||
	    (true_color && (!strcmp(true_color, "truecolor") || !strcmp(true_color, "24bit"))))
		return COLOR_DEPTH_TRUE;
	return colors >= 256 ? COLOR_DEPTH_256 : colors >= 16 ? COLOR_DEPTH_16 : COLOR_DEPTH_8;
}

/* Keys whose sequences this terminal describes; the usual ones are known without. */
static void find_keys(GArray *sequences)
{
	static const struct {
		const char *name;
		enum key_code code;
	} keys[] = {
	    {"kcuu1", KEYCODE_UP},
	    {"kcud1", KEYCODE_DOWN},
	    {"kcub1", KEYCODE_LEFT},
	    {"kcuf1", KEYCODE_RIGHT},
	    {"khome", KEYCODE_HOME},
	    {"kend", KEYCODE_END},
	    {"kpp", KEYCODE_PGUP},
	    {"knp", KEYCODE_PGDN},
	    {"kich1", KEYCODE_INS},
	    {"kdch1", KEYCODE_DEL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(keys) + 12; i++) {
		bool edit = i < G_N_ELEMENTS(keys);
		uint32_t n = edit ? 0 : (uint32_t)(i - G_N_ELEMENTS(keys));
		g_autofree char *name = edit ? g_strdup(keys[i].name)
					     : g_strdup_printf("kf%u", n + 1);
		struct term_sequence sequence = {
		    .bytes = g_strdup(ask(name)),
		    .key = {edit ? (uint32_t)keys[i].code : KEYCODE_F1 + n, 0},
		};

		if (sequence.bytes)
			g_array_append_val(sequences, sequence);
	}
}

static char *joined(const char *a, const char *b, const char *c)
{
	return g_strconcat(a ? a : "", b ? b : "", c ? c : "", NULL);
}

static void sequence_clear(void *sequence)
{
	g_free(((struct term_sequence *)sequence)->bytes);
}

bool term_know(struct term_ability *ability, struct err *err)
{
	if (!know_terminal(err))
		return false;
	*ability = (struct term_ability){
	    .depth = find_depth(),
	    .erase_colours = tigetflag((NCURSES_CONST char *)"bce") > 0,
	    .erase_chars = ask("ech") != NULL,
	    .scroll_region = ask("csr") != NULL,
	    /* no wrapping at the edge, pasted blocks between marks */
	    .enter = joined(ask("smcup"), ask("smkx"), "\033[?7l\033[?2004h"),
	    .leave = joined("\033[0m\033[r\033[?2004l\033[?7h\033[?25h\033[H\033[2J", ask("rmkx"),
		ask("rmcup")),
	    .sequences = g_array_new(FALSE, FALSE, sizeof(struct term_sequence)),
	};
	g_array_set_clear_func(ability->sequences, sequence_clear);
	find_keys(ability->sequences);
	del_curterm(cur_term);
	return true;
}

void term_ability_clear(struct term_ability *ability)
{
	g_free(ability->enter);
	g_free(ability->leave);
	if (ability->sequences)
		g_array_free(ability->sequences, TRUE);
	*ability = (struct term_ability){0};
}

bool term_take(int fd, const char *leave, struct err *err)
{
	struct termios mode;

	if (tcgetattr(fd, &mode) != 0)
		return err_fail_code(err, ERR_SYSTEM, errno, _("the terminal does not answer"));
	signal_pipe.tty = fd;
	signal_pipe.before = mode;
	signal_pipe.restore_len = MIN(strlen(leave), sizeof(signal_pipe.restore));
	memcpy(signal_pipe.restore, leave, signal_pipe.restore_len);
	/* nothing of the line discipline: each byte comes as it is, Ctrl-S and Ctrl-Q too */
	mode.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | ISTRIP | IXON | IXOFF);
	mode.c_oflag &= ~(tcflag_t)OPOST;
	mode.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
	mode.c_cflag = (mode.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
	mode.c_cc[VMIN] = 1;
	mode.c_cc[VTIME] = 0;
	signal_pipe.armed = 1;
	if (tcsetattr(fd, TCSADRAIN, &mode) != 0)
		return err_fail_code(err, ERR_SYSTEM, errno, _("the terminal does not answer"));
	return true;
}
