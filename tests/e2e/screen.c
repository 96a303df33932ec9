/* The pty, the process and the cells; keys are in keys.c. */
#include "screen.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct screen *screen = user;

	if (prop == VTERM_PROP_ALTSCREEN)
		screen->alternate = value->boolean;
	else if (prop == VTERM_PROP_CURSORVISIBLE)
		screen->cursor_hidden = !value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

static void make_cells(struct screen *screen)
{
	screen->waiting = g_string_new(NULL);
	screen->vt = vterm_new(screen->rows, screen->cols);
	vterm_set_utf8(screen->vt, 1);
	screen->grid = vterm_obtain_screen(screen->vt);
	vterm_screen_set_callbacks(screen->grid, &callbacks, screen);
	vterm_screen_enable_altscreen(screen->grid, 1);
	vterm_screen_reset(screen->grid, 1);
}

/* In the child: the socket gets a number that no other descriptor has, everything else closes. */
static void become(char *const argv[], char *const env[], int sync)
{
	char name[40];
	size_t count = 0;

	while (env[count])
		count++;
	char **all = calloc(count + 2, sizeof *all);
	if (!all)
		_exit(126);
	memcpy(all, env, count * sizeof *all);
	snprintf(name, sizeof name, "YANSHEN_TEST_SYNC_FD=%d", sync);
	all[count] = name;
	fcntl(sync, F_SETFD, 0);
	execve(argv[0], argv, all);
	_exit(127);
}

/* A terminal in line mode with habits that are not everybody's: all of it is to be given back. */
static void odd_terminal(struct termios *found)
{
	static const cc_t keys[] = {[VINTR] = 3,
	    [VQUIT] = 28,
	    [VERASE] = 8,
	    [VKILL] = 21,
	    [VEOF] = 4,
	    [VSTART] = 17,
	    [VSTOP] = 19,
	    [VSUSP] = 26};

	*found = (struct termios){.c_iflag = ICRNL | IXON | IXANY | BRKINT,
	    .c_oflag = OPOST | ONLCR,
	    .c_cflag = CS8 | CREAD,
	    .c_lflag = ICANON | ISIG | IEXTEN | ECHO | ECHOE | ECHOKE | ECHOCTL};
	memcpy(found->c_cc, keys, sizeof(keys));
	cfsetspeed(found, B38400);
}

bool screen_start(struct screen *screen, char *const argv[], char *const env[], int cols, int rows,
    struct err *err)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	int ends[2];

	*screen = (struct screen){.pty = -1, .sync = -1, .life = -1, .cols = cols, .rows = rows};
	screen->deadline_ms = 30000;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		return err_fail_code(err, ERR_SYSTEM, errno, "socketpair: %s", g_strerror(errno));
	make_cells(screen);
	odd_terminal(&screen->found);
	screen->pid = forkpty(&screen->pty, NULL, &screen->found, &size);
	if (screen->pid == 0)
		become(argv, env, ends[1]);
	close(ends[1]);
	screen->sync = ends[0];
	if (screen->pid < 0) {
		screen->pid = 0;
		return err_fail_code(err, ERR_SYSTEM, errno, "forkpty: %s", g_strerror(errno));
	}
	screen->life = pidfd_open(screen->pid, 0);
	if (screen->life < 0)
		return err_fail_code(err, ERR_SYSTEM, errno, "pidfd_open: %s", g_strerror(errno));
	fcntl(screen->pty, F_SETFD, FD_CLOEXEC);
	fcntl(screen->pty, F_SETFL, O_NONBLOCK);
	fcntl(screen->sync, F_SETFL, O_NONBLOCK);
	return true;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void screen_hang_up(struct screen *screen)
{
	close_fd(&screen->pty);
	screen->ended = true;
}

void screen_clear(struct screen *screen)
{
	screen_hang_up(screen);
	close_fd(&screen->sync);
	if (screen->pid > 0) {
		screen->deadline_ms = 3000;
		if (screen_wait(screen) < 0 && screen->pid > 0) {
			kill(screen->pid, SIGKILL);
			waitpid(screen->pid, NULL, 0);
		}
	}
	screen->pid = 0;
	close_fd(&screen->life);
	if (screen->vt)
		vterm_free(screen->vt);
	screen->vt = NULL;
	if (screen->waiting)
		g_string_free(screen->waiting, TRUE);
	screen->waiting = NULL;
}

/* Some questions a program asks of its terminal are answered: where the cursor is, what it is. */
static void answer(struct screen *screen)
{
	char bytes[256];
	size_t len;

	while ((len = vterm_output_read(screen->vt, bytes, sizeof bytes)) > 0)
		if (screen->pty < 0 || write(screen->pty, bytes, len) != (ssize_t)len)
			return;
}

