/* A small program that does by hand what a full-screen one does: the harness is tried on it. */
#include "base/banned.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static struct termios found;
static int signals[2];

static void say(const char *text)
{
	size_t len = strlen(text);

	while (len > 0) {
		ssize_t put = write(STDOUT_FILENO, text, len);
		if (put <= 0)
			return;
		text += put;
		len -= (size_t)put;
	}
}

static void on_resize(int number)
{
	char byte = (char)number;
	ssize_t put = write(signals[1], &byte, 1);

	(void)put;
}

static void start(void)
{
	struct sigaction action = {.sa_handler = on_resize};
	struct termios raw;

	tcgetattr(STDIN_FILENO, &found);
	raw = found;
	cfmakeraw(&raw);
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	if (pipe(signals) == 0)
		sigaction(SIGWINCH, &action, NULL);
	say("\033[?1049h\033[?2004h\033[H\033[2J");
	say("\033[1;33m\xe4\xb8\xa5\xe5\xae\xa1\033[0m desk\r\n"); /* 严审, bold and yellow */
	say("\033[7mA\xe4\xb8\xadz\033[0m\033[3;5H");
}

static void stop(void)
{
	say("\033[?2004l\033[?1049l\033[?25h");
	tcsetattr(STDIN_FILENO, TCSANOW, &found);
}

static void tell_size(void)
{
	struct winsize size;
	char line[64];

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
		snprintf(line, sizeof line, "\033[5;1Hsize %dx%d\033[K", size.ws_col, size.ws_row);
		say(line);
	}
}

/* The bytes of each read in hexadecimal: what was typed, and whether it came in one piece. */
static bool take_keys(void)
{
	char bytes[4096], line[4096 * 3 + 64];
	ssize_t len = read(STDIN_FILENO, bytes, sizeof bytes);
	size_t at;

	if (len <= 0 || bytes[0] == 'Q')
		return false;
	if (bytes[0] == '!')
		for (;;)
			pause();
	if (bytes[0] == '?')
		say("\033[6n");
	at = (size_t)snprintf(line, sizeof line, "\033[4;1Hgot");
	for (ssize_t i = 0; i < len && i < 40; i++)
		at += (size_t)snprintf(
		    line + at, sizeof line - at, " %02x", (unsigned char)bytes[i]);
	snprintf(line + at, sizeof line - at, " (%zd)\033[K", len);
	say(line);
	return true;
}

int main(void)
{
	const char *number = getenv("YANSHEN_TEST_SYNC_FD");
	int sync = number ? (int)strtol(number, NULL, 10) : -1;
	int owed = 0;

	start();
	for (;;) {
		struct pollfd watched[] = {{.fd = STDIN_FILENO, .events = POLLIN},
		    {.fd = signals[0], .events = POLLIN}, {.fd = sync, .events = POLLIN}};
		char byte;
		int ready = poll(watched, 3, owed ? 0 : -1);
		if (ready < 0 && errno != EINTR)
			break;
		if (ready == 0 && owed) {
			if (write(sync, "?", 1) != 1)
				break;
			owed--;
			continue;
		}
		if (ready < 0)
			continue;
		if (watched[2].revents && read(sync, &byte, 1) == 1)
			owed++;
		if (watched[1].revents && read(signals[0], &byte, 1) == 1)
			tell_size();
		if (watched[0].revents && !take_keys())
			break;
	}
	stop();
	return 0;
}
