/* The terminal itself is asked, whatever input and output are; its echo always comes back. */
#include "app/ask.h"

#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#define SECRET_BYTES 512
#define TRIES 3
#define CTRL_C 3
#define CTRL_D 4

static bool say(int fd, const char *words)
{
	return write(fd, words, strlen(words)) >= 0;
}

/* Without signals: Ctrl-C is read as what it is, so that the echo is turned on again after it. */
static bool read_line(int fd, char secret[SECRET_BYTES])
{
	size_t len = 0;
	char c;

	for (;;) {
		ssize_t got = read(fd, &c, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || c == CTRL_C || c == CTRL_D)
			return false;
		if (c == '\n' || c == '\r')
			break;
		if (len + 1 < SECRET_BYTES)
			secret[len++] = c;
	}
	secret[len] = '\0';
	return true;
}

/* The terminal while nothing that is typed shows. */
struct hush {
	int fd;
	struct termios before;
};

static bool hush_begin(struct hush *hush, struct err *err)
{
	struct termios quiet;

	hush->fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (hush->fd < 0 || tcgetattr(hush->fd, &hush->before) < 0) {
		if (hush->fd >= 0)
			close(hush->fd);
		return err_fail(err, ERR_INPUT,
		    _("a passphrase is asked for on a terminal, and there is none"));
	}
	quiet = hush->before;
	quiet.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
	tcsetattr(hush->fd, TCSAFLUSH, &quiet);
	return true;
}

static void hush_end(struct hush *hush)
{
	tcsetattr(hush->fd, TCSAFLUSH, &hush->before);
	close(hush->fd);
}

/* Owns: ask_forget() frees; NULL and STOPPED where it was given up. */
static char *ask_line(const struct hush *hush, const char *what, struct err *err)
{
	char secret[SECRET_BYTES];
	bool good = say(hush->fd, what) && say(hush->fd, " ") && read_line(hush->fd, secret);
	char *found = good ? g_strdup(secret) : NULL;

	(void)!say(hush->fd, "\n");
	explicit_bzero(secret, sizeof(secret));
	if (!found)
		err_fail(err, ERR_STOPPED, _("stopped"));
	return found;
}

char *ask_hidden(const char *what, struct err *err)
{
	struct hush hush;

	if (!hush_begin(&hush, err))
		return NULL;
	char *found = ask_line(&hush, what, err);
	hush_end(&hush);
	return found;
}

static bool has_terminal(void)
{
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (fd >= 0)
		close(fd);
	return fd >= 0 && isatty(STDIN_FILENO);
}

/* Twice the same. Owns: as ask_line(). */
static char *ask_twice(const struct hush *hush, const char *what, struct err *err)
{
	for (int i = 0; i < TRIES; i++) {
		char *one = ask_line(hush, what, err);
		char *two = one ? ask_line(hush, _("once more:"), err) : NULL;
		bool same = two && strcmp(one, two) == 0;

		ask_forget(two);
		if (same)
			return one;
		ask_forget(one);
		if (err->kind != ERR_NONE)
			return NULL;
	}
	err_fail(err, ERR_INPUT, _("the passphrase was not the same twice"));
	return NULL;
}

char *ask_new(const char *what, bool *asked, struct err *err)
{
	struct hush hush;

	*asked = has_terminal();
	if (!*asked)
		return g_strdup("");
	if (!hush_begin(&hush, err))
		return NULL;
	char *found = ask_twice(&hush, what, err);
	hush_end(&hush);
	return found;
}

void ask_forget(char *secret)
{
	if (secret)
		explicit_bzero(secret, strlen(secret));
	g_free(secret);
}
