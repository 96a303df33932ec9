/* The log's sink is one of the two mutable globals of the program (style 3.6). */
#include "base/log.h"

#include "base/clock.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOG_TURN_BYTES (1 << 20)

static atomic_int sink = -1;

bool log_start(const char *path, struct err *err)
{
	struct stat info;
	g_autofree char *old = g_strconcat(path, ".1", NULL);

	if (stat(path, &info) == 0 && info.st_size > LOG_TURN_BYTES)
		rename(path, old);
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0) {
		int code = errno;
		return err_fail_code(err, err_kind_of_errno(code), code, "%s %s: %s",
		    _("cannot write"), path, tr_system(code));
	}
	log_stop();
	atomic_store(&sink, fd);
	return true;
}

void log_line(const char *fmt, ...)
{
	int fd = atomic_load(&sink);
	va_list args;

	if (fd < 0)
		return;
	va_start(args, fmt);
	g_autofree char *words = g_strdup_vprintf(fmt, args);
	va_end(args);
	g_autofree char *when = clock_utc_text(clock_machine_ms());
	g_autofree char *line = g_strdup_printf("%s %d %s\n", when, (int)getpid(), words);
	ssize_t put = write(fd, line, strlen(line));
	(void)put; /* a full disk must not end the desk because of its log */
}

void log_stop(void)
{
	int fd = atomic_exchange(&sink, -1);

	if (fd >= 0)
		close(fd);
}
