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

char *ask_hidden(const char *what, struct err *err)
{
	char secret[SECRET_BYTES];
	struct termios before, quiet;
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (fd < 0 || tcgetattr(fd, &before) < 0) {
		if (fd >= 0)
			close(fd);
		err_fail(err, ERR_INPUT,
		    _("a passphrase is asked for on a terminal, and there is none"));
		return NULL;
	}
	quiet = before;
	quiet.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
	tcsetattr(fd, TCSAFLUSH, &quiet);
	bool good = say(fd, what) && say(fd, " ") && read_line(fd, secret);
	tcsetattr(fd, TCSAFLUSH, &before);
	(void)!say(fd, "\n");
	close(fd);
	char *found = good ? g_strdup(secret) : NULL;
	explicit_bzero(secret, sizeof(secret));
	if (!found)
		err_fail(err, ERR_STOPPED, _("stopped"));
	return found;
}

static bool has_terminal(void)
{
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (fd >= 0)
		close(fd);
	return fd >= 0 && isatty(STDIN_FILENO);
}

char *ask_new(const char *what, bool *asked, struct err *err)
{
	*asked = has_terminal();
	if (!*asked)
		return g_strdup("");
	for (int i = 0; i < TRIES; i++) {
		char *one = ask_hidden(what, err);
		char *two = one ? ask_hidden(_("once more:"), err) : NULL;
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

void ask_forget(char *secret)
{
	if (secret)
		explicit_bzero(secret, strlen(secret));
	g_free(secret);
}