int64_t screen_now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* How many bytes at the end of TEXT begin a character that is not whole yet. */
static size_t broken_off(const char *text, size_t len)
{
	for (size_t back = 1; back <= MIN(len, 3); back++) {
		unsigned char byte = (unsigned char)text[len - back];
		if (byte >= 0xc0)
			return (size_t)g_utf8_skip[byte] > back ? back : 0;
		if (byte < 0x80)
			return 0;
	}
	return 0;
}

/* libvterm 0.1.4 loses its place where a piece ends within a character: such an end waits. */
static void feed(struct screen *screen, const char *bytes, size_t len)
{
	GString *all = screen->waiting;

	g_string_append_len(all, bytes, (gssize)len);
	size_t whole = all->len - broken_off(all->str, all->len);
	vterm_input_write(screen->vt, all->str, whole);
	g_string_erase(all, 0, (gssize)whole);
}

bool screen_pump(struct screen *screen, int wait_ms)
{
	struct pollfd watched = {.fd = screen->pty, .events = POLLIN};
	char bytes[16384];
	bool any = false;

	if (screen->ended || poll(&watched, 1, wait_ms) <= 0)
		return false;
	for (;;) {
		ssize_t len = read(screen->pty, bytes, sizeof bytes);
		if (len < 0 && errno == EINTR)
			continue;
		if (len < 0 && errno == EAGAIN)
			return any;
		if (len <= 0) {
			screen->ended = true;
			return any;
		}
		any = true;
		screen->last_us = screen_now_us();
		if (!screen->first_us)
			screen->first_us = screen->last_us;
		screen->painted += (size_t)len;
		feed(screen, bytes, (size_t)len);
		answer(screen);
	}
}

bool screen_send(struct screen *screen, const void *bytes, size_t len)
{
	int64_t until = clock_mono_ms() + screen->deadline_ms;
	const char *at = bytes;

	while (len > 0 && !screen->ended && clock_mono_ms() < until) {
		ssize_t put = write(screen->pty, at, MIN(len, 1024));
		if (put > 0) {
			at += put;
			len -= (size_t)put;
		}
		/* A program that paints while we type would wait for us as we for it. */
		screen_pump(screen, put > 0 ? 0 : 10);
	}
	return len == 0;
}

bool screen_settle(struct screen *screen)
{
	int64_t until = clock_mono_ms() + screen->deadline_ms;
	char byte = '?';

	if (screen->ended || write(screen->sync, &byte, 1) != 1)
		return false;
	for (;;) {
		int64_t left = until - clock_mono_ms();
		struct pollfd watched[] = {
		    {.fd = screen->sync, .events = POLLIN}, {.fd = screen->pty, .events = POLLIN}};
		if (left <= 0 || screen->ended)
			return false;
		if (poll(watched, 2, (int)left) < 0 && errno != EINTR)
			return false;
		if (watched[1].revents)
			screen_pump(screen, 0);
		if (!watched[0].revents)
			continue;
		if (read(screen->sync, &byte, 1) != 1) {
			/* It is ending: what it still paints belongs to the picture. */
			while (!screen->ended && clock_mono_ms() < until)
				screen_pump(screen, (int)(until - clock_mono_ms()));
			return false;
		}
		/* What was painted before the answer is in the pty by now. */
		screen_pump(screen, 0);
		return true;
	}
}

int screen_wait(struct screen *screen)
{
	int64_t until = clock_mono_ms() + screen->deadline_ms;
	int status = 0;

	while (screen->pid > 0) {
		int64_t left = until - clock_mono_ms();
		struct pollfd watched[] = {{.fd = screen->life, .events = POLLIN},
		    {.fd = screen->ended ? -1 : screen->pty, .events = POLLIN}};
		if (left <= 0 || (poll(watched, 2, (int)left) < 0 && errno != EINTR))
			return -1;
		if (watched[1].revents)
			screen_pump(screen, 0);
		if (!watched[0].revents)
			continue;
		screen_pump(screen, 0);
		pid_t gone = waitpid(screen->pid, &status, 0);
		screen->pid = 0;
		return gone < 0 ? -1 : status;
	}
	return -1;
}

void screen_resize(struct screen *screen, int cols, int rows)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	screen->cols = cols;
	screen->rows = rows;
	/* libvterm 0.1.4 crashes on a wide character where only one column is: what the program
	 * still paints for the size before may hold one. */
	vterm_set_size(screen->vt, rows, MAX(cols, 2));
	ioctl(screen->pty, TIOCSWINSZ, &size);
}

bool screen_restored(const struct screen *screen)
{
	const struct termios *found = &screen->found;
	struct termios now;

	if (screen->pty < 0 || tcgetattr(screen->pty, &now) < 0)
		return false;
	return !screen->alternate && !screen->cursor_hidden && now.c_iflag == found->c_iflag &&
	       now.c_oflag == found->c_oflag && now.c_cflag == found->c_cflag &&
	       now.c_lflag == found->c_lflag &&
	       memcmp(now.c_cc, found->c_cc, sizeof(now.c_cc)) == 0;
}
